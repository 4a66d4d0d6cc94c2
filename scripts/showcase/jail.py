"""Reads a contributor's folder, and mends plain files in it; opens nothing else.

Every step is taken relative to an open folder without following links, so that no name in a
story, and no link put in its way, can lead outside. Only regular files with one link are read.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class Refused(Exception):
    """This entry is not read; the message says why, in Chinese."""


class TooLarge(Refused):
    """A plain file of more bytes than were allowed."""


@dataclass(frozen=True)
class Entry:
    name: str
    is_folder: bool
    is_plain: bool  # a regular file with one link
    size: int  # bytes
    mtime_ns: int


@dataclass(frozen=True)
class Jail:
    """A folder tree below `root` (itself trusted)."""

    root: Path

    def _open_folder(self, parts: tuple[str, ...]) -> int:
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        for part in parts:
            _check_name(part)
            try:
                deeper = os.open(part, flags, dir_fd=handle)
            except OSError as err:
                raise Refused("文件夹打不开，或是一个链接") from err
            finally:
                os.close(handle)
            handle = deeper
        return handle

    def entries(self, *parts: str) -> tuple[Entry, ...]:
        """What lies in a folder, by name; links are listed but are neither folder nor plain.

        Raises:
            Refused: the folder cannot be opened without following a link.
        """
        handle = self._open_folder(parts)
        try:
            with os.scandir(handle) as found:
                return tuple(sorted(_describe(found), key=lambda entry: entry.name))
        except PermissionError as err:  # it may be listed and not entered
            raise Refused("文件夹打不开，没有权限") from err
        finally:
            os.close(handle)

    def read(self, *parts: str, limit: int) -> bytes:
        """The bytes of a file.

        Raises:
            Refused: it is missing, a link, a device, has several links, or exceeds `limit` bytes.
        """
        *folders, name = parts
        _check_name(name)
        folder = self._open_folder(tuple(folders))
        try:
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            before = os.stat(name, dir_fd=folder, follow_symlinks=False)
            _check_plain(before)  # a FIFO or device is refused without being opened
            handle = os.open(name, flags, dir_fd=folder)
        except FileNotFoundError as err:
            raise Refused("找不到这个文件") from err
        except OSError as err:
            raise Refused("文件打不开，或是一个链接") from err
        finally:
            os.close(folder)
        with open(handle, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
            info = os.fstat(file.fileno())
            _check_plain(info)
            if info.st_size > limit:
                raise TooLarge(f"文件有 {info.st_size / 1048576:.1f} MB，超过 {limit / 1048576:g} MB")
            data = file.read(limit + 1)
        if len(data) > limit:
            raise TooLarge(f"文件超过 {limit / 1048576:g} MB")
        return data

    def replace(self, *parts: str, data: bytes) -> None:
        """Puts `data` in the place of a plain file, in one step and with its permissions.

        Raises:
            Refused: there is no plain file of that name; no link is followed.
        """
        *folders, name = parts
        _check_name(name)
        folder = self._open_folder(tuple(folders))
        temporary = f".{secrets.token_hex(8)}"
        try:
            before = _state(name, folder)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            with open(os.open(temporary, flags, 0o600, dir_fd=folder), "wb") as file:  # noqa: PTH123
                os.fchmod(file.fileno(), stat.S_IMODE(before.st_mode))
                file.write(data)
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(temporary, dir_fd=folder)
            os.close(folder)

    def rename(self, *folders: str, old: str, new: str) -> None:
        """Gives a plain file another name in its folder.

        Raises:
            Refused: there is no plain file `old`, or `new` is taken.
        """
        _check_name(new)
        if "/" in old or old in (".", ".."):
            raise Refused("这不是一个文件名")
        folder = self._open_folder(folders)
        try:
            _state(old, folder)
            with contextlib.suppress(FileNotFoundError):
                os.stat(new, dir_fd=folder, follow_symlinks=False)
                raise Refused(f"已经有 {new}")
            os.rename(old, new, src_dir_fd=folder, dst_dir_fd=folder)
        finally:
            os.close(folder)


def _state(name: str, folder: int) -> os.stat_result:
    try:
        state = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError as err:
        raise Refused("找不到这个文件") from err
    _check_plain(state)
    return state


def _check_name(name: str) -> None:
    if name in ("", ".", "..") or "/" in name or "\\" in name or "\0" in name:
        raise Refused("这不是一个文件名")


def _check_plain(info: os.stat_result) -> None:
    if not stat.S_ISREG(info.st_mode):
        raise Refused("不是普通文件（链接、管道或设备）")
    if info.st_nlink != 1:
        raise Refused("是硬链接")


def _describe(found: Iterator[os.DirEntry[str]]) -> Iterator[Entry]:
    for item in found:
        try:
            info = item.stat(follow_symlinks=False)
        except FileNotFoundError:  # an editor's temporary file, gone between listing and looking
            continue
        plain = stat.S_ISREG(info.st_mode) and info.st_nlink == 1
        yield Entry(item.name, stat.S_ISDIR(info.st_mode), plain, info.st_size, info.st_mtime_ns)
