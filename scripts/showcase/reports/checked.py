"""What a check found, in plain values: told as it is, and kept until the sources are others."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from showcase.project.cache import Cache
from showcase.project.finding import Finding
from showcase.project.folder import Judgement, Project
from showcase.project.kept import keep, recalled
from showcase.reports.paths import holds
from showcase.reports.scope import Scope
from showcase.reports.sources import Sources
from showcase.site.due import Due
from showcase.site.ground import Ground, Seen
from showcase.site.options import Options

if TYPE_CHECKING:
    from showcase.site.survey import Survey


@dataclass(frozen=True)
class Checked:
    judged: Judgement
    kept_back: tuple[Due, ...]
    findings: tuple[Finding, ...]
    private: tuple[tuple[str, int], ...]  # lines that are shown to nobody
    shown: tuple[str, ...]  # the folders of the stories that can be published
    is_without_home: bool

    def dues(self, scope: Scope) -> tuple[Due, ...]:
        """Those of the stories that `scope` is of."""
        if scope.only is None:
            return self.kept_back
        return tuple(due for due in self.kept_back if holds(scope.only, _folder(due)))


def _folder(due: Due) -> str:
    return "/".join(due.place.path.split("/")[:3])


def checked(project: Project, found: Survey) -> Checked:
    from showcase.site.kept_back import kept_back

    return Checked(
        found.read.judged,
        kept_back(found.examined),
        found.findings,
        tuple(sorted(Sources(project, found.examined, found.findings).private)),
        tuple(story.folder for story in found.collection.catalogue.stories),
        bool(found.home_faults),
    )


@dataclass(frozen=True)
class Whole:
    """What a check of one story takes from the last one of everything."""

    ground: Ground
    is_without_home: bool


def of_one_story(project: Project, options: Options, around: str, folder: str) -> Checked | None:
    """What is found in the story in `folder`, where all that it rests on is as it was; None where it takes a whole survey.

    `around`: the key of all but the stories.
    """
    whole = recalled(_shelf(project), f"around-{_name(options)}", around, Whole)
    if whole is None:
        return None
    from showcase.site.kept_back import kept_back  # here: what is told as it was said before needs no rule
    from showcase.site.one_story import judged_again
    from showcase.stories.intake import SHOWN

    again = judged_again(project, options, whole.ground, folder)
    if again is None:
        return None
    judged, one = again
    private = tuple(sorted(Sources(project, (one,), one.findings).private))
    shown = (folder,) if one.state in SHOWN else ()
    return Checked(judged, kept_back((one,)), one.findings, private, shown, whole.is_without_home)


def keep_whole(
    project: Project, options: Options, around: str, seen: Seen | None, found: Survey, said: Checked
) -> None:
    """For later checks of one story; `around` and `seen` are of before it was read."""
    if not around or seen is None or not seen.settled:
        return
    from showcase.brand.fonts import HeadingFont
    from showcase.site.one_story import ground

    titles = (story.front.title for story in found.collection.catalogue.stories)
    lacking = HeadingFont(found.house.font, Cache(project.cache / "brand")).lacks(chain.from_iterable(titles))
    whole = Whole(ground(found, seen, lacking), said.is_without_home)
    keep(_shelf(project), f"around-{_name(options)}", around, whole)


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
