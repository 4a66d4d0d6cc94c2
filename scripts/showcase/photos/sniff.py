"""What kind of picture some bytes are, judged by content and before any pixel is decoded."""

from __future__ import annotations

import hashlib
import io
import warnings

import pi_heif
from PIL import Image, ImageFile

from showcase.photos.inscriptions import inscriptions
from showcase.photos.plan import Probe

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF")  # a JPEG with several frames opens as MPO
MEGAPIXELS = {"JPEG": 60, "MPO": 60, "HEIF": 60, "AVIF": 60}  # others 24
OTHER_MEGAPIXELS = 24
LONGEST_SIDE = 30_000  # px; a 1 × 60,000,000 picture is no photo

ORIENTATION, GPS = 0x0112, 0x8825


class UnreadablePhoto(Exception):
    """`code` is the finding's; the message is for the editor."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


EXPORT = "请用手机相册重新导出为 JPEG，再放进来"


def open_photo(data: bytes) -> Image.Image:
    """`data` as a Pillow image with its header read, within the limits, pixels untouched.

    Raises:
        UnreadablePhoto: it is no photo of an allowed format, is broken, or is too large.
    """
    if not data:
        raise UnreadablePhoto("PHO101", "这个文件是空的", "请重新复制原照片")
    Image.MAX_IMAGE_PIXELS = None  # our own cap below is stricter and gives a kinder message
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    pi_heif.register_heif_opener(thumbnails=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Exception as err:  # hostile headers raise SyntaxError, TypeError, struct.error, …
        raise UnreadablePhoto("PHO102", _not_a_photo(data), EXPORT) from err
    limit = MEGAPIXELS.get(image.format or "", OTHER_MEGAPIXELS)
    pixels = image.width * image.height
    if pixels > limit * 1_000_000 or max(image.size) > LONGEST_SIDE:
        size = f"{image.width}×{image.height}"
        raise UnreadablePhoto("PHO103", f"照片有 {size} 像素，超过 {limit} 百万像素", "请导出为长边 4000 像素左右的 JPEG")  # fmt: skip
    if pixels == 0:
        raise UnreadablePhoto("PHO102", "照片的尺寸是 0", EXPORT)
    return image


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


def orientation_of(image: Image.Image) -> tuple[int, bool, bool]:
    """(orientation 1–8, whether the file held an illegal one, whether it holds a GPS position)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif = image.getexif()
            value, gps = exif.get(ORIENTATION, 1), bool(exif.get_ifd(GPS))
    except Exception:  # EXIF is written by anybody; what it says is not needed to show a photo
        return 1, True, False
    if image.format == "HEIF":
        return 1, False, gps  # its decoder has rotated already
    legal = isinstance(value, int) and 1 <= value <= 8
    return (value if legal else 1), not legal, gps


def read_header(data: bytes) -> tuple[Image.Image, Probe]:
    """The opened photo, pixels untouched, and what its header says; the focal point is still the centre.

    Raises:
        UnreadablePhoto: as `open_photo`.
    """
    image = open_photo(data)
    written = inscriptions(image)
    turned, illegal, gps = orientation_of(image)
    width, height = image.size if turned <= 4 else image.size[::-1]
    notes = []
    if gps:
        notes.append("gps")
    if illegal:
        notes.append("orientation")
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        notes.append("frames")
    alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    sha256 = hashlib.sha256(data).hexdigest()
    return image, Probe(
        sha256, width, height, image.format or "", turned, alpha, notes=tuple(notes), inscriptions=written
    )
