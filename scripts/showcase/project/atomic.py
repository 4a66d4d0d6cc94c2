"""A file is written whole or not at all: under a name of its own beside its place, then renamed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Where to write what takes the name `path` when the block ends well; else it is removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        yield temporary
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def write_whole(path: Path, data: bytes) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def written(path: Path, data: bytes) -> Iterator[None]:
    """`data` beside `path`, where a full disk shows; it takes the name `path` when the block ends well."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)
        yield
