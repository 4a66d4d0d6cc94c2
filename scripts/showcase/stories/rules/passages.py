"""A manuscript's own words, each with its place: what the rules of copy and privacy read.

Markdown's signs, code, addresses and file names are no copy. They are blanked out character for character,
so that a column in a passage is a column in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.markup import without_code
from showcase.project.finding import Place
from showcase.stories.story import Draft

GAP = "\ufffc"  # stands for what is no copy; no rule's pattern holds it

_TITLED = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*([ \t]+)([\"'])")
_TABLE_RULE = re.compile(r"[ \t:|-]*-[ \t:|-]*")
# Each is bounded, or stops at the sign it starts with: a line of any length takes time in proportion.
_SIGNS = (
    re.compile(r"`+[^`\n]*`+"),  # code
    re.compile(r"(?<=\])\([^()\s\ufffc]*(?:\([^()\s\ufffc]*\)[^()\s\ufffc]*)*(?:\)|(?=[\s\ufffc])|$)"),  # address of a link or photo
    re.compile(r"<[^<>\n]*>"),
    re.compile(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,15}://[^\s<>()\u3000-\u9fff\uff00-\uffef]+"),
    re.compile(r"^[ \t]*(?:[-*+>:][ \t]|#{1,6}[ \t]|\d{1,9}[.)][ \t])+"),  # list, quotation, heading, definition
    re.compile(r"^\[\^?[^\[\]\n]+\]:[ \t]*(?:https?:\S+)?"),  # footnote or reference
    re.compile(r"\[\^[^\[\]\n]+\]"),
    re.compile(r"^(?:!!!|\?\?\?\+?)[ \t]+\w+(?:[ \t]+\"|$)"),  # an aside, the quotes of its title
    re.compile(r"!(?=\[)|[*_|\[\]\\]+"),
)  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """Words on one line. `exact`: `text[i]` stands in the file at `column + i`."""

    text: str
    path: str
    line: int
    column: int = 1
    kind: str = "body"  # body, or the field of the front matter
    exact: bool = True

    def place(self, start: int) -> Place:
        return Place(self.path, self.line, self.column + (start if self.exact else 0))


def passages(draft: Draft) -> tuple[Passage, ...]:
    """Every line of words a reader will see: title, summary and other texts of the front matter, then the body."""
    return (*_fields(draft), *lines_of(draft.text, draft.path, draft.body_line))


def _fields(draft: Draft) -> Iterator[Passage]:
    """The texts of the front matter at their places; keys, names of files and codes are none."""
    for path, (line, column) in draft.marks.items():
        value = draft.value_at(path)
        if not isinstance(value, str) or not value or not _is_words(path):
            continue
        at = draft.line(line).find(value, column - 1)
        kind = ".".join(str(part) for part in path)
        yield Passage(value, draft.path, line, at + 1 if at >= 0 else column, kind, at >= 0)


def _is_words(path: tuple[str | int, ...]) -> bool:
    if path[0] in ("title", "summary", "credits", "honours", "description", "kicker", "line", "cover_alt"):
        return True
    return path[0] in ("people", "photos", "withdrawn", "review") and path[-1] in (
        "name", "role", "credit", "reason", "first", "second", "final"
    )  # fmt: skip


def lines_of(text: str, path: str, first_line: int = 1) -> Iterator[Passage]:
    """The words of Markdown `text`, which begins on that line of the file."""
    for number, line in enumerate(without_code(text).split("\n"), first_line):
        if line.strip():
            yield Passage(blanked(line), path, number)


def blanked(line: str) -> str:
    """`line` with everything that is no copy replaced by `GAP`, at the same length."""

    def gap(match: re.Match[str]) -> str:
        return GAP * len(match.group())

    if _TABLE_RULE.fullmatch(line.strip()) if len(line) < 1000 else False:
        return GAP * len(line)
    if "](" in line:
        line = _without_titles(line)
    if line.startswith(("!!!", "???")) and line.rstrip().endswith('"'):
        line = f"{line.rstrip()[:-1]}{GAP}{' ' * (len(line) - len(line.rstrip()))}"
    for pattern in _SIGNS:
        line = pattern.sub(gap, line)
    return line


def _without_titles(line: str) -> str:
    """The quotes around the title of a link or photo are Markdown's, its words are copy."""
    pieces: list[str] = []
    done = 0
    unclosed: set[str] = set()
    for match in _TITLED.finditer(line):
        if match.start() < done or match[2] in unclosed:
            continue
        end = line.find(f"{match[2]})", match.end())
        if end < 0:
            unclosed.add(match[2])
            continue
        pieces += (line[done : match.start(1)], GAP * (match.end() - match.start(1)))
        pieces += (line[match.end() : end], GAP * 2)
        done = end + 2
    return "".join((*pieces, line[done:]))
