"""A manuscript's blocks in one row: a paragraph a line, without what is empty or only places other things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from showcase.manuscript import Block, Cell, Line, Paragraph, Photo, Table, Words
from showcase.manuscript.copy import plain
from showcase.manuscript.kinds import HEADING, TITLE

_HAN = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"


def flow(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with a paragraph a line, without empty ones, contents, and tables that only place things."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _paragraphs(block)
        elif isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row]
            if len(cells) == 1:
                yield from flow(cells[0].blocks)
            elif any(_photos(cell) for cell in cells):
                yield from _unpacked(block)
            elif any(plain(words) for cell in cells for words in cell_lines(cell)):
                yield block
        else:
            yield block


def _paragraphs(block: Paragraph) -> Iterator[Paragraph]:
    lines = [words for words in block.lines if plain(words) or any(one.note for one in words)]
    if not lines or block.style.startswith(("toc", "目录")):
        return
    if block.level >= 0 or HEADING.match(block.style) or block.style in TITLE:
        joined = [words for number, part in enumerate(lines) for words in (*(_gap(lines, number)), *part)]
        yield replace(block, lines=(tuple(joined),))
    else:
        for words in lines:
            yield replace(block, lines=(words,))


def _gap(lines: Sequence[Line], number: int) -> tuple[Words, ...]:
    """What a manual break becomes between two lines that are one: nothing between Han, else a space."""
    if not number:
        return ()
    ends = plain(lines[number - 1])[-1:] + plain(lines[number])[:1]
    return () if re.fullmatch(_HAN * 2, ends) else (Words(" "),)


def _photos(cell: Cell) -> list[Photo]:
    found = []
    for block in cell.blocks:
        if isinstance(block, Photo):
            found.append(block)
        elif isinstance(block, Table):
            found += [photo for row in block.rows for inner in row for photo in _photos(inner)]
    return found


def cell_lines(cell: Cell) -> Iterator[Line]:
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, Table):
            for row in block.rows:
                for inner in row:
                    yield from cell_lines(inner)


def _unpacked(table: Table) -> Iterator[Block]:
    """A table that places pictures: each picture with the words of its cell, or of the cell below it."""
    used: set[int] = set()
    for number, row in enumerate(table.rows):
        below = table.rows[number + 1] if number + 1 < len(table.rows) else ()
        lends = len(below) == len(row) and not any(_photos(cell) for cell in below)
        for column, cell in enumerate(row):
            if id(cell) in used:
                continue
            yield from flow(cell.blocks)
            if lends and _photos(cell) and not any(plain(words) for words in cell_lines(cell)):
                used.add(id(below[column]))
                for words in flow(below[column].blocks):
                    yield replace(words, style="caption") if isinstance(words, Paragraph) else words
