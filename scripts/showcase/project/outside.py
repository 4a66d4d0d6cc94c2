"""A file that a person names on the command line, wherever it lies."""

from __future__ import annotations

from pathlib import Path

from showcase.project.errors import ProjectError, fault


def read_outside(file: Path, most: int, shown: str = "") -> bytes:
    """Its bytes, one more than `most` where it is larger; `shown` names it in what is said.

    Raises:
        ProjectError: it cannot be opened, or is no plain file.
    """
    told = shown or str(file)
    try:
        if file.exists() and not file.is_file():  # a pipe would be waited for
            raise ProjectError(f"{told} 不是普通文件")
        with file.open("rb") as source:
            return source.read(most + 1)
    except OSError as err:
        raise ProjectError(f"{told} 打不开：{fault(err)}") from err
