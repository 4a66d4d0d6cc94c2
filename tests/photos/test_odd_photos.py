"""Photos that are odd and mean no harm: tones, transparency, places and names as they should be."""

import io
import struct
import zlib

from PIL import Image
from test_hostile_photos import chunk, made, png, refused, saved

from showcase.photos.recipes import BODY, CARD, RECIPES


def test_sixteen_bit_colour_grey_with_alpha_and_inverted_cmyk_keep_their_tones():
    rows = b"".join(b"\0" + struct.pack(">HHH", 0x8000, 0x4000, 0xC000) * 300 for _ in range(200))
    deep = png(300, 200, chunk(b"IDAT", zlib.compress(rows)), depth=16)
    grey = saved(Image.new("LA", (300, 200), (128, 255)), "PNG")
    cmyk = saved(
        Image.merge("CMYK", [Image.new("L", (300, 200), v) for v in (0, 255, 255, 0)]), "JPEG", quality=95
    )
    for data, colour in ((deep, (128, 64, 192)), (grey, (128, 128, 128)), (cmyk, (255, 0, 0))):
        _, outputs = made(data, CARD)
        for output in outputs.values():
            pixel = Image.open(io.BytesIO(output)).convert("RGB").getpixel((150, 100))
            assert all(abs(a - b) < 24 for a, b in zip(pixel, colour, strict=True)), (pixel, colour)


def test_what_is_transparent_in_16_bit_grey_stands_on_white():
    rows = (b"\0" + struct.pack(">H", 9_000) * 300 + struct.pack(">H", 30_000) * 300) * 400
    clear = chunk(b"tRNS", struct.pack(">H", 9_000))
    data = png(600, 400, clear, chunk(b"IDAT", zlib.compress(rows)), depth=16, colour=0)
    for output in made(data, BODY)[1].values():
        picture = Image.open(io.BytesIO(output)).convert("L")
        assert picture.getpixel((20, 100)) > 250
        assert abs(picture.getpixel((picture.width - 20, 100)) - 117) < 4


def test_a_tiff_is_no_photo_whatever_its_name():
    assert refused(saved(Image.new("I;16", (40, 30)), "TIFF")) == "PHO102"


def test_no_douyin_cover_has_a_place_for_the_emblem():
    assert not any(recipe.mark for name, recipe in RECIPES.items() if name.startswith("douyin"))
