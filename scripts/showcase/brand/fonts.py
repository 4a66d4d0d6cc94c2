"""The heading font, cut down to the characters a page's headings use."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from showcase.brand.fontsource import FontSource, usable
from showcase.brand.woff2 import woff2
from showcase.project.cache import Cache
from showcase.project.finding import Finding, Place, warning

SUBSET = 3  # raise when the same characters give another file
# What headings use: marks squeezed, and set upright.
LAYOUT = ("kern", "locl", "halt", "chws", "vert", "vhal", "vchw")
# Chinese alone, and what has no script: other scripts bring digits of their own, of which a Chinese page uses none.
SCRIPTS = ("DFLT", "hani")
UNUSED = ("BASE", "STAT")  # tables that no browser reads for a font of one weight


class HeadingFont:
    """The heading font, to be cut to the characters of one page after another.

    A page uses 35 to 350 of its 8,000 characters: its own cut has 9 to 40 kB, one of all headings of the site 200.
    """

    def __init__(self, font: FontSource, cache: Cache) -> None:
        self._font, self._cache = font, cache
        self._source = font.read()
        self._digest = hashlib.sha256(self._source).digest()
        self._characters = _characters(font, cache)

    def lacks(self, characters: Iterable[str]) -> str:
        """Those of `characters` that it does not have, each once, sorted."""
        return "".join(sorted(c for c in {*characters} - self._characters if not c.isspace()))

    def cut(self, characters: Iterable[str]) -> bytes:
        """woff2 with those of `characters` that the font has, from the cache when it was made before.

        Raises:
            ProjectError: the font is none.
        """
        wanted = "".join(sorted(self._characters.intersection(characters)))
        name = hashlib.sha256(f"{SUBSET}\0{wanted}\0".encode() + self._digest).hexdigest()
        known = self._cache.get(name)
        if known is not None:
            return known
        with usable(self._font):
            made = self._made(wanted)
        self._cache.put(name, made)
        return made

    @cached_property
    def _face(self) -> Any:
        """Kept without the web's packing, which takes a second and a half to undo for one new title."""
        import uharfbuzz

        name = hashlib.sha256(b"unpacked " + self._digest).hexdigest()
        plain = self._cache.get(name)
        if plain is None:
            plain = _unpacked(self._source)
            self._cache.put(name, plain)
        return uharfbuzz.Face(uharfbuzz.Blob(plain))

    def _made(self, characters: str) -> bytes:
        import uharfbuzz

        wish = uharfbuzz.SubsetInput()
        wish.unicode_set.update(map(ord, characters))
        for chosen, tags in ((wish.layout_feature_tag_set, LAYOUT), (wish.layout_script_tag_set, SCRIPTS)):
            chosen.clear()
            chosen.update(int.from_bytes(tag.encode()) for tag in tags)
        wish.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in UNUSED)
        wish.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        return woff2(uharfbuzz.subset(self._face, wish).blob.data)


def lacking(font: FontSource, titles: Iterable[tuple[Place, str]], cache: Cache) -> tuple[Finding, ...]:
    """A warning for each character of `titles` that the font lacks, where it stands first.

    Raises:
        ProjectError: the font is missing or is none.
    """
    first: dict[str, Place] = {}
    for place, title in titles:
        for character in title:
            first.setdefault(character, place)
    known = _characters(font, cache)
    return tuple(
        warning(
            "FNT001",
            place,
            f"标题字体里没有“{character}”，网页上换一种字体显示，分享卡上印成“□”",
            "换一个常用字，或请管理员把它补进 brand/fonts/",
        )
        for character, place in first.items()
        if character not in known and not character.isspace()
    )


def _characters(font: FontSource, cache: Cache) -> frozenset[str]:
    """All characters of the font; remembered by its bytes, as finding them takes a quarter of a second."""
    source = font.read()
    name = hashlib.sha256(b"characters " + hashlib.sha256(source).digest()).hexdigest()
    known = cache.get(name)
    if known is not None:
        return frozenset(known.decode())
    from fontTools.ttLib import TTFont

    with usable(font), TTFont(io.BytesIO(source)) as opened:
        characters = "".join(chr(code) for code in sorted(opened.getBestCmap()))
    cache.put(name, characters.encode("utf-8", "replace"))
    return frozenset(characters)


def _unpacked(source: bytes) -> bytes:
    """The font without the web's packing."""
    if source[:4] not in (b"wOFF", b"wOF2"):
        return source
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(source), recalcTimestamp=False) as font:
        font.flavor = None
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()
