"""The site that stands already, and what was said when it was made: nothing changed, nothing done.

It stands for the same sources (`site.sources_key`) as long as each of its files is the very one that was put there:
`project.sight` saw them in the folder they were made in and again after the exchange (`laid`), and sees them now. Whoever edits, adds
or removes a file of the site has it made anew. To pass for this site one would have to know the numbers and times of its files.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from showcase.project.cache import Cache
from showcase.project.finding import Finding
from showcase.project.folder import Judgement, Project
from showcase.project.kept import keep, recalled
from showcase.project.sight import sight
from showcase.site.dues import Due
from showcase.site.reading import Options
from showcase.site.sources_key import sources_key


@dataclass(frozen=True)
class Told:
    """What a build has to say at its end."""

    stories: int
    pages: int
    judged: Judgement
    kept_back: tuple[Due, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    shelf: Cache
    name: str  # of the entry
    sources: str  # as they are now; "" where that is not known

    def told(self, target: Path) -> Told | None:
        """What was said of the site in `target`, where it is still the one that would be made now."""
        return recalled(self.shelf, self.name, self.key(target), Told) if self.sources else None

    def key(self, folder: Path) -> str:
        """Of the sources and the site in `folder`; "" where nothing may be concluded later."""
        seen = sight(folder) if self.sources else None
        return hashlib.sha256(f"{self.sources} {seen.digest}".encode()).hexdigest() if seen else ""

    def keep(self, key: str, told: Told) -> None:
        """What was said of the site that now stands; the old entry goes in any case."""
        keep(self.shelf, self.name, key, told)


def standing(project: Project, options: Options, target: Path) -> Standing:
    """Raises ProjectError: the repository brings a cache along."""
    name = hashlib.sha256(str(target).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return Standing(Cache(project.cache / "standing"), name, sources_key(project, options))
