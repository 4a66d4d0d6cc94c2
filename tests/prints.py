"""A photo of two halves, and what is made of a photo, opened again."""

import io

from PIL import Image

from showcase.photos.plan import plan
from showcase.photos.render import develop

RED, BLUE = (200, 30, 30), (30, 30, 200)


def outputs(data, recipe, focal=None):
    facts, made = develop(data, lambda found: plan(found, recipe, focal))
    return [(i, Image.open(io.BytesIO(made[i.file]))) for i in plan(facts, recipe, focal)]


def probe(data):
    return develop(data, lambda found: ())[0]


def halves(orientation=None, size=(800, 400), **options):
    """Left red, right blue, as stored."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    if orientation is not None:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95, **options)
    return buffer.getvalue()


def near(pixel, colour):
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))
