"""The emblem on a channel cover: whether it may stand there, in which colours, and put there."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from showcase.photos.placement import Rules, faults, ground_of, in_corner
from showcase.photos.recipes import MarkPlace

if TYPE_CHECKING:
    from PIL import Image

FULL, REVERSED = "full", "reversed"


@dataclass(frozen=True)
class Variant:
    name: str
    png: bytes  # RGBA, the emblem to its edges on nothing; at least as wide as it is used
    colours: tuple[str, ...]  # '#rrggbb', each of which must stand out


@dataclass(frozen=True)
class Mark:
    """An emblem with its rules; `variants` best liked first."""

    variants: tuple[Variant, ...]
    clear_space: float  # in emblem widths
    minimum: int  # px, width

    @property
    def digest(self) -> str:
        """Changes with whatever changes how the emblem looks or where it may stand."""
        facts = [(v.name, hashlib.sha256(v.png).hexdigest(), v.colours) for v in self.variants]
        return hashlib.sha256(repr((facts, self.clear_space, self.minimum)).encode()).hexdigest()


def stamped(picture: Image.Image, mark: Mark, place: MarkPlace) -> tuple[Image.Image, str]:
    """(the RGB picture with the emblem, the variant's name), or (the picture as it was, '') where a rule would break.

    A colour that is liked better in the second corner goes before another colour in the first.
    """
    from PIL import Image  # here: who only plans opens no picture

    for variant in mark.variants:
        emblem = Image.open(io.BytesIO(variant.png)).convert("RGBa")
        rules = Rules(mark.clear_space, mark.minimum, emblem.width / emblem.height)
        for corner in place.corners:
            placement = in_corner(picture.size, corner, round(picture.width * place.share), rules)
            if not placement.has_clear_space:
                continue
            if faults(placement, ground_of(picture, placement.box), variant.colours):
                continue
            left, top, right, bottom = placement.box
            small = emblem.resize((right - left, bottom - top), Image.Resampling.LANCZOS).convert("RGBA")
            whole = picture.copy()  # other outputs are printed from it
            whole.paste(small, (left, top), small)
            return whole, variant.name
    return picture, ""
