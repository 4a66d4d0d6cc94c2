"""The parts of a page that are samples: taken out of an official page before anything of them is read."""

from __future__ import annotations

from itertools import zip_longest

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from showcase.markup.profile import Profile
from showcase.markup.reader import reader_of


def samples(state: StateCore) -> None:
    """So that a note to which only they led is not in the list of notes."""
    if reader_of(state.env).profile is not Profile.OFFICIAL:
        return
    kept: list[Token] = []
    tokens = iter(state.tokens)
    for token in tokens:
        if token.type == "aside_open" and token.meta["kind"] == "sample":
            next((t for t in tokens if t.type == "aside_close" and t.level == token.level), None)
        elif token.type != "sample_block":
            kept.append(token)
            continue
        kept.append(Token("gone", "", 0))
    state.tokens = _without_bare_headings(kept)


def _without_bare_headings(tokens: list[Token]) -> list[Token]:
    """Without the headings under which nothing is left of what was there."""
    kept: list[Token] = []
    for token, after in zip_longest(tokens, tokens[1:]):
        if token.type != "gone":
            kept.append(token)
        elif after is None or after.type in ("heading_open", "footnote_reference_open", "gone"):
            deepest = after.tag if after is not None and after.type == "heading_open" else "h1"
            while len(kept) > 2 and kept[-1].type == "heading_close" and kept[-1].tag >= deepest:
                del kept[-3:]
    return kept
