"""Which program this is, to the byte: what it made before holds only for the same one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from functools import cache
from pathlib import Path

from showcase.project.sight import sight

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def program() -> str:
    """Of our own files, templates and fonts included, by their bytes; of Python and the libraries, by their versions."""
    digest = hashlib.sha256(f"{sys.version}\0{sys.platform}\n".encode())
    for name in sorted(_libraries()):
        digest.update(f"{name}\n".encode("utf-8", "surrogateescape"))
    for file in sorted(PACKAGE.rglob("*")):
        if "__pycache__" not in file.parts and file.is_file():
            digest.update(f"{file.relative_to(PACKAGE)}\0".encode("utf-8", "surrogateescape"))
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def program_here() -> str:
    """The same as the file system tells of our own files: for what is known by that as well, and holds on this machine alone."""
    seen = sight(PACKAGE, but=("__pycache__",))
    if seen is None or seen.unsettled:
        return program()
    facts = (sys.version, sys.platform, *sorted(_libraries()), seen.digest)
    return hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()


def _libraries() -> set[str]:
    """The folders that tell what is installed; their names hold the versions."""
    found = set()
    for place in filter(os.path.isdir, sys.path):
        with contextlib.suppress(OSError):  # closed to us, and so to Python
            found |= {at.name for at in Path(place).iterdir() if at.suffix in (".dist-info", ".egg-info")}
    return found
