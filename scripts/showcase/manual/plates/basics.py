"""The plates of the basics: how the emblem is built, kept free, sized and coloured; letters, tints, the motto."""

from __future__ import annotations

import math
from collections.abc import Iterator

from showcase.manual.plates.brand import Brand, Variant
from showcase.manual.plates.combinations import combinations
from showcase.manual.plates.sheet import LABELS, PX_PER_MM, Paint, Plate, Sheet, Words
from showcase.photos.contrast import contrast

GRID = 16  # fields across the emblem
MARK_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: graphics
VARIANTS = tuple(LABELS.items())


def basics(brand: Brand) -> Iterator[Plate]:
    yield _construction(brand)
    yield _clear_space(brand)
    yield _minimum(brand)
    yield _versions(brand)
    yield _grounds(brand)
    yield from _lettering(brand)
    yield from combinations(brand)
    yield _tints(brand)
    yield from _motto(brand)


def least_contrast(brand: Brand, variant: Variant, ground: str) -> float:
    """The contrast ratio of the version's weakest colour on the colour named `ground`, by day."""
    return min(contrast(colour, brand.colour(ground)) for colour in brand.emblem_colours(variant))


def _construction(brand: Brand) -> Plate:
    sheet, width = Sheet(brand, 120, 84), 60.0
    field, height = width / GRID, width * brand.ratio
    x, y = 30.0, (80 - height) / 2
    line, axis = brand.colour("line"), brand.colour("accent")
    sheet.emblem(x, y, width)
    for i in range(GRID + 1):
        sheet.line(x + i * field, y, x + i * field, y + height, line if i % 4 else axis, 0.15)
    for i in range(math.floor(height / field) + 1):
        sheet.line(x, y + i * field, x + width, y + i * field, line if i % 4 else axis, 0.15)
    sheet.circle(x + width / 2, y + height / 2, min(width, height) / 2, Paint("none", axis, 0.2))
    sheet.measure(x, y + height + 4, x + width, y + height + 4, f"{GRID} 格")
    sheet.measure(x + width + 5, y, x + width + 5, y + height, f"{GRID * brand.ratio:g} 格")
    return sheet.plate(
        "emblem-construction", "emblem", "部徽制图",
        f"部徽画在 {GRID}×{GRID * brand.ratio:g} 的方格上，一格是部徽宽度的十六分之一。只用来核对比例，制作时用原文件。",
    )  # fmt: skip


def _clear_space(brand: Brand) -> Plate:
    sheet, width = Sheet(brand), 34.0
    height, free = width * brand.ratio, width * brand.tokens.emblem.clear_space
    x, y = 60 - width / 2, 40 - height / 2
    sheet.rect(x - free, y - free, width + 2 * free, height + 2 * free, brand.colour("band"))
    sheet.rect(x, y, width, height, Paint(brand.colour("surface"), brand.colour("accent"), 0.2))
    sheet.emblem(x, y, width)
    sheet.measure(x, y + height + free + 3, x + width, y + height + free + 3, "1")
    sheet.measure(
        x + width, y - free - 7, x + width + free, y - free - 7, f"{brand.tokens.emblem.clear_space:g}"
    )
    return sheet.plate(
        "emblem-clear-space", "emblem", "留白",
        f"四周各留出部徽宽度的 {brand.tokens.emblem.clear_space:g} 倍。这一圈里不放字、线和别的标志。",
    )  # fmt: skip


def _minimum(brand: Brand) -> Plate:
    sheet, least = Sheet(brand, 120, 56), brand.tokens.emblem.minimum
    for middle, width, text, where in (
        (36.0, float(least.mm), f"{least.mm} 毫米", "印刷、刺绣、刻字"),
        (84.0, least.px / PX_PER_MM, f"{least.px} 像素", "屏幕"),
    ):
        height = width * brand.ratio
        sheet.emblem(middle - width / 2, 28 - height, width)
        sheet.measure(middle - width / 2, 32, middle + width / 2, 32, text)
        sheet.text(where, middle, 46, 0, "ink-2", "middle")
    sheet.line(60, 14, 60, 48, brand.colour("line"))
    return sheet.plate(
        "emblem-minimum", "emblem", "最小尺寸",
        f"印刷不窄于 {least.mm} 毫米，屏幕不窄于 {least.px} 像素；再小就只写部名。点开原图按 100% 打印，两枚徽就是这么大。",
        true_size=True,
    )  # fmt: skip


def _versions(brand: Brand) -> Plate:
    sheet = Sheet(brand, 120, 80, "surface")
    grounds: tuple[tuple[Variant, str], ...] = (
        ("full", "paper"),
        ("full", "surface"),
        ("mono", "surface"),
        ("reversed", "brand"),
    )
    for index, (variant, ground) in enumerate(grounds):
        x, y = index % 2 * 60, index // 2 * 40
        sheet.rect(x, y, 60, 40, Paint(brand.colour(ground), brand.colour("line")))
        sheet.emblem(x + 18, y + 20 - 12 * brand.ratio, 24, variant)
        sheet.text(LABELS[variant], x + 4, y + 35.5, 0, "on-brand" if ground == "brand" else "ink-2")
    return sheet.plate(
        "emblem-versions", "emblem", "三种颜色版本", "彩色用在浅底上，单色用于传真、刻章和单色印刷，反白用在深底上。"
    )  # fmt: skip


def _grounds(brand: Brand) -> Plate:
    names = ("paper", "surface", "band", "accent", "brand", "ink")
    sheet = Sheet(brand, 120, 12 + 16 * len(names), "surface")
    for column, (_, label) in enumerate(VARIANTS):
        sheet.text(label, 42 + column * 30, 6, 0, "ink-2", "middle")
    for row, name in enumerate(names):
        y = 12 + row * 16
        sheet.text(brand.tokens.colour[name].label, 4, y + 8, 0, "ink")
        for column, (variant, _) in enumerate(VARIANTS):
            x, ratio = 27.0 + column * 30, least_contrast(brand, variant, name)
            sheet.rect(x, y, 30, 15, Paint(brand.colour(name), brand.colour("line")))
            sheet.emblem(x + 2, y + 7.5 - 5 * brand.ratio, 10, variant)
            text = max(("ink", "surface"), key=lambda c: contrast(brand.colour(c), brand.colour(name)))
            sheet.text(f"{math.floor(ratio * 10) / 10:.1f}", x + 20, y + 4.6, 3.2, text, "middle")
            if ratio >= MARK_CONTRAST:
                sheet.rect(x + 17, y + 7.5, 6, 5.6, brand.colour("surface"), radius=0.6)
                sheet.tick(x + 20, y + 10.3, 5)
            else:
                sheet.cross(x + 20, y + 10.4, 5)
    return sheet.plate(
        "emblem-grounds", "colour", "部徽与底色",
        f"数字是部徽里最弱的一种颜色和底色的反差。不到 {MARK_CONTRAST:g} 的打叉，不用。",
    )  # fmt: skip


def _lettering(brand: Brand) -> Iterator[Plate]:
    names = brand.organisation.names
    sheet = Sheet(brand)
    sheet.text(Words(names.full, tracking=0.08, widest=104), 60, 22, 11, "ink", "middle")
    sheet.text(Words(names.short, tracking=0.08, widest=104), 60, 42, 11, "brand", "middle")
    sheet.text(Words(names.english, widest=104), 60, 61, 5, "ink", "middle")
    yield sheet.plate(
        "lettering-horizontal", "lettering", "标准字：横排", "全称、简称和英文名都用标题宋体，中文字间空 0.08 字。"
    )  # fmt: skip
    sheet = Sheet(brand, 120, 110)
    tall = len(names.full) * 1.1 - 0.1
    size = min(9.0, 94 / tall)
    sheet.column(names.full, 42, 8, size, "ink")
    sheet.column(names.short, 66, 8, size, "brand")
    sheet.text(Words(names.english, widest=94, turn=90), 88, 55, 5, "ink", "middle")
    yield sheet.plate(
        "lettering-vertical", "lettering", "标准字：竖排", "中文一字一格从上到下；英文整行转九十度，不拆成一个字母一行。"
    )  # fmt: skip


def _tints(brand: Brand) -> Plate:
    names, steps = ("brand", "accent", "ink"), (100, 80, 60, 40, 20)
    sheet = Sheet(brand, 120, 72, "surface")
    for row, name in enumerate(names):
        sheet.text(brand.tokens.colour[name].label, 6, 20 + row * 20, 0)
        for column, step in enumerate(steps):
            sheet.rect(25 + column * 18, 11 + row * 20, 17, 18, tint(brand.colour(name), step))
    for column, step in enumerate(steps):
        sheet.text(f"{step}%", 33.5 + column * 18, 6, 3.4, "ink-2", "middle")
    return sheet.plate(
        "colour-tints", "colour", "浓淡", "标准色按百分比冲淡，用作图表和大块底色；徽和文字只用 100%。"
    )


def tint(colour: str, percent: int) -> str:
    """`colour` at `percent` over white."""
    return "#" + "".join(
        f"{round(255 - (255 - int(colour[i : i + 2], 16)) * percent / 100):02x}" for i in (1, 3, 5)
    )


def _motto(brand: Brand) -> Iterator[Plate]:
    words = brand.tokens.motto.words
    sheet = Sheet(brand, 120, 110)
    tall = max(map(len, words))
    size = min(24.0, 86 / (tall * 1.2), 100 / (len(words) * 1.5))
    gap = size * 1.45
    for index, word in enumerate(words):
        x = 60 + ((len(words) - 1) / 2 - index) * gap
        sheet.column(word, x, 55 - (tall * 1.18 - 0.18) * size / 2, size, "brand", tracking=0.18)
        if index:
            sheet.line(x + gap / 2, 30, x + gap / 2, 80, brand.colour("accent"), 0.3)
    yield sheet.plate(
        "motto-vertical",
        "motto",
        "部训：竖排",
        f"从右往左读，一列一个词，列间一条{brand.label('accent')}细线。",
    )
    sheet = Sheet(brand, 120, 44, "brand")
    sheet.text(Words(" ".join(words), tracking=0.1, widest=104), 60, 22, 14, "on-brand", "middle")
    yield sheet.plate("motto-horizontal", "motto", "部训：横排", "词与词之间空一格，用在横幅、扉页和证书上。")
