"""How far honours reach: counted by hand, against what organisation.yml asks of all cells, a department, a cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from drawing import canvas, words
from pydantic import ValidationError
from test_honours import HOUSE, TYPED, honour

from showcase.brand.organisation import Organisation
from showcase.project.finding import Place
from showcase.records.coverage import Cell, Share, coverage, in_words
from showcase.records.honour_reach import cells_file, reach
from showcase.records.honour_wall import judge
from showcase.records.honours import Honour
from showcase.records.kind import World
from showcase.records.record import Entry, Ledger

# Worked out by hand: two departments, two ways of employment, two ranks, two fields; 2024, 2025 and 2026 count.
FOUR = [
    honour("a", 2026),
    honour("b", 2025, employment=["regular", "dispatch"], field="safety"),
    honour("c", 2024, department="cars", rank="lead"),
    honour("d", 2023, department="cars", employment=["dispatch"], field="safety"),  # too old
]
# department, dimension, key: honours of the three years
TABLE = {
    ("dining", "regular", "", ""): 2, ("dining", "dispatch", "", ""): 1,
    ("cars", "regular", "", ""): 1, ("cars", "dispatch", "", ""): 0,
    ("dining", "", "frontline", ""): 2, ("dining", "", "lead", ""): 0,
    ("cars", "", "frontline", ""): 0, ("cars", "", "lead", ""): 1,
    ("dining", "", "", "service"): 1, ("dining", "", "", "safety"): 1,
    ("cars", "", "", "service"): 1, ("cars", "", "", "safety"): 0,
}  # fmt: skip
# All four told apart: the others of the sixteen have none.
CROSSED = {
    ("dining", "regular", "frontline", "service"): 1,
    ("dining", "regular", "frontline", "safety"): 1,
    ("dining", "dispatch", "frontline", "safety"): 1,
    ("cars", "regular", "lead", "service"): 1,
}


def house(coverage: dict[str, Any] | None = None, heads: dict[str, Any] | None = None) -> Organisation:
    return Organisation.model_validate(TYPED | {"coverage": coverage or {}, "heads": heads or {}})


def world(honours: list[Honour], organisation: Organisation = HOUSE) -> World:
    entries = tuple(Entry(one, Place("docs/honours/honours.yml", 3)) for one in honours)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return World(dt.date(2026, 6, 1), now, organisation, (), {Honour: Ledger(entries)})


def lacking(
    organisation: Organisation, honours: list[Honour] = FOUR
) -> dict[tuple[str, ...], tuple[int, int]]:
    """The cells that have too few: (honours, asked)."""
    return {cell.keys: (cell.count, cell.least) for cell in coverage(honours, organisation, 2026).missing}


def test_coverage_is_what_a_hand_counts():
    found = coverage(FOUR, HOUSE, 2026)
    assert (found.first, found.last, found.total) == (2024, 2026, 3)
    assert {cell.keys: cell.count for t in found.tables for cell in t.cells.values()} == TABLE
    assert len(found.crossed) == 16
    assert {cell.keys: cell.count for cell in found.crossed if cell.count} == CROSSED
    assert set(lacking(HOUSE)) == {keys for keys, count in TABLE.items() if not count}
    assert in_words(found, HOUSE) == (
        "2024到2026年的3项荣誉，2个部门里到了2个；按部门看用工方式、岗位层级和领域，12格里还空着4格。"
    )


def test_two_asked_of_every_cell():
    assert lacking(house({"least": 2})) == {keys: (n, 2) for keys, n in TABLE.items() if n < 2}
    assert in_words(coverage(FOUR, house({"least": 2}), 2026), HOUSE).endswith(
        "12格里还空着4格，有6格不够数。"
    )


def test_words_for_one_year_for_none_missing_and_for_none_empty():
    one = coverage(FOUR, house({"years": "1"}), 2026)
    assert in_words(one, HOUSE).startswith("2026年的1项荣誉，2个部门里到了1个；")
    every = [
        honour(f"h{n}", department=department, employment=["regular", "dispatch"], rank=rank, field=field)
        for n, (department, rank, field) in enumerate(
            product(HOUSE.departments, HOUSE.ranks, HOUSE.fields)
        )
    ]  # fmt: skip
    assert in_words(coverage(every, HOUSE, 2026), HOUSE).endswith(
        "，每个部门的每种用工、每一层岗位、每个领域都有。"
    )
    assert in_words(coverage(every, house({"least": 3}), 2026), HOUSE).endswith("领域，12格里有8格不够数。")


def test_another_number_for_a_department():
    """The cars are asked for two, the rest for one; of a department of which none is asked, no cell is open."""
    cars_two = {keys: (n, 2 if keys[0] == "cars" else 1) for keys, n in TABLE.items()}
    assert lacking(house({"departments": {"cars": 2}})) == {
        keys: (n, least) for keys, (n, least) in cars_two.items() if n < least
    }
    assert set(lacking(house({"departments": {"cars": 0}}))) == {("dining", "", "lead", "")}


def test_another_number_for_a_cell_of_one_department_and_of_each():
    asked = house(
        {
            "departments": {"dining": 2},
            "cells": [
                {"rank": "lead", "least": 0},
                {"department": "cars", "rank": "lead", "least": 3},
                {"department": "dining", "employment": "regular", "least": 1},
            ],
        }
    )
    assert lacking(asked) == {
        ("dining", "dispatch", "", ""): (1, 2),
        ("cars", "dispatch", "", ""): (0, 1),
        ("cars", "", "frontline", ""): (0, 1),
        ("cars", "", "lead", ""): (1, 3),  # its own number before that of each department
        ("dining", "", "", "service"): (1, 2),
        ("dining", "", "", "safety"): (1, 2),
        ("cars", "", "", "safety"): (0, 1),
    }
    assert len(coverage(FOUR, asked, 2026).asked) == 11  # one is asked nothing


def test_a_cell_of_several_dimensions_is_watched_when_it_is_named():
    asked = house(
        {
            "cells": [
                {"employment": "dispatch", "rank": "frontline", "least": 1},
                {
                    "department": "dining",
                    "employment": "regular",
                    "rank": "frontline",
                    "field": "safety",
                    "least": 2,
                },
            ]
        }
    )
    assert coverage(FOUR, asked, 2026).watched == (
        Cell(("dining", "dispatch", "frontline", ""), 1, 1),
        Cell(("cars", "dispatch", "frontline", ""), 0, 1),
        Cell(("dining", "regular", "frontline", "safety"), 1, 2),
    )
    told = [f.message for f in judge(world(FOUR, asked)) if "单独" in f.message]
    assert told == [
        "近 3 年的荣誉在单独写了数的格里，还没有到：车队·派遣·一线、餐饮·在编·一线·安全（1 项，要 2 项）"
    ]


def test_nobody_is_asked_for_where_nobody_works():
    assert ("cars", "dispatch", "", "") not in lacking(house(heads={"cars": {"regular": 5, "dispatch": 0}}))
    assert ("cars", "dispatch", "", "") in lacking(house(heads={"cars": {"regular": 5}}))  # not told


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        ({"departments": {"kitchen": 1}}, "没有“kitchen”这个 department；可以写 dining、cars"),
        ({"cells": [{"employment": "temp", "least": 1}]}, "没有“temp”这个 employment；可以写 regular、dispatch"),
        ({"cells": [{"rank": "chief", "least": 1}]}, "没有“chief”这个 rank"),
        ({"cells": [{"field": "x", "least": 1}]}, "没有“x”这个 field"),
        ({"cells": [{"department": "x", "rank": "lead", "least": 1}]}, "没有“x”这个 department"),
        ({"cells": [{"department": "dining", "least": 1}]}, "至少写一项"),
        ({"cells": [{"rank": "lead", "least": 1}, {"rank": "lead", "least": 2}]}, "同一格写了两次：lead"),
        ({"cells": [{"rank": "lead", "least": 101}]}, "0 到 100"),
    ],
)  # fmt: skip
def test_a_number_for_what_is_not_there_is_told(coverage, words):
    with pytest.raises(ValidationError, match=words):
        house(coverage)


def test_shares_of_honours_and_of_people_where_heads_are_known():
    """Of three honours dining has two; b is of two employments and counts half for each."""
    heads = {"dining": {"regular": 10, "dispatch": 20}, "cars": {"dispatch": 10}}
    found = coverage(FOUR, house(heads=heads), 2026)
    assert found.departments == (
        Share("dining", pytest.approx(2 / 3), 30 / 40),
        Share("cars", pytest.approx(1 / 3), 10 / 40),
    )
    assert found.employments == (
        Share("regular", pytest.approx(2.5 / 3), 10 / 40),
        Share("dispatch", pytest.approx(0.5 / 3), 30 / 40),
    )
    assert in_words(found, HOUSE).endswith("；派遣占人数的75%，占荣誉的17%。")
    assert (coverage(FOUR, HOUSE, 2026).departments, coverage(FOUR, HOUSE, 2026).employments) == ((), ())


@pytest.mark.parametrize(
    ("regular", "dispatch", "told"),
    [
        ((0.5, 0.55), (0.1, 0.14), "told"),  # five points behind
        ((0.5, 0.54), (0.1, 0.14), ""),  # four points are no news
        ((0.5, 0.6), (0.01, 0.05), "told"),  # the widest gap, not the largest ratio
    ],
)
def test_who_falls_most_behind_is_told_by_points_and_from_five_on(regular, dispatch, told):
    house_ = house()
    keys = dict(zip(("regular", "dispatch"), (regular, dispatch), strict=True))
    shares = tuple(Share(key, *share) for key, share in keys.items())
    found = replace(coverage(FOUR, house_, 2026), employments=shares)
    said = in_words(found, house_)
    assert (f"；{house_.employment['regular']}占人数" in said) == bool(told)
    assert f"；{house_.employment['dispatch']}占人数" not in said


def test_a_department_whose_heads_nobody_gave_is_not_compared():
    found = coverage(FOUR, house(heads={"dining": {"regular": 3, "dispatch": 1}}), 2026)
    assert found.departments == (Share("dining", 1.0, 1.0),)
    assert found.employments == (Share("regular", 0.75, 0.75), Share("dispatch", 0.25, 0.25))
    assert "占人数" not in in_words(found, HOUSE)


def test_without_an_honour_it_says_so():
    assert in_words(coverage([], HOUSE, 2026), HOUSE) == "2024到2026年还没有记下一项荣誉。"


def test_what_the_honours_do_not_reach_is_told_with_the_cells():
    found = list(judge(world([*FOUR, honour("z", 2031)])))
    assert [f.code for f in found] == ["HON001", "HON002", "HON002", "HON002"]
    assert found[1].message == "近 3 年的荣誉按用工方式看，还没有到：车队·派遣"
    more = [f.message for f in judge(world([honour("a")], house({"least": 2}))) if f.code == "HON002"]
    assert more[0].endswith(
        "：餐饮·在编（1 项，要 2 项）、餐饮·派遣、车队·在编、车队·派遣"
    )  # four, and no more
    five = TYPED | {"employment": {"regular": "在编", "dispatch": "派遣", "hired": "外聘"}}
    (first, *_) = judge(world([honour("a")], Organisation.model_validate(five)))
    assert first.message.endswith("：餐饮·派遣、餐饮·外聘、车队·在编、车队·派遣等 5 格")


def test_each_cell_can_be_taken_as_a_table():
    (file,) = cells_file(world(FOUR, house({"least": 2})))
    assert file.path == "honours/coverage.csv"
    assert file.data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline=""))
    assert head == ["部门", "用工方式", "岗位层级", "领域", "2024到2026年的荣誉", "至少要有", "还差"]
    assert len(rows) == 12 + 16
    assert ["车队", "派遣", "合计", "合计", "0", "2", "2"] in rows
    assert ["餐饮", "在编", "合计", "合计", "2", "2", ""] in rows
    assert ["餐饮", "派遣", "合计", "合计", "1", "2", "1"] in rows
    assert ["餐饮", "派遣", "一线", "安全", "1", "", ""] in rows
    assert list(cells_file(world([]))) == []


def test_an_empty_plate_hangs_for_each_department_and_they_say_as_many_cells_as_the_sentence():
    here = world(FOUR)
    drawn = words(reach(here, canvas(here), {}))
    empty = [keys[0] for keys, count in TABLE.items() if not count]
    assert len(empty) == 4
    assert f"还空着4格。 餐饮 还空着{empty.count('dining')}格 车队 还空着{empty.count('cars')}格" in drawn
    full = world([honour(f"h{n}", employment=["regular", "dispatch"]) for n in range(2)])
    assert "餐饮 还空着2格" in words(reach(full, canvas(full), {}))  # a level and a field


def test_departments_are_counted_that_were_reached_whatever_else_differs():
    own = [honour("a"), honour("b", rank="lead"), honour("c", employment=["dispatch"], field="safety")]
    assert "2个部门里到了1个" in in_words(coverage(own, HOUSE, 2026), HOUSE)


@pytest.mark.parametrize(("year", "counted"), [(2023, 0), (2024, 1), (2026, 1), (2027, 0)])
def test_the_first_and_the_last_year_count(year, counted):
    assert coverage([honour("a", year)], HOUSE, 2026).total == counted


@pytest.mark.parametrize(("many", "is_open"), [(1, True), (2, False), (3, False)])
def test_just_as_many_as_are_asked_for_are_enough(many, is_open):
    missing = lacking(house({"least": 2}), [honour(f"h{n}") for n in range(many)])
    assert (("dining", "", "frontline", "") in missing) is is_open


def test_the_tables_say_what_is_asked_where_it_lacks_and_shares_stand_where_heads_are_known():
    def shown(organisation: Organisation, honours: list[Honour] = FOUR) -> str:
        here = world(honours, organisation)
        return words(reach(here, canvas(here), {}))

    plain = shown(HOUSE)
    assert "用工方式 部门 在编 派遣 餐饮 2 1 车队 1 无 岗位层级" in plain
    assert "占人数" not in plain
    assert plain.endswith("四样合在一起分，共16格，有荣誉的4格。 下载每一格（CSV）")
    asked = shown(
        house(
            {"cells": [{"department": "dining", "rank": "lead", "field": "safety", "least": 2}], "least": 2},
            {"dining": {"regular": 3, "dispatch": 1}, "cars": {"regular": 1}},
        )
    )
    assert "在编 派遣 餐饮 2 1 ／2 车队 1 ／2 无" in asked
    assert "餐饮·班组长·安全" in asked
    assert "部门 荣誉 人数 餐饮 67% 80% 车队 33% 20%" in asked
    assert "CSV" not in shown(HOUSE, [])
