"""What a published picture may carry beside its pixels: nothing. Read from its first and last bytes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

HEAD = 64 << 10  # bytes; what our encoders write before the pixels is below 8 kB
PNG_PARTS = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"sRGB",
        b"gAMA",
        b"cHRM",
        b"iCCP",
        b"pHYs",
        b"sBIT",
        b"bKGD",
    )
)
JPEG_NAMES = {
    0xE0: "JFIF",
    0xE2: "ICC_PROFILE",
    0xEE: "Adobe",
}  # segments of applications that say only how to draw


def carried(path: str, head: bytes, tail: bytes) -> Iterator[str]:
    """What the picture `path` tells beside its pixels, in Chinese; `head` and `tail`: where it begins and ends."""
    suffix = posixpath.splitext(path)[1]
    if suffix == ".jpg":
        yield from _jpeg(head, tail)
    elif suffix == ".png":
        yield from _png(head, tail)
    elif suffix == ".avif":
        yield from _avif(head)
    elif suffix == ".ico":
        yield from ("附带信息" for mark in (b"eXIf", b"tEXt", b"iTXt", b"zTXt") if mark in head)


def _jpeg(head: bytes, tail: bytes) -> Iterator[str]:
    if head[:2] != b"\xff\xd8":
        yield "不是 JPEG 的内容"
        return
    at = 2
    while at + 4 <= len(head) and head[at] == 0xFF:
        mark, size = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        name = JPEG_NAMES.get(mark, "")
        if mark == 0xDA:
            break
        if mark == 0xFE:
            yield "注释"
        elif 0xE0 <= mark <= 0xEF and not (name and head[at + 4 :].startswith(name.encode())):
            yield "附带信息（EXIF、XMP 一类）"
        at += 2 + size
    if tail[-2:] != b"\xff\xd9":
        yield "图片后面的别的内容"


def _png(head: bytes, tail: bytes) -> Iterator[str]:
    if head[:8] != b"\x89PNG\r\n\x1a\n":
        yield "不是 PNG 的内容"
        return
    at = 8
    while at + 8 <= len(head):
        size, name = int.from_bytes(head[at : at + 4], "big"), head[at + 4 : at + 8]
        if name not in PNG_PARTS:
            yield "附带信息（EXIF、文字一类）"
            return
        at += 12 + size
    if tail[-8:-4] != b"IEND":
        yield "图片后面的别的内容"


def _avif(head: bytes) -> Iterator[str]:
    """Its list of items names what it holds: av01 is the picture, Exif and mime are not."""
    if head[4:8] != b"ftyp":
        yield "不是 AVIF 的内容"
        return
    start = head.find(b"iinf", 0, 4096)
    size = int.from_bytes(head[start - 4 : start], "big") if start > 0 else 0
    items = head[start : start + size]
    if b"infe" not in items:
        yield "看不出有什么的内容"
    if b"Exif" in items or b"mime" in items:
        yield "附带信息（EXIF、XMP 一类）"
