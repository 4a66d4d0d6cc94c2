"""A long list cut into pages of their own: by department, by field, by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

from showcase.records.kind import Canvas
from showcase.records.record import R

Filter = tuple[str, tuple[tuple[str, str, int], ...]]  # (按部门, ((label, address, how many), …))


@dataclass(frozen=True)
class Facet(Generic[R]):
    """One way to cut a list: each of `names` that any entry has gets a page below `folder`."""

    label: str  # 部门
    folder: str  # honours/department
    names: Mapping[str, str]  # key → what people call it, in the order of the pages
    keys: Callable[[R], Iterable[str]]  # which of them an entry has

    def path(self, key: str) -> str:
        return f"{self.folder}/{key}/index.md"


@dataclass(frozen=True)
class Slice(Generic[R]):
    """The entries that have one key, in the order of the list."""

    key: str
    name: str
    path: str
    records: tuple[R, ...]


def slices(facet: Facet[R], records: Iterable[R]) -> tuple[Slice[R], ...]:
    """What the list is cut into; a key that no entry has makes no page."""
    found: dict[str, list[R]] = {key: [] for key in facet.names}
    for record in records:
        for key in dict.fromkeys(facet.keys(record)):
            if key in found:
                found[key].append(record)
    return tuple(
        Slice(key, facet.names[key], facet.path(key), tuple(own)) for key, own in found.items() if own
    )


def filters(facets: Iterable[Facet[R]], records: Iterable[R], canvas: Canvas) -> tuple[Filter, ...]:
    """For the `filters` macro: the ways to the pages, with how many each holds."""
    listed = tuple(records)
    cut = ((facet.label, slices(facet, listed)) for facet in facets)
    return tuple(
        (f"按{label}", tuple((s.name, canvas.href(s.path), len(s.records)) for s in found))
        for label, found in cut
        if found
    )
