"""Six department cultures of one form: what a department still lacks of it."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.brand.desk import dialled
from showcase.fragments import fragment
from showcase.records.activities import of_year
from showcase.records.honours import Honour
from showcase.records.kind import Canvas, System, World
from showcase.records.options import only
from showcase.records.places import Place
from showcase.records.promises import Promise

CONTACTS = "start/contacts/index.md"
PROMISES, STORIES = 6, 3  # a culture page with fewer looks unfinished


def lacking(world: World, department: str) -> tuple[str, ...]:
    """What the form asks for and this department does not have yet, each in a few words."""
    promises = sum(p.department == department for p in world.of(Promise))
    stories = sum(s.front.department == department for s in world.stories)
    first = world.today.year - world.organisation.coverage.years + 1
    honours = any(h.department == department and h.year >= first for h in world.of(Honour))
    teams = any(team.department == department for team in world.organisation.teams.values())
    asked = (
        (promises >= PROMISES, f"承诺 {promises} 条，要 {PROMISES} 条"),
        (stories >= STORIES, f"故事 {stories} 篇，要 {STORIES} 篇"),
        (honours, f"近 {world.organisation.coverage.years} 年没有一项荣誉"),
        (bool(of_year(world, department)), f"{world.today.year} 年没有一次活动"),
        (any(p.department == department for p in world.of(Place)), "没有写一处地方"),
        (teams, "没有写一个班组"),
    )
    return tuple(words for there, words in asked if not there)


def box(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """For those who run the site; readers of the public edition do not see it."""
    only(options, "department")
    key = options.get("department", "")
    if key not in world.organisation.departments:
        raise ValueError(f"没有“{key}”这个部门；可以写 {'、'.join(world.organisation.departments)}")
    lacks = lacking(world, key) if world.internal else ()
    return fragment("record_department", lacks=lacks) if lacks else ""


def contact(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Who answers for a department, where and when; without one, the lines of the whole house."""
    only(options, "department")
    organisation = world.organisation
    key = options.get("department", "")
    if key and key not in organisation.departments:
        raise ValueError(f"没有“{key}”这个部门；可以写 {'、'.join(organisation.departments)}")
    department = organisation.departments.get(key)
    return fragment(
        "record_desk",
        whom=department.name if department else organisation.names.short,
        desk=department.desk if department else None,
        lines=[(line, dialled(line)) for line in organisation.hotlines],
        all=canvas.link(CONTACTS) if "start/contacts" in world.folders else "",
    )


DEPARTMENT = System(name="department", label="部门文化", blocks={"department-lacks": box, "contact": contact})
