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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from showcase.brand.organisation import Word
from showcase.pages.page import Asset
from showcase.project.kept import Kept, key_of
from showcase.site.search.keys import folded, keys, shard_of, singles, spoken, title_keys
from showcase.site.search.reading import Entry, drawn_together

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


def index_files(
    entries: Sequence[Entry],
    words: Iterable[Word],
    popular: Iterable[tuple[str, str]],
    kept: Kept | None = None,
) -> tuple[Asset, ...]:
    """The index of `entries`; `popular` are words, each with the address that it leads to."""
    filed = _filed(entries, kept)
    encode = _Row()
    rows = {key: encode.row(filed[key]) for key in sorted(filed)}
    shards = 1 + sum(map(_size, rows.items())) // SHARD
    held: list[dict[str, str]] = [{} for _ in range(shards)]
    for key, row in rows.items():
        held[shard_of(key, shards)][key] = row
    files = [Asset(f"search/k/{n}.js", _script("shard", n, shard)) for n, shard in enumerate(held)]
    files += (
        Asset(f"search/d/{n}.js", _script("entry", n, _shown(entry))) for n, entry in enumerate(entries)
    )
    version = hashlib.sha256()
    for file in files:
        assert isinstance(file.data, bytes)
        version.update(file.data)
    start = {
        "entries": len(entries),
        "shards": shards,
        "version": version.hexdigest()[:10],
        "also": {folded(also): folded(entry.word) for entry in words for also in entry.also},
        "popular": list(popular),
        "simple": "".join(_traditional(frozenset(rows))),
    }
    return (Asset("search/index.js", _script("start", 0, start)), *files)


def _filed(entries: Iterable[Entry], kept: Kept | None) -> Mapping[str, array[int]]:
    """Under each key the entries that hold it, as number × LEVELS + weight, in order."""
    filed: dict[str, array[int]] = {}
    for number, entry in enumerate(entries):
        keys_, _, levels = _levels(entry, kept).partition(b"\t")
        start = number * LEVELS - NOUGHT
        for key, level in zip(keys_.decode().split(), levels, strict=True):
            if key in filed:
                filed[key].append(start + level)
            else:
                filed[key] = array("I", (start + level,))
    return filed


def _levels(entry: Entry, kept: Kept | None) -> bytes:
    """The keys of an entry parted by spaces, a tab, and for each the sign of how much it says of it.

    Reading them from a text takes most of the time of the whole index. They follow from the entry alone, all of which
    is in the key; a key is Han characters, letters and digits, so none holds a space.
    """
    name = key_of(entry) if kept else ""
    known = kept.get(name) if kept else None
    if known:
        return known
    weights = _weights(entry)
    levels = bytes(NOUGHT + min(LEVELS - 1, max(1, round(weight * FINE))) for weight in weights.values())
    found = " ".join(weights).encode() + b"\t" + levels
    if kept:
        kept.put(name, found)
    return found


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
