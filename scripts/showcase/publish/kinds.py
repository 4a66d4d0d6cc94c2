"""The kinds of files that a site of ours holds: how a server shall name them, and which are worth compressing."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    type: str  # as a server names it
    is_text: bool = False  # and is sent compressed


KINDS = {
    ".html": FileKind("text/html", True),
    ".css": FileKind("text/css", True),
    ".js": FileKind("text/javascript", True),
    ".json": FileKind("application/json", True),
    ".webmanifest": FileKind("application/manifest+json", True),
    ".xml": FileKind("application/xml", True),
    ".svg": FileKind("image/svg+xml", True),
    ".csv": FileKind("text/csv", True),
    ".ics": FileKind("text/calendar", True),
    ".vtt": FileKind("text/vtt", True),
    ".bib": FileKind("application/x-bibtex", True),
    ".ris": FileKind("application/x-research-info-systems", True),
    ".txt": FileKind("text/plain", True),
    ".avif": FileKind("image/avif"),
    ".jpg": FileKind("image/jpeg"),
    ".png": FileKind("image/png"),
    ".ico": FileKind("image/x-icon"),
    ".woff2": FileKind("font/woff2"),
    ".mp4": FileKind("video/mp4"),
    ".webm": FileKind("video/webm"),
    ".pdf": FileKind("application/pdf"),
    ".zip": FileKind("application/zip"),
}

# Servers of different age name some types otherwise; browsers take either.
ALIKE = {
    "text/javascript": frozenset({"text/javascript", "application/javascript", "application/x-javascript"}),
    "application/xml": frozenset({"application/xml", "text/xml"}),
    "image/x-icon": frozenset({"image/x-icon", "image/vnd.microsoft.icon"}),
    "application/zip": frozenset({"application/zip", "application/x-zip-compressed"}),
}


def kind_of(path: str) -> FileKind | None:
    return KINDS.get(posixpath.splitext(path)[1])


# Named by their bytes: under such a name there will never be others. As patterns that every server reads alike.
LASTING_FOLDERS = ("assets/photos/", "assets/cards/", "assets/fonts/")
LASTING_NAME = r"assets/(?:photos|cards|fonts)/[a-z0-9-]*[0-9a-f]{10}[a-z0-9-]*[.][a-z0-9]+"
VERSIONED = r"assets/(?:site|early)[.](?:css|js)\?v=[0-9a-f]{10}"
_LASTING = re.compile(f"{LASTING_NAME}|{VERSIONED}")


def is_lasting(address: str) -> bool:
    """Whether what lies at `address`, from the site's root, may be kept for good."""
    return _LASTING.fullmatch(address) is not None
