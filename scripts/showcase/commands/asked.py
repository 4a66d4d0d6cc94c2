"""What a build is asked for, and whether what was said of the last one answers it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.sight import sight
from showcase.publish.handed_over import earlier, read_record, record_bytes
from showcase.publish.standing import Told
from showcase.site.options import Options


@dataclass(frozen=True)
class Asked:
    project: Project
    options: Options
    target: Path
    since: Path | None = None
    report_file: Path | None = None
    prune: bool = False

    def compared(self) -> str:
        """What the site is compared with, as it is now: for the same, the same is said. "" for nothing.

        Raises:
            ProjectError: it cannot be read.
        """
        facts: list[object] = []
        if self.since:
            facts.append(earlier(self.since).as_json())
        if self.options.official:
            facts.append(self._recorded())
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest() if facts else ""

    def _recorded(self) -> str:
        try:
            record = read_record(self.project, self.options.edition)
        except ProjectError:
            if self.since:  # is written anew
                return "unreadable"
            raise
        return record_bytes(record).decode() if record else ""

    def caches(self) -> str:
        """The caches that are pruned, as they are seen now."""
        seen = sight(self.project.cache, ("photos", "cards"))
        return seen.digest if seen else ""

    def has_all(self, said: Told) -> bool:
        """Whether `said` of a site that stands is all that is asked for."""
        has_report = bool(said.report) or not self.report_file
        return has_report and (not self.prune or (bool(said.pruned) and said.pruned == self.caches()))
