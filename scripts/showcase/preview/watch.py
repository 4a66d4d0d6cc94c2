"""Which files were saved, as soon as they were: the system tells; every so often all of them are looked at besides.

Events come within a few milliseconds and cost nothing in between. Some disks (shared by a network, mounted into a
container) have none for what others save: so there is the look, which works on every file system and every machine.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from watchfiles import Change
from watchfiles import watch as events

QUIET = 60  # ms without a change, after which somebody has finished saving
LONGEST = 1600  # ms that are waited for it
EVERY = 0.5  # seconds between two looks at the places themselves, and at settings, which editors put a new file for
WHOLE = 20  # of them between two looks at everything; 25,000 files take 0.15 s of processor time

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
        if not _beside(name):
            yield from _seen(f"{path}{os.sep}{name}")


def _beside(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith(("~", ".tmp"))


def watch(
    root: Path, paths: Iterable[Path], changed: Callable[[frozenset[str]], None], ended: threading.Event
) -> None:
    """Calls `changed` after each change, until `ended`, with the files from `root` on, by "/"; with none where unknown."""
    paths = tuple(paths)
    while not ended.is_set():
        _until_replaced(root, paths, changed, ended)


def _until_replaced(
    root: Path, paths: tuple[Path, ...], changed: Callable[[frozenset[str]], None], ended: threading.Event
) -> None:
    """As long as the places are the same folders: of others that took their names no event would come."""
    ground, before = _ground(paths), sight(paths)

    def wanted(_: Change, path: str) -> bool:
        return not any(map(_beside, Path(path).relative_to(root).parts))

    folders = [path for path in paths if path.is_dir()]
    found = events(
        *folders,
        watch_filter=wanted,
        debounce=LONGEST,
        step=QUIET,
        stop_event=ended,
        rust_timeout=int(EVERY * 1000),
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for look, some in enumerate(found, 1):
        if some:
            changed(frozenset(Path(path).relative_to(root).as_posix() for _, path in some))
            before = sight(paths)
        elif look % WHOLE == 0 and (now := sight(paths)) != before:
            before = now
            changed(frozenset())
        if _ground(paths) != ground:
            changed(frozenset())
            return


def _ground(paths: tuple[Path, ...]) -> tuple[tuple[int, int, int], ...]:
    """What each of the places is; of one that is a file, also which state it is in."""
    return tuple(_state(path) for path in paths)


def _state(path: Path) -> tuple[int, int, int]:
    try:
        state = path.lstat()
    except OSError:
        return 0, 0, 0
    return (state.st_ino, 0, 0) if path.is_dir() else (state.st_ino, state.st_mtime_ns, state.st_size)
