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
