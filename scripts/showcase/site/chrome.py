"""What every page wears: stylesheet, script, and the names and menus around it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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

# Scripts that do not come with every page, each a file assets/<name>.js of the theme's scripts given here.
BESIDE = {
    "find": ("29-find", "30-search"),
    "copy": ("40-copy",),
    "large": ("45-large",),
    "way": ("60-way",),
    "quiz": ("61-quiz",),
}
ASKED = ("find", "large", "way")  # 25-asked.js gets them where they are asked for
# The others, and the way where one walks it, are named by pages on which the HTML stands that they work on.
WORKS_ON = {"copy": (" data-copy",), "way": (" data-way=", " data-network"), "quiz": (" data-question=",)}

# Of single kinds of page; every other sheet stands in the one of all pages. The order of layers is the same in both.
PARTS = ("40-*", "41-*", "43-*", "44-*", "45-*", "46-forms", "47-*", "48-*")


@dataclass(frozen=True)
class Worn:
    style: bytes
    early: bytes  # the script that has to run before the first paint
    script: bytes  # of all pages
    beside: Mapping[str, bytes] = field(hash=False)  # scripts that do not come with every page, by name

    def files(self) -> Iterator[Asset]:
        yield Asset(CSS, self.style)
        yield Asset(EARLY, self.early)
        yield Asset(JS, self.script)
        yield from (Asset(_script(name), data) for name, data in self.beside.items())


def worn(tokens: Tokens) -> Worn:
    elsewhere = {file for files in BESIDE.values() for file in files}
    common = (name for name, _ in _files("js") if name[0] != "0" and name not in elsewhere)
    beside = {name: scripts(*files) for name, files in BESIDE.items()}
    return Worn(stylesheet(tokens), scripts("0*"), scripts(*common), beside)


def _script(name: str) -> str:
    return f"assets/{name}.js"


def stylesheet(tokens: Tokens) -> bytes:
    """Of all pages, in one file: the order of layers, the tokens, then what is written by hand."""
    common = (text for name, text in _sheets().items() if not _is_part(name))
    return (LAYERS + css(tokens) + "\n".join(common)).encode()


def parts() -> dict[str, str]:
    """The stylesheets of single kinds of page, by name, in their order."""
    return {name: text for name, text in _sheets().items() if _is_part(name)}


def written() -> str:
    """Every stylesheet that is written by hand, as one."""
    return "\n".join(_sheets().values())


def _is_part(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in PARTS)


def _sheets() -> dict[str, str]:
    # comments are for us, not for a phone; no string of ours holds their signs
    return {name: _tight(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)) for name, text in _files("css")}


def scripts(*names: str) -> bytes:
    """The theme's scripts whose names match one of `names`, as one."""
    chosen = (_tight(text) for name, text in _files("js") if any(fnmatch(name, each) for each in names))
    return "\n".join(chosen).encode()


def _tight(text: str) -> str:
    return re.sub(r"\n\s*", "\n", text)


def _files(kind: str) -> Iterator[tuple[str, str]]:
    """(name without its suffix, text) of the theme's files of a kind, css or js, in the order of the names."""
    folder = resources.files("showcase") / "theme" / "assets" / kind
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(f".{kind}"):
            yield file.name.removesuffix(f".{kind}"), file.read_text("utf-8")


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

    beside = {name: versioned(_script(name), data) for name, data in worn.beside.items()}
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
        "asked": {name: beside[name] for name in ASKED},
        "scripts": [{"file": beside[name], "marks": list(marks)} for name, marks in WORKS_ON.items()],
        "theme_colour": {"light": paper.light, "dark": paper.dark},
        "origin": origin,
        "path": urlsplit(origin).path,  # with a final "/"
    }
