"""What a finished site holds, and which stories and photos it shows.

Two of them tell what is no longer public, and which addresses the caches of servers have to forget then: every file
that is not there any more or has other bytes. A page that only counts a story shows something of it too, and which of
two changes made its bytes others cannot be seen in them.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from showcase.site.things import Thing

if TYPE_CHECKING:
    from showcase.site.assemble import Site

Sums = Mapping[str, str]  # path below the site → SHA-256

_SUM = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Manifest:
    files: Sums
    shown: frozenset[Thing] = frozenset()
    withdrawn: tuple[str, ...] = ()  # addresses of tombstones, and paths of withdrawn photos
    sizes: Mapping[str, int] = field(default_factory=dict)  # bytes of each file

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(self.sizes.values())

    def as_json(self) -> dict[str, Any]:
        files = {path: {"sha256": digest, "size": self.sizes[path]} for path, digest in self.files.items()}
        return {"files": files, "shown": sorted(self.shown), "withdrawn": list(self.withdrawn)}


@dataclass(frozen=True)
class Changes:
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Gone:
    """What could be seen before and is no longer public, whatever the cause; `paths` are the files that changed or went since."""

    stories: tuple[Thing, ...]
    photos: tuple[str, ...]  # by their bytes; one that another story still shows has not gone
    paths: tuple[str, ...]


def manifest_of(site: Site, folder: Path) -> Manifest:
    """Of the site that lies finished in `folder`."""
    withdrawn = tuple(sorted((*site.withdrawn, *site.withdrawn_photos)))
    files = sums_of(folder)
    return Manifest(files, site.things, withdrawn, {path: (folder / path).stat().st_size for path in files})


def sums_of(folder: Path) -> Sums:
    """Every file below `folder`, by path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in files}


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def compared(before: Sums, now: Sums) -> Changes:
    return Changes(
        tuple(sorted(now.keys() - before.keys())),
        tuple(sorted(path for path in now.keys() & before.keys() if now[path] != before[path])),
        tuple(sorted(before.keys() - now.keys())),
    )


def gone(before: Manifest, now: Manifest) -> Gone:
    """A file that has the same bytes in both is in no need of being forgotten: another story shows the same photo."""
    things = sorted(before.shown - now.shown)
    if not things:
        return Gone((), (), ())
    return Gone(
        tuple(thing for thing in things if "#" not in thing),
        tuple(sorted(_photos(things) - _photos(now.shown))),
        tuple(sorted(path for path, digest in before.files.items() if now.files.get(path) != digest)),
    )


def _photos(things: Iterable[Thing]) -> set[str]:
    return {digest for thing in things if (digest := thing.partition("#")[2])}


def addresses(paths: Iterable[str], origin: str) -> tuple[str, ...]:
    """As visitors ask for them: an index.html also by its folder alone. `origin` is the site's own, or empty."""
    found = set()
    for path in paths:
        found.add(origin + path)
        if posixpath.basename(path) == "index.html":
            found.add(origin + path.removesuffix("index.html") or "./")
    return tuple(sorted(found))


def read_manifest(value: Any) -> Manifest:
    """What `as_json` gave.

    Raises:
        ValueError: it is something else.
    """
    try:
        files, shown, withdrawn = value["files"], value["shown"], value["withdrawn"]
        sums = {_path(path): _digest(file["sha256"]) for path, file in files.items()}
        sizes = {path: int(file["size"]) for path, file in files.items()}
        return Manifest(sums, frozenset(map(_path, shown)), tuple(map(_path, withdrawn)), sizes)
    except (KeyError, TypeError, AttributeError) as err:
        raise ValueError("no manifest") from err


def _path(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable() or value.startswith("/"):
        raise ValueError("no path")
    return value


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _SUM.fullmatch(value):
        raise ValueError("no SHA-256")
    return value
