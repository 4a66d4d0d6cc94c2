"""A text's Markdown → HTML that cannot do harm.

Rendered once, here; the page, feeds and other channels all take this HTML. Raw HTML, attribute
lists and foreign schemes are faults of the text, never silently escaped. The last step is an
allow-list (nh3), so that a gap in anything above it stays harmless.
"""

from __future__ import annotations

import html
import re
from functools import cache

from markdown_it import MarkdownIt

from showcase.markup.allowed import PAGE, STORY
from showcase.markup.body import Body
from showcase.markup.dialect import machine
from showcase.markup.elements import closed_figures, published_href
from showcase.markup.fault import Fault
from showcase.markup.fences import unclosed, without_code
from showcase.markup.limits import too_much
from showcase.markup.profile import Profile
from showcase.markup.reader import Reader
from showcase.markup.running import without_gaps

__all__ = (
    "PAGE",
    "STORY",
    "VERSION",
    "Fault",
    "Profile",
    "plain_text",
    "published_href",
    "render",
    "without_code",
)

_NOTE_SIGNS = re.compile(r'<sup id="fn.*?</sup>|<a class="footnote-backref".*?</a>', re.DOTALL)

VERSION = 12  # raise when the same text renders to other HTML


def render(text: str, profile: Profile = Profile.STORY) -> tuple[Body, tuple[Fault, ...]]:
    """The body, and what is wrong with it; with faults the body is not to be published."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = too_much(without_code(text))
    if faults:
        return Body(), faults
    reader, md = Reader(text, profile), _machine()
    env = {"reader": reader}
    try:
        tokens = md.parse(text, env)
        raw = md.renderer.render(list(closed_figures(tokens)), md.options, env)
    except RecursionError:
        return Body(), (Fault("SEC004", 1, "正文的层次太深", "请减少列表或引用的嵌套"),)
    reader.faults += unclosed(tokens, reader.lines)
    clean = (PAGE if profile.is_page else STORY).clean(without_gaps(raw).strip())
    body = Body(
        clean,
        plain_text(clean),
        tuple(reader.photos),
        tuple(dict.fromkeys(reader.links)),
        tuple(reader.blocks),
    )
    return body, reader.sorted_faults()


def plain_text(markup: str) -> str:
    """The words of sanitised HTML, blocks separated by a line end; the signs of notes are none."""
    markup = _NOTE_SIGNS.sub("", markup)
    spaced = re.sub(r"</(?:p|h[2-6]|li|dt|dd|td|th|pre|figcaption)>|<br>", "\n", markup)
    words = html.unescape(re.sub(r"<[^>]*>", "", spaced))
    return re.sub(r"\s*\n\s*", "\n", words).strip()


@cache
def _machine() -> MarkdownIt:
    return machine()
