"""An opened picture's pixels, scaled down while they are read wherever the format allows it.

Memory is what counts here: Pillow holds four bytes a pixel, so 60 megapixels are 240 MB before anything is
done with them. JPEG decodes to a half, a quarter or an eighth by itself. HEIF, AVIF and WebP give their pixels
in one piece, which is taken over in strips, each shrunk at once; so the full picture never exists in Pillow's own form.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from PIL import Image

Size = tuple[int, int]

STRIP = 4 << 20  # px at a time
# JPEG's own quartering blurs, and a later resize by a few hundredths more: it must leave this much to that resize.
# Halving may come as near as it likes: 89 by SSIMULACRA2 where the full picture gives 92, in half the time.
SPARE, QUARTERED = 1.1, 4
# Once opened they can be asked for another size without being read anew; all but WebP are decoded once for all.
# JPEG is read anew for each size, at the scale nearest to it.
ANY_SIZE = frozenset({"PNG", "GIF", "HEIF", "AVIF", "WEBP"})


def decoded(image: Image.Image, target: Size) -> Image.Image:
    """The pixels of `image`, just opened: at least `target` large, at most its own size.

    Raises:
        Exception: of any class; the file is cut short or damaged.
    """
    quartered = min(image.width // target[0], image.height // target[1]) >= QUARTERED
    spare = SPARE if quartered else 1
    image.draft("RGB", (math.ceil(target[0] * spare), math.ceil(target[1] * spare)))
    # Private to Pillow and pi-heif; should they be named otherwise one day, only memory is lost.
    decoder: Any = getattr(image, "_decoder", None)
    file: Any = getattr(image, "_heif_file", None)
    across = image.width * len(image.getbands())
    if image.format == "AVIF" and hasattr(decoder, "get_frame"):
        return _shrunk(decoder.get_frame(0)[0], image.mode, image.mode, image.size, across, target)
    if image.format == "WEBP" and hasattr(decoder, "get_next") and hasattr(decoder, "reset"):
        decoder.reset()
        pixels, _ = decoder.get_next()
        raw = "RGBA" if image.mode == "RGBA" else "RGBX"
        return _shrunk(pixels, image.mode, raw, image.size, 4 * image.width, target)
    if image.format == "HEIF" and hasattr(file, "primary_index"):
        frame = file[file.primary_index]
        return _shrunk(frame.data, frame.mode, frame.mode, frame.size, frame.stride, target)
    image.load()
    return image


def _shrunk(pixels: bytes, mode: str, raw: str, size: Size, stride: int, target: Size) -> Image.Image:
    """The picture, averaged over squares of as many px as leave it one and a half times `target`, where it is
    that large: what a later Lanczos makes of it cannot be told from the full picture's."""
    factor = max(1, min(2 * size[0] // (3 * target[0]), 2 * size[1] // (3 * target[1])))
    whole: Image.Image | None = None
    for top, strip in _strips(pixels, mode, raw, size, stride, factor):
        if strip.mode == "RGBA":  # premultiplied, so that what is transparent lends no colour
            strip = strip.convert("RGBa")
        if factor > 1:
            strip = strip.reduce(factor)
        if whole is None:
            whole = Image.new(strip.mode, (-(-size[0] // factor), -(-size[1] // factor)))
        whole.paste(strip, (0, top // factor))
    assert whole is not None, "an opened picture has a row"
    return whole


def _strips(
    pixels: bytes, mode: str, raw: str, size: Size, stride: int, factor: int
) -> Iterator[tuple[int, Image.Image]]:
    """(its first row, the strip), each a multiple of `factor` rows high but for the last."""
    rows = max(1, STRIP // size[0] // factor) * factor
    view = memoryview(pixels)
    for top in range(0, size[1], rows):
        height = min(rows, size[1] - top)
        piece = view[top * stride : (top + height) * stride]
        yield top, Image.frombytes(mode, (size[0], height), piece, "raw", raw, stride)
