"""Templates compiled once and kept as Python keeps its modules: in a __pycache__ beside them.

To compile the sixty of a build took a tenth of it. What is kept holds for the same template and the same program: filters
are ours, and Jinja works out while it compiles what is constant. Where nothing can be written they are compiled each time.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from showcase.project.atomic import write_whole
from showcase.project.version import program_here

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

DIGEST = 32  # bytes


class Compiled(BytecodeCache):
    """Those in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "__pycache__"

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, EOFError, ValueError, TypeError):
            data = self._file(bucket).read_bytes()
            if data[:DIGEST] == _digest(bucket, data[DIGEST:]):
                bucket.code = marshal.loads(data[DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            code = marshal.dumps(bucket.code)
            with suppress(OSError):  # the program's folder belongs to somebody else, or the disk is full
                write_whole(self._file(bucket), _digest(bucket, code) + code)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}.template"


def _digest(bucket: Bucket, code: bytes) -> bytes:
    """Of what it was compiled from, by what, and of what came of it: another one is not loaded."""
    return hashlib.sha256(f"{program_here()} {bucket.checksum} ".encode() + code).digest()
