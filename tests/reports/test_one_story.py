"""A check of the one story that was edited says what a check of everything says of it, in a fraction of the time."""

from __future__ import annotations

import shutil
import time

import pytest

from conftest import photo_bytes
from showcase.project.sight import sight

FOLDER = "stories/2026/one"
WITHOUT_CONSENT = photo_bytes((640, 480))


@pytest.fixture(scope="module")
def project(make_workshop):
    workshop = make_workshop()
    workshop.story(
        "one",
        more="cover: a.jpg\nrelated: [2026/two]\n",
        body="[米](../two/index.md#门口)和[别的](../none/index.md)。",
        photos={"a.jpg": photo_bytes((640, 480))},
    )
    workshop.story("two", title="门口的米", department="dormitory", body="## 门口\n\n米到了。")
    workshop.story("apart", title="没人提到的", body="一天。")
    workshop.story("broken", title="还没写好的", department="nowhere", body="[一](../one/index.md)")
    check(workshop)
    return workshop


def check(workshop, *arguments):
    while sight(workshop.root, ("mkdocs.yml", "stories")).unsettled:
        time.sleep(0.02)
    return workshop.run("check", "--today", "2026-03-07", *arguments)


def replaced(old, new):
    def edit(root):
        file = root / FOLDER / "index.md"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def other(slug, old, new):
    def edit(root):
        file = root / "stories" / "2026" / slug / "index.md"
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")

    return edit


def with_settings(root):
    with (root / "mkdocs.yml").open("a") as file:
        file.write("\n")


ALONE = {
    "words": replaced("和[别的]", "后勤的人来了,和[别的]"),
    "a dead heading": replaced("#门口", "#窗口"),
    "a link mended": replaced("../none/", "../two/"),
    "a link to what is broken": replaced("../none/", "../broken/"),
    "a link to itself": replaced("../none/index.md", "index.md"),
    "related to nobody": replaced("2026/two", "2026/nobody"),
    "a photo more": lambda root: (root / FOLDER / "王某某.jpg").write_bytes(WITHOUT_CONSENT),
    "let pass": replaced(
        "related:", "allow: [{code: LNK001, reason: 那一页下周就有, until: 2026-03-10}]\nrelated:"
    ),
    "an end": replaced("related:", "expires: 2026-03-20\nrelated:"),
    "nothing": lambda root: None,
    "another story that it does not name": lambda root: (
        replaced("和[", "与[")(root),
        other("apart", "一天", "两天")(root),
    ),
    "a story more": lambda root: shutil.copytree(root / FOLDER, root / "stories" / "2026" / "three"),
}
TOGETHER = {
    "a number, so that it is not shown": replaced("和[别的]", "有人打电话 13912345678，和[别的]"),
    "a consent taken back": replaced("not-needed", "refused"),
    "another title": replaced("title: ", "title: 新"),
    "another department": replaced("department: dining", "department: transport"),
    "half typed": replaced("department: dining", "department: [dining"),
    "withdrawn": replaced("related:", "withdrawn: {date: 2026-03-01, reason: 本人要求}\nrelated:"),
    "another story that it names": lambda root: (
        replaced("和[", "与[")(root),
        other("two", "米到了", "面到了")(root),
    ),
    "a story that it named in vain": lambda root: shutil.copytree(
        root / FOLDER, root / "stories" / "2026" / "none"
    ),
    "a list, and another story": lambda root: (
        replaced("../none/", "../../")(root),
        other("apart", "一天", "两天")(root),
    ),
    "settings": with_settings,
    "left by a machine": lambda root: (root / FOLDER / "Thumbs.db").write_text("一"),
    "gone": lambda root: shutil.rmtree(root / "stories" / "2026" / "two"),
}


def told_twice(workshop, edit, asked, within="stories"):
    """(what is said where the rest is known, the same where nothing is, whether it took a look at everything)"""
    kept = next((workshop.root / ".cache" / "checked").glob("*/public-all"))
    before, stories, saved = kept.stat().st_mtime_ns, workshop.root / within, workshop.root.parent / "saved"
    shutil.copytree(stories, saved)
    try:
        edit(workshop.root)
        first = check(workshop, *asked)
        took_all = kept.stat().st_mtime_ns != before
        shutil.rmtree(workshop.root / ".cache" / "checked")
        return first, check(workshop, *asked), took_all
    finally:
        shutil.rmtree(stories)
        saved.rename(stories)


def test_a_story_alone_is_judged_as_among_all_others(project):
    check(project)
    for name, edit in ALONE.items():  # each leaves the others as they are known
        first, second, took_all = told_twice(
            project, edit, (f"{FOLDER}/index.md", "--format", "json"), FOLDER
        )
        assert first == second, name
        assert not took_all, name
    shutil.rmtree(project.root / "stories" / "2026" / "three")


@pytest.mark.parametrize("edit", TOGETHER.values(), ids=TOGETHER.keys())
def test_what_reaches_further_than_the_story_takes_a_look_at_everything(project, edit):
    check(project)
    first, second, took_all = told_twice(project, edit, (FOLDER,))
    assert first == second
    assert took_all


def test_a_broken_story_is_told_of_alone_as_well(project):
    check(project)
    edit = other("broken", "department: nowhere", "department: somewhere")
    first, second, took_all = told_twice(project, edit, ("stories/2026/broken",))
    assert first == second
    assert "somewhere" in first.out
    assert not took_all


def test_who_asks_for_everything_is_told_of_everything(project):
    check(project)
    first, second, took_all = told_twice(project, ALONE["words"], ())
    assert first == second
    assert took_all
    assert "nowhere" in first.out
