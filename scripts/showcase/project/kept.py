"""What was found or made before, with the key of all that it came from.

Plain text in the cache, behind the SHA-256 that every entry has: cut off, damaged or of another shape it is none.
What is kept under a key cannot be stale as long as the key holds everything that its maker sees; whoever keeps something
says so. The program itself is part of every key of a `Kept`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from showcase.project.cache import Cache
from showcase.project.version import program

Value = TypeVar("Value")

SIGNS = 32  # of a key, in hexadecimal


def name_of(folder: Path) -> str:
    """The name of an entry that is about what lies in `folder`."""
    return hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def recalled(shelf: Cache, name: str, key: str, kind: type[Value]) -> Value | None:
    """The value of that name, where it was kept under this very key."""
    known, _, text = (shelf.get(name) or b"").partition(b"\n")
    if not key or known != key.encode():
        return None
    try:
        return TypeAdapter(kind).validate_json(text)
    except ValidationError:
        return None


def keep(shelf: Cache, name: str, key: str, value: object) -> None:
    """`value` in the place of the one of that name; with no key there is none from now on."""
    try:
        text = TypeAdapter(type(value)).dump_json(value) if key else b""
    except PydanticSerializationError:  # a file's name that is no text
        key, text = "", b""
    shelf.put(name, key.encode() + b"\n" + text)


def key_of(*facts: object) -> str:
    """The key of what came from these plain values: texts, numbers, tuples, records of them; no sets."""
    return hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()[:SIGNS]


class Kept:
    """Many values by key, in one entry of `shelf`; what a run asks for or makes is kept for the next, the rest is forgotten.

    A value is bytes without a line end. Another program than the one that kept them finds none. Without a shelf they
    are kept as long as this is.
    """

    def __init__(self, shelf: Cache | None = None, name: str = "") -> None:
        self._shelf, self._name = shelf, name
        maker, _, rows = ((shelf and shelf.get(name)) or b"").partition(b"\n")
        known = rows.split(b"\n") if maker == program().encode() else ()
        self._before = {row[:SIGNS]: row for row in known if row}
        self._now: dict[bytes, bytes] = {}

    def get(self, key: str) -> bytes | None:
        row = self._before.get(key.encode())
        if row is None:
            return None
        self._now[row[:SIGNS]] = row
        return row[SIGNS:]

    def put(self, key: str, value: bytes) -> None:
        self._now[key.encode()] = key.encode() + value

    def save(self) -> None:
        """The run is over."""
        if self._shelf and self._now != self._before:
            rows = (self._now[key] for key in sorted(self._now))
            self._shelf.put(self._name, b"\n".join((program().encode(), *rows)))
        self._before, self._now = self._now, {}
