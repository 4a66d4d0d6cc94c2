"""Work clothes as line drawings to scale, the emblem at its place in mm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from showcase.manual.plates.basics import MARK_CONTRAST, least_contrast
from showcase.manual.plates.brand import Brand, Variant
from showcase.manual.plates.sheet import Paint, Plate, Sheet
from showcase.manual.uniforms import PIECES, SEAMS, SEASONS, Uniform
from showcase.photos.contrast import contrast


@dataclass(frozen=True)
class Cut:
    """A piece laid flat in mm, x = 0 at the centre front, y = 0 at its highest point."""

    half: int  # half its width
    height: int
    outline: str
    seams: str  # drawn inside in a thin line
    trim: str = ""  # filled with the third colour
    seam_at: Mapping[str, int] | None = None  # y of what an emblem is measured from


_COLLAR = "M-78 8L0 84L78 8L92 34L0 128L-92 34Z"
CUTS: Mapping[str, Cut] = {
    "jacket": Cut(
        440,
        720,
        "M-78 0L-225 42L-400 470L-330 505L-250 330V720H250V330L330 505L400 470L225 42L78 0L0 84Z",
        "M0 84V720M-250 330L-205 120M250 330L205 120M-205 520H-80V660H-205ZM80 520H205V660H80Z",
        _COLLAR,
        {"collar": 84, "shoulder": 22},
    ),
    "shirt": Cut(
        350,
        700,
        "M-78 0L-225 42L-345 250L-262 300L-245 262V700H245V262L262 300L345 250L225 42L78 0L0 84Z",
        "M0 84V700M-245 262L-205 120M245 262L205 120M-345 232L-268 278M345 232L268 278",
        _COLLAR,
        {"collar": 84, "shoulder": 22},
    ),
    "apron": Cut(
        300,
        900,
        "M-130 60H130L165 300L290 380V900H-290V380L-165 300Z",
        "M-130 60L-80 -20M130 60L80 -20M-290 420H290M-120 560H120V730H-120Z",
        "M-130 60H130L134 86H-134Z",
        {"collar": 60, "waist": 420},
    ),
    "trousers": Cut(
        225,
        1020,
        "M-195 0H195L220 1020H55L0 330L-55 1020H-220Z",
        "M0 50V330M-195 50H195M-205 90L-130 200M205 90L130 200",
        "M-195 0H195L197 50H-197Z",
    ),
    "cap": Cut(
        130,
        150,
        "M-115 110Q-120 0 0 0Q120 0 115 110Q0 84 -115 110Z",
        "M0 0V92",
        "M-115 110Q0 84 115 110Q60 150 0 150Q-60 150 -115 110Z",
    ),
}
GAP = 110  # mm between two pieces


def uniform_plates(brand: Brand, uniforms: Iterable[Uniform]) -> Iterator[Plate]:
    for uniform in uniforms:
        yield _plate(brand, uniform)


def emblem_place(uniform: Uniform) -> tuple[float, float]:
    """(x, y) in mm of the emblem's upper left corner on its piece, from the centre front and the piece's top."""
    seams = CUTS[uniform.emblem.piece].seam_at or {}
    top = seams.get(uniform.emblem.seam, 0) + uniform.emblem.below
    return uniform.emblem.across - uniform.emblem.width / 2, float(top)


def emblem_variant(brand: Brand, ground: str) -> Variant:
    """The first version that stands out enough from the cloth; the best one when none does."""
    versions: tuple[Variant, ...] = ("full", "mono", "reversed")
    variants = tuple(version for version in versions if brand.shows(version))
    enough = [variant for variant in variants if least_contrast(brand, variant, ground) >= MARK_CONTRAST]
    return enough[0] if enough else max(variants, key=lambda variant: least_contrast(brand, variant, ground))


def _plate(brand: Brand, uniform: Uniform) -> Plate:
    widths = [2 * CUTS[piece].half for piece in uniform.pieces]
    width = max(1200, sum(widths) + GAP * (len(widths) + 1))
    floor = 70 + max(CUTS[piece].height for piece in uniform.pieces)
    sheet = Sheet(brand, width, floor + 190, "surface")
    sheet.label = width / 120 * 4
    x = (width - sum(widths) - GAP * (len(widths) - 1)) / 2
    for piece, wide in zip(uniform.pieces, widths, strict=True):
        _piece(sheet, uniform, piece, x + wide / 2)
        sheet.text(PIECES[piece], x + wide / 2, floor + 110, 0, "ink-2", "middle")
        x += wide + GAP
    where = uniform.emblem
    side = f"距前中线 {where.across} 毫米" if where.across else "正对前中线"
    spot = "左胸" if where.across else "正中"
    use = f"部徽宽 {where.width} 毫米，在{PIECES[where.piece]}{spot}，"
    use += f"上沿在{SEAMS[where.seam]}下 {where.below} 毫米，{side}。"
    return sheet.plate(f"uniform-{uniform.key}", "uniform", f"{uniform.trade}·{SEASONS[uniform.season]}", use)


def _piece(sheet: Sheet, uniform: Uniform, piece: str, middle: float) -> None:
    brand, cut, top = sheet.brand, CUTS[piece], 70.0
    cloth = uniform.colour("second" if piece in ("trousers", "apron") else "main")
    ink = brand.colour("ink")
    thread = max(
        (brand.colour("ink"), brand.colour("surface")), key=lambda c: contrast(c, brand.colour(cloth))
    )
    sheet.path(cut.outline, Paint(brand.colour(cloth), ink, 4), move=(middle, top))
    sheet.path(cut.seams, Paint("none", thread, 2.5), move=(middle, top))
    if cut.trim:
        sheet.path(cut.trim, Paint(brand.colour(uniform.colour("trim")), ink, 3), move=(middle, top))
    if piece != uniform.emblem.piece:
        return
    left, above = emblem_place(uniform)
    width = uniform.emblem.width
    sheet.emblem(middle + left, top + above, width, emblem_variant(brand, cloth))
    _measured(sheet, uniform, middle, top, thread)


def _measured(sheet: Sheet, uniform: Uniform, middle: float, top: float, thread: str) -> None:
    """Both distances of the emblem, on the cloth, in the colour of its seams."""
    where, size = uniform.emblem, sheet.label
    left, above = emblem_place(uniform)
    height = where.width * sheet.brand.ratio
    free = where.width * sheet.brand.tokens.emblem.clear_space
    if where.across:
        y = top + above + height + free + 14
        sheet.line(middle, y, middle + where.across, y, thread, 2)
        for x in (middle, middle + where.across):
            sheet.line(x, y - 9, x, y + 9, thread, 2)
        sheet.text(f"{where.across}", middle + where.across / 2, y + size * 0.9, size, thread, "middle")
    x = middle + left + where.width + free
    seam = top + above - where.below
    sheet.line(x, seam, x, top + above, thread, 2)
    for y in (seam, top + above):
        sheet.line(x - 9, y, x + 9, y, thread, 2)
    sheet.text(f"{where.below}", x + 6, seam + where.below / 2, size, thread)
