"""A manuscript as an editor would lay it out: title, headings, captions and credits found, the rest as it is.

Where words could mean two things they stay in the text, and a warning names them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from showcase.stories.drafts import MAX_PHOTOS
from showcase.stories.word import Block, Left, Manuscript, Paragraph, Photo, Table, Words
from showcase.stories.word.account import missing, spoken
from showcase.stories.word.blocks import listed, tabled, typed_list
from showcase.stories.word.copy import EDGES, caption, heading, line, plain
from showcase.stories.word.credits import NOBODY, Credits, credited
from showcase.stories.word.days import Named, days_named
from showcase.stories.word.flow import cell_lines
from showcase.stories.word.flow import flow as flow_of
from showcase.stories.word.headings import closed_up, depths, titled
from showcase.stories.word.kinds import is_caption, is_prose, is_quote, wholly, words_of
from showcase.typed.meant import BLANK

ALT = f"{BLANK}：这张照片里有什么】"
NAMED = 12  # pictures or words left out that are told of one by one
LONG = 40  # characters of words left out that are shown

CREDIT = ""  # told of by the fields it went into
LOST = "这些字没有带过来，程序也说不出为什么；请对照原稿补上"
NOTE = "标题、图注或表格里的注没有带过来，要的话写进正文"
TOO_LARGE = "有一个表格太大，没有导入；请截成几个小的，或改写成文字"


@dataclass(frozen=True)
class Copy:
    """What a story folder is made of. `title` holds the words that were found, whether or not they may be one."""

    title: str
    body: str  # Markdown
    photos: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)  # file name, bytes
    credits: Credits = NOBODY
    warnings: tuple[str, ...] = ()
    days: tuple[Named, ...] = ()
    left: tuple[Left, ...] = ()  # what the story does not get; `warnings` tells of it


def edited(manuscript: Manuscript) -> Copy:
    """The manuscript as a story's title, body and photos."""
    left = list(manuscript.left)
    title, flow = titled(flow_of(manuscript.blocks, left))
    days = days_named(title, flow)
    everything = flow
    credits, flow, unsure = credited(flow)
    kept = {id(block) for block in flow}
    left += [Left(CREDIT, words_of(block)) for block in everything if id(block) not in kept]
    desk = _Desk(flow, left)
    blocks = list(desk.blocks())
    blocks += _notes(manuscript, "\n".join(blocks), left)
    dropped = sum(map(len, _symbols(flow)))
    told = (title, spoken("\n\n".join(blocks)), *(one.words for one in left))
    left += [Left(LOST, text) for text in missing(manuscript.said, told)]
    warnings = [*manuscript.warnings, *desk.warnings, *told_of(left)]
    if dropped:
        warnings.append(f"{dropped} 个特殊符号（Word 图标字体里的字）没有带过来，请对照原稿补上")
    warnings += [
        f"“{text}”像是署名，拿不准怎么分，留在正文里；请填到稿头的 credits，再从正文删掉" for text in unsure
    ]
    body = "\n\n".join(blocks) or f"{BLANK}：正文，原稿里没有文字】"
    return Copy(title, f"{body}\n", tuple(desk.files.items()), credits, tuple(warnings), days, tuple(left))


def told_of(left: Iterable[Left]) -> Iterator[str]:
    """A line for each reason, with the words that it took."""
    by_reason: dict[str, list[str]] = {}
    for one in left:
        if one.why:
            by_reason.setdefault(one.why, []).append(one.words)
    for why, texts in by_reason.items():
        shown = [f"“{t[:LONG]}{'……' if len(t) > LONG else ''}”" for t in dict.fromkeys(texts) if t]
        more = f"等 {len(shown)} 处" if len(shown) > NAMED else ""
        yield f"{why}{'：' if shown else ''}{''.join(shown[:NAMED])}{more}"


def _notes(manuscript: Manuscript, body: str, left: list[Left]) -> Iterator[str]:
    """The notes whose marks stand in the body; others are left out."""
    for number, note in enumerate(manuscript.notes, 1):
        text = " ".join(filter(None, map(_one_line, note)))
        if f"[^{number}]" in body:
            body += text
            yield f"[^{number}]: {text}"
        else:
            left.append(Left(NOTE, " ".join(" ".join(map(plain, block.lines)) for block in note)))


def _symbols(flow: Sequence[Block]) -> Iterator[str]:
    """Characters that are seen in Word and may not stand in a story; one that begins a line is its bullet."""
    for block in flow:
        if isinstance(block, Paragraph):
            yield "".join(c for c in block.text.strip(EDGES)[1:] if "\ue000" <= c <= "\uf8ff")


def _one_line(block: Paragraph) -> str:
    return line(tuple(words for part in block.lines for words in (*part, Words(" "))))


class _Desk:
    """Lays the blocks out one after the other."""

    def __init__(self, flow: Sequence[Block], left: list[Left]) -> None:
        self.flow = flow
        self.left = left
        self.files: dict[str, bytes] = {}
        self.warnings: list[str] = []
        self._names: dict[Photo, str] = {}
        self._seen = 0  # pictures met
        self._left_out = 0  # pictures that cannot be used
        self._over = 0  # pictures beyond those a story may have
        self._depths = depths(flow)

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
                number = f"{block.count}. " if block.ordered and block.count else ""
                markdown, used = f"{'#' * level} {number}{heading(closed_up(words_of(block)))}", 1
            else:
                markdown, used = self._text(block, at)
            at += used
            if markdown:
                yield markdown
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
            if any(
                b.ordered and b.level == a.level and b.count != a.count + 1
                for a, b in pairwise(items)
                if a.ordered
            ):
                self.warnings.append(
                    f"“{words_of(items[0])[-LONG:]}”起的列表，编号和原稿不全一样，请对照原稿"
                )
            return "\n".join(listed(items)), len(items)
        if is_quote(block):
            quoted = list(self._run(at, is_quote))
            return "\n>\n".join(f"> {line(one.lines[0])}" for one in quoted), len(quoted)
        if typed := typed_list(self._run(at, is_prose)):
            return "\n".join(typed), len(typed)
        return line(block.lines[0], dressed=not wholly(block, "bold") and not wholly(block, "italic")), 1

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
        """(the words below the picture, paragraphs they take)"""
        block = self.flow[at] if at < len(self.flow) else None
        return (
            (re.sub(r"^[▲△▴↑]\s*|^图片?[:：]\s*", "", words_of(block)), 1) if is_caption(block) else ("", 0)
        )

    def _where(self, at: int) -> str:
        before = next((b for b in reversed(self.flow[:at]) if isinstance(b, Paragraph)), None)
        words = words_of(before)[-12:]
        return f"（在“{words}”后面）" if words else "（在开头）"

    def _table(self, table: Table) -> str:
        markdown = tabled(table)
        if not markdown:
            words = " ".join(plain(part) for row in table.rows for cell in row for part in cell_lines(cell))
            self.left.append(Left(TOO_LARGE, words))
        return markdown
