"""The series of stories: an opening page each, and of a yearly one the people of every year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from showcase.fragments import fragment
from showcase.records.kind import Canvas, Crumb, RecordPage, System, World
from showcase.stories.story import Story

ABOVE = Crumb("故事", "stories/index.md")
NEWEST = 3


@dataclass(frozen=True)
class DepartmentRow:
    """What a department has told in a series."""

    label: str
    count: int
    newest: tuple[str, str] | None  # (title, address)


@dataclass(frozen=True)
class Deed:
    """One story of a year, told by who is in it."""

    who: tuple[tuple[str, str], ...]  # (name, post)
    department: str
    title: str
    href: str
    summary: str


def told(world: World, key: str) -> tuple[Story, ...]:
    """The stories of a series, newest first."""
    return tuple(story for story in world.stories if story.front.series == key)


def by_year(stories: tuple[Story, ...]) -> Mapping[str, tuple[Story, ...]]:
    """Newest year first; in a year as the stories stand."""
    years = sorted({story.year for story in stories}, reverse=True)
    return {year: tuple(story for story in stories if story.year == year) for year in years}


def in_words(world: World, stories: tuple[Story, ...], year: str) -> str:
    """A year in one sentence: how many, from where, and who is missing."""
    reached = {story.front.department for story in stories}
    missing = [d.label for key, d in world.organisation.departments.items() if key not in reached]
    head = f"{year}年写下{len(stories)}篇，来自{len(reached)}个部门"
    return f"{head}；{'、'.join(missing)}还没有人被写到。" if missing else f"{head}，每个部门都有。"


def page_path(key: str) -> str:
    return f"series/{key}/index.md"


def year_path(key: str, year: str) -> str:
    return f"series/{key}/{year}/index.md"


def pages(world: World) -> Iterator[RecordPage]:
    """A page a series, with stories or without; a page a year of the yearly one."""
    for key, series in world.organisation.series.items():
        stories = told(world, key)
        yield RecordPage(
            page_path(key), series.label, f"{series.line}。", partial(_opening, world, key), (ABOVE,), "stories", "栏目",
            any(story.front.sample for story in stories),
        )  # fmt: skip
        crumbs = (ABOVE, Crumb(series.label, page_path(key)))
        for year, own in by_year(stories).items() if key == world.organisation.yearly else ():
            yield RecordPage(
                year_path(key, year), f"{year}年{series.label}", in_words(world, own, year), partial(_year, world, own),
                crumbs, "stories", series.label, any(story.front.sample for story in own),
            )  # fmt: skip


def _opening(world: World, key: str, canvas: Canvas) -> str:
    series, stories = world.organisation.series[key], told(world, key)
    rows = tuple(
        _row(department.label, [s for s in stories if s.front.department == name], canvas)
        for name, department in world.organisation.departments.items()
    )
    of_people = key == world.organisation.yearly
    years = ((year, len(own), canvas.href(year_path(key, year))) for year, own in by_year(stories).items())
    newest = stories[:NEWEST]
    return fragment(
        "record_series",
        part="opening",
        series=series,
        cards=() if of_people else canvas.cards(newest),
        deeds=_deeds(world, newest, canvas) if of_people else (),
        all=(len(stories), canvas.link(f"topics/series/{key}/index.md")),
        rows=rows,
        years=tuple(years) if of_people else (),
        invite=canvas.link("contribute/index.md"),
    )


def _row(label: str, stories: list[Story], canvas: Canvas) -> DepartmentRow:
    newest = (stories[0].front.title, canvas.href(f"{stories[0].folder}/index.md")) if stories else None
    return DepartmentRow(label, len(stories), newest)


def _year(world: World, stories: tuple[Story, ...], canvas: Canvas) -> str:
    sample = any(story.front.sample for story in stories)
    return fragment("record_series", part="year", deeds=_deeds(world, stories, canvas), sample=sample)


def _deeds(world: World, stories: tuple[Story, ...], canvas: Canvas) -> tuple[Deed, ...]:
    """In words: a cover shows a wall, a tool or a bird, and would be read as the face of who is named."""
    return tuple(
        Deed(
            tuple((person.name, person.role) for person in story.front.people),
            world.organisation.departments[story.front.department].label,
            story.front.title,
            canvas.href(f"{story.folder}/index.md"),
            story.front.summary,
        )
        for story in stories
    )


SERIES = System(name="series", label="栏目", pages=pages)
