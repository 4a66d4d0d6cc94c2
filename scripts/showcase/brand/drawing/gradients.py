"""Linear and radial gradients: read with what they inherit from each other, written anew in the file's own units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from showcase.brand.colours import Ink
from showcase.brand.drawing.cascade import Rule, said_of
from showcase.brand.drawing.faults import Unfit
from showcase.brand.drawing.style import BLACK, Style
from showcase.brand.drawing.tree import Node
from showcase.brand.drawing.values import (
    UNMOVED,
    Matrix,
    combined,
    link,
    matrix_text,
    number,
    of_view,
    share,
    transform,
    written,
)  # fmt: skip

MAX_STOPS = 60
MAX_LINKS = 8
KINDS = ("linearGradient", "radialGradient")
_PLACES = {
    "linearGradient": {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%"},
    "radialGradient": {"cx": "50%", "cy": "50%", "r": "50%"},
}
Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True)
class Gradient:
    kind: str
    places: tuple[tuple[str, float], ...]
    stops: tuple[tuple[float, Ink], ...]
    matrix: Matrix
    spread: str = "pad"

    @property
    def solid(self) -> Ink | None:
        """The one colour of a gradient that has but one; transparent where it has none."""
        inks = {ink for _, ink in self.stops}
        return (inks or {Ink("#000000", 0)}).pop() if len(inks) < 2 else None

    def moved(self, matrix: Matrix) -> Gradient:
        """The same where what it fills has been moved by `matrix` for good."""
        return Gradient(self.kind, self.places, self.stops, combined(matrix, self.matrix), self.spread)

    def written(self, name: str) -> str:
        words = "".join(f' {key}="{written(value)}"' for key, value in self.places)
        words += f' spreadMethod="{self.spread}"' if self.spread != "pad" else ""
        words += f' gradientTransform="{matrix_text(self.matrix)}"' if self.matrix != UNMOVED else ""
        stops = "".join(
            f'<stop offset="{written(at)}" stop-color="{ink.hex}"'
            + (f' stop-opacity="{written(ink.alpha)}"' if ink.alpha != 1 else "")
            + "/>"
            for at, ink in self.stops
        )
        return f'<{self.kind} id="{name}" gradientUnits="userSpaceOnUse"{words}>{stops}</{self.kind}>'


def read_gradient(
    node: Node, ids: Mapping[str, Node], rules: tuple[Rule, ...], box: Box, view: Box
) -> Gradient:
    """The gradient as it fills a shape whose bounds are `box`, in a drawing of the size of `view`.

    Raises:
        Unfit: a value is none, or gradients refer to each other in a ring.
    """
    chain = _chain(node, ids)
    said: dict[str, str] = {}
    for one in reversed(chain):
        said |= {
            name: value for name, (value, _) in said_of(one, rules).items() if name not in ("id", "href")
        }
    holder = next((one for one in chain if any(child.name == "stop" for child in one.children)), node)
    own = said.get("gradientUnits", "objectBoundingBox") == "userSpaceOnUse"
    matrix = transform(said.get("gradientTransform", ""))[1]
    if not own:
        matrix = combined((box[2], 0, 0, box[3], box[0], box[1]), matrix)
    usual = _PLACES[node.name]
    places = {key: _place(said.get(key, usual[key]), key, view if own else None) for key in usual}
    for key in ("fx", "fy", "fr") if node.name == "radialGradient" else ():
        if key in said:
            places[key] = _place(said[key], key, view if own else None)
    spread = said.get("spreadMethod", "pad")
    return Gradient(
        node.name,
        tuple(places.items()),
        _stops(holder, rules),
        matrix,
        spread if spread in ("reflect", "repeat") else "pad",
    )


def _chain(node: Node, ids: Mapping[str, Node]) -> list[Node]:
    chain = [node]
    while href := chain[-1].attributes.get("href"):
        following = ids.get(link(href))
        if following is None or following.name not in KINDS:
            break
        if following in chain or len(chain) >= MAX_LINKS:
            raise Unfit("渐变互相引用，没有尽头", "在制图软件里重新填一次渐变，再导出")
        chain.append(following)
    return chain


def _place(text: str, key: str, view: Box | None) -> float:
    return of_view(text, key, view or (0, 0, 1, 1))


def _stops(holder: Node, rules: tuple[Rule, ...]) -> tuple[tuple[float, Ink], ...]:
    stops: list[tuple[float, Ink]] = []
    for child in [one for one in holder.children if one.name == "stop"][: MAX_STOPS + 1]:
        style, said = Style(), said_of(child, rules)
        for name, (value, _) in said.items():
            if name == "color":
                style.take(name, value)
        style.fill = BLACK
        if "stop-color" in said and said["stop-color"][0] not in ("inherit", "unset"):
            style.take("fill", said["stop-color"][0])
        ink = style.inked(style.fill)
        if ink is not None and not isinstance(ink, Ink):
            raise Unfit("渐变的颜色里又引用了渐变", "在制图软件里重新填一次渐变，再导出")
        alpha = share(said.get("stop-opacity", ("1", ""))[0])
        at = max(_offset(said.get("offset", ("0", ""))[0]), stops[-1][0] if stops else 0)
        stops.append((at, Ink(ink.hex, round(ink.alpha * alpha, 4)) if ink else Ink("#000000", 0)))
    if len(stops) > MAX_STOPS:
        raise Unfit(f"渐变的颜色超过 {MAX_STOPS} 个", "在制图软件里减少渐变的颜色")
    return tuple(stops)


def _offset(text: str) -> float:
    value = number(text.strip()[:-1]) / 100 if text.strip().endswith("%") else number(text)
    return min(max(value, 0.0), 1.0)
