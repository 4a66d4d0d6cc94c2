"""Many files of a project changed at once, or none: whoever ends the program meanwhile finds all as it was.

What is new is written to a folder of its own first, where a full disk shows. Then a journal tells what will be
done, each old file moves aside and each new one to its place. Removing the journal is the moment from which the
new holds. A journal that is found later, left by a run that was killed, is undone from the files that moved.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from showcase.project.errors import MachineError, ProjectError

FOLDER = ".showcase-exchange"  # in the project's root: a rename does not cross disks
JOURNAL, NEW, OLD, LOCK = "journal.json", "new", "old", "lock"


def exchange(root: Path, written: Mapping[str, bytes], gone: Sequence[str] = ()) -> None:
    """Writes every file of `written` and removes every file or folder of `gone`; paths from `root`, with "/".

    Raises:
        ProjectError: a folder on the way is a link.
        MachineError: another exchange is at work.
        OSError: the machine refuses; nothing was changed.
    """
    places = [*(path for path in gone if path not in written), *written]
    for path in places:
        _check(root, path)
    folder = root / FOLDER
    with _alone(folder):
        _undo(root, folder)
        try:
            for name in (NEW, OLD):
                (folder / name).mkdir(exist_ok=True)
            for number, path in enumerate(places):
                if path in written:
                    _write(folder / NEW / str(number), written[path], root / path)
            _write(folder / "begun", json.dumps([(path, path in written) for path in places]).encode())
            (folder / "begun").replace(folder / JOURNAL)
            for number, path in enumerate(places):
                _move(root / path, folder, number)
            (folder / JOURNAL).unlink()
        except BaseException:
            _undo(root, folder)
            raise
    for path in gone:
        _drop_empty(root, path)


def settle(root: Path) -> bool:
    """Puts back what an exchange that was killed had moved; whether there was one.

    Raises:
        MachineError: an exchange is at work just now.
    """
    folder = root / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        return False
    with _alone(folder):
        found = (folder / JOURNAL).exists()
        _undo(root, folder)
    return found


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The folder, held by nobody else, and gone afterwards."""
    from filelock import FileLock, Timeout  # here: every command looks whether there is one, hardly ever is

    folder.mkdir(exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise MachineError("另一条命令正在改这个项目的设置和页面；等它结束后再试") from None
    try:
        yield
    finally:
        lock.release()
        if not (folder / JOURNAL).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _check(root: Path, path: str) -> None:
    place = root
    for part in path.split("/"):
        place = place / part
        if part in ("", ".", "..") or place.is_symlink():
            raise ProjectError(f"{path} 是一个链接，或在链接里面；什么都没有写")


def _write(file: Path, data: bytes, old: Path | None = None) -> None:
    with file.open("wb") as sink:
        sink.write(data)
        sink.flush()
        os.fsync(sink.fileno())
    if old and old.is_file():
        shutil.copymode(old, file)


def _move(place: Path, folder: Path, number: int) -> None:
    """The old one aside, the new one in."""
    if place.exists():
        place.replace(folder / OLD / str(number))
    new = folder / NEW / str(number)
    if new.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        new.replace(place)


def _undo(root: Path, folder: Path) -> None:
    """Back to before the journal, from what lies where; may itself be ended and begun again."""
    journal = folder / JOURNAL
    if journal.exists():
        for number, (path, writes) in reversed(list(enumerate(json.loads(journal.read_bytes())))):
            place, new, old = root / path, folder / NEW / str(number), folder / OLD / str(number)
            if writes and place.exists() and not new.exists():
                place.replace(new)
            if old.exists():
                _remove(place)  # folders that were made for new files, empty by now
                place.parent.mkdir(parents=True, exist_ok=True)
                old.replace(place)
            _drop_empty(root, path)
        journal.unlink()
    for name in (NEW, OLD):
        shutil.rmtree(folder / name, ignore_errors=True)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def _drop_empty(root: Path, path: str) -> None:
    """Removes the folders above `path` that hold nothing, which git would not keep either."""
    for parent in (root / path).parents:
        if parent == root or any(parent.iterdir() if parent.is_dir() else "x"):
            return
        parent.rmdir()
