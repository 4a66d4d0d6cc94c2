"""What lies in a folder, and which of it is a plain file."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from showcase.project.jail.folders import Folder
from showcase.project.jail.refusals import Missing, Refused, refusal


@dataclass(frozen=True)
class Entry:
    name: str
    is_folder: bool
    is_plain: bool  # a regular file with one link
    size: int  # bytes
    mtime_ns: int


def listed(folder: Folder, name: str) -> Entry | None:
    """An entry as it is now; None when it is gone between listing and looking.

    Raises:
        Refused: nothing may be known of it: a folder can be open to listing and closed to more.
    """
    try:
        return described(name, folder.state(name))
    except FileNotFoundError:
        return None
    except OSError as err:
        if err.errno == errno.ELOOP:  # on Windows: a link of any kind
            return Entry(name, is_folder=False, is_plain=False, size=0, mtime_ns=0)
        raise refusal(err, "文件夹") from err


def described(name: str, state: os.stat_result) -> Entry | None:
    """None of a file that is just being removed: it is still found, and has no link any more."""
    if stat.S_ISREG(state.st_mode) and state.st_nlink == 0:
        return None
    plain = stat.S_ISREG(state.st_mode) and state.st_nlink == 1
    return Entry(name, stat.S_ISDIR(state.st_mode), plain, state.st_size, state.st_mtime_ns)


def composed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By name, each composed (NFC); one whose composed name another has keeps its own."""
    known: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: not _is_composed(entry.name)):
        name = unicodedata.normalize("NFC", entry.name)
        name = name if name not in known else entry.name
        known[name] = replace(entry, name=name)
    return tuple(known[name] for name in sorted(known))


def own_name(folder: Folder, name: str) -> str:
    """What `name` is called in `folder`: a file from a Mac may have its letters in pieces (NFD)."""
    if name.isascii():
        return name
    try:
        folder.state(name)
    except FileNotFoundError:
        wanted = unicodedata.normalize("NFC", name)
        same = (own for own in sorted(folder.names()) if unicodedata.normalize("NFC", own) == wanted)
        return next(same, name)
    except OSError:
        pass  # whoever takes the step says why it cannot be taken
    return name


def _is_composed(name: str) -> bool:
    return unicodedata.is_normalized("NFC", name)


def plain_state(folder: Folder, name: str) -> os.stat_result:
    """The state of a plain file, which is not opened: a pipe would be waited for.

    Raises:
        Refused: it is missing, or something else.
    """
    try:
        state = folder.state(name)
    except OSError as err:
        raise refusal(err, "文件") from err
    check_plain(state)
    return state


def check_name(name: str) -> None:
    if name in ("", ".", "..") or "/" in name or "\\" in name or "\0" in name:
        raise Refused("这不是一个文件名")


def check_plain(state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise Refused("不是普通文件（链接、管道或设备）")
    if state.st_nlink == 0:
        raise Missing("找不到这个文件")
    if state.st_nlink != 1:
        raise Refused("是硬链接")
