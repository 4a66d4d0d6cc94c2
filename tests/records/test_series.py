"""The series of stories: an opening page each, a page a year of the people of deeds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from test_honours import HOUSE as BARE

from conftest import ROOT
from showcase.brand.organisation import Organisation, Series, read_organisation
from showcase.markup.body import Body
from showcase.project.folder import Project
from showcase.records.kind import World
from showcase.records.series import by_year, in_words, pages, told
from showcase.stories.front import FrontMatter
from showcase.stories.story import Story

HOUSE = BARE.model_copy(
    update={
        "series": {
            "frontline": Series(label="一线故事", line="一个岗位"),
            "finest": Series(label="最美后勤人", line="那一下"),
        },
        "yearly": "finest",
    }
)


def story(year: str, slug: str, series: str, department: str, *, sample: bool = False) -> Story:
    front = {
        "title": "凌晨四点的灯", "date": f"{year}-03-05", "department": department, "series": series, "summary": "一句话。",
        "people": [{"name": "早餐班组", "role": "面点师", "consent": "team"}], "sample": "true" if sample else "false",
    }  # fmt: skip
    return Story(year, slug, FrontMatter.model_validate(front), Body("<p>灯</p>", "灯"))


STORIES = (
    story("2026", "a", "finest", "dining", sample=True),
    story("2026", "b", "frontline", "cars"),
    story("2025", "c", "finest", "cars"),
    story("2025", "d", "finest", "dining"),
)
WORLD = World(dt.date(2026, 6, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), HOUSE, STORIES)


def test_stories_are_counted_by_series_and_year():
    own = told(WORLD, "finest")
    assert [s.slug for s in own] == ["a", "c", "d"]
    assert [(year, [s.slug for s in found]) for year, found in by_year(own).items()] == [
        ("2026", ["a"]),
        ("2025", ["c", "d"]),
    ]


def test_a_year_in_words_says_who_is_missing():
    years = by_year(told(WORLD, "finest"))
    assert in_words(WORLD, years["2025"], "2025") == "2025年写下2篇，来自2个部门，每个部门都有。"
    assert in_words(WORLD, years["2026"], "2026") == "2026年写下1篇，来自1个部门；车队还没有人被写到。"


def test_every_series_has_a_page_and_only_the_yearly_one_years():
    made = {page.path: page for page in pages(WORLD)}
    assert list(made) == [
        "series/frontline/index.md",
        "series/finest/index.md",
        "series/finest/2026/index.md",
        "series/finest/2025/index.md",
    ]
    assert made["series/finest/2026/index.md"].sample
    assert not made["series/finest/2025/index.md"].sample


def test_without_stories_the_opening_pages_stand_and_no_year_is_made_up():
    assert [page.path for page in pages(replace(WORLD, stories=()))] == [
        "series/frontline/index.md",
        "series/finest/index.md",
    ]


def test_every_series_of_ours_says_what_it_is_and_how_one_is_proposed():
    for series in read_organisation(Project(ROOT)).series.values():
        assert series.about
        assert series.who
        assert series.how


def test_the_yearly_series_must_be_one():
    with pytest.raises(ValueError, match="yearly 写了没有的栏目“fine”"):
        Organisation.model_validate(
            HOUSE.model_dump(exclude={"show_reviewers", "coverage"}) | {"yearly": "fine"}
        )


def test_a_page_of_people_shows_no_photo_and_says_that_a_sample_is_no_result(built):
    for page in ("series/finest/index.html", "series/finest/2026/index.html"):
        main = (built / page).read_text("utf-8").partition("<main")[2].partition("</main>")[0]
        assert "<img" not in main
        assert "示例" in main
    assert "不是评选的结果" in main
