"""The editors' desk: what is to be done next, worked out by hand, with a link to the file; never on the public site."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess

import pytest

from conftest import Workshop
from showcase.brand.organisation import Organisation
from showcase.cli import main
from showcase.site.desk import quiet

TASKS = """plan:
  - {key: late, title: 逾期的任务, unit: dining, post: 经理, start: 2026-01-05, due: 2026-05-31}
  - {key: bare, title: 没有凭据的任务, unit: dining, post: 经理, start: 2026-01-05, due: 2026-05-31, state: done, on: 2026-05-01}
  - {key: well, title: 办好的任务, unit: dining, post: 经理, start: 2026-01-05, due: 2026-05-31, state: done, on: 2026-05-01, evidence: [{file: 单子}]}
"""
HONOURS = """honours:
  - {key: told, title: 有故事的奖, year: 2026, by: 学校, level: department, field: service, kind: person, department: dining, post: 面点师, employment: [regular], rank: frontline, story: 2026/one}
  - {key: mute, title: 没有故事的奖, year: 2026, by: 学校, level: department, field: service, kind: person, department: dining, post: 面点师, employment: [regular], rank: frontline}
"""
LEAST = {
    "names": {"full": "甲", "short": "乙", "university": "丙", "english": "D"},
    "departments": {"a": {"label": "a", "name": "a", "culture": "a"}},
    "series": {"a": {"label": "a", "line": "a"}},
    "themes": {"a": "a"},
}
DAY = ["--today", "2026-06-10"]


def commit(workshop: Workshop, day: str, *paths: str) -> None:
    when = f"{day}T12:00:00+08:00"
    environment = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    for command in (
        ["add", *paths],
        ["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", str(workshop.root), *command], check=True, env=environment)


def page(workshop: Workshop, name: str, more: str = "") -> str:
    folder = workshop.root / "docs" / name
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(f"---\ntitle: {name}\n{more}---\n\n正文。\n", "utf-8")
    return f"docs/{name}/index.md"


@pytest.fixture(scope="module")
def desk(make_workshop):
    """(workshop, what the report says is to be done)."""
    workshop = make_workshop()
    file = workshop.root / "brand" / "organisation.yml"
    text = file.read_text("utf-8").replace(
        "repository: ''", "repository: https://git.example.edu.cn/wenhua/-/edit/main/{path}"
    )
    file.write_text(text, "utf-8")
    workshop.story("one", more="themes: [劳动]\nexpires: 2026-07-01\n")
    workshop.story("broken", more="unknown: x\n")
    for name, text in (("plan/plan-2026", TASKS), ("honours/honours", HONOURS)):
        (workshop.root / "docs" / name).parent.mkdir(exist_ok=True)
        (workshop.root / "docs" / f"{name}.yml").write_text(text, "utf-8")
    subprocess.run(["git", "init", "-q", str(workshop.root)], check=True)
    commit(
        workshop, "2025-06-09", page(workshop, "old"), page(workshop, "read-again", "reviewed: 2026-01-01\n")
    )
    commit(workshop, "2025-06-10", page(workshop, "young"))
    report = workshop.root.parent / "report.json"
    arguments = [
        "--root",
        str(workshop.root),
        "build",
        "--edition",
        "internal",
        *DAY,
        "--report",
        str(report),
    ]
    assert main(arguments) == 1  # the broken story
    return workshop, json.loads(report.read_text("utf-8"))["to_do"]


def whats(todo: list[dict[str, object]], group: str) -> list[str]:
    return [str(row["what"]) for row in todo if row["group"] == group]


def test_what_to_do_next_stands_in_the_order_in_which_to_do_it(desk):
    _, todo = desk
    groups = list(dict.fromkeys(row["group"] for row in todo))
    assert groups == ["fault", "due", "ledger", "quiet", "stale", "sample"]
    assert [(row["path"], row["day"]) for row in todo if row["group"] == "due"] == [
        ("stories/2026/one/index.md", "2026-07-01")
    ]
    assert [row["path"] for row in todo if row["group"] == "fault"] == ["stories/2026/broken/index.md"]
    assert [(row["path"], row["line"]) for row in todo if row["group"] == "ledger"] == [
        ("docs/plan/plan-2026.yml", 2),
        ("docs/plan/plan-2026.yml", 3),
    ]


def test_what_no_story_speaks_of_is_told(desk):
    _, todo = desk
    quiet = whats(todo, "quiet")
    assert "公寓还没有故事" in quiet
    assert "餐饮还没有故事" not in quiet
    assert "主题“节约”还没有故事" in quiet
    assert "主题“劳动”还没有故事" not in quiet
    months = [what for what in quiet if "月没有故事" in what]
    assert months == [
        "2026年1月没有故事",
        "2026年2月没有故事",
        "2026年4月没有故事",
        "2026年5月没有故事",
    ]  # June is not over
    assert "荣誉“没有故事的奖”（2026年）还没有故事" in quiet
    assert not any("有故事的奖”" in what and "没有故事的奖" not in what for what in quiet)


def test_a_page_untouched_for_more_than_a_year_is_told_unless_somebody_read_it_again(desk):
    _, todo = desk
    assert [(row["path"], row["day"]) for row in todo if row["group"] == "stale"] == [
        ("docs/old/index.md", "2025-06-09")
    ]


def test_each_line_leads_to_the_file_in_the_repository(desk):
    workshop, todo = desk
    html = (workshop.root / "site-internal" / "desk" / "index.html").read_text("utf-8")
    for row in todo:
        assert f'href="https://git.example.edu.cn/wenhua/-/edit/main/{row["path"]}"' in html, row
    assert html.index("有错误，没有发布") < html.index("九十天里到期") < html.index("台账里要补的")
    assert '<meta name="robots" content="noindex">' in html
    assert "desk/index.html" in (workshop.root / "site-internal" / "index.html").read_text("utf-8")


def test_the_public_site_has_no_desk(desk):
    workshop, _ = desk
    assert main(["--root", str(workshop.root), "build", *DAY]) == 1
    assert not (workshop.site / "desk").exists()
    assert "desk/index.html" not in workshop.page("index.html")


@pytest.mark.parametrize(
    "address", ["git.example.cn/{path}", "https://git.example.cn/", "javascript:{path}", "https://x y/{path}"]
)
def test_the_address_of_the_repository_says_where_the_path_goes(address):
    assert Organisation.model_validate(LEAST).repository == ""
    with pytest.raises(ValueError, match="path"):
        Organisation.model_validate(LEAST | {"repository": address})


def test_a_quiet_month_counts_from_its_twentieth_day():
    house = Organisation.model_validate(LEAST)
    months = [job.what for job in quiet(house, (), dt.date(2026, 2, 20)) if "月没有故事" in job.what]
    assert months == ["2026年1月没有故事", "2026年2月没有故事"]
    assert len([j for j in quiet(house, (), dt.date(2026, 2, 19)) if "月没有故事" in j.what]) == 1
