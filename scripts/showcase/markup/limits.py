"""What is too much for a text: told at once, before a conversion that would take long over it."""

from __future__ import annotations

import re

from showcase.markup.fault import Fault

MAX_NESTING = 20
MAX_BRACKETS = 300  # on one line; Python-Markdown needs quadratic time and more for them
MAX_SIGNS = 4 * MAX_BRACKETS  # of all kinds in one paragraph

_MARKS = re.compile(r"(?:[ \t]*(?:>|[-*+:](?=\s)|\d{1,9}[.)](?=\s)))+")
_MARK = re.compile(r">|[-*+:]|\d+[.)]")
_ALONE = re.compile(
    r"[ \t]*(?:\||(?:[-*+]|\d{1,9}[.)])[ \t])"
)  # a table's row, a list's item: read for itself


def too_much(text: str) -> tuple[Fault, ...]:
    """The first line that is nested too deep or holds more signs than any article; () when all is well."""
    signs = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            signs = 0
            continue
        if _ALONE.match(line):
            signs = 0
        if _nesting(line) > MAX_NESTING:
            return (Fault("SEC004", number, f"这里的嵌套超过 {MAX_NESTING} 层", "请减少列表或引用的嵌套"),)
        signs += sum(map(line.count, "[`*_<{"))
        if signs > MAX_SIGNS or line.count("[") > MAX_BRACKETS:
            return (Fault("SEC005", number, "这一段里的标记符号多得不像文章", "请删掉多余的 [ * _ ` < {"),)
    return ()


def _nesting(line: str) -> int:
    marks = _MARKS.match(line)
    wide = line.expandtabs(4)
    indent = (len(wide) - len(wide.lstrip())) // 4
    return max(len(_MARK.findall(marks.group())) if marks else 0, indent)
