"""Somebody who reads a site all along while builds of it are killed: what is seen is one of the whole sites, or it is told."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Pipe
from pathlib import Path

Sums = dict[str, str]
PAUSE = 0.01  # seconds between two looks: the builds shall come to something as well
figures: dict[str, int] = {"read": 0}


class Broken(Exception):
    """What may never be seen was seen."""


def sums(folder: int) -> Sums:
    """Of every file below the open folder."""
    found = {}
    for at, _, names, here in os.fwalk(".", dir_fd=folder):
        for name in names:
            handle = os.open(name, os.O_RDONLY, dir_fd=here)
            with open(handle, "rb") as file:  # noqa: PTH123 - it is a number
                found[os.path.normpath(os.path.join(at, name))] = hashlib.sha256(file.read()).hexdigest()  # noqa: PTH118
    return found


def looked_at(site: Path) -> Sums | None:
    """The site as a visitor has it who opened its folder; None when it was exchanged meanwhile.

    Raises:
        Broken: there is no site.
    """
    try:
        folder = os.open(site, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        raise Broken("there is no site") from None
    try:
        with contextlib.suppress(FileNotFoundError):
            found = sums(folder)
            if os.fstat(folder).st_ino == site.stat().st_ino:
                return found
        if os.fstat(folder).st_ino == site.stat().st_ino:
            raise Broken("a file vanished from the site that is online")
        return None
    finally:
        os.close(folder)


def child(work: Callable[[], object]) -> int:
    """The number of a process that does `work`."""
    number = os.fork()
    if not number:
        code = 1
        try:
            code = int(work() or 0)  # type: ignore[call-overload]
        finally:
            os._exit(code)
    return number


@contextlib.contextmanager
def reading(site: Path, allowed: list[Sums]) -> Iterator[Callable[[], int]]:
    """Somebody who reads the site all along; the block gets what says how often by now. Ends with an error when it was broken."""
    ours, theirs = Pipe()

    def read() -> None:
        passes = 0
        while not theirs.poll():
            try:
                found = looked_at(site)
                if found is not None and found not in allowed:
                    odd = {path for path in found if all(found[path] != one.get(path) for one in allowed)}
                    raise Broken(f"neither site: {len(found)} files, odd {sorted(odd)[:5]}")
            except Broken as err:
                theirs.send(str(err))
                return
            passes += 1
            time.sleep(PAUSE)
        theirs.send(passes)

    number = child(read)
    try:
        yield lambda: int(not ours.poll())
        ours.send("end")
        said = ours.recv()
        if isinstance(said, str):
            raise Broken(said)
        figures["read"] += said
    finally:
        os.kill(number, signal.SIGKILL)  # where the block failed nobody told it to end
        ended(number)


def ended(number: int) -> int:
    """Its exit code, as a shell gives it: 137 when it was killed."""
    code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    return code if code >= 0 else 128 - code
