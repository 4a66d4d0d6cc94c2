"""What people wrote into a photo is read, so that it can be checked, and never published."""

import io

import pytest
from PIL import Image, PngImagePlugin

from showcase.photos.inscriptions import inscriptions


def read(image):
    return inscriptions(image, image.getexif())


def opened(kind, **options):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30)).save(buffer, kind, **options)
    return Image.open(io.BytesIO(buffer.getvalue()))


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (0x010E, "师傅电话 13800138000".encode()),
        (0x013B, "师傅电话 13800138000".encode()),
        (0x9C9C, "师傅电话 13800138000\0".encode("utf-16-le")),
    ],
)
def test_exif_texts_are_read(tag, value):
    exif = Image.Exif()
    exif[tag] = value
    assert "师傅电话 13800138000" in read(opened("JPEG", exif=exif))


@pytest.mark.parametrize("prefix", [b"ASCII\0\0\0", b"UNICODE\0"])
def test_the_user_comment_is_read_in_its_encoding(prefix):
    exif = Image.Exif()
    words = "13800138000"
    exif.get_ifd(0x8769)[0x9286] = prefix + words.encode("utf-16-le" if b"UNI" in prefix else "ascii")
    assert read(opened("JPEG", exif=exif)) == (words,)


def test_comments_png_texts_and_xmp_are_read():
    assert read(opened("JPEG", comment="值班 13800138000")) == ("值班 13800138000",)
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Description", "第二食堂\n后厨")
    assert read(opened("PNG", pnginfo=info)) == ("第二食堂 后厨",)
    xmp = "<x><dc:creator><rdf:Seq><rdf:li>王师傅</rdf:li></rdf:Seq></dc:creator><id>13800138000</id></x>"
    assert read(opened("JPEG", xmp=xmp.encode())) == ("王师傅",)


def test_hostile_inscriptions_are_short_and_printable():
    found = read(opened("JPEG", comment="\x1b[31m" + "长" * 20_000))
    assert all(text.isprintable() and len(text) <= 500 for text in found)
    assert found
