"""Assembles a `Site`: finished Markdown pages and files. A generator is a place to put it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from showcase.brand import emblem, memorial
from showcase.manual.kit.singles import uses
from showcase.pages import practice
from showcase.pages.collection import Collection
from showcase.pages.desk import DESK
from showcase.pages.directory import directory_page, search_page, sitemap
from showcase.pages.editions import MARK, MARK_WORDS
from showcase.pages.lists import list_pages
from showcase.pages.manual import FOLDER as PLATES
from showcase.pages.manual import KIT_BLOCKS, USE_BLOCKS, asks_for
from showcase.pages.page import Asset, Page, Planned, Standing, Stored
from showcase.pages.pictures import FOLDER
from showcase.pages.records import RecordCanvas, record_files, record_page
from showcase.pages.story import story_facts, story_page, tombstone
from showcase.pages.trail import trail
from showcase.photos.orders import Developed
from showcase.photos.recipes import SHARE
from showcase.photos.studio import Tally
from showcase.project.addresses import published
from showcase.project.cache import Cache
from showcase.project.errors import MachineError
from showcase.project.finding import Unusable
from showcase.project.folder import Project
from showcase.site import chrome
from showcase.site.before import Before
from showcase.site.binding import bound
from showcase.site.desk import Job, desk, jobs
from showcase.site.due import Due
from showcase.site.feeds import ATOM, feed_files
from showcase.site.judging import Watch
from showcase.site.kept_back import kept_back
from showcase.site.leaves import Leaf
from showcase.site.options import Options
from showcase.site.search import search_files
from showcase.site.survey import Survey, survey
from showcase.site.things import Thing, things


@dataclass(frozen=True)
class Site:
    """What a generator puts into a folder, and the sources that it is made of."""

    leaves: tuple[Leaf, ...]  # every page, by path
    assets: tuple[Asset, ...]
    extra: Mapping[str, Any] = field(hash=False)  # what the theme prints on every page
    things: frozenset[Thing]  # that may have to be taken back
    survey: Survey

    @property
    def pages(self) -> tuple[Page, ...]:
        """Those that were made: all, where no site before was given."""
        return tuple(leaf.page for leaf in self.leaves if leaf.page)

    @property
    def name(self) -> str:
        return self.survey.house.tokens.names.site

    @property
    def time(self) -> dt.datetime:
        """Of its sources."""
        return self.survey.read.time

    @property
    def stories(self) -> int:
        return len(self.survey.collection.catalogue.stories)

    @property
    def kept_back(self) -> tuple[Due, ...]:
        """Stories and photos that the day keeps from readers."""
        return kept_back(self.survey.examined)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Stories and hand-written pages with errors."""
        return tuple(sorted((*self.survey.accepted.intake.left_out, *self.survey.layout.left_out)))

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """Addresses of tombstones, stories/2026/x/"""
        return tuple(f"{draft.folder}/" for draft in self.survey.accepted.intake.withdrawn)

    @property
    def withdrawn_photos(self) -> tuple[str, ...]:
        """Of stories that are shown, by path."""
        stories = self.survey.collection.catalogue.stories
        return tuple(f"{story.folder}/{file}" for story in stories for file in sorted(story.withdrawn))


@dataclass(frozen=True)
class Made:
    """What making a site took, and what of the caches it needs."""

    tally: Tally
    rendered: int  # stories
    cards: int  # share cards drawn
    photo_entries: frozenset[str]
    card_entries: frozenset[str]


def assemble(
    project: Project, options: Options, watch: Watch | None = None, before: Before | None = None
) -> tuple[Site, Made]:
    """Everything the site will hold, with every image already made and in the cache, or in the site `before`.

    Raises:
        ProjectError: settings, brand or the home page cannot be used.
        MachineError: the disk or a worker failed.
    """
    found = survey(project, options, watch)
    if found.home_faults:
        raise Unusable(found.home_faults)
    house, whole = found.house, found.collection
    way = trail(whole.world, whole.addresses.known)
    todo = jobs(project, found) if options.has_desk else None
    worn = chrome.worn(house.tokens)
    extra = _extra(whole, worn, options)
    seen = {**extra, "reviewers": whole.catalogue.reviewers}
    pages = bound(tuple(_planned(found, todo)), whole, way, seen, project.cache, before)
    shown = {**whole.catalogue.photos, **whole.photos}
    assets = (
        *photo_files(shown, Cache(project.cache / "photos")),
        *_brand_files(project, whole),
        *pages.shared.cards,
        *record_files(whole.world, found.read.records.directory),
        *practice.files(whole),
        *worn.files(),
        *pages.files,
        *search_files(
            (leaf.found for leaf in pages.leaves if leaf.found),
            whole,
            Cache(project.cache / "search"),
            before,
        ),
        *_finding_files(whole, pages.leaves, options),
    )
    site = Site(
        pages.leaves,
        tuple({asset.path: asset for asset in sorted(assets, key=lambda asset: asset.path)}.values()),
        {**extra, "lost_font": pages.lost},
        things(whole.catalogue.stories, shown),
        found,
    )
    cards = frozenset(card.data.name for card in pages.shared.cards if isinstance(card.data, Stored))
    taken = found.accepted
    return site, Made(taken.tally, taken.intake.rendered, pages.shared.drawn, taken.photo_entries, cards)


def _extra(whole: Collection, worn: chrome.Worn, options: Options) -> dict[str, Any]:
    """What every page is told; the font of the page of no address is cut later, and no page with an address needs it."""
    return {
        **chrome.chrome(whole, worn),
        "feed": ATOM if options.edition == "public" and whole.house.settings.origin else "",
        "edition": options.edition,
        "desk": published(DESK) if options.has_desk else "",
    }


def _planned(found: Survey, todo: tuple[Job, ...] | None) -> Iterator[Planned]:
    """Every page; `todo` where editors are told what to do."""
    whole = found.collection
    yield from list_pages(whole.catalogue)
    yield from _stories(found, whole)
    made = (
        *map(tombstone, found.accepted.intake.withdrawn),
        *found.layout.pages,
        *(record_page(page, RecordCanvas(page.path, whole)) for page in found.layout.record_pages),
        search_page(whole),
        directory_page(whole, found.layout.record_pages),
        *(() if todo is None else (desk(found, todo),)),
    )
    yield from (Planned(page.path, partial(_itself, page)) for page in made)


def _itself(page: Page) -> Page:
    return page


def _stories(found: Survey, whole: Collection) -> Iterator[Planned]:
    origin = chrome.known_origin(whole.house)
    sources = {one.draft.folder: hashlib.sha256(one.draft.source).hexdigest() for one in found.examined}
    for story in whole.catalogue.stories:
        facts = story_facts(whole.catalogue, story, whole.addresses, sources[story.folder])
        make = partial(story_page, whole.catalogue, story, whole.addresses, origin)
        yield Planned(f"{story.folder}/index.md", make, facts)


def photo_files(photos: Mapping[str, Developed], cache: Cache) -> Iterator[Asset]:
    for photo in photos.values():
        for want, instructions in photo.plans.items():
            if want.recipe is not SHARE:  # shown as part of a card only
                yield from (Asset(f"{FOLDER}/{i.file}", Stored(cache.folder, i.file)) for i in instructions)


def _brand_files(project: Project, whole: Collection) -> Iterator[Asset]:
    """The emblem, the switch for days of mourning, and what the manual's pages show and offer."""
    house, manual = whole.house, whole.manual
    cache = Cache(project.cache / "brand")
    for file in emblem.emblem_files(house.emblem, house.tokens, house.organisation, cache):
        yield Asset(file.path, file.data)
    yield from (Asset(path, text.encode()) for path, text in memorial.FILES.items())
    yield from (Asset(f"{PLATES}/{plate.name}.svg", plate.svg.encode()) for plate in manual.plates)
    if manual.kit and asks_for(whole.docs, KIT_BLOCKS):
        yield Asset(manual.kit.path, manual.kit.data)
        if asks_for(whole.docs, USE_BLOCKS):
            yield from (Asset(file.path, file.data) for use in uses(manual.kit) for file in use.files)


def _finding_files(whole: Collection, leaves: Iterable[Leaf], options: Options) -> Iterator[Asset]:
    """Besides the search: on the public site the sitemap and the feeds, on the other the mark that tells them apart."""
    origin = whole.house.settings.origin
    if options.edition == "internal":
        yield Asset(MARK, MARK_WORDS.encode())
    elif origin:
        yield from sitemap(origin, (leaf.known.row for leaf in leaves))
        yield from feed_files(whole, origin)


def write_asset(asset: Asset, folder: Path) -> None:
    target = folder / asset.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(asset_bytes(asset))


def asset_bytes(asset: Asset) -> bytes:
    if isinstance(asset.data, bytes):
        return asset.data
    if isinstance(asset.data, Standing):
        return (asset.data.folder / asset.path).read_bytes()
    data = Cache(asset.data.folder).get(asset.data.name)
    if data is None:
        raise MachineError(f"缓存里的 {asset.data.name} 在生成途中不见了或损坏了；请再生成一次")
    return data
