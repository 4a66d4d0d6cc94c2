"""Nothing changed, nothing done; whatever was changed, the site is byte for byte what a build from nothing gives."""

from __future__ import annotations

import os
import shutil
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import photo_bytes
from showcase.cli import main
from showcase.project.sight import sight

NOTHING_DONE = "和上一次一样，都还在"


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


def change_token(root):
    file = root / "brand" / "tokens.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("后勤文化", "后勤的文化") if "后勤的文化" not in text else text, "utf-8")


def add_story(root):
    shutil.copytree(
        root / "stories" / "2026" / "two", root / "stories" / "2026" / "three", dirs_exist_ok=True
    )


def rename_story(root):
    found = sorted((root / "stories" / "2026").glob("[a-s]*"))
    if found:
        found[0].rename(found[0].with_name(f"r{found[0].name[:30]}"))


def withdraw_story(root):
    file = next((root / "stories").rglob("index.md"))
    text = file.read_text("utf-8")
    if "withdrawn:" not in text:
        withdrawn = "withdrawn: {date: 2026-03-20, reason: 本人要求}\nsummary:"
        file.write_text(text.replace("summary:", withdrawn, 1), "utf-8")


def change_setting(root):
    file = root / "mkdocs.yml"
    file.write_text(file.read_text("utf-8") + "# \n", "utf-8")


def edit_page(root):
    with (root / "docs" / "index.md").open("a", encoding="utf-8") as file:
        file.write("\n又一句。\n")


EDITS = [change_token, add_story, rename_story, withdraw_story, change_setting, edit_page, None]
DAYS = ["2026-03-06", "2026-07-01"]


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.sampled_from(DAYS)), min_size=3, max_size=4))
def test_whatever_is_changed_the_site_is_what_a_build_from_nothing_gives(tmp_path_factory, project, steps):
    place = tmp_path_factory.mktemp("edits")
    root = project.copy(place / "project").root
    for number, (edit, day) in enumerate(steps):
        if edit:
            edit(root)
        settle(root / "stories")
        main(["--root", str(root), "build", "--today", day])
        other = place / f"anew-{number}"
        main(["--root", str(root), "build", "--today", day, "--site-dir", str(other)])
        assert tree(root / "site") == tree(other)
