"""Pages that need not be made: those of a site that stands, where nothing they are made of has changed.

A page is known by the key of all that its maker sees: `Planned.facts`, which are told beside the maker; what every page
wears and is told; what was seen of the house's files before they were read; the ways that it is a stop of; and the
program, by which all that is kept is parted. Under that key is kept what the rest of the site takes from the page, and
what its bytes and those of the files it names are known by. It stands if all of these lie untouched in the site before,
and if its share card, which is decided last, is the same. Else it is made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from showcase.pages.page import Page, Planned
from showcase.pages.trail import Trail
from showcase.project.addresses import published
from showcase.project.kept import Kept, key_of
from showcase.site.before import Before
from showcase.site.search.reading import Findable


@dataclass(frozen=True)
class Known:
    """What the rest of the site takes from a page."""

    card: str  # path of its share card
    asked: str  # what it sets in the heading font
    files: Mapping[str, str] = field(hash=False)  # its font and styles: by path, what they are known by
    source: str  # the file that a person wrote it in
    entry: str  # key of what a search finds of it; "" where none does
    updated: str  # ISO date, by which the search orders
    row: str  # of the sitemap; "" where it is in none
    print: str = ""  # what its bytes are known by, once they are there


@dataclass(frozen=True)
class Leaf:
    """A page of the site."""

    path: str
    known: Known
    page: Page | None  # None where it stands
    found: Findable | None  # by a search
    key: str = ""  # of all it is made of; "" where it is made each time

    @property
    def address(self) -> str:
        return published(self.path)


def keys(planned: Iterable[Planned], way: Trail, worn: object, before: Before) -> dict[str, str]:
    """The key of each page that may stand, by its path; `worn`: what all of them wear and are told."""
    if not before.house:
        return {}
    ground = key_of(before.house, worn)
    return {
        page.path: key_of(ground, page.facts, way.stops.get(page.path, ()))
        for page in planned
        if page.facts is not None
    }


def recalled(found: Mapping[str, str], before: Before) -> dict[str, Known]:
    """What is known of the pages with these keys that stand, whatever their card is now; by path."""
    return {
        path: known
        for path, key in found.items()
        if (row := before.kept.get(key))
        and (known := Known(*json.loads(row)))
        and all(before.holds(*file) for file in {published(path): known.print, **known.files}.items())
    }


def keep(leaves: Iterable[Leaf], prints: Mapping[str, str], kept: Kept) -> None:
    """Keeps what is known of the pages now that they are there; `prints`: what their files are known by, by path."""
    for leaf in leaves:
        if leaf.key:
            known = replace(leaf.known, print=prints[leaf.address])
            row = json.dumps(list(vars(known).values()), ensure_ascii=False)
            kept.put(leaf.key, row.encode("utf-8", "surrogatepass"))
    kept.save()
