"""What every page wears: stylesheet, script, and the names and menus around it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from showcase.brand.css import css
from showcase.brand.desk import dialled
from showcase.brand.tokens import Tokens
from showcase.house import House
from showcase.house.settings import MenuItem
from showcase.pages.collection import Collection
from showcase.pages.page import Asset
from showcase.project.addresses import published

LAYERS = "@layer tokens, base, layout, parts, pages, modes, print;\n"

# On every page, so that it holds where no server sends it: on a stick, behind a content system. What only a header can
# say (frame-ancestors) is in the server samples of the handbook.
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"

CSS, EARLY, JS = "assets/site.css", "assets/early.js", "assets/site.js"


@dataclass(frozen=True)
class Worn:
    style: bytes
    early: bytes  # the script that has to run before the first paint
    script: bytes

    def files(self) -> Iterator[Asset]:
        yield Asset(CSS, self.style)
        yield Asset(EARLY, self.early)
        yield Asset(JS, self.script)


def worn(tokens: Tokens) -> Worn:
    return Worn(stylesheet(tokens), theme_files("js", "0*").encode(), theme_files("js", "[1-9]*").encode())


def stylesheet(tokens: Tokens) -> bytes:
    """One file: the order of layers, the tokens, then the hand-written files."""
    return (LAYERS + css(tokens) + theme_files("css")).encode()


def theme_files(kind: str, names: str = "*") -> str:
    """The theme's files of a kind, css or js, whose names match, in the order of the names, as one."""
    folder = resources.files("showcase") / "theme" / "assets" / kind
    files = sorted((f for f in folder.iterdir() if fnmatch(f.name, f"{names}.{kind}")), key=lambda f: f.name)
    text = "\n".join(file.read_text("utf-8") for file in files)
    if kind == "css":  # comments are for us, not for a phone; no string of ours holds their signs
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", text)


def known_origin(house: House) -> str:
    """Where the site will lie, with a final "/"; "" while that is a sample."""
    return "" if house.settings.is_sample else house.settings.origin


def chrome(whole: Collection, worn: Worn) -> dict[str, Any]:
    """What header, footer and <head> print; links to pages that do not exist are left out."""
    house, known = whole.house, whole.addresses.known
    settings, organisation, tokens = house.settings, house.organisation, house.tokens

    def menu(items: tuple[MenuItem, ...]) -> list[dict[str, str]]:
        return [
            {"text": item.text, "path": published(item.path), "section": item.section}
            for item in items
            if published(item.path) in known
        ]

    def versioned(path: str, data: bytes) -> str:
        return f"{path}?v={hashlib.sha256(data).hexdigest()[:10]}"

    paper = tokens.colour["paper"]
    origin = known_origin(house)
    return {
        "nav": menu(settings.nav),
        "footer": menu(settings.footer),
        "names": organisation.names.model_dump() | {"tagline": tokens.names.tagline},
        "motto": list(tokens.motto.words),
        "address": organisation.address,
        "hotlines": [[line, dialled(line)] for line in organisation.hotlines],
        "filing": organisation.filing.model_dump(),
        "memorial": {"now": house.memory.now, "days": " ".join(house.memory.marks())},
        "sample": whole.catalogue.has_sample,
        "policy": POLICY,
        "css": versioned(CSS, worn.style),
        "early": versioned(EARLY, worn.early),
        "js": versioned(JS, worn.script),
        "theme_colour": {"light": paper.light, "dark": paper.dark},
        "origin": origin,
        "path": urlsplit(origin).path,  # with a final "/"
    }
