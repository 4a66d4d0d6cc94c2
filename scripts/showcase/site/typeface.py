"""The heading font of each page, cut to what the page sets in it: the few words around every page, and its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from importlib import resources
from itertools import chain

from showcase.brand.cssvalues import css_families
from showcase.brand.fonts import HeadingFont
from showcase.brand.tokens import Tokens
from showcase.pages.collection import Collection
from showcase.pages.page import Asset, Page
from showcase.project.addresses import href
from showcase.project.cache import Cache
from showcase.site.lettered import DIGITS, Hook, counted, hooks, lettered

FOLDER = "assets/fonts"
LOST = "404.html"
_SAID = re.compile(r"[^0-9\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@dataclass(frozen=True)
class Fitted:
    """Pages that name the stylesheet of their heading font, and the files that they name."""

    pages: tuple[Page, ...]
    by_page: Mapping[str, tuple[Asset, ...]] = field(hash=False)  # the files that each needs, by its path
    asked: Mapping[str, str] = field(hash=False)  # the characters that it sets, by its path
    lost: str  # path of the stylesheet of the page for addresses without a page
    lost_files: tuple[Asset, ...]
    lacking: str  # characters asked for that the font does not have

    @property
    def files(self) -> tuple[Asset, ...]:
        """Each once."""
        named = (*self.lost_files, *chain.from_iterable(self.by_page.values()))
        return tuple({file.path: file for file in named}.values())


def fitted(
    pages: Iterable[Page], whole: Collection, stylesheet: str, cache: Cache, others: Iterable[str] = ()
) -> Fitted:
    """`pages` with their fonts; pages that use the same characters share one. `others`: what pages that stand ask for.

    Raises:
        ProjectError: the font is missing or is none.
    """
    font = HeadingFont(whole.house.font, cache)
    wanted, numbered = hooks(stylesheet), counted(stylesheet)
    around = frozenset("".join(_around(whole, wanted)))
    pages = tuple(pages)
    asked = {page.path: around.union(*_texts(page, wanted), _numbers(page, numbered)) for page in pages}
    asked[LOST] = around.union(*_static(LOST, wanted))
    faces = {
        characters: _face(font.cut(characters), whole.house.tokens)
        for characters in dict.fromkeys(asked.values())
    }
    return Fitted(
        tuple(_naming(page, faces[asked[page.path]][0].path) for page in pages),
        {page.path: faces[asked[page.path]] for page in pages},
        {page.path: "".join(sorted(asked[page.path])) for page in pages},
        faces[asked[LOST]][0].path,
        faces[asked[LOST]],
        font.lacks(frozenset().union(*asked.values(), *others)),
    )


def _face(data: bytes, tokens: Tokens) -> tuple[Asset, Asset]:
    """(the stylesheet, the font), both named by their bytes."""
    name = f"{hashlib.sha256(data).hexdigest()[:24]}.woff2"
    kind = tokens.type.heading
    rule = (
        f"@font-face {{ font-family: {css_families((kind.family,))}; font-weight: {kind.weight}; "
        f'font-display: swap; src: url("{name}") format("woff2"); }}\n'
    ).encode()
    sheet = f"{FOLDER}/{hashlib.sha256(rule).hexdigest()[:24]}.css"
    return Asset(sheet, rule), Asset(f"{FOLDER}/{name}", data)


def _naming(page: Page, sheet: str) -> Page:
    return replace(page, meta=replace(page.meta, font=href(page.path, sheet)))


def _texts(page: Page, wanted: frozenset[Hook]) -> Iterator[str]:
    return map(unescape, lettered(page.body, wanted))


def _numbers(page: Page, numbered: frozenset[frozenset[str]]) -> str:
    """The digits, where what is numbered may stand on `page`."""
    around = f".main--{page.meta.layout}"

    def stands(name: str) -> bool:
        return name == around or (name[1:] if name.startswith(".") else f"<{name}") in page.body

    return DIGITS if any(all(map(stands, names)) for names in numbered) else ""


def _around(whole: Collection, wanted: frozenset[Hook]) -> Iterator[str]:
    """What header, menu and footer set in the heading font on every page."""
    settings, names = whole.house.settings, whole.house.organisation.names
    yield from (names.full, names.short, whole.house.tokens.names.site)
    yield from (item.text for item in settings.nav)
    for name in ("mast", "foot", "settings"):
        yield from _static(f"partials/{name}.html", wanted)


def _static(template: str, wanted: frozenset[Hook]) -> Iterator[str]:
    """The Chinese and the numbers that a theme's template itself says in the heading font."""
    text = (resources.files("showcase") / "theme" / template).read_text("utf-8")
    yield from (_SAID.sub("", said) for said in lettered(text, wanted))
