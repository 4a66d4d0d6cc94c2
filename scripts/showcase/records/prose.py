"""A page as running words: how long one reads it, and in sentences of what length it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from showcase.markup.body import HAN_A_MINUTE

_HEADING = re.compile(r'<h([2-4]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|dt|dd|td|th|tr|div|summary|blockquote)>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]")


@dataclass(frozen=True)
class Part:
    """What a reader is sent to: a page, or one heading of it with all below."""

    anchor: str  # "#h-…", or "" for the whole page
    title: str
    html: str

    @property
    def text(self) -> str:
        return text_of(self.html)

    @cached_property
    def minutes(self) -> int:
        """At the speed of Chinese read on a phone, never less than one."""
        return minutes_of(characters(self.text))


@dataclass(frozen=True)
class Prose:
    """A hand-written page with what its lists add."""

    title: str
    html: str
    section: str = ""

    @cached_property
    def whole(self) -> Part:
        return Part("", self.title, self.html)

    def part(self, heading: str) -> Part | None:
        """The heading of those words with what stands below it, the first of them; None when the page has none."""
        return self._parts.get(heading.strip())

    @cached_property
    def _parts(self) -> Mapping[str, Part]:
        """By their headings; found once, as the way of each post comes by."""
        found, parts = tuple(_HEADING.finditer(self.html)), dict[str, Part]()
        for number, match in enumerate(found):
            title = text_of(match[3]).strip()
            ends = (later.start() for later in found[number + 1 :] if later[1] <= match[1])
            html = self.html[match.start() : next(ends, len(self.html))]
            parts.setdefault(title, Part(f"#{match[2]}", title, html))
        return parts


def text_of(html: str) -> str:
    """The words of `html`, a line a block."""
    return unescape(_TAG.sub("", _BLOCK_END.sub("\n", html)))


def characters(text: str) -> int:
    return len("".join(text.split()))


def minutes_of(count: int) -> int:
    """Reading time of that many characters, in minutes."""
    return max(1, round(count / HAN_A_MINUTE))


def sentence_length(text: str) -> float:
    """How many characters a sentence has on average; 0 where there is none. Titles, cells and lists without a stop are no sentences."""
    found = [characters(sentence) for sentence in _SENTENCE.findall(text)]
    return sum(found) / len(found) if found else 0.0
