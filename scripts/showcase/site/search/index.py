"""Entries → the files of the search.

`search/index.js` holds what every question needs, `search/k/` the keys in shards, `search/d/` one file an entry for
the list of what was found. All are classic scripts, not JSON: they load from a folder too, where fetch() is refused.
A shard holds about `SHARD` bytes however many stories there are; there are more shards, not larger ones.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from showcase.brand.organisation import Word
from showcase.pages.page import Asset
from showcase.site.search.keys import folded, keys, shard_of, singles, spoken, title_keys
from showcase.site.search.reading import Entry, drawn_together

SHARD = 3000  # bytes on average
MOST = 6000  # entries under one key; the weightiest stay
TEXT = 3000  # characters kept for showing where a word stands
HEADING = 8  # characters of a heading that can be asked for as it is spoken
OFTEN = 3  # a single character of the text counts from here on
LEVELS = 32  # of weight, FINE to the point; theme/assets/js/29-find.js takes them apart again
FINE = 2.5
_JOINTS = re.compile(r"[\n、，和或与]")  # of a heading that names several things
_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def index_files(
    entries: Sequence[Entry], words: Iterable[Word], popular: Iterable[tuple[str, str]]
) -> tuple[Asset, ...]:
    """The index of `entries`; `popular` are words, each with the address that it leads to."""
    filed = _filed(entries)
    rows = {key: _encoded(filed[key]) for key in sorted(filed)}
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


def _filed(entries: Iterable[Entry]) -> Mapping[str, array[int]]:
    """Under each key the entries that hold it, as number × LEVELS + weight, in order."""
    filed: dict[str, array[int]] = defaultdict(lambda: array("L"))
    for number, entry in enumerate(entries):
        for key, weight in _weights(entry).items():
            level = min(LEVELS - 1, max(1, round(weight * FINE)))
            filed[key].append(number * LEVELS + level)
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


def _encoded(filed: array[int]) -> str:
    """Each number as its distance from the one before, in base 32, low digit first; +32: one more digit follows."""
    if len(filed) > MOST:
        filed = array("L", sorted(sorted(filed, key=lambda row: (-(row % LEVELS), row))[:MOST]))
    row, last = bytearray(), 0
    for posting in filed:
        number, level = divmod(posting, LEVELS)
        rest, last = (number - last) * LEVELS + level, number
        while rest > 31:
            row.append(_DIGITS[rest % 32 + 32])
            rest //= 32
        row.append(_DIGITS[rest])
    return row.decode("ascii")


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
