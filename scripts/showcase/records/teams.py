"""A page a team: who it is, its stories, its honours, what it promises, where it works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from showcase.brand.organisation import Team
from showcase.fragments import fragment
from showcase.records.honours import Honour, by_year
from showcase.records.kind import Canvas, Crumb, RecordPage, System, World
from showcase.records.options import only
from showcase.records.places import rows_of
from showcase.records.portraits import PORTRAITS, Portrait
from showcase.records.promises import Promise
from showcase.stories.story import Story

FOLDER = "teams"
INDEX = f"{FOLDER}/index.md"


@dataclass(frozen=True)
class TeamRow:
    name: str
    href: str
    line: str
    posts: str
    stories: int
    honours: int
    shown: Any | None


def stories_of(world: World, team: Team) -> tuple[Story, ...]:
    """The stories that name the team among their people."""
    return tuple(s for s in world.stories if team.name in {person.name for person in s.front.people})


def page_path(key: str) -> str:
    return f"{FOLDER}/{key}/index.md"


def listed(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """All teams by department, or those of `department` and the places it keeps."""
    only(options, "department")
    organisation = world.organisation
    wanted = options.get("department")
    if wanted is not None and wanted not in organisation.departments:
        raise ValueError(f"没有“{wanted}”这个部门；可以写 {'、'.join(organisation.departments)}")
    honours = Counter(honour.team for honour in world.of(Honour))
    groups = []
    for key, department in organisation.departments.items():
        own = {name: team for name, team in organisation.teams.items() if team.department == key}
        if own and wanted in (None, key):
            rows = tuple(_row(world, canvas, name, team, honours[name]) for name, team in own.items())
            groups.append((department.label, rows))
    places = rows_of(world, canvas, wanted) if wanted else ()
    return fragment("record_teams", part="list", groups=tuple(groups), titled=wanted is None, places=places)


def _row(world: World, canvas: Canvas, key: str, team: Team, honours: int) -> TeamRow:
    return TeamRow(
        team.name, canvas.href(page_path(key)), team.line, "、".join(team.posts), len(stories_of(world, team)), honours,
        _portrait(world, canvas, key, "card"),
    )  # fmt: skip


def _portrait(world: World, canvas: Canvas, key: str, recipe: str) -> Any | None:
    """The first picture of the team that can be shown."""
    own = (canvas.picture(PORTRAITS, one.photo, recipe) for one in world.of(Portrait) if one.team == key)
    return next((picture for picture in own if picture), None)


def pages(world: World) -> Iterator[RecordPage]:
    """Only where a page of docs/ leads to them."""
    if FOLDER not in world.folders:
        return
    for key, team in world.organisation.teams.items():
        department = world.organisation.departments[team.department]
        lede = f"{team.line}。" if team.line else f"{department.name}的一个班组：{'、'.join(team.posts)}。"
        yield RecordPage(
            page_path(key), team.name, lede, partial(_body, world, key, team), (Crumb("班组", INDEX),), "culture",
            department.label,
        )  # fmt: skip


def _body(world: World, key: str, team: Team, canvas: Canvas) -> str:
    honours = tuple(
        (f"{year}", honour.title, canvas.link(f"honours/{honour.key}/index.md"))
        for year, own in by_year(h for h in world.of(Honour) if h.team == key)
        for honour in own
    )
    promises = tuple(p.text for p in world.of(Promise) if p.department == team.department)[:3]
    return fragment(
        "record_teams",
        part="page",
        shown=_portrait(world, canvas, key, "body"),
        posts=team.posts,
        department=world.organisation.departments[team.department].name,
        culture=canvas.link(f"culture/{team.department}/index.md"),
        honours=honours,
        promises=promises,
        kept=canvas.link("promises/index.md"),
        cards=canvas.cards(stories_of(world, team)),
    )


TEAMS = System(name="teams", label="班组", blocks={"teams": listed}, pages=pages)
