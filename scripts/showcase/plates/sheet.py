"""A sheet to draw a plate on: shapes, outlines of text and the emblem, in mm, colours from the tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree

from markupsafe import escape

from showcase.brand import Tokens
from showcase.lettering import Lettering, Typeface
from showcase.organisation import Organisation
from showcase.svg import NAMESPACE, TAG, number, viewbox

GEOMETRY = ("d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "points",
            "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
            "stroke-opacity", "opacity", "transform")  # fmt: skip
PX_PER_MM = 96 / 25.4

Anchor = Literal["start", "middle", "end"]
Variant = Literal["full", "mono", "reversed"]


@dataclass(frozen=True)
class Plate:
    """One plate of the manual. `svg` holds outlines only; `use` is one sentence for the caption."""

    name: str  # ascii: the file's name, and how a block asks for it
    title: str
    use: str
    svg: str
    group: str
    size: tuple[float, float] = (120, 80)  # mm


@dataclass(frozen=True)
class Shape:
    """One element of the emblem: its name, attributes, and the colour it is filled with."""

    tag: str
    attributes: Mapping[str, str] = field(hash=False)

    def drawn(self, recolour: Mapping[str, str], everything: str = "") -> str:
        values = {
            name: everything
            if everything and re.fullmatch("#[0-9a-fA-F]{6}", value)
            else recolour.get(value.lower(), value)
            for name, value in self.attributes.items()
        }
        written = " ".join(f'{name}="{escape(value)}"' for name, value in values.items())
        return f"<{self.tag} {written}/>"


@dataclass(frozen=True)
class Brand:
    """What every plate draws on."""

    tokens: Tokens
    organisation: Organisation
    box: tuple[float, float, float, float]  # the emblem's viewBox
    shapes: tuple[Shape, ...]
    face: Typeface = field(hash=False, compare=False)

    @property
    def ratio(self) -> float:
        """Height ÷ width of the emblem."""
        return self.box[3] / self.box[2]

    def colour(self, name: str) -> str:
        return self.tokens.colour[name].light

    def emblem_colours(self, variant: Variant) -> tuple[str, ...]:
        """The colours of a version, each once."""
        if variant != "full":
            return (self.colour("brand") if variant == "mono" else self.colour("on-brand"),)
        return tuple(dict.fromkeys(self.colour(name) for name in self.tokens.emblem.colours.values()))


def read_brand(tokens: Tokens, organisation: Organisation, svg: str, face: Typeface) -> Brand:
    root = ElementTree.fromstring(svg)
    return Brand(tokens, organisation, viewbox(svg), tuple(_shapes(root, {})), face)


def _shapes(parent: ElementTree.Element, inherited: Mapping[str, str]) -> list[Shape]:
    found: list[Shape] = []
    for element in parent:
        tag = element.tag.removeprefix(TAG)
        own = {**inherited, **{k: v for k, v in element.attrib.items() if k in GEOMETRY}}
        if inherited.get("transform") and element.get("transform"):
            own["transform"] = f"{inherited['transform']} {element.attrib['transform']}"
        if tag == "g":
            found += _shapes(element, own)
        elif tag not in ("title", "desc"):
            found.append(Shape(tag, own))
    return found


class Sheet:
    """A ground of `width` × `height` mm to draw on; y runs downward."""

    def __init__(self, brand: Brand, width: float = 120, height: float = 80, ground: str = "paper") -> None:
        self.brand, self.width, self.height = brand, width, height
        self.label = width / 120 * 4.2  # the least that is read on a phone, where a plate is 350 px wide
        self.parts: list[str] = []
        self.rect(0, 0, width, height, brand.colour(ground))

    def rect(self, x: float, y: float, width: float, height: float, fill: str = "none", stroke: str = "", line: float = 0.25, radius: float = 0) -> None:  # fmt: skip
        corner = f' rx="{number(radius)}"' if radius else ""
        self.parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{corner} {_paint(fill, stroke, line)}/>'
        )

    def circle(self, x: float, y: float, radius: float, fill: str = "none", stroke: str = "", line: float = 0.25) -> None:  # fmt: skip
        self.parts.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {_paint(fill, stroke, line)}/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, line: float = 0.25) -> None:
        self.parts.append(
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" {_paint("none", colour, line)}/>'
        )

    def path(self, d: str, fill: str = "none", stroke: str = "", line: float = 0.25, move: tuple[float, float] = (0, 0), scale: float = 1) -> None:  # fmt: skip
        turned = _transform(move, scale) if move != (0, 0) or scale != 1 else ""
        self.parts.append(f'<path d="{d}"{turned} {_paint(fill, stroke, line)}/>')

    def emblem(self, x: float, y: float, width: float, variant: Variant = "full", *, colour: str = "", height: float = 0, turn: float = 0, keep: slice | None = None) -> None:  # fmt: skip
        """The emblem with its box at (x, y). `height`, `turn` (degrees) and `keep` are for misuse plates only."""
        brand = self.brand
        left, top, w, h = brand.box
        across, down = width / w, (height or width * h / w) / h
        middle = f"rotate({number(turn)} {number(x + width / 2)} {number(y + down * h / 2)}) " if turn else ""
        names = {source: brand.colour(name) for source, name in brand.tokens.emblem.colours.items()}
        single = colour or ("" if variant == "full" else brand.emblem_colours(variant)[0])
        shapes = brand.shapes[keep] if keep else brand.shapes
        inner = "".join(shape.drawn(names, single) for shape in shapes)
        self.parts.append(
            f'<g transform="{middle}translate({number(x - left * across)} {number(y - top * down)}) scale({across:.5f} {down:.5f})">{inner}</g>'
        )

    def shapes(self, shapes: tuple[Shape, ...], x: float, y: float, scale: float, colour: str) -> None:
        """Some of the emblem's shapes in one colour, the emblem's corner at (x, y)."""
        inner = "".join(shape.drawn({}, colour) for shape in shapes)
        left, top, *_ = self.brand.box
        self.parts.append(
            f'<g transform="translate({number(x - left * scale)} {number(y - top * scale)}) scale({scale:.5f})">{inner}</g>'
        )

    def text(self, text: str, x: float, y: float, size: float = 0, colour: str = "ink", anchor: Anchor = "start", *, tracking: float = 0, widest: float = 0, turn: float = 0) -> Lettering:  # fmt: skip
        """One line whose middle is at height `y`; smaller than `size` where it would be wider than `widest`."""
        size = size or self.label
        line = self.brand.face.set(text, size, tracking=tracking)
        if widest and line.width > widest:
            line = self.brand.face.set(text, size * widest / line.width, tracking=tracking)
        left = x - {"start": 0, "middle": line.width / 2, "end": line.width}[anchor]
        top = y - line.height / 2
        about = f"rotate({number(turn)} {number(x)} {number(y)}) " if turn else ""
        self._lettering(line, f"{about}translate({number(left)} {number(top)})", colour)
        return line

    def column(self, text: str, x: float, y: float, size: float, colour: str = "ink", *, tracking: float = 0.1) -> Lettering:  # fmt: skip
        """A vertical line whose middle is at `x` and whose top is at `y`."""
        line = self.brand.face.set(text, size, tracking=tracking, vertical=True)
        self._lettering(line, f"translate({number(x - line.width / 2)} {number(y)})", colour)
        return line

    def _lettering(self, line: Lettering, transform: str, colour: str) -> None:
        fill = colour if colour.startswith("#") else self.brand.colour(colour)
        self.parts.append(f'<path transform="{transform}" fill="{fill}" d="{line.d}"/>')

    def measure(self, x1: float, y1: float, x2: float, y2: float, text: str) -> None:
        """A measuring line with end marks and, beside its middle, what it measures."""
        colour, tick = self.brand.colour("accent-text"), self.label / 3
        self.line(x1, y1, x2, y2, colour, 0.2)
        if y1 == y2:
            for x in (x1, x2):
                self.line(x, y1 - tick, x, y1 + tick, colour, 0.2)
            self.text(text, (x1 + x2) / 2, y1 + self.label * 1.05, self.label * 0.9, "accent-text", "middle")
        else:
            for y in (y1, y2):
                self.line(x1 - tick, y, x1 + tick, y, colour, 0.2)
            self.text(text, x1 + self.label * 0.7, (y1 + y2) / 2, self.label * 0.9, "accent-text")

    def cross(self, x: float, y: float, size: float = 7) -> None:
        """Wrong: a cross in a ring. Its form says so, not its colour alone."""
        self._verdict(x, y, size, f"M{number(-size * 0.22)} {number(-size * 0.22)}L{number(size * 0.22)} {number(size * 0.22)}M{number(size * 0.22)} {number(-size * 0.22)}L{number(-size * 0.22)} {number(size * 0.22)}")  # fmt: skip

    def tick(self, x: float, y: float, size: float = 7) -> None:
        """Right: a tick without a ring."""
        d = f"M{number(-size * 0.3)} 0L{number(-size * 0.08)} {number(size * 0.24)}L{number(size * 0.32)} {number(-size * 0.26)}"
        self.path(d, stroke=self.brand.colour("brand"), line=size * 0.11, move=(x, y))

    def _verdict(self, x: float, y: float, size: float, d: str) -> None:
        ink = self.brand.colour("ink")
        self.circle(x, y, size / 2, self.brand.colour("surface"), ink, size * 0.08)
        self.path(d, stroke=ink, line=size * 0.12, move=(x, y))

    def svg(self, title: str, *, true_size: bool = False) -> str:
        """The finished SVG. It fills the window it is opened in, unless it is to print at its true size.

        Then its size is in px (96 to the inch), since resvg_py takes no mm.
        """
        size = f'viewBox="0 0 {number(self.width)} {number(self.height)}"'
        if true_size:
            size = (
                f'width="{number(self.width * PX_PER_MM)}" height="{number(self.height * PX_PER_MM)}" {size}'
            )
        body = "\n".join(self.parts)
        return f'<svg xmlns="{NAMESPACE}" {size} role="img"><title>{escape(title)}</title>\n{body}\n</svg>\n'

    def plate(self, name: str, group: str, title: str, use: str, *, true_size: bool = False) -> Plate:
        return Plate(name, title, use, self.svg(title, true_size=true_size), group, (self.width, self.height))


def _transform(move: tuple[float, float], scale: float) -> str:
    larger = f" scale({scale:.5f})" if scale != 1 else ""
    return f' transform="translate({number(move[0])} {number(move[1])}){larger}"'


def _paint(fill: str, stroke: str, line: float) -> str:
    if not stroke:
        return f'fill="{fill}"'
    return f'fill="{fill}" stroke="{stroke}" stroke-width="{number(line)}" stroke-linecap="round" stroke-linejoin="round"'
