"""The bloom calendar: the year as rings and as a table, what to see this month, and the slogan proved or refuted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from showcase.fragments import fragment
from showcase.project.finding import Finding, Place, Severity, warning
from showcase.records.blooming import bloom_calendar, claims, growing, sights
from showcase.records.facets import Slice, filters, slices
from showcase.records.herbarium import HABIT, MONTH, herbarium
from showcase.records.kind import Canvas, Crumb, Kind, RecordPage, World
from showcase.records.options import only
from showcase.records.places import PLACES
from showcase.records.places import Place as PlaceRecord
from showcase.records.plants import MONTHS, Plant, Sight, in_flower
from showcase.records.record import Entry
from showcase.records.ring import ring
from showcase.stories.rules.rule import Rule

INDEX = "seasons/index.md"
A_LINE = 6  # plants named in one line before 等
VIEWS = 12  # sights of a month that are told one by one


@dataclass(frozen=True)
class Named:
    """The plants that show one thing in a month."""

    plants: tuple[
        tuple[str, str, str | None], ...
    ] = ()  # (紫丁香, the first place it stands in, its address)
    count: int = 0  # with those that are not told one by one


@dataclass(frozen=True)
class MonthView:
    number: int
    name: str
    flower: Named
    fruit: Named
    colour: Named
    views: tuple[tuple[str, str, str | None], ...]  # (what, place, its address)
    more: int  # sights that are not told
    now: bool
    href: str | None  # the page of the month; None where no plant shows anything in it

    @property
    def empty(self) -> bool:
        return not (self.flower.plants or self.fruit.plants or self.colour.plants or self.views)


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
    yield from _of_names(entries)
    for entry in entries:
        plant = entry.record
        if plant.key not in standing:
            words = f"{plant.name}没有写在任何一处地方，不算进花历"
            yield warning(
                "PLT002", entry.at("key"), words, f"在 {PLACES.path} 里某一处的 plants 加上 {plant.key}"
            )


def _of_names(entries: Iterable[Entry[Plant]]) -> Iterator[Finding]:
    """A plant counts once, under a Latin name as botanists write it."""
    first: dict[str, str] = {}
    for entry in entries:
        plant = entry.record
        if (before := first.setdefault(plant.name, plant.key)) != plant.key:
            words = f"{plant.name}已经有一条（{before}），会数成两种"
            yield warning("PLT003", entry.at("name"), words, "并成一条；是另一种的，写出品种的名字")
        if not plant.latin[0].isupper():
            words = f"{plant.name}的学名“{plant.latin}”，属名的第一个字母要大写"
            yield warning(
                "PLT004", entry.at("latin"), words, f"latin: {plant.latin[0].upper()}{plant.latin[1:]}"
            )


def month_views(world: World, canvas: Canvas) -> tuple[MonthView, ...]:
    """The twelve months; all sights are gone through once."""
    found: dict[int, list[Sight]] = {month: [] for month in range(1, 13)}
    for sight in sights(world):
        found[sight.month].append(sight)
    standing = first_places(world)
    return tuple(_month_view(world, canvas, month, own, standing) for month, own in found.items())


def first_places(world: World) -> Mapping[str, PlaceRecord]:
    """A plant's key → the first place that names it."""
    found: dict[str, PlaceRecord] = {}
    for place in world.of(PlaceRecord):
        for key in place.plants:
            found.setdefault(key, place)
    return found


def _month_view(
    world: World, canvas: Canvas, month: int, found: list[Sight], standing: Mapping[str, PlaceRecord]
) -> MonthView:
    places = world.keyed(PlaceRecord)

    def named(kind: str) -> Named:
        own = {sight.what: sight.plant or "" for sight in found if sight.kind == kind}
        told = list(own.items())[:A_LINE]
        where = ((name, standing.get(key)) for name, key in told)
        return Named(
            tuple(
                (
                    name,
                    place.name if place else "",
                    canvas.link(f"places/{place.key}/index.md") if place else None,
                )
                for name, place in where
            ),
            len(own),
        )

    seen = [(sight.what, sight.place) for sight in found if sight.kind == "view" and sight.place]
    views = tuple(
        (what, places[key].name, canvas.link(f"places/{key}/index.md")) for what, key in seen[:VIEWS]
    )
    return MonthView(
        month, MONTHS[month - 1], named("flower"), named("fruit"), named("colour"), views, len(seen) - len(views),
        month == world.today.month, canvas.link(MONTH.path(str(month)))
    )  # fmt: skip


def year_ring(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    only(options)
    plants = growing(world)
    if not plants:
        raise ValueError(f"{PLANTS.path} 里还没有植物")
    most = max(range(1, 13), key=lambda month: len(in_flower(plants, month)))
    desc = f"{len(plants)}种植物的一年，画成年轮。{MONTHS[most - 1]}开花最多，{len(in_flower(plants, most))}种；最里面的细环是{sum(p.evergreen for p in plants)}种常绿。每一种的月份列在下面的表里。"  # fmt: skip
    views = [
        (view.month, f"{place.name}，{view.what}") for place in world.of(PlaceRecord) for view in place.sights
    ]
    return fragment("record_plants", part="ring", ring=ring(plants, views), desc=desc, now=world.today.month)


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


def plants_table(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Every plant as a row, and the ways to those of one month or one habit."""
    only(options)
    plants = world.of(Plant)
    return herbarium(
        world, plants, canvas, filters((MONTH, HABIT), plants, canvas), canvas.href(PLANTS.table)
    )


def pages(world: World) -> Iterator[RecordPage]:
    """A page a month, with what is to see then, and a page a habit."""
    plants, crumb = world.of(Plant), Crumb("校园花历", INDEX)
    for own in slices(MONTH, plants):
        lede = f"{own.name}里有{len(own.records)}种植物可看：开花的、挂果的、看叶看枝的。"
        body = partial(_month_page, world, int(own.key), own.records)
        yield RecordPage(
            own.path, f"{own.name}看什么", lede, body, (crumb,), "culture", f"按{MONTH.label}看", _sample(own)
        )
    for own in slices(HABIT, plants):
        lede = f"{len(own.records)}种{own.name}，按从哪一季开花排。"
        body = partial(herbarium, world, own.records)
        yield RecordPage(
            own.path,
            f"校园里的{own.name}",
            lede,
            body,
            (crumb,),
            "culture",
            f"按{HABIT.label}看",
            _sample(own),
        )


def _sample(own: Slice[Plant]) -> bool:
    return any(plant.sample for plant in own.records)


def _month_page(world: World, month: int, plants: tuple[Plant, ...], canvas: Canvas) -> str:
    found = [sight for sight in sights(world) if sight.month == month]
    view = _month_view(world, canvas, month, found, first_places(world))
    seen = fragment("record_plants", part="of-month", month=view)
    return f"{seen}\n{herbarium(world, plants, canvas)}"


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
    Rule(
        "PLT003",
        Severity.WARNING,
        "同一种植物写了两条",
        what="有没有两条植物叫一个名字。",
        why="花历按种数，写了两条就多数一种。",
        example="两条都是 name: 紫丁香",
        instead="只留一条",
    ),
    Rule(
        "PLT004",
        Severity.WARNING,
        "学名的属名没有大写",
        what="latin 的第一个字母是不是大写。",
        why="学名照植物学的写法：属名大写，种名小写。",
        example="latin: syringa oblata",
        instead="latin: Syringa oblata",
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
        "plants": plants_table,
    },
    pages=pages,
    files=bloom_calendar,
    rules=RULES,
)
