"""The Markdown that is read: what GitHub reads, and what a hand-written page may hold beyond it."""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from showcase.markup.addresses import bare_addresses, placed_links
from showcase.markup.asides import asides
from showcase.markup.blocks import block_places
from showcase.markup.definitions import definitions
from showcase.markup.elements import elements
from showcase.markup.forms import blanks, forms
from showcase.markup.headings import headings
from showcase.markup.notes import notes
from showcase.markup.reader import reader_of
from showcase.markup.refused import refused
from showcase.markup.samples import samples

_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff65]")


def machine() -> MarkdownIt:
    """A parser with a renderer; everything of one text is in the reader that its `env` holds."""
    md = _Machine("gfm-like2", {"linkify": False, "html": False, "strikethrough_single_tilde": False})
    md.options.update(xhtmlOut=False, maxNesting=100)  # `limits` refuses what is nested deeper
    md.disable(["linkify", "html_block", "html_inline"])
    md.inline = _Inline(md.inline)
    md.core.ruler.at("inline", _inline)
    for part in (definitions, notes, asides, block_places, refused, blanks, placed_links):
        part(md)
    for step in (samples, forms):
        md.core.ruler.before("inline", step.__name__, step)
    for step in (bare_addresses, headings, elements):
        md.core.ruler.push(step.__name__, step)
    return md


class _Machine(MarkdownIt):
    """Addresses stay as typed; one that may not stand is a fault with its place, not text."""

    def normalizeLink(self, url: str) -> str:
        return url

    def validateLink(self, url: str) -> bool:
        return True


def _inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and not token.children:
            token.children = []
            reader_of(state.env).opens(token)
            state.md.inline.parse(token.content, state.md, state.env, token.children)


class _Inline(ParserInline):
    def __init__(self, usual: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = usual.ruler, usual.ruler2

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _Line(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Line(StateInline):
    """`**“灯”**亮` is bold: to CommonMark a mark parts stars from words, and Chinese has no blanks to mend that by."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        usual = super().scanDelims(start, canSplitWord)
        end = start + usual.length
        if not canSplitWord or start == 0 or end >= self.posMax:
            return usual
        last, following = self.src[start - 1], self.src[end]
        opens = usual.can_open or (_is_mark(following, "PsPiPdPo") and not last.isspace())
        closes = usual.can_close or (_is_mark(last, "PePfPdPo") and not following.isspace())
        return Scanned(opens, closes, usual.length)


def _is_mark(character: str, categories: str) -> bool:
    """Whether it is a Chinese mark that stands at that side of words: “（ before them, ”）。 behind them."""
    return bool(_WIDE.match(character)) and unicodedata.category(character) in categories
