"""The heading font, cut down to the characters the site's headings use."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

from showcase.brand import Tokens
from showcase.errors import ProjectError
from showcase.finding import Finding, Place, warning
from showcase.photos.cache import Cache
from showcase.project import Project

# Always in the font: Latin letters, digits and the punctuation that a heading may gain later.
ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "·—…“”‘’、。〈〉《》「」（），：；？！～％×↑↓←→〇年月日"
SUBSET = 1  # raise when the same characters give another file


def font_file(project: Project, tokens: Tokens) -> Path:
    return project.brand / "fonts" / tokens.type.heading.file


def heading_font(project: Project, tokens: Tokens, texts: Iterable[str], cache: Cache) -> tuple[bytes, str]:
    """(woff2 with the characters of `texts`, those the font lacks), from the cache when it was made before.

    Raises:
        ProjectError: the font is missing or is none.
    """
    path = font_file(project, tokens)
    try:
        source = path.read_bytes()
    except OSError:
        raise ProjectError(f"缺少字体文件 {project.relative(path)}") from None
    characters = "".join(sorted(set(ALWAYS).union(*texts)))
    name = hashlib.sha256(f"{SUBSET}\0{characters}\0".encode() + hashlib.sha256(source).digest()).hexdigest()
    known, lacking = cache.get(name), cache.get(f"{name}.lacking")
    if known is not None and lacking is not None:
        return known, lacking.decode()
    made, missing = _subset(source, characters, project.relative(path))
    cache.put(name, made)
    cache.put(f"{name}.lacking", missing.encode())
    return made, missing


def lacking(project: Project, tokens: Tokens, titles: Iterable[tuple[Place, str]]) -> tuple[Finding, ...]:
    """A warning for each character of `titles` that the font lacks, where it stands first.

    Raises:
        ProjectError: the font is missing or is none.
    """
    first: dict[str, Place] = {}
    for place, title in titles:
        for character in title:
            first.setdefault(character, place)
    known = _characters(project, tokens)
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


def _characters(project: Project, tokens: Tokens) -> frozenset[str]:
    """All characters of the font; remembered by its size and time, as reading them takes a quarter of a second."""
    path, cache = font_file(project, tokens), Cache(project.cache / "brand")
    try:
        state = path.stat()
        name = hashlib.sha256(
            f"characters {path.name} {state.st_size} {state.st_mtime_ns}".encode()
        ).hexdigest()
        known = cache.get(name)
        if known is not None:
            return frozenset(known.decode())
        from fontTools.ttLib import TTFont, TTLibError

        with TTFont(io.BytesIO(path.read_bytes())) as font:
            characters = "".join(chr(code) for code in sorted(font.getBestCmap()))
    except OSError:
        raise ProjectError(f"缺少字体文件 {project.relative(path)}") from None
    except (TTLibError, AssertionError) as err:
        raise ProjectError(f"{project.relative(path)} 不是能用的字体文件") from err
    cache.put(name, characters.encode("utf-8", "replace"))
    return frozenset(characters)


def _subset(source: bytes, characters: str, shown: str) -> tuple[bytes, str]:
    # Imported here: it takes a tenth of a second, and an unchanged site needs it not at all.
    from fontTools import subset
    from fontTools.ttLib import TTFont, TTLibError

    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False, notdef_outline=True)
    try:
        with TTFont(io.BytesIO(source), recalcTimestamp=False) as font:
            known = font.getBestCmap()
            subsetter = subset.Subsetter(options)
            subsetter.populate(text=characters)
            subsetter.subset(font)
            font["head"].modified = font["head"].created  # fontTools writes the present time
            font.flavor = "woff2"
            buffer = io.BytesIO()
            font.save(buffer)
    except TTLibError as err:
        raise ProjectError(f"{shown} 不是能用的字体文件") from err
    return buffer.getvalue(), "".join(c for c in characters if ord(c) not in known and not c.isspace())
