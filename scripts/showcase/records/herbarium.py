"""The plants as a table, by the season in which they begin to flower, and cut by month and by habit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from showcase.fragments import fragment
from showcase.records.blooming import CALENDAR
from showcase.records.facets import Facet, Filter
from showcase.records.kind import Canvas, World
from showcase.records.places import Place
from showcase.records.plants import HABITS, MONTHS, SEASONS, UNPROVED, Plant
from showcase.records.ring import runs, span

A_LINE = 6  # places named in one line before 等
NO_FLOWER, EVERGREEN = "看叶看果", "四季长青"
CHAPTERS = (*(f"{season}天开花" for season in SEASONS), NO_FLOWER, EVERGREEN)  # of the table

MONTH: Facet[Plant] = Facet(
    "月份",
    "seasons/month",
    {str(number): name for number, name in enumerate(MONTHS, 1)},
    lambda plant: (str(month) for month in sorted({*plant.flower, *plant.fruit, *plant.colour})),
)
HABIT: Facet[Plant] = Facet("形态", "seasons/habit", HABITS, lambda plant: (plant.habit,))


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


def herbarium(
    world: World, plants: Iterable[Plant], canvas: Canvas, ways: tuple[Filter, ...] = (), table: str = ""
) -> str:
    """Each plant as a row, by the season in which it begins to flower."""
    standing: dict[str, list[tuple[str, str]]] = {}
    for place in world.of(Place):
        for key in place.plants:
            standing.setdefault(key, []).append((place.name, canvas.href(f"places/{place.key}/index.md")))
    rows: dict[str, list[PlantRow]] = {name: [] for name in CHAPTERS}
    for plant in plants:
        rows[chapter(plant)].append(_row(plant, standing.get(plant.key, ())))
    found = [(name, own) for name, own in rows.items() if own]
    return fragment(
        "record_plants",
        part="table",
        seasons=found,
        ways=ways,
        table=table,
        calendar=canvas.href(CALENDAR),
        unproved=UNPROVED,
        open=sum(row.source == UNPROVED for own in rows.values() for row in own),
    )


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
