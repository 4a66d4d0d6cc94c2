"""Code between fences: taken out before anything else looks at the text, and one that is never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from showcase.markup.fault import Fault

if TYPE_CHECKING:
    from markdown_it.token import Token

_HOLDERS = r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"  # of a list or a quotation
_OPENING = re.compile(rf"{_HOLDERS}(?P<fence>`{{3,}}(?=[^`]*$)|~{{3,}})")


def code_lines(text: str) -> frozenset[int]:
    """Numbers of the lines that stand in fenced code, fences included; the first line is 1."""
    inside: set[int] = set()
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if fence:
            inside.add(number)
            fence = "" if _closes(line, fence) else fence
        elif opening := _OPENING.match(line):
            inside.add(number)
            fence = opening["fence"]
    return frozenset(inside)


def without_code(text: str) -> str:
    """`text` with every fenced code blank, character for character."""
    inside = code_lines(text)
    return "\n".join(
        " " * len(line) if number in inside else line for number, line in enumerate(text.split("\n"), 1)
    )


def unclosed(tokens: list[Token], lines: list[str]) -> Iterator[Fault]:
    """Each fence without an end: GitHub, too, shows all that follows as code."""
    for token in tokens:
        if token.type == "fence" and token.map:
            first, behind = token.map
            if behind - first < 2 or not _closes(lines[behind - 1], token.markup):
                mark = token.markup
                hint = f"在代码后面另起一行，写上同样的 {mark}"
                column = lines[first].find(mark) + 1
                yield Fault(
                    "DOC008", first + 1, f"这里的 {mark} 没有配对的另一行，后面的字都成了代码", hint, column
                )


def _closes(line: str, fence: str) -> bool:
    mark = line.strip(" \t>")
    return len(mark) >= len(fence) and not mark.strip(fence[0])
