"""A table that tells colours shows them."""

from __future__ import annotations

import re

_CELL = re.compile(r"(?<=>)(#[0-9a-fA-F]{6})(?=</td>)")
_DAB = r'<svg class="dab" viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill="\1"></rect></svg>\1'


def dabbed(html: str) -> str:
    """`html`, which is clean, with a dab of colour before each cell's value that ends it: #1f5a48."""
    return _CELL.sub(_DAB, html)
