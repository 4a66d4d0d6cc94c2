"""The field a drawing stands on, and how one that is used inside another is fitted in."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.brand.drawing.faults import Unfit
from showcase.brand.drawing.gradients import Box
from showcase.brand.drawing.values import Matrix, number, numbers, of_view

SIDES = (1.0, 10_000.0)  # user units of the viewBox
RATIO = 3.0  # of its sides; beyond that no icon can be made of it
_VIEWBOX = "viewBox 写成 0 0 512 512 的样子：四个数，后两个是宽和高"


def field_of(said: Mapping[str, str]) -> Box:
    """Left, top, width and height of the whole drawing; without a viewBox, what its width and height say.

    Raises:
        Unfit: it is none, or no icon can be made of it.
    """
    try:
        box = _numbers(said["viewBox"]) if "viewBox" in said else (0.0, 0.0, number(said.get("width", "")), number(said.get("height", "")))  # fmt: skip
    except Unfit:
        raise Unfit("缺少 viewBox，或写法不对", _VIEWBOX) from None
    box = _with_margins(box, said)
    width, height = box[2:]
    if not all(SIDES[0] <= side <= SIDES[1] for side in (width, height)):
        raise Unfit(f"viewBox 的宽和高是 {width:g}、{height:g}", f"各在 {SIDES[0]:g} 到 {SIDES[1]:g} 之间")
    if not 1 / RATIO <= width / height <= RATIO:
        raise Unfit(f"viewBox 是 {width:g} × {height:g}，太长或太扁", f"长边不超过短边的 {RATIO:g} 倍；带字的组合请去掉字，只留徽")  # fmt: skip
    return box


def _with_margins(box: Box, said: Mapping[str, str]) -> Box:
    """A picture of another shape than its viewBox shows a margin beside it, in which shapes may lie."""
    try:
        width, height = (number(said[side], 1e-6) for side in ("width", "height"))
    except (KeyError, Unfit):  # in % of a page, or not at all
        return box
    align = said.get("preserveAspectRatio", "xMidYMid meet")
    left, top, wide, high = box
    if min(wide, high) <= 0 or abs(width / height * high / wide - 1) < 0.02 or align != "xMidYMid meet":
        return box
    scale = min(width / wide, height / high)
    return left - (width / scale - wide) / 2, top - (height / scale - high) / 2, width / scale, height / scale


def _numbers(text: str) -> Box:
    found = numbers(text)
    if len(found) != 4:
        raise Unfit("", "")
    return found[0], found[1], found[2], found[3]


def fitted(said: Mapping[str, str], size: Mapping[str, str], view: Box) -> tuple[Matrix, Box | None]:
    """(how a <symbol> or inner <svg> is moved into place, what of it is seen in its own units or None for all).

    `size` holds the width and height asked for. Raises as the values.
    """
    x, y = (of_view(said.get(key, "0"), key, view) for key in ("x", "y"))
    width, height = (of_view(size.get(key, "100%"), key, view) for key in ("width", "height"))
    shown = None if said.get("overflow", "hidden").strip() in ("visible", "auto") else (x, y, width, height)
    if "viewBox" not in said:
        return (1, 0, 0, 1, x, y), shown and (0, 0, width, height)
    left, top, wide, high = _numbers(said["viewBox"])
    if wide <= 0 or high <= 0:
        raise Unfit("里面的 viewBox 没有宽或高", _VIEWBOX)
    align, _, meet = said.get("preserveAspectRatio", "xMidYMid").strip().partition(" ")
    across, down = width / wide, height / high
    if align != "none":
        across = down = max(across, down) if meet.strip() == "slice" else min(across, down)
    free = width - wide * across, height - high * down
    shift = [
        {"Min": 0.0, "Max": 1.0}.get(part, 0.5) * room
        for part, room in zip((align[1:4], align[5:8]), free, strict=True)
    ]
    moved = x + shift[0] - left * across, y + shift[1] - top * down
    inner = None if not across or not down else ((x - moved[0]) / across, (y - moved[1]) / down, width / across, height / down)  # fmt: skip
    return (across, 0, 0, down, *moved), shown and inner
