"""HTML printed to PDF by the Chromium of this machine, and on which pages its anchors came to stand."""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import unquote

from pypdf import PdfReader, PdfWriter

from showcase.project.errors import MachineError
from showcase.publish.pdf_words import with_plain_words

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge", "chromium-headless-shell")
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


def anchor_pages(pdf: Path) -> dict[str, int]:
    """The page, from 1, of every place that a link of the document leads to, by its anchor."""
    reader = PdfReader(pdf)
    found = reader.named_destinations.items()
    return {
        unquote(name.removeprefix("/")): (reader.get_destination_page_number(to) or 0) + 1
        for name, to in found
    }


def css_string(text: str) -> str:
    """`text` as a string of CSS in which nothing is a sign of CSS or HTML."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


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
