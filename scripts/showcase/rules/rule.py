"""What a rule is: the fault's name, why it is one, and where the rule can look, what finds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from showcase.finding import Finding, Fix, Place, Severity
from showcase.organisation import Organisation
from showcase.rules.numbers import Number, numbers
from showcase.rules.passages import Passage
from showcase.rules.plain import Sheet, sheets
from showcase.story import Body, Draft

FAMILIES = {
    "FM": "稿头",
    "TXT": "文字",
    "PII": "隐私",
    "PHO": "照片",
    "LNK": "链接",
    "REV": "三审",
    "SEC": "安全",
    "FILE": "文件",
    "DOC": "网页",
    "FNT": "字体",
    "SET": "设置",
    "MED": "影像",
}


@dataclass(frozen=True)
class Subject:
    """One manuscript as the rules see it; `draft.front` is None when the front matter cannot be read."""

    draft: Draft
    body: Body  # rendered; empty when it cannot be
    passages: tuple[Passage, ...]  # its own words, in the order of the file
    organisation: Organisation
    motto: tuple[str, ...]
    today: dt.date
    photo_texts: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict, hash=False
    )  # file → words in EXIF

    @cached_property
    def numbers(self) -> tuple[tuple[Sheet, tuple[Number, ...]], ...]:
        """All that may hold a person's number, each with those that are read by their digits."""
        return tuple((sheet, tuple(numbers(sheet))) for sheet in sheets(self.draft, self.photo_texts))

    def at(self, *path: str | int) -> Place:
        """Where the value at `path` of the front matter stands, or the nearest thing that holds it."""
        marks = self.draft.marks
        for end in range(len(path), 0, -1):
            if path[:end] in marks:
                return Place(self.draft.path, *marks[path[:end]])
        return Place(self.draft.path)


@dataclass(frozen=True)
class Hit:
    """One place where a rule finds its fault."""

    place: Place
    message: str
    hint: str
    original: str = ""  # the words at fault, as they stand in the file
    fix: Fix | None = None


@dataclass(frozen=True)
class Rule:
    """`name` states the fault. `example` is a manuscript's own line that has it, `instead` the same without it.

    Rules without `check` are found while reading: the reader that meets the fault reports it.
    `allowable`: whether an editor may let one finding of it pass, with a reason and an end.
    """

    code: str
    severity: Severity
    name: str
    what: str
    why: str
    example: str
    instead: str
    check: Callable[[Subject], Iterable[Hit]] | None = None
    allowable: bool = True

    @property
    def family(self) -> str:
        return self.code.rstrip("0123456789")

    def findings(self, subject: Subject) -> Iterator[Finding]:
        for hit in self.check(subject) if self.check else ():
            yield Finding(self.code, self.severity, hit.place, hit.message, hit.hint, hit.original, hit.fix)


def hit(
    passage: Passage, start: int, end: int, message: str, hint: str, replacement: str | None = None
) -> Hit:
    """The words `passage.text[start:end]` at fault; with `replacement`, what `check --fix` writes there."""
    fix = None
    if replacement is not None and passage.exact:
        fix = Fix(passage.column + start, passage.column + end, replacement)
    return Hit(passage.place(start), message, hint, passage.text[start:end], fix)
