"""What people wrote into a photo file: titles, captions, authors, comments. Nothing of it is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image

MOST = 500  # characters of one inscription that are looked at
MANY = 20  # inscriptions of one photo

# EXIF 2.32: plain texts, then Windows' own in UTF-16.
PLAIN = (0x010E, 0x013B, 0x8298)  # ImageDescription, Artist, Copyright
WINDOWS = (0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)  # XPTitle, XPComment, XPAuthor, XPKeywords, XPSubject
USER_COMMENT = 0x9286  # in the Exif folder; eight bytes name its encoding
_OPENING = re.compile(r"<dc:(?:title|description|creator|rights|subject)\b[^<>]*>")


def inscriptions(image: Image.Image, exif: Image.Exif) -> tuple[str, ...]:
    """The texts in an opened photo's EXIF, XMP and comments, each one line; empty where they cannot be read."""
    found: list[str] = []
    try:
        for text in _texts(image, exif):
            words = " ".join("".join(c if c.isprintable() else " " for c in text[:MOST]).split())
            if words and words not in found:
                found.append(words)
            if len(found) == MANY:
                break
    except Exception:  # written by anybody; what cannot be read cannot be published either
        return tuple(found)
    return tuple(found)


def _texts(image: Image.Image, exif: Image.Exif) -> Iterator[str]:
    yield from (_text(exif.get(tag), "utf-8") for tag in PLAIN)
    yield from (_text(exif.get(tag), "utf-16-le") for tag in WINDOWS)
    comment = exif.get_ifd(ExifTags.IFD.Exif).get(USER_COMMENT)
    if isinstance(comment, bytes):
        wide = comment[:8].startswith(b"UNICODE")
        yield _text(comment[8:], "utf-16-le" if wide else "utf-8")
    for key, value in image.info.items():
        if key in ("xmp", "XML:com.adobe.xmp"):
            yield from _dublin_core(_text(value, "utf-8", 100_000))
        elif isinstance(value, str) or key == "comment":  # PNG texts, JPEG and GIF comments
            yield _text(value, "utf-8")


def _dublin_core(xmp: str) -> Iterator[str]:
    """What stands in XMP's dc: fields; each character is passed once, however they are nested or left open."""
    place = 0
    while opening := _OPENING.search(xmp, place):
        place = xmp.find("</dc:", opening.end())
        if place < 0:
            return
        yield re.sub(r"<[^<>]*>", " ", xmp[opening.end() : place])


def _text(value: Any, encoding: str, most: int = 4 * MOST) -> str:
    if isinstance(value, bytes):
        return value[:most].decode(encoding, "ignore").strip("\0 ")
    if not isinstance(value, str):
        return ""
    try:  # Pillow takes the bytes of an EXIF text for Latin-1; phones write UTF-8
        return value[:most].encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value[:most]
