"""The booklets of new colleagues as files: HTML that stands alone in its folder, and PDF where there is a Chromium to print it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from showcase.brand.cssvalues import css_families
from showcase.brand.fonts import HeadingFont
from showcase.project.cache import Cache
from showcase.publish.printing import anchor_pages, css_string, finished, print_pdf, printer
from showcase.site.assemble import Site, write_asset
from showcase.site.booklet import Book, Bound, books, bound, document, running, shown_files
from showcase.site.chrome import parts

STYLE, FONT = "assets/booklet.css", "assets/booklet.woff2"


@dataclass(frozen=True)
class Printed:
    """One booklet as it lies in the folder; `pages` is 0 where it was not printed."""

    book: Book
    pages: int


def write_booklets(site: Site, folder: Path, only: str, cache: Cache) -> Iterator[Printed]:
    """All booklets, or the one called `only`, in `folder`.

    Raises:
        MachineError: Chromium is there and did not print.
    """
    made = tuple(bound(site, book) for book in books(site) if only in ("", book.name))
    wanted = frozenset(shown_files(site, made))
    for asset in site.assets:
        if asset.path in wanted:
            write_asset(asset, folder)
    texts = {one.book.name: document(site, one) for one in made}
    _write_style(site, folder, "".join(texts.values()), cache)
    chromium = printer()
    for one in made:
        target = folder / f"{one.book.name}.html"
        target.write_text(texts[one.book.name], "utf-8")
        (folder / running(one.book.name)).write_text(_running_head(one.book), "utf-8")
        yield Printed(one.book, _printed(site, one, target, chromium) if chromium else 0)


def _write_style(site: Site, folder: Path, characters: str, cache: Cache) -> None:
    """Our sheets but for the one of all pages, and the heading font with the characters of all booklets."""
    house = site.survey.house
    kind = house.tokens.type.heading
    (folder / FONT).write_bytes(HeadingFont(house.font, cache).cut(sorted(set(characters))))
    face = (
        f"@font-face {{ font-family: {css_families((kind.family,))}; font-weight: {kind.weight}; "
        f'src: url("{Path(FONT).name}") format("woff2"); }}\n'
    )
    sheet = (resources.files("showcase") / "fragments" / "booklet.css").read_text("utf-8")
    (folder / STYLE).write_text("\n".join((face, *parts().values(), sheet)), "utf-8")


def _running_head(book: Book) -> str:
    """What stands at the top of its pages: Chromium can set no text there but one typed in a style sheet."""
    text = f"content: {css_string(book.whole_title)}; font: 9pt var(--font-body); color: #555;"
    return f"@page {{ @top-right {{ {text} }} }}\n@page :first {{ @top-right {{ content: none; }} }}\n"


def _printed(site: Site, one: Bound, html: Path, chromium: str) -> int:
    """Prints twice: the first print tells on which pages the chapters begin. Returns how many pages there are."""
    pdf = html.with_suffix(".pdf")
    print_pdf(chromium, html, pdf)
    html.write_text(document(site, one, anchor_pages(pdf)), "utf-8")
    print_pdf(chromium, html, pdf)
    return finished(pdf, one.book.whole_title, site.survey.house.organisation.names.full, site.time)
