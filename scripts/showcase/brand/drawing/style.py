"""How a shape is painted: what it inherits, what it says itself, and how that is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from showcase.brand.colours import Ink
from showcase.brand.drawing.faults import Unfit
from showcase.brand.drawing.values import (
    CURRENT,
    LARGEST,
    Paint,
    Server,
    colour,
    number,
    paint,
    share,
    written,
)

BLACK = Ink("#000000")
MAX_DASHES = 20


def _one_of(*words: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text.strip() not in words:
            raise Unfit(f"“{text[:40]}”不在可选的值里", f"可以写 {'、'.join(words)}")
        return text.strip()

    return check


def _dashes(text: str) -> tuple[float, ...]:
    parts = text.replace(",", " ").split()
    if parts in ([], ["none"]):
        return ()
    if len(parts) > MAX_DASHES:
        raise Unfit(f"虚线超过 {MAX_DASHES} 段", "把虚线展开成图形，再导出")
    lengths = tuple(number(part, 0) for part in parts)
    return lengths if sum(lengths) > 0 else ()


# Attribute → the field and how its text is read.
READ: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "fill": ("fill", paint),
    "fill-rule": ("rule", _one_of("nonzero", "evenodd")),
    "clip-rule": ("clip_rule", _one_of("nonzero", "evenodd")),
    "fill-opacity": ("fill_share", share),
    "stroke": ("stroke", paint),
    "stroke-width": ("width", lambda text: number(text, 0, LARGEST)),
    "stroke-linecap": ("cap", _one_of("butt", "round", "square")),
    "stroke-linejoin": ("join", _one_of("miter", "round", "bevel", "arcs", "miter-clip")),
    "stroke-miterlimit": ("miter", lambda text: number(text, 1, 100)),
    "stroke-dasharray": ("dashes", _dashes),
    "stroke-dashoffset": ("dash_start", number),
    "stroke-opacity": ("stroke_share", share),
    "opacity": ("opacity", share),
    "color": ("current", lambda text: colour(text) or Ink("#000000", 0)),
    "visibility": ("visible", lambda text: text.strip() not in ("hidden", "collapse")),
    "paint-order": ("line_first", lambda text: text.split()[:1] == ["stroke"]),
}


@dataclass
class Style:
    fill: Paint = BLACK
    rule: str = "nonzero"
    clip_rule: str = "nonzero"
    fill_share: float = 1
    stroke: Paint = None
    width: float = 1
    cap: str = "butt"
    join: str = "miter"
    miter: float = 4
    dashes: tuple[float, ...] = ()
    dash_start: float = 0
    stroke_share: float = 1
    current: Ink = BLACK  # what currentColor means
    visible: bool = True
    line_first: bool = False
    opacity: float = 1  # is not inherited

    def within(self) -> Style:
        """What an element inside begins with."""
        return replace(self, opacity=1)

    def take(self, attribute: str, text: str) -> bool:
        """Whether `attribute` is one of style; it is then in force.

        Raises:
            Unfit: its value is none.
        """
        if attribute not in READ:
            return False
        if text.strip() not in ("inherit", "unset"):
            name, read = READ[attribute]
            setattr(self, name, read(text))
        return True

    def inked(self, paint: Paint) -> Ink | Server | None:
        return self.current if paint == CURRENT else paint

    @property
    def is_lined(self) -> bool:
        return self.stroke is not None and self.width > 0

    def written(self, fill: str, fill_alpha: float, stroke: str, stroke_alpha: float) -> str:
        """As attributes; `fill` and `stroke` are '#rrggbb', 'url(#…)' or "" for none; nothing when nothing is painted."""
        if not fill and not stroke:
            return ""
        words = {"fill": fill or "none"}
        if fill:
            words |= _differing({"fill-rule": (self.rule, "nonzero")})
            words |= _opacity("fill-opacity", fill_alpha * self.fill_share)
        if stroke:
            words |= {"stroke": stroke, "stroke-width": written(self.width)}
            kinds = {"stroke-linecap": (self.cap, "butt"), "stroke-linejoin": (self.plain_join, "miter")}
            words |= _differing(kinds | {"stroke-miterlimit": (written(self.miter), "4")})
            if self.dashes:
                words["stroke-dasharray"] = " ".join(map(written, self.dashes))
                words |= _differing({"stroke-dashoffset": (written(self.dash_start), "0")})
            words |= _opacity("stroke-opacity", stroke_alpha * self.stroke_share)
        words |= _opacity("opacity", self.opacity)
        return " ".join(f'{name}="{value}"' for name, value in words.items())

    @property
    def plain_join(self) -> str:
        return self.join if self.join in ("round", "bevel") else "miter"


DEFAULT = Style()


def _differing(values: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    return {name: value for name, (value, usual) in values.items() if value != usual}


def _opacity(name: str, value: float) -> dict[str, str]:
    return {name: written(value)} if value != 1 else {}
