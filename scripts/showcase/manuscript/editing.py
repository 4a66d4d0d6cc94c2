"""A manuscript as an editor would lay it out: title, headings, captions and credits found, the rest as it is.

Where words could mean two things they stay in the text, and a warning names them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from showcase.drafts import MAX_PHOTOS
from showcase.manuscript import Block, Manuscript, Paragraph, Photo, Table, Words
from showcase.manuscript.blocks import listed, tabled, typed_list
from showcase.manuscript.copy import EDGES, caption, heading, line
from showcase.manuscript.credits import NOBODY, Credits, credited
from showcase.manuscript.flow import flow as flow_of
from showcase.manuscript.headings import depths, titled
from showcase.manuscript.kinds import is_caption, is_prose, is_quote, wholly, words_of
from showcase.rules.blanks import BLANK

ALT = f"{BLANK}：这张照片里有什么】"
NAMED = 12  # pictures left out that are told of one by one


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
    title, flow = titled(list(flow_of(manuscript.blocks)))
    credits, flow, unsure = credited(flow)
    desk = _Desk(flow)
    blocks = list(desk.blocks())
    blocks += [
        f"[^{number}]: {' '.join(filter(None, map(_one_line, note)))}"
        for number, note in enumerate(manuscript.notes, 1)
    ]
    dropped = sum(map(len, _symbols(flow)))
    warnings = [*manuscript.warnings, *desk.warnings]
    if dropped:
        warnings.append(f"{dropped} 个特殊符号（Word 图标字体里的字）没有带过来，请对照原稿补上")
    warnings += [
        f"“{text}”像是署名，拿不准怎么分，留在正文里；请填到稿头的 credits，再从正文删掉" for text in unsure
    ]
    body = "\n\n".join(blocks) or f"{BLANK}：正文，原稿里没有文字】"
    return Copy(title, f"{body}\n", tuple(desk.files.items()), credits, tuple(warnings))


def _symbols(flow: Sequence[Block]) -> Iterator[str]:
    """Characters that are seen in Word and may not stand in a story; one that begins a line is its bullet."""
    for block in flow:
        if isinstance(block, Paragraph):
            yield "".join(c for c in block.text.strip(EDGES)[1:] if "\ue000" <= c <= "\uf8ff")


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
                markdown, used = f"{'#' * level} {heading(words_of(block))}", 1
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
            self.warnings.append("有一个表格太大，没有导入；请截成几个小的，或改写成文字")
        return markdown
