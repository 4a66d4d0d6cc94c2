"""Where an emblem stands on a picture, and which of its rules that breaks.

Knows neither tokens nor files: numbers and colours in, faults out. Lengths are px, boxes (left, top, right,
bottom), right and bottom exclusive.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from showcase.photos.contrast import AA_GRAPHIC, luminance, luminance_of, ratio

if TYPE_CHECKING:
    from PIL import Image

Box = tuple[int, int, int, int]
Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]

SAMPLE = 64  # px a side; a speck smaller than a 64th of the emblem hides none of it


class Fault(StrEnum):
    CLEAR_SPACE = "clear-space"
    MINIMUM_SIZE = "minimum-size"
    PROPORTION = "proportion"
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Rules:
    """What holds wherever the emblem stands."""

    clear_space: float  # in emblem widths
    minimum: int  # px, width
    proportion: float  # width ÷ height of the emblem itself

    def height(self, width: int) -> int:
        return max(1, round(width / self.proportion))

    def margin(self, width: int) -> int:
        """Clear space in px, rounded up: a rule is kept, not nearly kept."""
        return math.ceil(round(self.clear_space * width, 6))


@dataclass(frozen=True)
class Ground:
    """The luminances of the darkest and the lightest spot under an emblem, 0–1."""

    darkest: float
    lightest: float

    def contrast(self, colours: Sequence[str]) -> float:
        """The least contrast ratio any of `colours` has with any spot, 1–21; a colour within the range has 1."""
        return min(self._contrast(luminance(colour)) for colour in colours)

    def _contrast(self, light: float) -> float:
        if self.darkest <= light <= self.lightest:
            return 1.0
        return min(ratio(light, self.darkest), ratio(light, self.lightest))


@dataclass(frozen=True)
class Placement:
    """An emblem's box on a canvas, with the boxes of whatever else stands there."""

    canvas: tuple[int, int]
    box: Box
    rules: Rules
    others: tuple[Box, ...] = ()

    @property
    def width(self) -> int:
        return self.box[2] - self.box[0]

    @property
    def clear_box(self) -> Box:
        """The emblem with its clear space."""
        margin = self.rules.margin(self.width)
        left, top, right, bottom = self.box
        return left - margin, top - margin, right + margin, bottom + margin

    @property
    def has_clear_space(self) -> bool:
        left, top, right, bottom = self.clear_box
        inside = left >= 0 and top >= 0 and right <= self.canvas[0] and bottom <= self.canvas[1]
        return inside and not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in self.others
        )

    @property
    def is_large_enough(self) -> bool:
        return self.width >= self.rules.minimum

    @property
    def keeps_proportion(self) -> bool:
        """Within the pixel that rounding costs."""
        return self.width > 0 and abs(self.box[3] - self.box[1] - self.width / self.rules.proportion) <= 1


def faults(placement: Placement, ground: Ground, colours: Sequence[str]) -> tuple[Fault, ...]:
    """Every rule that an emblem in `colours` breaks at `placement` on `ground`; empty: all hold."""
    held = {
        Fault.CLEAR_SPACE: placement.has_clear_space,
        Fault.MINIMUM_SIZE: placement.is_large_enough,
        Fault.PROPORTION: placement.keeps_proportion,
        Fault.CONTRAST: ground.contrast(colours) >= AA_GRAPHIC,
    }
    return tuple(fault for fault, holds in held.items() if not holds)


def in_corner(
    canvas: tuple[int, int], corner: Corner, width: int, rules: Rules, margin: int = 0
) -> Placement:
    """The emblem, `width` px wide or its minimum, in a corner: `margin` px from the edges or its clear space."""
    width = max(width, rules.minimum)
    height, gap = rules.height(width), max(margin, rules.margin(width))
    down, across = corner.split("-")
    left = gap if across == "left" else canvas[0] - gap - width
    top = gap if down == "top" else canvas[1] - gap - height
    return Placement(canvas, (left, top, left + width, top + height), rules)


def ground_of(picture: Image.Image, box: Box) -> Ground:
    """What lies under `box` of an RGB picture, where the picture reaches."""
    from PIL import Image  # here: who only plans opens no picture

    left, top, right, bottom = box
    shown = max(0, left), max(0, top), min(picture.width, right), min(picture.height, bottom)
    size = min(SAMPLE, shown[2] - shown[0]), min(SAMPLE, shown[3] - shown[1])
    if min(size) <= 0:
        raise ValueError("the box lies outside the picture")
    small = picture.resize(size, Image.Resampling.BOX, box=shown)
    data = (small if small.mode == "RGB" else small.convert("RGB")).tobytes()
    spots = [luminance_of(*data[i : i + 3]) for i in range(0, len(data), 3)]
    return Ground(min(spots), max(spots))


def choose_variant(ground: Ground, variants: Mapping[str, Sequence[str]]) -> str | None:
    """The first of `variants` (name → its colours, the best liked first) that stands out from `ground` by 3:1.

    None: the ground is too busy or of middle tone for all; give the emblem a plain ground of its own.
    """
    return next((name for name, colours in variants.items() if ground.contrast(colours) >= AA_GRAPHIC), None)
