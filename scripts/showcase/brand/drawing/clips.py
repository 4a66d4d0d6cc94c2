"""What a clip lets through: the outlines of a `<clipPath>`, and of a `<mask>` that is nothing but white."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from showcase.brand.colours import Ink
from showcase.brand.drawing import shapes
from showcase.brand.drawing.cascade import Rule, said_of
from showcase.brand.drawing.faults import REFUSED, Unfit
from showcase.brand.drawing.gradients import Box
from showcase.brand.drawing.outlines import Clip, Outline
from showcase.brand.drawing.style import DEFAULT, Style
from showcase.brand.drawing.tree import Node, Tree
from showcase.brand.drawing.values import Matrix, combined, link, number, percented, referred, transform

MAX_OUTLINES = 200  # of one clip
WHITE = 250  # of 255: what a mask shows whole
_CURE = REFUSED["mask"][1]
_IDLE = ("title", "desc", "metadata", "defs", "style", "linearGradient", "radialGradient")


@dataclass(frozen=True)
class Source:
    """A drawing as it was read, with what its elements refer to."""

    tree: Tree
    ids: Mapping[str, Node]
    rules: tuple[Rule, ...]
    box: Box

    def said(self, node: Node) -> dict[str, str]:
        return {name: value for name, (value, _) in said_of(node, self.rules).items()}


def clips_of(source: Source, said: Mapping[str, str], matrix: Matrix, bounds: Box | None) -> tuple[Clip, ...]:
    """The clips that an element asks for, in the drawing's units; `bounds` are its own, None of a group.

    Raises:
        Unfit: one of them is none that outlines can be cut by.
    """
    found: list[Clip] = []
    for kind in ("clip-path", "mask"):
        wanted = referred(said.get(kind, "none"))
        while wanted:
            node = source.ids.get(wanted)
            if node is None or node.name != {"clip-path": "clipPath", "mask": "mask"}[kind]:
                source.tree.dropped["引用了、文件里却没有的剪切路径"] += 1
                break
            if len(found) >= 4:
                raise Unfit("剪切路径套了 4 层以上，或互相引用", _CURE)
            own = source.said(node)
            found.append(_clip(source, node, own, _units(own, kind, matrix, bounds)))
            wanted = referred(own.get(kind, "none"))
    return tuple(found)


def _units(own: Mapping[str, str], kind: str, matrix: Matrix, bounds: Box | None) -> Matrix:
    if own.get("clipPathUnits" if kind == "clip-path" else "maskContentUnits") == "objectBoundingBox":
        if bounds is None:
            raise Unfit("剪切路径按编组的大小来算", _CURE)
        matrix = combined(matrix, (bounds[2], 0, 0, bounds[3], bounds[0], bounds[1]))
    return combined(matrix, transform(own.get("transform", ""))[1])


def _clip(source: Source, node: Node, own: Mapping[str, str], matrix: Matrix) -> Clip:
    style = _styled(DEFAULT, own)
    clip = []
    for outline, seen in _outlines(source, node, style, matrix, 0):
        if node.name == "mask" and not _is_white(seen, alpha=own.get("mask-type", "").strip() == "alpha"):
            raise Unfit("不能有半透明或带深色的蒙版", _CURE)
        clip.append(replace(outline, rule=seen.rule) if node.name == "mask" else outline)
        if len(clip) > MAX_OUTLINES:
            raise Unfit(f"剪切路径里的图形超过 {MAX_OUTLINES} 个", _CURE)
    return tuple(clip)


def _is_white(style: Style, *, alpha: bool) -> bool:
    ink = style.inked(style.fill)
    if not isinstance(ink, Ink) or style.is_lined or ink.alpha * style.fill_share * style.opacity < 0.99:
        return False
    return alpha or min(int(ink.hex[at : at + 2], 16) for at in (1, 3, 5)) >= WHITE


def _styled(style: Style, said: Mapping[str, str]) -> Style:
    style = style.within()
    for name, value in said.items():
        style.take(name, value)
    return style


def _outlines(source: Source, node: Node, style: Style, matrix: Matrix, depth: int) -> Iterator[tuple[Outline, Style]]:  # fmt: skip
    for child in node.children:
        said = source.said(child)
        if said.get("display", "").strip() == "none" or child.name in _IDLE:
            continue
        if child.name in REFUSED:
            raise Unfit(f"剪切路径里有 <{child.name}>（{REFUSED[child.name][0]}）", REFUSED[child.name][1])
        if depth >= 6 or any(referred(said.get(kind, "none")) for kind in ("clip-path", "mask", "filter")):
            raise Unfit("剪切路径里又有剪切路径或效果", _CURE)
        yield from _outlined(source, child, _styled(style, said), said, (matrix, depth))


def _outlined(
    source: Source, node: Node, style: Style, said: Mapping[str, str], at: tuple[Matrix, int]
) -> Iterator[tuple[Outline, Style]]:
    matrix = combined(at[0], transform(said.get("transform", ""))[1])
    if node.name in ("g", "a"):
        yield from _outlines(source, node, style, matrix, at[1] + 1)
    elif node.name == "use" and (target := source.ids.get(link(said.get("href", "")))):
        shift = (1.0, 0.0, 0.0, 1.0, number(said.get("x", "0")), number(said.get("y", "0")))
        one = Node("g", {}, node.line, node.column, node.start, [target])
        yield from _outlines(source, one, style, combined(matrix, shift), at[1] + 1)
    elif node.name in shapes.GEOMETRY and style.visible:
        known = {key: said[key] for key in shapes.GEOMETRY[node.name] if key in said}
        there, *_ = shapes.drawn(node.name, percented(known, source.box))
        if there:
            yield Outline(shapes.outline(node.name, there), matrix, style.clip_rule), style
