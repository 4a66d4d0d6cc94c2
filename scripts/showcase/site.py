"""Assembles a `Site`: finished Markdown pages and files. A generator is a place to put it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from showcase import cards, chrome, emblem, fonts, memorial
from showcase.errors import MachineError
from showcase.finding import Finding
from showcase.intake import Examined
from showcase.manual import FOLDER as PLATES
from showcase.manual import Manual
from showcase.page import Asset, Page, Stored
from showcase.pages.directory import directory_page, search_page, sitemap
from showcase.pages.lists import list_pages
from showcase.pages.pictures import FOLDER
from showcase.pages.rulebook import rulebook
from showcase.pages.sharing import share
from showcase.pages.story import story_page, tombstone
from showcase.photos.cache import Cache
from showcase.photos.recipes import SHARE
from showcase.photos.studio import Developed, Tally, entries_of
from showcase.project import Project
from showcase.search import search_index
from showcase.survey import Options, Watch, survey


@dataclass(frozen=True)
class Site:
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    extra: Mapping[str, Any] = field(hash=False)  # what the theme prints on every page
    name: str
    time: dt.datetime  # of its sources
    findings: tuple[Finding, ...]
    examined: tuple[Examined, ...]  # every story folder
    left_out: tuple[str, ...]  # stories with errors
    withdrawn: tuple[str, ...]  # addresses of tombstones, stories/2026/x/
    stories: int
    tally: Tally
    rendered: int
    cards: int  # share cards drawn now
    photo_entries: frozenset[str]  # of the photo cache
    card_entries: frozenset[str]  # of the card cache


def assemble(project: Project, options: Options, watch: Watch | None = None) -> Site:
    """Everything the site will hold, with every image already made and in the cache.

    Raises:
        ProjectError: settings, brand or a hand-written page cannot be used.
        MachineError: the disk or a worker failed.
    """
    found = survey(project, options, watch)
    settings, organisation, tokens = found.settings, found.organisation, found.tokens
    intake, catalogue, known = found.intake, found.catalogue, found.known

    pages: list[Page] = list(list_pages(catalogue))
    pages += [story_page(catalogue, story, known) for story in catalogue.stories]
    pages += map(tombstone, intake.withdrawn)
    pages += found.document_pages
    pages += [search_page(), directory_page(catalogue, found.documents), *rulebook(found.documents)]

    cache = Cache(project.cache / "brand")
    headings = chrome.heading_texts(pages, settings, organisation, tokens)
    kickers = (doc.matter.kicker for doc in found.documents)  # cards print them in the heading font
    font, lacking = fonts.heading_font(project, tokens, (*headings, *kickers), cache)
    style, behaviour = chrome.stylesheet(tokens), chrome.script()
    extra = chrome.chrome(
        settings, organisation, tokens, found.memory, known, style, behaviour, sample=found.sample
    )
    font_path = fonts.font_file(project, tokens)
    marks = [Asset(f.path, f.data) for f in emblem.emblem_files(found.emblem, tokens, organisation, cache)]
    card_font = found.fontbook.font(tokens.type.heading.file, "card")
    look = cards.look_of(
        tokens, organisation, found.emblem, font_path, card_font.sha256, lacking, grey=found.memory.now
    )
    pages, share_cards, drawn = share(
        pages,
        catalogue,
        found.documents,
        found.hand_photos,
        tokens,
        look,
        Cache(found.photo_cache),
        Cache(project.cache / "cards"),
    )
    shown = (*intake.photos.values(), *found.hand_photos.values())
    photos = [
        Asset(f"{FOLDER}/{i.file}", Stored(found.photo_cache, i.file))
        for photo in shown
        if isinstance(photo, Developed)
        for want, instructions in photo.plans.items()
        if want.recipe is not SHARE  # shown as part of a card only
        for i in instructions
    ]
    pages = sorted(pages, key=lambda page: page.path)
    assets = [
        *photos,
        *marks,
        *([Asset(found.kit.path, found.kit.data)] if found.kit else []),
        *share_cards,
        *_manual_files(found.manual),
        Asset(chrome.FONT, font),
        Asset(chrome.CSS, style),
        Asset(chrome.JS, behaviour),
        *(Asset(path, text.encode()) for path, text in memorial.FILES.items()),
        Asset("search/index.js", search_index(page.search for page in pages if page.search)),
    ]
    if settings.origin:
        assets.append(Asset("sitemap.xml", sitemap(settings.origin, pages)))
    return Site(
        pages=tuple(pages),
        assets=tuple({asset.path: asset for asset in sorted(assets, key=lambda asset: asset.path)}.values()),
        extra=extra,
        name=tokens.names.site,
        time=found.time,
        findings=found.findings,
        examined=found.examined,
        left_out=intake.left_out,
        withdrawn=tuple(f"{draft.folder}/" for draft in intake.withdrawn),
        stories=len(catalogue.stories),
        tally=found.tally,
        rendered=intake.rendered,
        cards=drawn,
        photo_entries=frozenset(entries_of(shown)),
        card_entries=frozenset(card.data.name for card in share_cards if isinstance(card.data, Stored)),
    )


def _manual_files(manual: Manual) -> Iterator[Asset]:
    yield from (Asset(f"{PLATES}/{plate.name}.svg", plate.svg.encode()) for plate in manual.plates)
    if manual.film:
        yield Asset(manual.film.video_path, manual.film.video)
        yield Asset(manual.film.captions_path, manual.film.captions)


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
