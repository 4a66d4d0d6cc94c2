"""The classroom without a lectern: seats counted by hand, empty rows and columns told of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from drawing import canvas, words
from test_honours import HOUSE as TWO

from showcase.markup.body import Body
from showcase.project.finding import Place as Spot
from showcase.records.classroom import empty_lines, in_words, judge, matrix, pages, plan, row, seats
from showcase.records.kind import World
from showcase.records.places import Place
from showcase.records.record import Entry, Ledger
from showcase.stories.front import FrontMatter
from showcase.stories.story import Story

HOUSE = TWO.model_copy(update={"themes": {"labour": "劳动", "safety": "安全", "party": "党建"}})


def story(slug: str, department: str, *themes: str, **more: object) -> Story:
    values = {
        "title": "凌晨四点的灯",
        "date": "2026-03-05",
        "department": department,
        "series": "frontline",
        "summary": "一句话。",
    } | more
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


def test_what_the_house_does_not_know_has_no_seat():
    assert matrix(world(story("a", "dining", "weather"), story("b", "ships", "labour"))) == matrix(world())


def test_the_plan_has_a_desk_for_each_seat_at_its_row_and_column():
    drawn = plan(FOUR)
    assert [(desk.count, desk.words) for desk in drawn.desks][:3] == [
        (2, "餐饮·劳动：2篇"), (1, "餐饮·安全：1篇"), (0, "餐饮·党建：还缺一篇"),
    ]  # fmt: skip
    assert len({(desk.x, desk.y) for desk in drawn.desks}) == 6
    assert len({desk.y for desk in drawn.desks}) == 2
    assert all(desk.x + 56 <= drawn.width and desk.y + 50 <= drawn.height for desk in drawn.desks)
    first, second = drawn.desks[:3], drawn.desks[3:]
    for column, above, below in zip(drawn.columns, first, second, strict=True):
        assert above.x == below.x == column.x - 28  # over the middle of its desks
        assert 0 < column.y < above.y < below.y
    for label, desks in zip(drawn.rows, (first, second), strict=True):
        assert all(desk.y == label.y - 19 for desk in desks)
        assert 0 < label.x < desks[0].x < desks[1].x < desks[2].x
    assert [label.text for label in (*drawn.columns, *drawn.rows)] == ["劳动", "安全", "党建", "餐饮", "车队"]


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


def test_a_page_says_how_much_of_its_row_or_column_is_told_and_whether_a_sample_is_among_it():
    assert [(page.title, page.lede, page.sample) for page in pages(FOUR)] == [
        ("在餐饮学什么", "3样本事里，餐饮中心已经教了2样。", False),
        ("在车队学什么", "3样本事里，车队已经教了1样。", False),
        ("在哪里学劳动", "1个部门的故事写到了劳动。", False),
        ("在哪里学安全", "2个部门的故事写到了安全。", False),
        ("在哪里学党建", "0个部门的故事写到了党建。", False),
    ]
    one = replace(FOUR, stories=(*FOUR.stories, story("e", "cars", sample="true")))
    assert all(page.sample for page in pages(one))


def test_a_lesson_names_its_places_and_the_story_that_is_missing():
    def place(key: str, department: str, *learn: str) -> Entry[Place]:
        values = {"key": key, "name": f"地方{key}", "department": department, "line": "一处", "learn": learn}
        return Entry(Place.model_validate(values), Spot("docs/places/places.yml", 2))

    places = (place("a", "dining", "party"), place("b", "cars", "party"), place("c", "dining", "labour"))
    whole = replace(FOUR, ledgers={Place: Ledger(places)})
    desks = {desk.cell: (desk.has_place, desk.words) for desk in plan(whole).desks}
    assert desks["dining", "party"] == (True, "餐饮·党建：有地方在教，还没写")
    assert desks["dining", "labour"] == (False, "餐饮·劳动：2篇")  # written already
    assert desks["cars", "labour"] == (False, "车队·劳动：还缺一篇")
    assert "框是实线的2个已经有地方在教" in words(seats(whole, canvas(whole), {}))
    assert "实线" not in words(seats(FOUR, canvas(FOUR), {}))
    drawn = {page.path: words(page.body(canvas(whole))) for page in pages(whole)}
    assert drawn["classroom/theme/party/index.md"] == (
        "餐饮 地方a 还缺一篇餐饮讲党建的故事。 车队 地方b 还缺一篇车队讲党建的故事。"
    )
    assert "还缺" not in drawn["classroom/dining/index.md"].partition("党建")[0]
    assert "地方c" in drawn["classroom/theme/labour/index.md"].partition("车队 还缺一篇")[0]


def test_the_seats_are_a_table_as_well():
    assert words(seats(FOUR, canvas(FOUR), {})).endswith(
        "部门 劳动 安全 党建 餐饮 2篇 1篇 待写 车队 待写 1篇 待写"
    )
    assert words(seats(world(), canvas(world()), {})).startswith("座位都还空着")


@pytest.mark.parametrize(
    ("internal", "folders", "said"),
    [
        (False, {"classroom"}, "劳动 2 安全 1 在这里学什么"),
        (True, {"classroom"}, "劳动 2 安全 1 党建 待写 在这里学什么"),
        (True, set(), "劳动 2 安全 1"),
    ],
)
def test_one_row_leads_to_its_page_where_there_is_one_and_editors_see_what_is_missing(
    internal, folders, said
):
    shown = replace(FOUR, internal=internal, folders=frozenset(folders))
    drawn = row(shown, canvas(shown), {"department": "dining"})
    assert words(drawn) == said
    assert ("href" in drawn) is bool(folders)
    untold = replace(shown, stories=())
    assert "href" not in row(untold, canvas(untold), {"department": "dining"})
    with pytest.raises(ValueError, match="可以写 dining、cars"):
        row(shown, canvas(shown), {"department": "ships"})
