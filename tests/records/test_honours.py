"""Honours: coverage counted by hand, order without rank, who may be named."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from showcase.brand.organisation import Organisation
from showcase.records.honours import Honour, by_year
from showcase.records.kinds import KINDS
from showcase.records.reading import parsed

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
