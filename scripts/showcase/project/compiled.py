"""Modules that Python compiled while the disk was full: half a file stands and ends every later start.

Newer ones leave none: https://github.com/python/cpython/issues/126606.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import showcase


def begin_anew(error: BaseException) -> int:
    """Starts the program again without them, or raises `error` where that was another one."""
    if not (half := _half_compiled(error)):
        raise error
    try:
        for file in (half, *Path(showcase.__path__[0]).rglob("*.pyc")):
            file.unlink(missing_ok=True)
    except OSError:
        print(f"{half} 只写了一半（那时磁盘满了），请删掉它再来；什么都没写", file=sys.stderr)
        return 3
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # the disk may still be full
    return os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _half_compiled(error: BaseException) -> Path | None:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    found = trace.tb_frame.f_locals.get("bytecode_path") if trace else None
    return Path(found) if isinstance(found, str) else None
