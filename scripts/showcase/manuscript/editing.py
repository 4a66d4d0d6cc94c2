"""A manuscript as an editor would lay it out: title, headings, captions and credits found, the rest as it is.

Where words could mean two things they stay in the text, and a warning names them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from showcase.drafts import MAX_PHOTOS
from showcase.manuscript import Block, Cell, Manuscript, Paragraph, Photo, Table, Words
from showcase.manuscript.copy import EDGES, caption, heading, line, plain, visible
from showcase.manuscript.credits import NOBODY, Credits, credited
from showcase.rules.blanks import BLANK

ALT = f"{BLANK}：这张照片里有什么】"
SHORT = 32  # characters of a heading
LONGEST = 32  # characters of a title
TITLE = ("title", "标题")
BOLD = 9  # depth of a heading that is only bold: below all that are numbered or of a style
UNDER = 10
NAMED = 12  # pictures left out that are told of one by one
MAX_CELLS = 5_000  # of one table
MAX_COLUMNS = 20

_HAN = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_NUMBERED = (
    re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部])"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
)
_STOPPED = re.compile(r"[。！？；：，、…!?;:,.]$")
_CAPTION = re.compile(r"[▲△▴↑]|图片?\s*(?:[\d一二三四五六七八九十]+|[:：])|图为|[（(][上下左右]?图[）):：]")
_ITEM = re.compile(r"(\d{1,2})[.．]\s*(?=\D)")
_BULLET = re.compile(r"[•·●○◆■□▪‣➢✓√\uf06c\uf0b7\uf0d8]\s*|[-–]\s+(?=\S)")


@dataclass(frozen=True)
class Copy:
    """What a story folder is made of. `title` holds the words that were found, whether or not they may be one."""

    title: str
    body: str  # Markdown
    photos: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)  # file name, bytes
    credits: Credits = NOBODY
    warnings: tuple[str, ...] = ()


def edited(manuscript: Manuscript) -> Copy:
    """The manuscript as a story's title, body and photos."""
    title, flow = _titled(list(_flow(manuscript.blocks)))
    credits, flow, unsure = credited(flow)
    desk = _Desk(flow)
    blocks = list(desk.blocks())
    blocks += [
        f"[^{number}]: {' '.join(filter(None, map(_one_line, note)))}"
        for number, note in enumerate(manuscript.notes, 1)
    ]
    dropped = sum(len(text) - len(visible(text)) for text in _symbols(flow))
    warnings = [*manuscript.warnings, *desk.warnings]
    if dropped:
        warnings.append(f"{dropped} 个特殊符号（Word 图标字体里的字）没有带过来，请对照原稿补上")
    warnings += [
        f"“{text}”像是署名，拿不准怎么分，留在正文里；请填到稿头的 credits，再从正文删掉" for text in unsure
    ]
    body = "\n\n".join(blocks) or f"{BLANK}：正文，原稿里没有文字】"
    return Copy(title, f"{body}\n", tuple(desk.files.items()), credits, tuple(warnings))


def _symbols(flow: Sequence[Block]) -> Iterator[str]:
    """Characters that are seen in Word and may not stand in a story."""
    for block in flow:
        if isinstance(block, Paragraph):
            yield "".join(c for c in block.text if "\ue000" <= c <= "\uf8ff")


def _flow(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with a paragraph a line, without empty ones, contents, and tables that only place things."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _paragraphs(block)
        elif isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row]
            if len(cells) == 1:
                yield from _flow(cells[0].blocks)
            elif any(_photos(cell) for cell in cells):
                yield from _unpacked(block)
            elif any(plain(words) for cell in cells for words in _cell_lines(cell)):
                yield block
        else:
            yield block


def _paragraphs(block: Paragraph) -> Iterator[Paragraph]:
    lines = [words for words in block.lines if plain(words) or any(one.note for one in words)]
    if not lines or block.style.startswith(("toc", "目录")):
        return
    if block.level >= 0 or _HEADING.match(block.style) or block.style in TITLE:
        joined = [words for number, part in enumerate(lines) for words in (*(_gap(lines, number)), *part)]
        yield replace(block, lines=(tuple(joined),))
    else:
        for words in lines:
            yield replace(block, lines=(words,))


def _gap(lines: Sequence[tuple[Words, ...]], number: int) -> tuple[Words, ...]:
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


def _cell_lines(cell: Cell) -> Iterator[tuple[Words, ...]]:
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, Table):
            for row in block.rows:
                for inner in row:
                    yield from _cell_lines(inner)


def _unpacked(table: Table) -> Iterator[Block]:
    """A table that places pictures: each picture with the words of its cell, or of the cell below it."""
    used: set[int] = set()
    for number, row in enumerate(table.rows):
        below = table.rows[number + 1] if number + 1 < len(table.rows) else ()
        lends = len(below) == len(row) and not any(_photos(cell) for cell in below)
        for column, cell in enumerate(row):
            if id(cell) in used:
                continue
            yield from _flow(cell.blocks)
            if lends and _photos(cell) and not any(plain(words) for words in _cell_lines(cell)):
                used.add(id(below[column]))
                for words in _flow(below[column].blocks):
                    yield replace(words, style="caption") if isinstance(words, Paragraph) else words


def _titled(flow: list[Block]) -> tuple[str, list[Block]]:
    """(the words of the title, the rest): a paragraph of that style, else the first heading, else the first short line."""
    texts = [(at, block) for at, block in enumerate(flow) if isinstance(block, Paragraph)]
    styled = [at for at, block in texts if block.style in TITLE]
    headings = [at for at, block in texts if _HEADING.match(block.style)]
    lines = list(takewhile(lambda text: _may_be_title(text[1]), texts))
    if headings:  # a line in the middle of the page above all headings is more of a title than they
        lines = [(at, block) for at, block in lines if at < headings[0] and block.centred]
    found = next(iter((*styled[:1], *(at for at, _ in lines), *headings)), None)
    if found is None:
        return "", flow
    title, below = (_words(flow, at) for at in (found, found + 1))
    if below.startswith("——") and len(title + below) <= LONGEST:
        return title + below, [*flow[:found], *flow[found + 2 :]]
    return title, [*flow[:found], *flow[found + 1 :]]


def _words(flow: Sequence[Block], at: int) -> str:
    block = flow[at] if at < len(flow) else None
    return plain(block.lines[0]) if isinstance(block, Paragraph) else ""


def _may_be_title(block: Paragraph) -> bool:
    text = plain(block.lines[0])
    return block.level < 0 and 0 < len(text) <= 40 and not re.search(r"[。；，,;：:]$", text)


def _one_line(block: Paragraph) -> str:
    return line(tuple(words for part in block.lines for words in (*part, Words(" "))))


class _Desk:
    """Lays the blocks out one after the other."""

    def __init__(self, flow: Sequence[Block]) -> None:
        self.flow = flow
        self.files: dict[str, bytes] = {}
        self.warnings: list[str] = []
        self._names: dict[Photo, str] = {}
        self._seen = 0  # pictures met
        self._numbered = 0  # lists that begin with 1
        self._left_out = 0  # pictures that cannot be used
        self._over = 0  # pictures beyond those a story may have
        self._depths = self._found_depths()

    def blocks(self) -> Iterator[str]:
        """Markdown, a block an item."""
        at, highest = 0, min(self._depths.values(), default=0)
        while at < len(self.flow):
            block = self.flow[at]
            if isinstance(block, Photo):
                markdown, used = self._photo(block, at)
            elif isinstance(block, Table):
                markdown, used = self._table(block), 1
            elif at in self._depths:
                level = 2 if self._depths[at] == highest else 3
                markdown, used = f"{'#' * level} {heading(plain(block.lines[0]))}", 1
            else:
                markdown, used = self._text(block, at)
            at += used
            if markdown:
                yield markdown
        if self._numbered > 1:
            self.warnings.append("编号的列表在隔开的地方从 1 重新编号，请对照原稿")
        if self._left_out > NAMED:
            self.warnings.append(f"另有 {self._left_out - NAMED} 张图片也没有导入，请对照原稿")
        if self._over:
            self.warnings.append(
                f"图片太多：只带来前 {MAX_PHOTOS} 张，后面 {self._over} 张没有导入；请挑选以后自己放"
            )

    def _run(self, at: int, holds: Callable[[Paragraph], object]) -> Iterator[Paragraph]:
        """The paragraphs from `at` on that are of one kind, headings not among them."""
        for place in range(at, len(self.flow)):
            block = self.flow[place]
            if not isinstance(block, Paragraph) or place in self._depths or not holds(block):
                return
            yield block

    def _text(self, block: Paragraph, at: int) -> tuple[str, int]:
        if block.level >= 0:
            items = list(self._run(at, lambda other: other.level >= 0))
            self._numbered += items[0].ordered
            return "\n".join(_list(items)), len(items)
        if _is_quote(block):
            quoted = list(self._run(at, _is_quote))
            return "\n>\n".join(f"> {line(one.lines[0])}" for one in quoted), len(quoted)
        typed = self._typed_list(at)
        if len(typed) > 1:
            return "\n".join(typed), len(typed)
        return line(block.lines[0], dressed=not _wholly(block, "bold") and not _wholly(block, "italic")), 1

    def _typed_list(self, at: int) -> list[str]:
        """A list whose numbers or bullets were typed by hand, in Markdown; one item is none."""
        first = self.flow[at]
        assert isinstance(first, Paragraph)
        bullets = list(
            self._run(at, lambda other: _plain_text(other) and _BULLET.match(other.text.strip(EDGES)))
        )
        if len(bullets) > 1:
            return [f"- {_without(one, _BULLET)}" for one in bullets]
        items: list[str] = []
        for one in self._run(at, lambda other: _plain_text(other) and _ITEM.match(other.text.strip(EDGES))):
            number = _ITEM.match(one.text.strip(EDGES))
            if not number or int(number[1]) != len(items) + 1:
                break
            items.append(f"{len(items) + 1}. {_without(one, _ITEM)}")
        return items

    def _found_depths(self) -> dict[int, int]:
        """The depth of each heading by its place; those that nothing follows are none, but for Word's own."""
        depths = {
            at: depth for at in range(len(self.flow)) if (depth := _depth(self.flow[at]) or self._lone(at))
        }
        styled = {
            at for at in depths if isinstance(b := self.flow[at], Paragraph) and _HEADING.match(b.style)
        }
        return {
            at: depth
            for at, depth in depths.items()
            if at in styled or (at + 1 < len(self.flow) and depths.get(at + 1, UNDER) > depth)
        }

    def _lone(self, at: int) -> int:
        """The depth of a short line that Word numbered, with no other item beside it: a heading, not a list."""
        block = self.flow[at]
        if not isinstance(block, Paragraph) or not block.ordered or not _is_short(plain(block.lines[0])):
            return 0
        beside = (*self.flow[max(at - 1, 0) : at], *self.flow[at + 1 : at + 2])
        alone = not any(isinstance(other, Paragraph) and other.level >= 0 for other in beside)
        return block.level + 1 if alone else 0

    def _photo(self, photo: Photo, at: int) -> tuple[str, int]:
        self._seen += 1
        if photo.why:
            self._left_out += 1
            if self._left_out <= NAMED:
                self.warnings.append(f"第 {self._seen} 张图片没有导入{self._where(at)}：{photo.why}")
            return "", 1
        if photo not in self._names:
            if len(self._names) == MAX_PHOTOS:
                self._over += 1
                return "", 1
            self._names[photo] = f"tu-{len(self._names) + 1}{photo.suffix}"
            self.files[self._names[photo]] = photo.data
        words, used = self._caption(at + 1)
        title = f" {caption(words)}" if words else ""
        return f"![{ALT}]({self._names[photo]}{title})", used + 1

    def _caption(self, at: int) -> tuple[str, int]:
        block = self.flow[at] if at < len(self.flow) else None
        if not isinstance(block, Paragraph) or block.level >= 0:
            return "", 0
        text = plain(block.lines[0])
        if block.style in ("caption", "题注", "图注", "图题") or (len(text) <= 120 and _CAPTION.match(text)):
            return re.sub(r"^[▲△▴↑]\s*|^图片?[:：]\s*", "", text), 1
        return "", 0

    def _where(self, at: int) -> str:
        before = next((b for b in reversed(self.flow[:at]) if isinstance(b, Paragraph)), None)
        words = plain(before.lines[0])[-12:] if before else ""
        return f"（在“{words}”后面）" if words else "（在开头）"

    def _table(self, table: Table) -> str:
        grid = _grid(table)
        if grid is None:
            self.warnings.append("有一个表格太大，没有导入；请截成几个小的，或改写成文字")
            return ""
        head, *rows = ["| " + " | ".join(row) + " |" for row in grid]
        return "\n".join([head, "|" + "---|" * len(grid[0]), *rows])


def _depth(block: Block) -> int:
    """Of a heading, 1 for the highest; 0 for what is none."""
    if not isinstance(block, Paragraph):
        return 0
    text = plain(block.lines[0])
    if found := _HEADING.match(block.style):
        return int(found[1])
    if block.level >= 0 or not _is_short(text) or block.style == "caption":
        return 0
    for depth, pattern in enumerate(_NUMBERED, 1):
        if pattern.match(text):
            return depth
    return BOLD if _wholly(block, "bold") and not _CAPTION.match(text) else 0


def _is_short(text: str) -> bool:
    return 0 < len(text) <= SHORT and not _STOPPED.search(text) and not text.startswith("—")


def _wholly(block: Paragraph, dress: str) -> bool:
    words = [words for part in block.lines for words in part if words.text.strip(EDGES)]
    return bool(words) and all(getattr(one, dress) for one in words)


def _is_quote(block: Paragraph) -> bool:
    return block.level < 0 and ("quote" in block.style or block.style.startswith("引用"))


def _plain_text(block: Paragraph) -> bool:
    return block.level < 0 and not _is_quote(block)


def _without(block: Paragraph, mark: re.Pattern[str]) -> str:
    """The line without the mark it begins with."""
    text = block.text
    begin = len(text) - len(text.lstrip(EDGES))
    found = mark.match(text.strip(EDGES))
    left = begin + (found.end() if found else 0)
    kept = []
    for words in block.lines[0]:
        cut = min(left, len(words.text))
        left -= cut
        kept.append(replace(words, text=words.text[cut:]))
    return line(tuple(kept))


def _list(items: Sequence[Paragraph]) -> Iterator[str]:
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
            made += [" ".join(filter(None, map(line, _cell_lines(cell)))), *[""] * (wide - 1)]
        grid.append(made)
    return grid
