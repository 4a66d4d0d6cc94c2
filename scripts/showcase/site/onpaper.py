"""What a printed page carries: the code that leads a phone back to it. Only where the site's address is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from showcase.pages.page import Page

# The best of eight masks takes 4 ms to find; any of them is read, and with one given a code takes 1 ms.
MASK = 3


def on_paper(pages: Iterable[Page], origin: str) -> Iterator[Page]:
    """`pages`, each with the code of its address; as they are where `origin` is "".

    The code is the path of an SVG whose box is as many units wide as the code has modules.
    """
    for page in pages:
        if not origin or page.meta.noindex:
            yield page
            continue
        size, path = code(origin + page.address.removesuffix("index.html"))
        yield replace(page, meta=replace(page.meta, code=path, code_size=size))


def code(address: str) -> tuple[int, str]:
    """(modules to a side, the dark ones as an SVG path) of a QR code that survives 15 % of dirt."""
    import segno  # here: a preview and a site without an address need it not at all

    rows = [bytes(row) for row in segno.make_qr(address, error="m", boost_error=False, mask=MASK).matrix]
    return len(rows), "".join(
        f"M{start} {y}h{end - start}v1h{start - end}z"
        for y, row in enumerate(rows)
        for start, end in _dark(row)
    )


def _dark(row: bytes) -> Iterator[tuple[int, int]]:
    """(from, to) of each run of dark modules, the second exclusive."""
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        yield start, end
        start = row.find(1, end)
