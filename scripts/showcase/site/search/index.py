"""Entries → the files of the search.

`search/index.js` holds what every question needs, `search/k/` the keys in shards, `search/d/` one file an entry for
the list of what was found. All are classic scripts, not JSON: they load from a folder too, where fetch() is refused.
A shard holds about `SHARD` bytes however many stories there are; there are more shards, not larger ones.
"""

from __future__ import annotations

import hashlib
import json
import math
import operator
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from showcase.brand.organisation import Word
from showcase.pages.page import Asset
from showcase.project.kept import Kept
from showcase.site.before import Before
from showcase.site.search.keys import folded, keys, shard_of, singles, spoken, title_keys
from showcase.site.search.reading import Entry, Findable, drawn_together

SHARD = 3000  # bytes on average
MOST = 6000  # entries under one key; the weightiest stay
TEXT = 3000  # characters kept for showing where a word stands
HEADING = 8  # characters of a heading that can be asked for as it is spoken
OFTEN = 3  # a single character of the text counts from here on
NOUGHT = 64  # what is added to a level where it is kept: a sign that ends no line
LEVELS = 32  # a power of two: of weight, FINE to the point; theme/assets/js/29-find.js takes them apart again
FINE = 2.5
_JOINTS = re.compile(r"[\n、，和或与]")  # of a heading that names several things
_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True)
class _Read:
    """What is taken from one page, in plain text: where it stands in the order, its keys, and its file."""

    number: int
    keys: str  # parted by spaces: of Han characters, letters and digits none holds one
    levels: bytes  # for each key the sign of how much it says of the page
    file: Asset

    @property
    def row(self) -> bytes:
        return b"\t".join(
            (self.keys.encode(), self.levels, str(self.number).encode(), self.file.print.encode())
        )


def index_files(
    pages: Iterable[Findable],
    words: Iterable[Word],
    popular: Iterable[tuple[str, str]],
    before: Before | None = None,
    kept: Kept | None = None,
) -> tuple[Asset, ...]:
    """The index of `pages`; `popular` are words, each with the address that it leads to.

    Reading the keys from a text takes most of the time. They follow from the page's entry alone, all of which is in
    its key, so what was `kept` under that is not read again. Its file holds its number too; it is not made again where
    the site `before` has the one that was made with that number.
    """
    read = [_read(number, page, before, kept) for number, page in enumerate(pages)]
    filed = _filed(read)
    encode = _Row()
    rows = {key: encode.row(filed[key]) for key in sorted(filed)}
    shards = 1 + sum(map(_size, rows.items())) // SHARD
    held: list[dict[str, str]] = [{} for _ in range(shards)]
    for key, row in rows.items():
        held[shard_of(key, shards)][key] = row
    files = [Asset(f"search/k/{n}.js", _script("shard", n, shard)) for n, shard in enumerate(held)]
    files += (one.file for one in read)
    start = {
        "entries": len(read),
        "shards": shards,
        "version": hashlib.sha256("".join(file.print for file in files).encode()).hexdigest()[:10],
        "also": {folded(also): folded(entry.word) for entry in words for also in entry.also},
        "popular": list(popular),
        "simple": "".join(_traditional(frozenset(rows))),
    }
    return (Asset("search/index.js", _script("start", 0, start)), *files)


def _read(number: int, page: Findable, before: Before | None, kept: Kept | None) -> _Read:
    path = f"search/d/{number}.js"
    keys_, levels, old, known_by = "", b"", b"", b""
    row = kept.get(page.key) if kept else None
    if row:
        named, levels, old, known_by = row.split(b"\t")
        keys_ = named.decode()
    if before and old == str(number).encode() and before.holds(path, known_by.decode()):
        return _Read(number, keys_, levels, before.asset(path))
    entry = page.read()
    if not row:
        weights = _weights(entry)
        signs = (NOUGHT + min(LEVELS - 1, max(1, round(weight * FINE))) for weight in weights.values())
        keys_, levels = " ".join(weights), bytes(signs)
    made = _Read(number, keys_, levels, Asset(path, _script("entry", number, _shown(entry))))
    if kept:
        kept.put(page.key, made.row)
    return made


def _filed(read: Iterable[_Read]) -> Mapping[str, array[int]]:
    """Under each key the pages that hold it, as number × LEVELS + level, in order."""
    filed: dict[str, array[int]] = {}
    for one in read:
        start = one.number * LEVELS - NOUGHT
        for key, level in zip(one.keys.split(), one.levels, strict=True):
            if key in filed:
                filed[key].append(start + level)
            else:
                filed[key] = array("I", (start + level,))
    return filed


def _weights(entry: Entry) -> Mapping[str, float]:
    """How much each key says of an entry: its title most, the shorter the more, and a word said often more."""
    found: dict[str, float] = {}

    def add(these: Iterable[str], weight: float) -> None:
        for key in frozenset(these):
            found[key] = found.get(key, 0) + weight

    text = Counter(keys(entry.text))
    thin = 1 + 0.2 * math.log2(1 + sum(text.values()) / 400)  # a long text speaks of much
    for key, count in text.items():
        found[key] = math.log2(1 + count) / thin
    add(singles(entry.text, OFTEN), 1 / thin)
    for words, weight in ((entry.headings, 1.0), (entry.kicker, 1.0), (entry.summary, 1.5)):
        add((*keys(words), *singles(words)), weight)
    for heading in _JOINTS.split(entry.headings):
        add(spoken(heading) if len(heading) <= HEADING else (), 1.0)
    for title in (entry.title, *entry.names):
        add((*title_keys(title), *singles(title)), 14 / math.sqrt(1 + len(title)))
    return {key: weight * entry.weight for key, weight in found.items()}


class _Row(dict[int, str]):
    """A number in base 32, low digit first; +32: one more digit follows. Each is reckoned once."""

    def __missing__(self, number: int) -> str:
        signs, rest = bytearray(), number
        while rest > 31:
            signs.append(_DIGITS[rest % 32 + 32])
            rest //= 32
        signs.append(_DIGITS[rest])
        self[number] = signs.decode("ascii")
        return self[number]

    def row(self, filed: array[int]) -> str:
        """Each entry's number as its distance from the one before, × LEVELS, and its weight."""
        if len(filed) > MOST:
            filed = array("I", sorted(sorted(filed, key=lambda row: (-(row % LEVELS), row))[:MOST]))
        before = [0, *(posting & -LEVELS for posting in filed)]
        return "".join(map(self.__getitem__, map(operator.sub, filed, before)))


def _size(row: tuple[str, str]) -> int:
    return len(row[0].encode()) + len(row[1]) + 6


def _shown(entry: Entry) -> dict[str, Any]:
    text = drawn_together(entry.text)[:TEXT]
    shown = {"t": entry.title, "u": entry.path, "s": entry.summary, "k": entry.kicker, "x": text}
    parts = [part for part in entry.parts if part[0] < len(text)]
    return shown | ({"h": parts} if parts else {})


def _traditional(filed: frozenset[str]) -> Iterator[str]:
    """Simplified characters that the index holds, each followed by its traditional forms, parted by spaces."""
    used = frozenset(character for key in filed for character in key)
    text = (resources.files("showcase") / "site" / "search" / "traditional.txt").read_text("utf-8")
    for row in text.partition("\n")[2].split():
        if row[0] in used:
            yield row + " "


def _script(kind: str, number: int, data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # U+2028/9 end a line in old JavaScript; "<" could end the script that might one day hold this.
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'showcaseSearch("{kind}",{number},{text});\n'.encode()
