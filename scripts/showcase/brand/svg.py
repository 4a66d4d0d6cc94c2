"""What every drawing has in common: the namespace, how a number is written, and the field that is drawn on."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

NAMESPACE = "http://www.w3.org/2000/svg"
TAG = f"{{{NAMESPACE}}}"  # before each element's name, as ElementTree reads it


def number(value: float) -> str:
    """Two decimals at most, so that the same drawing is the same bytes everywhere."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")  # + 0: no "-0"


def viewbox(svg: str) -> tuple[float, float, float, float]:
    """Left, top, width and height of the field, in user units.

    Raises:
        ValueError: they are no four numbers, or there is nothing to draw on.
    """
    written = ElementTree.fromstring(svg).get("viewBox", "")
    left, top, width, height = (float(part) for part in re.split(r"[\s,]+", written.strip()))
    if not all(map(math.isfinite, (left, top, width, height))) or min(width, height) <= 0:
        raise ValueError(written)
    return left, top, width, height


def placed(svg: str, main: str) -> str:
    """A drawing on the field of `main`, as large as it can be there: a designer's own may have another field."""
    own, field = viewbox(svg), viewbox(main)
    if own == field:
        return svg
    scale = min(field[2] / own[2], field[3] / own[3])
    shift = (start + (wide - size * scale) / 2 - first * scale for start, wide, size, first in zip(field[:2], field[2:], own[2:], own[:2], strict=True))  # fmt: skip
    move = f"translate({' '.join(map(number, shift))}) scale({scale:.6g})"
    head, _, rest = svg.partition(">")
    box = " ".join(map(number, field))
    inner = rest.removesuffix("</svg>\n").strip("\n")
    return (
        re.sub('viewBox="[^"]*"', f'viewBox="{box}"', head)
        + f'>\n<g transform="{move}">\n{inner}\n</g>\n</svg>\n'
    )
