"""The pages of a way as one printed booklet: cover, contents, the line, what it leads to, the card for the wall, the sheet to sign."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from showcase.fragments import fragment
from showcase.pages.page import Page
from showcase.project.addresses import published, resolve
from showcase.records.contacts import CARD
from showcase.records.onboarding import leaf, way_page
from showcase.records.ways import POST, Way, ways
from showcase.site.assemble import Site

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_ATTRIBUTE = re.compile(r'\s(href|src|srcset|id|aria-labelledby|loading|fetchpriority|decoding)="([^"]*)"')
_SOURCE = re.compile(r"<source\b[^>]*>")
_OUTSIDE = ("https:", "http:", "tel:", "mailto:")


@dataclass(frozen=True)
class Book:
    """What is bound together: `pages` by path, in order."""

    name: str  # of its files
    title: str
    subtitle: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    anchor: str
    title: str
    body: Markup
    number: str = ""  # of the printed page; known only once it is printed


@dataclass(frozen=True)
class Bound:
    """A booklet as one document, and which files of the site it shows."""

    book: Book
    chapters: tuple[Chapter, ...]
    files: tuple[str, ...]


def books(site: Site) -> tuple[Book, ...]:
    """One a department, with the lines of its posts; one of the ways of no department; and one of everything."""
    world = site.survey.collection.world
    found, there = ways(world), {page.path for page in site.pages}
    labels = {key: department.name for key, department in world.organisation.departments.items()}
    groups = [(key, name, [w for w in found if w.department == key]) for key, name in labels.items()]
    groups.append(("common", "各部门", [w for w in found if w.department is None]))
    made = [
        Book(key, "新同事手册", name, tuple(p for p in _order(own) if p in there))
        for key, name, own in groups
        if own
    ]
    if not made:
        return ()
    every = tuple(p for p in _order(found) if p in there)
    return (*made, Book("quanbu", "新同事手册", "全本", every))


def _order(own: Sequence[Way]) -> tuple[str, ...]:
    """The lines, the pages they lead to in the order one comes to them, the card, the sheets."""
    lines = [way_page(way) for way in own]
    read = [stop.page for way in own for stop in way.stops if stop.page]
    posts = [way for way in own if way.own.level == POST]
    tests = [leaf(way, "check") for way in posts or own]  # a post's ask all that its department's does
    sheets = [leaf(way, "sheet") for way in own]
    return tuple(dict.fromkeys((*lines, *read, *tests, CARD, *sheets)))


def bound(site: Site, book: Book) -> Bound:
    pages = {page.path: page for page in site.pages}
    anchors = {published(path): f"c{n}" for n, path in enumerate(book.pages, 1)}
    files: dict[str, None] = {}
    chapters = tuple(
        Chapter(
            anchors[published(path)],
            pages[path].meta.title,
            Markup(rebound(pages[path], anchors, files)),
        )
        for path in book.pages
    )
    return Bound(book, chapters, ("assets/emblem.svg", *files))


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

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), _SOURCE.sub("", page.body))


def document(site: Site, whole: Bound, numbers: Iterable[int] = ()) -> str:
    """The booklet as HTML; with `numbers`, the page on which each chapter begins, in its contents."""
    told = dict(zip((c.anchor for c in whole.chapters), map(str, numbers), strict=False))
    organisation = site.survey.house.organisation
    return fragment(
        "booklet",
        book=whole.book,
        chapters=whole.chapters,
        numbers=told,
        owner=organisation.names.full,
        day=f"{site.time.year}年{site.time.month}月{site.time.day}日",
        sample=any("tag--sample" in chapter.body for chapter in whole.chapters),
    )


def shown_files(site: Site, bound_books: Iterable[Bound]) -> Iterator[str]:
    """The files of `site` that the booklets need beside them, each once."""
    there = {asset.path for asset in site.assets}
    wanted = dict.fromkeys(posixpath.normpath(file) for one in bound_books for file in one.files)
    yield from (file for file in ("assets/site.css", *wanted) if file in there)
