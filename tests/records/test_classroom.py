"""The classroom without a lectern: seats counted by hand, empty rows and columns told of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from test_honours import HOUSE as TWO

from showcase.markup.body import Body
from showcase.records.classroom import empty_lines, in_words, judge, matrix, pages, plan
from showcase.records.kind import World
from showcase.stories.front import FrontMatter
from showcase.stories.story import Story

HOUSE = TWO.model_copy(update={"themes": {"labour": "劳动", "safety": "安全", "party": "党建"}})


def story(slug: str, department: str, *themes: str) -> Story:
    values = {
        "title": "凌晨四点的灯",
        "date": "2026-03-05",
        "department": department,
        "series": "frontline",
        "summary": "一句话。",
    }
    return Story("2026", slug, FrontMatter.model_validate(values), Body("<p>灯</p>", "灯"), themes)


def world(*stories: Story) -> World:
    return World(
        dt.date(2026, 6, 1),
        dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        HOUSE,
        stories,
        folders=frozenset({"classroom"}),
    )


# dining: labour twice, safety once; cars: safety once; nobody: party
FOUR = world(
    story("a", "dining", "labour"),
    story("b", "dining", "labour", "safety"),
    story("c", "cars", "safety"),
    story("d", "cars"),
)


def test_every_seat_is_counted_and_none_is_left_out():
    counts = {cell: len(stories) for cell, stories in matrix(FOUR).items()}
    assert counts == {
        ("dining", "labour"): 2, ("dining", "safety"): 1, ("dining", "party"): 0,
        ("cars", "labour"): 0, ("cars", "safety"): 1, ("cars", "party"): 0,
    }  # fmt: skip
    assert in_words(FOUR) == "2个部门、3样本事，6个座位里坐了3个，还空着3个。"


def test_the_plan_has_a_desk_for_each_seat_at_its_row_and_column():
    drawn = plan(FOUR)
    assert [(desk.count, desk.words) for desk in drawn.desks][:3] == [
        (2, "餐饮·劳动：2篇"), (1, "餐饮·安全：1篇"), (0, "餐饮·党建：还缺一篇"),
    ]  # fmt: skip
    assert len({(desk.x, desk.y) for desk in drawn.desks}) == 6
    assert len({desk.y for desk in drawn.desks}) == 2
    assert all(desk.x + 56 <= drawn.width and desk.y + 50 <= drawn.height for desk in drawn.desks)


def test_a_theme_nobody_teaches_and_a_department_that_teaches_nothing_are_told_of():
    assert empty_lines(FOUR) == ((), ("party",))
    assert [f.message for f in judge(FOUR)] == ["主题“党建”还没有一篇故事"]
    silent = world(story("a", "dining", "labour"))
    assert empty_lines(silent) == (("cars",), ("safety", "party"))
    assert [f.code for f in judge(silent)] == ["CLS001"] * 3
    assert list(judge(world())) == []  # no story yet: nothing to say


def test_each_row_and_each_column_is_a_page():
    assert [page.path for page in pages(FOUR)] == [
        "classroom/dining/index.md", "classroom/cars/index.md",
        "classroom/theme/labour/index.md", "classroom/theme/safety/index.md", "classroom/theme/party/index.md",
    ]  # fmt: skip
    assert list(pages(world())) == []
    nowhere = replace(FOUR, folders=frozenset())  # no docs/classroom/index.md leads to them
    assert (list(pages(nowhere)), list(judge(nowhere))) == ([], [])
