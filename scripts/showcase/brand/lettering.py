"""Text as SVG outlines: what a name or a motto looks like where no font can be relied on."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from showcase.brand.fontsource import FontSource, usable
from showcase.brand.svg import number
from showcase.project.errors import ProjectError


class LacksCharacter(ProjectError):
    """The font has no glyph for some of the text; nothing was drawn in its place."""

    def __init__(self, font: str, characters: str) -> None:
        super().__init__(f"字体 {font} 里没有“{'”“'.join(characters)}”，写不成轮廓；请补进字体，或换一个字")
        self.characters = characters


@dataclass(frozen=True)
class Lettering:
    """One line of text as outlines, in user units, y downwards, its box from (0, 0) to (width, height).

    The box is the em box, not the ink: a line of Han in `size` is as high as `size`.
    """

    text: str
    d: str  # for <path d="…">
    width: float
    height: float
    ink: tuple[float, float, float, float]  # left, top, right, bottom of what is drawn


class Typeface:
    """A font file to take outlines from. It is opened at the first text (0.1 s): an unchanged build opens none."""

    def __init__(self, font: FontSource) -> None:
        self.source = font
        self._set: dict[tuple[str, float, float, bool], Lettering] = {}

    @cached_property
    def _font(self) -> Any:
        from fontTools.ttLib import TTFont

        with usable(self.source):
            return TTFont(io.BytesIO(self.source.read()), lazy=True)  # leaves no file open

    @cached_property
    def _glyphs(self) -> tuple[dict[int, str], Any]:
        with usable(self.source):
            return dict(self._font.getBestCmap()), self._font.getGlyphSet()

    def lacks(self, text: str) -> str:
        """Those characters of `text` that have no glyph, each once, in order."""
        names = self._glyphs[0]
        return "".join(dict.fromkeys(c for c in text if ord(c) not in names))

    def set(self, text: str, size: float, *, tracking: float = 0, vertical: bool = False) -> Lettering:
        """`text` in `size` user units, with `tracking` em between characters.

        Vertically each character stands upright in a square of its own, from top to bottom: right for
        Han; turn a horizontal line of Latin instead. Pairs are not kerned.

        Raises:
            LacksCharacter: the font has no glyph for one of them.
        """
        key = (text, size, tracking, vertical)
        if key not in self._set:
            with usable(self.source):
                self._set[key] = self._outlined(*key)
        return self._set[key]

    def _outlined(self, text: str, size: float, tracking: float, vertical: bool) -> Lettering:
        from fontTools.pens.boundsPen import BoundsPen
        from fontTools.pens.svgPathPen import SVGPathPen
        from fontTools.pens.transformPen import TransformPen

        missing = self.lacks(text)
        if missing:
            raise LacksCharacter(self.source.file, missing)
        names, glyphs = self._glyphs
        scale = size / self._font["head"].unitsPerEm
        above = self._font["OS/2"].sTypoAscender * scale  # 880 + 120 in Noto CJK: the em box
        below = -self._font["OS/2"].sTypoDescender * scale
        gap = tracking * size
        outline, bounds = SVGPathPen(glyphs, number), BoundsPen(glyphs)
        x, y = 0.0, above
        for index, character in enumerate(text):
            glyph = glyphs[names[ord(character)]]
            advance = glyph.width * scale
            if index:
                x, y = (x, y + size + gap) if vertical else (x + gap, y)
            left = (size - advance) / 2 if vertical else x
            for pen in (outline, bounds):
                glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, left, y)))
            x += 0 if vertical else advance
        width, height = (size, y + below) if vertical else (x, above + below)
        ink = tuple(round(value, 2) for value in bounds.bounds or (0, 0, 0, 0))
        return Lettering(
            text,
            outline.getCommands(),
            round(width, 2),
            round(height, 2),
            (ink[0], ink[1], ink[2], ink[3]),
        )
