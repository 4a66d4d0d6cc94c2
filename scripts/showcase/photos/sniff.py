"""What kind of picture some bytes are, judged by content and before any pixel is decoded."""

from __future__ import annotations

import hashlib
import io
import warnings

import pi_heif
from PIL import Image, ImageFile

from showcase.photos.costs import too_costly
from showcase.photos.exif import orientation_of, read_exif, tells_a_place
from showcase.photos.inscriptions import inscriptions
from showcase.photos.orders import EXPORT, SMALLER
from showcase.photos.plan import Probe
from showcase.photos.whole import broken_off

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF")  # a JPEG with several frames opens as MPO
MEGAPIXELS = {"JPEG": 60, "MPO": 60, "HEIF": 60, "AVIF": 60}  # others 24
OTHER_MEGAPIXELS = 24
MOST_MEGAPIXELS = max(MEGAPIXELS.values())
LONGEST_SIDE = 30_000  # px; a 1 × 60,000,000 picture is no photo


class UnreadablePhoto(Exception):
    """`code` is the finding's; the message is for the editor."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


BROKEN = "照片没有下载完整，或已经损坏"


def open_photo(data: bytes) -> Image.Image:
    """`data` as a Pillow image with its header read, within the limits, pixels untouched.

    Raises:
        UnreadablePhoto: it is no photo of an allowed format, is broken, or is too large.
    """
    if not data:
        raise UnreadablePhoto("PHO101", "这个文件是空的", "请重新复制原照片")
    # Pillow refuses twice this before it allocates anything; our own cap below is stricter, but WebP's decoder
    # makes its canvas on opening.
    Image.MAX_IMAGE_PIXELS = MOST_MEGAPIXELS * 1_000_000 // 2
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    pi_heif.register_heif_opener(thumbnails=False)
    if broken_off(data):
        raise UnreadablePhoto("PHO104", BROKEN, EXPORT)
    if too_costly(data):
        raise UnreadablePhoto("PHO105", "照片的结构不正常，读它要花太久", EXPORT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as err:
        raise _too_large(f"照片超过 {MOST_MEGAPIXELS * 100} 万像素") from err
    except Exception as err:  # hostile headers raise SyntaxError, TypeError, struct.error, …
        raise UnreadablePhoto("PHO102", _not_a_photo(data), EXPORT) from err
    if image.format == "AVIF" and _is_cropped(data):
        raise UnreadablePhoto("PHO102", "照片裁剪过，裁掉的部分还留在文件里，这里看不出裁掉了哪些", EXPORT)
    limit = MEGAPIXELS.get(image.format or "", OTHER_MEGAPIXELS)
    pixels = image.width * image.height
    if pixels > limit * 1_000_000:
        raise _too_large(f"照片有 {image.width}×{image.height} 像素，这种照片不能超过 {limit * 100:g} 万像素")
    if max(image.size) > LONGEST_SIDE:
        raise _too_large(f"照片有 {image.width}×{image.height} 像素，长边不能超过 {LONGEST_SIDE} 像素")
    if pixels == 0:
        raise UnreadablePhoto("PHO102", "照片的尺寸是 0", EXPORT)
    return image


def _is_cropped(data: bytes) -> bool:
    """Whether an AVIF shows only a part of its picture: Pillow gives the whole, with what was to be hidden."""
    return b"clap" in data[: data.find(b"mdat")]


def _too_large(message: str) -> UnreadablePhoto:
    return UnreadablePhoto("PHO103", message, SMALLER)


def _not_a_photo(data: bytes) -> str:
    head = data[:512].lstrip().lower()
    if head.startswith(b"%pdf"):
        return "这是 PDF，不是照片"
    if b"<svg" in head:
        return "这是 SVG 图形，不是照片"
    if head.startswith((b"<!doctype", b"<html")):
        return "这是网页，不是照片"
    if head.startswith(b"version https://git-lfs"):
        return "这是 Git LFS 的占位文件，照片本身没有下载下来"
    return "认不出这是哪种照片，或文件已经损坏"


def read_header(data: bytes) -> tuple[Image.Image, Probe]:
    """The opened photo, pixels untouched, and what its header says; the focal point is still the centre.

    Raises:
        UnreadablePhoto: as `open_photo`.
    """
    image = open_photo(data)
    exif, readable = read_exif(image, data)
    written = inscriptions(image, exif)
    turned, legal = orientation_of(exif)
    if image.format == "HEIF":
        turned, legal = 1, True  # its decoder has rotated already
    width, height = image.size if turned <= 4 else image.size[::-1]
    notes = []
    if tells_a_place(exif):
        notes.append("gps")
    if not (legal and readable):
        notes.append("orientation")
    if image.format != "MPO" and _moves(image):
        notes.append("frames")
    alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    sha256 = hashlib.sha256(data).hexdigest()
    return image, Probe(
        sha256, width, height, image.format or "", turned, alpha, notes=tuple(notes), inscriptions=written
    )


def _moves(image: Image.Image) -> bool:
    """Whether there is a second frame. Not n_frames: for that Pillow reads a GIF to its end, frame by frame."""
    try:
        return bool(getattr(image, "is_animated", False))
    except Exception:  # what follows the first frame is damaged; that one may well be whole
        return False
