"""The auxiliary graphic: the emblem's own roof line and leaves, repeated; a ground, never a mark."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.plates.sheet import Brand, Plate, Shape, Sheet


def leaves(brand: Brand) -> tuple[Shape, ...]:
    """The shapes in the emblem's second colour; all of them when it has only one."""
    sources = list(brand.tokens.emblem.colours)
    second = sources[1] if len(sources) > 1 else ""
    found = tuple(s for s in brand.shapes if second and second in (v.lower() for v in s.attributes.values()))
    return found or brand.shapes


def roof(brand: Brand) -> tuple[Shape, ...]:
    return brand.shapes[:1]


def wheat_field(
    sheet: Sheet, x: float, y: float, columns: int, rows: int, step: float, colour: str, *, odd: bool = True
) -> None:
    """Leaves in rows, every other row shifted by half a step, `step` mm apart."""
    scale = step / sheet.brand.box[2]
    for row in range(rows):
        shift = step / 2 if row % 2 and odd else 0
        for column in range(columns - (1 if shift else 0)):
            sheet.shapes(leaves(sheet.brand), x + column * step + shift, y + row * step * 0.52, scale, colour)


def eaves(sheet: Sheet, x: float, y: float, width: float, step: float, colour: str) -> None:
    """Roof beside roof: a border `width` mm long, each roof at most `step` mm wide."""
    count = max(1, round(width / step))
    span = width / count
    for index in range(count):
        sheet.shapes(roof(sheet.brand), x + index * span, y, span / sheet.brand.box[2], colour)


def auxiliary(brand: Brand) -> Iterator[Plate]:
    sheet = Sheet(brand, 120, 72, "band")
    wheat_field(sheet, 0, -4, 8, 9, 15, brand.colour("accent"))
    yield sheet.plate(
        "auxiliary-wheat",
        "auxiliary",
        "辅助图形：麦田",
        "部徽里的麦叶排成行，隔行错半格。用作底纹，颜色淡于文字。",
    )
    sheet = Sheet(brand, 120, 56)
    eaves(sheet, 0, 6, 120, 20, brand.colour("brand"))
    eaves(sheet, 0, 30, 120, 10, brand.colour("accent"))
    sheet.line(0, 48, 120, 48, brand.colour("accent"), 0.4)
    yield sheet.plate(
        "auxiliary-eaves",
        "auxiliary",
        "辅助图形：连檐",
        "部徽里的屋檐一间连一间，用作页边和证书花边，上下各空一檐高。",
    )
    sheet = Sheet(brand, 120, 60, "surface")
    sheet.rect(8, 8, 48, 44, brand.colour("brand"))
    wheat_field(sheet, 8, 8, 6, 10, 8, brand.colour("on-brand"))
    sheet.rect(14, 20, 36, 20, brand.colour("brand"))
    sheet.text(brand.organisation.names.short, 32, 30, 7, "on-brand", "middle", widest=32)
    sheet.tick(60, 46, 6)
    sheet.rect(68, 8, 44, 44, brand.colour("paper"), brand.colour("line"))
    wheat_field(sheet, 68, 8, 5, 9, 8.8, brand.colour("accent"))
    sheet.emblem(78, 30 - 12 * brand.ratio, 24)
    sheet.cross(108, 47, 8)
    yield sheet.plate(
        "auxiliary-use",
        "auxiliary",
        "辅助图形怎么放",
        "底纹让开文字和徽，四周留空。不把徽压在底纹上，也不用图形代替徽。",
    )
