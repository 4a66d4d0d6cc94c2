"""Words behind a # that YAML takes for a remark, so that nobody will read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from showcase.project.finding import Fix
from showcase.typed.shapes import Kind, Shape
from showcase.typed.strict_yaml import Loaded, Path
from showcase.typed.writing import written

_MARKED = re.compile(r"[ \t]*(#.*)$")
_REMARK = re.compile(r"(?:[ \t]{2,}|\t)#[ \t]")  # set off as a remark is
_PLAIN = frozenset("\"'|>[{")


@dataclass(frozen=True)
class Cut:
    """`lost` stands from `column` of `line` on; `right` is the whole line as it should be, None where it takes several."""

    path: Path
    line: int
    column: int
    lost: str
    right: str | None
    fix: Fix | None

    @property
    def message(self) -> str:
        return f"“{self.lost}”被当成了说明，网页上没有；真是说明的话，# 前面空两格、后面空一格"

    @property
    def hint(self) -> str:
        return f"改成：{self.right}" if self.right else "这几行是一句话：写成一行，整句加上英文引号"


def cut(lines: Sequence[str], loaded: Loaded, shape: Shape) -> Iterator[Cut]:
    """What was cut off the texts of `loaded`, whose lines are `lines`, where they should have `shape`."""
    for path, (number, end) in loaded.ends.items():
        line = lines[number - 1]
        mark = _MARKED.match(line, end - 1)  # no copy of the rest: a list may be one line of megabytes
        if mark is None or _REMARK.match(mark[0]):
            continue
        first, column = loaded.marks[path]
        wanted = shape.at(path)
        if wanted is None or wanted.kind not in (Kind.TEXT, Kind.FILE):
            continue
        if lines[first - 1][column - 1 : column] in _PLAIN:
            continue
        if first != number:
            yield Cut(path, number, end, mark[1], None, None)
            continue
        typed = line[column - 1 :].strip()
        if typed == mark[1] and re.match(r"#\s", typed):  # nothing but a remark
            continue
        space = "" if line[column - 2 : column - 1] in (" ", "") else " "
        right = written(typed)
        sure = re.match(r"#\S", mark[1]) is not None
        fix = Fix(column, len(line) + 1, space + right) if sure else None
        yield Cut(path, number, end, mark[1], f"{line[: column - 1]}{space}{right}", fix)
