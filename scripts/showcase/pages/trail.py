"""What pages get because they lie on a newcomer's way: the next stop at their foot, and words explained where first used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape

from showcase.fragments import fragment
from showcase.pages.page import Page
from showcase.project.addresses import href, published
from showcase.records.glossary import INDEX as WORDS
from showcase.records.glossary import SECTION, Term, spellings
from showcase.records.kind import World
from showcase.records.onboarding import INDEX, leaf
from showcase.records.ways import Stop, Way, ways

_PIECE = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)")
_APART = frozenset(
    (
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "nav",
        "button",
        "summary",
        "code",
        "pre",
        "svg",
        "dt",
        "th",
        "header",
        "footer",
    )
)  # no link of ours belongs in them


@dataclass(frozen=True)
class Next:
    """One way on, and for whom."""

    title: str
    href: str
    keys: str  # of the ways, and
    at: str  # the heading that one has come to, for the script
    stop: str  # common.contacts, and
    after: str  # its title: what one has read


@dataclass(frozen=True)
class Trail:
    """The ways through the pages of a site."""

    stops: Mapping[str, tuple[tuple[Way, Stop], ...]] = field(default_factory=dict, hash=False)  # by page
    words: Mapping[str, str] = field(default_factory=dict, hash=False)  # spelling → id in the list of words

    def along(self, page: Page) -> Page:
        """`page` with what belongs to it."""
        body = page.body
        if page.meta.section == SECTION and page.path != WORDS and self.words:
            body = explained(body, self.words, href(page.path, WORDS))
        if found := self.stops.get(page.path):
            body += "\n" + fragment(
                "trail",
                nexts=_nexts(page.path, found),
                back=href(page.path, f"{INDEX}#paths"),
                roads=href(page.path, INDEX).removesuffix("index.html") + "path/",
            )
        return page if body == page.body else replace(page, body=body)


def trail(world: World, known: frozenset[str]) -> Trail:
    """Of a site that has the pages `known`."""
    if published(INDEX) not in known:
        return Trail()
    stops: dict[str, list[tuple[Way, Stop]]] = {}
    for way in ways(world):
        for stop in way.stops:
            if stop.page:
                stops.setdefault(stop.page, []).append((way, stop))
    words = {word: f"w-{term.key}" for term in world.of(Term) for word in spellings(term)}
    return Trail(
        stops={page: tuple(found) for page, found in stops.items()},
        words=words if published(WORDS) in known else {},
    )


def _nexts(page: str, found: Iterable[tuple[Way, Stop]]) -> tuple[Next, ...]:
    """The different ways on, by where on the page one has come to; of those from one place the most taken first."""
    groups: dict[tuple[Stop, str, str], list[Way]] = {}
    for way, stop in found:
        later = way.stops[way.stops.index(stop) + 1 :]
        after = next((s for s in later if s.target), None)
        target = (after.step.title, after.target or "") if after else ("走完了，去签字", leaf(way, "sheet"))
        groups.setdefault((stop, *target), []).append(way)
    places = list(dict.fromkeys(stop for stop, _, _ in groups))
    ordered = sorted(groups.items(), key=lambda group: (places.index(group[0][0]), -len(group[1])))
    return tuple(
        Next(
            title, href(page, target), " ".join(w.key for w in own), (stop.target or "").partition("#")[2],
            stop.name, stop.step.title,
        )
        for (stop, title, target), own in ordered
    )  # fmt: skip


def explained(html: str, words: Mapping[str, str], list_of_words: str) -> str:
    """`html` with each word linked to its meaning where it stands first; none inside a link, a title or a menu."""
    return "".join(_linked(html, _Unexplained(words), list_of_words))


def _linked(html: str, left: _Unexplained, list_of_words: str) -> Iterator[str]:
    apart: list[str] = []
    for piece in _PIECE.split(html):
        if piece.startswith("<"):
            tag = _TAG.match(piece)
            if tag and piece.startswith("</") and tag[1] in apart:
                del apart[len(apart) - 1 - apart[::-1].index(tag[1]) :]
            elif tag and not piece.startswith("</") and (tag[1] in _APART or " data-plain" in piece):
                apart.append(tag[1])
            yield piece
        else:
            yield piece if apart or not piece else left.linked(piece, list_of_words)


class _Unexplained:
    """The words of a page that are not explained yet, of each meaning the spellings; sought in tens of thousands of texts."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._left = {escape(word): id_ for word, id_ in words.items()}
        self._pattern = _any_of(tuple(self._left))

    def linked(self, text: str, list_of_words: str) -> str:
        """`text` with each of them linked; the longest of two that begin at one place."""
        done: set[str] = set()

        def link(match: re.Match[str]) -> str:
            id_ = self._left[match[0]]
            if id_ in done:
                return match[0]
            done.add(id_)
            return f'<a class="term" href="{list_of_words}#{id_}">{match[0]}</a>'

        linked = self._pattern.sub(link, text)
        if done:
            self._left = {word: id_ for word, id_ in self._left.items() if id_ not in done}
            self._pattern = _any_of(tuple(self._left))
        return linked


@lru_cache(maxsize=512)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """The longest first; of none, what is found nowhere."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")
