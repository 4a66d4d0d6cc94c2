"""Reads a contributor's folder, and mends plain files in it; opens nothing else.

Every step is taken from an open folder without following links, so that no name in a contribution, and no link put
in its way, can lead outside. Only regular files with one link are read.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from showcase.project.jail.entries import (
    Entry,
    check_name,
    check_plain,
    composed,
    listed,
    own_name,
    plain_state,
)
from showcase.project.jail.folders import HANDLES, Folder, opened
from showcase.project.jail.refusals import Closed, Missing, Refused, TooLarge, refusal
from showcase.project.leftovers import is_left

__all__ = ["Closed", "Entry", "Jail", "Missing", "Refused", "TooLarge"]

DEEPEST = 30  # folders within folders that are listed


@dataclass(frozen=True)
class Jail:
    """A folder tree below `root` (itself trusted)."""

    root: Path
    by_path: bool = field(default=not HANDLES, repr=False)  # for systems without handles of folders: Windows

    @contextlib.contextmanager
    def _open(self, parts: Iterable[str]) -> Iterator[Folder]:
        folder = opened(self.root, by_path=self.by_path)
        try:
            for part in parts:
                check_name(part)
                try:
                    deeper = folder.deeper(own_name(folder, part))
                except OSError as err:
                    raise refusal(err, "文件夹") from err
                folder.close()
                folder = deeper
            yield folder
        finally:
            folder.close()

    def entries(self, *parts: str, left: bool = False) -> tuple[Entry, ...]:
        """What people put in a folder, by name; links are listed but are neither folder nor plain.

        What vanishes meanwhile, as an editor's temporary file does, is not there, nor what machines leave (with
        `left`: that alone). A name is told composed (NFC), however the computer it comes from writes é or が; of two
        that are the same then, one is told as it is.

        Raises:
            Refused: the folder cannot be opened without following a link.
        """
        with self._open(parts) as folder:
            try:
                names = folder.names()
            except OSError as err:
                raise refusal(err, "文件夹") from err
            found = (listed(folder, name) for name in sorted(names) if is_left(name) is left)
            return composed(entry for entry in found if entry)

    def files(self, *parts: str) -> Iterator[tuple[tuple[str, ...], Entry]]:
        """Everything below a folder that is no folder, with its path from the root, by name.

        Raises:
            Refused: a folder cannot be opened, or there are too many one in the other.
        """
        if len(parts) > DEEPEST:
            raise Refused(f"文件夹套了 {DEEPEST} 层以上")
        for entry in self.entries(*parts):
            path = (*parts, entry.name)
            if entry.is_folder:
                yield from self.files(*path)
            else:
                yield path, entry

    def entry(self, *parts: str) -> Entry:
        """What is known of a file or folder without opening it.

        Raises:
            Refused: it is missing, or a folder above it cannot be opened.
        """
        *folders, name = parts
        check_name(name)
        with self._open(folders) as folder:
            found = listed(folder, own_name(folder, name))
        if found is None:
            raise Missing("找不到这个文件")
        return found

    def read(self, *parts: str, limit: int) -> bytes:
        """The bytes of a file.

        Raises:
            Refused: it is missing, a link, a device, has several links, or exceeds `limit` bytes.
        """
        data = self.start(*parts, size=limit + 1, limit=limit)
        if len(data) > limit:
            raise TooLarge(f"文件超过 {limit / 1048576:g} MB")
        return data

    def start(self, *parts: str, size: int, limit: int | None = None) -> bytes:
        """The first `size` bytes of a file. Raises as `read`."""
        *folders, name = parts
        check_name(name)
        with self._open(folders) as folder:
            name = own_name(folder, name)
            plain_state(folder, name)
            try:
                handle = folder.open(name)
            except OSError as err:
                raise refusal(err, "文件") from err
        with open(handle, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
            info = os.fstat(file.fileno())
            check_plain(info)
            if limit is not None and info.st_size > limit:
                raise TooLarge(f"文件有 {info.st_size / 1048576:.1f} MB，超过 {limit / 1048576:g} MB")
            return file.read(size)

    def replace(self, *parts: str, data: bytes) -> None:
        """Puts `data` in the place of a plain file, in one step and with its permissions.

        Raises:
            Refused: there is no plain file of that name; no link is followed.
        """
        *folders, name = parts
        check_name(name)
        temporary = f".{os.urandom(8).hex()}"
        with self._open(folders) as folder:
            name = own_name(folder, name)
            before = plain_state(folder, name)
            try:
                handle = folder.create(temporary, stat.S_IMODE(before.st_mode))
                with open(handle, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
                    file.write(data)
                folder.rename(temporary, name)
            finally:
                with contextlib.suppress(OSError):
                    folder.remove(temporary)

    def rename(self, *folders: str, old: str, new: str) -> None:
        """Gives a plain file another name in its folder.

        Raises:
            Refused: there is no plain file `old`, or `new` is taken.
        """
        check_name(new)
        if "/" in old or old in (".", ".."):
            raise Refused("这不是一个文件名")
        with self._open(folders) as folder:
            old = own_name(folder, old)
            plain_state(folder, old)
            with contextlib.suppress(FileNotFoundError):
                folder.state(new)
                raise Refused(f"已经有 {new}")
            folder.rename(old, new)

    def make(self, *parts: str) -> None:
        """A folder, where there is none yet.

        Raises:
            Refused: a folder above it cannot be opened.
            OSError: it cannot be made.
        """
        *folders, name = parts
        check_name(name)
        with self._open(folders) as folder, contextlib.suppress(FileExistsError):
            folder.make(name)

    def add(self, *parts: str, files: Mapping[str, bytes]) -> None:
        """A new folder of `files`, whole or not at all: until then under a name that begins with a dot.

        Raises:
            Refused: a folder above it cannot be opened.
            OSError: it cannot be written, or its name is taken by a folder with something in it.
        """
        *folders, name = parts
        for each in (name, *files):
            check_name(each)
        temporary = f".{os.urandom(8).hex()}"
        with self._open(folders) as shelf:
            shelf.make(temporary)
            try:
                _fill(shelf, temporary, files)
                shelf.rename(temporary, name)
            except BaseException:
                _clear(shelf, temporary, files)
                raise


def _fill(shelf: Folder, name: str, files: Mapping[str, bytes]) -> None:
    with contextlib.closing(shelf.deeper(name)) as folder:
        for file, data in files.items():
            with open(folder.create(file), "wb") as sink:  # noqa: PTH123 - a descriptor, not a path
                sink.write(data)


def _clear(shelf: Folder, name: str, files: Iterable[str]) -> None:
    with contextlib.suppress(OSError):
        with contextlib.closing(shelf.deeper(name)) as folder:
            for file in files:
                with contextlib.suppress(OSError):
                    folder.remove(file)
        shelf.remove_folder(name)
