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
from showcase.project.kept import keep, name_of, recalled
from showcase.project.sight import Sight
from showcase.site.due import Due
from showcase.site.options import Options
from showcase.site.sources_key import sources_key


@dataclass(frozen=True)
class Remark:
    words: str
    style: str = ""


@dataclass(frozen=True)
class Told:
    """What a build has to say at its end; `report` and `pruned` where they were asked for."""

    stories: int
    pages: int
    judged: Judgement
    kept_back: tuple[Due, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    report: str = ""  # as of a build that had nothing to do
    pruned: str = ""  # the caches as they were seen when they held nothing that the site does not need


@dataclass(frozen=True)
class Standing:
    shelf: Cache
    name: str  # of the entry
    sources: str  # as they are now; "" where that is not known

    def told(self, seen: Sight | None, compared: str) -> Told | None:
        """What was said of the site that is `seen`, where it is still the one that would be made now.

        `compared`: what it is compared with, by its bytes.
        """
        return recalled(self.shelf, self.name, self._key(seen, compared), Told)

    def _key(self, seen: Sight | None, compared: str) -> str:
        """Of the sources and the site that was seen; "" where nothing may be concluded later."""
        if not seen or not self.sources:
            return ""
        return hashlib.sha256(f"{self.sources} {seen.digest} {compared}".encode()).hexdigest()

    def keep(self, seen: Sight | None, compared: str, told: Told) -> None:
        """What was said of the site that now stands, as it was seen there; the old entry goes in any case."""
        keep(self.shelf, self.name, self._key(seen, compared), told)


def standing(project: Project, options: Options, target: Path) -> Standing:
    """Raises ProjectError: the repository brings a cache along."""
    return Standing(Cache(project.cache / "standing"), name_of(target), sources_key(project, options))
