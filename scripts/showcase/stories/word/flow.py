"""A manuscript's blocks in one row: a paragraph a line, without what is empty or only places other things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from showcase.stories.word import Block, Cell, Left, Line, Paragraph, Photo, Table, Words
from showcase.stories.word.copy import plain
from showcase.stories.word.kinds import CAPTION, HAN, HEADING, NUMBERED, OUTLINE, SHORT, TITLE, is_short
from showcase.stories.word.shown import CONTENT

PLACED = "表格是用来摆照片的，拆成了一张一张的照片，图里的字跟在照片后面；请对照原稿"
FORM = "表格里有照片：照片放到了表格前面，字留在表格里；请对照原稿，个人信息请删去"

_SIGN = r"[\u3400-\u9fff]"
_CONTENTS = re.compile(r"目[录錄次]|contents|tableofcontents", re.IGNORECASE)
_ROW = re.compile(r"(?:[.．·…⋯‥_﹒-]{2,}|\t|[ \u3000]{2,})\s*[（(]?\d{1,3}[)）]?$")


def flow(blocks: Iterable[Block], left: list[Left]) -> list[Block]:
    """The blocks with a paragraph a line, without empty ones, contents typed by hand, and tables that only place things.

    `left` gets what is left out, and what was done to a table.
    """
    return _without_contents(list(_one_sign_a_line(_parted(blocks, left))), left)


def _parted(blocks: Iterable[Block], left: list[Left]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _paragraphs(block)
        elif isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row]
            if len(cells) == 1:
                yield from _parted(cells[0].blocks, left)
            elif any(_photos(cell) for cell in cells):
                left.append(Left(FORM if _is_form(block) else PLACED, ""))
                yield from _lifted(block) if _is_form(block) else _unpacked(block, left)
            elif any(plain(words) for cell in cells for words in cell_lines(cell)):
                yield block
        else:
            yield block


def _paragraphs(block: Paragraph) -> Iterator[Paragraph]:
    """A line each. Those of a title are one; of a heading or an item the first alone is one, what follows is text."""
    lines = [words for words in block.lines if plain(words) or any(one.note for one in words)]
    if not lines:
        return
    heading = HEADING.match(block.style) or OUTLINE.match(block.style)
    if block.style in TITLE or block.style in CAPTION or (heading and _is_one(lines)):
        gaps = (
            _gap(lines, number) if block.style in TITLE else (Words(" "),) for number in range(len(lines))
        )
        joined = [words for gap, part in zip(gaps, lines, strict=True) for words in (*gap, *part)]
        yield replace(block, lines=(tuple(joined),))
    else:
        yield replace(
            block, lines=(lines[0],), goes_on=block.goes_on or (block.level >= 0 and len(lines) > 1)
        )
        own = replace(block, level=-1, ordered=False, count=0, style="" if heading else block.style)
        for words in lines[1:]:
            yield replace(own, lines=(words,))


def _is_one(lines: Sequence[Line]) -> bool:
    """Whether a heading was only broken for its looks: short altogether, no line with a stop or a number of its own."""
    texts = [plain(words) for words in lines]
    return len("".join(texts)) <= SHORT and not any(
        (number and NUMBERED.match(text)) or (number < len(texts) - 1 and not is_short(text))
        for number, text in enumerate(texts)
    )


def _one_sign_a_line(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lines of a single Han each, three or more, are one line: a title that stands upright."""
    row: list[Paragraph] = []
    for block in (*blocks, None):
        if isinstance(block, Paragraph) and re.fullmatch(_SIGN, plain(block.lines[0])) and block.level < 0:
            row.append(block)
            continue
        if len(row) > 2:
            yield replace(row[0], lines=(tuple(words for one in row for words in one.lines[0]),))
        else:
            yield from row
        row = []
        if block is not None:
            yield block


def _without_contents(blocks: list[Block], left: list[Left]) -> list[Block]:
    """Without the rows of leaders and page numbers below the word 目录, and without that word where a table of contents was."""
    texts = [plain(b.lines[0]) if isinstance(b, Paragraph) else "" for b in blocks]
    gone: set[int] = set()
    for at, text in enumerate(texts):
        if not _CONTENTS.fullmatch(re.sub(r"\s", "", text)):
            continue
        rows = list(takewhile(lambda row: _is_row(blocks[row]), range(at + 1, len(blocks))))
        if len(rows) > 1 or any(one.why == CONTENT for one in left):
            gone.update((at, *rows) if len(rows) > 1 else (at,))
    left.extend(Left(CONTENT, texts[at]) for at in sorted(gone))
    return [block for at, block in enumerate(blocks) if at not in gone]


def _is_row(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(
        _ROW.search("".join(words.text for words in block.lines[0]).strip())
    )


def _gap(lines: Sequence[Line], number: int) -> tuple[Words, ...]:
    """What a manual break becomes between two lines that are one: nothing between Han, else a space."""
    if not number:
        return ()
    ends = plain(lines[number - 1])[-1:] + plain(lines[number])[:1]
    return () if re.fullmatch(HAN * 2, ends) else (Words(" "),)


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


def _is_form(table: Table) -> bool:
    """Whether words stand beside words in a row without a picture that lends none to a picture above."""
    for number, row in enumerate(table.rows):
        above = table.rows[number - 1] if number else ()
        if not any(_photos(cell) for cell in (*row, *above)) and sum(map(_has_words, row)) > 1:
            return True
        if any(_photos(cell) for cell in row) and sum(map(_has_words, row)) > 1:
            return True
    return False


def _has_words(cell: Cell) -> bool:
    return any(plain(words) for words in cell_lines(cell))


def _lifted(table: Table) -> Iterator[Block]:
    """The pictures, then the table without them."""
    for row in table.rows:
        for cell in row:
            yield from _photos(cell)
    yield table


def _unpacked(table: Table, left: list[Left]) -> Iterator[Block]:
    """A table that places pictures: each picture with the words of its cell, or of the cell below it."""
    used: set[int] = set()
    for number, row in enumerate(table.rows):
        below = table.rows[number + 1] if number + 1 < len(table.rows) else ()
        lends = len(below) == len(row) and not any(_photos(cell) for cell in below)
        for column, cell in enumerate(row):
            if id(cell) in used:
                continue
            yield from _parted(cell.blocks, left)
            if lends and _photos(cell) and not _has_words(cell):
                used.add(id(below[column]))
                for words in _parted(below[column].blocks, left):
                    yield replace(words, style="caption") if isinstance(words, Paragraph) else words
