"""Honours: coverage counted by hand, order without rank, who may be named."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from drawing import canvas, words
from pydantic import ValidationError

from showcase.brand.organisation import Organisation
from showcase.project.finding import Place
from showcase.records.honour_wall import one_line, pages, wall
from showcase.records.honours import Honour, by_year
from showcase.records.kind import World
from showcase.records.kinds import KINDS
from showcase.records.reading import parsed
from showcase.records.record import Entry, Ledger

TYPED: dict[str, Any] = {
    "names": {
        "full": "示例大学后勤部",
        "short": "后勤部",
        "university": "示例大学",
        "english": "Logistics",
    },
    "departments": {
        "dining": {"label": "餐饮", "name": "餐饮中心", "culture": "餐饮文化"},
        "cars": {"label": "车队", "name": "车队", "culture": "车队文化"},
    },
    "series": {"frontline": {"label": "一线故事", "line": "一件事"}},
    "themes": {"labour": "劳动"},
    "employment": {"regular": "在编", "dispatch": "派遣"},
    "ranks": {"frontline": "一线", "lead": "班组长"},
    "fields": {"service": "服务", "safety": "安全"},
    "coverage": {"years": "3", "least": "1"},
}
HOUSE = Organisation.model_validate(TYPED)


def honour(key: str, year: int = 2026, **more: object) -> Honour:
    values = {
        "key": key, "title": key, "year": str(year), "by": "后勤部", "level": "department", "field": "service",
        "kind": "team", "department": "dining", "post": "岗位", "employment": ["regular"], "rank": "frontline",
    } | more  # fmt: skip
    return Honour.model_validate(values)


def test_a_year_is_sorted_by_the_sound_of_names_and_never_by_rank():
    listed = [
        honour("k1", title="最净楼层", level="nation"),
        honour("k2", title="安全后厨"),
        honour("k3", 2025),
    ]
    assert [(year, [h.title for h in own]) for year, own in by_year(listed)] == [
        (2026, ["安全后厨", "最净楼层"]),
        (2025, ["k3"]),
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"post": None},
        {"person": "某人"},
        {"person": "某人", "consent": "team"},
        {"person": "某人", "consent": "not-needed"},
        {"year": "1900"},
        {"employment": []},
    ],
)
def test_a_person_is_named_only_with_a_signature_and_an_honour_is_someones(more):
    with pytest.raises(ValidationError):
        honour("a", **more)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_examples_of_each_schema_make_a_good_entry(kind):
    lines = [
        f"    {name}: {info.examples[0]}"
        for name, info in kind.record.model_fields.items()
        if info.examples and info.is_required()
    ]
    ledger = parsed(
        kind,
        f"{kind.name}:\n  -\n"
        + "\n".join(lines)
        + ("\n    post: 值班员\n" if kind.name == "honours" else "\n"),
    )
    assert [str(f.place) + f.message for f in ledger.findings] == []
    assert len(ledger.entries) == 1


@pytest.mark.parametrize(("year", "fits"), [(1948, False), (1949, True), (2100, True), (2101, False)])
def test_a_year_lies_within_the_university_s_reckoning(year, fits):
    if fits:
        assert honour("a", year).year == year
    else:
        with pytest.raises(ValidationError):
            honour("a", year)


def test_the_wall_is_by_year_and_by_what_is_asked_for_and_the_home_page_has_one_line():
    listed = [honour(key) for key in ("a", "b", "d", "e")] + [
        honour("c", 2025, department="cars", sample="true")
    ]
    entries = tuple(Entry(one, Place("docs/honours/honours.yml", 3)) for one in listed)
    world = World(
        dt.date(2026, 6, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), HOUSE, (), {Honour: Ledger(entries)}
    )
    here = canvas(world, "honours/index.html")
    assert words(wall(world, here, {})).startswith("按部门 餐饮 4 车队 1 按领域 服务 5 2026 a 岗位 b 岗位")
    assert words(wall(world, here, {"department": "cars"})) == "c 2025\u3000岗位"
    assert words(wall(world, here, {"team": "none"})).startswith("这里还没有记下荣誉")
    assert words(one_line(world, here, {})) == "2026年的荣誉 a 岗位 b 岗位 d 岗位 荣誉墙（这一年共4项）"
    nothing = replace(world, ledgers={})
    assert one_line(nothing, here, {}) == ""
    with pytest.raises(ValueError, match="还没有荣誉"):
        wall(nothing, here, {})
    samples = {page.path: page.lede for page in pages(world) if page.sample}
    assert samples == {
        "honours/c/index.md": "2025年，后勤部。",
        "honours/department/cars/index.md": "车队的1项荣誉，按年份排。",
        "honours/field/service/index.md": "服务的5项荣誉，按年份排。",
    }
