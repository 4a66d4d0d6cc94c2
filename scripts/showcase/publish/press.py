"""A sheet printed to PDF with the boxes that a print shop works with: the paper, what is printed, what is left after the cut."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from showcase.publish.printing import finished, print_pdf

POINT = 72 / 25.4  # to a mm


@dataclass(frozen=True)
class Trim:
    """In mm: the size after the cut, how far it is printed beyond it, and how much paper is around it."""

    width: int
    height: int
    bleed: int = 0
    slug: int = 0


@dataclass(frozen=True)
class Imprint:
    """What a PDF says of itself."""

    title: str
    author: str
    time: dt.datetime


def printed(chromium: str, files: Iterable[tuple[str, bytes]], html: str, trim: Trim, said: Imprint) -> bytes:
    """The PDF of the page `html` among `files`.

    Raises:
        MachineError: Chromium did not print.
    """
    with tempfile.TemporaryDirectory(prefix="showcase-sheet-") as place:
        folder = Path(place)
        for name, data in files:
            (folder / name).write_bytes(data)
        pdf = folder / "sheet.pdf"
        print_pdf(chromium, folder / html, pdf)
        _box(pdf, trim)
        finished(pdf, said.title, said.author, said.time)
        return pdf.read_bytes()


def _box(pdf: Path, trim: Trim) -> None:
    """Chromium rounds a page to whole pixels; what it prints begins in the upper left all the same."""
    writer = PdfWriter(clone_from=PdfReader(pdf))
    for page in writer.pages:
        top = float(page.mediabox.top)

        def box(edge: float, top: float = top) -> RectangleObject:
            right, bottom = trim.width + 2 * trim.slug - edge, trim.height + 2 * trim.slug - edge
            return RectangleObject((edge * POINT, top - bottom * POINT, right * POINT, top - edge * POINT))

        page.mediabox = page.cropbox = box(0)
        page.bleedbox = box(trim.slug - trim.bleed)
        page.trimbox = page.artbox = box(trim.slug)
    writer.write(pdf)
