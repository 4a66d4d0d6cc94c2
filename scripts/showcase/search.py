"""The search index: plain text, found by containing, so that any piece of a Chinese word is found.

A classic script, not JSON, so that the search also works when the site is opened from a folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from showcase.page import SearchEntry


def search_index(entries: Iterable[SearchEntry]) -> bytes:
    rows = [
        {
            "t": entry.title,
            "u": entry.path,
            "s": entry.summary,
            "k": entry.kicker,
            "x": " ".join(entry.text.split()),
        }
        for entry in entries
    ]
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    # U+2028/9 end a line in old JavaScript; "<" could end the script that might one day hold this.
    for character in "<>&\u2028\u2029":
        data = data.replace(character, f"\\u{ord(character):04x}")
    return f"showcaseSearch({data});\n".encode()
