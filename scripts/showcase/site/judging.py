"""Judges what was read: which stories and pages the site holds, with their photos, and what was found in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from showcase.house import House
from showcase.pages.document_intake import Documents, only, take_documents, with_photos, without
from showcase.pages.documents import Doc, orders
from showcase.pages.editions import absences, held_by
from showcase.pages.manual import Manual
from showcase.pages.practice import faults
from showcase.pages.prose import proses
from showcase.pages.records import photo_faults, photo_orders
from showcase.photos.orders import Developed, Order
from showcase.photos.studio import Progress, Studio, Tally, entries_of
from showcase.project.addresses import Absence, published
from showcase.project.cache import Cache
from showcase.project.finding import Finding
from showcase.project.folder import Project
from showcase.project.workers import Workers
from showcase.records.kind import World
from showcase.records.kinds import BY_NAME, taken_together, with_mentions
from showcase.records.uniforms import Clothes, worn
from showcase.site.brandbook import read_manual
from showcase.site.options import Options
from showcase.site.reading import Manuscripts
from showcase.stories.intake import Intake, Terms, story_absences, take_in
from showcase.stories.rules.remembered import Remembered

Watch = Callable[[str], Progress]  # what is being done → where to report it


@dataclass(frozen=True)
class Accepted:
    documents: Documents  # those that stand by what they say and by their photos
    intake: Intake
    manual: Manual = field(hash=False)
    photos: Mapping[str, Developed] = field(hash=False)  # of pages and lists, by path
    world: World
    absent: Mapping[str, Absence] = field(
        hash=False
    )  # what is not on this site, by the address it would have
    findings: tuple[Finding, ...]  # but for those of `documents` and `intake`
    tally: Tally
    photo_entries: frozenset[str]  # of the photo cache
    changed: Mapping[str, dt.date] = field(
        default_factory=dict, hash=False
    )  # stories by folder, where git knows


def judge(project: Project, read: Manuscripts, options: Options, watch: Watch | None = None) -> Accepted:
    """What the site will hold; every photo that it shows is made and in the cache.

    Raises:
        ProjectError: the fonts cannot be used.
        MachineError: the disk or a worker failed.
    """
    house, terms = read.house, terms_of(read.house, read.today, options)
    with Workers() as workers:
        studio = studio_of(project, house, options, workers)
        asked = Remembered(Cache(project.cache / "judged"))
        bodies = Cache(project.cache / "bodies")
        documents, absent = _held(read, options, bodies, workers, asked)
        world = _world(read, options)
        manual, found = read_manual(project, house, worn(world.of(Clothes)), documents.docs)
        empty = dict(_without_content(documents.docs, world))
        documents = only(documents, (doc for doc in documents.docs if published(doc.path) not in empty))
        intake = take_in(read.drafts, terms, studio, workers, watch("照片") if watch else None, asked.check)
        asked.save()
        folders = frozenset(doc.folder for doc in documents.docs)
        world = replace(world, stories=intake.stories, folders=folders)
        world = with_mentions(replace(world, texts=proses(documents.docs, world)))
        developed = studio.develop(_orders(documents, world), watch("页面照片") if watch else None)
    return Accepted(
        with_photos(documents, developed),
        intake,
        manual,
        {path: photo for path, photo in developed.items() if isinstance(photo, Developed)},
        world,
        {**absent, **empty, **story_absences(intake.examined)},
        (
            *house.findings,
            *read.records.findings,
            *found,
            *taken_together(world),
            *photo_faults(world, developed),
        ),
        studio.tally,
        frozenset(entries_of((*intake.photos.values(), *developed.values()))),
        _latest(read.changed),
    )


def terms_of(house: House, today: dt.date, options: Options) -> Terms:
    return Terms(today, house.organisation, house.tokens.motto.words, options.official)


def studio_of(
    project: Project, house: House, options: Options, workers: Workers, *, partly: bool = False
) -> Studio:
    """`partly`: only some of the photos are asked for."""
    ground = house.tokens.colour["paper"].light
    studio = Studio(project.root, project.cache, workers, ground, partly=partly)
    studio.in_haste = options.in_haste
    return studio


def _latest(files: Mapping[str, dt.date]) -> Mapping[str, dt.date]:
    """The latest day of each folder."""
    found: dict[str, dt.date] = {}
    for path, day in files.items():
        folder = path.rpartition("/")[0]
        found[folder] = max(found.get(folder, day), day)
    return found


def _held(
    read: Manuscripts, options: Options, bodies: Cache, workers: Workers, asked: Remembered
) -> tuple[Documents, Mapping[str, Absence]]:
    """The pages that this edition holds, rendered and judged; and those that it does not."""
    official = options.official
    documents = take_documents(read.shelf, bodies, workers, read.today, official=official)
    documents = without(documents, _of_copy(read, asked))
    documents = without(documents, faults(documents.docs, read.house.organisation))
    absent = absences(documents.docs, options.edition, official=official)
    return only(documents, held_by(documents.docs, options.edition, official=official)), absent


def _of_copy(read: Manuscripts, asked: Remembered) -> dict[str, tuple[Finding, ...]]:
    """What is to be said of the words of every page, whoever reads it, by the page's path."""
    organisation, motto = read.house.organisation, read.house.tokens.motto.words
    return {
        draft.path: tuple(
            asked.check_page(draft.source, draft.whole, draft.first_line, organisation, motto, read.today)
        )
        for draft in read.shelf.drafts
    }


def _world(read: Manuscripts, options: Options) -> World:
    """Before a story is taken in."""
    internal = options.edition == "internal"
    organisation, ledgers = read.house.organisation, read.records.ledgers
    colours = read.house.tokens.colour
    return World(
        read.today, read.time, organisation, (), ledgers, options.official, internal, colours=colours
    )


def _without_content(docs: Iterable[Doc], world: World) -> Iterator[tuple[str, Absence]]:
    """The pages that are there only for what there is none of now, by the address they would have."""
    for doc in docs:
        needs = doc.matter.needs
        if needs in BY_NAME and not world.of(BY_NAME[needs].record):
            cure = f"在 docs/{BY_NAME[needs].folder}/ 的表里填上条目，或删掉链接"
            yield published(doc.path), Absence("现在没有可以公开的条目，没有出现", cure)


def _orders(documents: Documents, world: World) -> Iterator[Order]:
    """The outputs in which pages and lists want their photos."""
    for doc in documents.docs:
        yield from orders(doc)
    yield from photo_orders(world)
