"""Says of a folder that somebody is at work in it; forgotten by itself when that program ends, however it ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where no folder can be opened: leftovers are then told from work by nothing
    HAS_LOCKS = False
else:
    HAS_LOCKS = True


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    if not HAS_LOCKS:
        yield
        return
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with contextlib.suppress(OSError):  # some network disks lock no folder
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(lock)


def is_free(folder: Path) -> bool:
    """Whether nobody is at work in it, and it is a folder that can be opened."""
    if not HAS_LOCKS:
        return not folder.is_symlink()
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    finally:
        os.close(lock)
    return True
