"""A colour as people write it for screens: #1f5a48, #abc, rgb(31, 90, 72), rgb(31 90 72 / 50%), hsl(162 48% 24%), seagreen."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from PIL import ImageColor

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_NUMBER = r"(\d{1,3}(?:\.\d{1,4})?)(%?)"
_COMMAS = re.compile(rf"rgba?\(\s*{_NUMBER}\s*,\s*{_NUMBER}\s*,\s*{_NUMBER}\s*(?:,\s*{_NUMBER}\s*)?\)")
_SPACES = re.compile(rf"rgba?\(\s*{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}\s*(?:/\s*{_NUMBER}\s*)?\)")

_HSL = re.compile(
    r"hsla?\(\s*(\d{1,3}(?:\.\d{1,9})?)(?:deg)?[\s,]+(\d{1,3}(?:\.\d{1,9})?)%[\s,]+(\d{1,3}(?:\.\d{1,9})?)%\s*(?:[,/]\s*(\d(?:\.\d{1,9})?|\.\d{1,9}|\d{1,3}%)\s*)?\)"
)


@dataclass(frozen=True)
class Ink:
    hex: str  # '#rrggbb'
    alpha: float = 1.0  # 0 none of it to 1


def parse_colour(text: str) -> Ink | None:
    """The colour that `text` names; None when it names none."""
    words = text.strip().lower()
    if _HEX.fullmatch(words):
        return _of_hex(words[1:])
    if found := _COMMAS.fullmatch(words) or _SPACES.fullmatch(words):
        return _of_numbers(found)
    if found := _HSL.fullmatch(words):
        return _of_hue(found)
    if words == "transparent":
        return Ink("#000000", 0.0)
    if re.fullmatch("[a-z]{3,25}", words) and words in ImageColor.colormap:  # the 148 of CSS
        red, green, blue, *_ = ImageColor.getrgb(words)
        return Ink(f"#{red:02x}{green:02x}{blue:02x}")
    return None


def _of_hex(digits: str) -> Ink:
    whole = "".join(c * 2 for c in digits) if len(digits) < 6 else digits
    return Ink(f"#{whole[:6]}", round(int(whole[6:] or "ff", 16) / 255, 4))


def _of_numbers(found: re.Match[str]) -> Ink | None:
    groups = found.groups()
    parts = [(float(groups[at]), groups[at + 1] == "%") for at in (0, 2, 4)]
    alpha = 1.0 if groups[6] is None else float(groups[6]) / (100 if groups[7] else 1)
    if any(value > (100 if percent else 255) for value, percent in parts) or alpha > 1:
        return None
    red, green, blue = (round(value * 2.55 if percent else value) for value, percent in parts)
    return Ink(f"#{red:02x}{green:02x}{blue:02x}", round(alpha, 4))


def _of_hue(found: re.Match[str]) -> Ink | None:
    hue, saturation, lightness = (float(found[at]) for at in (1, 2, 3))
    text = found[4] or "1"
    alpha = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    if max(saturation, lightness) > 100 or alpha > 1:
        return None
    parts = colorsys.hls_to_rgb(hue % 360 / 360, lightness / 100, saturation / 100)
    return Ink("#" + "".join(f"{round(part * 255):02x}" for part in parts), round(alpha, 4))
