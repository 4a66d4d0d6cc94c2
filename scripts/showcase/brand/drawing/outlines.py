"""Geometry that is computed, not copied: bounds, what a clip leaves, lines as areas. Skia's path operations do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pathops

from showcase.brand.drawing.gradients import Box
from showcase.brand.drawing.pens import spelt, traced
from showcase.brand.drawing.values import UNMOVED, Matrix, combined, growth, written

# Skia's operations are made for pixels: a drawing a unit wide loses its corners, so all are brought to this size.
WORKING = 2048.0
_CAPS = {"butt": pathops.LineCap.BUTT_CAP, "round": pathops.LineCap.ROUND_CAP, "square": pathops.LineCap.SQUARE_CAP}  # fmt: skip
_JOINS = {"miter": pathops.LineJoin.MITER_JOIN, "round": pathops.LineJoin.ROUND_JOIN, "bevel": pathops.LineJoin.BEVEL_JOIN}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """How a line is drawn along an outline; lengths in the outline's own units."""

    width: float
    cap: str = "butt"
    join: str = "miter"
    miter: float = 4
    dashes: tuple[float, ...] = ()
    dash_start: float = 0


@dataclass(frozen=True)
class Outline:
    d: str
    matrix: Matrix = UNMOVED
    rule: str = "nonzero"
    line: Line | None = None  # then the area is that of the line, not what it surrounds


Clip = tuple[Outline, ...]  # what lies in any of them is seen


def path_of(outline: Outline, size: float = WORKING) -> pathops.Path:
    """The area of an outline, in the drawing's units scaled so that `size` of them are `WORKING`."""
    scale = WORKING / size
    whole: Matrix = combined((scale, 0, 0, scale, 0, 0), outline.matrix)
    if outline.line is None:
        path = traced(outline.d, whole)
        path.convertConicsToQuads()  # the operations know none
        even = outline.rule == "evenodd"
        path.fillType = pathops.FillType.EVEN_ODD if even else pathops.FillType.WINDING
        return path
    line, grown = outline.line, growth(whole) or 1  # a round line is round when it is large
    path = traced(outline.d, (grown, 0, 0, grown, 0, 0))
    dashes = [length * grown for length in line.dashes * (1 + len(line.dashes) % 2)]
    path.stroke(line.width * grown, _CAPS[line.cap], _JOINS[line.join], line.miter, dashes or None, line.dash_start * grown)  # fmt: skip
    path = path.transform(*combined(whole, (1 / grown, 0, 0, 1 / grown, 0, 0)))
    path.convertConicsToQuads()
    return path


def bounds(outline: Outline) -> Box:
    """Left, top, width and height of what an outline surrounds, its line not counted."""
    left, top, right, bottom = traced(outline.d, outline.matrix).bounds
    return left, top, right - left, bottom - top


def written_path(path: pathops.Path, size: float) -> str:
    """As `d` of a path in the drawing's own units; draw it by the rule evenodd."""
    digits = max(0, min(6, 5 - len(str(int(size)))))
    scale = size / WORKING
    return spelt(path.transform(scale, 0, 0, scale, 0, 0), lambda value: written(round(value, digits)))


def cut(jobs: Sequence[tuple[Outline, tuple[Clip, ...]]], size: float) -> list[str]:
    """What each outline's clips leave of it, as `d`; "" for nothing. For a worker: Skia is given strangers' numbers."""
    kept = []
    for outline, clips in jobs:
        path = path_of(outline, size)
        for clip in clips:
            seen = pathops.Path()
            for hole in clip:
                seen = pathops.op(seen, path_of(hole, size), pathops.PathOp.UNION, fix_winding=False)
            path = pathops.op(path, seen, pathops.PathOp.INTERSECTION, fix_winding=False)
        kept.append(written_path(path, size))
    return kept
