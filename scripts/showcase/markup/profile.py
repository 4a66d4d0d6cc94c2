"""What kind of text is rendered."""

from __future__ import annotations

from enum import StrEnum


class Profile(StrEnum):
    """A hand-written page may hold what a story may, and code in fences, blocks, and a form to fill in by hand."""

    STORY = "story"
    PAGE = "page"
    OFFICIAL = "official"  # a page without its sample parts

    @property
    def is_page(self) -> bool:
        return self is not Profile.STORY
