"""One value of a YAML file read as a text of its own, and what is found in it told of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from showcase.project.finding import Finding, Fix, Place, Severity
from showcase.typed.editing import Cure, How
from showcase.typed.meant.faults import Fault


@dataclass(frozen=True)
class Excerpt:
    """`margins` stand left of its lines in the file, `tail` behind its last one."""

    text: str
    first: int  # its first line in the file, 1-based
    margins: tuple[str, ...]
    tail: str = ""

    def finding(self, fault: Fault, code: str, path: str) -> Finding:
        """`fault`, found in this text, as an error of the file at `path`."""
        at = min(fault.line, len(self.margins)) - 1
        margin, tail = self.margins[at], self.tail if at == len(self.margins) - 1 else ""
        hint, wide = fault.hint, len(margin)
        if isinstance(hint, Cure):
            added = hint.how is How.ADD
            left = " " * len(self.margins[0]) if added else margin
            hint = replace(hint, text=f"{left}{hint.text}{'' if added else tail}")
        fix = fault.fix
        fix = Fix(fix.start + wide, fix.end + wide, fix.text) if fix else None
        place = Place(path, self.first + fault.line - 1, fault.column + wide)
        return Finding(code, Severity.ERROR, place, fault.message, str(hint), fix=fix)


def excerpt(lines: Sequence[str], start: tuple[int, int], end: tuple[int, int]) -> Excerpt:
    """What stands in `lines` from `start` to `end`, (line, column) of a value; the lines of a block without their indent."""
    first, column = start
    last = max(first, end[0] - (end[1] == 1))
    own = list(lines[first - 1 : last])
    margin, own[0] = own[0][: column - 1], own[0][column - 1 :]
    if own[0][:1] in ("{", "["):
        stop = end[1] - 1 - (len(margin) if first == last else 0)
        own[-1], tail = own[-1][:stop], own[-1][stop:]
        return Excerpt("\n".join(own), first, (margin, *[""] * (len(own) - 1)), tail)
    indents = [min(len(margin), len(line) - len(line.lstrip(" "))) for line in own[1:]]
    own[1:] = [line[indent:] for line, indent in zip(own[1:], indents, strict=True)]
    return Excerpt("\n".join(own), first, (margin, *(" " * indent for indent in indents)))
