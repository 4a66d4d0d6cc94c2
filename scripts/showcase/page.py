"""A finished page or file of the site, and how one page names another."""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class SearchEntry:
    title: str
    path: str  # from the site's root
    summary: str
    kicker: str  # 餐饮 · 一线故事
    text: str


@dataclass(frozen=True)
class Page:
    """A page; `path` ends in index.md. `meta` is text for the theme, escaped there.

    A `finished` body is HTML to its last byte: one block that Markdown passes through unchanged, so a
    generator may also take it as it is. Otherwise it is Markdown with such blocks in it.
    """

    path: str
    meta: dict[str, Any] = field(hash=False)
    body: str
    finished: bool
    search: SearchEntry | None = None
    updated: str = ""  # ISO date for the sitemap

    @property
    def address(self) -> str:
        return published(self.path)

    @property
    def markdown(self) -> str:
        # JSON is YAML too, and written ten times as fast.
        front = "\n".join(
            f"{key}: {json.dumps(self.meta[key], ensure_ascii=False)}" for key in sorted(self.meta)
        )
        return f"---\n{front}\n---\n\n{self.body}\n"


@dataclass(frozen=True)
class Stored:
    """Bytes that lie in a cache under a name."""

    folder: Path
    name: str


@dataclass(frozen=True)
class Asset:
    path: str  # from the site's root, ASCII lower case
    data: bytes | Stored


def published(path: str) -> str:
    """stories/2026/x/index.md → stories/2026/x/index.html"""
    return path[:-3] + ".html" if path.endswith(".md") else path


@lru_cache(maxsize=100_000)
def href(page: str, target: str) -> str:
    """`target` as `page` names it; both from the site's root. An anchor stays."""
    path, mark, anchor = target.partition("#")
    relative = posixpath.relpath(published(path), posixpath.dirname(page) or ".")
    return relative + mark + anchor


def resolve(page: str, link: str) -> str | None:
    """The path from the site's root that a relative `link` on `page` leads to; None when outside."""
    path = link.partition("#")[0].partition("?")[0]
    if not path:
        return published(page)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return None if target.startswith(("../", "/")) or target == ".." else published(target)
