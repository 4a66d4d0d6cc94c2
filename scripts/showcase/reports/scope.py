"""What a report tells of: everything, the paths that were asked for, or what a request changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from showcase.project.finding import Finding
from showcase.project.folder import Project
from showcase.project.revision import Revision
from showcase.reports import paths

if TYPE_CHECKING:
    from showcase.stories.intake import Examined


@dataclass(frozen=True)
class Scope:
    only: tuple[str, ...] | None = None  # None: everything
    revision: Revision | None = None

    @property
    def story(self) -> str:
        """The folder of the one story that all of it is of, or ""."""
        folders = {"/".join(path.split("/")[:3]) for path in self.only or ()}
        (one, *others) = folders or {""}
        return one if not others and one.startswith("stories/") and one.count("/") == 2 else ""

    def stories(self, examined: Iterable[Examined]) -> tuple[Examined, ...]:
        return tuple(examined) if self.only is None else paths.stories_within(examined, self.only)

    def publishable(self, folders: Iterable[str]) -> str:
        """How many of the stories in `folders` it is of, in words; nothing where it is of other files alone."""
        if self.only is not None and not any(path.split("/")[0] in ("", "stories") for path in self.only):
            return ""
        own = [folder for folder in folders if self.only is None or paths.holds(self.only, folder)]
        return f"{len(own)} 篇故事可以发布。"

    def findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(findings) if self.only is None else paths.within(findings, self.only)

    def elsewhere(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The errors of files that a request has not touched."""
        if self.revision is None:
            return ()
        own = set(self.findings(findings := tuple(findings)))
        return tuple(finding for finding in findings if finding.is_error and finding not in own)

    def whole(self, stories: Iterable[Examined]) -> Scope:
        """With all of each of `stories`: the verdict on one needs it."""
        if self.only is None:
            return self
        return Scope((*self.only, *(one.draft.folder for one in stories)), self.revision)


def asked_for(project: Project, places: Iterable[Path], here: Path) -> Scope:
    """Raises ProjectError: one of them is not there, or lies outside the project."""
    return Scope(paths.chosen(project, places, here) or None)


def of_request(revision: Revision) -> Scope:
    """The stories and the other files it touched."""
    others = tuple(path for path in revision.present if path not in revision.folders)
    return Scope((*revision.folders, *others), revision)
