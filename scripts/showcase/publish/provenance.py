"""Where a site comes from: the sources it was made of, the program that made it, and where it is to lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit

from showcase.project.folder import Project, source_commit
from showcase.publish.inspection import Inspected
from showcase.publish.sbom import Package, locked
from showcase.site.assemble import Site


@dataclass(frozen=True)
class Provenance:
    commit: str  # with "+" when the sources were changed since; "" without a repository
    time: dt.datetime  # of the sources
    day: dt.date  # by which it was judged what is public
    origin: str  # the site's address, "" while it is a sample
    path: str  # what it lies under, with "/" at both ends
    version: str  # of the program
    packages: tuple[Package, ...]
    outbound: Mapping[str, tuple[str, ...]] = field(hash=False)  # addresses of other sites → pages

    def as_json(self) -> dict[str, Any]:
        return {
            "commit": self.commit,
            "time": self.time.astimezone(dt.UTC).isoformat(timespec="seconds"),
            "day": self.day.isoformat(),
            "origin": self.origin,
            "path": self.path,
            "versions": {"showcase": self.version, **{p.name: p.version for p in self.packages}},
            "outbound": {address: list(pages) for address, pages in sorted(self.outbound.items())},
        }


def provenance(project: Project, site: Site, inspected: Inspected) -> Provenance:
    try:
        own = version("showcase")
    except PackageNotFoundError:
        own = ""
    return Provenance(
        source_commit(project),
        site.time,
        site.survey.read.judged.day,
        str(site.extra["origin"]),
        urlsplit(site.survey.house.settings.origin).path or "/",
        own,
        locked(),
        inspected.outbound,
    )
