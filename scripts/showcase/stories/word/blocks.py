"""Lists and tables as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from showcase.stories.word import Cell, Paragraph, Table
from showcase.stories.word.copy import EDGES, line
from showcase.stories.word.flow import cell_lines

MAX_CELLS = 5_000  # of one table
MAX_COLUMNS = 20
WIDEST = 64  # columns that one cell may cover; Word has no more

_ITEM = re.compile(r"(\d{1,2})[.．]\s*(?=\D)")
# Of an item that begins with a number: 4.6月6日, 4.2026年. It is no decimal where the next item follows it.
_NUMBER_ITEM = re.compile(r"(\d{1,2})[.．]\s*(?=\d{1,4}\s*(?:年|月|日|号|点|时|[:：]\d)|\d{3,})")
_DECIMAL_ITEM = re.compile(r"(\d{1,2})[.．]\s*(?=\d)")
_BULLET = re.compile(r"[•·●○◆■□▪‣➢✓√\uf06c\uf0b7\uf0d8]\s*|[-–]\s+(?=\S)")


def listed(items: Sequence[Paragraph]) -> Iterator[str]:
    """One line an item, four spaces a level; a list of the other kind begins after an empty line.

    A list begins with the number that its first item has in Word.
    """
    stack: list[tuple[bool, int]] = []  # (ordered, count) of each open level
    for item in items:
        level = min(item.level, len(stack))
        del stack[level + 1 :]
        if level == len(stack):
            stack.append((item.ordered, max(item.count - 1, 0)))
        elif stack[level][0] != item.ordered:
            stack[level] = (item.ordered, max(item.count - 1, 0))
            yield ""
        count = stack[level][1] + 1
        stack[level] = (item.ordered, count)
        yield f"{'    ' * level}{f'{count}.' if item.ordered else '-'} {line(item.lines[0])}"


def typed_list(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The list that begins `paragraphs`, its numbers or bullets typed by hand: a line an item; one item is none."""
    items: list[str] = []
    kind: re.Pattern[str] | None = None
    for one, following in pairwise(chain(paragraphs, (None,))):
        assert one is not None
        text = one.text.strip(EDGES)
        kind = kind or next((mark for mark in (_BULLET, _ITEM, _NUMBER_ITEM) if mark.match(text)), None)
        if kind is _BULLET:
            found = _BULLET.match(text)
        else:
            after = following.text.strip(EDGES) if following else ""
            found = kind and _numbered(text, len(items) + 1, after)
        if not found:
            break
        items.append(f"{'-' if kind is _BULLET else f'{len(items) + 1}.'} {_without(one, found.end())}")
    return items if len(items) > 1 else []


def _numbered(text: str, count: int, after: str) -> re.Match[str] | None:
    """The number `count` that begins `text`, when it is that of an item; `after` is the text of the next."""
    found = _ITEM.match(text) or _NUMBER_ITEM.match(text)
    if not found and count > 1 and re.match(rf"{count + 1}[.．]", after):
        found = _DECIMAL_ITEM.match(text)
    return found if found and int(found[1]) == count else None


def _without(block: Paragraph, mark: int) -> str:
    """The line without the mark of so many characters that it begins with."""
    text = block.text
    left = len(text) - len(text.lstrip(EDGES)) + mark
    kept = []
    for words in block.lines[0]:
        cut = min(left, len(words.text))
        left -= cut
        kept.append(replace(words, text=words.text[cut:]))
    return line(tuple(kept))


def tabled(table: Table) -> str:
    """The table, its first row as its head; nothing when it has too many cells."""
    grid = _grid(table)
    if not grid:
        return ""
    head, *rows = ["| " + " | ".join(row) + " |" for row in grid]
    return "\n".join([head, "|" + "---|" * len(grid[0]), *rows])


def _grid(table: Table) -> list[list[str]] | None:
    """The cells' Markdown, with nothing where a merged cell reaches; None when there are too many."""
    rows = _placed(table)
    starts = sorted({start for row in rows for start in row})
    if len(starts) > MAX_COLUMNS:  # a form ruled so finely that only the order of its cells means something
        rows = [dict(enumerate(row)) for row in table.rows]
        starts = list(range(max(map(len, rows))))
    if not starts or len(starts) > MAX_COLUMNS or len(starts) * len(rows) > MAX_CELLS:
        return None
    return [
        [" ".join(filter(None, map(line, cell_lines(row[at])))) if at in row else "" for at in starts]
        for row in rows
    ]


def _placed(table: Table) -> list[dict[int, Cell]]:
    """The cells of each row by the column that they begin in."""
    reach: dict[int, int] = {}  # column → rows that a cell above still covers
    rows = []
    for row in table.rows:
        placed: dict[int, Cell] = {}
        at = 0
        for cell in row:
            while reach.get(at, 0) > 0:
                at += 1
            placed[at] = cell
            at += min(max(cell.columns, 1), WIDEST)
        reach = {column: left - 1 for column, left in reach.items() if left > 1}
        for start, cell in placed.items():
            if cell.rows > 1:
                reach |= dict.fromkeys(range(start, start + min(max(cell.columns, 1), WIDEST)), cell.rows - 1)
        rows.append(placed)
    return rows
