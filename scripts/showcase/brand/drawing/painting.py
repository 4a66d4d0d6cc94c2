"""What an area or a line is painted with in the end: a colour, a gradient, or nothing."""

from __future__ import annotations

from dataclasses import replace

from showcase.brand.colours import Ink
from showcase.brand.drawing.clips import Source
from showcase.brand.drawing.faults import RE_EXPORT, REFUSED, Unfit
from showcase.brand.drawing.gradients import KINDS, Gradient, read_gradient
from showcase.brand.drawing.outlines import Outline, bounds
from showcase.brand.drawing.tree import Node
from showcase.brand.drawing.values import UNMOVED, Server


def painted(
    source: Source, node: Node, paint: Ink | Server | None, outline: Outline
) -> Ink | Gradient | None:
    """None for nothing, also where what it says cannot be painted: that is then a fault of the tree."""
    if isinstance(paint, Server):
        try:
            return _served(source, paint, outline)
        except Unfit as err:
            source.tree.fault(node, err.message, err.hint, "fill")
            return None
    return paint if paint and paint.alpha else None


def _served(source: Source, paint: Server, outline: Outline) -> Ink | Gradient | None:
    node = source.ids.get(paint.id)
    if node is not None and node.name in KINDS:
        around = bounds(replace(outline, matrix=UNMOVED))
        gradient = read_gradient(node, source.ids, source.rules, around, source.box)
        solid = gradient.solid
        return gradient if solid is None else solid if solid.alpha else None
    if node is not None and node.name == "pattern":
        what, cure = REFUSED["pattern"]
        raise Unfit(f"不能用{what}", cure)
    if isinstance(paint.fallback, Ink):
        return paint.fallback
    raise Unfit(f"找不到 #{paint.id[:40]} 这个渐变", RE_EXPORT)
