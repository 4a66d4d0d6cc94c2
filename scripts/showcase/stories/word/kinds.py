"""What a paragraph is, by its style or by the way its words begin and end."""

from __future__ import annotations

import re

from showcase.stories.word import Block, Paragraph
from showcase.stories.word.copy import EDGES, plain

SHORT = 32  # characters of a heading

HAN = r"[\u2014\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"  # and the stops between them
TITLE = ("title", "标题")
HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
OUTLINE = re.compile(r"outline ([1-9])")  # ours: no style of a heading, only its level
CONTENTS = re.compile(r"(?:toc|contents)\s*(?:\d|heading)|目录|toc$|wpsoffice手动目录")

CAPTION = ("caption", "题注", "图注", "图题")
NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十]{1,3}[章节部条]|[（(]?\d{1,2}(?:[.．、)）]|(?:\.\d{1,2})+)"
)

_CAPTION = re.compile(r"[▲△▴↑]|图片?\s*(?:[\d一二三四五六七八九十]+|[:：])|图为|[（(][上下左右]?图[）):：]")
_STOPPED = re.compile(r"[。！？；：，、…!?;:,.]$")


def words_of(block: Block | None) -> str:
    """The words of a paragraph of one line; of any other block none."""
    return plain(block.lines[0]) if isinstance(block, Paragraph) else ""


def is_caption(block: Block | None) -> bool:
    """Whether it belongs to the picture above it."""
    if not isinstance(block, Paragraph) or block.level >= 0:
        return False
    text = words_of(block)
    return block.style in CAPTION or bool(len(text) <= 120 and _CAPTION.match(text))


def is_short(text: str) -> bool:
    return 0 < len(text) <= SHORT and not _STOPPED.search(text) and not text.startswith("—")


def wholly(block: Paragraph, dress: str) -> bool:
    words = [words for part in block.lines for words in part if words.text.strip(EDGES)]
    return bool(words) and all(getattr(one, dress) for one in words)


def is_quote(block: Paragraph) -> bool:
    return block.level < 0 and ("quote" in block.style or block.style.startswith("引用"))


def is_prose(block: Paragraph) -> bool:
    return block.level < 0 and not is_quote(block)
