"""The emblem in one colour: what is ink and what is left open, decided by contrast with what lies beneath.

Three ways, the first that keeps every visible edge is taken:
- all of it ink, where no shape lies on another;
- dark shapes ink, light shapes holes in what lies beneath them, cut at one lightness;
- ink and hole by turns: a shape on ink of another colour is a hole in it, a shape on a hole is ink again.
Holes are real: Skia's path operations leave one outline by the rule evenodd. So the same figure stands in SVG, in
PDF and in pixels without a mask, can be cut from foil, and lets any ground through.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from xml.etree import ElementTree

import pathops
import resvg_py
from PIL import Image, ImageChops, ImageFilter

from showcase.brand.drawing import shapes
from showcase.brand.drawing.outlines import Line, Outline, path_of, written_path
from showcase.brand.drawing.values import UNMOVED, Matrix, combined, transform, written
from showcase.brand.svg import NAMESPACE, TAG, viewbox
from showcase.photos.contrast import luminance

INK = "#000000"
HEX = re.compile(r"#[0-9a-f]{6}\b")
LOOK = 128  # px, at which a version is compared with the emblem in colour
EDGE = 40  # of 255, by which neighbours must differ
TOLERATED = 0.03  # share of the edges: where two shapes only touch, a little of the seam goes
PART = 9  # px of edge in one piece that are a part of the figure: a dot three px wide
SOLID = 0.5  # what is more transparent is a shade on something, no shape
PAPER = 0.85  # luminance from which a colour is the ground's own
MOST_CUTS = 6


@dataclass(frozen=True)
class Figure:
    """`svg` is all in `INK`; `lost` is the share of the edges in colour that it has not, `part` the longest piece of them in px."""

    svg: str
    lost: float
    part: int

    @property
    def holds(self) -> bool:
        return self.lost <= TOLERATED and self.part < PART


@dataclass(frozen=True)
class Layer:
    area: pathops.Path
    colour: str  # '#rrggbb'; of a gradient the middle of its colours


def figure(svg: str) -> Figure:
    """The drawing in one colour, the best way there is. `svg` is one of ours; for a worker, since Skia may not end."""
    full = picture(svg)
    first = _judged(plain(svg), full)
    seen = _edges(full).getbbox() is not None  # else all of it is as light as the paper
    if first.holds and (not seen or _share(_edges(picture(first.svg)), full) <= TOLERATED):
        return first
    layers, box, found = tuple(_layers(svg)), viewbox(svg), [first]
    for drawn in chain(_cuts(layers, box), _turns(layers, box)):
        found.append(_judged(drawn, full))
        if found[-1].holds:
            return found[-1]
    return min(found[1:] or found, key=lambda one: one.lost)


def plain(svg: str) -> str:
    """Every shape in solid ink."""
    text = re.sub(r"<defs>.*?</defs>\n", "", svg)
    text = re.sub(r"url\(#p\d+\)", INK, text)
    return HEX.sub(INK, re.sub(r' (?:fill-|stroke-)?opacity="[^"]*"', "", text))


def _cuts(layers: Sequence[Layer], box: tuple[float, float, float, float]) -> Iterator[str]:
    """Dark ink, light holes, for each lightness that parts two colours; the widest gaps first."""
    tones = sorted({round(luminance(layer.colour), 3) for layer in layers})
    gaps = sorted(pairwise(tones), key=lambda gap: gap[0] - gap[1])[:MOST_CUTS]
    for dark, _ in gaps:
        builder = pathops.OpBuilder(fix_winding=False)
        for layer in layers:
            ink = round(luminance(layer.colour), 3) <= dark
            builder.add(layer.area, pathops.PathOp.UNION if ink else pathops.PathOp.DIFFERENCE)
        try:
            yield _drawn(builder.resolve(), box)
        except pathops.PathOpsError:
            continue


def _turns(layers: Sequence[Layer], box: tuple[float, float, float, float]) -> Iterator[str]:
    """Ink and hole by turns; what is as light as paper is always a hole."""
    op, kind = pathops.op, pathops.PathOp
    ink, seen = pathops.Path(), dict[str, pathops.Path]()
    try:
        for layer in layers:
            here = seen.get(layer.colour, pathops.Path())
            fresh = op(layer.area, here, kind.DIFFERENCE, fix_winding=False)
            turn = kind.DIFFERENCE if luminance(layer.colour) >= PAPER else kind.XOR
            ink = op(ink, fresh, turn, fix_winding=False)
            for colour in seen:
                seen[colour] = op(seen[colour], layer.area, kind.DIFFERENCE, fix_winding=False)
            seen[layer.colour] = op(here, layer.area, kind.UNION, fix_winding=False)
    except pathops.PathOpsError:
        return
    yield _drawn(ink, box)


def _drawn(ink: pathops.Path, box: tuple[float, float, float, float]) -> str:
    d = written_path(ink, max(box[2:]))
    head = f'<svg xmlns="{NAMESPACE}" viewBox="{" ".join(map(written, box))}">'
    return f'{head}\n<path fill="{INK}" fill-rule="evenodd" d="{d}"/>\n</svg>\n'


def _layers(svg: str) -> Iterator[Layer]:
    """What is painted, from the lowest up; shades are left away."""
    root = ElementTree.fromstring(svg)
    size = max(viewbox(svg)[2:])
    paints = {one.get("id", ""): _middle(one) for one in root.iter() if one.tag.endswith("Gradient")}
    waiting = [(root, UNMOVED, 1.0)]
    while waiting:
        element, matrix, alpha = waiting.pop()
        name = element.tag.removeprefix(TAG)
        if name in ("svg", "g"):
            alpha *= float(element.get("opacity", "1"))
            waiting += [(child, matrix, alpha) for child in reversed(element)]
        elif name in shapes.GEOMETRY:
            yield from _painted(element, name, combined(matrix, transform(element.get("transform", ""))[1]), alpha, paints, size)  # fmt: skip


def _painted(element: ElementTree.Element, name: str, matrix: Matrix, alpha: float, paints: dict[str, str], size: float) -> Iterator[Layer]:  # fmt: skip
    said = {key: value for key, value in element.attrib.items() if key in shapes.GEOMETRY[name]}
    outline = Outline(shapes.outline(name, said), matrix, element.get("fill-rule", "nonzero"))
    line = Line(
        float(element.get("stroke-width", "1")), element.get("stroke-linecap", "butt"),
        element.get("stroke-linejoin", "miter"), float(element.get("stroke-miterlimit", "4")),
        tuple(map(float, element.get("stroke-dasharray", "").split())), float(element.get("stroke-dashoffset", "0")),
    )  # fmt: skip
    for kind, area in (("fill", outline), ("stroke", Outline(outline.d, matrix, line=line))):
        paint = element.get(kind, "none")
        share = alpha * float(element.get("opacity", "1")) * float(element.get(f"{kind}-opacity", "1"))
        if paint != "none" and share >= SOLID:
            yield Layer(path_of(area, size), paints.get(paint[5:-1], paint))


def _middle(gradient: ElementTree.Element) -> str:
    """The mean of a gradient's colours."""
    inks = [stop.get("stop-color", INK) for stop in gradient]
    return "#" + "".join(f"{round(sum(int(ink[at : at + 2], 16) for ink in inks) / len(inks)):02x}" for at in (1, 3, 5))  # fmt: skip


def recoloured(svg: str, shown: str, ground: str) -> Figure:
    """`shown`, the drawing in other colours on `ground`, against `svg` on white: what edges it has not; for a worker."""
    edges, other = _edges(picture(svg)), picture(shown, ground)
    return Figure("", _share(edges, other), _longest(_gone(edges, other)))


def picture(svg: str, ground: str = "#ffffff") -> Image.Image:
    """The drawing on paper of that colour, `LOOK` px wide."""
    data = resvg_py.svg_to_bytes(svg_string=svg, width=LOOK, skip_system_fonts=True)
    image = Image.open(io.BytesIO(bytes(data))).convert("RGBA")
    paper = Image.new("RGBA", image.size, ground)
    paper.alpha_composite(image)
    return paper.convert("RGB")


def _judged(svg: str, full: Image.Image) -> Figure:
    edges, other = _edges(full), picture(svg)
    return Figure(svg, _share(edges, other), _longest(_gone(edges, other)))


def _share(edges: Image.Image, other: Image.Image) -> float:
    """The share of `edges` that `other` has not, a px beside them being near enough."""
    whole = edges.histogram()[255]
    return _gone(edges, other).histogram()[255] / whole if whole else 0.0


def _gone(edges: Image.Image, other: Image.Image) -> Image.Image:
    return ImageChops.subtract(edges, _edges(other).filter(ImageFilter.MaxFilter(3)))


def _edges(image: Image.Image) -> Image.Image:
    """255 where a pixel differs from its neighbour to the right or below."""
    found = Image.new("L", image.size, 0)
    for shift in ((1, 0), (0, 1)):
        moved = image.copy()
        moved.paste(image, shift)
        for band in ImageChops.difference(image, moved).split():
            found = ImageChops.lighter(found, band)
    return found.point(lambda value: 255 if value > EDGE else 0)


def _longest(lost: Image.Image) -> int:
    """The px of the largest piece, corners touching."""
    width = lost.width
    data = lost.tobytes()
    waiting = {at for at, value in enumerate(data) if value}
    longest = 0
    while waiting:
        edge, size = [waiting.pop()], 0
        while edge:
            at = edge.pop()
            size += 1
            x = at % width
            near = [at + dx + dy * width for dy in (-1, 0, 1) for dx in (-1, 0, 1) if 0 <= x + dx < width]
            edge += [one for one in near if one in waiting]
            waiting.difference_update(near)
        longest = max(longest, size)
    return longest
