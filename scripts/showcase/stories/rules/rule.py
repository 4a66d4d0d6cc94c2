"""What a rule is: the fault's name, why it is one, and where the rule can look, what finds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from showcase.brand.organisation import Organisation
from showcase.markup.body import Body
from showcase.project.finding import Finding, Fix, Place, Severity
from showcase.stories.rules.numbers import Number, numbers
from showcase.stories.rules.passages import Passage
from showcase.stories.rules.plain import Sheet, sheets
from showcase.stories.story import Draft

SOON = dt.timedelta(days=30)  # what ends within them is told of beforehand

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
    "CHN": "渠道",
    "FNT": "字体",
    "SET": "设置",
    "MED": "影像",
}


@dataclass(frozen=True)
class Subject:
    """One manuscript as the rules see it; a faulty field is missing from `draft.front`, and `draft.is_lost` says so."""

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
        return self.draft.place(*path)


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

    What belongs to one house stands in them as 〈部门〉, 〈名称〉, 〈部训〉: `examples` fills it in.

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
