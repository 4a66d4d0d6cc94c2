"""Decides, without a pixel, which files a photo will become: pure integers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache

from PIL import features

from showcase.photos.recipes import MAX_ENLARGEMENT, Encoder, Recipe

PIPELINE = 1  # raise when render.py makes other bytes from the same instruction

Focal = tuple[float, float]  # x, y as 0–1 after orientation


@dataclass(frozen=True)
class Probe:
    """What the header says; sizes in px after EXIF rotation."""

    sha256: str
    width: int
    height: int
    format: str  # as Pillow names it
    orientation: int = 1  # 1–8
    alpha: bool = False
    notes: tuple[str, ...] = ()  # codes of warnings: gps, frames, orientation, profile


@dataclass(frozen=True)
class Instruction:
    """One output: `box` (left, top, right, bottom) of the oriented source, px, becomes `size`."""

    key: str  # names the output: hash of everything that decides its bytes
    box: tuple[int, int, int, int]
    size: tuple[int, int]
    encoder: Encoder

    @property
    def file(self) -> str:
        return f"{self.key}.{self.encoder.format}"


@cache
def codecs() -> tuple[str, ...]:
    """Versions of the libraries that make the bytes."""
    import PIL

    return (
        PIL.__version__,
        *(f"{name}={features.version(name)}" for name in ("avif", "libjpeg_turbo", "littlecms2")),
    )


def crop_box(width: int, height: int, ratio: tuple[int, int], focal: Focal) -> tuple[int, int, int, int]:
    """The largest box of `ratio` within the photo, its centre as near to `focal` as fits."""
    across, down = ratio
    if width * down > height * across:
        w, h = max(1, round(height * across / down)), height
    else:
        w, h = width, max(1, round(width * down / across))
    left = min(max(round(focal[0] * width - w / 2), 0), width - w)
    top = min(max(round(focal[1] * height - h / 2), 0), height - h)
    return left, top, left + w, top + h


def widths(recipe: Recipe, available: int) -> tuple[int, ...]:
    """The recipe's widths a crop `available` px wide can fill, ascending; at least one.

    Cropped shapes may be enlarged by `MAX_ENLARGEMENT`; uncropped ones end at the photo's own width.
    """
    limit = round(available * (MAX_ENLARGEMENT if recipe.ratio else 1))
    fitting = [width for width in recipe.widths if width <= limit]
    if len(fitting) < len(recipe.widths) and (not fitting or fitting[-1] < available):
        fitting.append(min(available, recipe.widths[len(fitting)]))
    return tuple(fitting)


def plan(probe: Probe, recipe: Recipe, focal: Focal | None = None) -> tuple[Instruction, ...]:
    """The outputs of `recipe`, narrowest first, each width in every format."""
    if recipe.ratio:
        box = crop_box(probe.width, probe.height, recipe.ratio, focal or (0.5, 0.5))
        across, down = recipe.ratio
    else:
        box = (0, 0, probe.width, probe.height)
        across, down = probe.width, probe.height
    made = []
    for width in widths(recipe, box[2] - box[0]):
        size = (width, max(1, round(width * down / across)))
        for encoder in recipe.encoders:
            made.append(Instruction(_key(probe.sha256, box, size, encoder), box, size, encoder))
    return tuple(made)


def _key(sha256: str, box: tuple[int, ...], size: tuple[int, int], encoder: Encoder) -> str:
    facts = [PIPELINE, codecs(), sha256, box, size, encoder.format, encoder.quality, encoder.options]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:24]
