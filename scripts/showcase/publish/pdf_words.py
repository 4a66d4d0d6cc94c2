"""What one copies from a printed page, searches in it and has read aloud.

Chromium names a glyph by the first character that the font gives it to. Fonts for Chinese give 人 and the radical ⼈ one glyph,
so that 人 comes out as ⼈ and no search finds it. Here each such radical becomes the character again.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pypdf import PdfWriter

# U+2E80–2EFF have no equivalents of their own in Unicode's normal forms but two.
_SUPPLEMENT = dict(
    zip(
        "⺎⺟⺠⻁⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "兀母民虎西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_CHAR = re.compile(rb"(<[0-9A-Fa-f]+>\s*)<([0-9A-Fa-f]{4})>(?=\s*\n)")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>")


def spoken(character: str) -> str:
    """The character that a radical stands for; any other as it is."""
    if "\u2f00" <= character <= "\u2fdf":
        return unicodedata.normalize("NFKC", character)
    return _SUPPLEMENT.get(character, character)


def with_plain_words(writer: PdfWriter) -> None:
    """Puts right what every font of `writer` says of its glyphs."""
    done: set[int] = set()
    for page in writer.pages:
        resources: Any = page["/Resources"]
        for font in (reference.get_object() for reference in resources.get("/Font", {}).values()):
            table = font.raw_get("/ToUnicode") if "/ToUnicode" in font else None
            if table is None or table.idnum in done:
                continue
            done.add(table.idnum)
            stream = table.get_object()
            stream.set_data(plain_table(stream.get_data()))


def plain_table(table: bytes) -> bytes:
    """A ToUnicode table (ISO 32000, 9.10.3) without radicals."""
    parts = re.split(rb"(begin(?:bfchar|bfrange).*?end(?:bfchar|bfrange))", table, flags=re.DOTALL)
    return b"".join(
        _RANGE.sub(_range, part) if part.startswith(b"beginbfrange") else _CHAR.sub(_char, part)
        for part in parts
    )


def _hex(character: str) -> bytes:
    return f"<{ord(character):04X}>".encode()


def _char(match: re.Match[bytes]) -> bytes:
    return match[1] + _hex(spoken(chr(int(match[2], 16))))


def _range(match: re.Match[bytes]) -> bytes:
    first, last, start = (int(part, 16) for part in match.groups())
    typed = [chr(start + n) for n in range(last - first + 1)]
    right = [spoken(character) for character in typed]
    if right == typed:
        return match[0]
    return b"<%s> <%s> [%s]" % (match[1], match[2], b" ".join(map(_hex, right)))
