"""What the plants that stand somewhere show in a year: sights, the slogan proved or refuted, flowering as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from icalendar import Calendar, Event

from showcase.records.kind import RecordFile, World
from showcase.records.places import Place, sights_of_places
from showcase.records.plants import Claim, Plant, Sight, four_seasons, sights_of, three_seasons, whole_year
from showcase.records.ring import runs

CALENDAR = "seasons/huaqi.ics"


def growing(world: World) -> tuple[Plant, ...]:
    """The plants that stand in a place; all of them while no place names any."""
    plants = world.of(Plant)
    named = {key for place in world.of(Place) for key in place.plants}
    return tuple(plant for plant in plants if plant.key in named) if named else plants


def sights(world: World) -> tuple[Sight, ...]:
    return *sights_of(growing(world)), *sights_of_places(world.of(Place))


def claims(world: World) -> tuple[Claim, ...]:
    """三季有花、四季长青、全年有景, each with its verdict."""
    plants = growing(world)
    return three_seasons(plants), four_seasons(plants), whole_year(sights(world))


def bloom_calendar(world: World) -> Iterator[RecordFile]:
    """Every flowering as an event of whole days that returns each year."""
    if not (plants := growing(world)):
        return
    names: dict[str, list[str]] = {}
    for place in world.of(Place):
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
