"""A list that cannot be read as a whole: each of its entries on its own, so that a slip of the hand loses one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from showcase.typed.strict_yaml import YamlFault, load

_ITEM = re.compile(r"( *)-(?!-)")
_KEY = re.compile(r"\bkey *[:：] *['\"]?([a-z0-9][a-z0-9-]*)")


@dataclass(frozen=True)
class Broken:
    """An entry that is no YAML."""

    fault: YamlFault  # at its line of the file
    line: int  # where the entry begins
    key: str  # as far as it can be made out; others may name it


def salvaged(text: str, name: str) -> tuple[str, tuple[Broken, ...]]:
    """`text` with the lines of each broken entry emptied, so that the others stay at their lines; and the broken ones."""
    lines = text.split("\n")
    broken: list[Broken] = []
    for first, last in _items(lines, name):
        own = lines[first:last]
        try:
            load("\n".join((f"{name}:", *own)))
        except YamlFault as fault:
            line = first + min(max(fault.line - 1, 1), len(own))
            key = _KEY.search("\n".join(own))
            at = YamlFault(line, fault.column, fault.message, fault.hint)
            broken.append(Broken(at, first + 1, key[1] if key else ""))
            lines[first:last] = [""] * len(own)
    return "\n".join(lines), tuple(broken)


def _items(lines: Sequence[str], name: str) -> Iterator[tuple[int, int]]:
    """From and to which line each entry of the list goes."""
    head = next((n for n, line in enumerate(lines) if line.startswith(f"{name}:")), len(lines))
    starts: list[int] = []
    indent = None
    end = len(lines)
    for number in range(head + 1, len(lines)):
        line = lines[number]
        if (match := _ITEM.match(line)) and indent in (None, match[1]):
            indent = match[1]
            starts.append(number)
        elif re.match(r"[a-z]+:", line):  # another key of the file
            end = number
            break
    yield from pairwise((*starts, end))
