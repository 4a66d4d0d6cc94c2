"""The sheet of a request: of what it changes, and of nothing else; first what an administrator must see."""

from __future__ import annotations

import re
import subprocess

import markdown
import pytest

from conftest import Workshop
from showcase.cli import main
from showcase.project.errors import ProjectError
from showcase.project.finding import Place, error, warning
from showcase.project.folder import Project
from showcase.project.revision import Edit, Kind, read_revision
from showcase.reports.machine import as_github

CONTACT = "docs/contact/index.md"


def git(root, *arguments):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, capture_output=True, check=True)


@pytest.fixture
def repository(workshop):
    """Two stories and a page, committed on main; a request's branch is checked out."""
    (workshop.root / ".gitignore").write_text("/.cache/\n/site/\n", "utf-8")
    workshop.story("kept", title="一直在的灯")
    workshop.story("other", title="另一盏灯", body="[旧页](../meiyou/index.md)")
    (workshop.root / "docs" / "contact").mkdir()
    (workshop.root / CONTACT).write_text("---\ntitle: 联系\n---\n\n写信来。\n", "utf-8")
    git(workshop.root, "init", "-qb", "main")
    git(workshop.root, "add", "-A")
    git(workshop.root, "commit", "-qm", "start")
    git(workshop.root, "switch", "-qc", "request")
    return workshop


def sheet(workshop: Workshop, capsys, *more: str) -> tuple[int, str]:
    code = main(
        ["--root", str(workshop.root), "check", "--format", "sheet", "--changed-since", "main", *more]
    )
    return code, capsys.readouterr().out


def test_a_request_for_a_page_alone_gets_a_sheet_of_that_page(repository, capsys):
    (repository.root / CONTACT).write_text("---\ntitle: 联系\n---\n\n写信来,快来。\n", "utf-8")
    code, text = sheet(repository, capsys)
    assert code == 0
    assert text.startswith(
        f"**这个合并请求还改了 stories/ 以外的文件：`{CONTACT}`，请管理员看。**\n\n# 审稿单\n"
    )
    assert "没有改到现在还在的故事。" in text
    assert f"- 改动 `{CONTACT}`" in text
    assert f"| `{CONTACT}` 第 5 行 |" in text
    assert "灯" not in text


def test_a_request_that_changes_nothing_says_so(repository, capsys):
    assert sheet(repository, capsys)[1].startswith("# 审稿单\n\n没有改到现在还在的故事。")


def test_a_story_that_is_deleted_or_renamed_is_told_as_that(repository, capsys):
    stories = repository.root / "stories" / "2026"
    git(repository.root, "rm", "-rq", "stories/2026/other")
    (stories / "kept").rename(stories / "moved")
    git(repository.root, "add", "-A")
    git(repository.root, "commit", "-qm", "away")
    text = sheet(repository, capsys)[1]
    assert text.startswith("# 审稿单")
    assert "- `stories/2026/other` 整个删掉了" in text
    assert "- `stories/2026/kept` 改名为 `stories/2026/moved`" in text
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == "删掉和改名的故事"
    assert text.count("一直在的灯") == 1
    assert "另一盏灯" not in text


def test_a_new_story_and_a_photo_count_whether_saved_or_committed(repository, capsys):
    repository.story("new", title="新来的灯")
    assert "新来的灯" in sheet(repository, capsys)[1]
    git(repository.root, "add", "-A")
    git(repository.root, "commit", "-qm", "new")
    code, text = sheet(repository, capsys)
    assert (code, "新来的灯" in text, "一直在的灯" in text) == (0, True, False)


def test_only_warnings_mean_that_it_may_be_merged(repository, capsys):
    repository.story("warned", title="有提醒的灯", body="[旧页](../meiyou/index.md)")
    text = sheet(repository, capsys)[1]
    assert "## 可以合并，有 1 处提醒 · 《有提醒的灯》" in text
    assert "1 篇可以合并但有提醒。" in text


def test_errors_it_brought_about_elsewhere_are_told_and_fail_it_at_github(repository, capsys):
    house = repository.root / "brand" / "organisation.yml"
    house.write_text(house.read_text("utf-8").replace("frontline:", "yixian:"), "utf-8")
    text = sheet(repository, capsys)[1]
    assert "## 没有改到的文件里的错误" in text
    assert "`stories/2026/" not in text.split("## 没有改到的文件里的错误")[0]
    assert (
        main(["--root", str(repository.root), "check", "--format", "github", "--changed-since", "main"]) == 1
    )


def test_each_rule_says_why_once_and_folded(repository, capsys):
    for name in ("a", "b"):
        repository.story(name, title=f"第{name}盏灯", body="<b>粗</b>\n\n![](x.jpg)")
    text = sheet(repository, capsys)[1]
    summaries = re.findall(r"^<details><summary>([A-Z]+\d+) .*：为什么</summary>$", text, re.MULTILINE)
    assert "SEC001" in summaries
    assert sorted(set(summaries)) == summaries


HOSTILE = (
    "docs/**可以合并**.md",
    "docs/`x` @octocat.md",
    "docs/![x](https:evil.example).txt",
    "docs/a|b\n# 可以合并.md",
)


def test_names_of_files_stay_names(repository, capsys):
    for name in HOSTILE:
        (repository.root / name.replace("https:", "https&#58;")).write_text("x", "utf-8")
    (repository.root / "scripts").mkdir()
    (repository.root / "scripts" / "x.py").write_text("x", "utf-8")
    (repository.root / "brand" / "x").write_text("x", "utf-8")
    revision = read_revision(Project(repository.root), "main")
    from showcase.reports.sheet.request import others, strangers

    text = strangers(revision) + "\n\n" + "\n".join(others(revision))
    assert text.startswith("**这个合并请求还改了 stories/ 以外的文件：`scripts/x.py`、`brand/x`、")
    html = markdown.markdown(text, extensions=["tables", "fenced_code"])
    assert not re.search(r"<(?!/?(?:p|ul|li|code|strong)\b)", html), html
    assert html.count("<strong>") == 1
    assert "@octocat" not in re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)


def test_what_can_hold_a_program_is_not_hidden_behind_many_pages(repository):
    from showcase.project.revision import Revision
    from showcase.reports.sheet.request import strangers

    edits = [Edit(f"docs/p{n}/index.md", Kind.ADDED) for n in range(500)] + [
        Edit("scripts/x.py", Kind.CHANGED)
    ]
    line = strangers(Revision(tuple(edits)))
    assert "：`scripts/x.py`、" in line
    assert "等 501 个" in line


def test_annotations_go_to_what_was_changed_first():
    old = [error("SEC001", Place(f"stories/2026/a/{n}.md"), "旧") for n in range(12)]
    new = [error("SEC001", Place("stories/2026/z/index.md"), "新"), warning("PHO205", Place("z.jpg"), "新")]
    lines = as_github([*old, *new], frozenset(new)).split("\n")
    assert lines[0].startswith("::error file=stories/2026/z/index.md")
    assert [line.split(" ")[0] for line in lines[:11]] == ["::error"] * 10 + ["::warning"]


def test_a_project_below_the_top_of_its_repository(repository, tmp_path):
    git(repository.root, "init", "-q", str(tmp_path / "whole"))
    inner = repository.copy(tmp_path / "whole" / "site project")
    (inner.root / ".git").rename(tmp_path / "gone")
    git(inner.root, "add", "-A")
    git(inner.root, "commit", "-qm", "all")
    (tmp_path / "whole" / "other.py").write_text("x")
    git(tmp_path / "whole", "add", "-A")
    inner.story("new", title="新来的灯")
    found = {edit.path: edit.kind for edit in read_revision(Project(inner.root), "HEAD").edits}
    assert found == {"../other.py": Kind.ADDED, "stories/2026/new/index.md": Kind.ADDED}


@pytest.mark.parametrize("since", ["nope", "-h", "--output=x", "", "main..HEAD~9"])
def test_a_commit_that_is_none_is_answered_in_a_line(repository, since, capsys):
    assert main(["--root", str(repository.root), "check", "--changed-since", since]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "提交或分支" in line


def test_without_git_or_a_repository_it_says_so(workshop, monkeypatch, tmp_path):
    with pytest.raises(ProjectError, match="不是 git 仓库"):
        read_revision(Project(workshop.root), "main")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProjectError, match=r"没有；也可以直接写路径：showcase check"):
        read_revision(Project(workshop.root), "main")
