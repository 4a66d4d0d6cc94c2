"""The one vector source, brand/emblem.svg → the files that carry the emblem."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import resvg_py
from PIL import Image

from showcase.brand import Tokens
from showcase.errors import ProjectError, fault
from showcase.organisation import Organisation
from showcase.photos.cache import Cache
from showcase.photos.marks import FULL, REVERSED, Mark, Variant
from showcase.project import Project, plain
from showcase.svg import TAG, viewbox

# Outlines only: resvg reads local files through <image> and draws text blank without a font.
ELEMENTS = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "title", "desc"}
ATTRIBUTES = {
    "viewBox", "width", "height", "version", "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2",
    "points", "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-opacity", "opacity", "transform", "id", "role", "aria-label",
}  # fmt: skip
MAX_BYTES = 256 << 10

ICON_SIZES = (16, 32, 48)  # px, in favicon.ico
MARK = 320  # px, wider than any recipe of a photo puts it
DRAW = 1  # raise when the same inputs give other rasters


@dataclass(frozen=True)
class EmblemFile:
    path: str
    data: bytes


def read_emblem(project: Project) -> str:
    """brand/emblem.svg, proved to hold outlines only.

    Raises:
        ProjectError: it is missing, no SVG, or holds anything but outlines.
    """
    shown = "brand/emblem.svg"
    file = project.brand / "emblem.svg"
    try:
        data = plain(file).read_bytes()
    except FileNotFoundError:
        raise ProjectError(f"缺少 {shown}") from None
    except OSError as err:
        raise ProjectError(f"{shown} 打不开：{fault(err)}") from err
    if len(data) > MAX_BYTES or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ProjectError(f"{shown}: 超过 256 KB，或含有 DOCTYPE")
    try:
        root, text = ElementTree.fromstring(data), data.decode("utf-8-sig")
    except (ElementTree.ParseError, ValueError) as err:
        raise ProjectError(f"{shown}: 不是完整的 SVG，或不是 UTF-8 编码") from err
    if root.tag != f"{TAG}svg" or "viewBox" not in root.attrib:
        raise ProjectError(f"{shown}: 最外层应当是带 viewBox 的 <svg>")
    for element in root.iter():
        name = str(element.tag).removeprefix(TAG)
        if name not in ELEMENTS:
            raise ProjectError(f"{shown}: 不能有 <{name}>，部徽只用轮廓图形；文字请先转成曲线")
        for attribute, value in element.attrib.items():
            if attribute not in ATTRIBUTES or "url(" in value:
                raise ProjectError(f"{shown}: <{name}> 上不能有 {attribute}")
    try:
        viewbox(text)
    except ValueError:
        raise ProjectError(
            f"{shown}: viewBox 写成 0 0 512 512 的样子：四个数，后两个是宽和高，大于 0"
        ) from None
    return text


def coloured(svg: str, tokens: Tokens, scheme: str) -> str:
    """The emblem in the tokens' colours for `scheme` (light or dark)."""
    names = tokens.emblem.colours

    def replace(match: re.Match[str]) -> str:
        name = names.get(match.group().lower())
        return str(getattr(tokens.colour[name], scheme)) if name else match.group()

    return re.sub(r"#[0-9a-fA-F]{6}\b", replace, svg)


def mono(svg: str, colour: str) -> str:
    """The emblem in one colour."""
    return re.sub(r"#[0-9a-fA-F]{6}\b", colour, svg)


def raster(svg: str, width: int) -> Image.Image:
    """The emblem as RGBA, `width` px wide, on nothing."""
    data = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)
    image = Image.open(io.BytesIO(bytes(data)))
    image.load()
    return image.convert("RGBA")


def emblem_mark(svg: str, tokens: Tokens) -> Mark:
    """The emblem as channel covers carry it: in full colour where that stands out, else reversed."""
    rules = tokens.emblem
    colours = tuple(sorted({tokens.colour[name].light for name in rules.colours.values()}))
    full, white = coloured(svg, tokens, "light"), mono(svg, "#ffffff")
    variants = (
        Variant(FULL, _png(raster(full, MARK)), colours),
        Variant(REVERSED, _png(raster(white, MARK)), ("#ffffff",)),
    )
    return Mark(variants, float(rules.clear_space), rules.minimum.px)


def emblem_files(svg: str, tokens: Tokens, organisation: Organisation, cache: Cache) -> Iterator[EmblemFile]:
    """Everything the site shows of the emblem; rasters come from the cache when nothing changed."""
    light, dark = coloured(svg, tokens, "light"), coloured(svg, tokens, "dark")
    yield EmblemFile("assets/emblem.svg", light.encode())
    yield EmblemFile("assets/emblem-dark.svg", dark.encode())
    yield EmblemFile("assets/emblem-mono.svg", mono(svg, tokens.colour["ink"].light).encode())
    yield EmblemFile("assets/emblem-reversed.svg", mono(svg, "#ffffff").encode())
    yield EmblemFile("assets/site.webmanifest", _manifest(tokens, organisation))
    facts = [DRAW, light, tokens.model_dump(mode="json")]
    stamp = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]
    makers: dict[str, Callable[[], bytes]] = {
        "favicon.ico": lambda: _ico(light),
        "assets/icon-32.png": lambda: _png(raster(light, 32)),
        "assets/icon-192.png": lambda: _png(_on_ground(light, tokens, 192, 0.72)),
        "assets/icon-512.png": lambda: _png(_on_ground(light, tokens, 512, 0.72)),
        "assets/apple-touch-icon.png": lambda: _png(_on_ground(light, tokens, 180, 0.76)),
    }
    for path, make in makers.items():
        name = f"{stamp}-{path.rpartition('/')[2]}"
        data = cache.get(name)
        if data is None:
            data = make()
            cache.put(name, data)
        yield EmblemFile(path, data)


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _ico(svg: str) -> bytes:
    """Each size drawn from the vector, not shrunk from the largest."""
    sizes = [raster(svg, size) for size in ICON_SIZES]
    buffer = io.BytesIO()
    sizes[-1].save(buffer, "ICO", sizes=[image.size for image in sizes], append_images=sizes[:-1])
    return buffer.getvalue()


def _on_ground(svg: str, tokens: Tokens, side: int, share: float) -> Image.Image:
    """The emblem on paper, `share` of the side wide: a mask may cut off the outer tenth."""
    ground = Image.new("RGB", (side, side), tokens.colour["paper"].light)
    mark = raster(svg, round(side * share))
    ground.paste(mark, ((side - mark.width) // 2, (side - mark.height) // 2), mark)
    return ground


def _manifest(tokens: Tokens, organisation: Organisation) -> bytes:
    value = {
        "name": f"{organisation.names.short}{tokens.names.site}",
        "short_name": tokens.names.site,
        "lang": "zh-CN",
        "start_url": "../index.html",
        "scope": "../",
        "display": "browser",
        "background_color": tokens.colour["paper"].light,
        "theme_color": tokens.colour["brand"].light,
        "icons": [
            {"src": f"icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size in (192, 512)
            for purpose in ("any", "maskable")
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
