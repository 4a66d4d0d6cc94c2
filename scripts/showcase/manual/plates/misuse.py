"""The plates of misuse: each breaks one rule on purpose, and is drawn from the very numbers that break it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from showcase.brand.tokens import Tokens
from showcase.manual.plates.basics import MARK_CONTRAST
from showcase.manual.plates.brand import Brand
from showcase.manual.plates.sheet import Bent, Paint, Plate, Sheet, Words
from showcase.photos.contrast import contrast


@dataclass(frozen=True)
class Placement:
    """How one emblem is placed. Lengths in mm; `free` and `frame` are distances to what stands nearest."""

    width: float
    stretch: float = 1  # height as drawn ÷ height as it should be
    turn: float = 0  # degrees
    colours: tuple[str, ...] = ()  # as drawn
    grounds: tuple[str, ...] = ()  # every colour under it
    free: float = 0
    frame: bool = False
    whole: bool = True
    current: bool = True  # the version in force


def broken_rules(placed: Placement, tokens: Tokens) -> tuple[str, ...]:
    """The rules of the manual that this placement breaks, by name; () when it may stand so."""
    rules, allowed = tokens.emblem, {c.light for c in tokens.colour.values()} | {c.dark for c in tokens.colour.values()}  # fmt: skip
    checks = {
        "deformed": abs(placed.stretch - 1) > 0.005,
        "tilted": placed.turn != 0,
        "recoloured": not set(placed.colours) <= allowed,
        "busy": min(contrast(c, g) for c in placed.colours for g in placed.grounds) < MARK_CONTRAST,
        "framed": placed.frame,
        "crowded": placed.free < rules.clear_space * placed.width,
        "small": placed.width < rules.minimum.mm,
        "apart": not placed.whole,
        "old": not placed.current,
    }
    return tuple(name for name, broken in checks.items() if broken)


def proper(brand: Brand) -> Placement:
    width = 34.0
    return Placement(
        width,
        colours=brand.emblem_colours("full"),
        grounds=(brand.colour("surface"),),
        free=brand.tokens.emblem.clear_space * width,
    )


PIECES = 4  # into which an emblem is taken apart: more would leave the plate
STRANGE = "#c2185b"  # a colour that stands in no token: the misuse is to use it
NAMES = {
    "deformed": ("拉宽或压扁", "按住比例缩放。"),
    "recoloured": ("换颜色", "只用彩色、单色、反白三种。"),
    "framed": ("加边框", "去掉外框、阴影和发光。"),
    "tilted": ("歪着放", "放正。"),
    "busy": ("压在花的底上", "垫一块纯色，或换个地方。"),
    "crowded": ("挤着别的字", "四周留够空。"),
    "small": ("太小", "小于最小尺寸就不放徽，只写部名。"),
    "apart": ("拆开用", "用整枚；要图案，用辅助图形。"),
    "old": ("用旧版", "回到下载处取现行文件。图中是旧版示意：部里还没有旧版，以后换徽时在这里放旧图。"),
}


def misplaced(brand: Brand, rule: str) -> Placement:
    """The placement that breaks `rule` and no other."""
    right = proper(brand)
    if rule == "busy":
        return replace(right, grounds=(*right.grounds, *_stripes(brand)))
    changes: dict[str, dict[str, object]] = {
        "deformed": {"stretch": 0.55},
        "recoloured": {"colours": (STRANGE,)},
        "framed": {"frame": True},
        "tilted": {"turn": -18.0},
        "crowded": {"free": right.width * brand.tokens.emblem.clear_space * 0.2},
        "small": {"width": brand.tokens.emblem.minimum.mm * 0.5},
        "apart": {"whole": False},
        "old": {"current": False},
    }
    return replace(right, **changes[rule])  # type: ignore[arg-type]


def misuse(brand: Brand) -> Iterator[Plate]:
    for rule, (title, instead) in NAMES.items():
        sheet, placed = Sheet(brand, 80, 70, "surface"), misplaced(brand, rule)
        _draw(sheet, rule, placed)
        sheet.cross(70, 60, 12)
        yield sheet.plate(f"misuse-{rule}", "misuse", title, instead)


def _draw(sheet: Sheet, rule: str, placed: Placement) -> None:
    brand = sheet.brand
    height = placed.width * brand.ratio * placed.stretch
    x, y = 40 - placed.width / 2, 33 - height / 2
    if rule == "busy":
        for index, colour in enumerate(_stripes(brand) * 4):
            sheet.path(f"M{index * 14 - 20} 0l14 0-20 70-14 0Z", colour)
    if placed.frame:
        sheet.circle(40, 33, placed.width * 0.66, Paint("none", brand.colour("accent"), 2.4))
        sheet.circle(40, 33, placed.width * 0.74, Paint("none", brand.colour("accent"), 0.8))
    if not placed.current:  # no old version exists, so none is invented: a broken outline with its words
        for i in range(12):
            along, dash = i / 12, 1 / 24
            for edge in (0, 1):
                across = x + along * placed.width, x + (along + dash) * placed.width
                down = y + along * height, y + (along + dash) * height
                sheet.line(
                    across[0], y + edge * height, across[1], y + edge * height, brand.colour("ink-2"), 0.5
                )
                sheet.line(
                    x + edge * placed.width,
                    down[0],
                    x + edge * placed.width,
                    down[1],
                    brand.colour("ink-2"),
                    0.5,
                )
        sheet.text("旧版示意", 40, 33, 6, "ink-2", "middle")
        return
    if not placed.whole:
        pieces = min(len(brand.shapes), PIECES)
        for index in range(pieces):
            away = (index - (pieces - 1) / 2) * 9
            first, end = (at * len(brand.shapes) // pieces for at in (index, index + 1))
            sheet.emblem(x + away, y + abs(away) * 0.3 - 3, placed.width, bent=Bent(keep=slice(first, end)))
        return
    colour = placed.colours[0] if rule == "recoloured" else ""
    sheet.emblem(x, y, placed.width, colour=colour, bent=Bent(height=height, turn=placed.turn))
    if rule == "crowded":
        name = brand.organisation.names.short
        sheet.text(Words(name, widest=66), 40, y + height + placed.free + 4, 8, "ink", "middle")
        sheet.line(6, y - placed.free, 74, y - placed.free, brand.colour("ink"), 0.6)
    if rule == "small":
        sheet.measure(x, y + height + 3, x + placed.width, y + height + 3, f"{placed.width:g} 毫米")


def _stripes(brand: Brand) -> tuple[str, str]:
    return brand.colour("accent"), brand.colour("band")
