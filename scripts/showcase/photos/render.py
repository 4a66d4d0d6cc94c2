"""Turns one photo into its outputs: decoded once, resized in a chain, stripped and checked."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable

from PIL import Image, ImageCms, ImageFilter

from showcase.photos.plan import Instruction, Probe
from showcase.photos.recipes import Encoder
from showcase.photos.sniff import EXPORT, UnreadablePhoto, open_photo

LANCZOS = Image.Resampling.LANCZOS
GROUND = (255, 255, 255)  # under transparent pictures

# Orientation 1–8 → what turns the stored picture upright (EXIF 2.32, tag 0x0112).
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Resizing softens; this brings back what the eye expects and no halo.
SHARPEN = ImageFilter.UnsharpMask(radius=0.7, percent=45, threshold=2)


def render(data: bytes, probe: Probe, wanted: Iterable[Instruction]) -> dict[str, bytes]:
    """The bytes of each wanted output, by file name.

    Raises:
        UnreadablePhoto: the pixels cannot be decoded.
    """
    instructions = sorted(wanted, key=lambda i: (-i.size[0] * i.size[1], i.key))
    if not instructions:
        return {}
    master = _master(data, probe, max(_scale(i) for i in instructions))
    factor = (master.width / probe.width, master.height / probe.height)
    made: dict[str, bytes] = {}
    by_box: dict[tuple[int, int, int, int], Image.Image] = {}  # the last, larger one of each crop
    pictures: dict[tuple[tuple[int, int, int, int], tuple[int, int]], Image.Image] = {}
    for instruction in instructions:
        shape = (instruction.box, instruction.size)
        if shape not in pictures:
            larger = by_box.get(instruction.box)
            if larger is None:
                left, top, right, bottom = instruction.box
                box = (left * factor[0], top * factor[1], right * factor[0], bottom * factor[1])
                resized = _resized(master, instruction.size, box)
            else:
                resized = _resized(larger, instruction.size, None)
            by_box[instruction.box] = resized
            pictures[shape] = resized.filter(SHARPEN)
        made[instruction.file] = encode(pictures[shape], instruction.encoder)
    return made


def _scale(instruction: Instruction) -> float:
    left, _, right, _ = instruction.box
    return instruction.size[0] / (right - left)


def _resized(
    image: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float] | None
) -> Image.Image:
    if image.size == size and (box is None or box == (0, 0, *size)):
        return image
    return image.resize(size, LANCZOS, box=_within(box, image.size) if box else None)


def _within(
    box: tuple[float, float, float, float], size: tuple[int, int]
) -> tuple[float, float, float, float]:
    return max(box[0], 0.0), max(box[1], 0.0), min(box[2], float(size[0])), min(box[3], float(size[1]))


def _master(data: bytes, probe: Probe, scale: float) -> Image.Image:
    """The whole photo upright, in sRGB, at `scale` of its own size (at most 1)."""
    image = open_photo(data)
    scale = min(scale, 1.0)
    stored = image.size
    target = (max(1, math.ceil(stored[0] * scale)), max(1, math.ceil(stored[1] * scale)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.draft("RGB", target)  # JPEG decodes straight to 1/2, 1/4 or 1/8; others ignore it
            image.load()
    except UnreadablePhoto:
        raise
    except MemoryError:
        raise
    except Exception as err:  # truncation shows here, not when opening
        raise UnreadablePhoto("PHO104", "照片没有下载完整，或已经损坏", EXPORT) from err
    profile = image.info.get("icc_profile")
    image = _plain(image)
    if image.size != target:
        image = image.resize(target, LANCZOS)
    image = _srgb(image, profile)
    if probe.orientation in UPRIGHT:
        image = image.transpose(UPRIGHT[probe.orientation])
    return image


def _plain(image: Image.Image) -> Image.Image:
    """RGB, or L or CMYK that still waits for its profile; never alpha, never a palette."""
    if image.mode.startswith("I") or image.mode == "F":  # 16-bit grey: convert("L") would clip to white
        top = image.getextrema()[1] or 1
        divisor = 257 if top > 255 else 1  # type: ignore[operator]
        return image.convert("I").point(lambda value: value / divisor).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, (*GROUND, 255))
        return Image.alpha_composite(ground, image).convert("RGB")
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if image.mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(source):
                return image
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a broken profile: the pixels are taken for sRGB
    return image.convert("RGB")


def encode(image: Image.Image, encoder: Encoder) -> bytes:
    """The file's bytes, without any metadata; re-read to prove it."""
    image.info.clear()  # JPEG comments and ICC would survive a save
    buffer = io.BytesIO()
    kind = {"avif": "AVIF", "jpg": "JPEG"}[encoder.format]
    image.save(buffer, kind, quality=encoder.quality, **dict(encoder.options))
    data = buffer.getvalue()
    with Image.open(io.BytesIO(data)) as again:
        left = set(again.info) - {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "loop",
            "duration",
            "timestamp",
        }
        if again.size != image.size or left or again.getexif():
            raise RuntimeError(f"output carries {sorted(left)} at {again.size}")
    return data
