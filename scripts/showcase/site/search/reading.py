"""What a search finds of a page: what a reader sees on it, its blocks included, without what stands on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from showcase.brand.organisation import Word
from showcase.pages.page import Page
from showcase.project.addresses import published
from showcase.project.kept import key_of

_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr"))
_INLINE = frozenset(("a", "abbr", "b", "code", "em", "i", "ruby", "small", "span", "strong", "sup", "wbr"))
_LINKED = frozenset(("h2", "h3", "dt"))
_HEADINGS = frozenset(("h2", "h3", "h4", "dt", "summary", "figcaption", "code"))
_ASIDE = frozenset(
    ("footer", "form", "header", "nav", "picture", "script", "style", "sup")
)  # of other pages, of all, or a note's sign


@dataclass(frozen=True)
class Entry:
    """A page as the search knows it."""

    title: str
    path: str  # from the site's root
    summary: str
    kicker: str
    text: str
    headings: str = ""
    names: tuple[str, ...] = ()  # other words for it, from organisation.yml
    weight: float = 1.0
    parts: tuple[tuple[int, str], ...] = ()
    """Where in `text`, its white space drawn together, a heading begins that a link can lead to: (place, anchor)."""

    @property
    def key(self) -> str:
        return key_of(self)


# A page that gathers is rather what was meant than one entry of a list.
_WEIGHTS = {"manual": 1.0, "culture": 0.85, "list": 0.95, "story": 0.9, "home": 0.8, "record": 0.7}


def _stands_apart(first_class: str) -> bool:
    """Whether it is another page's card or a stop that leads there, a note's way back, a check sum, or a photo with its words, which may be withdrawn alone."""
    return first_class in ("card", "stop", "figure", "footnote-backref", "sum") or first_class.endswith(
        "__photo"
    )


def _names(tag: str, first_class: str) -> bool:
    """Whether it says what an entry of a list is about, as a heading does."""
    return tag == "p" and first_class.endswith("__what")


_HERE = "\ue000"  # marks a heading in the text until its place is known; of private use, so nobody writes it


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.anchors: list[str] = []
        self.headings: list[str] = []
        self._open: list[
            tuple[str, bool, bool]
        ] = []  # tag, whether its words do not count, whether it is a heading

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self._part(tag)
        if tag == "img" and not self._aside:
            self.words.append(facts.get("alt") or "")
        if tag not in _VOID:
            first_class = (facts.get("class") or "").split(" ")[0]
            aside = self._aside or tag in _ASIDE or _stands_apart(first_class)
            self._open.append((tag, aside, self._heading or tag in _HEADINGS or _names(tag, first_class)))
            if tag in _LINKED and not aside and (anchor := facts.get("id")):
                self.words.append(_HERE)
                self.anchors.append(anchor)

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._aside:
            data = data.replace(_HERE, "")
            self.words.append(data.replace("\n", " "))
            if self._heading:
                self.headings.append(data)

    @property
    def _aside(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    @property
    def _heading(self) -> bool:
        return bool(self._open) and self._open[-1][2]

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.words.append("\n")
            self.headings.append("\n")


@dataclass(frozen=True)
class Findable:
    """A page that may be found: `key` tells whether its entry is the same as before, `read` gives it."""

    updated: str  # ISO date; "" of what is no story
    path: str
    key: str
    read: Callable[[], Entry]

    @classmethod
    def of(cls, entry: Entry, updated: str = "") -> Findable:
        return cls(updated, entry.path, entry.key, lambda: entry)


def is_findable(page: Page) -> bool:
    return not page.meta.noindex and "/page-" not in page.path


def in_order(pages: Iterable[Findable]) -> tuple[Findable, ...]:
    """Hand-written pages and lists by address, then stories by date.

    So a new story leaves the numbers of the others as they are, and their files with them.
    """
    return tuple(sorted(pages, key=lambda page: (page.updated, page.path)))


def named(words: Iterable[Word]) -> Mapping[str, tuple[str, ...]]:
    """The words that are to lead to a page, by its path."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in words:
        if entry.page:
            found[entry.page] = (*found.get(entry.page, ()), entry.word)
    return found


def entry_of(page: Page, names: Mapping[str, tuple[str, ...]]) -> Entry:
    """`names`: the words that are to lead to a page, by its path."""
    layout, title, summary = page.meta.layout, page.meta.title, page.meta.description
    text, headings = page.words, ""
    parts: tuple[tuple[int, str], ...] = ()
    if layout not in ("story", "list"):
        reader = _Reader()
        reader.feed(page.body)
        marked, headings = "".join(reader.words), "".join(reader.headings)
        text = marked.replace(_HERE, "")
        parts = tuple(zip(_places(marked), reader.anchors, strict=True))
    return Entry(
        title,
        published(page.path),
        summary,
        page.kicker,
        text,
        headings,
        names.get(page.path, ()),
        _WEIGHTS.get(layout, 0.9),
        parts,
    )


def drawn_together(text: str) -> str:
    """`text` with one space for each stretch of white space, as it is shown of what was found."""
    return " ".join(text.split())


def _places(marked: str) -> Iterator[int]:
    """Where each mark stands in the text that is drawn together and has no marks."""
    before = ""
    for piece in marked.split(_HERE)[:-1]:
        before += piece
        read = drawn_together(before)
        yield len(read) + (1 if read else 0)
