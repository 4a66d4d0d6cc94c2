"""A finished page or file of the site, and how one page names another."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class SearchEntry:
    title: str
    path: str  # from the site's root
    summary: str
    kicker: str  # 餐饮 · 一线故事
    text: str


@dataclass(frozen=True)
class Page:
    """A Markdown page; `path` ends in index.md. `meta` is text for the theme, escaped there."""

    path: str
    meta: dict[str, Any] = field(hash=False)
    body: str
    search: SearchEntry | None = None
    updated: str = ""  # ISO date for the sitemap

    @property
    def address(self) -> str:
        return published(self.path)

    @property
    def markdown(self) -> str:
        front = yaml.safe_dump(self.meta, allow_unicode=True, sort_keys=True, width=10_000)
        return f"---\n{front}---\n\n{self.body}\n"


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
