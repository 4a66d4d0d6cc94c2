"""The places of the campus that the department keeps: docs/places/places.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.fragments import fragment
from showcase.records.kind import Canvas, Crumb, Kind, RecordPage, World
from showcase.records.options import only
from showcase.records.plants import MONTHS, Month, Plant, Sight
from showcase.records.record import Record, RecordPhoto
from showcase.records.references import DepartmentRef, PlantRef, ThemeRef
from showcase.typed.fields import Name, OneLine, Typed, length

Line = Annotated[OneLine, AfterValidator(length(1, 60))]


class View(Typed):
    """What there is to see at a place in a month, beside its plants."""

    month: Month = Field(title="月", examples=["1"])
    what: Line = Field(title="看什么", examples=["雪后的油松"])


class Place(Record):
    key: Key = Field(title="编号", examples=["nan-po"])
    name: Name = Field(title="地方", examples=["教学楼南坡"])
    department: DepartmentRef = Field(title="谁管", examples=["部门的键"])
    line: Line = Field(title="一句话", examples=["雪化得最早的一面坡"])
    plants: Annotated[tuple[PlantRef, ...], Field(max_length=80)] = Field((), title="植物", examples=["[shantao, yousong]"])  # fmt: skip
    sights: Annotated[tuple[View, ...], Field(max_length=40)] = Field((), title="月月看什么", examples=["[{month: 1, what: 雪后的油松}]"])  # fmt: skip
    learn: Annotated[tuple[ThemeRef, ...], Field(max_length=9)] = Field((), title="这里学到什么", examples=["[beauty, labour]"])  # fmt: skip
    photo: RecordPhoto | None = Field(None, title="照片", examples=["{file: po.jpg, alt: 一面向南的坡, credit: 园林绿化中心, consent: not-needed}"])  # fmt: skip


def sights_of_places(places: Iterable[Place]) -> tuple[Sight, ...]:
    """What there is to see at the places beside their plants."""
    return tuple(
        Sight(view.month, "view", view.what, place=place.key) for place in places for view in place.sights
    )


@dataclass(frozen=True)
class PlaceRow:
    name: str
    href: str
    line: str
    department: str
    now: str  # what there is to see in the month of judgement
    shown: Any | None


@dataclass(frozen=True)
class Learnt:
    text: str
    href: str | None


def listed(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """All places in the order of the list, or those of `department`."""
    only(options, "department")
    wanted = options.get("department")
    rows = rows_of(world, canvas, wanted)
    if not rows and wanted is None:
        raise ValueError(f"{PLACES.path} 里还没有地方")
    table = canvas.href(PLACES.table) if wanted is None else ""
    return fragment("record_places", part="list", places=rows, table=table)


def rows_of(world: World, canvas: Canvas, department: str | None) -> tuple[PlaceRow, ...]:
    """The places that `department` keeps; None: all."""
    return tuple(
        PlaceRow(
            place.name,
            canvas.href(page_path(place)),
            place.line,
            world.organisation.departments[place.department].label,
            "；".join(view.what for view in place.sights if view.month == world.today.month),
            canvas.picture(PLACES, place.photo, "card") if place.photo else None,
        )
        for place in world.of(Place)
        if department in (None, place.department)
    )


def page_path(place: Place) -> str:
    return f"places/{place.key}/index.md"


def pages(world: World) -> Iterator[RecordPage]:
    for place in world.of(Place):
        yield RecordPage(
            page_path(place),
            place.name,
            f"{place.line}。",
            partial(_body, world, place),
            (Crumb("地方", "places/index.md"),),
            "culture",
            "校园里的一处",
            place.sample,
        )


def _body(world: World, place: Place, canvas: Canvas) -> str:
    known = world.keyed(Plant)
    plants = tuple(known[key] for key in place.plants if key in known)
    organisation = world.organisation
    learn = tuple(
        Learnt(organisation.themes[key], canvas.link(f"topics/theme/{key}/index.md")) for key in place.learn
    )
    stories = tuple(s for s in world.stories if s.front.department == place.department)[:3]
    return fragment(
        "record_places",
        part="page",
        shown=canvas.picture(PLACES, place.photo, "body") if place.photo else None,
        department=organisation.departments[place.department].name,
        learn=learn,
        months=tuple(_year(place, plants)),
        plants=plants,
        cards=canvas.cards(stories),
    )


def _year(place: Place, plants: tuple[Plant, ...]) -> Iterator[tuple[str, str]]:
    """(month, what there is to see), for the months that have something."""
    for month, name in enumerate(MONTHS, 1):
        words = [f"{plant.name}开花" for plant in plants if month in plant.flower]
        words += [f"{plant.name}看颜色" for plant in plants if month in plant.colour]
        words += [f"{plant.name}挂果" for plant in plants if month in plant.fruit]
        words += [view.what for view in place.sights if view.month == month]
        if words:
            yield name, "，".join(words)


PLACES = Kind(
    name="places",
    label="地方",
    folder="places",
    record=Place,
    blocks={"places": listed},
    pages=pages,
    address=page_path,
)
