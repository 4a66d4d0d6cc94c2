"""A photo's EXIF, read only where reading is cheap: it is written by anybody, and nothing of it is published."""

from __future__ import annotations

import math
import struct
import warnings

from PIL import ExifTags, Image

ORIENTATION = 0x0112
UNKNOWN = 0  # what Android writes where it has no orientation
PLACE = (2, 4)  # GPSLatitude, GPSLongitude
FOLDERS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)  # the ones that are looked into

# Phones write 10 to 60 kB with maker notes. Pillow copies each entry's value, and a thousand entries may
# all point at the same megabyte.
MAX_BYTES = 512 << 10
MAX_ENTRIES = 1_000
MAX_VALUES = 4 << 20  # bytes of all values of one folder

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}


def read_exif(image: Image.Image, data: bytes) -> tuple[Image.Exif, bool]:
    """(the EXIF of an opened image whose file is `data`, whether it could be read); pixels stay untouched."""
    exif = Image.Exif()
    blob = image.info.get("exif") or (_png_exif(data) if image.format == "PNG" else None)
    if not blob:
        return exif, True
    try:
        bare = blob.removeprefix(b"Exif\0\0")
        if len(bare) > MAX_BYTES or not _is_cheap(bare):
            return exif, False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif.load(bytes(blob))
            for folder in FOLDERS:
                exif.get_ifd(folder)
    except Exception:  # what it says is not needed to show a photo
        return Image.Exif(), False
    return exif, True


def orientation_of(exif: Image.Exif) -> tuple[int, bool]:
    """(1–8, whether what is written is legal)."""
    value = exif.get(ORIENTATION, 1)
    if not isinstance(value, int) or not UNKNOWN <= value <= 8:
        return 1, False
    return value or 1, True


def tells_a_place(exif: Image.Exif) -> bool:
    """Whether a latitude or a longitude is written: cameras without a receiver write the folder too, and phones
    without a fix zeros or 0/0."""
    folder = exif.get_ifd(ExifTags.IFD.GPSInfo)
    return any(_is_told(folder.get(tag)) for tag in PLACE)


def _is_told(value: object) -> bool:
    if isinstance(value, tuple):
        return any(math.isfinite(part) and part != 0 for part in value)
    return bool(value)


def _is_cheap(blob: bytes) -> bool:
    order = "<" if blob[:2] == b"II" else ">"
    (first,) = struct.unpack_from(order + "L", blob, 4)
    cheap, folders = _folder(blob, order, first)
    return cheap and all(_folder(blob, order, offset)[0] for offset in folders)


def _folder(blob: bytes, order: str, offset: int) -> tuple[bool, list[int]]:
    """(whether its values are few and small, where the folders lie that it points to)."""
    if offset + 2 > len(blob):
        return True, []  # Pillow finds nothing there either
    (entries,) = struct.unpack_from(order + "H", blob, offset)
    total, folders = 0, []
    for place in range(offset + 2, min(offset + 2 + 12 * entries, len(blob) - 11), 12):
        tag, kind, amount, value = struct.unpack_from(order + "HHLL", blob, place)
        total += min(amount * _SIZES.get(kind, 0), len(blob))
        if tag in FOLDERS:
            folders.append(value)
    return entries <= MAX_ENTRIES and total <= MAX_VALUES, folders


def _png_exif(data: bytes) -> bytes | None:
    """A PNG's eXIf chunk that follows the pixels; `Image.getexif` would decode them to find it."""
    place = 8
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] == b"eXIf":
            return data[place + 8 : place + 8 + size]
        place += 12 + size
    return None
