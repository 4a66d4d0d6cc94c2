"""Nothing changed, nothing done; what did not change is the same file."""

from __future__ import annotations

import os
import shutil
import time

import pytest

from conftest import photo_bytes
from showcase.project.sight import sight

NOTHING_DONE = "和上一次一样，都还在"
REVIEWED = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}\n"


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def seen(folder):
    """What each file is: another number is another file."""
    return {path: (path.lstat().st_ino, path.lstat().st_ctime_ns) for path in folder.rglob("*")}


def settle(folder):
    """Waits until no file is so young that it could change again unseen."""
    while sight(folder).unsettled:
        time.sleep(0.02)


@pytest.fixture(scope="module")
def project(make_workshop):
    workshop = make_workshop()
    workshop.story("one", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes((640, 480))})
    workshop.story("two", title="门口的米", department="dormitory", more="expires: 2026-06-01\n")
    return workshop


def build(workshop, *arguments):
    settle(workshop.root / "stories")
    return workshop.run("build", *arguments)


def test_a_second_build_touches_no_file_and_says_the_same(project):
    first = build(project, "--today", "2026-03-06")
    before = seen(project.site)
    again = build(project, "--today", "2026-03-06")
    assert seen(project.site) == before
    assert NOTHING_DONE in again.err
    assert again.code == first.code

    def said(result):
        return [line for line in result.err.splitlines() if "个页面；" not in line]

    assert said(again) == said(first)
    assert NOTHING_DONE not in build(project, "--today", "2026-03-07").err


def words(result):
    """All that a build says but for what it did, and for what it freed."""
    return [line for line in result.err.splitlines() if "个页面；" not in line and "缓存清掉" not in line]


@pytest.fixture
def handed_over(project, tmp_path):
    """The same project, of which a story with its photo is gone since it was handed over."""
    workshop = project.copy(tmp_path / "project")
    workshop.story(
        "gone",
        title="后来撤下的",
        more=f"{REVIEWED}cover: a.jpg\n",
        photos={"a.jpg": photo_bytes((640, 480))},
    )
    build(workshop, "--official")
    shutil.rmtree(workshop.root / "stories" / "2026" / "gone")
    return workshop


@pytest.mark.parametrize(
    "asked", [("--official",), ("--official", "--prune"), ("--prune",), ("--since", "old.json")]
)
def test_who_asks_for_more_has_nothing_done_twice_either(handed_over, asked, monkeypatch):
    monkeypatch.chdir(handed_over.root)
    shutil.copy(handed_over.root / ".handed-over-public.json", "old.json")
    asked = (*asked, "--report", "report.json")
    first = build(handed_over, *asked)
    assert NOTHING_DONE not in first.err
    record = handed_over.root / ".handed-over-public.json"
    before, kept = seen(handed_over.site), record.read_bytes()
    again = build(handed_over, *asked)
    assert NOTHING_DONE in again.err
    assert words(again) == words(first)
    assert (seen(handed_over.site), record.read_bytes()) == (before, kept)
    report = (handed_over.root / "report.json").read_bytes()
    shutil.rmtree(handed_over.root / ".cache" / "standing")
    anew = build(handed_over, *asked)
    assert NOTHING_DONE not in anew.err
    assert words(anew) == words(first)
    assert (handed_over.root / "report.json").read_bytes() == report


def test_an_official_site_is_made_anew_for_another_record_and_for_another_to_compare_with(
    handed_over, monkeypatch
):
    monkeypatch.chdir(handed_over.root)
    record = handed_over.root / ".handed-over-public.json"
    first = record.read_bytes()
    told = build(handed_over, "--official")
    assert "不再公开" in told.err
    assert NOTHING_DONE in build(handed_over, "--official").err
    shutil.copy(record, "now.json")
    record.unlink()
    assert NOTHING_DONE not in build(handed_over, "--official").err
    (handed_over.root / "old.json").write_bytes(first)
    assert "不再公开" in build(handed_over, "--official", "--since", "old.json").err
    assert "不再公开" in build(handed_over, "--official", "--since", "old.json").err
    shutil.copy("now.json", "old.json")
    assert "不再公开" not in build(handed_over, "--official", "--since", "old.json").err


def test_a_report_that_nobody_asked_for_is_made_when_somebody_does(project):
    build(project)
    report = project.root / "report.json"
    assert NOTHING_DONE not in build(project, "--report", str(report)).err
    report.unlink()
    assert NOTHING_DONE in build(project).err
    assert not report.exists()
    assert NOTHING_DONE in build(project, "--report", str(report)).err
    assert report.exists()


def test_what_was_cached_since_is_pruned(project):
    build(project, "--prune")
    assert NOTHING_DONE in build(project, "--prune").err
    stray = project.root / ".cache" / "photos" / "00" / "0000.avif"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    assert NOTHING_DONE not in build(project, "--prune").err
    assert not stray.exists()


@pytest.mark.parametrize("how", ["edited", "added", "removed", "linked", "closed"])
def test_who_meddles_with_the_site_has_it_made_anew(project, how):
    build(project)
    whole, page = tree(project.site), project.site / "stories" / "index.html"
    match how:
        case "edited":  # as long as before, and with the old times
            state, text = page.stat(), page.read_bytes()
            page.write_bytes(text[:-1] + b" ")
            os.utime(page, ns=(state.st_atime_ns, state.st_mtime_ns))
        case "added":
            (project.site / "stray.html").write_text("x")
        case "removed":
            page.unlink()
        case "linked":
            page.rename(project.root / "elsewhere.html")
            page.symlink_to(project.root / "elsewhere.html")
        case "closed":
            page.chmod(0o600)
    assert NOTHING_DONE not in build(project).err
    assert tree(project.site) == whole
    assert page.lstat().st_mode == 0o100644


def edit_two(project, words):
    file = project.root / "stories" / "2026" / "two" / "index.md"
    file.write_text(file.read_text("utf-8").rstrip() + f"\n\n{words}\n", "utf-8")


def numbers(folder):
    return {p.relative_to(folder).as_posix(): p.stat().st_ino for p in folder.rglob("*") if p.is_file()}


def test_what_did_not_change_is_the_same_file(project):
    build(project, "--today", "2026-03-06")
    before, old = numbers(project.site), tree(project.site)
    edit_two(project, "又写了一段。")
    build(project, "--today", "2026-03-06")
    after, new = numbers(project.site), tree(project.site)
    alike = {path.as_posix() for path in new if old.get(path) == new[path]}
    assert "stories/2026/two/index.html" not in alike
    assert {path for path in alike if before[path] != after[path]} == set()
    assert {p.stat().st_nlink for p in project.site.rglob("*") if p.is_file()} == {1}


def test_a_file_that_was_changed_in_the_site_is_not_taken_over(project):
    build(project, "--today", "2026-03-06")
    photo = next((project.site / "assets" / "photos").iterdir())
    state, data = photo.stat(), photo.read_bytes()
    photo.write_bytes(data[:-1] + b"x")
    os.utime(photo, ns=(state.st_atime_ns, state.st_mtime_ns))
    edit_two(project, "再写了一段。")
    build(project, "--today", "2026-03-06")
    assert photo.read_bytes() == data


def damage_half(file):
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def damage_shape(file):
    import hashlib

    data = b'{"key": "x", "told": {"stories": "many"}}'
    file.write_bytes(hashlib.sha256(data).digest() + data)


@pytest.mark.parametrize("damage", [damage_half, damage_shape, lambda file: file.write_bytes(b"")])
def test_an_entry_that_is_damaged_is_none(project, damage):
    build(project)
    (file,) = (project.root / ".cache" / "standing").glob("*/*")
    damage(file)
    assert NOTHING_DONE not in build(project).err
    assert NOTHING_DONE in build(project).err
