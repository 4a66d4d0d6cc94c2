"""Which lines of a manuscript are its title and its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from showcase.manuscript import Block, Paragraph
from showcase.manuscript.kinds import HEADING, TITLE, is_caption, is_short, wholly, words_of

LONGEST = 32  # characters of a title
BOLD = 9  # depth of a heading that is only bold: below all that are numbered or of a style
UNDER = 10

_NUMBERED = (
    re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部])"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
)


def titled(flow: list[Block]) -> tuple[str, list[Block]]:
    """(the words of the title, the rest): a paragraph of that style, else the first heading, else the first short line."""
    texts = [(at, block) for at, block in enumerate(flow) if isinstance(block, Paragraph)]
    styled = [at for at, block in texts if block.style in TITLE]
    headings = [at for at, block in texts if HEADING.match(block.style)]
    lines = list(takewhile(lambda text: _may_be_title(text[1]), texts))
    if headings:  # a line in the middle of the page above all headings is more of a title than they
        lines = [(at, block) for at, block in lines if at < headings[0] and block.centred]
    found = next(iter((*styled[:1], *(at for at, _ in lines), *headings)), None)
    if found is None:
        return "", flow
    title, below = (words_of(block) for block in (*flow[found : found + 2], None)[:2])
    if below.startswith("——") and len(title + below) <= LONGEST:
        return title + below, [*flow[:found], *flow[found + 2 :]]
    return title, [*flow[:found], *flow[found + 1 :]]


def _may_be_title(block: Paragraph) -> bool:
    text = words_of(block)
    return block.level < 0 and 0 < len(text) <= 40 and not re.search(r"[。；，,;：:]$", text)


def depths(flow: Sequence[Block]) -> dict[int, int]:
    """The depth of each heading by its place, 1 for the highest; those that nothing follows are none, but for Word's own."""
    found = {at: depth for at in range(len(flow)) if (depth := _depth(flow[at]) or _lone(flow, at))}
    styled = {at for at in found if isinstance(b := flow[at], Paragraph) and HEADING.match(b.style)}
    return {
        at: depth
        for at, depth in found.items()
        if at in styled or (at + 1 < len(flow) and found.get(at + 1, UNDER) > depth)
    }


def _lone(flow: Sequence[Block], at: int) -> int:
    """The depth of a short line that Word numbered, with no other item beside it: a heading, not a list."""
    block = flow[at]
    if not isinstance(block, Paragraph) or not block.ordered or not is_short(words_of(block)):
        return 0
    beside = (*flow[max(at - 1, 0) : at], *flow[at + 1 : at + 2])
    alone = not any(isinstance(other, Paragraph) and other.level >= 0 for other in beside)
    return block.level + 1 if alone else 0


def _depth(block: Block) -> int:
    """Of a heading, 1 for the highest; 0 for what is none."""
    if not isinstance(block, Paragraph):
        return 0
    text = words_of(block)
    if found := HEADING.match(block.style):
        return int(found[1])
    if block.level >= 0 or not is_short(text) or is_caption(block):
        return 0
    for depth, pattern in enumerate(_NUMBERED, 1):
        if pattern.match(text):
            return depth
    return BOLD if wholly(block, "bold") else 0
