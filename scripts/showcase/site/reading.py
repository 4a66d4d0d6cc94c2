"""Reads all that people wrote, in any state: the house, the pages, the stories, the lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from showcase.house import House, read_house
from showcase.pages.document_drafts import Shelf, read_shelf
from showcase.project.folder import (
    Judgement,
    Project,
    judgement,
    last_changes,
    refuse_brought_cache,
    source_time,
)
from showcase.project.jail import Jail
from showcase.records.kinds import Records, read_records
from showcase.site.options import Options
from showcase.stories.drafts import read_drafts
from showcase.stories.story import Draft


@dataclass(frozen=True)
class Manuscripts:
    house: House
    judged: Judgement
    time: dt.datetime  # of the sources
    shelf: Shelf
    drafts: tuple[Draft, ...]
    records: Records
    changed: Mapping[str, dt.date] = field(
        default_factory=dict, hash=False
    )  # the last commit of each story's files

    @property
    def today(self) -> dt.date:
        return self.judged.day


def read_manuscripts(project: Project, options: Options) -> Manuscripts:
    """Everything the site is made of, but for the photos.

    Raises:
        ProjectError: settings or brand cannot be used, or there is no home page.
        MachineError: a folder cannot be opened.
    """
    refuse_brought_cache(project)
    judged = judgement(options.today)
    house = read_house(project)
    shelf = read_shelf(project)
    house.registered("heading")
    drafts = tuple(read_drafts(project))
    titles = {f"{d.year}/{d.slug}": (d.front.title if d.front else None) or d.slug for d in drafts if d.slug}
    records = read_records(Jail(project.root), house.organisation, house.tokens, titles, judged.day)
    changed = last_changes(project, "stories")
    return Manuscripts(
        house, judged, source_time(project, newest_story(drafts)), shelf, drafts, records, changed
    )


def newest_story(drafts: Iterable[Draft]) -> dt.date | None:
    """The latest date of a story that can be read whole."""
    whole = (draft for draft in drafts if draft.complete and not draft.findings)
    dates = (d.complete.date for d in whole if d.complete and str(d.complete.date.year) == d.year)
    return max(dates, default=None)
