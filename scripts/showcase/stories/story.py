"""A story: what its author typed, the folder in any state, and the story that may be published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from showcase.markup.body import Body, PhotoUse
from showcase.project.finding import Finding, Fix, Place
from showcase.stories.front import Front, FrontMatter, StoryPhoto, withdrawn_photos
from showcase.typed.editing import Edit, Sheet
from showcase.typed.fitting import typed_path
from showcase.typed.strict_yaml import Loaded

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True)
class Draft:
    """A story folder in any state, as read; `findings` are those of reading it."""

    year: str
    slug: str
    source: bytes = b""
    text: str = ""  # the body
    body_line: int = 1  # line of index.md on which the body begins
    has_clear_end: bool = True  # of the front matter: else what looks like text may be a part of it
    front: Front | None = None  # as far as it can be read; None where there is none
    photos: tuple[str, ...] = ()  # file names of plain files that may be photos
    findings: tuple[Finding, ...] = ()
    typed: Mapping[str, Any] = field(default_factory=dict, hash=False)  # the front matter as it stands
    marks: Mapping[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict, hash=False)
    """(line, column) in index.md of each value in `typed`"""
    ends: Mapping[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict, hash=False)
    keys: Mapping[tuple[str | int, ...], tuple[int, int, int]] = field(default_factory=dict, hash=False)
    """(line, column behind it) of each text or bracket; (line, column, column behind) of each key"""
    faulty: frozenset[tuple[str | int, ...]] = frozenset()  # paths of `typed` that are not in `front`
    meant: Mapping[int, str] = field(default_factory=dict, hash=False)  # lines read otherwise than they stand

    @property
    def complete(self) -> FrontMatter | None:
        """The front matter when nothing is wrong with it."""
        return self.front if isinstance(self.front, FrontMatter) else None

    def spot(self, *path: str | int) -> tuple[str | int, ...]:
        """The path in `typed` and `marks` of what stands at `path` of `front`."""
        return typed_path(self.typed, self.faulty, path)

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` of `front` stands, or the nearest thing that holds it."""
        typed = self.spot(*path)
        for end in range(len(typed), 0, -1):
            if typed[:end] in self.marks:
                return Place(self.path, *self.marks[typed[:end]])
        return Place(self.path)

    def with_value(self, path: tuple[str | int, ...], new: str) -> tuple[str, Fix | None]:
        """(the line with `new` (YAML) where the value at `path` stands, the correction that writes it).

        `path` is of `typed`. An empty line where the value takes several.
        """
        return self._with(path, None if self.sheet.is_block(path) else self.sheet.replaced(path, new))

    def with_key(self, path: tuple[str | int, ...], new: str) -> tuple[str, Fix | None]:
        """The same for the key of the entry at `path`."""
        return self._with(path, self.sheet.renamed(path, new))

    def _with(self, path: tuple[str | int, ...], edit: Edit | None) -> tuple[str, Fix | None]:
        cure, number = self.sheet.cure(edit), self.marks.get(path, (0, 0))[0]
        fix = None if number in self.meant else self.sheet.fix(edit)  # first what cannot be read
        return (cure.text, fix) if cure else ("", None)

    @cached_property
    def sheet(self) -> Sheet:
        """index.md with what was typed and where, as it was read."""
        lines = (self.meant.get(number, line) for number, line in enumerate(self.lines, 1))
        return Sheet("\n".join(lines), Loaded(self.typed, {**self.marks}, {**self.ends}, {**self.keys}))

    def is_lost(self, *path: str | int) -> bool:
        """Whether something was typed at `path`, around or in it, that cannot be used and so is a finding already."""
        return any(spot[: len(path)] == path[: len(spot)] for spot in self.faulty)

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
    def called(self) -> str:
        return f"《{(self.front and self.front.title) or self.slug}》"

    @property
    def path(self) -> str:
        return f"{self.folder}/index.md"


def shown_photos(front: Front, body: Body, hidden: frozenset[str]) -> tuple[str, ...]:
    """The cover, then the photos of the body, each once, without the `hidden` ones."""
    cover = (front.cover,) if front.cover else ()
    files = dict.fromkeys((*cover, *(use.file for use in body.photos)))
    return tuple(file for file in files if file not in hidden)


@dataclass(frozen=True)
class Story:
    """Exists only for a draft without errors."""

    year: str
    slug: str
    front: FrontMatter
    body: Body
    themes: tuple[str, ...] = field(default=())  # keys
    ended: frozenset[str] = frozenset()  # photos whose consent has ended
    pending: bool = False  # its three reviews do not count yet

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
        return None if self.front.cover in self.hidden else self.front.cover

    @property
    def cover_use(self) -> PhotoUse | None:
        """The cover where the body shows it too: it lends its alt text and caption and is not shown twice."""
        return next((use for use in self.body.photos if use.file == self.cover), None)

    @property
    def photo_files(self) -> tuple[str, ...]:
        """The photos the page shows: the cover, then those of the body, each once."""
        return shown_photos(self.front, self.body, self.hidden)

    @property
    def withdrawn(self) -> frozenset[str]:
        """Photos that were withdrawn, while the story stays."""
        return withdrawn_photos(self.front)

    @property
    def hidden(self) -> frozenset[str]:
        """Photos that are shown nowhere."""
        return self.ended | self.withdrawn

    def note(self, file: str) -> StoryPhoto:
        return self.front.photos.get(file, StoryPhoto())
