"""A finished page or file of the site."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from showcase.project.addresses import published


@dataclass(frozen=True)
class Meta:
    """What the document around a page is told of it: text, escaped there. What is None is not said."""

    title: str
    description: str
    layout: Literal["home", "culture", "manual", "list", "story", "record", "plain"]
    section: str = ""
    sample: bool | None = None  # whether a sample is shown
    noindex: Literal[True] | None = None
    card: str | None = None  # href of the share card
    data: str | None = None  # JSON-LD, fit to stand in a page
    font: str | None = None  # href of the stylesheet of its heading font
    style: str | None = None  # href of the stylesheet of its kind of page
    code: str | None = None  # SVG path of the QR code of its address, for paper
    code_size: int | None = None  # modules to a side

    def for_theme(self) -> dict[str, str | bool | int]:
        """In the order of the names."""
        return {name: value for name, value in sorted(vars(self).items()) if value is not None}


@dataclass(frozen=True)
class Page:
    """A page; `path` ends in index.md.

    The body is HTML to its last byte: blocks that Markdown passes through unchanged, so that a generator may also
    take it as it is.
    """

    path: str
    meta: Meta
    body: str
    updated: str = ""  # ISO date; a story's own
    source: str = ""  # the file that a person wrote it in; "" where it is computed
    kicker: str = "页面"  # over its title where it is found
    words: str = ""  # of a story, for the search
    images: tuple[str, ...] = ()  # of a story, from the site's root, for the sitemap
    changed: str = ""  # ISO date, for the sitemap, where it was changed later

    @property
    def address(self) -> str:
        return published(self.path)

    @property
    def markdown(self) -> str:
        # JSON is YAML too, and written ten times as fast.
        said = self.meta.for_theme().items()
        front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said)
        return f"---\n{front}\n---\n\n{self.body}\n"


@dataclass(frozen=True)
class Planned:
    """A page that can be made. `facts`: all that `make` sees besides the house and its settings; None: made each time."""

    path: str
    make: Callable[[], Page]
    facts: tuple[object, ...] | None = None


@dataclass(frozen=True)
class Stored:
    """Bytes that lie in a cache under a name."""

    folder: Path
    name: str


@dataclass(frozen=True)
class Standing:
    """Bytes that a site which stands already has under the same path, and what they are known by."""

    folder: Path
    print: str


@dataclass(frozen=True)
class Asset:
    path: str  # from the site's root, ASCII lower case
    data: bytes | Stored | Standing

    @property
    def print(self) -> str:
        """What its bytes are known by: an entry of a cache has a name of its own for each content."""
        match self.data:
            case bytes():
                return hashlib.sha256(self.data).hexdigest()
            case Stored(folder, name):
                return f"{folder.name}/{name}"
            case Standing(_, known):
                return known


def as_one_block(html: str) -> str:
    """`html` such that Markdown takes it as finished: without an empty line or a fence in its code."""

    def inert(code: re.Match[str]) -> str:
        text = code.group().replace("\n\n", "\n&#10;")
        return text.replace("\n```", "\n&#96;``").replace("\n~~~", "\n&#126;~~").replace(">```", ">&#96;``")

    return re.sub(r"<pre>.*?</pre>", inert, html, flags=re.DOTALL)
