"""Decides, without a pixel, which files a photo will become: pure integers."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from showcase.photos.marks import Mark
from showcase.photos.recipes import BODY, EVERY, MAX_ENLARGEMENT, Encoder, MarkPlace, Recipe

PIPELINE = 11  # raise when render.py makes other bytes from the same instruction

# Long strips: no output of the photo's own shape and no negative is larger, so that a picture of 2,000 × 30,000
# costs no more memory than others. A photo up to 1:3 is not touched by it.
MAX_OUTPUT = 8_000_000  # px
MAX_NEGATIVE = 20_000_000  # px

Focal = tuple[float, float]  # x, y as 0–1 after orientation
Box = tuple[int, int, int, int]  # left, top, right, bottom; px


@dataclass(frozen=True)
class Probe:
    """What is known of a photo; sizes in px after EXIF rotation."""

    sha256: str
    width: int
    height: int
    format: str  # as Pillow names it
    orientation: int = 1  # 1–8
    alpha: bool = False
    focal: Focal = (0.5, 0.5)  # found in the picture; what people set goes before it
    notes: tuple[str, ...] = ()  # codes of warnings: gps, frames, orientation, profile
    inscriptions: tuple[str, ...] = ()  # what people wrote into the file


class Frame(NamedTuple):
    """`box` of the upright source becomes `size`, or `place` within it."""

    box: Box
    size: tuple[int, int]
    place: Box | None


@dataclass(frozen=True)
class Instruction:
    """One output: `box` of the upright source becomes `size`, or `place` within it."""

    key: str  # names the output: hash of everything that decides its bytes
    recipe: str
    negative: float  # scale of the negative it is printed from, at most 1
    box: Box
    size: tuple[int, int]
    encoder: Encoder
    place: Box | None = None  # where the photo lies; its edge is continued around it
    ground: str = ""  # '#rrggbb' under transparent pictures
    mark: Mark | None = None  # the emblem it carries where it may
    mark_place: MarkPlace | None = None

    @property
    def file(self) -> str:
        return f"{self.key}.{self.encoder.format}"

    @property
    def mark_entry(self) -> str:
        """Names the entry that says which variant of the emblem the output carries; '' without a mark."""
        return f"{self.key}.mark" if self.mark else ""

    @property
    def entries(self) -> tuple[str, ...]:
        """Every entry of the cache that this output needs."""
        return (self.file, self.mark_entry) if self.mark else (self.file,)


@cache
def codecs() -> tuple[str, ...]:
    """Versions of the libraries that make the bytes."""
    import PIL  # here: to have recipes is not to plan by them
    from PIL import features

    names = ("avif", "libjpeg_turbo", "webp", "littlecms2")
    return (PIL.__version__, *(f"{name}={features.version(name)}" for name in names))


def crop_box(width: int, height: int, ratio: tuple[int, int], focal: Focal) -> Box:
    """The largest box of `ratio` within the photo, its centre as near to `focal` as fits."""
    across, down = ratio
    if width * down > height * across:
        return window(width, height, max(1, round(height * across / down)), height, focal)
    return window(width, height, width, max(1, round(width * down / across)), focal)


def window(width: int, height: int, w: int, h: int, focal: Focal) -> Box:
    """A box of w × h within width × height, its centre as near to `focal` as fits."""
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


def negative_scale(probe: Probe, negative: str) -> float:
    """The scale at which a negative holds enough for every recipe printed from it, at most 1.

    It depends on the photo alone, not on which of them are wanted now: else the same output would have
    other bytes when made together with others.
    """
    return _scale(probe.width, probe.height, negative)


@lru_cache(maxsize=1024)
def _scale(width: int, height: int, negative: str) -> float:
    scales = []
    for recipe in EVERY:
        if recipe.negative == negative:
            box = crop_box(width, height, recipe.ratio, (0.5, 0.5)) if recipe.ratio else None
            scales.append(recipe.widths[-1] / (box[2] - box[0] if box else width))
    return min(1.0, max(scales), math.sqrt(MAX_NEGATIVE / (width * height)))


def frame_sizes(probe: Probe) -> tuple[tuple[int, int], ...]:
    """In which sizes the whole photo is printed, ascending."""
    return tuple(sorted({instruction.size for instruction in plan(probe, BODY)}))


def too_small(probe: Probe, recipe: Recipe) -> bool:
    """Whether the photo gives less than the recipe needs."""
    if not recipe.ratio:
        return probe.width < recipe.needs
    left, _, right, _ = crop_box(probe.width, probe.height, recipe.ratio, (0.5, 0.5))
    return right - left < recipe.needs


@lru_cache(maxsize=1 << 16)  # in a preview, each photo is asked for again and again
def plan(
    probe: Probe,
    recipe: Recipe,
    focal: Focal | None = None,
    ground: str = "#ffffff",
    mark: Mark | None = None,
) -> tuple[Instruction, ...]:
    """The outputs of `recipe`, narrowest first, each of its widths in every format; with `mark` where it has a place for one."""
    focal = focal or probe.focal
    if recipe.ratio:
        box = crop_box(probe.width, probe.height, recipe.ratio, focal)
        across, down = recipe.ratio
    else:
        box = (0, 0, probe.width, probe.height)
        across, down = probe.width, probe.height
    available = box[2] - box[0]
    if not recipe.ratio:
        available = min(available, max(1, math.floor(math.sqrt(MAX_OUTPUT * across / down))))
    made = []
    whole = recipe.widths if recipe.extend else widths(recipe, available)
    for width in sorted({*whole, *(width for width in recipe.between if width < whole[-1])}):
        size = (width, max(1, round(width * down / across)))
        place = None
        if recipe.extend and width > available * MAX_ENLARGEMENT:
            box, place = _extended(probe, size, focal)
        for encoder in recipe.encoders if width in whole else recipe.encoders[:1]:
            under = ground if probe.alpha else ""
            setting = recipe.encoder_at(width, encoder)
            made.append(_instruction(probe, recipe, setting, Frame(box, size, place), under, mark))
    return tuple(made)


def _extended(probe: Probe, size: tuple[int, int], focal: Focal) -> tuple[Box, Box]:
    """(what of the photo is shown, where): as much as `size` holds at the greatest enlargement."""
    w = min(probe.width, math.ceil(size[0] / MAX_ENLARGEMENT))
    h = min(probe.height, math.ceil(size[1] / MAX_ENLARGEMENT))
    shown = (min(size[0], round(w * MAX_ENLARGEMENT)), min(size[1], round(h * MAX_ENLARGEMENT)))
    left, top = (size[0] - shown[0]) // 2, (size[1] - shown[1]) // 2
    return window(probe.width, probe.height, w, h, focal), (left, top, left + shown[0], top + shown[1])


def _instruction(
    probe: Probe, recipe: Recipe, encoder: Encoder, frame: Frame, ground: str, mark: Mark | None
) -> Instruction:
    scale = negative_scale(probe, recipe.negative)
    box, size, place = frame
    facts = [
        PIPELINE, codecs(), probe.sha256, box, size, encoder.format, encoder.quality, encoder.options, place, ground,
        scale, recipe.widths,
    ]  # fmt: skip
    facts += [encoder.most] if encoder.most else []
    marked = mark if recipe.mark else None
    if marked and recipe.mark:
        facts += [marked.digest, recipe.mark.corners, recipe.mark.share]
    key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:24]
    return Instruction(key, recipe.name, scale, box, size, encoder, place, ground, marked, recipe.mark)
