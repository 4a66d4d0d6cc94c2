"""A site as it lies in a folder, each file with what its bytes are known by: the same file is linked, not written again.

Of 41 files that a story with four photos has, a new build most often changes none. To link one costs a twentieth of
writing it, and needs no room on the disk. What is linked is the very file that was looked through when it was made.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from showcase.project.cache import Cache
from showcase.project.folder import Project
from showcase.project.kept import Kept, keep, name_of, recalled
from showcase.project.sight import Sight, sight
from showcase.project.version import program_here
from showcase.publish.renderer import rendered
from showcase.site.assemble import Site, write_asset
from showcase.site.before import Before


@dataclass(frozen=True)
class Laid:
    folder: Path
    prints: Mapping[str, str] = field(default_factory=dict, hash=False)  # what each file is known by, by path
    linked: frozenset[str] = frozenset()  # those that a site before has too


class Ledger:
    """Which site lies in `target`: known as long as each of its files is the one that was put there."""

    def __init__(self, project: Project, target: Path) -> None:
        self._shelf, self._pages = Cache(project.cache / "laid"), Cache(project.cache / "pages")
        self._name = name_of(target)
        self._target = target

    def before(self, seen: Sight | None, house: str) -> Before:
        """The site that lies there as `seen`; one without files where it is not known, or another program made it."""
        prints = recalled(self._shelf, self._name, self._key(seen), dict[str, str])
        return Before(self._target, prints or {}, Kept(self._pages, self._name), house)

    def keep(self, laid: Laid, made: Sight | None) -> Sight | None:
        """`laid`, seen as `made` before the exchange, lies in `target` now: as it is seen there, if nobody has changed it.

        That the folder before is gone, and with it the other names of what is linked, shows in every file's ctime;
        so this is asked afterwards.
        """
        seen = sight(self._target)
        same = seen if seen and made and seen.content == made.content else None
        keep(self._shelf, self._name, self._key(same), dict(laid.prints))
        return same

    def _key(self, seen: Sight | None) -> str:
        return hashlib.sha256(f"{seen.digest} {program_here()}".encode()).hexdigest() if seen else ""


def write_site(site: Site, folder: Path, before: Before | None = None) -> Laid:
    """Everything `site` holds, in `folder`; what the site `before` has alike is linked."""
    prints, linked, folders = dict[str, str](), set[str](), set[str]()
    for asset in chain(rendered(site, before), site.assets):
        prints[asset.path] = known_by = asset.print
        within = posixpath.dirname(asset.path)
        if within not in folders:
            (folder / within).mkdir(parents=True, exist_ok=True)
            folders.add(within)
        if before and before.holds(asset.path, known_by) and _taken_over(before.folder, folder, asset.path):
            linked.add(asset.path)
        else:
            write_asset(asset, folder)
    return Laid(folder, prints, frozenset(linked))


def _taken_over(old: Path, new: Path, path: str) -> bool:
    """Whether the file is in the folder `new` too now: the same, or as good where the disk or the system knows no links."""
    try:
        try:
            os.link(old / path, new / path, follow_symlinks=False)
        except OSError:
            shutil.copyfile(old / path, new / path, follow_symlinks=False)
    except OSError:  # it is gone
        return False
    return True
