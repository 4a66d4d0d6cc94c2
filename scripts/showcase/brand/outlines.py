"""TrueType outlines as WOFF 2.0 wants them (section 5.1): like values beside each other, which pack a sixth smaller."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

HEADER = struct.Struct(">HHHH7I")
BOX = struct.Struct(">4h")
ON_CURVE, SHORT_X, SHORT_Y, REPEATED, SAME_X, SAME_Y, OVERLAPS = 1, 2, 4, 8, 16, 32, 64
WORDS, SCALE, MORE, TWO_SCALES, FOUR_SCALES = 1, 8, 32, 64, 128  # of a part of a composite glyph
PARTS = -1  # of a composite glyph, where others have the number of their contours


class Streams(NamedTuple):
    """What a glyph adds to each stream; `box` is empty where the points say it."""

    contours: int = 0
    points: bytes = b""
    flags: bytes = b""
    places: bytes = b""
    parts: bytes = b""
    box: bytes = b""
    overlaps: bool = False


def transformed(glyphs: list[bytes], index_format: int) -> bytes:
    """The table glyf of an unhinted font, from its `glyphs`; the table loca is left out then."""
    streams = [_streams(glyph) for glyph in glyphs]
    contours = struct.pack(f">{len(streams)}h", *(one.contours for one in streams))
    points, flags, places, parts = (
        b"".join(column) for column in zip(*(one[1:5] for one in streams), strict=True)
    )
    boxes = _bits([bool(one.box) for one in streams], 32) + b"".join(one.box for one in streams)
    overlapping = [one.overlaps for one in streams]
    overlaps = _bits(overlapping, 8) if any(overlapping) else b""
    sizes = map(len, (contours, points, flags, places, parts, boxes, b""))
    header = HEADER.pack(0, bool(overlaps), len(streams), index_format, *sizes)
    return b"".join((header, contours, points, flags, places, parts, boxes, overlaps))


def _bits(marks: list[bool], unit: int) -> bytes:
    """A bit a glyph, the highest first, filled up to `unit` bits."""
    size = -(-len(marks) // unit) * unit
    return int("".join("01"[mark] for mark in marks).ljust(size, "0"), 2).to_bytes(size // 8)


@lru_cache(maxsize=4096)
def _streams(glyph: bytes) -> Streams:
    """Remembered: the pages of a site share most of their characters."""
    if not glyph:
        return Streams()
    (contours,) = struct.unpack_from(">h", glyph)
    box = glyph[2:10]
    if contours < 0:
        return Streams(PARTS, parts=glyph[10 : _end_of_parts(glyph)], box=box)
    ends = struct.unpack_from(f">{contours}H", glyph, 10)
    flags, right, up = _points(glyph, 10 + 2 * contours, ends[-1] + 1)
    counts = b"".join(_short(end - start) for start, end in pairwise((-1, *ends)))
    kinds, places = zip(*map(_place, flags, right, up), strict=True)
    xs, ys = list(accumulate(right)), list(accumulate(up))
    said = BOX.pack(min(xs), min(ys), max(xs), max(ys)) == box
    # the byte behind the points: no instructions
    return Streams(
        contours, counts, bytes(kinds), b"".join(places) + b"\0", box=b"" if said else box,
        overlaps=bool(flags[0] & OVERLAPS),
    )  # fmt: skip


def _end_of_parts(glyph: bytes) -> int:
    at, flags = 10, MORE
    while flags & MORE:
        (flags,) = struct.unpack_from(">H", glyph, at)
        at += 8 if flags & WORDS else 6
        at += 2 if flags & SCALE else 4 if flags & TWO_SCALES else 8 if flags & FOUR_SCALES else 0
    return at


def _points(glyph: bytes, at: int, count: int) -> tuple[list[int], list[int], list[int]]:
    """(flags, steps to the right and steps up from point to point)"""
    at += 2 + struct.unpack_from(">H", glyph, at)[0]  # its instructions
    flags: list[int] = []
    while len(flags) < count:
        repeated = glyph[at] & REPEATED
        flags += [glyph[at]] * (glyph[at + 1] + 1 if repeated else 1)
        at += 2 if repeated else 1
    *right, at = _steps(glyph, at, flags, SHORT_X, SAME_X)
    *up, _ = _steps(glyph, at, flags, SHORT_Y, SAME_Y)
    return flags, right, up


def _steps(glyph: bytes, at: int, flags: list[int], short: int, same: int) -> Iterator[int]:
    """Along one axis; at last where they end in `glyph`."""
    for flag in flags:
        if flag & short:
            yield glyph[at] if flag & same else -glyph[at]
            at += 1
        elif flag & same:
            yield 0
        else:
            yield struct.unpack_from(">h", glyph, at)[0]
            at += 2
    yield at


def _short(number: int) -> bytes:
    """A 255UInt16 (section 4.2)."""
    if number < 253:
        return bytes([number])
    if number < 759:
        return bytes([255 if number < 506 else 254, number - (253 if number < 506 else 506)])
    return b"\xfd" + number.to_bytes(2)


def _place(flag: int, x: int, y: int) -> tuple[int, bytes]:
    """(what kind of step it is, its size), by the table in section 5.2."""
    off, wide, high = 0 if flag & ON_CURVE else 128, abs(x), abs(y)
    signs = (x >= 0) + 2 * (y >= 0)
    if x == 0 and high < 1280:
        return off + 2 * (high >> 8) + (y >= 0), bytes([high & 255])
    if y == 0 and wide < 1280:
        return off + 10 + 2 * (wide >> 8) + (x > 0), bytes([wide & 255])
    if wide < 65 and high < 65:
        kind = 20 + (wide - 1 & 48) + (high - 1 >> 4) * 4
        return off + kind + signs, bytes([(wide - 1 & 15) << 4 | high - 1 & 15])
    if wide < 769 and high < 769:
        kind = 84 + 12 * (wide - 1 >> 8) + 4 * (high - 1 >> 8)
        return off + kind + signs, bytes([wide - 1 & 255, high - 1 & 255])
    if wide < 4096 and high < 4096:
        return off + 120 + signs, bytes([wide >> 4, (wide & 15) << 4 | high >> 8, high & 255])
    return off + 124 + signs, wide.to_bytes(2) + high.to_bytes(2)
