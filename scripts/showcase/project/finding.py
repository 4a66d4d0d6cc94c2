"""One thing an editor can mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from showcase.project.errors import ProjectError


class Severity(StrEnum):
    ERROR = "error"  # the story is left out until it is mended
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    path: str  # relative to the project's root, with "/"
    line: int = 1  # 1-based
    column: int = 1  # 1-based, in characters

    def __post_init__(self) -> None:
        # A file name may hold bytes that are no text.
        object.__setattr__(self, "path", self.path.encode("utf-8", "replace").decode())

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Fix:
    """Columns [start, end) of the finding's line become `text`; safe to apply without asking."""

    start: int  # 1-based
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """`code` is stable and never reused; `message` says what is wrong, `hint` what to type instead.

    `original` holds the words at fault. `rename` is the file's better name, where the name is at fault.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    original: str = ""
    fix: Fix | None = None
    rename: str = ""

    @property
    def fixable(self) -> bool:
        return bool(self.fix or self.rename)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def error(code: str, place: Place, message: str, hint: str = "") -> Finding:
    return Finding(code, Severity.ERROR, place, message, hint)


def warning(code: str, place: Place, message: str, hint: str = "") -> Finding:
    return Finding(code, Severity.WARNING, place, message, hint)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Without repetitions, by place, then code."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.place, f.code, f.message)))


MOST_LINES = 40


class Unusable(ProjectError):
    """The project cannot be used until its `findings` are mended; shown a line each, all at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = ordered(findings)
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        lines = tuple(_in_a_line(finding) for finding in self.findings[:MOST_LINES])
        more = len(self.findings) - len(lines)
        return (*lines, f"另有 {more} 处没有列出") if more else lines


def _in_a_line(finding: Finding) -> str:
    hint = f"；{finding.hint}" if finding.hint else ""
    return f"{finding.place}: {finding.message}{hint}".replace(
        "\n", "\\n"
    )  # what was typed makes no line of its own
