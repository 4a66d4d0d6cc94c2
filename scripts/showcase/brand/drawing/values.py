"""The values of a drawing, parsed and written anew: numbers, paths, points, transforms, paint."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from showcase.brand.colours import Ink, parse_colour
from showcase.brand.drawing.faults import REFUSED, Unfit

LARGEST = 100_000.0  # in user units; what a renderer is given is finite and far from its own limits
MAX_SEGMENTS = 20_000  # of all paths together
_NUMBER = re.compile(
    r"[+-]?(?:\d{1,9}(?!\d)(?:\.\d{0,40}(?!\d))?|\.\d{1,40}(?!\d))(?:[eE][+-]?\d{1,2}(?!\d))?"
)
_GAP = re.compile(r"[\s,]*")
COUNTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
_TRANSFORM = re.compile(r"\s*,?\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]{0,300})\)")
_ARGUMENTS = {
    "matrix": (6,),
    "translate": (1, 2),
    "scale": (1, 2),
    "rotate": (1, 3),
    "skewX": (1,),
    "skewY": (1,),
}

UNITS = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}  # user units in each
_URL = re.compile(r"""url\(\s*["']?([^"')]*)["']?\s*\)\s*(.*)""", re.DOTALL)

Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Server:
    """Paint that is a gradient or pattern of the file; `fallback` paints where there is none."""

    id: str
    fallback: Paint = None


CURRENT: Literal["currentColor"] = "currentColor"
Paint = Ink | Server | Literal["currentColor"] | None


def written(value: float) -> str:
    return f"{round(value, 6) + 0:.6f}".rstrip("0").rstrip(".")  # + 0: no "-0"


def number(text: str, least: float = -LARGEST, most: float = LARGEST) -> float:
    """A number, or a length in one of `UNITS`, in user units."""
    plain = text.strip()
    unit = plain[-2:] if plain[-2:] in UNITS else ""
    plain = plain.removesuffix(unit)
    if not _NUMBER.fullmatch(plain):
        raise Unfit(f"“{text[:40]}”不是一个数", "写一个普通的数，例如 12 或 0.5，单位只用 px、pt、mm、cm、in")
    value = float(plain) * UNITS.get(unit, 1)
    if not least <= value <= most:
        raise Unfit(f"{text[:40]} 超出了范围", f"写 {least:g} 到 {most:g} 之间的数")
    return value


def share(text: str) -> float:
    """An opacity."""
    if text.strip().endswith("%"):
        return number(text.strip()[:-1], 0, 100) / 100
    return number(text, 0, 1)


def numbers(text: str) -> list[float]:
    """Numbers parted by spaces or commas."""
    found, at = [], _after(text, 0)
    while at < len(text):
        value, at = _next(text, at)
        found.append(value)
        at = _after(text, at)
    return found


def _after(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _next(text: str, at: int) -> tuple[float, int]:
    found = _NUMBER.match(text, at)
    if not found:
        raise Unfit(f"“{text[at : at + 20]}”这里应当是一个数", "用制图软件重新导出这个图形")
    return number(found[0]), found.end()


def paint(text: str) -> Paint:
    """A colour, what stands for one, or None for none."""
    words = text.strip().partition(" icc-color(")[0]
    if words.lower() in ("none", "transparent"):
        return None
    if words.lower() == "currentcolor":
        return CURRENT
    if found := _URL.fullmatch(words):
        return Server(link(found[1]), paint(found[2]) if found[2].strip() else None)
    return colour(words)


def colour(text: str) -> Ink | None:
    """A colour; None for one that is all transparent."""
    ink = parse_colour(text)
    if ink is None:
        raise Unfit(f"“{text[:40]}”不是颜色", "写成 #1f5a48 的样子；不要填的写 none")
    return ink if ink.alpha else None


def link(text: str) -> str:
    """The id in this file that `#id` names.

    Raises:
        Unfit: it leads out of the file.
    """
    inner = text.strip()
    if not inner.startswith("#") or len(inner) < 2:
        what, cure = REFUSED["outside"]
        raise Unfit(f"“{inner[:40]}”引用了{what}", cure)
    return inner[1:]


def referred(text: str) -> str:
    """The id that `url(#id)` names; "" for none. Raises as `link`."""
    found = _URL.fullmatch(text.strip())
    return link(found[1]) if found else ""


def points(text: str) -> tuple[str, int]:
    """(the points as they are written, how many)."""
    found = numbers(text)
    if len(found) % 2:
        raise Unfit("points 里的数不成对", "一个点两个数：横、纵")
    return " ".join(map(written, found)), len(found) // 2


def path(text: str) -> tuple[str, int]:
    """(the path as it is written, how many segments)."""
    at, segments = _after(text, 0), 0
    parts: list[str] = []
    while at < len(text):
        letter = text[at]
        count = COUNTS.get(letter.lower())
        if count is None or (not parts and letter not in "Mm"):
            raise Unfit(f"路径里的“{text[at : at + 20]}”读不懂", "路径以 M 开头；用制图软件重新导出这个图形")
        at = _after(text, at + 1)
        if count == 0:
            parts.append(letter)
            segments += 1
            continue
        first = True
        while first or (at < len(text) and not text[at].isalpha()):
            values, at = _arc(text, at) if letter in "Aa" else _values(text, at, count)
            parts.append(f"{letter if first else ''}{' '.join(map(written, values))}")
            segments, first = segments + 1, False
            if segments > MAX_SEGMENTS:
                raise Unfit(f"路径超过 {MAX_SEGMENTS} 段", "在制图软件里简化路径")
    return " ".join(parts), segments


def _values(text: str, at: int, count: int) -> tuple[list[float], int]:
    values = []
    for _ in range(count):
        value, at = _next(text, at)
        values.append(value)
        at = _after(text, at)
    return values, at


def _arc(text: str, at: int) -> tuple[list[float], int]:
    """Radii, angle, two flags that need no gap after them, and the end."""
    values, at = _values(text, at, 3)
    for _ in range(2):
        if text[at : at + 1] not in ("0", "1"):
            raise Unfit("圆弧的两个标记应当是 0 或 1", "用制图软件重新导出这个图形")
        values.append(float(text[at]))
        at = _after(text, at + 1)
    end, at = _values(text, at, 2)
    return values + end, at


def transform(text: str) -> tuple[str, Matrix]:
    """(the transform as it is written, its matrix)."""
    at, whole = 0, UNMOVED
    parts: list[str] = []
    text = "" if text.strip() == "none" else re.sub(r"(?<=\d)(?:px|deg)\b", "", text.strip())
    while at < len(text):
        found = _TRANSFORM.match(text, at)
        values = numbers(found[2]) if found else []
        if not found or len(values) not in _ARGUMENTS[found[1]] or len(parts) >= 12:
            raise Unfit(
                f"变换“{text[at : at + 30]}”读不懂", "写成 translate(10 20) 的样子；或用制图软件重新导出"
            )
        parts.append(f"{found[1]}({' '.join(map(written, values))})")
        whole = combined(whole, _matrix(found[1], values))
        at = found.end()
    return " ".join(parts), whole


def _matrix(kind: str, v: list[float]) -> Matrix:
    if kind == "matrix":
        return (v[0], v[1], v[2], v[3], v[4], v[5])
    if kind == "translate":
        return (1, 0, 0, 1, v[0], v[1] if len(v) > 1 else 0)
    if kind == "scale":
        return (v[0], 0, 0, v[-1], 0, 0)
    if kind == "rotate":
        c, s = math.cos(math.radians(v[0])), math.sin(math.radians(v[0]))
        x, y = v[1:] or (0, 0)
        return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)
    if abs(math.cos(math.radians(v[0]))) < 0.17:
        raise Unfit(f"斜切 {v[0]:g} 度太斜", "不超过 80 度")
    slant = math.tan(math.radians(v[0]))
    return (1, 0, slant, 1, 0, 0) if kind == "skewX" else (1, slant, 0, 1, 0, 0)


def combined(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    k, l, m, n, o, p = inner  # noqa: E741 - letters as in every book on it
    return (a * k + c * l, b * k + d * l, a * m + c * n, b * m + d * n, a * o + c * p + e, b * o + d * p + f)


def growth(matrix: Matrix) -> float:
    """The most by which a length can grow."""
    a, b, c, d, *_ = map(abs, matrix)
    return max(a + c, b + d)


def matrix_text(matrix: Matrix) -> str:
    return f"matrix({' '.join(map(written, matrix))})"


def percented(said: Mapping[str, str], view: tuple[float, float, float, float]) -> dict[str, str]:
    """Geometry with its shares of the view, as '50%', made numbers."""
    return {key: str(of_view(value, key, view)) if value.strip().endswith("%") and key not in ("d", "points") else value for key, value in said.items()}  # fmt: skip


def of_view(text: str, key: str, view: tuple[float, float, float, float]) -> float:
    """A length, or a share of the view's width, height or diagonal, by what it measures."""
    if not text.strip().endswith("%"):
        return number(text)
    whole = {"x": view[2], "w": view[2], "y": view[3], "h": view[3]}.get(key.strip("cfr123")[:1])
    if whole is None:
        whole = math.hypot(view[2], view[3]) / math.sqrt(2)
    return number(text.strip()[:-1]) / 100 * whole
