"""What lies in folders, as the file system tells it: seen alike twice, nothing was touched in between.

Of each file its kind, rights, links, size, both times and number are looked at, none is opened. What changes a
file's bytes sets its ctime, which no program can set back, and what takes its place has another number. The one thing
that this cannot tell are two changes within one tick of the clock that stamps files; what is that young is `unsettled`.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

TICK = 50_000_000  # ns; Linux stamps files by a clock of 1 to 10 ms
COARSE_TICK = 2_000_000_000  # of file systems that count in seconds, or in two of them
SECOND = 1_000_000_000


@dataclass(frozen=True)
class Sight:
    digest: str
    unsettled: bool  # something in it may change again without looking otherwise
    content: str  # as `digest`, but for what a file's other names change in it: their number, and its ctime


def sight(root: Path, parts: Iterable[str] = ("",), but: Collection[str] = ()) -> Sight | None:
    """Everything in `parts` of `root` but what is named so, no link followed; None where that is not all there is to know.

    On Windows no time of a file tells of every change, so there it is never known.
    """
    if os.name == "nt":
        return None
    now, digest, content, unsettled = time.time_ns(), hashlib.sha256(), hashlib.sha256(), False
    try:
        for part in parts:
            for row, names, changed in _seen(os.path.join(root, part) if part else str(root), part, but):  # noqa: PTH118
                data = row.encode("utf-8", "surrogateescape")
                content.update(data)
                digest.update(data)
                digest.update(b"%d %d\n" % (names, changed))
                unsettled = unsettled or now - changed < (TICK if changed % SECOND else COARSE_TICK)
    except OSError:
        return None
    return Sight(digest.hexdigest(), unsettled, content.hexdigest())


def _seen(path: str, name: str, but: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """(what is seen of it, how many names it has, when it changed) of `path` and of what is in it, from the root."""
    try:
        state = os.lstat(path)
    except FileNotFoundError:
        yield f"{name}\0-\n", 0, 0
        return
    yield _row(name, state)
    if not stat.S_ISDIR(state.st_mode):
        return
    folders = [(path, name)]
    while folders:
        at, above = folders.pop()
        with os.scandir(at) as entries:
            found = sorted(
                (entry for entry in entries if entry.name not in but), key=lambda entry: entry.name
            )
        for entry in found:
            inner, state = f"{above}/{entry.name}", entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(state.st_mode):
                folders.append((entry.path, inner))
            yield _row(inner, state)


def _row(name: str, state: os.stat_result) -> tuple[str, int, int]:
    """A name ends with a zero byte, which none can hold. Of a folder, its rights: all that is in it has a row."""
    if stat.S_ISDIR(state.st_mode):
        return f"{name}\0{state.st_mode}\n", 0, 0
    row = f"{name}\0{state.st_mode} {state.st_size} {state.st_mtime_ns} {state.st_ino}\n"
    return row, state.st_nlink, state.st_ctime_ns
