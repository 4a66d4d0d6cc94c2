"""Which other stories a story leads to: those its author named, then the nearest; three and no more."""

from __future__ import annotations

import pytest

from first_owner import house
from showcase.markup.body import Body
from showcase.pages.catalogue import Catalogue
from showcase.pages.story import related
from showcase.stories.story import FrontMatter, Story

HOUSE, _ = house()


def story(
    slug: str, day: int, department: str = "dining", themes: tuple[str, ...] = (), **more: object
) -> Story:
    front = {
        "title": f"故事 {slug} 的题目", "date": f"2026-03-{day:02}", "department": department, "series": "frontline",
        "summary": "一句话。",
    } | more  # fmt: skip
    return Story("2026", slug, FrontMatter.model_validate(front), Body(), themes)


def catalogue(*stories: Story) -> Catalogue:
    return Catalogue(tuple(sorted(stories, key=lambda one: -one.date.toordinal())), {}, HOUSE)


def led_to(*others: Story, **more: object) -> list[str]:
    own = story("own", 20, **more)
    return [one.slug for one in related(catalogue(own, *others), own)]


@pytest.mark.parametrize("many", range(6))
def test_three_of_the_same_department_newest_first_and_never_itself(many):
    assert led_to(*(story(f"s{day}", day) for day in range(1, many + 1))) == [
        f"s{day}" for day in range(many, max(many - 3, 0), -1)
    ]


def test_those_the_author_named_come_first_each_once_and_one_that_is_none_is_passed_over():
    others = [story(f"s{day}", day) for day in range(1, 6)] + [story("far", 9, "transport")]
    named = ["stories/2026/far/index.md", "2026/none", "2026/s5"]
    assert led_to(*others, related=named) == ["far", "s5", "s4"]
    assert led_to(*others, related=[f"2026/s{n}" for n in (1, 2, 3, 4)]) == ["s1", "s2", "s3"]
    assert led_to(*others, related=["2026/own"]) == ["s5", "s4", "s3"]


def test_the_same_department_is_as_near_as_two_themes_and_what_has_neither_is_not_near():
    own = ("labour", "safety")
    others = {
        "one": story("one", 1, themes=("labour",)),
        "both": story("both", 4, "transport", own),
        "plain": story("plain", 3),
        "far": story("far", 9, "transport", ("labour",)),
        "none": story("none", 10, "transport", ("health",)),
    }
    assert led_to(*others.values(), themes=own) == ["one", "both", "plain"]
    assert led_to(others["far"], others["none"], others["both"], themes=own) == ["both", "far"]


def test_the_home_page_leads_with_the_series_that_leads_and_else_with_the_newest():
    def led(*series: str) -> list[str]:
        listed = [story(f"s{day}", day, series=one) for day, one in enumerate(series, 1)]
        return [card.title for card in catalogue(*listed).featured("index.md")]

    leads = HOUSE.featured
    other = next(key for key in HOUSE.series if key != leads)
    assert led(other, leads, other, other) == [f"故事 s{n} 的题目" for n in (2, 4, 3)]
    assert led(other, other) == [f"故事 s{n} 的题目" for n in (2, 1)]
    assert led() == []
