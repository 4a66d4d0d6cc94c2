"""A silent vertical film of a story's photos: each moves a little around its focal point, its caption below it.

Douyin lays its own words, in white, over the lowest fifth and the right edge: there nothing stands, on a dark ground.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from showcase.channels.douyin.shots import Slide
from showcase.channels.lettering import font, known, look_for
from showcase.channels.pictures import Darkroom
from showcase.channels.telling import Told
from showcase.fragments.linebreak import break_lines
from showcase.house import House
from showcase.photos.plan import Focal
from showcase.photos.recipes import DOUYIN_FILM_SHOT
from showcase.project.errors import MachineError
from showcase.site.faces import Look

# Of a picture 1080 px wide.
WIDTH, HEIGHT, PHOTO, RULE, LEFT, ROOM = 1080, 1920, 1296, 8, 72, 840
KICKER, TITLE, WORDS, CREDIT = 34, (76, 66, 58), 46, 28  # font sizes
CREDITED = 1520  # where the credit begins
NEAREST = 0.86  # of the photo's width, at the end of a move
FADE = 0.4  # seconds from one slide to the next


@dataclass(frozen=True)
class Reel:
    width: int = WIDTH  # px; the height is 16/9 of it
    rate: int = 25  # frames a second
    pace: float = 1.0  # of the time that slides stand

    @property
    def size(self) -> tuple[int, int]:
        return self.width, round(self.width * HEIGHT / WIDTH / 2) * 2

    def px(self, value: float) -> int:
        return round(value * self.width / WIDTH)

    def frames(self, slide: Slide) -> int:
        return max(2, round(slide.seconds * self.pace * self.rate))


def program() -> str | None:
    """The packaged ffmpeg; None where the extra `film` is not installed."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def film(told: Told, found: Iterable[Slide], house: House, dark: Darkroom, reel: Reel) -> bytes:
    """The film as MP4, H.264.

    Raises:
        MachineError: there is no ffmpeg, or it failed.
    """
    slides = tuple(found)
    words = (told.title, told.department, told.series, told.owner, house.tokens.names.site)
    look = look_for(house, (*words, *(one.words + (one.shot.credit if one.shot else "") for one in slides)))
    tag = _tag(dark, reel) if told.draft else None
    pictures = (_slide(told, slide, look, dark, reel) for slide in slides)
    return encoded(_faded(pictures, reel, tag, grey=look.grey), reel)


def encoded(frames: Iterable[Image.Image], reel: Reel) -> bytes:
    """The same frames give the same bytes: nothing of the day or the machine is written, on a fixed number of threads."""
    exe = program()
    if exe is None:
        raise MachineError("没有装做短片的 ffmpeg")
    width, height = reel.size
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        target = Path(folder) / "film.mp4"
        command = [
            *(exe, "-hide_banner", "-loglevel", "error", "-nostdin"),
            *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(reel.rate), "-i", "pipe:0"),
            *("-vf", "scale=out_color_matrix=bt709:out_range=tv", "-c:v", "libx264", "-preset", "veryfast"),
            *("-crf", "21", "-pix_fmt", "yuv420p", "-threads", "2", "-an", "-map_metadata", "-1"),
            *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
            *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", str(target)),
        ]  # fmt: skip
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said)
        assert process.stdin
        try:
            with process.stdin as pipe:
                for frame in frames:
                    pipe.write(frame.tobytes())
        except BrokenPipeError:
            pass  # it ended by itself; why is told below
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()
        if process.returncode:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            raise MachineError(f"做短片的 ffmpeg 停了：{lines[-1][:200] if lines else process.returncode}")
        return target.read_bytes()


Frames = tuple[int, Iterator[Image.Image]]


def _faded(
    slides: Iterable[Frames], reel: Reel, tag: Image.Image | None, *, grey: bool
) -> Iterator[Image.Image]:
    """One after the other, the first frames of each over the last of the one before."""
    last: Image.Image | None = None
    for count, frames in slides:
        fade = min(round(FADE * reel.pace * reel.rate), count // 2)
        for number, frame in enumerate(frames):
            shown = frame
            if last and number < fade:
                shown = Image.blend(last, frame, (number + 1) / (fade + 1))
            if number == count - 1:
                last = frame
            if tag:
                shown = shown.copy()
                shown.paste(tag, (tag.width // 6, tag.width // 6))
            yield shown.convert("L").convert("RGB") if grey else shown


def _slide(told: Told, slide: Slide, look: Look, dark: Darkroom, reel: Reel) -> Frames:
    still = _still(told, slide, look, reel)
    count = reel.frames(slide)
    if slide.shot is None:
        return count, (still for _ in range(count))
    picture, focal = dark.bare(told, slide.shot.file, DOUYIN_FILM_SHOT)
    return count, _moving(
        still, picture, focal, count, inwards=slide.start == 0 or round(slide.start) % 2 == 1
    )


def _moving(
    still: Image.Image, picture: Image.Image, focal: Focal, count: int, *, inwards: bool
) -> Iterator[Image.Image]:
    size = (still.width, round(still.width * PHOTO / WIDTH))
    for number in range(count):
        way = number / max(count - 1, 1)
        way = way * way * (3 - 2 * way)  # slow at both ends
        frame = still.copy()
        box = window(picture.size, focal, way if inwards else 1 - way)
        frame.paste(picture.resize(size, Image.Resampling.BICUBIC, box=box), (0, 0))
        yield frame


def window(size: tuple[int, int], focal: Focal, way: float) -> tuple[float, float, float, float]:
    """What of a picture is seen: all of it at 0, at 1 the nearest, its middle as near to the focal point as fits."""
    share = 1 - (1 - NEAREST) * way
    width, height = size[0] * share, size[1] * share
    left = min(max(focal[0] * size[0] - width / 2, 0), size[0] - width)
    top = min(max(focal[1] * size[1] - height / 2, 0), size[1] - height)
    return left, top, left + width, top + height


def _still(told: Told, slide: Slide, look: Look, reel: Reel) -> Image.Image:
    """A slide without its photo."""
    whole = Image.new("RGB", reel.size, look.colour("brand"))
    pen = ImageDraw.Draw(whole)
    top, ink = reel.px(PHOTO), look.colour("on-brand")
    if slide.shot is None and slide.start:
        _block(pen, slide.words, look, reel, (reel.px(620), (58, 50), 6))
        line = f"{look.name} · {look.owner}"
        pen.text(
            (reel.px(LEFT), reel.px(540)),
            known(line, look),
            font=font(look, reel.px(KICKER)),
            fill=ink,
            anchor="lt",
        )
        return whole
    pen.rectangle((0, top, reel.size[0], top + max(1, reel.px(RULE)) - 1), fill=look.colour("accent"))
    if not slide.start:
        line = f"{told.department} · {told.series} · {told.day}"
        pen.text(
            (reel.px(LEFT), reel.px(PHOTO + 36)),
            known(line, look),
            font=font(look, reel.px(KICKER)),
            fill=ink,
            anchor="lt",
        )
        _block(pen, slide.words, look, reel, (reel.px(PHOTO + 106), TITLE, 2))
        return whole
    _block(pen, slide.words, look, reel, (reel.px(PHOTO + 40), (WORDS,), 3))
    if slide.shot and slide.shot.credit:
        _block(pen, f"图／{slide.shot.credit}", look, reel, (reel.px(CREDITED), (CREDIT, CREDIT - 4), 2))
    return whole


def _block(
    pen: ImageDraw.ImageDraw, words: str, look: Look, reel: Reel, where: tuple[int, tuple[int, ...], int]
) -> None:
    """`words` from a height on, in the first of the sizes in which they fit into so many lines."""
    y, sizes, most = where
    text = known(words, look)
    for size in sizes:
        face = font(look, reel.px(size))
        lines = break_lines(text, reel.px(ROOM), face.getlength, most=most, terms=look.terms)
        if lines.neat and not lines.cut:
            break
    for line in lines.lines:
        pen.text((reel.px(LEFT), y), line, font=face, fill=look.colour("on-brand"), anchor="lt")
        y += round(reel.px(size) * 1.4)


def _tag(dark: Darkroom, reel: Reel) -> Image.Image:
    """草稿, as it stands on a draft's pictures."""
    plain = Image.new("RGB", reel.size)
    marked = plain.copy()
    dark.stamp(marked)
    return marked.crop(ImageChops.difference(plain, marked).getbbox())
