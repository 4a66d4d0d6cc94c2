"""Share cards: what a link to a page looks like in a chat. Photo above, a paper band with the title below.

All that matters stands in the middle square, because WeChat shows only that much.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from showcase.brand.fontsource import FontSource
from showcase.brand.raster import raster
from showcase.fragments.linebreak import Lines, break_lines
from showcase.photos.placement import Box, Placement, choose_variant, faults, ground_of
from showcase.project.cache import Cache
from showcase.project.errors import MachineError
from showcase.project.workers import Workers
from showcase.site.faces import Face, Look

SIZE = (1200, 630)  # px, what link previews show
VERSION = 2  # raise when the same face gives another picture
QUALITY = 86
SECONDS = 20.0  # for one card, which takes a fiftieth of one
FEW = 20  # cards that are drawn before two workers are up

MARGIN = 60
SQUARE = (SIZE[0] - SIZE[1]) // 2  # where the middle square begins
TITLE_WIDTH = SIZE[1] - 2 * 24
# Font size and number of lines, the best liked first; the last holds 32 Han.
STEPS = ((96, 1), (88, 1), (80, 1), (72, 1), (66, 2), (60, 2), (56, 2), (52, 3), (48, 3), (44, 3), (40, 4))
LEADING = 1.3
KICKER, LABEL, SMALL, TAG = 28, 31, 21, 21  # font sizes
EMBLEM = 64  # px wide in the band
PAD = 36  # above and below the band's text
RULE, SPINE = 4, 10  # the gold line over the band, the green one under it

NOWHERE = FontSource(Path(), "")  # where it lies changes no card; what it holds has a hash of its own
MISSING = "□"  # GB/T 15834: stands for a character that is not there


def entry(face: Face, look: Look) -> str:
    """The card's name in the cache and on the site: its content, and nothing else."""
    missing = "".join(sorted({c for c in face.title + face.kicker + look.words if c in look.lacking}))
    text = json.dumps([VERSION, asdict(face), _stamp(look), missing], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24] + ".jpg"


@lru_cache(maxsize=4)
def _stamp(look: Look) -> str:
    """Once for all cards: of a thousand, each would else write the emblem out anew."""
    facts = asdict(replace(look, font=NOWHERE, lacking=""))
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def make_cards(faces: Iterable[Face], look: Look, photos: Cache, cache: Cache) -> int:
    """Draws what `cache` lacks, in worker processes where they are many; returns how many.

    Raises:
        MachineError: a worker or the disk failed.
    """
    wanted = {entry(face, look): face for face in faces}
    missing = sorted(name for name in wanted if cache.get(name) is None)
    tasks = [(wanted[name], look, str(photos.folder), str(cache.folder), name) for name in missing]
    if len(tasks) <= FEW:
        for task in tasks:
            _make(*task)
    else:
        with Workers() as workers:
            for index, result in workers.run(_make, tasks, seconds=SECONDS):
                if result is not None:
                    raise MachineError(
                        f"分享卡“{tasks[index][0].title}”没有做成（{result.why}）；请再生成一次"
                    )
    return len(missing)


def _make(face: Face, look: Look, photos: str, cache: str, name: str) -> None:
    photo = Cache(Path(photos)).get(face.photo) if face.photo else None
    if face.photo and photo is None:
        raise FileNotFoundError(None, "照片缓存里少了一个文件，请再生成一次")
    Cache(Path(cache)).put(name, card_of(face, look, photo))


def card_of(face: Face, look: Look, photo: bytes | None) -> bytes:
    """The card as a JPEG without metadata; `photo` is a picture of any size, shown around `face.focus`."""
    buffer = io.BytesIO()
    draw_card(face, look, photo).save(buffer, "JPEG", quality=QUALITY, optimize=True, subsampling="4:4:4")
    return buffer.getvalue()


def draw_card(face: Face, look: Look, photo: bytes | None) -> Image.Image:
    """The card's pixels, RGB."""
    title = _set_title(face, look)
    band = _band_height(title)
    top = SIZE[1] - band
    card = Image.new("RGB", SIZE, look.colour("paper"))
    if photo is None:
        _ground(card, top, look)
    else:
        card.paste(_window(photo, top, face.focus), (0, 0))
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, top, SIZE[0], SIZE[1]), fill=look.colour("paper"))
    draw.rectangle((0, top, SIZE[0], top + RULE - 1), fill=look.colour("accent"))
    draw.rectangle((0, SIZE[1] - SPINE, SIZE[0], SIZE[1]), fill=look.colour("brand"))
    _kicker(draw, top + RULE + PAD, face, look)
    y = top + RULE + PAD + KICKER + title.gap
    for line in title.lines:
        # Centred by its ink: a comma's empty half would push the line to the left.
        left, _, right, _ = title.font.getbbox(line)
        x = round((SIZE[0] - left - right) / 2)
        draw.text((x, y + title.height / 2), line, font=title.font, fill=look.colour("ink"), anchor="lm")
        y += title.height
    text = (SQUARE, top + RULE, SIZE[0] - SQUARE, SIZE[1] - SPINE)
    _lockup(card, draw, (0, top + RULE, SQUARE, SIZE[1] - SPINE), text, look)
    if face.title != "".join(look.line):
        _motto_line(draw, (top + RULE + SIZE[1] - SPINE) // 2, look)
    return card.convert("L").convert("RGB") if look.grey else card


@dataclass(frozen=True)
class _Title:
    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    height: int  # of a line
    gap: int  # to the kicker


@lru_cache(maxsize=32)
def _font(font: FontSource, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(font.read()), size, layout_engine=ImageFont.Layout.BASIC)


def _printable(text: str, look: Look) -> str:
    return "".join(MISSING if c in look.lacking else c for c in text)


def _set_title(face: Face, look: Look) -> _Title:
    """In the largest size whose breaks all stand between phrases; else the largest that holds it whole."""
    text = _printable(face.title, look)
    found: tuple[int, Lines] | None = None
    for size, most in STEPS:
        font = _font(look.font, size)
        lines = break_lines(text, TITLE_WIDTH, font.getlength, most=most, terms=(*look.terms, *face.terms))
        if found is None or (found[1].cut and not lines.cut):
            found = size, lines
        if lines.neat and not lines.cut:
            found = size, lines
            break
    assert found
    size, lines = found
    return _Title(
        lines.lines, _font(look.font, size), round(size * LEADING), 18 if len(lines.lines) > 1 else 10
    )


def _band_height(title: _Title) -> int:
    return RULE + PAD + KICKER + title.gap + title.height * max(1, len(title.lines)) + PAD - 8 + SPINE


def _window(photo: bytes, height: int, focus: float) -> Image.Image:
    """As wide as the card and `height` px high, its middle as near to `focus` as the photo reaches."""
    with Image.open(io.BytesIO(photo)) as image:
        picture = image.convert("RGB")
    if picture.width != SIZE[0]:
        picture = picture.resize((SIZE[0], max(height, round(picture.height * SIZE[0] / picture.width))))
    top = min(max(round(picture.height * focus - height / 2), 0), picture.height - height)
    return picture.crop((0, top, SIZE[0], top + height))


def _ground(card: Image.Image, height: int, look: Look) -> None:
    """Brand green with the emblem, for pages without a photo."""
    ImageDraw.Draw(card).rectangle((0, 0, SIZE[0], height), fill=look.colour("brand"))
    width = round(height * 0.5 / (1 + 2 * look.rules.clear_space) * 1.5)
    at = (SIZE[0] // 2 - max(width, look.rules.minimum) // 2, height // 2)
    stand(card, at, width, look, ((0, height, *SIZE),))


def stand(
    card: Image.Image, at: tuple[int, int], width: int, look: Look, others: tuple[Box, ...]
) -> Placement | None:
    """Draws the emblem from `at` (left, middle) on; where a rule of its own would be broken, not at all."""
    width = max(width, look.rules.minimum)
    height = look.rules.height(width)
    start, y = at
    placement = Placement(
        card.size, (start, y - height // 2, start + width, y - height // 2 + height), look.rules, others
    )
    if not placement.has_clear_space:
        return None
    ground = ground_of(card, placement.clear_box)
    variant = choose_variant(ground, {name: colours for name, _, colours in look.emblems})
    for name, svg, colours in look.emblems:
        if name == variant and not faults(placement, ground, colours):
            mark = _mark(svg, width)
            card.paste(mark, placement.box[:2], mark)
            return placement
    return None


@lru_cache(maxsize=8)
def _mark(svg: str, width: int) -> Image.Image:
    return raster(svg, width)


def _lockup(card: Image.Image, draw: ImageDraw.ImageDraw, room: Box, text: Box, look: Look) -> None:
    """Emblem and name, left of the title; the name stands outside the emblem's clear space."""
    middle = (room[1] + room[3]) // 2
    gap = max(18, look.rules.margin(EMBLEM))
    left = max(MARGIN, look.rules.margin(EMBLEM))
    start = left + EMBLEM + gap
    others = ((0, 0, SIZE[0], room[1]), (0, room[3], *SIZE), text, (start, room[1], room[2], room[3]))
    placement = stand(card, (left, middle), EMBLEM, look, others)
    if placement is None:
        start = MARGIN
    name, owner = _printable(look.name, look), _printable(look.owner, look)
    fit = room[2] - start
    draw.text(
        (start, middle - 4), name, font=_fitting(look, name, LABEL, fit), fill=look.colour("ink"), anchor="ls"
    )
    draw.text(
        (start, middle + 26),
        owner,
        font=_fitting(look, owner, SMALL, fit),
        fill=look.colour("ink-2"),
        anchor="ls",
    )


def _fitting(look: Look, text: str, size: int, width: int) -> ImageFont.FreeTypeFont:
    while size > 12 and _font(look.font, size).getlength(text) > width:
        size -= 1
    return _font(look.font, size)


def _motto_line(draw: ImageDraw.ImageDraw, middle: int, look: Look) -> None:
    """The site's line, right of the title."""
    lines = tuple(_printable(line, look) for line in look.line[:2])
    for number, line in enumerate(lines):
        y = middle + (number - (len(lines) - 1) / 2) * 34
        font = _fitting(look, line, 23, SQUARE - MARGIN)
        left = SIZE[0] - MARGIN - max(font.getlength(text) for text in lines)
        draw.text((left, y), line, font=font, fill=look.colour("ink-2"), anchor="lm")


def _kicker(draw: ImageDraw.ImageDraw, top: int, face: Face, look: Look) -> None:
    """Department and series, then an honest 示例; together in the middle."""
    text = _printable(face.kicker, look)
    font, tag_font = _fitting(look, text, KICKER, TITLE_WIDTH - 80), _font(look.font, TAG)
    tag = round(tag_font.getlength("示例")) + 20 if face.sample else 0
    wide = font.getlength(text) + (tag + 16 if tag else 0)
    left, middle = (SIZE[0] - wide) / 2, top + KICKER / 2
    draw.text((left, middle), text, font=font, fill=look.colour("brand"), anchor="lm")
    if tag:
        edge = round(left + wide - tag)
        draw.rounded_rectangle(
            (edge, middle - 16, edge + tag, middle + 16), radius=3, fill=look.colour("accent")
        )
        draw.text((edge + tag / 2, middle), "示例", font=tag_font, fill=look.colour("on-accent"), anchor="mm")
