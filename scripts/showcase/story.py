"""A story: what its author typed, the folder in any state, and the story that may be published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from showcase.fields import Day, Decimal, Name, OneLine, Typed, Yes, length
from showcase.finding import Finding

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
YEAR = re.compile(r"(?:19|20)\d{2}")
PHOTO_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".avif", ".mpo"})

HAN_A_MINUTE = 400  # reading speed of ordinary Chinese prose

Consent = Literal["signed", "team", "not-needed"]


def photo_name(text: str) -> str:
    """A file name beside the story: printable, no folder, at most 120 bytes."""
    if not text.isprintable() or re.search(r'[/\\:*?"<>|]', text) or text.startswith("."):
        raise ValueError('照片名里不能有 / \\ : * ? " < > | 或看不见的字符，也不能以点开头')
    if len(text.encode()) > 120:
        raise ValueError("照片名太长，请控制在 40 个汉字以内")
    return text


def related_key(text: str) -> str:
    """What `related` names, as year/slug, however it was written."""
    return text.removeprefix("stories/").removesuffix("/index.md").strip("/")


PhotoName = Annotated[str, AfterValidator(photo_name)]
Unit = Annotated[Decimal, Field(ge=0, le=1)]


class Person(Typed):
    name: Name
    role: Name
    consent: Consent


class PhotoNote(Typed):
    """What a photo needs beyond its alt text."""

    focal: Annotated[tuple[Unit, Unit], Field()] | None = None  # x, y after orientation, 0–1
    credit: Annotated[OneLine, AfterValidator(length(0, 200))] = ""
    consent: Consent | None = None
    consent_until: Day | None = None


class Credits(Typed):
    text: Name | None = None
    photo: Name | None = None
    edit: Name | None = None


class Review(Typed):
    """三审"""

    first: Name | None = None
    second: Name | None = None
    final: Name | None = None
    date: Day | None = None


class Withdrawn(Typed):
    date: Day
    reason: Name


class Allowance(Typed):
    code: Annotated[str, Field(pattern=r"^[A-Z]{2,4}\d{3}$")]
    reason: Name
    until: Day
    at: Annotated[OneLine, AfterValidator(length(0, 120))] = ""  # words of the line, or the photo's file name


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[Name, ...], BeforeValidator(_several), Field(max_length=12)]


class FrontMatter(Typed):
    BARE: ClassVar[tuple[str, ...]] = ("sample",)

    title: Annotated[OneLine, AfterValidator(length(4, 32))]
    date: Day
    department: Name
    series: Name
    summary: Annotated[OneLine, AfterValidator(length(1, 120))]
    cover: PhotoName | None = None
    people: Annotated[tuple[Person, ...], Field(max_length=40)] = ()
    photos: Annotated[dict[PhotoName, PhotoNote], Field(default_factory=dict)]
    themes: Texts = ()
    credits: Credits = Credits()
    review: Review = Review()
    honours: Texts = ()
    related: Texts = ()
    publish: Day | None = None
    expires: Day | None = None
    withdrawn: Withdrawn | None = None
    allow: Annotated[tuple[Allowance, ...], Field(max_length=20)] = ()
    sample: Yes = False


@dataclass(frozen=True)
class Draft:
    """A story folder in any state, as read; `findings` are those of reading it."""

    year: str
    slug: str
    source: bytes = b""
    text: str = ""  # the body
    body_line: int = 1  # line of index.md on which the body begins
    front: FrontMatter | None = None
    photos: tuple[str, ...] = ()  # file names of plain files that may be photos
    findings: tuple[Finding, ...] = ()
    typed: Mapping[str, Any] = field(default_factory=dict, hash=False)  # the front matter as it stands
    marks: Mapping[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict, hash=False)
    """(line, column) in index.md of each value in `typed`"""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """index.md as read; without a line when it is not UTF-8."""
        text = self.source.decode("utf-8-sig", "replace")
        return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    def line(self, number: int) -> str:
        """The line of that number, 1-based; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def value_at(self, path: tuple[str | int, ...]) -> object:
        """What was typed there; None below the second of two equal keys."""
        value: Any = self.typed
        try:
            for part in path:
                value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
        return value

    @property
    def folder(self) -> str:
        return f"stories/{self.year}/{self.slug}"

    @property
    def path(self) -> str:
        return f"{self.folder}/index.md"


@dataclass(frozen=True)
class PhotoUse:
    """An image of the body, alone on its line."""

    file: str
    alt: str
    caption: str = ""
    line: int = 1


@dataclass(frozen=True)
class BodyLink:
    """A relative link of the body: `target` as published, e.g. ../other/index.html#h-x."""

    target: str
    line: int = 1


@dataclass(frozen=True)
class Body:
    """The body, rendered once.

    `html` is sanitised and holds one `<figure>` placeholder a photo, in the order of `photos`;
    `text` is the same without markup, for search, feeds and counting.
    """

    html: str = ""
    text: str = ""
    photos: tuple[PhotoUse, ...] = ()
    links: tuple[BodyLink, ...] = ()

    @cached_property
    def characters(self) -> int:
        return sum(not c.isspace() for c in self.text)

    @property
    def minutes(self) -> int:
        return max(1, round(self.characters / HAN_A_MINUTE))


@dataclass(frozen=True)
class Story:
    """Exists only for a draft without errors."""

    year: str
    slug: str
    front: FrontMatter
    body: Body
    themes: tuple[str, ...] = field(default=())  # keys
    ended: frozenset[str] = frozenset()  # photos whose consent has ended: shown nowhere

    @property
    def key(self) -> str:
        return f"{self.year}/{self.slug}"

    @property
    def folder(self) -> str:
        return f"stories/{self.key}"

    @property
    def date(self) -> dt.date:
        return self.front.date

    @property
    def cover(self) -> str | None:
        return None if self.front.cover in self.ended else self.front.cover

    @property
    def cover_use(self) -> PhotoUse | None:
        """The cover where the body shows it too: it lends its alt text and caption and is not shown twice."""
        return next((use for use in self.body.photos if use.file == self.cover), None)

    @property
    def photo_files(self) -> tuple[str, ...]:
        """The photos the page shows: the cover, then those of the body, each once."""
        cover = (self.cover,) if self.cover else ()
        files = dict.fromkeys((*cover, *(use.file for use in self.body.photos)))
        return tuple(file for file in files if file not in self.ended)

    def note(self, file: str) -> PhotoNote:
        return self.front.photos.get(file, PhotoNote())
