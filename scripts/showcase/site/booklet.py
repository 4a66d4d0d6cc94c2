"""The pages of a way as one printed booklet: cover, contents, the line, what it leads to, the card for the wall, the sheet to sign."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from types import MappingProxyType

from markupsafe import Markup

from showcase.fragments import fragment
from showcase.pages.page import Page
from showcase.project.addresses import published, resolve
from showcase.records.contacts import CARD
from showcase.records.onboarding import leaf, way_page
from showcase.records.path_findings import FOLDER
from showcase.records.ways import POST, Way, ways
from showcase.site.assemble import Site

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_ATTRIBUTE = re.compile(r'\s(href|src|srcset|id|aria-labelledby|loading|fetchpriority|decoding)="([^"]*)"')
_SOURCE = re.compile(r"<source\b[^>]*>")
_HEADING = re.compile(r'<h([2-4])\b[^>]*\bid="([^"]+)"')
_TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_TITLE_TAG = re.compile(r"<h1\b(?![^>]*\bid=)")
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
_OPENED = re.compile(r"<(section|div|article)\b[^>]*>\s*$")
_EMPTY = frozenset(("br", "hr", "img", "source", "wbr", "input", "path", "circle", "rect"))
_NOWHERE = re.compile(
    r"<p\b[^>]*>\s*<a(?: class=\"[^\"]*\")?>[^<]*</a>\s*</p>"
)  # on paper, an invitation to nothing
TITLE = "新同事手册"
_OUTSIDE = ("https:", "http:", "tel:", "mailto:")


@dataclass(frozen=True)
class Book:
    """What is bound together: `pages` by path, in order."""

    name: str  # of its files
    title: str
    subtitle: str
    pages: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Of a page in it the headings that the way leads to, by their ids; one that is not named is bound whole."""

    @property
    def whole_title(self) -> str:
        return f"{self.title}：{self.subtitle}"


@dataclass(frozen=True)
class Chapter:
    anchor: str
    title: str
    body: Markup
    apart: bool  # on a sheet of its own: what is taken out, hung up or signed


@dataclass(frozen=True)
class Bound:
    """A booklet as one document, and which files of the site it shows."""

    book: Book
    chapters: tuple[Chapter, ...]
    files: tuple[str, ...]


def running(name: str) -> str:
    """The style sheet with what stands at the top of the pages of the book `name`."""
    return f"assets/booklet-{name}.css"


def books(site: Site) -> tuple[Book, ...]:
    """One a way, of its own pages alone: everybody's, a department's, a post's; and one of everything, for the office."""
    world = site.survey.collection.world
    found, there = ways(world), {page.path for page in site.pages}
    if not found:
        return ()
    names = {key: department.name for key, department in world.organisation.departments.items()}
    made = tuple(
        Book(
            way.key, TITLE, names[way.department] if way.department and way.own.level < POST else way.name,
            tuple(p for p in _order([way]) if p in there), _parts(way),
        )
        for way in found
    )  # fmt: skip
    every = tuple(p for p in _order(found) if p in there)
    taken = {book.name for book in made}
    return (*made, Book(next(n for n in ("quanbu", "quanbu-all") if n not in taken), TITLE, "全本", every))


def _order(own: Sequence[Way]) -> tuple[str, ...]:
    """The lines, the pages they lead to in the order one comes to them, the card, the sheets."""
    lines = [way_page(way) for way in own]
    read = [stop.page for way in own for stop in way.stops if stop.page]
    posts = [way for way in own if way.own.level == POST]
    tests = [leaf(way, "check") for way in posts or own]  # a post's ask all that its department's does
    sheets = [leaf(way, "sheet") for way in own]
    return tuple(dict.fromkeys((*lines, *read, *tests, CARD, *sheets)))


def _parts(way: Way) -> dict[str, tuple[str, ...]]:
    """What of the pages of other readers belongs to `way`: the headings it leads to, and of a page of all departments its own."""
    found: dict[str, tuple[str, ...]] = {}
    for stop in way.stops:
        page, _, anchor = (stop.target or "").partition("#")
        if page and not page.startswith(f"{FOLDER}/"):  # those for new colleagues are all for them
            found[page] = (*found.get(page, ()), anchor or way.department or "")
    return found


def bound(site: Site, book: Book) -> Bound:
    pages = {page.path: page for page in site.pages}
    anchors = {published(path): f"c{n}" for n, path in enumerate(book.pages, 1)}
    files: dict[str, None] = {}
    chapters = []
    for path in book.pages:
        page = pages[path]
        body = excerpt(page.body, book.parts.get(path, ()))
        # A chapter's title may move on to the next page; its line and its space above stay.
        anchor = anchors[published(path)]
        made = _TITLE_TAG.sub(
            f'<h1 id="{anchor}"', rebound(replace(page, body=body), anchors, files), count=1
        )
        chapters.append(Chapter(anchor, page.meta.title, Markup(made), not _read(path)))
    return Bound(book, tuple(chapters), ("assets/emblem.svg", *files))


def _read(path: str) -> bool:
    return not path.startswith(f"{FOLDER}/path/") and path != CARD


def excerpt(body: str, wanted: Sequence[str]) -> str:
    """The title of a page and those of its parts that the headings `wanted` begin; all of it where one is not there."""
    headings = tuple(_HEADING.finditer(body))
    by_id = {match[2]: n for n, match in enumerate(headings)}
    title = _TITLE.search(body)
    if not wanted or not title or any(name not in by_id for name in wanted):
        return body
    pieces = []
    for number in sorted(by_id[name] for name in dict.fromkeys(wanted)):
        start = headings[number]
        end = next((later.start() for later in headings[number + 1 :] if later[1] <= start[1]), len(body))
        pieces.append(_wrapped(body[: start.start()], _within(body[start.start() : end])))
    if not all(pieces):
        return body
    return f'<header class="head">{title[0]}</header>\n{"".join(pieces)}'


def _wrapped(before: str, part: str) -> str:
    """`part` in the element that begins with it, whose style it needs."""
    opened = _OPENED.search(before) if part else None
    return f"{opened[0]}{part}</{opened[1]}>" if opened else part


def _within(html: str) -> str:
    """`html` up to where what it stands in ends, and without what only the next part fills; "" where more of it stays open."""
    depth = end = 0
    for match in _ELEMENT.finditer(html):
        depth += 0 if match[2] in _EMPTY else -1 if match[1] else 1
        if depth < 0:
            return html[: match.start()]
        end = match.end() if depth == 0 else end
    return "" if _TAG.sub("", html[end:]).strip() else html[:end]


def rebound(page: Page, anchors: Mapping[str, str], files: dict[str, None]) -> str:
    """The body of `page` as a part of a larger document: links lead inside it or nowhere, ids are its own, pictures of one size.

    `files`: the site's files that are shown, by path; added to.
    """
    own = anchors[page.address]

    def attribute(match: re.Match[str]) -> str:
        name, value = match[1], unescape(match[2])
        if name in ("id", "aria-labelledby"):
            return f' {name}="{" ".join(f"{own}-{each}" for each in match[2].split(" "))}"'
        if name == "src" and (target := resolve(page.path, value)):
            files[target] = None
            return f' src="{target}"'
        if name == "href":
            return _leading(value, match[2])
        return ""

    def _leading(value: str, typed: str) -> str:
        if value.startswith(_OUTSIDE):
            return f' href="{typed}"'
        target, _, anchor = typed.partition("#")
        chapter = anchors.get(resolve(page.path, target) or "")
        if chapter is None:
            return ""
        return f' href="#{chapter}-{anchor}"' if anchor else f' href="#{chapter}"'

    made = _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), _SOURCE.sub("", page.body))
    return _NOWHERE.sub("", made).replace(
        "<wbr>", ""
    )  # paper is wide enough, and the bookmarks are plain words


def document(site: Site, whole: Bound, numbers: Mapping[str, int] = MappingProxyType({})) -> str:
    """The booklet as HTML; with `numbers`, the page of each anchor once it is printed, in its contents."""
    organisation = site.survey.house.organisation
    return fragment(
        "booklet",
        book=whole.book,
        chapters=whole.chapters,
        numbers=numbers,
        running=running(whole.book.name),
        owner=organisation.names.full,
        day=f"{site.time.year}年{site.time.month}月{site.time.day}日",
        sample=any("tag--sample" in chapter.body for chapter in whole.chapters),
    )


def shown_files(site: Site, bound_books: Iterable[Bound]) -> Iterator[str]:
    """The files of `site` that the booklets need beside them, each once."""
    there = {asset.path for asset in site.assets}
    wanted = dict.fromkeys(posixpath.normpath(file) for one in bound_books for file in one.files)
    yield from (file for file in ("assets/site.css", *wanted) if file in there)
