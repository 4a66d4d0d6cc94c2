"""The site that stands, as far as it may be taken over into the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from showcase.pages.page import Asset, Standing
from showcase.project.folder import Project
from showcase.project.kept import Kept
from showcase.project.sight import sight

HOUSE = ("mkdocs.yml", "brand")  # what `read_house` reads


@dataclass(frozen=True)
class Before:
    """A site that stands, each of its files the very one that was put there."""

    folder: Path
    prints: Mapping[str, str] = field(hash=False)  # what each file is known by, by path
    kept: Kept  # of its pages
    house: str = ""  # what was seen of the house's files before they were read; "": nothing may be concluded

    def holds(self, path: str, known_by: str) -> bool:
        return self.prints.get(path) == known_by

    def asset(self, path: str) -> Asset:
        return Asset(path, Standing(self.folder, self.prints[path]))

    def without(self, path: str) -> Before:
        """The same, where the file `path` is another now."""
        return replace(self, prints={of: known for of, known in self.prints.items() if of != path})


def house_seen(project: Project) -> str:
    """What is to be seen of the house's files; "" where nothing may be concluded."""
    seen = sight(project.root, HOUSE)
    return "" if seen is None or seen.unsettled else seen.digest
