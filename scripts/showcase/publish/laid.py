"""A site as it lies in a folder, each file with what its bytes are known by: the same file is linked, not written again.

Of 41 files that a story with four photos has, a new build most often changes none. To link one costs a twentieth of
writing it, and needs no room on the disk. What is linked is the very file that was looked through when it was made.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from showcase.pages.page import Asset
from showcase.project.cache import Cache
from showcase.project.folder import Project
from showcase.project.kept import keep, name_of, recalled
from showcase.project.sight import Sight, sight
from showcase.project.version import program_here
from showcase.publish.renderer import rendered
from showcase.site.assemble import Site, write_asset


@dataclass(frozen=True)
class Laid:
    folder: Path
    prints: Mapping[str, str] = field(default_factory=dict, hash=False)  # by path
    linked: frozenset[str] = frozenset()  # those that a site before has too

    def lay(self, asset: Asset, folder: Path) -> bool:
        """Puts `asset` into `folder`, whose folders are there, by a link where it is a file of this site; whether it is."""
        if self.prints.get(asset.path) == print_of(asset):
            try:
                os.link(self.folder / asset.path, folder / asset.path, follow_symlinks=False)
            except OSError:  # another disk, one without links, or a file that is not ours
                pass
            else:
                return True
        write_asset(asset, folder)
        return False

    def without(self, path: str) -> Laid:
        """The same, where the file `path` is another now."""
        return replace(self, prints={of: known for of, known in self.prints.items() if of != path})


def print_of(asset: Asset) -> str:
    """What the bytes of `asset` are known by: an entry of a cache has a name of its own for each content."""
    if isinstance(asset.data, bytes):
        return hashlib.sha256(asset.data).hexdigest()
    return f"{asset.data.folder.name}/{asset.data.name}"


class Ledger:
    """Which site lies in `target`: known as long as each of its files is the one that was put there."""

    def __init__(self, project: Project, target: Path) -> None:
        self._shelf = Cache(project.cache / "laid")
        self._name = name_of(target)
        self._target = target

    def laid(self, seen: Sight | None) -> Laid:
        """The site that lies there as `seen`; one without files where it is not known, or another program made it."""
        prints = recalled(self._shelf, self._name, self._key(seen), dict[str, str])
        return Laid(self._target, prints or {})

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


def write_site(site: Site, folder: Path, before: Laid | None = None) -> Laid:
    """Everything `site` holds, in `folder`; what the site `before` has alike is linked."""
    old, prints, linked, folders = before or Laid(folder), dict[str, str](), set[str](), set[str]()
    for asset in chain(rendered(site), site.assets):
        prints[asset.path] = print_of(asset)
        within = posixpath.dirname(asset.path)
        if within not in folders:
            (folder / within).mkdir(parents=True, exist_ok=True)
            folders.add(within)
        if old.lay(asset, folder):
            linked.add(asset.path)
    return Laid(folder, prints, frozenset(linked))
