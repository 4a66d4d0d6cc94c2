"""What a channel makes of one story: files, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.channels.facts import Kind
from showcase.project.finding import Finding


@dataclass(frozen=True)
class Said:
    """What a reader meets in one file: read back from its bytes where it is text, what was drawn where it is a picture."""

    file: str
    words: str
    own: tuple[str, ...] = ()  # phrases of the channel, which no story says


@dataclass(frozen=True)
class Export:
    """`files` by name, flat in a folder of their own; of the kinds of facts in `whole` they leave out none."""

    channel: str  # as people call it
    folder: str  # of the story, 2026-slug
    files: tuple[tuple[str, bytes], ...]
    said: tuple[Said, ...]
    whole: frozenset[Kind] = frozenset()
    findings: tuple[Finding, ...] = ()
