"""Everything of a manuscript that can hold a number, in one plain spelling, with the way back to its place.

Digits of any script, full-width, circled and Chinese ones become 0–9, dashes and dots one sign each;
invisible characters, keycaps, Markdown's stars and character references no longer part a number.
"""

from __future__ import annotations

import bisect
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from showcase.project.finding import Place
from showcase.stories.story import Draft
from showcase.typed.line import INVISIBLE

_HAN_DIGITS = dict(zip("〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789", strict=True))
_ALIKE = {
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("·•・‧∙⋅●．", "."),
    **dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\u202f\t", " "),
    **_HAN_DIGITS,
}


class _Table(dict[int, str]):
    """One character for one, so that places stay; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        digit = unicodedata.digit(character, None)
        folded = unicodedata.normalize("NFKC", character)
        if digit is not None:
            plain = str(digit)
        elif len(folded) == 1:
            plain = _ALIKE.get(folded, folded)
        else:
            plain = character
        self[code] = _ALIKE.get(character, plain)
        return self[code]


_PLAIN = _Table()
_ODD = re.compile(rf"{INVISIBLE.pattern}|\u20e3|&#?\w{{1,8}};|(?<!\*)\*{{1,2}}(?!\*)|[`\\]")
# An address's long numbers are its own; one that says it carries a telephone number is read.
_ADDRESS = re.compile(r"\b(?i:https?)://[^\s<>()\u3000-\u9fff\uff00-\uffef]+")
_TELEPHONE = re.compile(r"(?:tel|phone|mobile|wa\.me)[^0-9]{0,3}[0-9]", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Sheet:
    """`text` in the plain spelling. `origin[i]`: where `text[i]` stands in `source`; None: at i."""

    text: str
    source: str
    origin: Sequence[int] | None
    path: str
    place_of_all: Place | None = None  # where the words' own places are unknown
    where: str = ""  # names what is read, when it is not the text
    lines: Sequence[int] = ()  # where each line of `source` begins

    def place(self, at: int) -> Place:
        if self.place_of_all:
            return self.place_of_all
        at = self.source_at(at)
        line = bisect.bisect_right(self.lines, at)
        return Place(self.path, line, at - self.lines[line - 1] + 1)

    def line_around(self, at: int) -> str:
        """The line as it stands in the source."""
        at = self.source_at(at)
        start = self.source.rfind("\n", 0, at) + 1
        end = self.source.find("\n", at)
        return self.source[start : end if end >= 0 else len(self.source)]

    def source_at(self, at: int) -> int:
        """Where in the source stands what is at `at` in the text."""
        return self.origin[at] if self.origin is not None else at


def sheet(source: str, path: str, place: Place | None = None, where: str = "") -> Sheet:
    text = source
    if "://" in text:
        text = _ADDRESS.sub(lambda m: m[0] if _TELEPHONE.search(m[0]) else "\ufffc" * len(m[0]), text)
    origin: list[int] | None = None
    if _ODD.search(text):
        pieces: list[str] = []
        origin = []
        end = 0
        for match in _ODD.finditer(text):
            pieces.append(text[end : match.start()])
            origin.extend(range(end, match.start()))
            if match[0][0] == "&":
                meant = INVISIBLE.sub("", html.unescape(match[0]))
                pieces.append(meant)
                origin.extend([match.start()] * len(meant))
            end = match.end()
        pieces.append(text[end:])
        origin.extend(range(end, len(text) + 1))
        text = "".join(pieces)
    starts = (0, *accumulate(len(line) + 1 for line in source.split("\n")))[:-1] if place is None else ()
    return Sheet(text.translate(_PLAIN), source, origin, path, place, where, starts)


def sheets(draft: Draft, photo_texts: Mapping[str, tuple[str, ...]]) -> Iterator[Sheet]:
    """index.md as it stands, what its YAML means where that is spelt otherwise, photo names, words in photos.

    A photo's name is placed in index.md: its own place would print what is to be hidden.
    """
    whole = "\n".join(draft.lines)
    yield sheet(whole, draft.path)
    for path, (line, column) in draft.marks.items():
        value = draft.value_at(path)
        if isinstance(value, str) and value and value not in draft.line(line):
            yield sheet(value.replace("\n", " "), draft.path, Place(draft.path, line, column), "稿头")
    for file in draft.photos:
        if file not in whole:  # else it is found there
            yield sheet(file, draft.path, Place(draft.path), "照片文件名")
    for file, words in sorted(photo_texts.items()):
        place = Place(f"{draft.folder}/{file}")
        for word in dict.fromkeys(words):
            yield sheet(word, place.path, place, "照片自带的信息")
