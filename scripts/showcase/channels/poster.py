"""海报: one picture of a story for groups and moments: photo, title, one sentence, the code of its page, the emblem."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from showcase.channels.export import Export, Said
from showcase.channels.lettering import font, known, look_for
from showcase.channels.pictures import Darkroom, code_of, png
from showcase.channels.telling import Told, without_address
from showcase.fragments.linebreak import break_lines
from showcase.house import House
from showcase.photos.recipes import POSTER
from showcase.site.cards import RULE, SPINE, stand
from showcase.site.faces import Look

SIZE = (1080, 1440)  # px
RECIPES = (POSTER,)  # the photo stands across the page, 4:3, without an emblem of its own
LARGE = ((112, 2), (96, 2), (84, 3), (68, 3))  # the same where no photo is
PHOTO = 810  # px high
MARGIN = 72
STEPS = ((84, 1), (76, 1), (68, 2), (62, 2), (56, 2), (52, 3))  # font size, lines; the best liked first
KICKER, SMALL, CREDIT = 30, 26, 22  # font sizes
SENTENCES = (42, 38, 33)  # the largest in which it stands whole above the foot
CODE, EMBLEM = 176, 92  # px wide
FOOT = 1230  # where the foot begins


def export(told: Told, house: House, dark: Darkroom) -> Export:
    look = look_for(
        house,
        (told.title, told.story.front.summary, told.department, told.series, told.owner, credited(told)),
    )
    poster = draw(told, look, dark)
    words = "\n".join((told.title, told.story.front.summary, told.department, told.series, credited(told)))
    said = (Said("poster.png", words),)
    return Export("海报", told.folder, (("poster.png", png(poster)),), said, findings=without_address(told))


def draw(told: Told, look: Look, dark: Darkroom) -> Image.Image:
    """The poster's pixels, RGB."""
    whole = Image.new("RGB", SIZE, look.colour("paper"))
    pen = ImageDraw.Draw(whole)
    kicker, face = known(f"{told.department} · {told.series}", look), font(look, KICKER)
    y = PHOTO + RULE + 40
    if told.cover:
        with Image.open(io.BytesIO(dark.picture(told, told.cover.file, POSTER))) as photo:
            whole.paste(photo.convert("RGB").resize((SIZE[0], PHOTO), Image.Resampling.LANCZOS), (0, 0))
        _credit(whole, credited(told), look)
        pen.text((MARGIN, y), kicker, font=face, fill=look.colour("brand"), anchor="lt")
        title = _title(told, look, STEPS)
        title.draw(pen, y + KICKER + 26, look, "ink")
        y += KICKER + 26 + title.height + 26
    else:  # the title has the field
        pen.rectangle((0, 0, SIZE[0], PHOTO), fill=look.colour("brand"))
        title = _title(told, look, LARGE)
        top = PHOTO - 64 - title.height
        pen.text((MARGIN, top - 30 - KICKER), kicker, font=face, fill=look.colour("on-brand"), anchor="lt")
        title.draw(pen, top, look, "on-brand")
        y += 34
        if told.draft:
            dark.stamp(whole)
    pen.rectangle((0, PHOTO, SIZE[0], PHOTO + RULE - 1), fill=look.colour("accent"))
    pen.rectangle((0, SIZE[1] - SPINE, SIZE[0], SIZE[1]), fill=look.colour("brand"))
    _sentence(pen, told, look, y)
    _foot(whole, pen, told, look)
    return whole.convert("L").convert("RGB") if look.grey else whole


def credited(told: Told) -> str:
    """Whose the photo is, as it stands on it: a poster goes round without the page."""
    return f"图／{told.cover.credit}" if told.cover and told.cover.credit else ""


def _credit(whole: Image.Image, words: str, look: Look) -> None:
    """At the foot of the photo, on a dark band, whole: a licence that asks for names is kept by nothing less."""
    if not words:
        return
    face, leading = font(look, CREDIT), round(CREDIT * 1.4)
    lines = break_lines(
        known(words, look), SIZE[0] - 2 * MARGIN, face.getlength, most=3, terms=look.terms
    ).lines
    top = PHOTO - len(lines) * leading - 14
    band = Image.new("RGB", (SIZE[0], PHOTO - top), "#000000")
    under = whole.crop((0, top, SIZE[0], PHOTO))
    whole.paste(Image.blend(under, band, 0.62), (0, top))
    pen = ImageDraw.Draw(whole)
    for number, line in enumerate(lines):
        pen.text(
            (SIZE[0] - MARGIN, top + 7 + (number + 0.5) * leading),
            line,
            font=face,
            fill="#ffffff",
            anchor="rm",
        )


@dataclass(frozen=True)
class _Title:
    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> int:
        return len(self.lines) * round(self.size * 1.3)

    def draw(self, pen: ImageDraw.ImageDraw, y: int, look: Look, colour: str) -> None:
        face, fill = font(look, self.size), look.colour(colour)
        for number, line in enumerate(self.lines):
            middle = y + number * round(self.size * 1.3) + self.size * 0.65
            pen.text((MARGIN, middle), line, font=face, fill=fill, anchor="lm")


def _title(told: Told, look: Look, steps: tuple[tuple[int, int], ...]) -> _Title:
    """In the largest size that breaks between phrases."""
    text, room = known(told.title, look), SIZE[0] - 2 * MARGIN
    terms = (*look.terms, *(word for one in told.story.front.people for word in (one.name, one.role)))
    tried = [
        (size, break_lines(text, room, font(look, size).getlength, most=most, terms=terms))
        for size, most in steps
    ]
    neat = [(size, lines) for size, lines in tried if lines.neat and not lines.cut]
    size, lines = neat[0] if neat else tried[-1]
    return _Title(lines.lines, size)


def _sentence(pen: ImageDraw.ImageDraw, told: Told, look: Look, y: int) -> None:
    """In the largest size that holds it whole; in the smallest as many lines as stand above the foot."""
    text, room = known(told.story.front.summary, look), SIZE[0] - 2 * MARGIN
    for size in SENTENCES:
        face, leading = font(look, size), round(size * 1.5)
        most = max(1, (FOOT - 10 - y) // leading)
        lines = break_lines(text, room, face.getlength, most=most, terms=look.terms)
        if not lines.cut:
            break
    for line in lines.lines:
        pen.text((MARGIN, y), line, font=face, fill=look.colour("ink-2"), anchor="lt")
        y += leading


def _foot(whole: Image.Image, pen: ImageDraw.ImageDraw, told: Told, look: Look) -> None:
    """Emblem and names on the left, the code on the right."""
    middle, right = (FOOT + SIZE[1] - SPINE) // 2, SIZE[0] - MARGIN
    if told.address:
        code = code_of(told.address, look.colour("ink"), "#ffffff").resize(
            (CODE, CODE), Image.Resampling.NEAREST
        )
        whole.paste(code, (right - CODE, middle - CODE // 2))
        pen.text(
            (right - CODE - 20, middle),
            "扫码读全文",
            font=font(look, SMALL),
            fill=look.colour("ink-2"),
            anchor="rm",
        )
    start = MARGIN + EMBLEM + max(24, look.rules.margin(EMBLEM))
    others = ((0, 0, SIZE[0], FOOT), (0, SIZE[1] - SPINE, *SIZE), (start, FOOT, SIZE[0], SIZE[1] - SPINE))
    if stand(whole, (MARGIN, middle), EMBLEM, look, others) is None:
        start = MARGIN
    for text, size, at, colour in (
        (look.name, 36, middle - 6, "ink"),
        (look.owner, SMALL, middle + 36, "ink-2"),
    ):
        pen.text((start, at), known(text, look), font=font(look, size), fill=look.colour(colour), anchor="ls")
