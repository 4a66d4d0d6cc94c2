"""One value, key or entry of a YAML text in the place of another; every other byte stays.

An `Edit` is shown to an editor as the line that it makes, written by `check --fix`, or applied to the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from showcase.project.finding import Fix
from showcase.typed.strict_yaml import Loaded, Path, load

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML counts as the end of a line
_COMMA = re.compile(r"\s*,[ \t]*")


class How(StrEnum):
    INSTEAD = "改成："  # in place of the line
    ADD = "加一行："  # below it
    DROP = "删掉这一行："


@dataclass(frozen=True)
class Cure:
    """The line as it should stand."""

    text: str
    how: How = How.INSTEAD

    def __str__(self) -> str:
        return f"{self.how}{self.text}"


@dataclass(frozen=True)
class Edit:
    """`new` in the place of what stands from `start` to `end`, counted in characters of the text."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Sheet:
    """A YAML text, and where each of its values stands."""

    text: str
    loaded: Loaded = field(hash=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    @cached_property
    def _line_end(self) -> str:
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"

    def value(self, path: Path) -> Any:
        """What was typed there; None where there is nothing."""
        value = self.loaded.value
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def line(self, number: int) -> str:
        """The line of that number, 1-based, without its end."""
        after = self._starts[number] if number < len(self._starts) else len(self.text)
        return _BREAK.sub("", self.text[self._starts[number - 1] : after])

    def opens(self, path: Path) -> bool:
        """Whether the value at `path` begins with a bracket."""
        at = self._start(path)
        return at is not None and self.text[at : at + 1] in ("[", "{")

    def in_brackets(self, path: Path) -> bool:
        """Whether the value at `path` stands inside […] or {…}."""
        return any(self.opens(path[:end]) for end in range(len(path)))

    def is_on_one_line(self, path: Path) -> bool:
        """Whether the value at `path` ends on the line on which it begins."""
        start, end = self.loaded.marks.get(path), self.loaded.ends.get(path)
        return start is not None and end is not None and start[0] == end[0]

    def is_block(self, path: Path) -> bool:
        """Whether a list or mapping without brackets stands at `path`."""
        return isinstance(self.value(path), dict | list) and not self.opens(path)

    def replaced(self, path: Path, new: str) -> Edit | None:
        """`new` (YAML) for the value at `path`; further lines of it are indented as its first. None: there is none."""
        start, end = self._start(path), self._end(path)
        if start is None or end is None:
            return None
        if "\n" in new and (
            self.is_block(path) or path not in self.loaded.keys
        ):  # or an item, behind its dash
            return Edit(start, end, new.replace("\n", f"\n{' ' * (self.loaded.marks[path][1] - 1)}"))
        if "\n" in new:  # a block in the place of {} or of one word
            indent = f"\n{' ' * (self.loaded.keys[path][1] + 1)}"
            return Edit(len(self.text[:start].rstrip(" ")), end, indent + new.replace("\n", indent))
        gap = "" if not start or self.text[start - 1] in " [{\n" else " "
        return Edit(start, end, f"{gap}{new}")

    def renamed(self, path: Path, key: str) -> Edit | None:
        """`key` (YAML) for the key of the entry at `path`."""
        if path not in self.loaded.keys:
            return None
        line, start, end = self.loaded.keys[path]
        return Edit(self._at((line, start)), self._at((line, end)), key)

    def removed(self, path: Path) -> Edit | None:
        """The text without the entry or item at `path`: with its comma, or with its lines and what is behind it."""
        end = self._end(path)
        if end is None:
            return None
        key = self.loaded.keys.get(path)
        start = self._at(key[:2]) if key else self._at(self.loaded.marks[path])
        if self.in_brackets(path):
            before = [stop for stop in self._child_ends(path[:-1]) if stop <= start]
            comma = _COMMA.match(self.text, end)
            return Edit(max(before), end, "") if before else Edit(start, comma.end() if comma else end, "")
        first = self._line_start(start)
        left = self.text[first:start].strip()
        if left and (key or left != "-"):
            return None  # the first key of an item: its dash would go with it
        return Edit(first, self._next_line(end), "")

    def added(self, holder: Path, entry: str, *, first: bool = False) -> Edit | None:
        """One more `entry` (YAML) in the mapping or list at `holder`; None where it cannot be seen where that ends."""
        value = self.value(holder)
        if not holder and not self.opens(()):
            return self._line_added((), entry, first=first)
        if value == "" and holder in self.loaded.bare:
            return self.replaced(holder, f"{{{entry}}}")
        start, end = self._start(holder), self._end(holder)
        if not isinstance(value, dict | list) or start is None or end is None:
            return None
        if not self.opens(holder):
            return self._line_added(holder, f"- {entry}" if isinstance(value, list) else entry, first=first)
        ends = self._child_ends(holder)
        if not ends or first:
            return Edit(start + 1, start + 1, f"{entry}, " if ends else entry)
        comma = _COMMA.match(self.text, max(ends), end)
        if comma is None:
            return Edit(max(ends), max(ends), f", {entry}")
        return Edit(comma.end(), comma.end(), entry if comma[0].endswith(" ") else f" {entry}")

    def _line_added(self, holder: Path, entry: str, *, first: bool) -> Edit | None:
        """A line of its own, in front of all that `holder` has or behind it."""
        line, column = self.loaded.marks.get(holder, (1, 1))
        begin = self._starts[line - 1]
        indent = self.text[begin : begin + column - 1]
        if first:
            return Edit(begin, begin, f"{indent}{entry}{self._line_end}") if not indent.strip(" ") else None
        ends = self._child_ends(holder) if holder else []
        at = self._next_line(max(ends)) if ends else len(self.text)
        gap = "" if not at or at in self._starts else self._line_end
        return Edit(at, at, f"{gap}{' ' * (column - 1)}{entry}{self._line_end}")

    def cure(self, *edits: Edit | None) -> Cure | None:
        """What the edits make of the one line they touch, or the line they add or take away; None where they touch several."""
        if not edits or None in edits:
            return None
        known = [edit for edit in edits if edit]
        if len(known) == 1 and not known[0].new and known[0].start in self._starts:
            whole = self.text[known[0].start : known[0].end]
            if len(whole.splitlines()) == 1 and known[0].end in (*self._starts, len(self.text)):
                return Cure(_BREAK.sub("", whole), How.DROP)
        if len(known) == 1 and known[0].start == known[0].end and _BREAK.search(known[0].new):
            return Cure(known[0].new.strip("\r\n"), How.ADD)
        lines = {self._number(at) for edit in known for at in (edit.start, edit.end)}
        if len(lines) != 1 or any(_BREAK.search(edit.new) for edit in known):
            return None
        number = lines.pop()
        begin = self._starts[number - 1]
        shifted = (Edit(edit.start - begin, edit.end - begin, edit.new) for edit in known)
        return Cure(_applied(self.line(number), shifted).rstrip())

    def fix(self, edit: Edit | None) -> Fix | None:
        """The edit as a correction of its line; None where it takes several."""
        if edit is None or self._number(edit.start) != self._number(edit.end) or _BREAK.search(edit.new):
            return None
        begin = self._line_start(edit.start)
        return Fix(edit.start - begin + 1, edit.end - begin + 1, edit.new)

    def applied(self, *edits: Edit) -> str:
        return _applied(self.text, edits)

    def _at(self, mark: tuple[int, int]) -> int:
        return min(self._starts[min(mark[0], len(self._starts)) - 1] + mark[1] - 1, len(self.text))

    def _start(self, path: Path) -> int | None:
        mark = self.loaded.marks.get(path)
        return self._at(mark) if mark else None

    def _end(self, path: Path) -> int | None:
        mark = self.loaded.ends.get(path)
        return self._at(mark) if mark else None

    def _child_ends(self, holder: Path) -> list[int]:
        depth = len(holder) + 1
        return [
            self._at(e) for path, e in self.loaded.ends.items() if len(path) == depth and path[:-1] == holder
        ]

    def _number(self, at: int) -> int:
        return next(n for n in range(len(self._starts), 0, -1) if self._starts[n - 1] <= at)

    def _line_start(self, at: int) -> int:
        return self._starts[self._number(at) - 1]

    def _next_line(self, at: int) -> int:
        """Where the line behind `at` begins; `at` itself where a line begins there."""
        return next((start for start in self._starts if start >= at), len(self.text))


def _applied(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def replaced(text: str, path: Path, new: str, tags: Iterable[str] = ()) -> str:
    """`text` with `new` (YAML) for the value at `path`.

    Raises:
        KeyError: there is nothing at `path`.
    """
    sheet = Sheet(text, load(text, tags=tuple(tags)))
    edit = sheet.replaced(path, new)
    if edit is None:
        raise KeyError(path)
    return sheet.applied(edit)


def set_at(text: str, path: Path, new: str, tags: Iterable[str] = ()) -> str:
    """As `replaced`; where there is no such key yet, it is added to what holds it."""
    sheet = Sheet(text, load(text, tags=tuple(tags)))
    edit = sheet.replaced(path, new) or sheet.added(path[:-1], f"{path[-1]}: {new}")
    if edit is None:
        raise KeyError(path)
    return sheet.applied(edit)


def removed(text: str, path: Path) -> str:
    """`text` without the entry or item at `path`; `text` where there is none."""
    sheet = Sheet(text, load(text))
    edit = sheet.removed(path)
    return sheet.applied(edit) if edit else text
