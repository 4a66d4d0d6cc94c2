"""Headings: what each is called in an address; the page's own title is the only first one."""

from __future__ import annotations

import re
import unicodedata

from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def heading_id(text: str, separator: str) -> str:
    """An id of letters and digits of any script, prefixed so that it never meets one of the theme's."""
    words = re.sub(r"[^\w]+", separator, unicodedata.normalize("NFKC", text)).strip(separator).lower()
    return f"h-{words[:60]}"


def headings(state: StateCore) -> None:
    """An id for each; one that comes again is numbered."""
    taken: set[str] = set()
    for opening, words in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open":
            name = heading_id(spoken(words), "-")
            number, right = 0, name
            while right in taken:
                number += 1
                right = f"{name}_{number}"
            taken.add(right)
            opening.attrSet("id", right)
        if opening.tag == "h1":
            opening.tag = "h2"


def spoken(words: Token) -> str:
    """What is read of a line, without its signs."""
    return "".join(
        token.content for token in words.children or () if token.type in ("text", "code_inline", "image")
    )
