"""The pages of a site, bound: each made and dressed, or known to stand in the site before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from showcase.pages.collection import Collection
from showcase.pages.directory import sitemap_row
from showcase.pages.page import Asset, Planned
from showcase.pages.trail import Trail
from showcase.project.addresses import published
from showcase.project.cache import Cache
from showcase.site.before import Before
from showcase.site.dressing import Dressed, dressed
from showcase.site.faces import look_of
from showcase.site.leaves import Known, Leaf, keys, recalled
from showcase.site.search.reading import Entry, Findable, entry_of, is_findable, named
from showcase.site.sharing import Shared, share


@dataclass(frozen=True)
class Bound:
    leaves: tuple[Leaf, ...]  # by path
    shared: Shared
    files: tuple[Asset, ...]  # fonts and styles
    lost: str  # the stylesheet of the heading font for the page of no address


def bound(
    planned: Sequence[Planned],
    whole: Collection,
    way: Trail,
    worn: Mapping[str, object],
    cache: Path,
    before: Before | None = None,
) -> Bound:
    """Every page; those that stand in the site `before` are not made. `worn`: what all pages wear and are told.

    Raises:
        ProjectError: the font is missing or is none.
        MachineError: a worker or the disk failed.
    """
    found = keys(planned, way, sorted(worn.items()), before) if before else {}
    known = recalled(found, before) if before else {}
    dress = partial(dressed, whole=whole, way=way, brand=Cache(cache / "brand"))
    others = [one.asked for one in known.values()]
    made = dress((plan.make() for plan in planned if plan.path not in known), others=others)
    titles = {plan.path: "" for plan in planned} | {page.path: page.meta.title for page in made.pages}
    look, there = look_of(whole.house, made.lacking), before.prints if before else {}
    shared = share(titles, whole, look, Cache(cache / "photos"), Cache(cache / "cards"), there)
    known = {path: one for path, one in known.items() if one.card == shared.by_page[path]}
    late = dress(plan.make() for plan in planned if plan.path not in known and plan.path not in made.files)
    leaves = [
        *_made(made, shared, whole, found),
        *_made(late, shared, whole, found),
        *(_standing(plan, known[plan.path], whole, found) for plan in planned if plan.path in known),
    ]
    named_files = (before.asset(path) for one in known.values() if before for path in one.files)
    files = (
        *made.lost_files,
        *chain.from_iterable((*made.files.values(), *late.files.values())),
        *named_files,
    )
    return Bound(
        tuple(sorted(leaves, key=lambda leaf: leaf.path)),
        shared,
        tuple({file.path: file for file in files}.values()),
        made.lost,
    )


def _made(dressed_: Dressed, shared: Shared, whole: Collection, found: Mapping[str, str]) -> Iterator[Leaf]:
    words, origin = named(whole.house.organisation.words), whole.house.settings.origin
    for page in map(shared.on, dressed_.pages):
        findable = Findable.of(entry_of(page, words), page.updated) if is_findable(page) else None
        known = Known(
            card=shared.by_page[page.path],
            asked=dressed_.asked[page.path],
            files={file.path: file.print for file in dressed_.files[page.path]},
            source=page.source,
            entry=findable.key if findable else "",
            updated=page.updated,
            row=sitemap_row(origin, page),
        )
        yield Leaf(page.path, known, page, findable, found.get(page.path, ""))


def _standing(plan: Planned, known: Known, whole: Collection, found: Mapping[str, str]) -> Leaf:
    def read() -> Entry:
        """The page made after all: its number in the search has changed."""
        return entry_of(plan.make(), named(whole.house.organisation.words))

    findable = Findable(known.updated, published(plan.path), known.entry, read) if known.entry else None
    return Leaf(plan.path, known, None, findable, found[plan.path])
