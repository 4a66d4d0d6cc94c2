"""Activities as pages: what comes next, the years with their counts, and a page an organiser and a department."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from showcase.brand.organisation import Organisation
from showcase.fragments import fragment
from showcase.records.activities import (
    ORGANISERS,
    RULES,
    STATES,
    Activity,
    counts,
    judge,
    moved,
    nearest_first,
    of_year,
    upcoming,
    years,
)
from showcase.records.calendars import as_calendar
from showcase.records.facets import Facet, Filter, filters, slices
from showcase.records.kind import Canvas, Crumb, Kind, RecordFile, RecordPage, World
from showcase.records.options import only

NEXT = 6  # activities that are announced
INDEX = "activities/index.md"


@dataclass(frozen=True)
class ActivityView:
    title: str
    day: str  # 12月22日 周二
    hours: str  # 15:00–17:00
    place: str
    organiser: str
    audience: str
    line: str
    state: str
    story: tuple[str, str] | None


def coming(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """What is still to come, or all that `department` did and does in the year of judgement."""
    only(options, "department")
    department = options.get("department")
    found = (
        upcoming(world.of(Activity), world.today)[:NEXT]
        if department is None
        else nearest_first(of_year(world, department), world.today)
    )
    return fragment(
        "record_activities", part="next", activities=tuple(_view(world, canvas, a) for a in found)
    )


def year_page(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Every year: how many by organiser and month, then the activities themselves."""
    only(options)
    activities = world.of(Activity)
    if not activities:
        raise ValueError(f"{ACTIVITIES.path} 里还没有活动")
    ways = filters(facets(world.organisation), activities, canvas)
    return _years(world, activities, canvas, ways, canvas.href(ACTIVITIES.table))


def _years(
    world: World,
    activities: tuple[Activity, ...],
    canvas: Canvas,
    ways: tuple[Filter, ...] = (),
    table: str = "",
) -> str:
    """The newest year first; in the count, who organised nothing in it has no row."""
    found: dict[int, list[Activity]] = {year: [] for year in years(activities)}
    for activity in sorted(activities, key=lambda a: (a.start, a.key)):
        found[activity.start.year].append(activity)
    parts = tuple((year, _rows(own, year), tuple(_view(world, canvas, a) for a in own)) for year, own in found.items())  # fmt: skip
    calendars = tuple((name, canvas.href(path)) for name, path in _calendars(activities))
    return fragment(
        "record_activities", part="years", years=parts, ways=ways, calendars=calendars if table else (), table=table
    )  # fmt: skip


def _rows(activities: Iterable[Activity], year: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """(工会, how many in each of the twelve months), …"""
    table = counts(activities, year)
    rows = (
        (label, tuple(table.get((key, month), 0) for month in range(1, 13)))
        for key, label in ORGANISERS.items()
    )
    return tuple(row for row in rows if any(row[1]))


def facets(organisation: Organisation) -> tuple[Facet[Activity], ...]:
    departments = {key: department.label for key, department in organisation.departments.items()}
    return (
        Facet("谁办", "activities/organiser", ORGANISERS, lambda a: (a.organiser,)),
        Facet(
            "部门", "activities/department", departments, lambda a: (a.department,) if a.department else ()
        ),
    )


def pages(world: World) -> Iterator[RecordPage]:
    crumb = Crumb("一年的活动", INDEX)
    for facet in facets(world.organisation):
        for own in slices(facet, world.of(Activity)):
            lede = f"{own.name}办的{len(own.records)}次活动，新的一年在前。"
            sample = any(activity.sample for activity in own.records)
            yield RecordPage(
                own.path, f"{own.name}的活动", lede, partial(_years, world, own.records), (crumb,), "culture",
                f"按{facet.label}看", sample, True,
            )  # fmt: skip


def _view(world: World, canvas: Canvas, activity: Activity) -> ActivityView:
    story = world.story(activity.story)
    label = ORGANISERS[activity.organiser]
    if activity.department:
        label = f"{world.organisation.departments[activity.department].label}{'' if activity.organiser == 'department' else label}"  # fmt: skip
    start, end = activity.start, activity.end
    same = start.date() == end.date()
    return ActivityView(
        activity.title,
        f"{start.month}月{start.day}日 周{'一二三四五六日'[start.weekday()]}",
        f"{start:%H:%M}–{end:%H:%M}" if same else f"{start:%H:%M} 到 {end.month}月{end.day}日 {end:%H:%M}",
        activity.place,
        label,
        activity.audience,
        activity.line,
        STATES[activity.state],
        (story.front.title, canvas.href(f"{story.folder}/index.md")) if story else None,
    )


def _calendars(activities: Iterable[Activity]) -> Iterator[tuple[str, str]]:
    """(全部, address), then one an organiser that has any."""
    organisers = {a.organiser for a in activities}
    yield "全部", "activities/quanbu.ics"
    yield from ((ORGANISERS[key], f"activities/{key}.ics") for key in ORGANISERS if key in organisers)


def calendars(world: World) -> Iterator[RecordFile]:
    """All activities, and those of each organiser, as calendar files."""
    activities = world.of(Activity)
    if not activities:
        return
    for name, path in _calendars(activities):
        own = [a for a in activities if name == "全部" or ORGANISERS[a.organiser] == name]
        yield RecordFile(path, as_calendar(own, world.time, f"{world.organisation.names.short}活动·{name}"))


ACTIVITIES = Kind(
    name="activities",
    label="活动",
    folder="activities",
    record=Activity,
    advise=moved,
    judge=judge,
    pages=pages,
    blocks={"activities-next": coming, "activities": year_page},
    files=calendars,
    rules=RULES,
)
