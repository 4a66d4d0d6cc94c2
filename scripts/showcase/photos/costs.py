"""What opening a picture would cost, told from its structure before any decoder sees it.

Decoders do what a file says, and a file of a few kilobytes can say: pass over sixty million pixels a
thousand times. Each walk here takes a bounded number of steps and leaves the pixels alone.
"""

from __future__ import annotations

import re
from itertools import count

# Scans × megapixels of a progressive JPEG. Encoders write 10 scans (3 components) or 18 (CMYK); the standard
# allows any number. A scan of a megapixel costs about 2 ms at worst, so this is two seconds.
SCANS_BY_MEGAPIXELS = 1_000
SCANS = 100
JPEG_SEGMENTS = 5_000  # a 40 MB JPEG all of 64 KiB segments has 640
JPEG_JUNK = 1 << 16  # bytes before the first scan that belong to no segment; Pillow passes them one by one
JPEG_HEADERS = (
    16 << 20
)  # bytes before the first scan; Pillow joins EXIF pieces again and again. Depth maps take 6 MB
PNG_CHUNKS = 20_000  # a 40 MB PNG in chunks of 4 KiB has 10,000
GIF_BLOCKS = 400_000  # a 40 MB GIF in full blocks has 160,000

_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")  # begins with one byte: a tenth of the time of \xff+
_ALONE = {0x01, 0xD8}  # markers without a length
_DECODED = {0xC0, 0xC1, 0xC2}  # frames by Huffman codes; arithmetic and lossless ones come from no camera
_TABLES = {0xC4, 0xC8, 0xCC}  # in the frames' range, but no frames


def too_costly(data: bytes) -> bool:
    """Whether `data` asks for far more work than any honest photo of its size."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg_too_costly(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png_too_costly(data)
    return data.startswith((b"GIF87a", b"GIF89a")) and _gif_too_costly(data)


def _jpeg_too_costly(data: bytes) -> bool:
    scans, junk, megapixels, place = 0, 0, 0.0, 2
    for segments in count():
        found = _MARKER.search(data, place)
        if not found or found[1] == b"\xd9":
            return False
        marker = found[1][0]
        if not scans:
            junk += found.start() - place
        place = found.end()
        if marker not in _ALONE:
            place += max(2, int.from_bytes(data[place : place + 2], "big"))
        if marker == 0xDA:
            scans += 1
        elif 0xC0 <= marker <= 0xCF and marker not in _TABLES:
            if marker not in _DECODED:
                return True
            size = data[found.end() + 3 : found.end() + 7]
            megapixels = int.from_bytes(size[:2], "big") * int.from_bytes(size[2:], "big") / 1e6
        if scans > SCANS or (scans > 4 and scans * megapixels > SCANS_BY_MEGAPIXELS):
            return True
        if segments > JPEG_SEGMENTS or junk > JPEG_JUNK or (not scans and place > JPEG_HEADERS):
            return True
    return False


def _png_too_costly(data: bytes) -> bool:
    place = 8
    for _ in range(PNG_CHUNKS):
        if place >= len(data) or data[place + 4 : place + 8] == b"IEND":
            return False
        place += 12 + int.from_bytes(data[place : place + 4], "big")
    return True


def _gif_too_costly(data: bytes) -> bool:
    """Looks as far as the second picture: so far Pillow reads, to know whether there is one."""
    place, pictures = 13 + _palette(data[10:11]), 0
    for _ in range(GIF_BLOCKS):
        if place >= len(data) or data[place] == 0x3B or pictures == 2:
            return False
        kind = data[place]
        if kind == 0x2C:
            pictures += 1
            place += 11 + _palette(data[place + 9 : place + 10])
        elif kind == 0x21:
            place += 2
        else:
            place += 1
            continue
        for _ in range(GIF_BLOCKS):
            size = data[place] if place < len(data) else 0
            place += 1 + size
            if not size:
                break
        else:
            return True
    return True


def _palette(flags: bytes) -> int:
    """Bytes of the palette that these flags announce."""
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0
