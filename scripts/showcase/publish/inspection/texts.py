"""Everything of a finished site that is text: what is wrong in it, and whether all that it leads to is there."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from showcase.project.cache import Cache
from showcase.project.kept import Kept, key_of
from showcase.publish.inspection.addresses import Addresses
from showcase.publish.inspection.clean import Clean, cleaned, recalled
from showcase.publish.inspection.files import read_file
from showcase.publish.inspection.private import Secrets
from showcase.publish.inspection.reading import Fault, Found, Reading
from showcase.publish.kinds import KINDS

READ = frozenset(suffix for suffix, kind in KINDS.items() if kind.is_text) | {".zip"}


class Terms(NamedTuple):
    """What is asked of every file."""

    secret: Secrets
    policy: str  # that each page has to say
    origin: str  # of the site, with a final "/"; "" while nobody knows
    home: str  # the path in it that the page of no address names files by


class Texts:
    """Everything that is text: what of it leads somewhere, and what is wrong with it."""

    def __init__(
        self, folder: Path, files: frozenset[str], terms: Terms, is_typed: Callable[[str, str], bool]
    ) -> None:
        self._folder, self._files, self._terms, self._is_typed = folder, files, terms, is_typed
        self._addresses = Addresses(files, self._ids, terms.origin, terms.home, is_typed)
        self._clean: dict[str, Clean] = {}
        self._faulty: dict[str, Reading] = {}

    def read(self, files: Iterable[str], prints: Mapping[str, str], shelf: Cache) -> None:
        """Each of `files` in its turn; what `shelf` knows to be clean is not read again. `prints`: what some are known by."""
        secret, policy, origin, home = self._terms
        name = key_of(secret.key, policy, origin, home)
        kept = Kept(shelf, name)
        for path in files:
            if posixpath.splitext(path)[1] in READ:
                known_by = prints.get(path) or hashlib.sha256((self._folder / path).read_bytes()).hexdigest()
                key = key_of(path, known_by)
                if row := kept.get(key):
                    self._clean[path] = recalled(row)
                elif row := self._read(path):
                    kept.put(key, row)
        kept.save()
        shelf.prune({name})

    def _read(self, path: str) -> bytes | None:
        """What is to be kept of the file."""
        reading = self._reading(path)
        clean = cleaned(path, reading, self._terms.policy, self._addresses)
        if clean is None:
            self._faulty[path] = reading
            return None
        self._clean[path] = clean
        return clean.row

    def _reading(self, path: str) -> Reading:
        return self._faulty.get(path) or read_file(
            path, (self._folder / path).read_bytes(), self._terms.secret
        )

    def _ids(self, path: str) -> Collection[str] | None:
        """What an anchor on the page `path` may lead to; None of what is no page."""
        if not path.endswith(".html"):
            return None
        if path in self._clean:
            return self._clean[path].ids
        return self._faulty[path].ids if path in self._faulty else None

    def faults(self) -> Iterator[Found]:
        """What is wrong in each file, and where it leads to nothing."""
        named = frozenset().union(*(clean.anchors for clean in self._clean.values()))
        lost = {one for one in named if not self._is_there(*one.split("#", 1))}
        for path in sorted({*self._clean, *self._faulty}):
            if path in self._faulty or not self._leads(self._clean[path], path, lost):
                yield from self._told(path)

    def _leads(self, clean: Clean, path: str, lost: Collection[str]) -> bool:
        """Whether all that it names is there, and was typed where it is elsewhere."""
        return (
            clean.files <= self._files
            and clean.anchors.isdisjoint(lost)
            and all(self._is_typed(path, host) for host in clean.hosts)
        )

    def _is_there(self, path: str, anchor: str) -> bool:
        ids = self._ids(path)
        return ids is None or anchor in ids

    def _told(self, path: str) -> Iterator[Found]:
        reading = self._reading(path)
        yield from ((path, fault) for fault in reading.faults)
        if path.endswith(".html") and reading.policy != self._terms.policy:
            yield path, Fault(1, "没有写内容安全策略，或写得不一样")
        for named in reading.named:
            if words := self._addresses.fault(path, named):
                yield path, Fault(named.line, words, named.address)

    def leads(self) -> dict[str, tuple[str, ...]]:
        """Addresses of other sites, each with the files that lead there."""
        found: dict[str, list[str]] = {}
        for path, clean in self._clean.items():
            for address in clean.leads:
                found.setdefault(address, []).append(path)
        return {address: tuple(paths) for address, paths in found.items()}
