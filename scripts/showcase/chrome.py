"""What every page wears: stylesheet, script, heading font, and the names and menus around it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from showcase.brand import Tokens
from showcase.css import css
from showcase.memorial import Memorial
from showcase.organisation import Organisation
from showcase.page import Page, published
from showcase.settings import MenuItem, Settings

LAYERS = "@layer tokens, base, layout, parts, pages, modes, print;\n"

CSS, JS, FONT = "assets/site.css", "assets/site.js", "assets/fonts/heading.woff2"


def stylesheet(tokens: Tokens) -> bytes:
    """One file: the order of layers, the tokens, the heading font, then the hand-written files."""
    family = tokens.type.heading.family
    face = (
        f'@font-face {{ font-family: "{family}"; font-weight: {tokens.type.heading.weight}; '
        'font-display: swap; src: url("fonts/heading.woff2") format("woff2"); }\n'
    )
    return (LAYERS + face + css(tokens) + _theme_files("css")).encode()


def script() -> bytes:
    return _theme_files("js").encode()


def _theme_files(kind: str) -> str:
    folder = resources.files("showcase") / "theme" / "assets" / kind
    files = sorted((f for f in folder.iterdir() if f.name.endswith(f".{kind}")), key=lambda f: f.name)
    text = "\n".join(file.read_text("utf-8") for file in files)
    if kind == "css":  # comments are for us, not for a phone; no string of ours holds their signs
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", text)


def chrome(
    settings: Settings,
    organisation: Organisation,
    tokens: Tokens,
    memorial: Memorial,
    known: frozenset[str],
    style: bytes,
    behaviour: bytes,
    *,
    sample: bool,
) -> dict[str, Any]:
    """What header, footer and <head> print; links to pages that do not exist are left out."""

    def menu(items: tuple[MenuItem, ...]) -> list[dict[str, str]]:
        return [
            {"text": item.text, "path": published(item.path), "section": item.section}
            for item in items
            if published(item.path) in known
        ]

    def versioned(path: str, data: bytes) -> str:
        return f"{path}?v={hashlib.sha256(data).hexdigest()[:10]}"

    paper = tokens.colour["paper"]
    origin = "" if settings.is_sample else settings.origin
    return {
        "nav": menu(settings.nav),
        "footer": menu(settings.footer),
        "names": organisation.names.model_dump() | {"tagline": tokens.names.tagline},
        "motto": list(tokens.motto.words),
        "address": organisation.address,
        "filing": organisation.filing.model_dump(),
        "memorial": {"now": memorial.now, "days": " ".join(memorial.marks())},
        "sample": sample,
        "css": versioned(CSS, style),
        "js": versioned(JS, behaviour),
        "theme_colour": {"light": paper.light, "dark": paper.dark},
        "origin": origin,
        "path": urlsplit(origin).path,  # with a final "/"
    }


# What the stylesheets set in the heading font; tests/browser/test_heading_font.py holds this to it.
_HEADING = re.compile(
    r"<(h[1-6]|blockquote|summary|strong)\b[^>]*>(.*?)</\1>"
    r"|<(p|span|div|ul|a)\s+class=\"(?:[\w-]+__(?:title|words|meaning|name|total)|plate__text|turn__\w+|series)\b[^>]*>(.*?)</\3>",
    re.DOTALL,
)
_MARKED = re.compile(r"^(?:#{1,6}|>|!!!|\?\?\?).*|^(?:[-*]|\d+\.)\s+\*\*.+?\*\*", re.MULTILINE)


def heading_texts(
    pages: Iterable[Page], settings: Settings, organisation: Organisation, tokens: Tokens
) -> Iterator[str]:
    """All text that the stylesheet may set in the heading font."""
    yield from (organisation.names.full, organisation.names.short, tokens.names.site, tokens.names.tagline)
    yield from tokens.motto.words
    yield from (item.text for item in (*settings.nav, *settings.footer))
    for department in organisation.departments.values():
        yield from (department.label, department.name, department.culture)
    yield from (series.label for series in organisation.series.values())
    yield from organisation.themes.values()
    for folder in ("theme", "theme/partials", "fragments", "theme/assets/js"):
        for file in (resources.files("showcase") / folder).iterdir():
            if file.name.endswith((".html", ".js")):
                yield re.sub(r"[^\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", "", file.read_text("utf-8"))
    for page in pages:
        yield str(page.meta["title"])
        for match in _HEADING.finditer(page.body):
            yield re.sub(r"<[^>]*>", "", match.group(2) or match.group(4) or "")
        yield from (match.group() for match in _MARKED.finditer(page.body))
