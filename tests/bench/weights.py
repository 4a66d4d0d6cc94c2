"""What a page of the built site takes over the wire, from its files: no browser, no time."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

TEXT = frozenset({".html", ".css", ".js", ".svg", ".json", ".webmanifest"})
PHONE, PIXELS = 412, 1.75  # px, and device pixels to one of them: Lighthouse's phone
_SHEET = re.compile(r'<link rel="(?:stylesheet|manifest)" href="([^"]+)"|<script src="([^"]+)"')
_PICTURE = re.compile(r"<picture.*?</picture>", re.DOTALL)
_SOURCE = re.compile(r'<source type="image/avif"([^>]*)>')
_IMAGE = re.compile(r'<img [^>]*?src="([^"]+)"')
_FONT = re.compile(r'url\("?([^")]+\.woff2)"?\)')


@dataclass(frozen=True)
class Weight:
    """Bytes."""

    frame: int  # document, styles, scripts, fonts
    drawings: int
    photos: int

    @property
    def whole(self) -> int:
        return self.frame + self.drawings + self.photos


def weight(site: Path, page: Path) -> Weight:
    """Of `page`, with everything that it names, further down the page too."""
    html = page.read_text("utf-8")
    named = {page}
    for sheet in (one for pair in _SHEET.findall(html) for one in pair if one):
        file = _file(page, sheet)
        named.add(file)
        if file.suffix == ".css":
            named.update(_file(file, font) for font in _FONT.findall(file.read_text("utf-8")))
    rest = _PICTURE.sub("", html)
    # of the emblem by day and by night one is loaded
    drawings = {_file(page, src) for src in _IMAGE.findall(rest) if "emblem-dark" not in src}
    photos = {_file(page, src) for picture in _PICTURE.findall(html) for src in _taken(picture)}
    return Weight(*(sum(map(wire, files)) for files in (named, drawings, photos)))


@cache
def wire(file: Path) -> int:
    data = file.read_bytes()
    return len(gzip.compress(data, 6, mtime=0)) if file.suffix in TEXT else len(data)


def _file(page: Path, address: str) -> Path:
    return (page.parent / unescape(address).partition("?")[0]).resolve()


def _taken(picture: str) -> Iterator[str]:
    """What the phone takes of a <picture>: its first source, in the width that its place asks for."""
    source = _SOURCE.search(picture)
    if not source:
        yield from _IMAGE.findall(picture)
        return
    attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', source[1]))
    last = attributes["sizes"].rpartition(", ")[2]
    wanted = _px(last) * PIXELS
    candidates = [(int(width[:-1]), src) for src, width in map(str.split, attributes["srcset"].split(", "))]
    yield min((one for one in candidates if one[0] >= wanted), default=max(candidates))[1]


def _px(size: str) -> float:
    """`100vw`, `7.5rem` or `calc(100vw - 2.5rem)` in px."""
    total = 0.0
    for sign, number, unit in re.findall(r"(-?)\s*([\d.]+)(vw|rem|px)", size):
        px = float(number) * {"vw": PHONE / 100, "rem": 16, "px": 1}[unit]
        total += -px if sign else px
    return total
