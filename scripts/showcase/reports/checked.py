"""What a check found, in plain values: told as it is, and kept until the sources are others."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.project.cache import Cache
from showcase.project.finding import Finding
from showcase.project.folder import Judgement, Project
from showcase.project.kept import keep, recalled
from showcase.reports.paths import holds
from showcase.reports.scope import Scope
from showcase.reports.sources import Sources
from showcase.site.dues import Due, kept_back
from showcase.site.one_story import Ground, Seen, ground, judged_again
from showcase.site.reading import Options
from showcase.site.survey import Survey


@dataclass(frozen=True)
class Checked:
    judged: Judgement
    kept_back: tuple[Due, ...]
    findings: tuple[Finding, ...]
    private: tuple[tuple[str, int], ...]  # lines that are shown to nobody
    stories: int  # that can be published
    is_without_home: bool

    def dues(self, scope: Scope) -> tuple[Due, ...]:
        """Those of the stories that `scope` is of."""
        if scope.only is None:
            return self.kept_back
        return tuple(due for due in self.kept_back if holds(scope.only, _folder(due)))


def _folder(due: Due) -> str:
    return "/".join(due.place.path.split("/")[:3])


def checked(project: Project, found: Survey) -> Checked:
    private = Sources(project, found.examined, found.findings).private
    return Checked(
        found.read.judged,
        kept_back(found.examined),
        found.findings,
        tuple(sorted(private)),
        len(found.collection.catalogue.stories),
        bool(found.home_faults),
    )


@dataclass(frozen=True)
class Whole:
    """What a check of one story takes from the last one of everything."""

    ground: Ground
    stories: int
    is_without_home: bool


def of_one_story(project: Project, options: Options, seen: Seen, folder: str) -> Checked | None:
    """What is found in the story in `folder`, where all the rest is as it was; None where it takes a whole survey."""
    whole = recalled(_shelf(project), f"around-{_name(options)}", seen.around, Whole)
    again = judged_again(project, options, whole.ground, seen, folder) if whole else None
    if whole is None or again is None:
        return None
    judged, one = again
    private = Sources(project, (one,), one.findings).private
    return Checked(
        judged, kept_back((one,)), one.findings, tuple(sorted(private)), whole.stories, whole.is_without_home
    )


def keep_whole(project: Project, options: Options, seen: Seen, found: Survey, said: Checked) -> None:
    """For later checks of one story; `seen` before it was read."""
    if seen.around and not seen.young:
        whole = Whole(ground(found, seen), said.stories, said.is_without_home)
        keep(_shelf(project), f"around-{_name(options)}", seen.around, whole)


def known_check(project: Project, options: Options, key: str) -> Checked | None:
    """What was found in the same sources before; `key` is theirs, "" where it is not known."""
    return recalled(_shelf(project), _name(options), key, Checked)


def keep_check(project: Project, options: Options, key: str, found: Checked) -> None:
    if key:
        keep(_shelf(project), _name(options), key, found)


def _shelf(project: Project) -> Cache:
    return Cache(project.cache / "checked")


def _name(options: Options) -> str:
    return f"{options.edition}-{'official' if options.official else 'all'}"
