"""The seven kinds of shape: which numbers each has, how they are written, and each as a path."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.brand.drawing.values import LARGEST, number, path, points, written

GEOMETRY: Mapping[str, set[str]] = {
    "path": {"d"},
    "polygon": {"points"},
    "polyline": {"points"},
    "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"},
    "rect": {"x", "y", "width", "height", "rx", "ry"},
    "line": {"x1", "y1", "x2", "y2"},
}
SIZES = ("r", "rx", "ry", "width", "height")  # never below nothing
NEEDED: Mapping[str, tuple[str, ...]] = {
    "path": ("d",), "polygon": ("points",), "polyline": ("points",), "circle": ("r",), "ellipse": ("rx", "ry"),
    "rect": ("width", "height"), "line": (),
}  # fmt: skip


def drawn(name: str, said: Mapping[str, str]) -> tuple[dict[str, str], int, float]:
    """(its geometry, empty where nothing is drawn; its segments; the largest number in it).

    Raises:
        Unfit: a value is none.
    """
    words, segments, farthest = [], 1, 0.0
    for attribute, text in said.items():
        if attribute in ("d", "points"):
            value, segments = path(text) if attribute == "d" else points(text)
            farthest = max(
                (abs(float(part.lstrip(LETTERS))) for part in value.split() if part not in "Zz"), default=0
            )
        else:
            size = number(text, 0.0 if attribute in SIZES else -LARGEST)
            value, farthest = written(size), max(farthest, abs(size))
        words.append((attribute, value))
    there = dict(words)
    empty = any(there.get(attribute, "0") in ("", "0") for attribute in NEEDED[name])
    return {} if empty else there, segments, farthest


LETTERS = "MmLlHhVvCcSsQqTtAaZz"


def outline(name: str, there: Mapping[str, str]) -> str:
    """The shape as the `d` of a path; `there` as `drawn` gives it."""
    n = {key: float(value) for key, value in there.items() if key not in ("d", "points")}
    if name == "path":
        return there["d"]
    if name in ("polygon", "polyline"):
        return f"M{there['points']}{'Z' if name == 'polygon' else ''}"
    if name == "line":
        return f"M{n.get('x1', 0)} {n.get('y1', 0)}L{n.get('x2', 0)} {n.get('y2', 0)}"
    if name == "rect":
        x, y, w, h = n.get("x", 0), n.get("y", 0), n["width"], n["height"]
        rx, ry = min(n.get("rx", n.get("ry", 0)), w / 2), min(n.get("ry", n.get("rx", 0)), h / 2)
        if not rx or not ry:
            return f"M{x} {y}H{x + w}V{y + h}H{x}Z"
        arcs = "".join(
            f"L{from_x} {from_y}A{rx} {ry} 0 0 1 {to_x} {to_y}"
            for from_x, from_y, to_x, to_y in (
                (x + w - rx, y, x + w, y + ry),
                (x + w, y + h - ry, x + w - rx, y + h),
                (x + rx, y + h, x, y + h - ry),
                (x, y + ry, x + rx, y),
            )
        )
        return f"M{x + rx} {y}{arcs}Z"
    cx, cy = n.get("cx", 0), n.get("cy", 0)
    rx, ry = (
        (n["r"], n["r"]) if name == "circle" else (n.get("rx", n.get("ry", 0)), n.get("ry", n.get("rx", 0)))
    )
    half = f"A{rx} {ry} 0 0 1 "
    return f"M{cx - rx} {cy}{half}{cx + rx} {cy}{half}{cx - rx} {cy}Z"


def attributes(there: Mapping[str, str]) -> str:
    return " ".join(f'{key}="{value}"' for key, value in there.items())
