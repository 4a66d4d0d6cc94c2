"""The bloom calendar: the year as rings and as a table, what to see this month, and the slogan proved or refuted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from icalendar import Calendar, Event

from showcase.fragments import fragment
from showcase.project.finding import Finding, Place, Severity, warning
from showcase.records.kind import Canvas, Kind, RecordFile, World
from showcase.records.options import only
from showcase.records.places import PLACES, sights_of_places
from showcase.records.places import Place as PlaceRecord
from showcase.records.plants import (
    HABITS,
    MONTHS,
    SEASONS,
    Claim,
    Plant,
    Sight,
    four_seasons,
    in_flower,
    sights_of,
    three_seasons,
    whole_year,
)
from showcase.records.ring import ring, runs, span
from showcase.stories.rules.rule import Rule

CALENDAR = "seasons/huaqi.ics"
WORDS = {"flower": "开花", "fruit": "挂果", "colour": "看颜色", "view": "看景"}
A_LINE = 6  # plants or places named in one line before 等
NO_FLOWER, EVERGREEN = "看叶看果", "四季常青"
CHAPTERS = (*(f"{season}天开花" for season in SEASONS), NO_FLOWER, EVERGREEN)  # of the table of plants
VIEWS = 12  # sights of a month that are told one by one


@dataclass(frozen=True)
class MonthView:
    number: int
    name: str
    flower: str  # 紫丁香、西府海棠
    fruit: str
    colour: str
    views: tuple[tuple[str, str, str | None], ...]  # (what, place, its address)
    more: int  # sights that are not told
    now: bool

    @property
    def empty(self) -> bool:
        return not (self.flower or self.fruit or self.colour or self.views)


@dataclass(frozen=True)
class PlantRow:
    name: str
    latin: str
    family: str
    habit: str
    flower: str
    fruit: str
    colour: str
    evergreen: bool
    note: str
    source: str
    places: tuple[tuple[str, str], ...]
    elsewhere: int  # places that are not named


def growing(world: World) -> tuple[Plant, ...]:
    """The plants that stand in a place; all of them while no place names any."""
    plants = world.of(Plant)
    named = {key for place in world.of(PlaceRecord) for key in place.plants}
    return tuple(plant for plant in plants if plant.key in named) if named else plants


def sights(world: World) -> tuple[Sight, ...]:
    return *sights_of(growing(world)), *sights_of_places(world.of(PlaceRecord))


def claims(world: World) -> tuple[Claim, ...]:
    """三季有花、四季长青、全年有景, each with its verdict."""
    plants = growing(world)
    return three_seasons(plants), four_seasons(plants), whole_year(sights(world))


def judge(world: World) -> Iterator[Finding]:
    if not (entries := world.entries(Plant)):
        return
    for claim in claims(world):
        if not claim.holds:
            hint = "在 plants.yml 或 places.yml 里补上那几个月看得到的；没有就先不说这句话"
            yield warning(
                "PLT001", Place(PLANTS.path), f"“{claim.words}”还不成立：{'；'.join(claim.reasons)}", hint
            )
    standing = {plant.key for plant in growing(world)}
    for entry in entries:
        plant = entry.record
        if plant.key not in standing:
            words = f"{plant.name}没有写在任何一处地方，不算进花历"
            yield warning(
                "PLT002", entry.at("key"), words, f"在 {PLACES.path} 里某一处的 plants 加上 {plant.key}"
            )


def month_views(world: World, canvas: Canvas) -> tuple[MonthView, ...]:
    """The twelve months; all sights are gone through once."""
    found: dict[int, list[Sight]] = {month: [] for month in range(1, 13)}
    for sight in sights(world):
        found[sight.month].append(sight)
    return tuple(_month_view(world, canvas, month, own) for month, own in found.items())


def _month_view(world: World, canvas: Canvas, month: int, found: list[Sight]) -> MonthView:
    places = world.keyed(PlaceRecord)

    def named(kind: str) -> str:
        names = list(dict.fromkeys(sight.what for sight in found if sight.kind == kind))
        return "、".join(names[:A_LINE]) + (f"等{len(names)}种" if len(names) > A_LINE else "")

    seen = [(sight.what, sight.place) for sight in found if sight.kind == "view" and sight.place]
    views = tuple(
        (what, places[key].name, canvas.link(f"places/{key}/index.md")) for what, key in seen[:VIEWS]
    )
    return MonthView(
        month, MONTHS[month - 1], named("flower"), named("fruit"), named("colour"), views, len(seen) - len(views),
        month == world.today.month
    )  # fmt: skip


def year_ring(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    only(options)
    plants = growing(world)
    if not plants:
        raise ValueError(f"{PLANTS.path} 里还没有植物")
    most = max(range(1, 13), key=lambda month: len(in_flower(plants, month)))
    desc = f"{len(plants)}种植物的一年，画成年轮。{MONTHS[most - 1]}开花最多，{len(in_flower(plants, most))}种；最里面的细环是{sum(p.evergreen for p in plants)}种常绿。每一种的月份列在下面的表里。"  # fmt: skip
    return fragment("record_plants", part="ring", ring=ring(plants), desc=desc, now=world.today.month)


def this_month(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """What to see: the twelve months, of which the page shows one; without JavaScript that of the day of judgement."""
    only(options)
    months = month_views(world, canvas)
    if all(month.empty for month in months):
        return ""
    return fragment(
        "record_plants",
        part="month",
        months=months,
        more=canvas.link("seasons/index.md") if canvas.page != "seasons/index.md" else None,
    )


def proof(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    only(options)
    return fragment("record_plants", part="claims", claims=claims(world))


def months(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """The year as a list, month by month."""
    only(options)
    return fragment("record_plants", part="year", months=month_views(world, canvas))


def herbarium(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Every plant as a row, by the season in which it begins to flower."""
    only(options)
    standing: dict[str, list[tuple[str, str]]] = {}
    for place in world.of(PlaceRecord):
        for key in place.plants:
            standing.setdefault(key, []).append((place.name, canvas.href(f"places/{place.key}/index.md")))
    rows: dict[str, list[PlantRow]] = {name: [] for name in CHAPTERS}
    for plant in world.of(Plant):
        rows[chapter(plant)].append(_row(plant, standing.get(plant.key, ())))
    found = [(name, own) for name, own in rows.items() if own]
    table, calendar = canvas.href(PLANTS.table), canvas.href(CALENDAR)
    return fragment("record_plants", part="table", seasons=found, table=table, calendar=calendar)


def chapter(plant: Plant) -> str:
    """The one of CHAPTERS a plant is listed under: evergreens on their own, the others by when they begin to flower."""
    if plant.evergreen:
        return EVERGREEN
    begins = min((first for first, _ in runs(plant.flower)), default=0)
    return next((f"{name}天开花" for name, months in SEASONS.items() if begins in months), NO_FLOWER)


def _row(plant: Plant, places: Sequence[tuple[str, str]]) -> PlantRow:
    def when(found: tuple[int, ...]) -> str:
        return "、".join(span(*run) for run in runs(found))

    return PlantRow(
        plant.name, plant.latin, plant.family, HABITS[plant.habit], when(plant.flower), when(plant.fruit),
        when(plant.colour), plant.evergreen, plant.note, plant.source, tuple(places[:A_LINE]),
        len(places[A_LINE:]),
    )  # fmt: skip


def bloom_calendar(world: World) -> Iterator[RecordFile]:
    """Every flowering as an event of whole days that returns each year."""
    if not (plants := growing(world)):
        return
    names: dict[str, list[str]] = {}
    for place in world.of(PlaceRecord):
        for key in place.plants:
            names.setdefault(key, []).append(place.name)
    calendar = Calendar()
    calendar.add("prodid", "-//culture showcase//bloom calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "校园花历")
    for plant in plants:
        for first, count in runs(plant.flower):
            calendar.add_component(_event(plant, first, count, names.get(plant.key, []), world))
    yield RecordFile(CALENDAR, calendar.to_ical())


def _event(plant: Plant, first: int, count: int, places: list[str], world: World) -> Event:
    year = world.today.year
    last = first + count - 1
    event = Event()
    event.add("uid", f"bloom-{plant.key}-{first}@culture-showcase")
    event.add("dtstamp", world.time)
    event.add("summary", f"{plant.name}开花")
    event.add("dtstart", dt.date(year, first, 1))
    event.add("dtend", dt.date(year + last // 12, last % 12 + 1, 1))
    event.add("rrule", {"freq": "yearly"})
    if places:
        event.add("location", "、".join(places))
    if plant.note:
        event.add("description", plant.note)
    return event


RULES = (
    Rule(
        "PLT001",
        Severity.WARNING,
        "花历还证明不了这句话",
        what="按植物的花期和每月的景致算，“三季有花、四季长青、全年有景”各成不成立。",
        why="写在纸上的话，走一圈就能查。差哪几个月，先知道比被人问住好。",
        example="一月、二月没有一处写了看什么",
        instead="sights: [{month: 1, what: 雪后油松}, {month: 2, what: 坡上的残雪}]",
    ),
    Rule(
        "PLT002",
        Severity.WARNING,
        "植物没有落到地方",
        what="每一种植物是不是写进了某一处地方的 plants。",
        why="花历告诉人去哪里看。没有地方的植物，谁也看不到，不计入结论。",
        example="- key: guihua（没有一处写它）",
        instead="plants: [guihua, yousong]",
    ),
)

PLANTS = Kind(
    name="plants",
    label="植物",
    folder="seasons",
    record=Plant,
    judge=judge,
    blocks={
        "ring": year_ring,
        "this-month": this_month,
        "seasons-proof": proof,
        "months": months,
        "plants": herbarium,
    },
    files=bloom_calendar,
    rules=RULES,
)
