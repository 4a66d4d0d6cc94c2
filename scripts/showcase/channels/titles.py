"""How large a title is set where its room is known: in the first size whose breaks all stand between phrases."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from PIL import ImageFont

from showcase.brand.fontsource import FontSource
from showcase.channels.telling import Told
from showcase.fragments.linebreak import TERMS, Measure, break_lines
from showcase.house import House

EM = 200  # px in which the font is measured
# In upright lines a short number or Latin word takes the place of one character, set across.
ACROSS = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{1,3}(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Step:
    """`size` and `room` in one unit; `lines` at most."""

    size: float
    lines: int
    room: float


@dataclass(frozen=True)
class Title:
    step: int  # which one it was, for a stylesheet
    lines: tuple[str, ...]


def set_title(text: str, steps: Sequence[Step], measure: Measure, terms: Iterable[str]) -> Title:
    """`measure` gives a line's width in em."""
    kept = tuple(terms)
    tried = [break_lines(text, step.room / step.size, measure, most=step.lines, terms=kept) for step in steps]
    at = next((at for at, one in enumerate(tried) if one.neat and not one.cut), None)
    if at is None:
        at = next((at for at, one in enumerate(tried) if not one.cut), len(tried) - 1)
    return Title(at, tried[at].lines)


def across(font: FontSource) -> Measure:
    face = ImageFont.truetype(io.BytesIO(font.read()), EM, layout_engine=ImageFont.Layout.BASIC)
    return lambda text: face.getlength(text) / EM


def upright(text: str) -> float:
    """A line from top to bottom, in em."""
    bare = ACROSS.sub("一", text)
    return sum(1.0 if character > "\u2000" else 0.6 for character in bare)


def numbers_across(line: str) -> Markup:
    """An upright line as HTML."""
    parts: list[Markup] = []
    at = 0
    for found in ACROSS.finditer(line):
        parts += [Markup.escape(line[at : found.start()]), Markup("<b>{}</b>").format(found[0])]
        at = found.end()
    return Markup().join([*parts, Markup.escape(line[at:])])


def whole_names(told: Told, house: House) -> tuple[str, ...]:
    """What no line break divides."""
    people = (word for one in told.story.front.people for word in (one.name, one.role) if word)
    return (*TERMS, *house.organisation.proper_names, house.tokens.names.site, *people)
