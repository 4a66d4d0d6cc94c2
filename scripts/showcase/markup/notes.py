"""Footnotes: their signs in the text, and the list below it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def


def notes(md: MarkdownIt) -> None:
    footnote_plugin(md, inline=False)
    # A note ends a table and a quotation, too.
    md.block.ruler.at("footnote_def", footnote_def, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    rules = {
        "ref": _sign,
        "block_open": lambda *_: '<div class="footnote">\n<hr>\n<ol>\n',
        "block_close": lambda *_: "</ol>\n</div>\n",
        "open": lambda _, tokens, index, *__: f'<li id="fn:{_name(tokens[index])}">\n',
        "close": lambda *_: "</li>\n",
        "anchor": _back,
    }
    for name, rule in rules.items():
        md.add_render_rule(f"footnote_{name}", rule)


def _name(token: Token) -> str:
    return escape(str(token.meta["label"]))


def _entry(token: Token) -> str:
    """What the sign is called that leads to the note: that of the second place where it stands has a 2."""
    again = token.meta["subId"]
    return f"fnref{again + 1 if again else ''}:{_name(token)}"


def _sign(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    token = tokens[index]
    number = token.meta["id"] + 1
    return f'<sup id="{_entry(token)}"><a class="footnote-ref" href="#fn:{_name(token)}">{number}</a></sup>'


def _back(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    token = tokens[index]
    title = f"回到正文里的注 {token.meta['id'] + 1}"
    return f'&nbsp;<a class="footnote-backref" href="#{_entry(token)}" title="{title}">&#8617;</a>'
