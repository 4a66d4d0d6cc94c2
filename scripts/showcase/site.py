"""Assembles a `Site`: finished Markdown pages and files. A generator is a place to put it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from showcase import brand, cards, chrome, emblem, fonts, memorial
from showcase.blocks import Blocks
from showcase.drafts import read_drafts
from showcase.errors import MachineError
from showcase.film import read_film
from showcase.finding import Finding, Place, error, ordered, warning
from showcase.fontbook import Fontbook, read_fontbook
from showcase.intake import Examined, Intake, Terms, settled, take_in
from showcase.kit import Kit, Source, font_licence, icon_files, kit, plate_files
from showcase.lettering import LacksCharacter
from showcase.manual import FOLDER as PLATES
from showcase.manual import Manual, wants_plates
from showcase.organisation import Organisation, read_organisation
from showcase.page import Asset, Page, Stored, published
from showcase.pages import docs as hand
from showcase.pages.catalogue import Catalogue
from showcase.pages.directory import DIRECTORY, SEARCH, directory_page, search_page, sitemap
from showcase.pages.lists import list_pages, listings, page_path
from showcase.pages.pictures import FOLDER
from showcase.pages.rulebook import rulebook, rulebook_paths
from showcase.pages.sharing import share
from showcase.pages.story import story_page, tombstone
from showcase.photos.cache import Cache
from showcase.photos.recipes import BODY, SHARE
from showcase.photos.studio import Developed, Order, Progress, Refusal, Studio, Tally, Want, entries_of
from showcase.plates import kept_plates
from showcase.project import Project, source_time
from showcase.rules import check_page
from showcase.rules.links import link_findings
from showcase.search import search_index
from showcase.settings import Settings, read_settings
from showcase.story import Story
from showcase.uniforms import read_uniforms
from showcase.workers import Workers

BEIJING = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True)
class Options:
    official: bool = False
    today: dt.date | None = None  # Beijing; None: the day of the source's own time


@dataclass(frozen=True)
class Site:
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    extra: Mapping[str, Any] = field(hash=False)  # what the theme prints on every page
    name: str
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


Watch = Callable[[str], Progress]  # what is being done → where to report it


@dataclass(frozen=True)
class Survey:
    """The sources, read and judged: all findings, and what the pages will be made from."""

    today: dt.date
    settings: Settings
    organisation: Organisation
    tokens: brand.Tokens
    emblem: str
    memory: memorial.Memorial
    fontbook: Fontbook
    documents: tuple[hand.Doc, ...]
    manual: Manual = field(hash=False)
    document_pages: tuple[Page, ...]
    intake: Intake
    hand_photos: Mapping[str, Developed | Refusal] = field(hash=False)
    catalogue: Catalogue
    known: frozenset[str]  # the address of every page there will be
    examined: tuple[Examined, ...]  # every story folder
    findings: tuple[Finding, ...]
    sample: bool  # whether a sample story is shown
    photo_cache: Path
    tally: Tally
    kit: Kit | None  # when a page offers it


def survey(project: Project, options: Options, watch: Watch | None = None) -> Survey:
    """Everything there is to say of the sources; no page of a story and no list is made for it.

    Raises:
        ProjectError: settings, brand or a hand-written page cannot be used.
        MachineError: the disk or a worker failed.
    """
    settings, organisation = read_settings(project), read_organisation(project)
    tokens, svg = brand.read_tokens(project), emblem.read_emblem(project)
    memory = memorial.read_memorial(project)
    documents, fontbook = hand.read_docs(project), read_fontbook(project)
    fontbook.font(tokens.type.heading.file, "heading")
    drafts = tuple(read_drafts(project))
    dates = (d.front.date for d in drafts if d.front and not d.findings and str(d.front.date.year) == d.year)
    now = source_time(project, max(dates, default=None))
    today = options.today or now.astimezone(BEIJING).date()
    terms = Terms(today, organisation, tokens.motto.words, options.official)
    if options.official:
        documents = tuple(
            d for d in documents if not d.matter.sample or d.matter.layout in ("home", "culture")
        )
    cache = Cache(project.cache / "brand")
    if wants_plates(documents):
        fontbook.font(tokens.type.heading.file, "plate")
    manual, in_manual = _manual(
        project, tokens, organisation, svg, documents, cache, official=options.official
    )
    documents = tuple(d for d in documents if d.matter.needs != "film" or manual.film)
    with Workers() as workers:
        studio = Studio(project.root, project.cache, workers, tokens.colour["paper"].light)
        intake = take_in(drafts, terms, studio, workers, watch("照片") if watch else None)
        hand_orders = [order for doc in documents for order in hand.orders(doc)]
        if manual.film:
            hand_orders.append(Order(manual.film.poster, frozenset({Want(BODY)})))
        hand_photos = studio.develop(hand_orders, watch("页面照片") if watch else None)
    catalogue = Catalogue(intake.stories, intake.photos, organisation)

    known = frozenset(_addresses(catalogue, documents))
    lacking = fonts.lacking(project, tokens, _titles(intake, documents, organisation))
    examined = _with_links(intake, known, today, lacking)
    findings = [finding for one in examined for finding in one.findings]
    own = {one.draft.path for one in examined}
    findings += (finding for finding in lacking if finding.place.path not in own)
    titles, bodies = hand.titles_of(documents), Cache(project.cache / "bodies")
    sample = any(story.front.sample for story in catalogue.stories)
    motto = (tokens.motto.words, tokens.motto.status == "proposed")
    document_pages: list[Page] = []
    offered: list[Kit] = []  # made only for a page that offers it

    def offer() -> Kit:
        if not offered:
            offered.append(kit(_kit_source(project, tokens, organisation, svg, cache), cache))
        return offered[0]

    for doc in documents:
        blocks = Blocks(doc.path, catalogue, tokens, documents, hand_photos, manual=manual, kit=offer)
        page, found = hand.doc_page(
            doc, hand_photos, titles, motto, blocks.fill, known, bodies, samples=sample
        )
        document_pages.append(page)
        findings += found
        findings += check_page(doc.source, doc.whole, doc.first_line, organisation, tokens.motto.words, today)
    findings += in_manual
    poster = hand_photos.get(manual.film.poster) if manual.film else None
    if manual.film and isinstance(poster, Refusal):
        findings.append(error(poster.code, Place(manual.film.poster), poster.message, poster.hint))
    findings += _address_findings(settings)
    return Survey(
        today,
        settings,
        organisation,
        tokens,
        svg,
        memory,
        fontbook,
        documents,
        manual,
        tuple(document_pages),
        intake,
        hand_photos,
        catalogue,
        known,
        examined,
        ordered(findings),
        sample,
        studio.cache.folder,
        studio.tally,
        offered[0] if offered else None,
    )


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
        tuple(pages),
        tuple({asset.path: asset for asset in sorted(assets, key=lambda asset: asset.path)}.values()),
        extra,
        tokens.names.site,
        found.findings,
        found.examined,
        intake.left_out,
        tuple(f"{draft.folder}/" for draft in intake.withdrawn),
        len(catalogue.stories),
        found.tally,
        intake.rendered,
        drawn,
        frozenset(entries_of(shown)),
        frozenset(card.data.name for card in share_cards if isinstance(card.data, Stored)),
    )


def assemble_kit(project: Project) -> Kit:
    """The VI kit alone, without a page or a photo.

    Raises:
        ProjectError: tokens, names, emblem or font cannot be used.
    """
    tokens, organisation = brand.read_tokens(project), read_organisation(project)
    cache = Cache(project.cache / "brand")
    return kit(_kit_source(project, tokens, organisation, emblem.read_emblem(project), cache), cache)


def _kit_source(
    project: Project, tokens: brand.Tokens, organisation: Organisation, svg: str, cache: Cache
) -> Source:
    font = fonts.font_file(project, tokens)
    marks = emblem.emblem_files(svg, tokens, organisation, cache)
    icons = tuple(icon_files((mark.path, mark.data) for mark in marks))
    clothes = read_uniforms(project, tokens, organisation)
    drawn = kept_plates(tokens, organisation, svg, font, clothes.uniforms, cache)
    return Source(tokens, organisation, svg, font, font_licence(font), icons, tuple(plate_files(drawn)))


def _with_links(
    intake: Intake, known: frozenset[str], today: dt.date, more: Iterable[Finding]
) -> tuple[Examined, ...]:
    """What was examined, with what its links lead to, now that the pages are known, and with `more`."""
    anchors = {f"{story.folder}/index.html": _anchors(story) for story in intake.stories}
    drafts = {one.draft.folder: one.draft for one in intake.examined}
    found: dict[str, list[Finding]] = {}
    for finding in (*link_findings(intake.stories, drafts, known, anchors), *more):
        found.setdefault(finding.place.path, []).append(finding)
    return tuple(settled(one, found.get(one.draft.path, ()), today) for one in intake.examined)


def _titles(
    intake: Intake, documents: Iterable[hand.Doc], organisation: Organisation
) -> Iterator[tuple[Place, str]]:
    """Every title that stands on a page or a card, with the place where it is typed."""
    drafts = {one.draft.folder: one.draft for one in intake.examined}
    for story in intake.stories:
        draft = drafts[story.folder]
        yield Place(draft.path, *draft.marks.get(("title",), (1, 1))), story.front.title
    yield from ((Place(doc.source), doc.matter.title + doc.matter.kicker) for doc in documents)
    labels = [department.label for department in organisation.departments.values()]
    labels += (series.label for series in organisation.series.values())
    labels += organisation.themes.values()
    yield from ((Place("brand/organisation.yml"), label) for label in labels)


def _anchors(story: Story) -> frozenset[str]:
    return frozenset(re.findall(r'\bid="([^"]+)"', story.body.html))


def _manual(
    project: Project,
    tokens: brand.Tokens,
    organisation: Organisation,
    svg: str,
    documents: Iterable[hand.Doc],
    cache: Cache,
    *,
    official: bool,
) -> tuple[Manual, tuple[Finding, ...]]:
    """What the VI manual shows; plates are drawn only where a page asks for one."""
    film, findings = read_film(project) if any(d.matter.needs == "film" for d in documents) else (None, ())
    if film and film.sample and official:
        film = None
    if not wants_plates(documents):
        return Manual(film=film), findings
    clothes = read_uniforms(project, tokens, organisation)
    font = fonts.font_file(project, tokens)
    try:
        drawn = kept_plates(tokens, organisation, svg, font, clothes.uniforms, cache)
    except LacksCharacter as err:
        place = Place(f"brand/fonts/{font.name}")
        hint = "请管理员把这个字补进 brand/fonts/ 的字体；在那以前手册里没有图版"
        return Manual((), clothes, film, err.characters), (
            *findings,
            warning("FNT003", place, str(err), hint),
        )
    return Manual(drawn, clothes, film), findings


def _manual_files(manual: Manual) -> Iterator[Asset]:
    yield from (Asset(f"{PLATES}/{plate.name}.svg", plate.svg.encode()) for plate in manual.plates)
    if manual.film:
        yield Asset(manual.film.video_path, manual.film.video)
        yield Asset(manual.film.captions_path, manual.film.captions)


def _address_findings(settings: Settings) -> Iterator[Finding]:
    if settings.is_sample or not settings.origin:
        state = "还是示例地址" if settings.is_sample else "没有填"
        yield warning(
            "SET002",
            Place("mkdocs.yml"),
            f"site_url {state}，分享出去的图片和 404 页不完整",
            "上线前写上网站的完整地址，例如 https://www.某大学.edu.cn/houqin/wenhua/",
        )


def write_asset(asset: Asset, folder: Path) -> None:
    target = folder / asset.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(asset_bytes(asset))


def asset_bytes(asset: Asset) -> bytes:
    if isinstance(asset.data, bytes):
        return asset.data
    data = Cache(asset.data.folder).get(asset.data.name)
    if data is None:
        raise MachineError(f"缓存里的 {asset.data.name} 在构建途中不见了或损坏了；请再构建一次")
    return data


def _addresses(catalogue: Catalogue, documents: Iterable[hand.Doc]) -> Iterator[str]:
    """The address of every page that will exist."""
    for listing in listings(catalogue):
        yield published(page_path(listing.folder, 1))
    yield from (f"{story.folder}/index.html" for story in catalogue.stories)
    yield from (published(doc.path) for doc in documents)
    yield from map(published, (SEARCH, DIRECTORY, *rulebook_paths(documents)))
