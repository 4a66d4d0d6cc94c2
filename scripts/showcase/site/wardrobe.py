"""The stylesheet of each page beside the one of all: of the sheets for single kinds of page, those whose tags and classes it has.

What holds back the first paint is cut by almost half that way: on a slow phone by a round trip.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from showcase.pages.page import Asset, Page
from showcase.project.addresses import href
from showcase.site.lettered import asked

FOLDER = "assets/styles"
_WORN = re.compile(r'\bclass="([^"{]*)')
_TAG = re.compile(r"<[a-z][a-z0-9]*")


@dataclass(frozen=True)
class Clad:
    """Pages that name the stylesheet of their own, and the files that they name."""

    pages: tuple[Page, ...]
    by_page: Mapping[str, Asset] = field(hash=False)  # the one that a page names, by its path

    @property
    def files(self) -> tuple[Asset, ...]:
        """Each once."""
        return tuple({file.path: file for file in self.by_page.values()}.values())


def clad(pages: Iterable[Page], parts: Mapping[str, str]) -> Clad:
    """`parts`: stylesheets by name, in their order. A page that needs none names none."""
    wanted = {name: asked(sheet) for name, sheet in parts.items()}
    files: dict[tuple[str, ...], Asset] = {}
    done, by_page = [], {}
    for page in pages:
        there = _worn(page)
        chosen = tuple(name for name, each in wanted.items() if any(map(there.issuperset, each)))
        if chosen and chosen not in files:
            key = hashlib.sha256(" ".join(chosen).encode()).hexdigest()[:12]
            sheet = "\n".join(parts[name] for name in chosen).encode()
            files[chosen] = Asset(f"{FOLDER}/{key}.css", sheet)
        if chosen:
            by_page[page.path] = files[chosen]
        done.append(_naming(page, files[chosen]) if chosen else page)
    return Clad(tuple(done), by_page)


def _naming(page: Page, sheet: Asset) -> Page:
    assert isinstance(sheet.data, bytes)
    version = hashlib.sha256(sheet.data).hexdigest()[:10]
    return replace(page, meta=replace(page.meta, style=f"{href(page.path, sheet.path)}?v={version}"))


def _worn(page: Page) -> frozenset[str]:
    """Every class, and every tag as "<p", that stands on `page` before a script adds one."""
    return _around() | {f"main--{page.meta.layout}", f"page--{page.meta.layout}"} | _named(page.body)


def _named(html: str) -> frozenset[str]:
    classes = {name for group in set(_WORN.findall(html)) for name in group.split()}
    return frozenset(classes.union(_TAG.findall(html)))


@cache
def _around() -> frozenset[str]:
    theme = resources.files("showcase") / "theme"
    files = (theme / "main.html", *(theme / "partials").iterdir())
    return frozenset().union(*(_named(file.read_text("utf-8")) for file in files))
