"""What every plate draws on: the house, and its emblem taken apart into shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree

from markupsafe import escape

from showcase.brand.emblem import coloured
from showcase.brand.lettering import Typeface
from showcase.brand.organisation import Organisation
from showcase.brand.svg import TAG, viewbox
from showcase.brand.tokens import Tokens
from showcase.house import House

PAINT = re.compile(r"#[0-9a-f]{6}|url\(#p\d+\)")
Variant = Literal["full", "mono", "reversed"]


@dataclass(frozen=True)
class Shape:
    """One shape of the emblem, or a group that fades as one: its name, its attributes and what is in it."""

    tag: str
    attributes: Mapping[str, str] = field(hash=False)
    inner: tuple[Shape, ...] = ()

    def drawn(self, recolour: Mapping[str, str], everything: str = "") -> str:
        values = {
            name: everything if everything and PAINT.fullmatch(value) else recolour.get(value, value)
            for name, value in self.attributes.items()
        }
        written = " ".join(f'{name}="{escape(value)}"' for name, value in values.items())
        within = "".join(shape.drawn(recolour, everything) for shape in self.inner)
        return f"<{self.tag} {written}>{within}</{self.tag}>" if self.inner else f"<{self.tag} {written}/>"

    def holds(self, colour: str) -> bool:
        """Whether anything in it is painted '#rrggbb'."""
        return colour in self.attributes.values() or any(shape.holds(colour) for shape in self.inner)


@dataclass(frozen=True)
class Brand:
    """What every plate draws on."""

    house: House
    box: tuple[float, float, float, float]  # the emblem's viewBox
    shapes: tuple[Shape, ...]
    face: Typeface = field(hash=False, compare=False)
    figures: Mapping[str, tuple[Shape, ...]] = field(hash=False)  # versions in one colour
    gradients: str = ""  # in the house's colours, as the emblem holds them

    def shows(self, variant: Variant) -> bool:
        return variant == "full" or variant in self.figures

    def figure(self, variant: Variant) -> tuple[Shape, ...]:
        """What is drawn in one colour; for the emblem in colour, what stands for it then."""
        return self.figures.get("mono" if variant == "full" else variant, self.shapes)

    @property
    def tokens(self) -> Tokens:
        return self.house.tokens

    @property
    def organisation(self) -> Organisation:
        return self.house.organisation

    @property
    def ratio(self) -> float:
        """Height ÷ width of the emblem."""
        return self.box[3] / self.box[2]

    def colour(self, name: str) -> str:
        return self.tokens.colour[name].light

    def label(self, name: str) -> str:
        """What people call the colour."""
        return self.tokens.colour[name].label

    def emblem_colours(self, variant: Variant) -> tuple[str, ...]:
        """The colours of a version, each once."""
        if variant != "full":
            return (self.colour("brand") if variant == "mono" else self.colour("on-brand"),)
        return tuple(dict.fromkeys(self.colour(name) for name in self.tokens.emblem.colours.values()))


def read_brand(house: House) -> Brand:
    svg, figures = house.emblem.svg, house.emblem.figures
    single = {version: _shapes(ElementTree.fromstring(one)) for version, one in figures.items()}
    defs = re.search("<defs>(.*?)</defs>", svg)
    gradients = coloured(defs[1], house.tokens, "light") if defs else ""
    shapes = _shapes(ElementTree.fromstring(svg))
    return Brand(house, viewbox(svg), shapes, Typeface(house.font), single, gradients)


def _shapes(parent: ElementTree.Element) -> tuple[Shape, ...]:
    drawn = (element for element in parent if element.tag != f"{TAG}defs")
    return tuple(Shape(one.tag.removeprefix(TAG), one.attrib, _shapes(one)) for one in drawn)
