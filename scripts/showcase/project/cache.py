"""What was made before, by name; and what is known of unchanged files.

Every entry begins with the SHA-256 of the rest, so a flipped bit or a half write is found on
reading and the entry is made again. Entries are written under another name and then renamed:
two builds at once, or a killed one, leave only whole entries.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

from showcase.project.atomic import write_whole

DIGEST = 32  # bytes


class Cache:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        return self.folder / name[:2] / name

    def get(self, name: str) -> bytes | None:
        """The entry's bytes; None when there is none, or it is damaged (it is then removed)."""
        path = self.path(name)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data[DIGEST:]).digest() != data[:DIGEST]:
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        return data[DIGEST:]

    def put(self, name: str, data: bytes) -> None:
        write_whole(self.path(name), hashlib.sha256(data).digest() + data)

    def prune(self, keep: Collection[str]) -> int:
        """Removes every entry not in `keep`, and what killed writes left; returns the bytes freed.

        Another build that runs meanwhile only finds less in the cache, and makes it again.
        """
        freed = 0
        for path in sorted(self.folder.glob("*/*")) if self.folder.is_dir() else ():
            if path.name not in keep:
                with contextlib.suppress(OSError):
                    freed += path.stat().st_size
                    path.unlink()
        return freed

    def get_json(self, name: str) -> Any:
        data = self.get(name)
        try:
            return None if data is None else json.loads(data)
        except ValueError:  # whole, but not from here
            return None

    def put_json(self, name: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        self.put(name, text.encode("utf-8", "surrogatepass"))  # names of files need not be UTF-8


class Memo:
    """SHA-256 of files by (size, mtime), so that unchanged sources are not read again.

    A file changed within the last two seconds is not remembered: it could change again without
    its time showing it.
    """

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache, self._name = cache, name
        known = cache.get_json(name)
        self._known: dict[str, list[Any]] = known if isinstance(known, dict) else {}
        self._seen: dict[str, list[Any]] = {}

    def get(self, path: str, size: int, mtime_ns: int) -> str | None:
        known = self._known.get(path)
        if known and known[:2] == [size, mtime_ns]:
            self._seen[path] = known
            return str(known[2])
        return None

    def put(self, path: str, size: int, mtime_ns: int, sha256: str) -> None:
        if time.time_ns() - mtime_ns > 2_000_000_000:
            self._seen[path] = [size, mtime_ns, sha256]

    def save(self, *, others: bool = False) -> None:
        """Remembers what was asked for; with `others` also what was not, for who asked for a part of the files."""
        kept = self._known | self._seen if others else self._seen
        if kept != self._known:
            self._cache.put_json(self._name, kept)
