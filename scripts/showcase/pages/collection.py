"""All that the site's pages draw on and lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from showcase.house import House
from showcase.pages.catalogue import Catalogue
from showcase.pages.documents import Doc
from showcase.pages.manual import Manual
from showcase.photos.orders import Developed
from showcase.project.addresses import Addresses
from showcase.records.kind import World
from showcase.records.kinds import KINDS


@dataclass(frozen=True)
class Collection:
    house: House
    catalogue: Catalogue
    docs: tuple[Doc, ...]  # the hand-written pages
    photos: Mapping[str, Developed] = field(hash=False)  # of pages and lists, by path
    manual: Manual = field(hash=False)
    world: World
    addresses: Addresses  # of every page there will be

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Of the hand-written pages, by path."""
        return {doc.path: doc.matter.title for doc in self.docs}

    @cached_property
    def sampled(self) -> frozenset[str]:
        """The kinds of entries of which a sample is shown."""
        return frozenset(k.name for k in KINDS if any(record.sample for record in self.world.of(k.record)))
