"""The sheet of a request names the entries of lists that it adds, changes and removes."""

from __future__ import annotations

import datetime as dt

import pytest
from test_request_sheet import git, sheet

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.project.folder import Project
from showcase.project.revision import Kind
from showcase.records.activity_pages import ACTIVITIES
from showcase.records.comparing import EntryEdit, ListEdits, differing
from showcase.records.honour_wall import HONOURS
from showcase.reports.sheet.lists import NAMED, entries_told

HOUSE = read_organisation(Project(ROOT))
PATH = "docs/promises/promises.yml"
ENTRY = """  - key: {key}
    department: dining
    text: {text}
    post: 值班经理
    check: 窗口贴着出锅时间
    complain: 当场找值班经理
"""


def listed(**texts: str) -> str:
    return "promises:\n" + "".join(ENTRY.format(key=key, text=text) for key, text in texts.items())


@pytest.fixture
def repository(workshop):
    """Three promises on main, a request's branch checked out."""
    (workshop.root / ".gitignore").write_text("/.cache/\n/site/\n", "utf-8")
    workshop.story("kept", title="一直在的灯")
    page = workshop.root / "docs/promises/index.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: 我们的承诺\n---\n\n<!-- block: promises -->\n", "utf-8")
    (workshop.root / PATH).write_text(listed(hot="热菜不凉", lamp="灯当天修", door="门口有人"), "utf-8")
    git(workshop.root, "init", "-qb", "main")
    git(workshop.root, "add", "-A")
    git(workshop.root, "commit", "-qm", "start")
    git(workshop.root, "switch", "-qc", "request")
    return workshop


def lines(text: str) -> list[str]:
    """Those of the part about lists."""
    part = text.split("## 表里的条目\n\n")[1].split("\n## ")[0]
    return [line for line in part.splitlines() if line]


def test_what_became_of_each_entry_is_told_by_its_name(repository, capsys):
    now = listed(hot="热菜不凉", soup="汤每天都有", lamp="灯当天修好")
    now = now.replace("text: 灯当天修好\n    post: 值班经理", "text: 灯当天修好\n    post: 电工")
    (repository.root / PATH).write_text(now, "utf-8")
    code, text = sheet(repository, capsys)
    assert code == 0
    assert lines(text) == [
        f"### 承诺 `{PATH}`",
        "新增 1 条，改动 1 条，删除 1 条。",
        "- 新增 汤每天都有（`soup`）",
        "- 改动 灯当天修好（`lamp`）：承诺、谁负责",
        "- 删除 门口有人（`door`）",
    ]


def test_an_order_a_comment_or_line_ends_change_no_entry(repository, capsys):
    text = "# 说明\n" + listed(door="门口有人", lamp="灯当天修", hot="热菜不凉")
    (repository.root / PATH).write_bytes(text.replace("\n", "\r\n").encode())
    assert "表里的条目" not in sheet(repository, capsys)[1]


def test_a_list_that_went_lost_all_its_entries_and_one_that_came_has_only_new_ones(repository, capsys):
    git(repository.root, "rm", "-q", PATH)
    places = repository.root / "docs/places/places.yml"
    places.parent.mkdir()
    places.write_text("places:\n  - {key: po, name: 南坡, department: dining, line: 一面坡}\n", "utf-8")
    told = lines(sheet(repository, capsys)[1])
    assert "删除 3 条。" in told
    assert "- 删除 热菜不凉（`hot`）" in told
    assert "- 新增 南坡（`po`）" in told


def test_a_list_of_one_year_is_told_by_its_file(repository, capsys):
    plan = repository.root / "docs/plan/plan-2026.yml"
    plan.parent.mkdir()
    plan.write_text(
        "plan:\n  - {key: lamp, title: 修好路灯}\n", "utf-8"
    )  # with faults, and told of all the same
    code, text = sheet(repository, capsys)
    assert code == 1
    assert lines(text)[0].endswith(" `docs/plan/plan-2026.yml`")
    assert "- 新增 修好路灯（`lamp`）" in lines(text)


def test_one_line_that_makes_all_a_sample_changes_all(repository, capsys):
    file = repository.root / PATH
    file.write_text("sample: true\n" + file.read_text("utf-8"), "utf-8")
    assert "- 改动 热菜不凉（`hot`）：示例" in lines(sheet(repository, capsys)[1])


def test_a_list_that_cannot_be_read_is_said_to_be_one(repository, capsys):
    (repository.root / PATH).write_text("promises: [\n", "utf-8")
    code, text = sheet(repository, capsys)
    assert code == 1
    assert lines(text)[1].startswith("改以前和改以后，有一份读不成一张表")


def test_words_of_strangers_stay_text_and_a_number_is_not_repeated(repository, capsys):
    number = "1380013" + "8000"
    now = listed(hot="'@all 看 #1 ![x](http://x.example/y.png)'", lamp="灯当天修", door=f"找 {number}")
    (repository.root / PATH).write_text(now, "utf-8")
    code, text = sheet(repository, capsys)
    assert code == 1
    assert "- 改动 `@all 看 #1 ![x](http://x.example/y.png)`（`hot`）：承诺" in lines(text)
    assert "- 改动 （不显示）" in lines(text)
    assert number not in text


def test_of_very_many_the_first_are_named():
    edits = tuple(EntryEdit(Kind.ADDED, f"荣誉{n}", f"k{n}") for n in range(NAMED + 3))
    (told,) = entries_told((ListEdits(HONOURS, HONOURS.path, edits),), HOUSE, dt.date(2026, 4, 1))
    assert told.splitlines()[-1] == "- 还有 3 条"
    assert f"新增 {NAMED + 3} 条" in told


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"start": "2026-05-01 10:00"}, True),
        ({"place": "二食堂", "sequence": "0"}, True),
        ({"state": "cancelled", "sequence": "x"}, True),
        ({"start": "2026-05-01 10:00", "sequence": "1"}, False),
        ({"photo": "x.jpg"}, False),
    ],
)
def test_who_moves_an_activity_is_asked_to_count_the_change(changes, asked):
    before = {"key": "a", "title": "植树", "start": "2026-05-01 09:00", "place": "南坡"}
    edits = tuple(differing(ACTIVITIES, {("a", 1): before}, {("a", 1): before | changes}))
    (told,) = entries_told((ListEdits(ACTIVITIES, ACTIVITIES.path, edits),), HOUSE, dt.date(2026, 4, 1))
    assert ("sequence 也要加 1" in told) is asked
