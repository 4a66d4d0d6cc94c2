"""When files change: looked at again and again, which works on every file system and every machine."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

EVERY = 0.4  # seconds between two looks; a thousand stories cost 20 ms
QUIET = 0.15  # seconds without a change, after which somebody has finished saving
LONGEST = 3.0  # seconds that are waited for it

Sight = frozenset[tuple[str, int, int]]


def sight(paths: Iterable[Path]) -> Sight:
    """(path, time, size) of every file at or below `paths`, but what editors leave beside the one they save."""
    return frozenset(one for path in paths for one in _seen(str(path)))


def _seen(path: str) -> Iterator[tuple[str, int, int]]:
    try:
        state = os.lstat(path)
        yield path, state.st_mtime_ns, state.st_size
        if not os.path.isdir(path) or os.path.islink(path):  # noqa: PTH112, PTH114
            return
        with os.scandir(path) as entries:
            names = [entry.name for entry in entries]
    except OSError:  # gone between two looks
        return
    for name in names:
        if not name.startswith((".", "~$")) and not name.endswith(("~", ".tmp")):
            yield from _seen(f"{path}{os.sep}{name}")


def watch(paths: Iterable[Path], changed: Callable[[], None]) -> None:
    """Calls `changed` after each change, for ever."""
    paths = tuple(paths)
    before = sight(paths)
    while True:
        time.sleep(EVERY)
        now = sight(paths)
        if now != before:
            before = _settled(paths, now)
            changed()


def _settled(paths: tuple[Path, ...], now: Sight) -> Sight:
    for _ in range(int(LONGEST / QUIET)):
        time.sleep(QUIET)
        last, now = now, sight(paths)
        if now == last:
            break
    return now
