"""What a channel makes of one story: files, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.project.finding import Finding


@dataclass(frozen=True)
class Export:
    """`files` by name, flat in a folder of their own; `said` are the words a reader of this channel meets."""

    channel: str  # as people call it
    folder: str  # of the story, 2026-slug
    files: tuple[tuple[str, bytes], ...]
    said: str
    findings: tuple[Finding, ...] = ()
