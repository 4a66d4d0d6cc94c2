"""The auxiliary graphic: shapes of the emblem itself, repeated; a ground and a border, never a mark."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.manual.plates.brand import Brand, Shape
from showcase.manual.plates.sheet import Paint, Plate, Sheet, Words


def motif(brand: Brand) -> tuple[Shape, ...]:
    """The shapes in the emblem's second colour; all of them when it has only one."""
    sources = list(brand.tokens.emblem.colours)
    second = sources[1] if len(sources) > 1 else ""
    found = tuple(shape for shape in brand.shapes if second and shape.holds(second))
    return found or brand.shapes


def edge(brand: Brand) -> tuple[Shape, ...]:
    """The emblem's first shape."""
    return brand.shapes[:1]


def pattern(sheet: Sheet, x: float, y: float, fields: tuple[int, int], step: float, colour: str) -> None:
    """The motif in `fields` (columns, rows), `step` mm apart, every other row shifted by half a step."""
    (columns, rows), scale = fields, step / sheet.brand.box[2]
    for row in range(rows):
        shift = step / 2 if row % 2 else 0
        for column in range(columns - (1 if shift else 0)):
            sheet.shapes(motif(sheet.brand), x + column * step + shift, y + row * step * 0.52, scale, colour)


def border(sheet: Sheet, x: float, y: float, width: float, step: float, colour: str) -> None:
    """Edge beside edge, `width` mm long, each at most `step` mm wide."""
    count = max(1, round(width / step))
    span = width / count
    for index in range(count):
        sheet.shapes(edge(sheet.brand), x + index * span, y, span / sheet.brand.box[2], colour)


def auxiliary(brand: Brand) -> Iterator[Plate]:
    names = brand.tokens.emblem.graphics
    sheet = Sheet(brand, 120, 72, "band")
    pattern(sheet, 0, -4, (8, 9), 15, brand.colour("accent"))
    yield sheet.plate(
        "auxiliary-pattern",
        "auxiliary",
        f"辅助图形：{names.pattern}",
        "取自部徽的图形排成行，隔行错半格。用作底纹，颜色淡于文字。",
    )
    sheet = Sheet(brand, 120, 56)
    border(sheet, 0, 6, 120, 20, brand.colour("brand"))
    border(sheet, 0, 30, 120, 10, brand.colour("accent"))
    sheet.line(0, 48, 120, 48, brand.colour("accent"), 0.4)
    yield sheet.plate(
        "auxiliary-border",
        "auxiliary",
        f"辅助图形：{names.border}",
        "取自部徽的一笔一个连一个，用作页边和证书花边，上下各空出一个图形的高。",
    )
    sheet = Sheet(brand, 120, 60, "surface")
    sheet.rect(8, 8, 48, 44, brand.colour("brand"))
    pattern(sheet, 8, 8, (6, 10), 8, brand.colour("on-brand"))
    sheet.rect(14, 20, 36, 20, brand.colour("brand"))
    sheet.text(Words(brand.organisation.names.short, widest=32), 32, 30, 7, "on-brand", "middle")
    sheet.tick(60, 46, 6)
    sheet.rect(68, 8, 44, 44, Paint(brand.colour("paper"), brand.colour("line")))
    pattern(sheet, 68, 8, (5, 9), 8.8, brand.colour("accent"))
    sheet.emblem(78, 30 - 12 * brand.ratio, 24)
    sheet.cross(108, 47, 8)
    yield sheet.plate(
        "auxiliary-use",
        "auxiliary",
        "辅助图形怎么放",
        "底纹让开文字和徽，四周留空。不把徽压在底纹上，也不用图形代替徽。",
    )
