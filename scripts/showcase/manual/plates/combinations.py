"""Emblem and names together: the lockups that the kit holds, on plates and on what plates show."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal

from showcase.brand.lettering import Lettering
from showcase.manual.lockup import UNIT, Arrangement, Lockup, arrange, letters, lockups
from showcase.manual.plates.brand import Brand, Variant
from showcase.manual.plates.sheet import Paint, Plate, Sheet, Words

DEPARTMENT = "department-horizontal"
UNIVERSITY = "university-department-horizontal"
Mourning = Literal["mourning"]
GREY = "#6b6b6b"  # memorial: no colour at all


def lockup(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    name: str = DEPARTMENT,
    variant: Variant | Mourning = "full",
) -> None:
    """The kit's lockup `name`, its emblem `width` mm wide, what is drawn of it beginning at (x, y).

    Its clear space lies round that. For mourning all of it is grey.
    """
    brand = sheet.brand
    chosen, lines, placed = _arranged(brand, name)
    scale, free = width / UNIT, brand.tokens.emblem.clear_space * UNIT
    left, top = x - free * scale, y - free * scale
    across, down = left + placed.emblem[0] * scale, top + placed.emblem[1] * scale
    if variant == "mourning":
        sheet.emblem(across, down, width, "mono", GREY)
    else:
        sheet.emblem(across, down, width, variant)
    for (rank, _), line, (across, down) in zip(chosen.lines, lines, placed.lines, strict=True):
        ink = "on-brand" if variant == "reversed" else "ink" if rank == "name" else "ink-2"
        move = (left + across * scale, top + down * scale)
        sheet.path(line.d, GREY if variant == "mourning" else brand.colour(ink), move=move, scale=scale)


def lockup_size(brand: Brand, width: float, name: str = DEPARTMENT) -> tuple[float, float]:
    """Width and height in mm of what is drawn, where the emblem is `width` mm wide."""
    _, _, placed = _arranged(brand, name)
    scale, free = width / UNIT, brand.tokens.emblem.clear_space * UNIT
    return (placed.width - 2 * free) * scale, (placed.height - 2 * free) * scale


def _arranged(brand: Brand, name: str) -> tuple[Lockup, tuple[Lettering, ...], Arrangement]:
    rules = brand.tokens.emblem
    chosen = next(one for one in lockups(brand.organisation) if one.name == name)
    lines = letters(chosen, brand.tokens, brand.face)
    return chosen, lines, arrange(rules.lockup, rules.clear_space, brand.ratio, lines, chosen.way)


def _fitting(brand: Brand, width: float, room: float, names: Sequence[str]) -> float:
    """`width` of the emblem, or what lets the widest of the lockups into `room` mm."""
    return min(width, *(width * room / lockup_size(brand, width, name)[0] for name in names))


def combinations(brand: Brand) -> Iterator[Plate]:
    yield _horizontal(brand)
    yield _vertical(brand)
    yield _centres(brand)
    yield _university(brand)


def _horizontal(brand: Brand) -> Plate:
    names = (DEPARTMENT, UNIVERSITY, f"{UNIVERSITY}-bilingual")
    width, gap = _fitting(brand, 22, 104, names), 14.0
    sizes = [lockup_size(brand, width, name) for name in names]
    sheet, y = Sheet(brand, 120, math.ceil(sum(high + gap for _, high in sizes) + gap)), gap
    for name, (wide, high) in zip(names, sizes, strict=True):
        lockup(sheet, 60 - wide / 2, y, width, name)
        y += high + gap
    return sheet.plate(
        "combination-horizontal", "combination", "组合：横式",
        "徽在左，名在右，中线对齐；简称、全称、中英文三种，按地方大小选。全称分两行，学校在上。",
    )  # fmt: skip


def _vertical(brand: Brand) -> Plate:
    names = ("department-vertical", "university-department-vertical-bilingual")
    width = _fitting(brand, 26, 50, names)
    sizes = [lockup_size(brand, width, name) for name in names]
    height = math.ceil(max(high for _, high in sizes)) + 28
    sheet = Sheet(brand, 120, height)
    for x, name, (wide, _) in zip((30.0, 90.0), names, sizes, strict=True):
        lockup(sheet, x - wide / 2, 14, width, name)
    sheet.line(60, 14, 60, height - 14, brand.colour("line"))
    return sheet.plate(
        "combination-vertical", "combination", "组合：竖式", "徽在上，名在下，都居中。用在方的、窄的地方。"
    )


def _centres(brand: Brand) -> Plate:
    names = [f"centre-{key}-horizontal" for key in brand.organisation.departments]
    width = _fitting(brand, 16, 51, names)
    high = math.ceil(max(lockup_size(brand, width, name)[1] for name in names))
    sheet = Sheet(brand, 120, 12 + (len(names) + 1) // 2 * (high + 12))
    for index, name in enumerate(names):
        lockup(sheet, 6 + index % 2 * 57, 12 + index // 2 * (high + 12), width, name)
    return sheet.plate(
        "combination-centres", "combination", "组合：部与中心", "徽用部徽，部名在上，中心名在下，中心名是大字。中心不另做徽。"
    )  # fmt: skip


def _university(brand: Brand) -> Plate:
    sheet = Sheet(brand, 120, 50)
    width = _fitting(brand, 18, 60, (DEPARTMENT,))
    high, between = lockup_size(brand, width)[1], width / 2
    sheet.rect(8, 14, 38, high, Paint("none", brand.colour("ink-2"), 0.25))
    sheet.text(Words(brand.organisation.names.university, widest=34), 27, 14 + high / 2, 5, "ink-2", "middle")
    lockup(sheet, 46 + between, 14, width)
    sheet.measure(46, 18 + high, 46 + between, 18 + high, "半个徽宽")
    return sheet.plate(
        "combination-university", "combination", "与学校并排",
        "学校在前，部在后。方框只占学校标志的位置：学校的标志由学校管理，不在这套文件里。",
    )  # fmt: skip
