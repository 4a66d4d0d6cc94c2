"""Emblem and name as one drawing: where each stands, and the SVG of it, outlines only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from markupsafe import escape

from showcase.brand.lettering import Lettering, Typeface
from showcase.brand.organisation import Organisation
from showcase.brand.svg import NAMESPACE, number, viewbox
from showcase.brand.tokens import LockupRules, Tokens

UNIT = 512  # user units, the width of the emblem in every drawing
Way = Literal["horizontal", "vertical"]
Rank = Literal["name", "second", "english"]
WAYS: dict[Way, str] = {"horizontal": "横式", "vertical": "竖式"}


@dataclass(frozen=True)
class Lockup:
    """Which words stand beside the emblem, the largest rank being the name."""

    name: str  # ascii, of the file
    title: str
    lines: tuple[tuple[Rank, str], ...]
    way: Way


@dataclass(frozen=True)
class Arrangement:
    """Left upper corners in user units; the clear space is part of width and height."""

    width: float
    height: float
    emblem: tuple[float, float]
    lines: tuple[tuple[float, float], ...]


def lockups(organisation: Organisation) -> Iterator[Lockup]:
    """Department, university with department, department with each centre; bilingual where a name is known."""
    names = organisation.names
    english, _, university = names.english.partition(", ")
    wanted: list[tuple[str, str, tuple[tuple[Rank, str], ...], tuple[str, ...]]] = [
        ("department", names.short, (("name", names.short),), (english,)),
        (
            "university-department",
            f"{names.university}与{names.short}",
            (("second", names.university), ("name", names.short)),
            (english, university),
        ),
    ]
    wanted += [
        (
            f"centre-{key}",
            f"{names.short}与{department.name}",
            (("second", names.short), ("name", department.name)),
            (department.english,),
        )
        for key, department in organisation.departments.items()
    ]
    for name, title, chinese, foreign in wanted:
        lines: tuple[tuple[Rank, str], ...] = tuple(("english", text) for text in foreign if text)
        for way, label in WAYS.items():
            yield Lockup(f"{name}-{way}", f"{title}，{label}", chinese, way)
            if lines:
                yield Lockup(f"{name}-{way}-bilingual", f"{title}，{label}，中英文", (*chinese, *lines), way)


def arrange(
    rules: LockupRules, clear_space: float, ratio: float, lines: Sequence[Lettering], way: Way
) -> Arrangement:
    """Where emblem (height ÷ width = `ratio`) and lines stand; what is aligned is the ink, not the em box."""
    margin, gap, high = clear_space * UNIT, rules.gap * UNIT, ratio * UNIT
    tops, y = [], 0.0
    for index, line in enumerate(lines):
        y += (rules.leading - 1) * max(line.height, lines[index - 1].height) if index else 0
        tops.append(y)
        y += line.height
    first, last = lines[0].ink[1], tops[-1] + lines[-1].ink[3]
    wide = max(line.ink[2] - line.ink[0] for line in lines)
    if way == "horizontal":
        inner = max(high, last - first)
        start = margin + (inner - (last - first)) / 2 - first
        left = margin + UNIT + gap
        places = tuple((left - line.ink[0], start + top) for line, top in zip(lines, tops, strict=True))
        return Arrangement(
            left + wide + margin, inner + 2 * margin, (margin, margin + (inner - high) / 2), places
        )
    across = max(UNIT, wide)
    start = margin + high + gap - first
    places = tuple(
        (margin + (across - line.ink[0] - line.ink[2]) / 2, start + top)
        for line, top in zip(lines, tops, strict=True)
    )
    return Arrangement(
        across + 2 * margin,
        start + last + margin,
        (margin + (across - UNIT) / 2, margin),
        places,
    )


def letters(lockup: Lockup, tokens: Tokens, face: Typeface) -> tuple[Lettering, ...]:
    """The words of a lockup as outlines, in their sizes.

    Raises:
        LacksCharacter: the font lacks a character of a name.
    """
    rules = tokens.emblem.lockup
    sizes = {"name": rules.name, "second": rules.second, "english": rules.english}
    return tuple(face.set(text, sizes[rank] * UNIT) for rank, text in lockup.lines)


def draw(lockup: Lockup, lines: Sequence[Lettering], svg: str, tokens: Tokens, inks: tuple[str, str]) -> str:
    """The lockup as SVG around the emblem `svg`; `inks` colour the name and the lines of lesser rank."""
    rules = tokens.emblem.lockup
    box = viewbox(svg)
    placed = arrange(rules, tokens.emblem.clear_space, box[3] / box[2], lines, lockup.way)
    parts = [_emblem(svg, box, placed.emblem)]
    for (rank, _), line, (x, y) in zip(lockup.lines, lines, placed.lines, strict=True):
        fill = inks[0] if rank == "name" else inks[1]
        parts.append(f'<path fill="{fill}" transform="translate({number(x)} {number(y)})" d="{line.d}"/>')
    return document(placed.width, placed.height, lockup.title, parts)


def motto_lettering(words: Sequence[str], face: Typeface, colour: str, *, vertical: bool) -> str:
    """The motto as SVG: in one line, or in columns from right to left, a word each."""
    lines = [face.set(word, 200, tracking=0.08, vertical=vertical) for word in words]
    gap, margin, x = 120.0, 60.0, 60.0
    parts = []
    for line in reversed(lines) if vertical else lines:
        parts.append(
            f'<path fill="{colour}" transform="translate({number(x)} {number(margin)})" d="{line.d}"/>'
        )
        x += line.width + gap
    height = max(line.height for line in lines)
    return document(x - gap + margin, height + 2 * margin, "部训：" + "、".join(words), parts)


def document(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}" '
        f'role="img" aria-label="{escape(title)}">\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _emblem(svg: str, box: tuple[float, float, float, float], place: tuple[float, float]) -> str:
    """The emblem's shapes in one group; what its <svg> says of colour and line stays in force."""
    root = ElementTree.fromstring(svg)
    scale = UNIT / box[2]
    own = "".join(
        f' {name}="{escape(value)}"'
        for name, value in root.attrib.items()
        if name.startswith(("fill", "stroke", "opacity"))
    )
    move = f"translate({number(place[0])} {number(place[1])}) scale({scale:.6g}) translate({number(-box[0])} {number(-box[1])})"
    ElementTree.register_namespace("", NAMESPACE)
    shapes = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    return f'<g transform="{move}"{own}>{shapes.replace(f" xmlns={chr(34)}{NAMESPACE}{chr(34)}", "").strip()}</g>'
