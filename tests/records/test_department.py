"""What a department's culture page still lacks of the one form."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError
from test_classroom import story
from test_honours import HOUSE, honour

from showcase.brand.desk import Desk
from showcase.brand.organisation import Organisation
from showcase.project.finding import Place as Spot
from showcase.records.department import contact, lacking
from showcase.records.honours import Honour
from showcase.records.kind import World
from showcase.records.record import Entry, Ledger


def world(*honours: Honour, stories: int = 0) -> World:
    ledger = Ledger(tuple(Entry(one, Spot("docs/honours/honours.yml")) for one in honours))
    told = tuple(story(f"s{n}", "dining") for n in range(stories))
    return World(dt.date(2026, 6, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), HOUSE, told, {Honour: ledger})


def test_a_department_with_nothing_lacks_each_part_of_the_form():
    assert lacking(world(), "dining") == (
        "承诺 0 条，要 6 条", "故事 0 篇，要 3 篇", "近 3 年没有一项荣誉", "2026 年没有一次活动", "没有写一处地方", "没有写一个班组",
    )  # fmt: skip


def test_what_is_there_is_not_asked_for_and_an_old_honour_does_not_count():
    assert "近 3 年没有一项荣誉" in lacking(world(honour("a", 2023), stories=3), "dining")
    found = lacking(world(honour("a", 2024), stories=3), "dining")
    assert "近 3 年没有一项荣誉" not in found
    assert not any(words.startswith("故事") for words in found)
    assert "故事 0 篇，要 3 篇" in lacking(world(stories=3), "cars")


class Page:
    """Where the block stands."""

    def link(self, path: str) -> str:
        return f"../{path}"


def with_desk(**facts: object) -> World:
    desk = Desk(who="值班经理", where="一食堂服务台", hours="开餐时间", **facts)
    dining = HOUSE.departments["dining"].model_copy(update={"desk": desk})
    house = HOUSE.model_copy(
        update={
            "departments": {**HOUSE.departments, "dining": dining},
            "hotlines": ("0931-891 2345", "a@b.cn"),
        }
    )
    return World(dt.date(2026, 6, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), house)


def test_a_desk_that_was_found_right_can_be_called_from_the_page():
    html = contact(
        with_desk(phone="0931-891 2345", confirmed=dt.date(2026, 5, 1)), Page(), {"department": "dining"}
    )
    assert '<a class="dial" href="tel:09318912345">0931-891 2345</a>' in html
    assert [words in html for words in ("值班经理", "一食堂服务台", "开餐时间", "示例")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_number_that_nobody_tried_is_a_sample_and_no_link():
    html = contact(with_desk(phone="0931-891 2345"), Page(), {"department": "dining"})
    assert "示例" in html
    assert "tel:" not in html


def test_without_a_desk_the_lines_of_the_house_stand_there():
    html = contact(with_desk(), Page(), {})
    assert 'href="tel:09318912345"' in html
    assert 'href="mailto:a@b.cn"' in html
    assert "值班电话还在核对" in contact(world(), Page(), {"department": "cars"})


def test_a_public_number_of_a_desk_has_to_be_among_the_hotlines():
    told = HOUSE.model_dump(exclude={"show_reviewers"})
    told["departments"]["dining"]["desk"] = {
        "who": "值班经理", "where": "服务台", "hours": "开餐时间", "phone": "0931-8912345",
    }  # fmt: skip
    with pytest.raises(ValidationError, match="把它也写进 hotlines"):
        Organisation.model_validate(told)
    told["hotlines"] = ["0931-8912345"]
    assert Organisation.model_validate(told).departments["dining"].desk.is_public
