"""HTML printed to PDF by the Chromium of this machine, and on which pages its bookmarks came to stand."""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import Destination

from showcase.project.errors import MachineError
from showcase.publish.pdf_words import with_plain_words

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
PATIENCE = 180  # seconds for one print


def printer() -> str | None:
    """The Chromium of this machine."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def print_pdf(chromium: str, html: Path, pdf: Path) -> None:
    """Prints `html` with its own page sizes, and its headings as bookmarks.

    Raises:
        MachineError: Chromium did not print.
    """
    with tempfile.TemporaryDirectory(prefix="showcase-print-") as profile:
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [
            chromium, "--headless", *root, "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile}", "--no-pdf-header-footer", "--generate-pdf-document-outline",
            f"--print-to-pdf={pdf}", html.resolve().as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
        except (OSError, subprocess.SubprocessError) as err:
            raise MachineError(f"浏览器没有把 {html.name} 打印成 PDF（{type(err).__name__}）；HTML 已经写好，可以在浏览器里打印") from err  # fmt: skip
        if not pdf.is_file():
            raise MachineError(f"浏览器没有写出 {pdf.name}；HTML 已经写好，可以在浏览器里打印")


def chapter_pages(pdf: Path) -> tuple[int, ...]:
    """The page on which each bookmark of the highest level stands, from 1."""
    reader = PdfReader(pdf)
    found = (item for item in reader.outline if isinstance(item, Destination))
    return tuple((reader.get_destination_page_number(item) or 0) + 1 for item in found)


def all_pages(pdf: Path) -> tuple[int, ...]:
    """The same of every bookmark, whatever its level, in the order of the headings."""
    reader = PdfReader(pdf)
    return tuple((reader.get_destination_page_number(item) or 0) + 1 for item in _flat(reader.outline))


def _flat(outline: Iterable[Any]) -> Iterator[Destination]:
    for item in outline:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def finished(pdf: Path, title: str, author: str, time: dt.datetime) -> int:
    """Gives `pdf` its title and a fixed time, and words that can be searched; returns how many pages it has."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it tells of a count that Chromium writes too small
    reader = PdfReader(pdf)
    writer = PdfWriter(clone_from=reader)
    stamp = time.strftime("D:%Y%m%d%H%M%S+00'00'")
    writer.add_metadata({
        "/Title": title, "/Author": author, "/Creator": "showcase", "/Producer": "showcase",
        "/CreationDate": stamp, "/ModDate": stamp,
    })  # fmt: skip
    with_plain_words(writer)
    writer.write(pdf)
    return len(reader.pages)
