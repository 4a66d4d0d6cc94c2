"""What one conversion met: the faults, photos, links, blocks and sample parts of a text, each with its place."""

from __future__ import annotations

from typing import cast

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from showcase.markup.body import BlockUse, BodyLink, PhotoUse
from showcase.markup.fault import Fault
from showcase.markup.profile import Profile

Place = tuple[int, int]  # line and column of the text, 1-based


class Reader:
    def __init__(self, text: str, profile: Profile) -> None:
        self.profile = profile
        self.faults: list[Fault] = []
        self.photos: list[PhotoUse] = []
        self.links: list[BodyLink] = []
        self.blocks: list[BlockUse] = []
        self.lines = text.split("\n")
        self._words, self._first, self._from = "", 0, 0

    def opens(self, token: Token) -> None:
        """From here on signs of the block `token` are read, which stands on the lines of its map."""
        first = token.map[0] if token.map else self._first
        behind = self._from + len(self._words) if first == self._first and "\n" not in self._words else 0
        self._words, self._first = token.content, first
        found = self.lines[first].find(token.content, behind) if "\n" not in token.content else 0
        self._from = max(found, 0)  # cells of a table stand one behind the other

    def at(self, state: StateInline, position: int) -> Place:
        """Where the sign at `position` of what is being read stands in the text."""
        inner = 0 if state.src == self._words else max(self._words.find(state.src), 0)
        before = self._words[: inner + position]
        number = self._first + before.count("\n")
        offset = len(before) - (before.rfind("\n") + 1)
        line = self.lines[min(number, len(self.lines) - 1)]
        written = self._words.split("\n")[before.count("\n")]
        start = line.find(written, self._from if number == self._first else 0)
        return number + 1, max(start, 0) + offset + 1 if start + offset <= len(line) else 1

    def fault(self, code: str, place: Place, message: str, hint: str) -> None:
        self.faults.append(Fault(code, place[0], message, hint, place[1]))

    def sorted_faults(self) -> tuple[Fault, ...]:
        return tuple(sorted(set(self.faults), key=lambda f: (f.line, f.code, f.column, f.message)))


def reader_of(env: EnvType) -> Reader:
    return cast(Reader, env["reader"])
