"""A text's Markdown → HTML that cannot do harm.

Rendered once, here; the page, feeds and other channels all take this HTML. Raw HTML, attribute
lists and foreign schemes are faults of the text, never silently escaped. The last step is an
allow-list (nh3), so that a gap in anything above it stays harmless.
"""

from __future__ import annotations

import html
import re

from showcase.markup.body import Body
from showcase.markup.fault import Fault
from showcase.markup.fences import without_code
from showcase.markup.limits import too_much
from showcase.markup.profile import Profile

__all__ = ("VERSION", "Fault", "Profile", "plain_text", "render", "without_code")

_NOTE_SIGNS = re.compile(r'<sup id="fn.*?</sup>|<a class="footnote-backref".*?</a>', re.DOTALL)

VERSION = 12  # raise when the same text renders to other HTML


def render(text: str, profile: Profile = Profile.STORY) -> tuple[Body, tuple[Fault, ...]]:
    """The body, and what is wrong with it; with faults the body is not to be published."""
    from showcase.markup.rendering import (
        rendered,  # here: most texts were rendered before, and come from the cache
    )

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = too_much(without_code(text))
    return (Body(), faults) if faults else rendered(text, profile)


def plain_text(markup: str) -> str:
    """The words of sanitised HTML, blocks separated by a line end; the signs of notes are none."""
    markup = _NOTE_SIGNS.sub("", markup)
    spaced = re.sub(r"</(?:p|h[2-6]|li|dt|dd|td|th|pre|figcaption)>|<br>", "\n", markup)
    words = html.unescape(re.sub(r"<[^>]*>", "", spaced))
    return re.sub(r"\s*\n\s*", "\n", words).strip()
