"""A form to fill in by hand: lines to write on, and what belongs together stays together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from showcase.markup.asides import FORM, SIGNATURES
from showcase.markup.reader import reader_of

_GAP = re.compile(r"((?:[ \t]*\u3000[ \t\u3000]*)| {2,})")
_BLANK = "____"
_BLANKS = re.compile(r"_{4,}")
_LENGTHS = ((16, "blank blank--full"), (12, "blank blank--long"), (8, "blank"), (0, "blank blank--short"))


def blanks(md: MarkdownIt) -> None:
    md.inline.ruler.before("emphasis", "blank", _blank)


def _blank(state: StateInline, silent: bool) -> bool:
    """Four or more underscores on a page are a place to write on; the more of them, the longer."""
    found = _BLANKS.match(state.src, state.pos)
    if not found or not reader_of(state.env).profile.is_page:
        return False
    if not silent:
        length = len(found.group())
        kind = next(name for least, name in _LENGTHS if length >= least)
        state.push("blank_open", "span", 1).attrs = {"class": kind}
        state.push("blank_close", "span", -1)
    state.pos = found.end()
    return True


def forms(state: StateCore) -> None:
    """An aside of the kind form becomes a section, its lines fields; signatures stand side by side."""
    depth = 0
    for index, token in enumerate(state.tokens):
        kind = token.meta.get("kind") if token.type.startswith("aside_") else None
        if kind == SIGNATURES and token.nesting > 0:
            token.attrs = {"class": "form__signs"}
        if kind == FORM:
            token.tag = "section"
            depth += token.nesting
            if token.nesting > 0:
                token.attrs = {"aria-label": token.meta["title"], "class": "form wide"}
        if depth and token.type == "inline" and state.tokens[index - 1].type == "paragraph_open":
            _as_line(state, state.tokens[index - 1], token)


def _as_line(state: StateCore, paragraph: Token, words: Token) -> None:
    if _BLANK in words.content:
        paragraph.attrs = {"class": "form__line"}
    parts = _GAP.split(words.content)
    kinds = [_field(part) for part in parts]
    if len(parts) > 1 or (kinds[0] and parts[0].endswith(_BLANK)):
        reader_of(state.env).opens(words)
        words.children = list(_fields(state, parts, kinds))


def _fields(state: StateCore, parts: list[str], kinds: list[str]) -> Iterator[Token]:
    """A question and its blank stay together, as a choice and its box do; a wide gap stands between them."""
    for index, (part, kind) in enumerate(zip(parts, kinds, strict=True)):
        if "field" in kinds[max(index - 1, 0) : index + 2] and _GAP.fullmatch(part):
            part = " "  # on a phone each field has a line of its own, and a wide gap would take one too
        inner = state.md.inline.parse(part, state.md, state.env, []) if part.strip() else [_text(part)]
        if kind:
            yield Token("field_open", "span", 1, attrs={"class": kind})
        yield from inner
        if kind:
            yield Token("field_close", "span", -1)


def _field(part: str) -> str:
    if part.startswith("□") and not part.endswith(_BLANK):
        return "choice"
    return "field" if _BLANK in part else ""


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
