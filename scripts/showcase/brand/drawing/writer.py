"""The shapes of a drawing as they are written: paint, place and geometry; clips cut them for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from showcase.brand.colours import Ink
from showcase.brand.drawing import shapes
from showcase.brand.drawing.faults import Fault
from showcase.brand.drawing.gradients import Box, Gradient
from showcase.brand.drawing.outlines import Clip, Line, Outline, bounds, cut, path_of
from showcase.brand.drawing.style import Style
from showcase.brand.drawing.tree import Tree
from showcase.brand.drawing.values import UNMOVED, growth, written
from showcase.brand.svg import NAMESPACE
from showcase.project.workers import Failed, Workers

SECONDS, CPU_SECONDS = 60, 10
OVER = 0.01  # of the longer side, by which a shape may lie over the edge uncut


@dataclass(frozen=True)
class Shape:
    """One shape, painted; `clips` in the drawing's units."""

    name: str
    geometry: Mapping[str, str]
    style: Style
    paints: tuple[Ink | Gradient | None, Ink | Gradient | None]  # fill and stroke
    moved: tuple[str, ...]
    outline: Outline
    clips: tuple[Clip, ...] = ()

    def parted(self) -> list[Shape]:
        """Its line below, its area above."""
        return [replace(self, paints=(None, self.paints[1])), replace(self, paints=(self.paints[0], None))]

    @property
    def box(self) -> Box:
        """What it covers, in the drawing's units, half its line counted."""
        left, top, width, height = bounds(self.outline)
        half = self.style.width / 2 * growth(self.outline.matrix) if self.paints[1] else 0
        return left - half, top - half, width + 2 * half, height + 2 * half

    def areas(self) -> list[tuple[Outline, int]]:
        """What it paints, each with its place in `paints`."""
        style = self.style
        line = Line(style.width, style.cap, style.plain_join, style.miter, style.dashes, style.dash_start)
        both = (self.outline, replace(self.outline, line=line))
        return [(both[at], at) for at in (0, 1) if self.paints[at]]


@dataclass
class _Written:
    """Gradients get their names as they are met."""

    names: dict[str, str]

    def paint(self, paint: Ink | Gradient | None) -> tuple[str, float]:
        if paint is None:
            return "", 1
        if isinstance(paint, Ink):
            return paint.hex, paint.alpha
        name = self.names.setdefault(paint.written("*"), f"p{len(self.names) + 1}")
        return f"url(#{name})", 1

    def shape(self, shape: Shape) -> str:
        words = shape.style.written(*self.paint(shape.paints[0]), *self.paint(shape.paints[1]))
        turn = f' transform="{" ".join(shape.moved)}"' if shape.moved else ""
        return f"<{shape.name} {words}{turn} {shapes.attributes(shape.geometry)}/>" if words else ""

    def cut(self, shape: Shape, at: int, d: str) -> str:
        """An area of a shape after its clips, in the drawing's own units."""
        paint, style = shape.paints[at], shape.style
        if isinstance(paint, Gradient):
            paint = paint.moved(shape.outline.matrix)
        share = style.stroke_share if at else style.fill_share
        plain = Style(rule="evenodd", fill_share=share, opacity=style.opacity)
        return f'<path {plain.written(*self.paint(paint), "", 1)} d="{d}"/>' if d else ""


def write(parts: Sequence[Shape | str], box: Box, tree: Tree) -> str:
    """The drawing anew; "" when a clip cannot be cut, which is then a fault of the tree."""
    frame: Clip = (_frame(box),)
    plans = [_needed(part, frame, box, tree) if isinstance(part, Shape) else None for part in parts]
    jobs = [(area, plan) for part, plan in zip(parts, plans, strict=True) if isinstance(part, Shape) and plan for area, _ in part.areas()]  # fmt: skip
    left = iter(_cut(jobs, max(box[2:])) if jobs else ())
    anew, lines = _Written({}), []
    try:
        for part, plan in zip(parts, plans, strict=True):
            if isinstance(part, str):
                lines.append(part)
            elif plan is not None:
                lines += (
                    [anew.cut(part, at, next(left)) for _, at in part.areas()] if plan else [anew.shape(part)]
                )
    except StopIteration:
        tree.add(
            Fault(
                1,
                1,
                "剪切路径太复杂，剪不动",
                "在制图软件里把剪切蒙版释放，用“减去顶层”一类的命令真正剪开，再导出",
            )
        )
        return ""
    if not any(lines):
        tree.add(Fault(1, 1, "里面没有看得见的图形", "检查图形有没有填色，是不是都在 viewBox 里面"))
        return ""
    defs = "".join(text.replace('id="*"', f'id="{name}"', 1) for text, name in anew.names.items())
    head = f'<svg xmlns="{NAMESPACE}" viewBox="{" ".join(map(written, box))}">'
    return "\n".join((head, *([f"<defs>{defs}</defs>"] if defs else []), *filter(None, lines), "</svg>\n"))


def _frame(box: Box) -> Outline:
    there = dict(zip(("x", "y", "width", "height"), map(str, box), strict=True))
    return Outline(shapes.outline("rect", there), UNMOVED)


def _needed(shape: Shape, frame: Clip, field: Box, tree: Tree) -> tuple[Clip, ...] | None:
    """The clips that take something of the shape; None when they leave nothing of it."""
    box = shape.box
    needed: list[Clip] = []
    over = OVER * max(field[2:])
    for clip in (*shape.clips, frame):
        edge = _rectangle(clip)
        if edge and _holds(edge, box, over if clip is frame else 1e-3):
            continue
        if edge and not _meets(edge, box):
            tree.dropped["看不见的图形（在画面外面，或被剪掉了）"] += 1
            return None
        needed.append(clip)
    return tuple(needed)


def _rectangle(clip: Clip) -> Box | None:
    """The bounds of a clip that is one upright rectangle."""
    if len(clip) != 1 or not (abs(clip[0].matrix[1]) < 1e-9 and abs(clip[0].matrix[2]) < 1e-9):
        return None
    found = bounds(clip[0])
    points = {(round(float(x), 3), round(float(y), 3)) for x, y in _corners(clip[0])}
    left, top, width, height = (round(value, 3) for value in found)
    corners = {(x, y) for x in (left, round(left + width, 3)) for y in (top, round(top + height, 3))}
    return found if points == corners else None


def _corners(outline: Outline) -> list[tuple[float, float]]:
    return [point for _, points in path_of(outline) for point in points]


def _holds(edge: Box, box: Box, over: float) -> bool:
    return (
        edge[0] - over <= box[0]
        and edge[1] - over <= box[1]
        and box[0] + box[2] <= edge[0] + edge[2] + over
        and box[1] + box[3] <= edge[1] + edge[3] + over
    )


def _meets(edge: Box, box: Box) -> bool:
    return (
        box[0] < edge[0] + edge[2]
        and edge[0] < box[0] + box[2]
        and box[1] < edge[1] + edge[3]
        and edge[1] < box[1] + box[3]
    )


def _cut(jobs: Sequence[tuple[Outline, tuple[Clip, ...]]], size: float) -> list[str]:
    """Nothing when they are too much, or were the end of the worker."""
    with Workers(1) as workers:
        for _, result in workers.run(cut, [(jobs, size)], seconds=SECONDS, cpu_seconds=CPU_SECONDS):
            return [] if isinstance(result, Failed) else list(result)
    return []
