"""Asides: `!!! note "题"` with an indented text, and GitHub's `> [!NOTE]`."""

from __future__ import annotations

import difflib
import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from showcase.markup.allowed import ASIDES
from showcase.markup.reader import Reader, reader_of

FORM, SIGNATURES = "form", "signatures"
KINDS = (*ASIDES, FORM, SIGNATURES)
TITLES = {
    "note": "提示",
    "tip": "小窍门",
    "warning": "注意",
    "danger": "危险",
    "sample": "示例",
    FORM: "表格",
}
ALERTS = {"NOTE": "note", "TIP": "tip", "IMPORTANT": "warning", "WARNING": "warning", "CAUTION": "danger"}
_HEAD = re.compile(r'!!! ?(?P<kind>[A-Za-z][\w-]*)(?:[ ]+"(?P<title>.*)")?[ \t]*', re.ASCII)


def asides(md: MarkdownIt) -> None:
    md.block.ruler.before("fence", "aside", _aside, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _aside(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    head = _HEAD.fullmatch(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]])
    if state.is_code_block(start) or not head:
        return False
    reader, kind = reader_of(state.env), head["kind"].lower()
    known = kind in (KINDS if reader.profile.is_page else ASIDES)
    if silent or not (known or reader.profile.is_page):
        return known or reader.profile.is_page
    if not known:
        _unknown(reader, kind, start)
    behind = start + 1
    while behind < end and (state.isEmpty(behind) or state.sCount[behind] >= state.blkIndent + 4):
        behind += 1
    while state.isEmpty(behind - 1):
        behind -= 1
    title = TITLES.get(kind, "提示") if head["title"] is None and kind != SIGNATURES else head["title"]
    _open(state, kind, title or "", (start, behind))
    kept = state.parentType, state.lineMax
    state.parentType, state.lineMax = "aside", behind
    state.blkIndent += 4
    state.md.block.tokenize(state, start + 1, behind)
    state.blkIndent -= 4
    state.parentType, state.lineMax = kept
    state.push("aside_close", "div", -1).meta["kind"] = kind
    state.line = behind
    return True


def _open(state: StateBlock, kind: str, title: str, lines: tuple[int, int]) -> None:
    token = state.push("aside_open", "div", 1)
    token.map = list(lines)
    token.attrs = {"class": f"admonition {kind}"}
    token.meta = {"kind": kind, "title": title}
    if title and kind != FORM:
        titled(state.tokens, title, lines[0])


def titled(tokens: list[Token], title: str, line: int) -> None:
    """The line that says what an aside is."""
    tokens += (
        Token("aside_title_open", "p", 1, attrs={"class": "admonition-title"}, block=True),
        Token("inline", "", 0, map=[line, line + 1], content=title, children=[]),
        Token("aside_title_close", "p", -1, block=True),
    )


def _unknown(reader: Reader, kind: str, line: int) -> None:
    near = difflib.get_close_matches(kind, KINDS, n=1, cutoff=0.5)
    hint = f"是不是想写 !!! {near[0]}？" if near else f'可以写 {"、".join(KINDS)}，例如 !!! note "提醒"'
    place = (line + 1, reader.lines[line].find("!!!") + 1)
    reader.fault("DOC007", place, f"没有“{kind}”这种提示框", hint)
