"""An SVG from strangers → the same outlines written anew with what was left away, or everything that is wrong with it.

What is no outline never gets to a renderer: text, pictures, effects and all that runs or leads out is refused by name;
what drawing programs write beside the outlines is dropped and told; styles, links and clips are worked into the shapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from showcase.brand.colours import Ink
from showcase.brand.drawing import shapes
from showcase.brand.drawing.cascade import read_rules, said_of
from showcase.brand.drawing.clips import Source, clips_of
from showcase.brand.drawing.effects import all_of, is_asked_for, refuse_effect
from showcase.brand.drawing.faults import RE_EXPORT, REFUSED, Fault, Stop, Unfit
from showcase.brand.drawing.gradients import KINDS, Box
from showcase.brand.drawing.outlines import Clip, Outline, bounds
from showcase.brand.drawing.painting import painted
from showcase.brand.drawing.style import Style
from showcase.brand.drawing.tree import RUNNING, Node, Tree, read_tree
from showcase.brand.drawing.values import (
    UNMOVED,
    Matrix,
    combined,
    growth,
    link,
    matrix_text,
    percented,
    transform,
    written,
)  # fmt: skip
from showcase.brand.drawing.viewport import field_of, fitted
from showcase.brand.drawing.writer import Shape, write

MAX_BYTES = 256 << 10
MAX_SHAPES = 500  # 8,000 took 26 s; emblems have some dozens
MAX_SEGMENTS = 20_000
MAX_VISITS = 5_000  # elements, each as often as it is used: a few <use> of each other are a million
MAX_NESTED = 12  # <use> within <use>
FARTHEST = 200.0  # sides of the viewBox: a line as wide as 1e30 was a panic

GROUPS = frozenset({"g", "a", "switch", "svg", "use", "symbol"})
# Told of elsewhere, or drawn by nobody: nothing is lost with them.
QUIET = frozenset({"defs", "symbol", "clipPath", "mask", "pattern", "marker", "filter", "style", "view", "cursor", *KINDS})  # fmt: skip
ASKING = frozenset({"requiredExtensions", "systemLanguage", "requiredFeatures"})


@dataclass(frozen=True)
class Scene:
    """What an element begins with."""

    style: Style = field(default_factory=Style)
    matrix: Matrix = UNMOVED
    moved: tuple[str, ...] = ()  # the same as it was written
    clips: tuple[Clip, ...] = ()
    used: tuple[str, ...] = ()  # ids of the <use> it stands in


@dataclass(frozen=True)
class Reading:
    """`svg` is "" when there are `faults`. `inks`: each colour as '#rrggbb' and the line and column of its first use."""

    svg: str
    faults: tuple[Fault, ...] = ()
    dropped: tuple[str, ...] = ()
    inks: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def read_outlines(data: bytes) -> Reading:
    """The drawing in the bytes of a file, cleaned; or what is wrong with it, all at once."""
    tree = read_tree(data)
    walk = _Walk(tree)
    svg = ""
    try:
        if tree.root is not None:
            walk.begin(tree.root)
        if not tree.faults and not walk.shapes:
            tree.add(Fault(1, 1, "里面没有图形", "把部徽的轮廓放进来"))
        if not tree.faults and walk.source:
            svg = write(walk.parts, walk.source.box, tree)
    except Stop:
        svg = ""
    if tree.faults:
        return Reading("", tuple(sorted(tree.faults, key=lambda fault: (fault.line, fault.column))))
    dropped = tuple(f"{what}（{count} 处）" if count > 1 else what for what, count in sorted(tree.dropped.items()) if count)  # fmt: skip
    return Reading(svg, (), dropped, {ink: place for ink, place in walk.inks.items() if ink in svg})


class _Walk:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.source: Source | None = None
        self.parts: list[Shape | str] = []
        self.inks: dict[str, tuple[int, int]] = {}
        self.shapes = self.segments = self.visits = 0

    def begin(self, root: Node) -> None:
        box: Box = (0, 0, 100, 100)
        nodes = list(all_of(root))
        rules = read_rules(self.tree, [node for node in nodes if node.name == "style"])
        said = {name: value for name, (value, _) in said_of(root, ()).items()}
        try:
            box = field_of(said)
        except Unfit as err:
            self.tree.fault(root, err.message, err.hint, "viewBox")
        if "viewBox" not in said:
            self.tree.dropped["没有 viewBox，按 width 和 height 算出来补上"] += 1
        ids: dict[str, Node] = {}
        for node in nodes:
            ids.setdefault(node.attributes.get("id", ""), node)
        ids.pop("", None)
        self.source = Source(self.tree, ids, rules, box)
        self.element(root, Scene())

    def element(self, node: Node, scene: Scene, size: Mapping[str, str] | None = None) -> None:
        """`node` and all below it; `size` is what a <use> says of a <symbol> or <svg>."""
        assert self.source
        self.visits += 1
        if self.visits > MAX_VISITS:
            self.tree.fault(
                node, f"引用展开以后超过 {MAX_VISITS} 个图形", "在制图软件里合并形状、断开克隆，再导出"
            )
            raise Stop
        said = dict(said_of(node, self.source.rules))
        if said.get("display", ("", ""))[0].strip() == "none":
            self.tree.dropped["隐藏的图形"] += 1
            return
        if node.name in QUIET and not (node.name == "symbol" and size is not None):
            return
        if node.name in REFUSED:
            self._refused(node, scene.style, said)
            return
        if node.name not in shapes.GEOMETRY and node.name not in GROUPS:
            self.tree.dropped[f"不认识的 <{node.name[:20]}>"] += 1
            return
        style = self._style(node, scene.style, said)
        plain = {name: value for name, (value, _) in said.items()}
        inner = self._moved(node, replace(scene, style=style), plain)
        if inner is None or style.opacity == 0:
            return
        if node.name in shapes.GEOMETRY:
            self._shape(node, inner, plain)
        else:
            self._group(node, inner, plain, size)

    def _refused(self, node: Node, style: Style, said: Mapping[str, tuple[str, str]]) -> None:
        words = "".join(one.text for one in all_of(node)).strip()
        seen = said.get("visibility", ("" if style.visible else "hidden", ""))[0] != "hidden"
        if node.name in ("text", "flowRoot") and not words:
            self.tree.dropped["空的文字框"] += 1
        elif seen and node.name not in RUNNING:  # what runs was told of where the file was read
            what, cure = REFUSED[node.name]
            self.tree.fault(node, f"不能有 <{node.name}>（{what}），部徽只用轮廓图形", cure)

    def _style(self, node: Node, before: Style, said: Mapping[str, tuple[str, str]]) -> Style:
        style = before.within()
        for name, (value, attribute) in said.items():
            try:
                if not style.take(name, value):
                    refuse_effect(name, value.strip())
            except Unfit as err:
                self.tree.fault(node, f"{name}：{err.message}", err.hint, attribute)
        return style

    def _moved(self, node: Node, scene: Scene, said: Mapping[str, str]) -> Scene | None:
        """The scene within `node`: moved and clipped as it says; None when it says so wrongly."""
        assert self.source
        try:
            text, own = transform(said.get("transform", ""))
        except Unfit as err:
            self.tree.fault(node, f"transform：{err.message}", err.hint, "transform")
            return None
        moved = (*scene.moved, text) if text else scene.moved
        matrix = combined(scene.matrix, own)
        if not any(kind in said for kind in ("clip-path", "mask")):
            return replace(scene, moved=moved, matrix=matrix)
        try:
            around = self._bounds(node, said) if node.name in shapes.GEOMETRY else None
            clips = clips_of(self.source, said, matrix, around)
        except Unfit as err:
            name = "mask" if "mask" in said else "clip-path"
            self.tree.fault(node, f"{name}：{err.message}", err.hint, name)
            return None
        return replace(scene, moved=moved, matrix=matrix, clips=(*scene.clips, *clips))

    def _bounds(self, node: Node, said: Mapping[str, str]) -> Box | None:
        assert self.source
        known = {key: said[key] for key in said if key in shapes.GEOMETRY[node.name]}
        there, *_ = shapes.drawn(node.name, percented(known, self.source.box))
        return bounds(Outline(shapes.outline(node.name, there))) if there else None

    def _group(
        self, node: Node, scene: Scene, said: Mapping[str, str], size: Mapping[str, str] | None
    ) -> None:
        opening = f'<g opacity="{written(scene.style.opacity)}">' if scene.style.opacity != 1 else ""
        if opening:
            self.parts.append(opening)
        before = len(self.parts)
        try:
            if node.name == "use":
                self._use(node, scene, said)
            elif node.name == "symbol" or (node.name == "svg" and node is not self.tree.root):
                self._inner(node, scene, said, size or said)
            else:
                self._children(node, scene)
        except Unfit as err:
            self.tree.fault(node, f"<{node.name}>：{err.message}", err.hint)
        if opening and len(self.parts) == before:
            self.parts.pop()
        elif opening:
            self.parts.append("</g>")

    def _children(self, node: Node, scene: Scene) -> None:
        for child in node.children:
            if not is_asked_for(child):
                self.tree.dropped["只给别的软件看的部分"] += 1
                continue
            self.element(child, scene)
            if node.name == "switch":
                return

    def _use(self, node: Node, scene: Scene, said: Mapping[str, str]) -> None:
        assert self.source
        wanted = link(said.get("href", ""))
        target = self.source.ids.get(wanted)
        if target is None:
            raise Unfit(f"找不到它引用的 #{wanted[:40]}", RE_EXPORT)
        if wanted in scene.used or len(scene.used) >= MAX_NESTED:
            raise Unfit("图形互相引用，没有尽头", REFUSED["outside"][1])
        place = percented({key: said[key] for key in ("x", "y") if key in said}, self.source.box)
        text, own = transform(f"translate({place.get('x', '0')} {place.get('y', '0')})" if place else "")
        moved = (*scene.moved, text) if text else scene.moved
        inner = replace(scene, moved=moved, matrix=combined(scene.matrix, own), used=(*scene.used, wanted))
        size = {key: said[key] for key in ("width", "height") if key in said}
        self.element(target, inner, {**{k: v for k, v in target.attributes.items() if k in ("width", "height")}, **size})  # fmt: skip

    def _inner(self, node: Node, scene: Scene, said: Mapping[str, str], size: Mapping[str, str]) -> None:
        assert self.source
        own, shown = fitted(said, size, self.source.box)
        matrix = combined(scene.matrix, own)
        clips = scene.clips
        if shown:
            frame = shapes.outline(
                "rect", dict(zip(("x", "y", "width", "height"), map(str, shown), strict=True))
            )
            clips = (*clips, (Outline(frame, matrix),))
        moved = (*scene.moved, matrix_text(own)) if own != UNMOVED else scene.moved
        self._children(node, replace(scene, matrix=matrix, moved=moved, clips=clips))

    def _shape(self, node: Node, scene: Scene, said: Mapping[str, str]) -> None:
        assert self.source
        self.shapes += 1
        if self.shapes > MAX_SHAPES:
            self.tree.fault(node, f"图形超过 {MAX_SHAPES} 个", "在制图软件里合并形状，再导出")
            raise Stop
        there = self._geometry(node, scene, said)
        if not there or not scene.style.visible:
            return
        outline = Outline(shapes.outline(node.name, there), scene.matrix, scene.style.rule)
        paints = [
            painted(self.source, node, paint, outline)
            for paint in map(scene.style.inked, (scene.style.fill, scene.style.stroke))
        ]
        if not scene.style.is_lined:
            paints[1] = None
        shape = Shape(
            node.name, there, scene.style, (paints[0], paints[1]), scene.moved, outline, scene.clips
        )
        for attribute, paint in zip(("fill", "stroke"), paints, strict=True):
            inks = (paint,) if isinstance(paint, Ink) else [ink for _, ink in paint.stops] if paint else ()
            for ink in inks:
                self.inks.setdefault(ink.hex, self.tree.place(node, attribute))
        self.parts += [shape] if not scene.style.line_first else shape.parted()

    def _geometry(self, node: Node, scene: Scene, said: Mapping[str, str]) -> dict[str, str]:
        """Empty when nothing is drawn, or what is wrong with it has been said."""
        assert self.source
        wanted = {key: said[key] for key in said if key in shapes.GEOMETRY[node.name]}
        for attribute, value in wanted.items():
            try:
                wanted[attribute] = percented({attribute: value}, self.source.box)[attribute]
                shapes.drawn(node.name, {attribute: wanted[attribute]})
            except Unfit as err:
                self.tree.fault(node, f"{attribute}：{err.message}", err.hint, attribute)
                return {}
        there, segments, farthest = shapes.drawn(node.name, wanted)
        self.segments += segments
        if self.segments > MAX_SEGMENTS:
            self.tree.fault(node, f"路径合起来超过 {MAX_SEGMENTS} 段", "在制图软件里简化路径，再导出")
            raise Stop
        shift = max(abs(scene.matrix[4]), abs(scene.matrix[5]))
        reach = max(farthest, scene.style.width if scene.style.is_lined else 0) * growth(scene.matrix) + shift
        if reach > FARTHEST * max(self.source.box[2:]):
            self.tree.fault(
                node, "图形远远超出了 viewBox", f"坐标、尺寸和线宽不超过 viewBox 的 {FARTHEST:g} 倍"
            )
            return {}
        return there
