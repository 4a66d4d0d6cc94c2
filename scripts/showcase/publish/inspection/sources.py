"""What people wrote, asked again once the site is made: where a fault comes from, and which other sites are named."""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

from showcase.project.finding import Place
from showcase.project.folder import Project
from showcase.project.jail import DEEPEST, Entry, Refused

PARTS = ("stories", "docs", "brand")
TEXTS = (".md", ".yml", ".csv")
PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".avif", ".mpo")
MOST = 64 << 20  # bytes of a photo


class Sources:
    """`pages`: the address of each page → the file that it is written in, "" where it is computed."""

    def __init__(self, project: Project, pages: Mapping[str, str]) -> None:
        self.project, self.pages = project, pages
        self._texts: dict[str, str] = {}
        self._typed: dict[str, bool] = {}

    def text(self, path: str) -> str:
        if path not in self._texts:
            try:
                self._texts[path] = self.project.read(path).decode("utf-8", "replace")
            except Refused:
                self._texts[path] = ""
        return self._texts[path]

    @cached_property
    def files(self) -> tuple[tuple[str, int], ...]:
        """Path and size of everything below stories/, docs/ and brand/, no link followed."""
        return tuple(sorted(self._files()))

    def _files(self) -> Iterator[tuple[str, int]]:
        for part in PARTS:
            yield from self._below(part)

    def _below(self, *parts: str) -> Iterator[tuple[str, int]]:
        """What cannot be listed was told of by those who read it."""
        entries: tuple[Entry, ...] = ()
        if len(parts) <= DEEPEST:
            with contextlib.suppress(Refused):
                entries = self.project.jail.entries(*parts)
        for entry in entries:
            if entry.is_folder:
                yield from self._below(*parts, entry.name)
            elif entry.is_plain:
                yield "/".join((*parts, entry.name)), entry.size

    @cached_property
    def everything(self) -> str:
        texts = (self.text(path) for path, _ in self.files if path.endswith(TEXTS))
        return "\n".join((*texts, self.text("mkdocs.yml"))).lower()

    @cached_property
    def photos(self) -> Mapping[int, tuple[str, ...]]:
        """Original photos by their size in bytes."""
        found: dict[int, tuple[str, ...]] = {}
        for path, size in self.files:
            if path.lower().endswith(PHOTOS):
                found[size] = (*found.get(size, ()), path)
        return found

    def original(self, data: bytes) -> str:
        """The photo whose very bytes `data` are, or ""."""
        for path in self.photos.get(len(data), ()):
            with contextlib.suppress(Refused):
                if self.project.read(path, MOST) == data:
                    return path
        return ""

    def names(self, page: str, host: str) -> bool:
        """Whether `host` was typed, in the file that `page` is written in or anywhere."""
        if host not in self._typed:
            self._typed[host] = self._names(page, host)
        return self._typed[host]

    def _names(self, page: str, host: str) -> bool:
        spelt = {host}
        if "xn--" in host:
            spelt.add(host.encode().decode("idna", "replace"))
        own = self.text(self.pages.get(page) or "mkdocs.yml").lower()
        return any(host in own for host in spelt) or any(host in self.everything for host in spelt)

    def place(self, page: str, line: int, original: str) -> Place:
        """Where in the sources the words at fault stand; else the page's own file; else the page itself."""
        source = self.pages.get(page, "")
        if not source:
            return Place(page, line)
        folder = posixpath.dirname(source)
        beside = [
            path
            for path, _ in self.files
            if posixpath.dirname(path) == folder and path.endswith(TEXTS) and path != source
        ]
        for needle in filter(None, _spellings(original)):
            for path in (source, *beside):
                for number, text in enumerate(self.text(path).splitlines(), 1):
                    if needle in text:
                        return Place(path, number, text.index(needle) + 1)
        return Place(source)


def _spellings(original: str) -> Iterator[str]:
    """As it may have been typed: a page as its manuscript, an address not escaped, a folder by its name."""
    plain = unquote(original)
    path = plain.partition("#")[0].partition("?")[0]
    yield from (
        original,
        plain,
        plain.replace(".html", ".md"),
        path,
        path.removesuffix("/index.html").rpartition("/")[2],
    )
    yield plain.partition("#")[2]
