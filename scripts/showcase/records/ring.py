"""The year of the campus drawn as the rings of a tree: heartwood of evergreens, an arc for each time something shows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from showcase.records.plants import MONTHS, Plant, in_flower

SIDE = 640  # units of the viewBox
MIDDLE = SIDE / 2
HEART, RIM, LABEL = 62, 262, 312  # radii: first evergreen ring, last arc, names of months
VIEW, BESIDE = 9, 7  # half a lozenge's width in units; degrees between two in one month
EVERGREEN_STEP, GAP = 4, 8
TURN = 30  # degrees a month; January begins at twelve o'clock


@dataclass(frozen=True)
class Arc:
    kind: Literal["flower", "fruit", "colour"]
    path: str  # SVG path data
    words: str  # 紫丁香 4–5月开花


@dataclass(frozen=True)
class Tick:
    month: int
    name: str
    x: str
    y: str
    spoke: str  # path between this month and the one before
    slice: str  # path round the whole month
    flowering: int


@dataclass(frozen=True)
class View:
    """A lozenge on the rim: something to see that does not grow, such as snow on a slope."""

    path: str
    words: str


@dataclass(frozen=True)
class Ring:
    heart: tuple[str, ...]  # radii of the evergreen rings
    arcs: tuple[Arc, ...]
    ticks: tuple[Tick, ...]
    views: tuple[View, ...] = ()


VERBS = {"flower": "开花", "fruit": "结果", "colour": "看颜色"}


def ring(plants: Iterable[Plant], views: Iterable[tuple[int, str]] = ()) -> Ring:
    """Each plant one ring, outward by when it first flowers or shows; evergreens are the heart.

    `views`: (month, what there is to see), besides plants.
    """
    plants = tuple(plants)
    heart = tuple(f"{HEART + n * EVERGREEN_STEP}" for n, _ in enumerate(p for p in plants if p.evergreen))
    first = HEART + len(heart) * EVERGREEN_STEP + GAP
    rings = sorted((p for p in plants if shown(p)), key=_order)
    step = (RIM - first) / max(len(rings), 1)
    arcs = tuple(arc for n, plant in enumerate(rings) for arc in _arcs(plant, first + (n + 0.5) * step))
    return Ring(heart, arcs, tuple(_ticks(plants)), tuple(_views(views)))


def _views(views: Iterable[tuple[int, str]]) -> Iterator[View]:
    """Side by side about the middle of their month."""
    told = sorted(views)
    for month in sorted({month for month, _ in told}):
        own = [words for at, words in told if at == month]
        for n, words in enumerate(own):
            x, y = point(RIM + VIEW, (month - 0.5) * TURN + (n - (len(own) - 1) / 2) * BESIDE)
            path = f"M{x} {float(y) - VIEW:.1f}l{VIEW} {VIEW} {-VIEW} {VIEW} {-VIEW} {-VIEW}z"
            yield View(path, f"{MONTHS[month - 1]}：{words}")


def shown(plant: Plant) -> bool:
    return bool(plant.flower or plant.fruit or plant.colour) and not (plant.evergreen and not plant.flower)


def _order(plant: Plant) -> tuple[int, int, str]:
    months = plant.flower or plant.colour or plant.fruit
    return months[0], len(months), plant.key


def _arcs(plant: Plant, radius: float) -> Iterator[Arc]:
    for kind, months in (("colour", plant.colour), ("fruit", plant.fruit), ("flower", plant.flower)):
        for first, count in runs(months):
            words = f"{plant.name} {span(first, count)}{VERBS[kind]}"
            yield Arc(kind, arc(radius, (first - 1) * TURN, (first - 1 + count) * TURN), words)  # type: ignore[arg-type]


def runs(months: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """(first month, how many) of each unbroken run; December runs on into January."""
    known = set(months)
    if len(known) == 12:
        return ((1, 12),)
    starts = sorted(month for month in known if _before(month) not in known)
    return tuple((start, _length(start, known)) for start in starts)


def _before(month: int) -> int:
    return (month - 2) % 12 + 1


def _length(start: int, known: set[int]) -> int:
    count = 1
    while (start - 1 + count) % 12 + 1 in known:
        count += 1
    return count


def span(first: int, count: int) -> str:
    """4月, 4–5月, 11月到次年2月"""
    last = (first + count - 2) % 12 + 1
    if count == 1:
        return f"{first}月"
    return f"{first}–{last}月" if last > first else f"{first}月到次年{last}月"


def arc(radius: float, start: float, end: float) -> str:
    """A clockwise arc in degrees from twelve o'clock, a little short at both ends so that neighbours part."""
    (x1, y1), (x2, y2) = point(radius, start + 1.6), point(radius, end - 1.6)
    return f"M{x1} {y1}A{radius:.1f} {radius:.1f} 0 {int(end - start > 180)} 1 {x2} {y2}"


def point(radius: float, degrees: float) -> tuple[str, str]:
    angle = math.radians(degrees - 90)
    return f"{MIDDLE + radius * math.cos(angle):.1f}", f"{MIDDLE + radius * math.sin(angle):.1f}"


def _ticks(plants: tuple[Plant, ...]) -> Iterator[Tick]:
    for month, name in enumerate(MONTHS, 1):
        x, y = point(LABEL, (month - 0.5) * TURN)
        (x1, y1), (x2, y2) = point(HEART - 8, (month - 1) * TURN), point(RIM + 4, (month - 1) * TURN)
        yield Tick(month, name, x, y, f"M{x1} {y1}L{x2} {y2}", _slice(month), len(in_flower(plants, month)))


def _slice(month: int) -> str:
    """The month as a slice of the disc, from the heartwood to the rim."""
    (x1, y1), (x2, y2) = point(HEART - 8, (month - 1) * TURN), point(RIM + 8, (month - 1) * TURN)
    (x3, y3), (x4, y4) = point(RIM + 8, month * TURN), point(HEART - 8, month * TURN)
    return f"M{x1} {y1}L{x2} {y2}A{RIM + 8} {RIM + 8} 0 0 1 {x3} {y3}L{x4} {y4}A{HEART - 8} {HEART - 8} 0 0 0 {x1} {y1}Z"
