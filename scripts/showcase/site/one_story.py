"""One story judged again, where nothing but its own folder has changed since the whole was surveyed.

What others say of it, and what it may link to, is kept with a key of everything but the stories, and with what was seen
of each of these. The verdict is the one that a whole survey gives; where a change could reach further than the story
itself (its title, its day, its department, whether it is shown), there is none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from showcase.brand import fonts
from showcase.house import read_house
from showcase.project.addresses import Addresses, anchors_in
from showcase.project.cache import Cache
from showcase.project.finding import Place
from showcase.project.folder import PARTS, Judgement, Project, judgement
from showcase.project.jail import Refused
from showcase.project.programs import left_in
from showcase.project.sight import sight
from showcase.project.workers import Workers
from showcase.site.judging import studio_of, terms_of
from showcase.site.reading import Options
from showcase.site.sources_key import key_of
from showcase.site.survey import Survey
from showcase.stories.drafts import read_draft
from showcase.stories.intake import SHOWN, Examined, settled, take_in
from showcase.stories.rules.links import link_findings

AROUND = tuple(part for part in PARTS if part != "stories")


@dataclass(frozen=True)
class Ground:
    """What the verdict on one story needs of all the rest, in plain values."""

    seen: Mapping[str, str]  # of each story's folder, by path
    standing: Mapping[str, str]  # what each story is to others
    shown: frozenset[str]  # the keys of those that are shown
    addresses: Addresses


@dataclass(frozen=True)
class Seen:
    around: str  # the key of all but the stories; "" where nothing may be concluded
    stories: Mapping[str, str]
    young: frozenset[str]  # stories with a file that may change again without looking otherwise


def seen_now(project: Project, options: Options) -> Seen:
    """The sources as the file system tells of them, story by story."""
    around, stories, young = sight(project.root, AROUND), dict[str, str](), set[str]()
    if around is None or around.unsettled:
        return Seen("", {}, frozenset())
    try:
        for folder in _folders(project):
            there = sight(project.root, (folder,))
            if there is None:
                return Seen("", {}, frozenset())
            stories[folder] = there.digest
            if there.unsettled:
                young.add(folder)
    except Refused:
        return Seen("", {}, frozenset())
    return Seen(key_of(project, options, around.digest), stories, frozenset(young))


def _folders(project: Project) -> Iterator[str]:
    """Whatever lies two steps below stories/, and what lies there a step too high."""
    if not os.path.lexists(project.stories):
        return
    for year in project.jail.entries("stories"):
        if year.is_folder:
            yield from (
                f"stories/{year.name}/{entry.name}" for entry in project.jail.entries("stories", year.name)
            )
        else:
            yield f"stories/{year.name}"


def ground(found: Survey, seen: Seen) -> Ground:
    return Ground(
        seen.stories,
        {one.draft.folder: _standing(one) for one in found.examined},
        frozenset(story.key for story in found.accepted.intake.stories),
        found.collection.addresses,
    )


def _standing(one: Examined) -> str:
    """All that another page, or a list, takes from a story to decide what there is."""
    if one.state not in SHOWN or one.story is None:
        return one.state.value
    front = one.story.front
    return repr((one.state.value, front.title, front.date, front.department, front.series, one.story.themes))


def judged_again(
    project: Project, options: Options, before: Ground, now: Seen, folder: str
) -> tuple[Judgement, Examined] | None:
    """The story in `folder` as it is now; None where it takes a whole survey to tell.

    Raises:
        ProjectError: settings or brand cannot be used.
        MachineError: the disk or a worker failed.
    """
    others = {path: seen for path, seen in now.stories.items() if path != folder}
    if others != {path: seen for path, seen in before.seen.items() if path != folder}:
        return None
    if now.young - {folder} or before.standing.get(folder) is None:
        return None
    if any(left_in(project, *folder.split("/"))):
        return None  # of all that machines leave there is one finding
    day, house = judgement(options.today), read_house(project)
    with Workers(1) as workers:
        draft = read_draft(project.jail, *folder.split("/")[1:])
        studio = studio_of(project, house, options, workers, partly=True)
        intake = take_in((draft,), terms_of(house, day.day, options), studio, workers)
    (one,) = intake.examined
    if _standing(one) != before.standing[folder]:
        return None
    if one.state not in SHOWN or one.story is None:
        return day, one
    title = [(Place(draft.path), one.story.front.title)]
    if fonts.lacking(house.font, title, Cache(project.cache / "brand")):
        return None  # it depends on which title has the character first
    own = {f"{folder}/index.html": anchors_in(one.story.body.html)}
    addresses = replace(before.addresses, anchors={**before.addresses.anchors, **own})
    found = link_findings((one.story,), {folder: draft}, addresses, before.shown)
    return day, settled(one, found, day.day)
