"""A path as it is written ↔ as Skia holds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pathops

from showcase.brand.drawing.values import COUNTS, Matrix

Point = tuple[float, float]
_PARTS = re.compile(r"[A-Za-z]|-?[\d.]+(?:e-?\d+)?")


def traced(d: str, matrix: Matrix) -> pathops.Path:
    """The path that a `d` of ours draws, moved by `matrix`."""
    pen = _Pen()
    letter, values = "", list[float]()
    for part in _PARTS.findall(d):
        if part.isalpha():
            letter, values = part, []
            if part in "Zz":
                pen.close()
            continue
        values.append(float(part))
        if len(values) == COUNTS[letter.lower()]:
            pen.draw(letter, values)
            letter, values = {"M": "L", "m": "l"}.get(letter, letter), []
    return pen.path.transform(*matrix)


class _Pen:
    """Follows a path from where it is; `held` is the last control point, for the curves that mirror it."""

    def __init__(self) -> None:
        self.path = pathops.Path()
        self.at: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.held: Point | None = None
        self.held_by = ""
        self.is_open = False

    def close(self) -> None:
        if self.is_open:
            self.path.close()
        self.at, self.held, self.is_open = self.start, None, False

    def draw(self, letter: str, values: Sequence[float]) -> None:
        kind = letter.upper()
        x, y = self.at if letter.islower() else (0.0, 0.0)
        if kind == "A":
            end = (x + values[5], y + values[6])
        elif kind in "HV":
            end = (x + values[0], self.at[1]) if kind == "H" else (self.at[0], y + values[0])
        else:
            points = [(x + values[i], y + values[i + 1]) for i in range(0, len(values), 2)]
            end = points[-1]
        if kind == "M":
            self.path.moveTo(*end)
            self.start, self.is_open = end, True
        else:
            self._begin()
            if kind in "LHV":
                self.path.lineTo(*end)
            elif kind == "A":
                self._arc(values, end)
            else:
                self._curve(kind, points)
        if kind not in "CSQT":
            self.held = None
        self.at = end

    def _begin(self) -> None:
        if not self.is_open:
            self.path.moveTo(*self.at)
            self.is_open = True

    def _curve(self, kind: str, points: list[Point]) -> None:
        if kind in "ST":
            mirrors = self.held is not None and self.held_by in ("CS" if kind == "S" else "QT")
            held = self.held if mirrors and self.held else self.at
            points = [(2 * self.at[0] - held[0], 2 * self.at[1] - held[1]), *points]
        flat = [value for point in points for value in point]
        (self.path.cubicTo if len(points) == 3 else self.path.quadTo)(*flat)
        self.held, self.held_by = points[-2], kind

    def _arc(self, values: Sequence[float], end: Point) -> None:
        if not values[0] or not values[1] or end == self.at:
            self.path.lineTo(*end)
            return
        size = pathops.ArcSize.LARGE if values[3] else pathops.ArcSize.SMALL
        turn = pathops.Direction.CW if values[4] else pathops.Direction.CCW
        self.path.arcTo(values[0], values[1], values[2], size, turn, *end)


_LETTERS = {
    pathops.PathVerb.MOVE: "M",
    pathops.PathVerb.LINE: "L",
    pathops.PathVerb.QUAD: "Q",
    pathops.PathVerb.CUBIC: "C",
    pathops.PathVerb.CLOSE: "Z",
}


def spelt(path: pathops.Path, number: Callable[[float], str]) -> str:
    """The path as a `d`, with `number` for each of its numbers."""
    path.convertConicsToQuads()
    return "".join(
        _LETTERS[verb] + " ".join(number(value) for point in points for value in point)
        for verb, points in path
    )
