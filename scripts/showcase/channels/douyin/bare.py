"""Whether an emblem lies on a picture: where the recipe that has one puts it, the picture is held against it.

Douyin takes an emblem for a watermark, and shows such a film to fewer people or not at all.
"""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageStat

from showcase.photos.marks import Mark
from showcase.photos.placement import Corner, Rules, in_corner
from showcase.photos.recipes import MarkPlace

ALIKE = 30.0  # mean difference of a channel, of 255: JPEG leaves a few, another picture 60 and more
APART = 30.0  # so much the ground around it differs, or nobody would see an emblem there


def has_emblem(data: bytes, mark: Mark, place: MarkPlace) -> bool:
    with Image.open(io.BytesIO(data)) as image:
        picture = image.convert("RGB")
    return any(
        _lies(picture, variant.png, mark, corner, place.share)
        for variant in mark.variants
        for corner in place.corners
    )


def _lies(picture: Image.Image, png: bytes, mark: Mark, corner: Corner, share: float) -> bool:
    """Where it is opaque the picture looks like the emblem, and around it does not."""
    with Image.open(io.BytesIO(png)) as image:
        emblem = image.convert("RGBA")
    rules = Rules(mark.clear_space, mark.minimum, emblem.width / emblem.height)
    box = in_corner(picture.size, corner, round(picture.width * share), rules).box
    small = emblem.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.LANCZOS)
    inside = small.getchannel("A").point(lambda alpha: 255 if alpha > 250 else 0)
    outside = small.getchannel("A").point(lambda alpha: 255 if alpha < 5 else 0)
    there = picture.crop(box)
    ink = Image.new("RGB", there.size, tuple(map(round, ImageStat.Stat(small.convert("RGB"), inside).mean)))
    return (
        _difference(there, small.convert("RGB"), inside) < ALIKE and _difference(there, ink, outside) > APART
    )


def _difference(one: Image.Image, other: Image.Image, mask: Image.Image) -> float:
    if mask.getbbox() is None:
        return 255.0
    return sum(ImageStat.Stat(ImageChops.difference(one, other), mask).mean) / 3
