"""Lists and tables as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from showcase.manuscript import Paragraph, Table
from showcase.manuscript.copy import EDGES, line
from showcase.manuscript.flow import cell_lines

MAX_CELLS = 5_000  # of one table
MAX_COLUMNS = 20

_ITEM = re.compile(r"(\d{1,2})[.．]\s*(?=\D)")
_BULLET = re.compile(r"[•·●○◆■□▪‣➢✓√\uf06c\uf0b7\uf0d8]\s*|[-–]\s+(?=\S)")


def listed(items: Sequence[Paragraph]) -> Iterator[str]:
    """One line an item, four spaces a level; a list of the other kind begins after an empty line."""
    stack: list[tuple[bool, int]] = []  # (ordered, count) of each open level
    for item in items:
        level = min(item.level, len(stack))
        del stack[level + 1 :]
        if level == len(stack):
            stack.append((item.ordered, 0))
        elif stack[level][0] != item.ordered:
            stack[level] = (item.ordered, 0)
            yield ""
        count = stack[level][1] + 1
        stack[level] = (item.ordered, count)
        yield f"{'    ' * level}{f'{count}.' if item.ordered else '-'} {line(item.lines[0])}"


def typed_list(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The list that begins `paragraphs`, its numbers or bullets typed by hand: a line an item; one item is none."""
    items: list[str] = []
    kind: re.Pattern[str] | None = None
    for one in paragraphs:
        text = one.text.strip(EDGES)
        kind = kind or next((mark for mark in (_BULLET, _ITEM) if mark.match(text)), None)
        found = kind.match(text) if kind else None
        if kind is None or found is None or (kind is _ITEM and int(found[1]) != len(items) + 1):
            break
        items.append(f"{f'{len(items) + 1}.' if kind is _ITEM else '-'} {_without(one, found.end())}")
    return items if len(items) > 1 else []


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
    columns = min(
        max(sum(min(cell.columns, MAX_COLUMNS) for cell in row) for row in table.rows if row), MAX_COLUMNS
    )
    if columns * len(table.rows) > MAX_CELLS or any(len(row) > MAX_COLUMNS for row in table.rows):
        return None
    grid = []
    reach = [0] * columns  # rows that a cell above still covers
    for row in table.rows:
        cells = iter(row)
        made: list[str] = []
        while len(made) < columns:
            if reach[len(made)] > 0:
                reach[len(made)] -= 1
                made.append("")
                continue
            cell = next(cells, None)
            if cell is None:
                made.append("")
                continue
            wide = min(cell.columns, columns - len(made))
            for column in range(len(made), len(made) + wide):
                reach[column] = cell.rows - 1
            made += [" ".join(filter(None, map(line, cell_lines(cell)))), *[""] * (wide - 1)]
        grid.append(made)
    return grid
