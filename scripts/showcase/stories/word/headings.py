"""Which lines of a manuscript are its title and its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from showcase.stories.word import Block, Paragraph
from showcase.stories.word.kinds import HAN, HEADING, OUTLINE, TITLE, is_caption, is_short, wholly, words_of

LONGEST = 32  # characters of a title
BOLD = 9  # depth of a heading that is only bold: below all that are numbered or of a style
UNDER = 10
SHOWN = 60  # characters of a line that can be a title, if one to be shortened

_SPACED = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff])+")
_NO_TITLE = re.compile(r"[:：/／（）()]|\d\s*[年月日]|\d[-.]\d|通讯员|[部处科室会办组班队心]$")
_NUMBERED = (
    re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部])"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
)


def titled(flow: list[Block]) -> tuple[str, list[Block]]:
    """(the words of the title, the rest): a paragraph of that style, else the first heading, else the first short line."""
    texts = [(at, block) for at, block in enumerate(flow) if isinstance(block, Paragraph)]
    styled = [at for at, block in texts if block.style in TITLE and len(words_of(block)) <= SHOWN]
    headings = [at for at, block in texts if HEADING.match(block.style)]
    lines = list(takewhile(lambda text: _may_be_title(text[1]), texts))
    if headings:  # a line in the middle of the page above all headings is more of a title than they
        lines = [(at, block) for at, block in lines if at < headings[0] and block.centred]
    found = next(iter((*styled[:1], *(at for at, _ in lines), *headings)), None)
    if found is None:
        return "", flow
    end = found + 1
    while end < len(flow) and _goes_on(
        flow[found], flow[end], sum(len(words_of(b)) for b in flow[found : end + 1])
    ):
        end += 1
    title = " ".join(map(closed_up, map(words_of, flow[found:end])))
    return re.sub(rf"(?<={HAN}) (?={HAN})", "", title) if end > found + 1 else title, [
        *flow[:found],
        *flow[end:],
    ]


def _goes_on(first: Block, below: Block, length: int) -> bool:
    """Whether the line below a title, both together of that length, is more of it."""
    if not isinstance(first, Paragraph) or not isinstance(below, Paragraph) or below.level >= 0:
        return False
    text = words_of(below)
    if text.startswith("——"):
        return length <= LONGEST
    if first.style in TITLE:
        return below.style == first.style and length <= SHOWN
    alike = (
        first.centred
        and below.centred
        and first.size
        and first.size == below.size
        and first.style == below.style
    )
    return bool(alike) and length <= LONGEST and _may_be_title(below) and not _NO_TITLE.search(text)


def closed_up(text: str) -> str:
    """Words whose signs stand apart for their looks, 通 知, closed up."""
    return re.sub(r"\s", "", text) if _SPACED.fullmatch(text) else text


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
    if (
        not isinstance(block, Paragraph)
        or not block.ordered
        or block.goes_on
        or not is_short(words_of(block))
    ):
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
    if (found := OUTLINE.match(block.style)) and is_short(text):
        return int(found[1])
    if block.level >= 0 or not is_short(text) or is_caption(block):
        return 0
    for depth, pattern in enumerate(_NUMBERED, 1):
        if pattern.match(text):
            return depth
    return BOLD if wholly(block, "bold") else 0
