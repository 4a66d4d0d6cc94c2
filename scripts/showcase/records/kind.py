"""A kind of entry: what it is, what it may look at, and what it draws on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, Protocol

from showcase.brand.organisation import Organisation
from showcase.brand.tokens import Colour, Tokens
from showcase.project.finding import Finding
from showcase.records.prose import Prose
from showcase.records.record import Entry, Ledger, R, Record, RecordPhoto, opened
from showcase.stories.rules.rule import Rule
from showcase.stories.story import Story


@dataclass(frozen=True)
class Mention:
    """An entry that names something, as a link from there."""

    kind: str  # 荣誉
    title: str
    path: str  # of the entry's own page, or of the page that lists it


@dataclass(frozen=True)
class World:
    """Everything known on the day of judgement, in one edition."""

    today: dt.date
    time: dt.datetime  # of the sources
    organisation: Organisation
    stories: tuple[Story, ...] = ()  # those shown, newest first
    ledgers: Mapping[type[Record], Ledger[Any]] = field(default_factory=dict, hash=False)  # by schema
    official: bool = False
    internal: bool = False
    folders: frozenset[str] = frozenset()  # of the hand-written pages there are, below docs/
    texts: Mapping[str, Prose] = field(default_factory=dict, hash=False)
    """The words of those pages, by their folder."""
    mentions: Mapping[tuple[str, str], tuple[Mention, ...]] = field(default_factory=dict, hash=False)
    """What names something, by (kind of reference, key): ("story", "2026/x")"""
    colours: Mapping[str, Colour] = field(default_factory=dict, hash=False)  # of tokens.yml

    def entries(self, model: type[R]) -> tuple[Entry[R], ...]:
        """What this edition knows of the entries of one schema: on the official site no sample, in public nothing internal."""
        if model not in self._shown:
            found = self.ledgers[model].entries if model in self.ledgers else ()
            kept = (e for e in found if not (self.official and e.record.sample))
            self._shown[model] = tuple(kept) if self.internal else tuple(_opened(kept))
        return self._shown[model]

    def of(self, model: type[R]) -> tuple[R, ...]:
        if model not in self._records:
            self._records[model] = tuple(entry.record for entry in self.entries(model))
        return self._records[model]

    def keyed(self, model: type[R]) -> Mapping[str, R]:
        """The same by key, made once: a page of each entry may ask."""
        if model not in self._named:
            records: Iterable[Any] = self.of(model)
            self._named[model] = {record.key: record for record in records}
        return self._named[model]

    @cached_property
    def _shown(self) -> dict[type[Record], tuple[Entry[Any], ...]]:
        return {}

    @cached_property
    def _records(self) -> dict[type[Record], tuple[Any, ...]]:
        return {}

    @cached_property
    def _named(self) -> dict[type[Record], Mapping[str, Any]]:
        return {}

    @cached_property
    def _by_key(self) -> Mapping[str, Story]:
        return {story.key: story for story in self.stories}

    def story(self, key: str | None) -> Story | None:
        """The story 年份/文件夹名, if it is shown."""
        return self._by_key.get(key) if key else None

    def another_departments(self, key: str | None, department: str) -> str:
        """The title of the story `key` when it tells of another department than `department`; else ""."""
        story = self.story(key)
        if story is None or department not in self.organisation.departments:
            return ""
        return story.front.title if story.front.department != department else ""


def _opened(entries: Iterable[Entry[R]]) -> Iterator[Entry[R]]:
    for entry in entries:
        if (record := opened(entry.record)) is not None:
            yield replace(entry, record=record)


@dataclass(frozen=True)
class Crumb:
    text: str
    path: str


@dataclass(frozen=True)
class RecordPage:
    """A page that a kind makes; `body` is drawn when the page is."""

    path: str  # honours/2025/index.md
    title: str
    lede: str
    body: Callable[[Canvas], str]
    above: tuple[Crumb, ...] = ()  # below the home page
    section: str = ""
    kicker: str = ""
    sample: bool = False
    aside: bool = False  # a form or a test of another page: no search offers it


@dataclass(frozen=True)
class RecordFile:
    """A file that a kind offers, such as a calendar."""

    path: str  # from the site's root
    data: bytes


class Canvas(Protocol):
    """The page that is drawn: it names other pages and lends pictures and cards."""

    @property
    def page(self) -> str: ...

    @property
    def whole(self) -> tuple[str, ...]:
        """What no line of a title may divide."""

    def href(self, target: str) -> str:
        """The address of a page or file, given from the site's root."""

    def link(self, target: str) -> str | None:
        """The same for a page that may not exist in this edition."""

    def picture(self, kind: Kind[Any], photo: RecordPhoto, recipe: str) -> Any | None:
        """The photo beside a list, ready for the `picture` macro; None when it could not be used."""

    def plate(self, name: str) -> Any | None:
        """A plate of the manual, ready for the `plate_figure` macro; None where it was not drawn."""

    def cards(self, stories: Iterable[Story]) -> tuple[Any, ...]:
        """For the `card` macro."""


Block = Callable[
    [World, Canvas, Mapping[str, str]], str
]  # options as typed → HTML; raises ValueError, in Chinese


Typing = Mapping[str, Any]  # an entry as typed


@dataclass(frozen=True, kw_only=True)
class System:
    """Something the site computes: what it finds, draws and offers. `name` is also its fragment's."""

    name: str
    label: str  # 荣誉
    judge: Callable[[World], Iterable[Finding]] = lambda _: ()
    blocks: Mapping[str, Block] = field(default_factory=dict, hash=False)
    pages: Callable[[World], Iterable[RecordPage]] = lambda _: ()
    files: Callable[[World], Iterable[RecordFile]] = lambda _: ()  # beside the CSV that each kind has
    rules: tuple[Rule, ...] = ()  # what its codes mean


@dataclass(frozen=True, kw_only=True)
class Kind(System, Generic[R]):
    """A kind of entry: where it is typed, its schema, and what is made of it.

    `name` is the file's name and its top key; `folder` the page below docs/ that it lies beside.
    """

    folder: str
    record: type[R]
    address: Callable[[R], str | None] = lambda _: None  # an entry's own page
    wants: tuple[str, ...] = ("body", "card")  # recipes of its photos
    proof: Callable[[Entry[R], Tokens], Iterable[Finding]] = lambda *_: ()  # what leaves a single entry out
    beside: Callable[[R], Iterable[tuple[str, int]]] = lambda _: ()  # files it needs, and their most bytes
    advise: Callable[[Typing, Typing], str] = lambda *_: (
        ""
    )  # of a change, before and after: what else it asks for
    tabled: bool = True  # whether it is offered as CSV
    yearly: bool = False  # a file for each year

    @property
    def path(self) -> str:
        """docs/honours/honours.yml; of a yearly kind as people are told of it: docs/plan/plan-年份.yml"""
        return f"docs/{self.folder}/{self.name}{'-年份' if self.yearly else ''}.yml"

    def sheet(self, year: int) -> str:
        """The file of that year: docs/plan/plan-2026.yml; of a kind that is not yearly the one there is."""
        return self.path.replace("年份", f"{year}")

    def holds(self, path: str) -> bool:
        """Whether `path` is one of its files."""
        return re.fullmatch(re.escape(self.path).replace("年份", r"\d{4}"), path) is not None

    @property
    def table(self) -> str:
        """The address of its CSV, from the site's root."""
        return f"{self.folder}/{self.name}.csv"
