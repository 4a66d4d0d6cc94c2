"""A channel's pictures: developed photos as JPEG, a draft's with 草稿 on them, and the code that leads to the page."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import segno
from PIL import Image, ImageDraw, ImageFont

from showcase.brand.fontsource import FontSource
from showcase.channels.telling import Told
from showcase.photos.marks import Mark
from showcase.photos.orders import Developed
from showcase.photos.plan import Focal, Instruction
from showcase.photos.recipes import Recipe
from showcase.project.cache import Cache
from showcase.project.errors import MachineError

DRAFT = "草稿"
QUALITIES = (86, 78, 70, 60, 50)


@dataclass(frozen=True)
class Darkroom:
    """The photos of some stories, developed for one channel; their files lie in `cache`."""

    photos: Mapping[str, Developed]  # by path
    cache: Cache
    font: FontSource
    ground: str  # of the draft's tag, '#rrggbb'
    ink: str
    mark: Mark  # the emblem as a cover would carry it

    def picture(self, told: Told, file: str, recipe: Recipe, most: int = 0) -> bytes:
        """The widest JPEG of `recipe`, of at most `most` bytes where a limit is given; marked where the story is a draft."""
        for instruction in reversed(self._made(told, file, recipe)):
            data = self._data(instruction)
            shown = self.marked(data, most) if told.draft else data
            if not most or len(shown) <= most:
                return shown
        return self.smaller(shown, most)

    def bare(self, told: Told, file: str, recipe: Recipe) -> tuple[Image.Image, Focal]:
        """(the widest output without the word of a draft, RGB, where its focal point lies in it)."""
        photo = self.photos[f"{told.story.folder}/{file}"]
        instruction = self._made(told, file, recipe)[-1]
        with Image.open(io.BytesIO(self._data(instruction))) as image:
            picture = image.convert("RGB")
        focal = told.story.note(file).focal or photo.probe.focal
        return picture, _within(instruction, (focal[0] * photo.probe.width, focal[1] * photo.probe.height))

    def _made(self, told: Told, file: str, recipe: Recipe) -> list[Instruction]:
        photo = self.photos[f"{told.story.folder}/{file}"]
        return [i for i in photo.picture(recipe, told.story.note(file).focal) if i.encoder.format == "jpg"]

    def _data(self, instruction: Instruction) -> bytes:
        data = self.cache.get(instruction.file)
        if data is None:
            raise MachineError("照片缓存里少了一个文件，请再运行一次")
        return data

    def marked(self, data: bytes, most: int = 0) -> bytes:
        """The JPEG with 草稿 in its upper left."""
        with Image.open(io.BytesIO(data)) as image:
            picture = image.convert("RGB")
        stamp(picture, self.font, self.ground, self.ink)
        return _jpeg(picture, most)

    def stamp(self, picture: Image.Image) -> None:
        stamp(picture, self.font, self.ground, self.ink)

    def smaller(self, data: bytes, most: int) -> bytes:
        with Image.open(io.BytesIO(data)) as image:
            return _jpeg(image.convert("RGB"), most)


def _within(instruction: Instruction, point: tuple[float, float]) -> Focal:
    """Where a point of the upright photo lies in the output, 0–1; at its edge where it was cut away."""
    (left, top, right, bottom), (width, height) = instruction.box, instruction.size
    x0, y0, x1, y1 = instruction.place or (0, 0, width, height)
    x = (x0 + (point[0] - left) / (right - left) * (x1 - x0)) / width
    y = (y0 + (point[1] - top) / (bottom - top) * (y1 - y0)) / height
    return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)


def stamp(picture: Image.Image, font: FontSource, ground: str, ink: str) -> None:
    """Draws 草稿 into the upper left of `picture`."""
    size = max(18, min(picture.size) // 14)
    face = ImageFont.truetype(io.BytesIO(font.read()), size, layout_engine=ImageFont.Layout.BASIC)
    draw, pad = ImageDraw.Draw(picture), size // 2
    width = round(face.getlength(DRAFT)) + 2 * pad
    draw.rectangle((pad, pad, pad + width, pad + size + pad), fill=ground)
    draw.text((pad + width / 2, pad + (size + pad) / 2), DRAFT, font=face, fill=ink, anchor="mm")


def _jpeg(picture: Image.Image, most: int) -> bytes:
    """Without metadata; the best quality of at most `most` bytes, or smaller in size where none is."""
    while True:
        for quality in QUALITIES:
            buffer = io.BytesIO()
            picture.save(buffer, "JPEG", quality=quality, optimize=True)
            if not most or buffer.tell() <= most:
                return buffer.getvalue()
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))


def code_of(address: str, ink: str, ground: str, width: int = 0) -> Image.Image:
    """The QR code of `address`, RGB with its quiet zone; a module a whole number of px, at least `width` px wide in all."""
    code = segno.make(address, error="m", micro=False)
    scale = max(4, -(-width // code.symbol_size(border=4)[0]))
    buffer = io.BytesIO()
    code.save(buffer, kind="png", scale=scale, dark=ink, light=ground, border=4)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
