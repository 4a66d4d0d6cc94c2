"""Definition lists: a line, and `:   …` below it. `~`, which the library takes as well, is a wave in Chinese."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin


def definitions(md: MarkdownIt) -> None:
    deflist_plugin(md)
    ruler = md.block.ruler
    read = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))["deflist"]

    def by_colon(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        marked = start if silent else start + 1 + (start + 1 < end and state.isEmpty(start + 1))
        return marked < end and _begins(state, marked, ":") and read(state, start, end, silent)

    ruler.at("deflist", by_colon, {"alt": ["paragraph", "reference", "blockquote"]})


def _begins(state: StateBlock, line: int, sign: str) -> bool:
    at = state.bMarks[line] + state.tShift[line]
    return state.src.startswith(sign, at, state.eMarks[line])
