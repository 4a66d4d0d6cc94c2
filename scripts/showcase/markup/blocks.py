"""Blocks: `<!-- block: stories limit=3 -->` alone on its line is a place that is filled later."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from showcase.markup.body import BlockUse
from showcase.markup.profile import Profile
from showcase.markup.reader import reader_of

_LINE = re.compile(r"<!--[ \t]*block\b.*")
_BLOCK = re.compile(r"<!--\s*block:\s*(?P<name>[a-z-]+)(?P<options>(?:\s+[a-z]+=[\w/-]+)*)\s*-->\s*")
SAMPLE = ("sample", "true")  # a block with this leaves the official site


def block_places(md: MarkdownIt) -> None:
    md.block.ruler.before("fence", "block_place", _block_place, {"alt": ["paragraph", "blockquote", "list"]})


def _block_place(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Only at the top of a page: a list or an aside is no place for a block."""
    reader = reader_of(state.env)
    line = state.src[state.bMarks[start] : state.eMarks[start]]
    if not reader.profile.is_page or state.level or state.blkIndent or not _LINE.fullmatch(line):
        return False
    if silent:
        return True
    state.line = start + 1
    found = _BLOCK.fullmatch(line)
    if not found:
        example = "例如 <!-- block: stories limit=3 -->"
        reader.fault("DOC003", (start + 1, 1), "这个版块的写法认不出来", example)
        return True
    options = [(key, value) for key, _, value in (o.partition("=") for o in found["options"].split())]
    if SAMPLE in options and reader.profile is Profile.OFFICIAL:
        place = state.push("sample_block", "", 0)
        place.map = [start, start + 1]
        return True
    place = state.push("block_open", "div", 1)
    place.attrs = {"class": f"block-{len(reader.blocks)}"}
    state.push("block_close", "div", -1)
    options = [option for option in options if option != SAMPLE]
    reader.blocks.append(BlockUse(found["name"], tuple(options), start + 1, 1))
    return True
