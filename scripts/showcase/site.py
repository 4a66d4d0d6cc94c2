"""Assembles a `Site`: finished Markdown pages and files. A generator is a place to put it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from showcase import brand, emblem, fonts
from showcase.blocks import Blocks
from showcase.drafts import read_drafts
from showcase.errors import MachineError
from showcase.finding import Finding, Place, ordered, warning
from showcase.fragments import fragment
from showcase.intake import Rules, take_in
from showcase.organisation import Organisation, read_organisation
from showcase.page import Asset, Page, Stored, href, published
from showcase.pages import docs as hand
from showcase.pages.catalogue import Catalogue
from showcase.pages.lists import list_pages, listings, page_path
from showcase.pages.pictures import FOLDER
from showcase.pages.story import story_page
from showcase.pages.views import FilterGroup, HeadView, Link
from showcase.photos.cache import Cache
from showcase.photos.studio import Progress, Studio, Tally
from showcase.project import Project, source_time
from showcase.search import search_index
from showcase.settings import MenuItem, Settings, read_settings
from showcase.workers import Workers

BEIJING = dt.timezone(dt.timedelta(hours=8))
LAYERS = "@layer tokens, base, layout, parts, pages, modes, print;\n"


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
    left_out: tuple[str, ...]  # stories with errors
    stories: int
    tally: Tally
    rendered: int


Watch = Callable[[str], Progress]  # what is being done → where to report it


def assemble(project: Project, options: Options, watch: Watch | None = None) -> Site:
    """Everything the site will hold, with every image already made and in the cache.

    Raises:
        ProjectError: settings, brand or a hand-written page cannot be used.
        MachineError: the disk or a worker failed.
    """
    settings, organisation = read_settings(project), read_organisation(project)
    tokens, svg = brand.read_tokens(project), emblem.read_emblem(project)
    documents = hand.read_docs(project)
    drafts = tuple(read_drafts(project))
    now = source_time(project, max((d.front.date for d in drafts if d.front), default=None))
    rules = Rules(options.today or now.astimezone(BEIJING).date(), options.official)
    if options.official:
        documents = tuple(d for d in documents if not d.matter.sample or d.matter.layout in ("home", "culture"))
    with Workers() as workers:
        studio = Studio(project.root, project.cache, workers)
        intake = take_in(drafts, organisation, rules, studio, workers, watch("照片") if watch else None)
        hand_orders = [order for doc in documents for order in hand.orders(doc)]
        hand_photos = studio.develop(hand_orders, watch("页面照片") if watch else None)
    catalogue = Catalogue(intake.stories, intake.photos, organisation)
    findings = list(intake.findings)

    known = frozenset(_addresses(catalogue, documents))
    pages: list[Page] = list(list_pages(catalogue))
    for story in catalogue.stories:
        page, found = story_page(catalogue, story, known)
        pages.append(page)
        findings += found
    titles = hand.titles_of(documents)
    motto = (tokens.motto.words, tokens.motto.status == "proposed")
    for doc in documents:
        blocks = Blocks(doc.path, catalogue, tokens, documents, hand_photos)
        page, found = hand.doc_page(doc, hand_photos, titles, motto, blocks.fill, known)
        pages.append(page)
        findings += found
    pages += [_search_page(), _sitemap_page(catalogue, documents)]

    cache = Cache(project.cache / "brand")
    font, lacking = fonts.heading_font(project, tokens, _heading_texts(pages, organisation, tokens), cache)
    findings += _lacking(lacking, pages)
    style, script = _style(tokens), _script()
    chrome = _chrome(settings, organisation, tokens, known, style, script, catalogue)
    font_path = fonts.font_file(project, tokens)
    marks = [Asset(f.path, f.data) for f in emblem.emblem_files(svg, tokens, organisation, font_path, cache)]
    photos = [
        Asset(f"{FOLDER}/{i.file}", Stored(studio.cache.folder, i.file))
        for photo in (*intake.photos.values(), *hand_photos.values())
        if isinstance(photo, hand.Developed)
        for instructions in photo.plans.values()
        for i in instructions
    ]
    pages = sorted(pages, key=lambda page: page.path)
    assets = [
        *photos,
        *marks,
        Asset("assets/fonts/heading.woff2", font),
        Asset("assets/site.css", style),
        Asset("assets/site.js", script),
        Asset("search/index.js", search_index(page.search for page in pages if page.search)),
    ]
    if settings.origin:
        assets.append(Asset("sitemap.xml", _sitemap(settings.origin, pages)))
    return Site(
        tuple(pages),
        tuple({asset.path: asset for asset in sorted(assets, key=lambda asset: asset.path)}.values()),
        chrome,
        tokens.names.site,
        ordered(findings),
        intake.left_out,
        len(catalogue.stories),
        studio.tally,
        intake.rendered,
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
    yield from ("search/index.html", "sitemap/index.html")


def _style(tokens: brand.Tokens) -> bytes:
    """One stylesheet: the order of layers, the tokens, the heading font, then the hand-written files."""
    family = tokens.type.heading.family
    face = (
        f'@font-face {{ font-family: "{family}"; font-weight: {tokens.type.heading.weight}; '
        'font-display: swap; src: url("fonts/heading.woff2") format("woff2"); }\n'
    )
    return (LAYERS + face + brand.css(tokens) + _theme_files("css")).encode()


def _script() -> bytes:
    return _theme_files("js").encode()


def _theme_files(kind: str) -> str:
    folder = resources.files("showcase") / "theme" / "assets" / kind
    files = sorted((f for f in folder.iterdir() if f.name.endswith(f".{kind}")), key=lambda f: f.name)
    return "\n".join(file.read_text("utf-8") for file in files)


def _chrome(
    settings: Settings,
    organisation: Organisation,
    tokens: brand.Tokens,
    known: frozenset[str],
    style: bytes,
    script: bytes,
    catalogue: Catalogue,
) -> dict[str, Any]:
    """What header, footer and <head> print; links to pages that do not exist are left out."""

    def menu(items: tuple[MenuItem, ...]) -> list[dict[str, str]]:
        return [
            {"text": item.text, "path": published(item.path), "section": item.section}
            for item in items
            if published(item.path) in known
        ]

    def versioned(path: str, data: bytes) -> str:
        return f"{path}?v={hashlib.sha256(data).hexdigest()[:10]}"

    paper = tokens.colour["paper"]
    return {
        "nav": menu(settings.nav),
        "footer": menu(settings.footer),
        "names": organisation.names.model_dump() | {"tagline": tokens.names.tagline},
        "motto": list(tokens.motto.words),
        "address": organisation.address,
        "filing": organisation.filing.model_dump(),
        "sample": any(story.front.sample for story in catalogue.stories),
        "css": versioned("assets/site.css", style),
        "js": versioned("assets/site.js", script),
        "theme_colour": {"light": paper.light, "dark": paper.dark},
        "origin": settings.origin,
    }


_HEADING = re.compile(
    r"<(h[1-6]|blockquote|dt|summary|strong|a|b)\b[^>]*>(.*?)</\1>|<(p|span|div)\s+class=\"[^\"]*(?:title|words|meaning|text|name|number|lede)[^\"]*\"[^>]*>(.*?)</\3>",
    re.DOTALL,
)
_MARKED = re.compile(r"^(?:#{1,6}|>|!!!|\?\?\?).*|\*\*.+?\*\*", re.MULTILINE)


def _heading_texts(pages: Iterable[Page], organisation: Organisation, tokens: brand.Tokens) -> Iterator[str]:
    """All text that the stylesheet may set in the heading font."""
    yield from (organisation.names.full, organisation.names.short, tokens.names.site, tokens.names.tagline)
    yield from tokens.motto.words
    for folder in ("theme", "theme/partials", "fragments", "theme/assets/js"):
        for file in (resources.files("showcase") / folder).iterdir():
            if file.name.endswith((".html", ".js")):
                yield re.sub(r"[^\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", "", file.read_text("utf-8"))
    for page in pages:
        yield str(page.meta["title"])
        for match in _HEADING.finditer(page.body):
            yield re.sub(r"<[^>]*>", "", match.group(2) or match.group(4) or "")
        yield from (match.group() for match in _MARKED.finditer(page.body))


def _lacking(characters: str, pages: Iterable[Page]) -> Iterator[Finding]:
    for character in characters:
        title = next((page for page in pages if character in str(page.meta["title"])), None)
        if title:
            yield warning(
                "FNT001",
                Place(title.path),
                f"标题字体里没有“{character}”，这个字会用另一种字体显示",
                "换一个常用字，或请管理员把它补进 brand/fonts/",
            )


def _search_page() -> Page:
    path = "search/index.md"
    head = HeadView("搜索", "输入两个字就能找，例如：食堂、师傅、宿舍。", "manual", breadcrumbs=(Link("首页", "../index.html"),))
    meta = {"title": "搜索", "description": head.lede, "layout": "plain", "section": "", "noindex": True, "card": "../assets/card.jpg"}
    return Page(path, meta, fragment("head", v=head) + "\n\n" + fragment("search", index=href(path, "stories/index.md")))


def _sitemap_page(catalogue: Catalogue, documents: tuple[hand.Doc, ...]) -> Page:
    """For people: every hand-written page and every list, by name."""
    path = "sitemap/index.md"

    def links(kind: str) -> tuple[Link, ...]:
        return tuple(
            Link(listing.title, href(path, f"{listing.folder}/index.md"), len(listing.stories))
            for listing in listings(catalogue)
            if listing.topic and listing.topic[0] == kind
        )

    pages = tuple(Link(doc.matter.title, href(path, doc.path)) for doc in documents)
    groups = (
        FilterGroup("页面", pages),
        FilterGroup("故事", (Link("全部故事", href(path, "stories/index.md"), len(catalogue.stories)),)),
        *(FilterGroup(label, links(kind)) for kind, label in (("department", "按部门"), ("series", "按系列"), ("year", "按年份"), ("theme", "按主题"))),
    )
    head = HeadView("站点地图", "这里列出本站的全部栏目。", "manual", breadcrumbs=(Link("首页", "../index.html"),))
    meta = {"title": "站点地图", "description": head.lede, "layout": "manual", "section": "", "card": "../assets/card.jpg"}
    return Page(path, meta, fragment("head", v=head) + "\n\n" + fragment("sitemap", groups=groups))


def _sitemap(origin: str, pages: Iterable[Page]) -> bytes:
    rows = []
    for page in pages:
        if page.meta.get("noindex"):
            continue
        updated = f"<lastmod>{page.updated}</lastmod>" if page.updated else ""
        rows.append(f"<url><loc>{escape(origin + page.address)}</loc>{updated}</url>")
    body = "\n".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'.encode()
