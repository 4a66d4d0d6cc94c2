"""What people type in tokens.yml and the stylesheet says again: families of fonts, and a shadow.

They are parsed and written anew, so that nothing else gets into a stylesheet.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from showcase.brand.colours import parse_colour
from showcase.typed.fields import Typed

# Said bare in CSS: in quotes each would be the name of a font.
GENERIC = frozenset({
    "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif",
    "ui-monospace", "ui-rounded", "math", "emoji", "fangsong", "-apple-system", "BlinkMacSystemFont",
})  # fmt: skip
MOST_FAMILIES = 12
_FAMILY = re.compile(r"[^\W_][\w .&+-]{0,59}")
_LISTED = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^"',]*?))\s*(?:,|$)""")
_LENGTH = re.compile(r"(-?\d{1,3}(?:\.\d{1,2})?)px|(-?0)")


def _family(text: str) -> str:
    if not _FAMILY.fullmatch(text):
        raise ValueError("字体名只用文字、数字、空格、点和连字符，不加引号以外的符号，例如 Noto Serif SC")
    return text.strip()


def _families(value: Any) -> Any:
    """Names, parted by commas, in quotes where they hold a space: as in CSS."""
    if not isinstance(value, str):
        return value
    names: list[str] = []
    at = 0
    while at < len(value):
        found = _LISTED.match(value, at)
        if not found:
            raise ValueError(
                '字体一个一个用英文逗号隔开，名字里有空格的加引号，例如 "Songti SC", SimSun, serif'
            )
        quoted = found[1] if found[1] is not None else found[2]
        name = found[3] if quoted is None else quoted
        names.append(name if quoted is None and name in GENERIC else _family(name))
        at = found.end()
    if not 1 <= len(names) <= MOST_FAMILIES:
        raise ValueError(f'写 1 到 {MOST_FAMILIES} 个字体，例如 "Songti SC", SimSun, serif')
    return tuple(names)


Family = Annotated[str, AfterValidator(_family)]
Families = Annotated[tuple[str, ...], BeforeValidator(_families)]


def css_families(names: tuple[str, ...]) -> str:
    return ", ".join(name if name in GENERIC else f'"{name}"' for name in names)


def css_comment(text: str) -> str:
    """`text` for people who read a stylesheet; it cannot end the comment."""
    return f"/* {text.replace('*/', '* /')} */"


class ShadowValue(Typed):
    """One shadow; lengths in px."""

    x: float
    y: float
    blur: float
    spread: float
    colour: str  # '#rrggbb'
    alpha: float

    @property
    def css(self) -> str:
        red, green, blue = (int(self.colour[i : i + 2], 16) for i in (1, 3, 5))
        lengths = (self.x, self.y, self.blur, *((self.spread,) if self.spread else ()))
        shifts = " ".join(f"{value:g}px" if value else "0" for value in lengths)
        return f"{shifts} rgb({red} {green} {blue} / {self.alpha * 100:g}%)"


def _shadow(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    words = value.split(None, 4)
    lengths: list[float] = []
    while words and (found := _LENGTH.fullmatch(words[0])):
        lengths.append(float(found[1] or 0))
        del words[0]
    ink = parse_colour(" ".join(words))
    if ink is None or not 2 <= len(lengths) <= 4 or (len(lengths) > 2 and lengths[2] < 0):
        raise ValueError("阴影写成 0 1px 2px rgb(30 36 33 / 8%) 的样子：右移、下移、模糊，再写颜色")
    x, y, blur, spread, *_ = (*lengths, 0.0, 0.0)
    return {"x": x, "y": y, "blur": blur, "spread": spread, "colour": ink.hex, "alpha": ink.alpha}


Shadow = Annotated[ShadowValue, BeforeValidator(_shadow)]
