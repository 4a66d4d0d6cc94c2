"""The yearbook as one HTML file that needs nothing beside it, and as PDF where there is a Chromium to print it."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from showcase.brand.cssvalues import css_families
from showcase.brand.fonts import HeadingFont
from showcase.fragments import fragment
from showcase.project.atomic import write_whole
from showcase.project.cache import Cache
from showcase.publish.printing import anchor_pages, css_string, finished, print_pdf, printer
from showcase.site.survey import Survey
from showcase.site.yearbook import Yearbook


def write_yearbook(book: Yearbook, found: Survey, file: Path, cache: Cache) -> int:
    """Writes `file`, and beside it the PDF where there is a Chromium; returns the pages of that, 0 without.

    Chromium knows no target-counter: the first print tells on which pages the headings came to stand, the second has
    their numbers in its contents.

    Raises:
        MachineError: Chromium is there and did not print.
    """
    chromium = printer()
    text = document(book, found, cache)
    if not chromium:
        write_whole(file, text.encode())
        return 0
    with tempfile.TemporaryDirectory(prefix="showcase-yearbook-") as folder:
        html, pdf = Path(folder) / "book.html", Path(folder) / "book.pdf"
        html.write_text(text, "utf-8")
        print_pdf(chromium, html, pdf)
        text = document(book, found, cache, anchor_pages(pdf))
        html.write_text(text, "utf-8")
        print_pdf(chromium, html, pdf)
        pages = finished(pdf, f"{book.title} {book.year}", book.owner, found.read.time)
        write_whole(file, text.encode())
        write_whole(file.with_suffix(".pdf"), pdf.read_bytes())
    return pages


def document(
    book: Yearbook, found: Survey, cache: Cache, numbers: Mapping[str, int] = MappingProxyType({})
) -> str:
    """The book as HTML, its pictures, its style and its font within."""
    bare = fragment("yearbook", part="book", b=book, style="", numbers=numbers)
    kind = found.house.tokens.type.heading
    font = HeadingFont(found.house.font, cache).cut(sorted(set(bare) | set("0123456789")))
    family = css_families((kind.family,))
    face = (
        f"@font-face {{ font-family: {family}; font-weight: {kind.weight}; "
        f"src: url(data:font/woff2;base64,{base64.b64encode(font).decode()}) format('woff2'); }}\n"
        f":root {{ --heading: {css_families((kind.family, *kind.fallback))}; }}\n"
    )
    sheet = (resources.files("showcase") / "fragments" / "yearbook.css").read_text("utf-8")
    style = Markup(face + sheet + "\n".join(running_heads(book)))
    return fragment("yearbook", part="book", b=book, style=style, numbers=numbers)


def running_heads(book: Yearbook) -> tuple[str, ...]:
    """A named page a part, with the book's name on the left and the part's on the right of its top."""
    return tuple(
        f'[data-page="{part.anchor}"] {{ page: p-{part.anchor}; }} '
        f"@page p-{part.anchor} {{ @top-left {{ content: {css_string(f'{book.title} {book.year}')}; font: 8.5pt var(--heading); color: #5a635e; }} "
        f"@top-right {{ content: {css_string(part.head)}; font: 8.5pt var(--heading); color: #5a635e; }} }}"
        for part in book.parts
        if part.style != "divider"
    )
