"""Turns one photo into its outputs: decoded once, resized in a chain, stripped and checked."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from PIL import Image, ImageChops, ImageCms

from showcase.photos.decode import ANY_SIZE, decoded
from showcase.photos.focal import find_focal
from showcase.photos.marks import stamped
from showcase.photos.orders import EXPORT
from showcase.photos.plan import Instruction, Probe, negative_scale
from showcase.photos.prints import FIRST, Negative, Prints
from showcase.photos.recipes import TIGHTER, Encoder
from showcase.photos.sniff import BROKEN, UnreadablePhoto, read_header

LANCZOS = Image.Resampling.LANCZOS

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

KINDS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
HARMLESS = {
    "jfif",
    "jfif_version",
    "jfif_unit",
    "jfif_density",
    "loop",
    "duration",
    "timestamp",
    "background",
}


def develop(
    data: bytes,
    wanted: Callable[[Probe], Iterable[Instruction]],
    *,
    have: Callable[[str], bool] = lambda file: False,
    ground: str = "#ffffff",
    threads: int = 1,
) -> tuple[Probe, dict[str, bytes]]:
    """The photo's probe with its focal point, and the bytes of each wanted output that we do not `have`.

    Raises:
        UnreadablePhoto: it is no photo of an allowed format, too large, or its pixels cannot be decoded.
    """
    opened = read_header(data)
    scale = negative_scale(opened[1], FIRST)
    # Always found on the same negative, so that the same photo has the same focal point whatever is wanted.
    negatives = {scale: _negative(opened, scale, ground)}
    probe = replace(negatives[scale].probe, focal=find_focal(negatives[scale].image))
    groups: dict[float, list[Instruction]] = {}
    for instruction in wanted(probe):
        groups.setdefault(instruction.negative, []).append(instruction)
    groups = {s: group for s, group in groups.items() if not all(have(e) for i in group for e in i.entries)}
    for scale in groups:
        if scale not in negatives:
            if opened[0].format not in ANY_SIZE:
                opened = read_header(data)
            negatives[scale] = _negative(opened, scale, ground)
    del opened  # its pixels are many times those of the negatives
    outputs: dict[str, bytes] = {}
    for scale, group in groups.items():
        outputs |= print_missing(replace(negatives.pop(scale), probe=probe), group, have, threads)
    return probe, outputs


def print_missing(
    negative: Negative, wanted: Iterable[Instruction], have: Callable[[str], bool], threads: int = 1
) -> dict[str, bytes]:
    """The bytes of each wanted output that we do not `have`, and which emblem the marked ones carry.

    The encoders release the interpreter's lock, so `threads` of them run at once where cores are idle.
    """
    prints = Prints(negative)
    missing = [i for i in wanted if not all(map(have, i.entries))]
    missing.sort(key=lambda i: (-i.size[0] * i.size[1], i.key))
    shots, marks = [], {}
    for instruction in missing:
        shot = prints.picture(instruction)
        if instruction.mark and instruction.mark_place:
            shot, variant = stamped(shot, instruction.mark, instruction.mark_place)
            marks[instruction.mark_entry] = variant.encode()
        shots.append(shot)
    encoders = [i.encoder for i in missing]
    with ThreadPoolExecutor(threads) as pool:
        encoded = (
            list(pool.map(encode, shots, encoders)) if threads > 1 else list(map(encode, shots, encoders))
        )
    return marks | {i.file: data for i, data in zip(missing, encoded, strict=True)}


def _negative(opened: tuple[Image.Image, Probe], scale: float, ground: str) -> Negative:
    """The photo at `scale` of its own size; what its pixels say goes into the probe."""
    image, probe = opened
    target = (max(1, math.ceil(image.width * scale)), max(1, math.ceil(image.height * scale)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            profile = image.info.get("icc_profile")
            image = decoded(image, target)
    except MemoryError:
        raise
    except Exception as err:  # truncation shows here, not when opening
        raise UnreadablePhoto("PHO104", BROKEN, EXPORT) from err
    image = _plain(image)
    if image.size != target:
        image = image.resize(target, LANCZOS)
    alpha = None
    if image.mode == "RGBa":
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        image = image.convert("RGB")
    image, fits = _srgb(image, profile)  # after resizing: a tenth of the pixels
    if alpha:
        image = Image.composite(image, Image.new("RGB", image.size, ground), alpha)
    if probe.orientation in UPRIGHT:
        image = image.transpose(UPRIGHT[probe.orientation])
    notes = probe.notes if fits else (*probe.notes, "profile")
    return Negative(image, replace(probe, notes=notes), scale)


def _plain(image: Image.Image) -> Image.Image:
    """RGB, or L, CMYK or LAB that still waits for its profile, or RGBa (premultiplied, so that what is
    transparent gives no colour to its neighbours when resized); never a palette."""
    if image.mode.startswith("I") or image.mode == "F":  # convert("L") would clip 16-bit grey to white
        grey, clear = _eight_bit(image), image.info.get("transparency")
        if not isinstance(clear, int):
            return grey
        seen = image.convert("I").point([255 * (value != clear) for value in range(1 << 16)], "L")
        return Image.merge("RGBA", (grey, grey, grey, seen)).convert("RGBa")
    if image.mode == "RGBa":
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        return (image if image.mode == "RGBA" else image.convert("RGBA")).convert("RGBa")
    return image if image.mode in ("RGB", "L", "CMYK", "LAB") else image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    wide: Any = image.convert("I")
    low, high = wide.getextrema()
    if low < 0 or high > 65_535:  # no range of its own is known: the picture's is taken
        span = max(1, high - low)
        grey: Image.Image = wide.point(lambda value: value * (255 / span) - low * 255 / span).convert("L")
    else:
        grey = wide.point(lambda value: value * (1 / 257)).convert("L")
    return grey


def _srgb(image: Image.Image, profile: bytes | None) -> tuple[Image.Image, bool]:
    """(the picture in sRGB, whether its profile could be used)."""
    if not profile:
        return image.convert("RGB"), True
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        image = _as_described(image, source.profile.xcolor_space)
        if image.mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(source):
            return image, True
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        if converted is not None:
            return converted, True
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        pass
    return image.convert("RGB"), False


def _as_described(image: Image.Image, space: str) -> Image.Image:
    """A grey picture in the colours its profile is written for: who makes a photo grey often leaves it the RGB one,
    and grey with alpha is RGB by now."""
    if image.mode == "L" and space == "RGB ":
        return image.convert("RGB")
    if image.mode == "RGB" and space == "GRAY" and _is_grey(image):
        return image.getchannel("R")
    return image


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return all(ImageChops.difference(red, other).getextrema() == (0, 0) for other in (green, blue))


def encode(image: Image.Image, encoder: Encoder) -> bytes:
    """The file's bytes, without any metadata; read again to prove it."""
    # A copy of its own: save() keeps the encoder's settings on the image, and two threads that save one
    # image swap them. Seen: a JPEG at AVIF's quality, three times in eight.
    image = image.copy()
    image.info.clear()  # JPEG comments and ICC would survive a save
    data = _saved(image, encoder, encoder.quality)
    for quality in TIGHTER if encoder.most else ():
        if len(data) > encoder.most:
            data = _saved(image, encoder, quality)
    if fault := check_output(data, encoder, image.size):
        raise RuntimeError(f"output: {fault}")
    return data


def _saved(image: Image.Image, encoder: Encoder, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, KINDS[encoder.format], quality=quality, **dict(encoder.options))
    return buffer.getvalue()


def check_output(data: bytes, encoder: Encoder, size: tuple[int, int]) -> str:
    """What is wrong with a file that should be a bare picture of this kind and size; '' if nothing is."""
    kind = KINDS[encoder.format]
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            left = sorted(set(picture.info) - HARMLESS)
            if picture.size != size or picture.mode != "RGB":
                return f"{picture.mode} {picture.size}, not {size}"
            return f"carries {left}" if left or picture.getexif() else ""
    except Exception as err:  # of any class; from another machine it may be anything
        return f"{type(err).__name__}, not {kind}"
