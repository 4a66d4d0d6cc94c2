"""Words drawn into a channel's pictures: in the house's font, with a sign of its own for what the font does not have."""

from __future__ import annotations

import io
from collections.abc import Iterable

from fontTools.ttLib import TTFont
from PIL import ImageFont

from showcase.house import House
from showcase.site.cards import MISSING
from showcase.site.faces import Look, look_of


def look_for(house: House, words: Iterable[str]) -> Look:
    """The look in which `words` are drawn."""
    has = TTFont(io.BytesIO(house.font.read()), lazy=True).getBestCmap()
    return look_of(house, "".join(sorted({c for c in "".join(words) if ord(c) not in has})))


def font(look: Look, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(look.font.read()), size, layout_engine=ImageFont.Layout.BASIC)


def known(text: str, look: Look) -> str:
    return "".join(MISSING if c in look.lacking else c for c in text)
