"""What is printed from a negative: the whole photo at the widths of running text, and whatever is cut out of it.

Most crops of a photo lie at a scale at which the whole is printed anyway: they are cut out of it, resized and sharpened
once for all. What an output is printed from depends on the photo alone, never on what else is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PIL import Image, ImageChops, ImageFilter

from showcase.photos.plan import Box, Instruction, Probe, frame_sizes, negative_scale

BOX, BICUBIC = Image.Resampling.BOX, Image.Resampling.BICUBIC

FIRST = "story"  # the negative that is always made

# Resizing softens; this gives back what the eye expects, without a halo. The same at every size, as it acts on output
# pixels: 46 % of what a box of the next pixels, each counted a third, takes from the lightness.
BLUR = ImageFilter.BoxBlur(0.327)
DETAIL = [round((value - 128) * 0.46) + 128 for value in range(256)]  # around middle grey

SPARE = 1.25  # a frame leaves this much to the resize of what is printed from it: less would soften twice
TONES = 4  # along an edge, in the ground around a photo that is too small

Size = tuple[int, int]


@dataclass(frozen=True)
class Negative:
    """A decoded photo, upright and in sRGB, scaled down to what its outputs need."""

    image: Image.Image
    probe: Probe
    scale: float

    @cached_property
    def frames(self) -> tuple[Size, ...]:
        """Sizes of the whole photo that are printed from this negative, largest first."""
        is_first = self.scale == negative_scale(self.probe, FIRST)
        return tuple(reversed(frame_sizes(self.probe))) if is_first else ()


class Prints:
    """The pictures of one negative, each made when it is asked for and then kept."""

    def __init__(self, negative: Negative) -> None:
        self._negative = negative
        self._frames: dict[Size, Image.Image] = {}  # as resized
        self._pictures: dict[tuple[Box, Size, Box | None], Image.Image] = {}  # sharpened

    def picture(self, instruction: Instruction) -> Image.Image:
        shape = (instruction.box, instruction.size, instruction.place)
        if shape not in self._pictures:
            self._pictures[shape] = self._cut(instruction) or sharpened(self._resized(instruction))
        return self._pictures[shape]

    def _cut(self, instruction: Instruction) -> Image.Image | None:
        """The part of a frame that lies there in its final size, to the pixel; None where none does."""
        probe, (width, height) = self._negative.probe, instruction.size
        left, top, right, bottom = instruction.box
        for frame in self._negative.frames:
            across, down = frame[0] / probe.width, frame[1] / probe.height
            if abs((right - left) * across - width) < 1 and abs((bottom - top) * down - height) < 1:
                x, y = min(round(left * across), frame[0] - width), min(round(top * down), frame[1] - height)
                if instruction.place or min(x, y) < 0:
                    return None
                whole = self._sharp(frame)
                return whole if frame == instruction.size else whole.crop((x, y, x + width, y + height))
        return None

    def _sharp(self, frame: Size) -> Image.Image:
        probe = self._negative.probe
        shape = ((0, 0, probe.width, probe.height), frame, None)
        if shape not in self._pictures:
            self._pictures[shape] = sharpened(self._frame(frame))
        return self._pictures[shape]

    def _frame(self, size: Size) -> Image.Image:
        """The whole photo in this size, printed from the next larger one."""
        if size not in self._frames:
            larger = self._negative.frames[: self._negative.frames.index(size)]
            source = self._frame(larger[-1]) if larger else self._negative.image
            self._frames[size] = source if source.size == size else source.resize(size, BICUBIC)
        return self._frames[size]

    def _resized(self, instruction: Instruction) -> Image.Image:
        probe, place = self._negative.probe, instruction.place
        size = (place[2] - place[0], place[3] - place[1]) if place else instruction.size
        left, top, right, bottom = instruction.box
        needed = SPARE * size[0] * probe.width / (right - left)
        frame = next((frame for frame in reversed(self._negative.frames) if frame[0] >= needed), None)
        image = self._frame(frame) if frame else self._negative.image
        across, down = image.width / probe.width, image.height / probe.height
        box = (left * across, top * down, min(right * across, image.width), min(bottom * down, image.height))
        if (
            abs(box[2] - box[0] - size[0]) < 1 and abs(box[3] - box[1] - size[1]) < 1
        ):  # as large as it lies there
            x, y = min(round(box[0]), image.width - size[0]), min(round(box[1]), image.height - size[1])
            shown = image.crop((x, y, x + size[0], y + size[1]))
        else:
            shown = image.resize(size, BICUBIC, box=box)
        return extended(shown, instruction.size, place) if place else shown


def sharpened(picture: Image.Image) -> Image.Image:
    """The RGB picture with its lightness sharpened; colours stay as they are, so that their noise does too.

    One band instead of three: half the time.
    """
    grey = picture.convert("L")
    detail = ImageChops.subtract(grey, grey.filter(BLUR), offset=128).point(DETAIL)
    return ImageChops.add(picture, Image.merge("RGB", (detail, detail, detail)), offset=-128)


def extended(picture: Image.Image, size: tuple[int, int], place: Box) -> Image.Image:
    """`picture` at `place` in `size`, on a calm ground of its own edges' colours; nothing is stretched.

    The ground is the outermost tenth of each side as a few broad tones, run together like mist: finer
    samples gave streaks.
    """
    left, top, right, bottom = place
    width, height = picture.size
    depth = (max(1, width // 10), max(1, height // 10))
    sides = {
        (0, 0, size[0], max(1, top)): ((0, 0, width, depth[1]), (TONES, 1)),
        (0, bottom, size[0], max(size[1], bottom + 1)): ((0, height - depth[1], width, height), (TONES, 1)),
        (0, 0, max(1, left), size[1]): ((0, 0, depth[0], height), (1, TONES)),
        (right, 0, max(size[0], right + 1), size[1]): ((width - depth[0], 0, width, height), (1, TONES)),
    }
    ground = Image.new("RGB", size)
    # What lies under the photo flows out beside it: left black, it drew a dark frame around bright photos.
    ground.paste(picture.resize((TONES, TONES), BOX).resize(picture.size, BICUBIC), (left, top))
    for (x0, y0, x1, y1), (edge, tones) in sides.items():
        ground.paste(picture.resize(tones, BOX, box=edge).resize((x1 - x0, y1 - y0), BICUBIC), (x0, y0))
    small = ground.resize((max(1, size[0] // 8), max(1, size[1] // 8)), BOX)
    mist = small.filter(ImageFilter.GaussianBlur(max(small.size) / 8)).resize(size, BICUBIC)
    mist.paste(picture, (left, top))
    return mist
