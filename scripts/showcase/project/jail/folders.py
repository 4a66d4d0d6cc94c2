"""A folder that is open, and the steps that may be taken from it; none follows a link.

Two kinds with the same steps. `ByHandle` is for Linux and macOS: each step is relative to an open folder, so that
nothing put in the way meanwhile leads outside. `ByPath` is for systems without `dir_fd` and O_NOFOLLOW (Windows): it
looks before and after each step, which no link in a contribution passes; a program on the same machine that exchanges
a file between two looks might.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Protocol

# Each is there where it means something: O_BINARY on Windows, the others everywhere else.
_ALWAYS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _ALWAYS
_FOLDER, _NO_LINK, _NO_WAIT = (getattr(os, name, 0) for name in ("O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK"))
_REPARSE_POINT = 0x400  # in st_file_attributes on Windows: symbolic links, junctions, mount points

_STEPS = {os.open, os.stat, os.mkdir, os.rename, os.unlink, os.rmdir}
HANDLES = bool(_NO_LINK and _FOLDER) and os.supports_dir_fd >= _STEPS and os.listdir in os.supports_fd


class Folder(Protocol):
    """Raises OSError where a step cannot be taken."""

    def close(self) -> None: ...

    def deeper(self, name: str) -> Folder: ...

    def names(self) -> list[str]: ...

    def state(self, name: str) -> os.stat_result:
        """Of the entry itself, not of what it may lead to."""

    def open(self, name: str) -> int:
        """A handle to read a file."""

    def create(self, name: str, permissions: int | None = None) -> int:
        """A handle to write a new file; with exactly these permissions where the system knows any."""

    def make(self, name: str) -> None: ...

    def rename(self, old: str, new: str) -> None:
        """A file that has the name `new` is replaced."""

    def remove(self, name: str) -> None: ...

    def remove_folder(self, name: str) -> None: ...


def opened(root: Path, *, by_path: bool) -> Folder:
    """The folder `root`, which is trusted: it may be reached through links."""
    if by_path:
        return ByPath(Path(os.path.realpath(root, strict=True)))
    return ByHandle(os.open(root, os.O_RDONLY | _FOLDER | _ALWAYS))


class ByHandle:
    def __init__(self, handle: int) -> None:
        self._handle = handle

    def close(self) -> None:
        os.close(self._handle)

    def deeper(self, name: str) -> ByHandle:
        return ByHandle(os.open(name, os.O_RDONLY | _FOLDER | _NO_LINK | _ALWAYS, dir_fd=self._handle))

    def names(self) -> list[str]:
        return os.listdir(self._handle)  # noqa: PTH208 - a handle has no other way

    def state(self, name: str) -> os.stat_result:
        return os.stat(name, dir_fd=self._handle, follow_symlinks=False)

    def open(self, name: str) -> int:
        return os.open(name, os.O_RDONLY | _NO_LINK | _NO_WAIT | _ALWAYS, dir_fd=self._handle)

    def create(self, name: str, permissions: int | None = None) -> int:
        handle = os.open(name, _NEW | _NO_LINK, 0o644, dir_fd=self._handle)
        if permissions is not None:
            os.fchmod(handle, permissions)
        return handle

    def make(self, name: str) -> None:
        os.mkdir(name, dir_fd=self._handle)

    def rename(self, old: str, new: str) -> None:
        os.replace(old, new, src_dir_fd=self._handle, dst_dir_fd=self._handle)

    def remove(self, name: str) -> None:
        os.unlink(name, dir_fd=self._handle)

    def remove_folder(self, name: str) -> None:
        os.rmdir(name, dir_fd=self._handle)


class ByPath:
    def __init__(self, place: Path) -> None:
        """`place` is resolved: no step on the way to it is a link."""
        self._place = place

    def close(self) -> None:
        """Nothing is held open."""

    def deeper(self, name: str) -> ByPath:
        if not stat.S_ISDIR(self.state(name).st_mode):
            raise _fault(errno.ENOTDIR, name)
        return ByPath(self._own(name))

    def names(self) -> list[str]:
        return [place.name for place in self._place.iterdir()]

    def state(self, name: str) -> os.stat_result:
        # Not DirEntry.stat: on Windows that knows no link count.
        state = (self._place / name).lstat()
        if getattr(state, "st_file_attributes", 0) & _REPARSE_POINT:
            raise _fault(errno.ELOOP, name)
        return state

    def open(self, name: str) -> int:
        before = self.state(name)
        handle = os.open(self._own(name), os.O_RDONLY | _ALWAYS)
        try:
            self._own(name)
            if not os.path.samestat(before, os.fstat(handle)):
                raise _fault(errno.ELOOP, name)
        except BaseException:
            os.close(handle)
            raise
        return handle

    def create(self, name: str, permissions: int | None = None) -> int:
        return os.open(self._place / name, _NEW, 0o644 if permissions is None else permissions)

    def make(self, name: str) -> None:
        (self._place / name).mkdir()

    def rename(self, old: str, new: str) -> None:
        (self._place / old).replace(self._place / new)

    def remove(self, name: str) -> None:
        (self._place / name).unlink()

    def remove_folder(self, name: str) -> None:
        (self._place / name).rmdir()

    def _own(self, name: str) -> Path:
        """The path of an entry, proved to lie here and nowhere else."""
        place = self._place / name
        away = os.path.normcase(os.path.realpath(place)) != os.path.normcase(place)
        if away or ":" in name:  # a drive, or a second stream of a file
            raise _fault(errno.ELOOP, name)
        return place


def _fault(number: int, name: str) -> OSError:
    return OSError(number, os.strerror(number), name)
