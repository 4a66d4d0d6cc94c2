"""A value that was found before, with the key of all that it was found from.

Plain JSON in the cache, behind the SHA-256 that every entry has: cut off, damaged or of another shape it is none.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from showcase.project.cache import Cache

Value = TypeVar("Value")


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
