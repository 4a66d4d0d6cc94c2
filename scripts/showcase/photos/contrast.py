"""How light a colour is, and how well two can be told apart (WCAG 2.2)."""

from __future__ import annotations

AAA_TEXT = 7.0  # WCAG 2.2, 1.4.6
AA_TEXT = 4.5  # WCAG 2.2, 1.4.3
AA_LARGE = 3.0  # WCAG 2.2, 1.4.3: from 24 px, or 18.66 px bold
AA_GRAPHIC = 3.0  # WCAG 2.2, 1.4.11: what carries meaning and is no text


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


LINEAR = tuple(_linear(value / 255) for value in range(256))
"""The light of each 8-bit sRGB value, 0–1."""


def luminance(colour: str) -> float:
    """Relative luminance of '#rrggbb', 0–1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return luminance_of(red, green, blue)


def luminance_of(red: int, green: int, blue: int) -> float:
    """Relative luminance of 8-bit sRGB, 0–1."""
    return 0.2126 * LINEAR[red] + 0.7152 * LINEAR[green] + 0.0722 * LINEAR[blue]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours '#rrggbb', 1–21."""
    return ratio(luminance(one), luminance(other))


def ratio(one: float, other: float) -> float:
    """Contrast ratio of two luminances, 1–21."""
    high, low = max(one, other), min(one, other)
    return (high + 0.05) / (low + 0.05)


def verdict(ratio: float) -> str:
    """What a contrast ratio allows, in the words of the manual."""
    if ratio >= AAA_TEXT:
        return "AAA"
    if ratio >= AA_TEXT:
        return "AA"
    return "大字 AA" if ratio >= AA_LARGE else "不达标"


def nearest_passing(text: str, ground: str) -> str:
    """`text` made darker or lighter, in the smallest step, until it reaches AA on `ground`."""
    target = 0 if luminance(ground) > 0.18 else 255
    red, green, blue = (int(text[i : i + 2], 16) for i in (1, 3, 5))
    for step in range(1, 256):
        mixed = [round(c + (target - c) * step / 255) for c in (red, green, blue)]
        candidate = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(candidate, ground) >= AA_TEXT:
            return candidate
    return "#000000" if target == 0 else "#ffffff"
