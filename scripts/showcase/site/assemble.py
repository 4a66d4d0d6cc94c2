"""Assembles a `Site`: finished Markdown pages and files. A generator is a place to put it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
from showcase.pages.page import Asset, Page, Stored
from showcase.pages.pictures import FOLDER
from showcase.pages.records import RecordCanvas, record_files, record_page
from showcase.pages.story import story_page, tombstone
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
from showcase.site.desk import Job, desk, jobs
from showcase.site.due import Due
from showcase.site.faces import look_of
from showcase.site.feeds import ATOM, feed_files
from showcase.site.judging import Watch
from showcase.site.kept_back import kept_back
from showcase.site.onpaper import on_paper
from showcase.site.options import Options
from showcase.site.search import search_files
from showcase.site.sharing import share
from showcase.site.survey import Survey, survey
from showcase.site.things import Thing, things
from showcase.site.typeface import fitted
from showcase.site.wardrobe import clad


@dataclass(frozen=True)
class Site:
    """What a generator puts into a folder, and the sources that it is made of."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    extra: Mapping[str, Any] = field(hash=False)  # what the theme prints on every page
    things: frozenset[Thing]  # that may have to be taken back
    survey: Survey

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


def assemble(project: Project, options: Options, watch: Watch | None = None) -> tuple[Site, Made]:
    """Everything the site will hold, with every image already made and in the cache.

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
    bare = tuple(way.along(page) for page in _pages(found, todo))
    worn = chrome.worn(house.tokens)
    paper = tuple(on_paper(bare, chrome.known_origin(house)))
    dressed = fitted(paper, whole, chrome.written(), Cache(project.cache / "brand"))
    photos, cards = Cache(project.cache / "photos"), Cache(project.cache / "cards")
    styled = clad(dressed.pages, chrome.parts())
    shared = share(styled.pages, whole, look_of(house, dressed.lacking), photos, cards)
    pages = tuple(sorted(shared.pages, key=lambda page: page.path))
    shown = {**whole.catalogue.photos, **whole.photos}
    assets = (
        *photo_files(shown, photos),
        *_brand_files(project, whole),
        *shared.cards,
        *record_files(whole.world, found.read.records.directory),
        *practice.files(whole),
        *worn.files(),
        *dressed.files,
        *styled.files,
        *_finding_files(project, whole, pages, options),
    )
    site = Site(
        pages,
        tuple({asset.path: asset for asset in sorted(assets, key=lambda asset: asset.path)}.values()),
        {
            **chrome.chrome(whole, worn),
            "lost_font": dressed.lost,
            "feed": ATOM if any(asset.path == ATOM for asset in assets) else "",
            "edition": options.edition,
            "desk": published(DESK) if options.has_desk else "",
        },
        things(whole.catalogue.stories, shown),
        found,
    )
    card_entries = frozenset(card.data.name for card in shared.cards if isinstance(card.data, Stored))
    taken = found.accepted
    return site, Made(taken.tally, taken.intake.rendered, shared.drawn, taken.photo_entries, card_entries)


def _pages(found: Survey, todo: tuple[Job, ...] | None) -> Iterator[Page]:
    """Every page, but for its share card; `todo` where editors are told what to do."""
    whole = found.collection
    yield from list_pages(whole.catalogue)
    settings = whole.house.settings
    origin = "" if settings.is_sample else settings.origin
    yield from (story_page(whole.catalogue, s, whole.addresses, origin) for s in whole.catalogue.stories)
    yield from map(tombstone, found.accepted.intake.withdrawn)
    yield from found.layout.pages
    yield from (record_page(page, RecordCanvas(page.path, whole)) for page in found.layout.record_pages)
    yield from (search_page(whole), directory_page(whole, found.layout.record_pages))
    if todo is not None:
        yield desk(found, todo)


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


def _finding_files(
    project: Project, whole: Collection, pages: tuple[Page, ...], options: Options
) -> Iterator[Asset]:
    """What finds a page: the search index; on the public site the sitemap and the feeds, on the other the mark that tells them apart."""
    yield from search_files(pages, whole, Cache(project.cache / "search"))
    if options.edition == "internal":
        yield Asset(MARK, MARK_WORDS.encode())
    elif whole.house.settings.origin:
        yield from sitemap(whole.house.settings.origin, pages)
        yield from feed_files(whole, whole.house.settings.origin)


def write_asset(asset: Asset, folder: Path) -> None:
    target = folder / asset.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(asset_bytes(asset))


def asset_bytes(asset: Asset) -> bytes:
    if isinstance(asset.data, bytes):
        return asset.data
    data = Cache(asset.data.folder).get(asset.data.name)
    if data is None:
        raise MachineError(f"缓存里的 {asset.data.name} 在生成途中不见了或损坏了；请再生成一次")
    return data
