"""Sentences of the paper as it has them: docs/party/quotations.yml. Typed once, quoted on any page word for word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.fragments import fragment
from showcase.records.kind import Canvas, Kind, World
from showcase.records.options import only
from showcase.records.record import Record
from showcase.typed.fields import Name, OneLine, length


class Quotation(Record):
    key: Key = Field(title="编号", examples=["yuren"])
    text: Annotated[OneLine, AfterValidator(length(6, 300))] = Field(
        title="原文", description="一个字、一个标点都照原文。", examples=["后勤是“没有讲台的课堂”"]
    )
    source: Name = Field(title="出自", examples=["《实施意见》二（一）"])


def quoted(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """One sentence and where it stands; nothing where this edition has none of the paper's sentences."""
    only(options, "key")
    known = world.keyed(Quotation)
    found = known.get(options.get("key", ""))
    if found is None and not known:
        return ""
    if found is None:
        raise ValueError(f"没有“{options.get('key', '')}”这一句；可以写 {'、'.join(known)}")
    return fragment("record_quotations", quotation=found)


QUOTATIONS = Kind(
    name="quotations",
    label="原文",
    folder="party",
    record=Quotation,
    tabled=False,
    blocks={"quote": quoted},
)
