"""What the rules found before is what they would find now; all that a rule can see is in the key of its answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.markup.body import Body
from showcase.project.cache import Cache
from showcase.project.folder import Project
from showcase.project.jail import Jail
from showcase.stories.drafts import read_draft
from showcase.stories.rules import check, check_page
from showcase.stories.rules.passages import passages
from showcase.stories.rules.remembered import ENTRY, Remembered
from showcase.stories.rules.rule import Subject

STORY = """---
title: 凌晨四点的灯
date: 2026-03-05
department: dining
series: frontline
summary: 食堂的灯从四点亮起
cover: a.jpg
expires: 2026-06-01
sample: true
---

灯亮了.勤、俭、爱、新，后勤部的人来了，电话13812345678。![窗口](a.jpg)
"""


@pytest.fixture(scope="module")
def subject(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    story = folder / "stories" / "2026" / "a"
    story.mkdir(parents=True)
    (story / "index.md").write_text(STORY, "utf-8")
    (story / "a.jpg").write_bytes(b"")
    draft = read_draft(Jail(folder), "2026", "a")
    organisation = read_organisation(Project(ROOT))
    return Subject(
        draft,
        Body("<p>灯</p>", "灯"),
        passages(draft),
        organisation,
        ("勤", "俭", "爱", "新"),
        dt.date(2026, 4, 1),
    )


def other_words(subject):
    text = subject.draft.text.replace("灯亮了.", "灯亮了。")
    source = subject.draft.source.replace("灯亮了.".encode(), "灯亮了。".encode())
    draft = replace(subject.draft, text=text, source=source)
    return replace(subject, draft=draft, passages=passages(draft))


def other_house(subject):
    departments = {key: d for key, d in subject.organisation.departments.items() if key != "dining"}
    return replace(subject, organisation=subject.organisation.model_copy(update={"departments": departments}))


OTHERS = {
    "words": other_words,
    "photos": lambda s: replace(s, draft=replace(s.draft, photos=("a.jpg", "b.jpg"))),
    "folder": lambda s: replace(s, draft=replace(s.draft, slug="b"), passages=()),
    "written in a photo": lambda s: replace(s, photo_texts={"a.jpg": ("13912345678",)}),
    "motto": lambda s: replace(s, motto=("勤", "爱", "俭", "新")),
    "day": lambda s: replace(s, today=dt.date(2026, 5, 20)),
    "house": other_house,
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS.keys())
def test_whatever_a_rule_can_see_is_asked_anew_when_it_changes(subject, change, tmp_path):
    shelf = Cache(tmp_path)
    first = Remembered(shelf)
    assert first.check(subject) == tuple(check(subject))
    first.save()
    second, other = Remembered(shelf), change(subject)
    assert second.check(other) == tuple(check(other))
    assert tuple(check(other)) != first.check(subject)
    assert second.check(subject) == tuple(check(subject))


def test_what_is_remembered_is_not_asked_again_and_what_nobody_asks_for_goes(subject, tmp_path):
    shelf = Cache(tmp_path)
    first = Remembered(shelf)
    found = first.check(subject)
    assert {finding.code for finding in found} >= {"PII001"}
    first.check(replace(subject, today=dt.date(2027, 4, 1)))
    first.save()
    entry = shelf.get(ENTRY)
    told = entry.replace("手机".encode(), "手册".encode())
    assert told != entry
    shelf.put(ENTRY, told)
    second = Remembered(shelf)
    assert second.check(subject) != found  # what lies there was taken
    second.save()
    assert len(shelf.get(ENTRY).splitlines()) == 2  # the program, and one answer


@pytest.mark.parametrize("damage", [b"", b"\xff" * 40, b"key only", None])
def test_a_damaged_entry_is_none(subject, damage, tmp_path):
    shelf = Cache(tmp_path)
    first = Remembered(shelf)
    found = first.check(subject)
    first.save()
    entry = shelf.get(ENTRY)
    shelf.put(ENTRY, entry[:-20] if damage is None else damage)
    assert Remembered(shelf).check(subject) == found


PAGE = ("docs/a/index.md", "---\ntitle: 灯\n---\n\n灯亮了.勤、俭、爱、新，电话13812345678，今天。", 4)


def page_with(subject, *, page=PAGE, motto=("勤", "俭", "爱", "新"), today=dt.date(2026, 4, 1), house=None):
    return (*page, house or subject.organisation, motto, today)


OTHER_PAGES = {
    "words": {"page": (PAGE[0], PAGE[1].replace("灯亮了.", "灯亮了。"), 4)},
    "path": {"page": ("docs/b/index.md", *PAGE[1:])},
    "where its text begins": {"page": (*PAGE[:2], 6)},
    "motto": {"motto": ("勤", "爱", "俭", "新")},
}


@pytest.mark.parametrize("change", OTHER_PAGES.values(), ids=OTHER_PAGES.keys())
def test_of_a_page_too_all_that_a_rule_can_see_is_in_the_key(subject, change, tmp_path):
    shelf, page, other = Cache(tmp_path), page_with(subject), page_with(subject, **change)
    first = Remembered(shelf)
    assert first.check_page(*page) == tuple(check_page(*page))
    first.save()
    second = Remembered(shelf)
    assert second.check_page(*other) == tuple(check_page(*other))
    assert tuple(check_page(*other)) != tuple(check_page(*page))
    assert second.check_page(*page) == tuple(check_page(*page))
