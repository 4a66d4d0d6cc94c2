"""The new emblem, read from beside the answers."""

from __future__ import annotations

from pathlib import Path

from showcase.adoption.answers import Answers
from showcase.brand.drawing.reader import MAX_BYTES, read_outlines
from showcase.project.errors import ProjectError
from showcase.project.outside import read_outside


def read_emblem_file(answers: Answers, folder: Path) -> tuple[bytes, tuple[str, ...]] | None:
    """The bytes of `emblem.file`, from `folder` unless it is a whole path, and what of it will be left away.

    None without one.

    Raises:
        ProjectError: it cannot be read or drawn, or lacks a colour that the answers name.
    """
    if answers.emblem is None:
        return None
    file = folder / answers.emblem.file
    data = read_outside(file, MAX_BYTES, f"emblem.file：{file}")
    reading = read_outlines(data)
    if reading.faults:
        told = [f"{file.name}:{one.line}:{one.column} {one.told}\n    → {one.hint}" for one in reading.faults]
        raise ProjectError(f"emblem.file：{file} 用不了", *told)
    for colour in answers.emblem.colours:
        if colour not in reading.inks:
            known = "、".join(sorted(reading.inks))
            raise ProjectError(f"emblem.colours：{file.name} 里没有 {colour} 这种颜色，里面有的是 {known}")
    return data, reading.dropped
