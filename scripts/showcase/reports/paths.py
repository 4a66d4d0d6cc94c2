"""Which findings and stories lie below the paths that were asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from showcase.project.errors import ProjectError
from showcase.project.finding import Finding
from showcase.project.folder import Project
from showcase.reports.shown import shown

if TYPE_CHECKING:
    from showcase.stories.intake import Examined


def chosen(project: Project, places: Iterable[Path], here: Path) -> tuple[str, ...]:
    """Each place as a path from the root, "" for the root itself; sought from `here`, then from the root.

    Raises:
        ProjectError: there is no such file or folder, or it lies outside the project.
    """
    return tuple(_chosen(project.root.resolve(), place, here) for place in places)


def _chosen(root: Path, place: Path, here: Path) -> str:
    outside = False
    for start in (here, root):
        path = Path(os.path.normpath(start / place))
        try:
            if not os.path.lexists(path):
                continue
            # The last step is not followed: a link in a story is judged as the link it is.
            path = path if path == root else path.parent.resolve() / path.name
        except (OSError, ValueError, RuntimeError):
            continue
        if path == root or root in path.parents:
            return "" if path == root else path.relative_to(root).as_posix()
        outside = True
    if outside:
        raise ProjectError(f"{shown(str(place))} 不在项目文件夹 {root} 里")
    raise ProjectError(f"没有 {shown(str(place))} 这个文件或文件夹")


def within(findings: Iterable[Finding], only: tuple[str, ...]) -> tuple[Finding, ...]:
    """The findings at or below one of `only`."""
    return tuple(f for f in findings if any(_below(f.place.path, prefix) for prefix in only))


def stories_within(examined: Iterable[Examined], only: tuple[str, ...]) -> tuple[Examined, ...]:
    """The stories below one of `only`, or that hold one."""
    return tuple(one for one in examined if holds(only, one.draft.folder))


def holds(only: tuple[str, ...], folder: str) -> bool:
    """Whether the story in `folder` lies below one of `only`, or holds one."""
    return any(_below(folder, p) or _below(p, folder) for p in only)


def _below(path: str, prefix: str) -> bool:
    return not prefix or path == prefix or path.startswith(f"{prefix}/")
