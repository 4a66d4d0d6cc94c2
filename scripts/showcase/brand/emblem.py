"""The one vector source, brand/emblem.svg → the files that carry the emblem."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from showcase.brand.drawing import Emblem
from showcase.brand.figure import HEX
from showcase.brand.organisation import Organisation
from showcase.brand.raster import rasters
from showcase.brand.tokens import Tokens
from showcase.photos.marks import FULL, REVERSED, Mark, Variant
from showcase.project.cache import Cache

ICON_SIZES = (16, 32, 48)  # px, in favicon.ico
MARK = 320  # px, wider than any recipe of a photo puts it
DRAW = 3  # raise when the same inputs give other rasters


@dataclass(frozen=True)
class EmblemFile:
    path: str
    data: bytes


def coloured(svg: str, tokens: Tokens, scheme: str) -> str:
    """The emblem in the tokens' colours for `scheme` (light or dark)."""
    names = tokens.emblem.colours

    def replace(match: re.Match[str]) -> str:
        name = names.get(match.group())
        return str(getattr(tokens.colour[name], scheme)) if name else match.group()

    return HEX.sub(replace, svg)


def emblem_mark(emblem: Emblem, tokens: Tokens) -> Mark:
    """The emblem as channel covers carry it: in full colour where that stands out, else reversed."""
    rules = tokens.emblem
    colours = tuple(sorted({tokens.colour[name].light for name in rules.colours.values()}))
    wanted = [(FULL, coloured(emblem.svg, tokens, "light"), colours)]
    if emblem.shows("reversed"):
        wanted.append((REVERSED, emblem.single("reversed", "#ffffff"), ("#ffffff",)))
    drawn = rasters([(svg, MARK) for _, svg, _ in wanted])
    variants = tuple(
        Variant(name, _png(image), inks) for (name, _, inks), image in zip(wanted, drawn, strict=True)
    )
    return Mark(variants, float(rules.clear_space), rules.minimum.px)


def emblem_files(
    emblem: Emblem, tokens: Tokens, organisation: Organisation, cache: Cache
) -> Iterator[EmblemFile]:
    """Everything the site shows of the emblem; rasters come from the cache when nothing changed."""
    light, dark = coloured(emblem.svg, tokens, "light"), coloured(emblem.svg, tokens, "dark")
    yield EmblemFile("assets/emblem.svg", light.encode())
    yield EmblemFile("assets/emblem-dark.svg", dark.encode())
    for version, colour in (("mono", tokens.colour["ink"].light), ("reversed", "#ffffff")):
        if emblem.shows(version):
            yield EmblemFile(f"assets/emblem-{version}.svg", emblem.single(version, colour).encode())
    yield EmblemFile("assets/site.webmanifest", _manifest(tokens, organisation))
    facts = [DRAW, light, tokens.model_dump(mode="json")]
    stamp = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]
    names = {path: f"{stamp}-{path.rpartition('/')[2]}" for path in ICONS}
    known = {path: cache.get(name) for path, name in names.items()}
    if None in known.values():
        known = dict(_icons(light, tokens))
        for path, data in known.items():
            cache.put(names[path], data or b"")
    yield from (EmblemFile(path, data) for path, data in known.items() if data)


ICONS = (
    "favicon.ico",
    "assets/icon-32.png",
    "assets/icon-192.png",
    "assets/icon-512.png",
    "assets/apple-touch-icon.png",
)
# A mask may cut off the outer tenth of what stands on a phone's screen.
ON_GROUND = {"assets/icon-192.png": (192, 0.72), "assets/icon-512.png": (512, 0.72), "assets/apple-touch-icon.png": (180, 0.76)}  # fmt: skip


def _icons(svg: str, tokens: Tokens) -> Iterator[tuple[str, bytes]]:
    """Each size drawn from the vector, not shrunk from the largest."""
    widths = [*ICON_SIZES, 32, *(round(side * share) for side, share in ON_GROUND.values())]
    drawn = rasters([(svg, width) for width in widths])
    small, plain, grounded = drawn[: len(ICON_SIZES)], drawn[len(ICON_SIZES)], drawn[len(ICON_SIZES) + 1 :]
    yield "favicon.ico", _ico(small)
    yield "assets/icon-32.png", _png(plain)
    for (path, (side, _)), mark in zip(ON_GROUND.items(), grounded, strict=True):
        yield path, _png(_on_ground(mark, tokens, side))


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _ico(sizes: list[Image.Image]) -> bytes:
    """Square, as icons are: an emblem that is not stands in the middle."""
    sizes = [_in_square(image) for image in sizes]
    buffer = io.BytesIO()
    sizes[-1].save(buffer, "ICO", sizes=[image.size for image in sizes], append_images=sizes[:-1])
    return buffer.getvalue()


def _in_square(image: Image.Image) -> Image.Image:
    side = image.width
    if image.height > side:
        image = image.resize((round(side * side / image.height), side), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (side, side))
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return square


def _on_ground(mark: Image.Image, tokens: Tokens, side: int) -> Image.Image:
    """The emblem on paper."""
    ground = Image.new("RGB", (side, side), tokens.colour["paper"].light)
    if mark.height > mark.width:
        mark = _in_square(mark)
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
