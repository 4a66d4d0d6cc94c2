"""The emblem's files in brand/, proved to be outlines and written anew: what was proved is what is drawn and published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from showcase.brand.drawing.reader import MAX_BYTES, Reading, read_outlines
from showcase.project.finding import Finding, Place, Unusable, error
from showcase.project.folder import Project
from showcase.project.jail import Missing, Refused

SHOWN = "brand/emblem.svg"
CODE = "SET030"
INK = "#000000"
# The versions in one colour, and the file that a designer may have drawn for each.
OWN: Mapping[str, str] = {"mono": "brand/emblem-mono.svg", "reversed": "brand/emblem-reversed.svg"}


@dataclass(frozen=True)
class Emblem:
    """Outlines only, every colour as '#rrggbb'. `figures`: version → the drawing in one colour, all of it in `INK`.

    A version that would lose a part of the figure has none.
    """

    svg: str
    figures: Mapping[str, str] = field(default_factory=dict)

    def shows(self, version: str) -> bool:
        return version in self.figures

    def single(self, version: str, colour: str) -> str:
        """A version that it shows, in `colour`."""
        return self.figures[version].replace(INK, colour)

    @property
    def facts(self) -> list[object]:
        """All that what is drawn of it depends on."""
        return [self.svg, dict(self.figures)]


@dataclass(frozen=True)
class Drawings:
    """The emblem in colour and what designers drew themselves for other versions, each by its file."""

    main: Reading
    own: Mapping[str, Reading]  # version → its drawing


def read_drawings(project: Project) -> Drawings:
    """brand/emblem.svg, and beside it emblem-mono.svg and emblem-reversed.svg where they are.

    Raises:
        Unusable: the first is missing; one is no SVG, holds what would draw wrong or run, or more than a renderer should be given.
    """
    findings: list[Finding] = []
    main = _read(project, SHOWN, findings)
    own = {version: _read(project, path, findings) for version, path in OWN.items()}
    if main is None and not findings:
        findings.append(error(CODE, Place(SHOWN), f"缺少 {SHOWN}", "从上一版里找回来"))
    if main is None or findings:
        raise Unusable(findings)
    return Drawings(main, {version: reading for version, reading in own.items() if reading})


def _read(project: Project, path: str, findings: list[Finding]) -> Reading | None:
    """None when it is missing; what is wrong with it is added to `findings`."""
    try:
        data = project.read(path, MAX_BYTES)
    except Missing:
        return None
    except Refused as err:
        hint = f"换成普通的 SVG 文件，不超过 {MAX_BYTES >> 10} KB"
        findings.append(error(CODE, Place(path), f"{path} {err}", hint))
        return None
    reading = read_outlines(data)
    findings += faults_of(reading, path)
    return reading


def faults_of(reading: Reading, path: str) -> list[Finding]:
    """What is wrong with a drawing, as findings on its file."""
    return [error(CODE, Place(path, f.line, f.column), f.told, f.hint) for f in reading.faults]
