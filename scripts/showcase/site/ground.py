"""What a check of one story takes from the last one of everything, and how the sources are known to be the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from showcase.project.addresses import Addresses
from showcase.project.folder import PARTS, Project, refuse_brought_cache
from showcase.project.jail import Refused
from showcase.project.sight import sight
from showcase.site.options import Options
from showcase.site.sources_key import key_of

AROUND = tuple(part for part in PARTS if part != "stories")


@dataclass(frozen=True)
class Ground:
    """What the verdict on one story needs of all the rest, in plain values."""

    seen: Mapping[str, str]  # a mark of each story's folder, by path
    standing: Mapping[str, str]  # a mark of what each story is to others, by folder
    shown: frozenset[str]  # the keys of those that are shown
    addresses: Addresses
    motto: tuple[str, ...]
    paper: str  # the colour under transparent photos
    odd: frozenset[str]  # the folders of stories with a title that the heading font cannot write


@dataclass(frozen=True)
class Seen:
    """The stories as the file system tells of them."""

    stories: Mapping[str, str]  # a mark of each, by folder
    settled: bool  # none has a file that may change again without looking otherwise


def around_now(project: Project, options: Options) -> str:
    """The key of all but the stories; "" where nothing may be concluded.

    Raises:
        ProjectError: the repository brings a cache along.
    """
    refuse_brought_cache(project)
    around = sight(project.root, AROUND)
    return "" if around is None or around.unsettled else key_of(project, options, around.digest)


def stories_now(project: Project) -> Seen | None:
    """Every story; None where that is not all there is to know."""
    stories, is_settled = dict[str, str](), True
    try:
        for folder in _folders(project):
            there = sight(project.root, (folder,))
            if there is None:
                return None
            stories[folder] = marked(there.digest)
            is_settled = is_settled and not there.unsettled
    except Refused:
        return None
    return Seen(stories, is_settled)


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


def marked(facts: str) -> str:
    """A short mark of them: there is one of every story, and all are read for one."""
    return hashlib.sha256(facts.encode("utf-8", "surrogateescape")).hexdigest()[:16]
