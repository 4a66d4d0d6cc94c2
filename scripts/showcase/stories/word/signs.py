"""Signs of fonts that hold only signs, Wingdings and the like, as the characters that they look like."""

from __future__ import annotations

from mammoth.docx.dingbats import dingbats

FONTS = frozenset(font for font, _ in dingbats)


def sign(font: str, code: str) -> str:
    """The character for a hexadecimal code of a font; one of which nothing is known stays as it is."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = _known(font, number) or number
    return chr(known) if known < 0x110000 and not 0xD800 <= known < 0xE000 else ""


def in_font(text: str, font: str) -> tuple[str, str]:
    """(`text` as it looks in that font, the letters in it that only chose a sign)."""
    pairs = [(letter, _known(font, ord(letter))) for letter in text]
    return "".join(chr(number) if number else letter for letter, number in pairs), "".join(
        letter for letter, number in pairs if number
    )


def _known(font: str, number: int) -> int | None:
    inside = number - 0xF000 if 0xF000 <= number < 0xF100 else number
    found: int | None = dingbats.get((font, inside))
    return found
