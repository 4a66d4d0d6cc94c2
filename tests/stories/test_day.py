"""The day of judgement is one thing, the time of the sources another."""

import datetime as dt
import json
import subprocess
import zipfile

import pytest

from conftest import photo_bytes
from showcase.cli import main
from showcase.project.folder import BEIJING, Project, judgement, source_time

EPOCH = "SOURCE_DATE_EPOCH"


def at(text):
    return str(int(dt.datetime.fromisoformat(text).timestamp()))


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch):
    monkeypatch.delenv(EPOCH, raising=False)


@pytest.fixture
def committed(workshop, monkeypatch):
    """The workshop under git; a call commits everything at the time that is given."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "示例")
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "nobody@example.com")

    def git(*arguments):
        subprocess.run(["git", "-C", str(workshop.root), *arguments], check=True, capture_output=True)

    git("init")

    def commit(moment):
        monkeypatch.setenv("GIT_COMMITTER_DATE", moment)
        git("add", "-A")
        git("commit", "--allow-empty", "-m", "stories")
        assert source_time(Project(workshop.root), None) == dt.datetime.fromisoformat(moment)

    (workshop.root / ".gitignore").write_text("/site*/\n/.cache/\n", "utf-8")
    return commit


def test_the_day_is_what_today_says_else_the_epoch_in_beijing_else_the_clock_there(monkeypatch):
    before = dt.datetime.now(BEIJING).date()
    clock = judgement(None)
    assert before <= clock.day <= dt.datetime.now(BEIJING).date()
    assert clock.named_by == ""
    for moment, day in (("2026-03-31T15:59:59+00:00", 31), ("2026-03-31T16:00:00+00:00", 1)):
        monkeypatch.setenv(EPOCH, at(moment))
        assert judgement(None).day.day == day
        assert judgement(None).named_by == EPOCH
    given = judgement(dt.date(2026, 7, 1))
    assert (given.day, given.named_by) == (dt.date(2026, 7, 1), "--today")


def test_neither_the_last_commit_nor_the_newest_story_is_today(workshop, committed):
    """A department that wrote nothing for months still takes down what expired meanwhile."""
    workshop.story("gone", title="已经到期的故事", more="expires: 2026-03-20\n")
    workshop.story("here", title="还没到期的故事", more="expires: 2199-01-01\n")
    committed("2026-03-06T04:00:00+00:00")
    assert main(["--root", str(workshop.root), "build"]) == 0
    shown = {path.parent.name for path in workshop.site.glob("stories/2026/*/index.html")}
    assert shown == {"here"}


def test_the_same_sources_and_the_same_day_give_the_same_bytes(workshop, committed):
    """Also when they were committed at another time, and in a folder built before for another day."""
    workshop.story("a", more="publish: 2026-04-01\nexpires: 2026-05-01\n", title="四月里的一篇")
    workshop.story("b", title="一直都在的一篇")

    def site(name, day):
        target = workshop.root / name
        assert main(["--root", str(workshop.root), "build", "--site-dir", str(target), "--today", day]) == 0
        return {f.relative_to(target): f.read_bytes() for f in target.rglob("*") if f.is_file()}

    committed("2026-03-06T04:00:00+00:00")
    april, may = site("site-1", "2026-04-01"), site("site-2", "2026-05-01")
    assert april != may
    committed("2026-09-09T04:00:00+00:00")
    assert site("site-2", "2026-04-01") == april
    assert site("site-1", "2026-05-01") == may


@pytest.mark.parametrize("form", ["text", "json", "sheet"])
def test_a_check_says_by_which_day_it_judged_when_it_was_told_one(workshop, capsys, form):
    workshop.story("a")
    call = ["--root", str(workshop.root), "check", "--format", form]
    assert main([*call, "--today", "2026-04-02"]) == 0
    told = capsys.readouterr()
    line = "按 2026-04-02 判断发布、到期和同意（--today）"
    assert line in (told.out if form == "text" else told.err)
    if form == "json":
        json.loads(told.out)
    assert main(call) == 0
    assert "判断发布" not in "".join(capsys.readouterr())


def test_a_build_says_by_which_day_it_judged_when_the_epoch_named_one(workshop, monkeypatch, capsys):
    workshop.story("a")
    monkeypatch.setenv(EPOCH, at("2026-04-01T17:00:00+00:00"))
    assert main(["--root", str(workshop.root), "build"]) == 0
    assert "按 2026-04-02 判断发布、到期和同意（SOURCE_DATE_EPOCH）" in capsys.readouterr().err


@pytest.fixture(scope="module")
def kept(make_workshop):
    """On 1 April 2026: one story waits, one has expired, one has lost one of its two photos, one is whole."""
    workshop = make_workshop()
    photos = "cover: a.jpg\nphotos:\n  a.jpg: {consent: signed, consent_until: 2026-03-31}\n  b.jpg: {consent: signed, consent_until: 2026-04-01}\n"
    files = {
        "a.jpg": photo_bytes((900, 600)),
        "b.jpg": photo_bytes((901, 600)),
        "c.jpg": photo_bytes((902, 600)),
    }
    workshop.story("waits", title="还没到日子的故事", more="publish: 2026-04-02\n")
    workshop.story("expired", title="已经到期的故事", more="expires: 2026-04-01\n")
    workshop.story("photo", title="少了一张照片的故事", more=photos, photos=files, body="![一盏灯](b.jpg)")
    workshop.story("whole", title="一切照常的故事", more="publish: 2026-04-01\nexpires: 2026-04-02\n")
    return workshop


KEPT = (
    "stories/2026/waits/index.md：还没到日子，2026-04-02 发布",
    "stories/2026/expired/index.md：已经到期，2026-04-01 起不再显示",
    "stories/2026/photo/a.jpg：同意到 2026-03-31 为止，照片不再显示",
)


def test_a_build_names_what_the_day_keeps_back_and_so_do_its_report_and_the_note(kept, tmp_path, capsys):
    root, report, archive = str(kept.root), tmp_path / "report.json", tmp_path / "a.zip"
    assert main(["--root", root, "build", "--today", "2026-04-01", "--report", str(report)]) == 0
    told = capsys.readouterr().err.splitlines()
    assert all(line in told for line in KEPT)
    assert sum("2026/whole/" in line and "REV001" not in line and "FM050" not in line for line in told) == 0
    value = json.loads(report.read_text("utf-8"))
    assert value["judged"] == {"day": "2026-04-01", "named_by": "--today"}
    assert value["waiting"] == [{"path": "stories/2026/waits/index.md", "date": "2026-04-02"}]
    assert value["expired"] == [{"path": "stories/2026/expired/index.md", "date": "2026-04-01"}]
    assert value["consent_ended"] == [{"path": "stories/2026/photo/a.jpg", "date": "2026-03-31"}]
    assert main(["--root", root, "pack", "--today", "2026-04-01", "--out", str(archive)]) == 0
    with zipfile.ZipFile(archive) as papers:
        note = papers.read("handover.txt").decode()
    assert all(line in note for line in KEPT)
    assert "2026/whole" not in note


def test_a_check_of_one_story_names_it_alone(kept, capsys):
    call = ["--root", str(kept.root), "check", "--today", "2026-04-01"]
    assert main([*call, "stories/2026/waits"]) == 0
    told = capsys.readouterr().out
    assert KEPT[0] in told
    assert "2026/photo" not in told
    assert main(call) == 0
    told = capsys.readouterr().out.splitlines()
    assert all(line in told for line in KEPT)


@pytest.mark.parametrize(
    ("day", "found"),
    [("2026-03-02", False), ("2026-03-03", True), ("2026-04-01", True), ("2026-04-02", False)],
)
def test_a_story_that_expires_within_thirty_days_is_told_of_beforehand(kept, capsys, day, found):
    call = ["--root", str(kept.root), "check", "--format", "json", "--today", day, "stories/2026/whole"]
    assert main(call) == 0
    warnings = [f for f in json.loads(capsys.readouterr().out) if f["code"] == "FM050"]
    assert [f["line"] for f in warnings] == ([8] if found else [])


def test_the_last_day_there_is_stops_nothing(kept, capsys):
    assert main(["--root", str(kept.root), "check", "--today", "9999-12-31"]) == 0
    assert "已经到期，2026-04-02 起不再显示" in capsys.readouterr().out
