"""Whether a file was copied to its end, told from its structure before any decoder sees it.

Whoever copies or downloads often makes the file as long as it will be and then fills it: broken off, it ends in zeros.
PNG notices by itself, but not what it is; the decoders of JPEG, WebP, AVIF and HEIC take the zeros for pixels.
"""

from __future__ import annotations

ZEROS = 4096  # at least; no encoder ends its pixels so, and a block that is copied is never smaller
STEPS = 10_000  # segments or boxes that are passed

_PNG_END = b"IEND\xaeB`\x82"


def broken_off(data: bytes) -> bool:
    """Whether what `data` says of itself reaches far into the zeros it ends with."""
    end = len(data.rstrip(b"\0"))
    if len(data) - end < ZEROS:
        return False
    if data.startswith(b"\xff\xd8"):
        return _jpeg_lacks_its_end(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _PNG_END not in data
    if data.startswith(b"RIFF"):
        return min(8 + int.from_bytes(data[4:8], "little"), len(data)) - end >= ZEROS
    return data[4:8] == b"ftyp" and _media_data_end(data, end) - end >= ZEROS


def _jpeg_lacks_its_end(data: bytes) -> bool:
    place = 2
    for _ in range(STEPS):
        if data[place : place + 1] != b"\xff":
            return False  # not understood: the decoder shall say
        marker = data[place + 1 : place + 2]
        if marker == b"\xda":
            return data.find(b"\xff\xd9", place) < 0
        place += 1 if marker == b"\xff" else 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return False


def _media_data_end(data: bytes, inside: int) -> int:
    """Where the box with the pixels ends that holds the byte `inside`; 0 if another box does."""
    place = 0
    for _ in range(STEPS):
        size, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16], "big")
        size = size or len(data) - place
        if size < 8 or not kind:
            return 0
        if place + size > inside:
            return min(place + size, len(data)) if kind == b"mdat" else 0
        place += size
    return 0
