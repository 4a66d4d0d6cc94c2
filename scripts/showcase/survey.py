"""A survey of the sources: read and judged once, for a check, a build and a review sheet alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from showcase import brand, emblem, fonts, memorial
from showcase.blocks import Blocks
from showcase.brandbook import kit_source, read_manual
from showcase.documents import Doc, orders, read_docs, titles_of
from showcase.drafts import read_drafts
from showcase.finding import Finding, Place, error, ordered, warning
from showcase.fontbook import Fontbook, read_fontbook
from showcase.intake import Examined, Intake, Terms, settled, take_in
from showcase.kit import Kit, kit
from showcase.manual import Manual, wants_plates
from showcase.organisation import Organisation, read_organisation
from showcase.page import Page, published
from showcase.pages import docs as hand
from showcase.pages.catalogue import Catalogue
from showcase.pages.directory import DIRECTORY, SEARCH
from showcase.pages.lists import listings, page_path
from showcase.pages.rulebook import rulebook_paths
from showcase.photos.cache import Cache
from showcase.photos.recipes import BODY
from showcase.photos.studio import Developed, Order, Progress, Refusal, Studio, Tally, Want
from showcase.project import BEIJING, Project, source_time
from showcase.rules import check_page
from showcase.rules.links import link_findings
from showcase.settings import Settings, read_settings
from showcase.story import Story
from showcase.workers import Workers


@dataclass(frozen=True)
class Options:
    official: bool = False
    today: dt.date | None = None  # Beijing; None: the day of the source's own time


Watch = Callable[[str], Progress]  # what is being done → where to report it


@dataclass(frozen=True)
class Survey:
    """The sources, read and judged: all findings, and what the pages will be made from."""

    time: dt.datetime  # of the sources
    today: dt.date
    settings: Settings
    organisation: Organisation
    tokens: brand.Tokens
    emblem: str
    memory: memorial.Memorial
    fontbook: Fontbook
    documents: tuple[Doc, ...]
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
    documents, fontbook = read_docs(project), read_fontbook(project)
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
    manual, in_manual = read_manual(
        project, tokens, organisation, svg, documents, cache, official=options.official
    )
    documents = tuple(d for d in documents if d.matter.needs != "film" or manual.film)
    with Workers() as workers:
        studio = Studio(project.root, project.cache, workers, tokens.colour["paper"].light)
        intake = take_in(drafts, terms, studio, workers, watch("照片") if watch else None)
        hand_orders = [order for doc in documents for order in orders(doc)]
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
    titles, bodies = titles_of(documents), Cache(project.cache / "bodies")
    sample = any(story.front.sample for story in catalogue.stories)
    motto = (tokens.motto.words, tokens.motto.status == "proposed")
    document_pages: list[Page] = []
    offered: list[Kit] = []  # made only for a page that offers it

    def offer() -> Kit:
        if not offered:
            offered.append(kit(kit_source(project, tokens, organisation, svg, cache), cache))
        return offered[0]

    for doc in documents:
        blocks = Blocks(doc.path, catalogue, tokens, documents, hand_photos, manual=manual, kit=offer)
        page, found = hand.doc_page(
            doc, hand_photos, titles, motto, blocks.fill, known, bodies, samples=sample, names=catalogue.names
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
        time=now,
        today=today,
        settings=settings,
        organisation=organisation,
        tokens=tokens,
        emblem=svg,
        memory=memory,
        fontbook=fontbook,
        documents=documents,
        manual=manual,
        document_pages=tuple(document_pages),
        intake=intake,
        hand_photos=hand_photos,
        catalogue=catalogue,
        known=known,
        examined=examined,
        findings=ordered(findings),
        sample=sample,
        photo_cache=studio.cache.folder,
        tally=studio.tally,
        kit=offered[0] if offered else None,
    )


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
    intake: Intake, documents: Iterable[Doc], organisation: Organisation
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


def _address_findings(settings: Settings) -> Iterator[Finding]:
    if settings.is_sample or not settings.origin:
        state = "还是示例地址" if settings.is_sample else "没有填"
        yield warning(
            "SET002",
            Place("mkdocs.yml"),
            f"site_url {state}，分享出去的图片和 404 页不完整",
            "上线前写上网站的完整地址，例如 https://www.某大学.edu.cn/houqin/wenhua/",
        )


def _addresses(catalogue: Catalogue, documents: Iterable[Doc]) -> Iterator[str]:
    """The address of every page that will exist."""
    for listing in listings(catalogue):
        yield published(page_path(listing.folder, 1))
    yield from (f"{story.folder}/index.html" for story in catalogue.stories)
    yield from (published(doc.path) for doc in documents)
    yield from map(published, (SEARCH, DIRECTORY, *rulebook_paths(documents)))
