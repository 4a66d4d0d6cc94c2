"""The facts of a text: who, as what, of which department, how many, when, what honours, whose words. Two texts compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from showcase.stories.rules.named import named

Kind = Literal["people", "roles", "departments", "numbers", "dates", "honours", "quotes"]
CALLED: dict[Kind, str] = {
    "people": "人名",
    "roles": "职务",
    "departments": "部门",
    "numbers": "数字",
    "dates": "日期",
    "honours": "荣誉",
    "quotes": "引的话",
}
ALL: frozenset[Kind] = frozenset(CALLED)

_HAN = "\u3400-\u9fff"
_APPARATUS = re.compile(r"\[\d{1,3}\]|https?://\S+|本站 \S*")  # numbers of notes, and addresses
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DATE = re.compile(r"(?:(?<!\d)(\d{4})年)?(?<!\d)(\d{1,2})月(?:(\d{1,2})[日号])?|(?<!\d)(\d{4})年")
# A number with the sign behind it: 3 斤 that became 5 斤 shows, though another 5 stands elsewhere.
_NUMBER = re.compile(
    rf"\d+(?:[.,]\d+)*(?: ?[{_HAN}%‰℃°]|[A-Za-z]{{1,4}})?|[〇零一二两三四五六七八九十百千万亿]+ ?[{_HAN}]?"
)
_QUOTED = re.compile("“([^“”\n]{2,300})”|「([^「」\n]{2,300})」")


@dataclass(frozen=True)
class Vocabulary:
    """What is known by name: found in a text where it stands there word for word."""

    people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()  # passages set as quotations, without marks around them

    def of(self, kind: Kind) -> tuple[str, ...]:
        known: tuple[str, ...] = getattr(self, kind, ())
        return known


def facts(text: str, vocabulary: Vocabulary) -> Mapping[Kind, frozenset[str]]:
    """What `text` says, by kind."""
    text = _APPARATUS.sub(" ", text)
    bare = squeezed(text)
    found: dict[Kind, set[str]] = defaultdict(set)
    for kind in CALLED:
        found[kind] |= {word for word in vocabulary.of(kind) if squeezed(word) in bare}
    found["people"] |= {one.words for line in text.split("\n") for one in named(line)}
    found["quotes"] |= {squeezed(match[1] or match[2]) for match in _QUOTED.finditer(text)}
    found["dates"] |= set(_dates(text))
    rest = _DATE.sub("\n", _ISO.sub("\n", text))
    found["numbers"] |= {match[0].replace(" ", "") for match in _NUMBER.finditer(rest)}
    return {kind: frozenset(found[kind]) for kind in CALLED}


def _dates(text: str) -> Iterator[str]:
    for match in _ISO.finditer(text):
        yield f"{int(match[1])}年{int(match[2])}月{int(match[3])}日"
    for match in _DATE.finditer(text):
        year, month, day = match[1] or match[4], match[2], match[3]
        parts = ((year, "年"), (month, "月"), (day, "日"))
        yield "".join(f"{int(value)}{unit}" for value, unit in parts if value)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Source:
    """`needed` is what a story says to every reader, `known` that and what it says of its pictures and its house."""

    needed: str
    known: str
    vocabulary: Vocabulary

    def beyond(self, other: str) -> Iterator[tuple[Kind, str]]:
        """What `other` says that the story does not."""
        known, said = facts(self.known, self.vocabulary), facts(other, self.vocabulary)
        for kind in CALLED:
            yield from ((kind, one) for one in _lacking(kind, said[kind] - known[kind], self.known))

    def left_out(self, other: str, whole: Iterable[Kind]) -> Iterator[tuple[Kind, str]]:
        """What of the kinds in `whole` the story says and `other` does not."""
        needed, said = facts(self.needed, self.vocabulary), facts(other, self.vocabulary)
        for kind in sorted(whole):
            yield from ((kind, one) for one in _lacking(kind, needed[kind] - said[kind], other))


def _lacking(kind: Kind, found: Iterable[str], text: str) -> list[str]:
    """Where a name ends is guessed by what stands around it: there it is enough that its words stand in both."""
    loose = kind in ("people", "quotes")
    return [one for one in sorted(found) if not (loose and squeezed(one) in squeezed(text))]
