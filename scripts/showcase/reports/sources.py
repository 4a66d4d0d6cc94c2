"""The lines that findings point at, and which of them are shown to nobody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from showcase.project.finding import Finding, Place
from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused

if TYPE_CHECKING:
    from showcase.stories.intake import Examined

MOST = 1 << 20  # bytes of a text file of the project itself
PRIVATE = "PII"  # the family whose lines are never repeated


class Sources:
    """Reads a line of the project for a report; lines with private facts stay closed."""

    def __init__(
        self,
        project: Project,
        examined: Iterable[Examined],
        findings: Iterable[Finding],
        private: Collection[tuple[str, int]] = frozenset(),
    ) -> None:
        """`private`: lines that are besides those of `findings`, where nothing was examined."""
        examined = tuple(examined)
        self._jail = Jail(project.root)
        self._files: dict[str, tuple[str, ...]] = {one.draft.path: one.draft.lines for one in examined}
        allowed = (finding for one in examined for finding, _ in one.allowed)
        self.private = private_lines((*findings, *allowed)).union(private)

    def line(self, place: Place) -> str:
        """The line at `place`; empty when it is of no text file, or private."""
        if (place.path, place.line) in self.private:
            return ""
        if place.path not in self._files:
            self._files[place.path] = self._read(place.path)
        lines = self._files[place.path]
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    def _read(self, path: str) -> tuple[str, ...]:
        if PurePosixPath(path).suffix not in (".md", ".yml"):
            return ()
        parts = path.split("/")
        try:
            if parts[0] == "stories" and parts[3:] == ["index.md"]:  # its lines as its rules count them
                return _lines_of_story(self._jail, parts)
            return tuple(self._jail.read(*parts, limit=MOST).decode("utf-8-sig").splitlines())
        except (Refused, UnicodeDecodeError):
            return ()


def _lines_of_story(jail: Jail, parts: list[str]) -> tuple[str, ...]:
    from showcase.stories.drafts import MAX_INDEX  # here: who tells of no line needs no reader of stories
    from showcase.stories.story import Draft

    return Draft(parts[1], parts[2], jail.read(*parts, limit=MAX_INDEX)).lines


def private_lines(findings: Iterable[Finding]) -> frozenset[tuple[str, int]]:
    """(path, line) of everything that may name somebody's number or home."""
    return frozenset((f.place.path, f.place.line) for f in findings if f.code.startswith(PRIVATE))


def guarded(findings: Iterable[Finding], private: Collection[tuple[str, int]]) -> tuple[Finding, ...]:
    """What stands on a private line is told without what was typed: its words may hold the number."""
    return tuple(
        replace(f, message=_closed(f), hint="", original="")
        if (f.place.path, f.place.line) in private and not f.code.startswith(PRIVATE)
        else f
        for f in findings
    )


# The field of a list and what is wrong with it; what was typed stands in quotation marks.
_OF_A_FIELD = re.compile(
    r"(?P<field>[a-z_]+(?: 第 \d{1,3} 项)?(?:的 [a-z_]+)?)(?:（[^（）0-9]{1,12}）)?：(?P<why>.+)"
)
_OURS = re.compile(r"(?:例如|写成|现在有|应为|最多|至少) [^；。，]*")  # figures that we say ourselves


def _closed(finding: Finding) -> str:
    """The name of the rule; of an entry of a list also the field and the reason."""
    from showcase.records.rules import BY_CODE  # here: every kind of entry has rules

    rule = BY_CODE.get(finding.code)
    name = rule.name if rule else "这一行还有别的问题"
    said = _OF_A_FIELD.fullmatch(finding.message) if finding.code in ("REC002", "REC004") else None
    if said is None:
        return name
    why = re.sub("“[^”]*”", "“…”", said["why"])
    told = "" if re.search(r"[0-9０-９]", _OURS.sub("", why)) else f"：{why}"
    return f"{name}，{said['field']} 这一项{told}"
