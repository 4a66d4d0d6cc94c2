"""A sheet to draw a plate on: shapes, outlines of text and the emblem, in mm, colours from the tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import escape

from showcase.brand.lettering import Lettering
from showcase.brand.svg import NAMESPACE, number
from showcase.manual.plates.brand import Brand, Shape, Variant

PX_PER_MM = 96 / 25.4

Anchor = Literal["start", "middle", "end"]
LABELS: Mapping[Variant, str] = {"full": "彩色", "mono": "单色", "reversed": "反白"}


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
class Paint:
    """A fill with an outline around it; where there is none, the fill alone says it."""

    fill: str
    stroke: str
    line: float = 0.25  # mm


@dataclass(frozen=True)
class Words:
    """A line of text that is not set plainly."""

    text: str
    tracking: float = 0
    widest: float = 0  # mm; set smaller where it would be wider
    turn: float = 0  # degrees


@dataclass(frozen=True)
class Bent:
    """How an emblem is not to stand: for the plates of misuse only."""

    height: float = 0  # mm; 0: as its width asks
    turn: float = 0  # degrees
    keep: slice | None = None  # of its shapes


UPRIGHT = Bent()


class Sheet:
    """A ground of `width` × `height` mm to draw on; y runs downward."""

    def __init__(self, brand: Brand, width: float = 120, height: float = 80, ground: str = "paper") -> None:
        self.brand, self.width, self.height = brand, width, height
        self.label = width / 120 * 4.2  # the least that is read on a phone, where a plate is 350 px wide
        self.parts: list[str] = []
        self.wanting: set[Variant] = set()  # versions that should stand here and are not made
        self.gradients = ""  # of the emblem, where it stands here in colour
        self.rect(0, 0, width, height, brand.colour(ground))

    def rect(
        self, x: float, y: float, width: float, height: float, paint: str | Paint = "none", radius: float = 0
    ) -> None:
        corner = f' rx="{number(radius)}"' if radius else ""
        self.parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{corner} {_painted(paint)}/>'
        )

    def circle(self, x: float, y: float, radius: float, paint: str | Paint = "none") -> None:
        self.parts.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {_painted(paint)}/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, line: float = 0.25) -> None:
        self.parts.append(
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" {_painted(Paint("none", colour, line))}/>'
        )

    def path(
        self, d: str, paint: str | Paint = "none", move: tuple[float, float] = (0, 0), scale: float = 1
    ) -> None:
        turned = _transform(move, scale) if move != (0, 0) or scale != 1 else ""
        self.parts.append(f'<path d="{d}"{turned} {_painted(paint)}/>')

    def emblem(
        self,
        x: float,
        y: float,
        width: float,
        variant: Variant = "full",
        colour: str = "",
        bent: Bent = UPRIGHT,
    ) -> None:
        """The emblem with its box at (x, y)."""
        brand = self.brand
        if not brand.shows(variant):
            self._want(variant, x, y, width)
            return
        left, top, w, h = brand.box
        across, down = width / w, (bent.height or width * h / w) / h
        centre = f"{number(x + width / 2)} {number(y + down * h / 2)}"
        middle = f"rotate({number(bent.turn)} {centre}) " if bent.turn else ""
        names = {source: brand.colour(name) for source, name in brand.tokens.emblem.colours.items()}
        single = colour or ("" if variant == "full" else brand.emblem_colours(variant)[0])
        whole = brand.figure(variant) if single else brand.shapes
        shapes = brand.shapes[bent.keep] if bent.keep else whole
        inner = "".join(shape.drawn(names, single) for shape in shapes)
        self.gradients = self.gradients if single else brand.gradients
        self.parts.append(
            f'<g transform="{middle}translate({number(x - left * across)} {number(y - top * down)}) scale({across:.5f} {down:.5f})">{inner}</g>'
        )

    def _want(self, variant: Variant, x: float, y: float, width: float) -> None:
        """An empty frame in the emblem's place: this version would lose the figure and is not made."""
        ink = self.brand.colour("on-brand" if variant == "reversed" else "ink-2")
        self.wanting.add(variant)
        self.rect(x, y, width, width * self.brand.ratio, Paint("none", ink, width / 60))
        self.line(x, y, x + width, y + width * self.brand.ratio, ink, width / 60)

    def shapes(self, shapes: tuple[Shape, ...], x: float, y: float, scale: float, colour: str) -> None:
        """Some of the emblem's shapes in one colour, the emblem's corner at (x, y)."""
        inner = "".join(shape.drawn({}, colour) for shape in shapes)
        left, top, *_ = self.brand.box
        self.parts.append(
            f'<g transform="translate({number(x - left * scale)} {number(y - top * scale)}) scale({scale:.5f})">{inner}</g>'
        )

    def text(
        self,
        text: str | Words,
        x: float,
        y: float,
        size: float = 0,
        colour: str = "ink",
        anchor: Anchor = "start",
    ) -> Lettering:
        """One line whose middle is at height `y`."""
        words, size = text if isinstance(text, Words) else Words(text), size or self.label
        line = self.brand.face.set(words.text, size, tracking=words.tracking)
        if words.widest and line.width > words.widest:
            line = self.brand.face.set(words.text, size * words.widest / line.width, tracking=words.tracking)
        left = x - {"start": 0, "middle": line.width / 2, "end": line.width}[anchor]
        top = y - line.height / 2
        about = f"rotate({number(words.turn)} {number(x)} {number(y)}) " if words.turn else ""
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
        self.path(d, Paint("none", self.brand.colour("brand"), size * 0.11), move=(x, y))

    def _verdict(self, x: float, y: float, size: float, d: str) -> None:
        ink = self.brand.colour("ink")
        self.circle(x, y, size / 2, Paint(self.brand.colour("surface"), ink, size * 0.08))
        self.path(d, Paint("none", ink, size * 0.12), move=(x, y))

    def svg(self, title: str, *, true_size: bool = False) -> str:
        """The finished SVG. It fills the window it is opened in, unless it is to print at its true size.

        Then its size is in px (96 to the inch), since resvg_py takes no mm.
        """
        size = f'viewBox="0 0 {number(self.width)} {number(self.height)}"'
        if true_size:
            size = (
                f'width="{number(self.width * PX_PER_MM)}" height="{number(self.height * PX_PER_MM)}" {size}'
            )
        defs = [f"<defs>{self.gradients}</defs>"] if self.gradients else []
        body = "\n".join((*defs, *self.parts))
        return f'<svg xmlns="{NAMESPACE}" {size} role="img"><title>{escape(title)}</title>\n{body}\n</svg>\n'

    def plate(self, name: str, group: str, title: str, use: str, *, true_size: bool = False) -> Plate:
        names = "、".join(LABELS[variant] for variant in LABELS if variant in self.wanting)
        use += f"{names}版还没有：现在的部徽画成一种颜色会丢掉图形，空框是留给它的位置。" if names else ""
        return Plate(name, title, use, self.svg(title, true_size=true_size), group, (self.width, self.height))


def _transform(move: tuple[float, float], scale: float) -> str:
    larger = f" scale({scale:.5f})" if scale != 1 else ""
    return f' transform="translate({number(move[0])} {number(move[1])}){larger}"'


def _painted(paint: str | Paint) -> str:
    if isinstance(paint, str):
        return f'fill="{paint}"'
    return f'fill="{paint.fill}" stroke="{paint.stroke}" stroke-width="{number(paint.line)}" stroke-linecap="round" stroke-linejoin="round"'
