"""What a site shows that may have to be taken back: its stories and photos."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from showcase.photos.orders import Developed
    from showcase.stories.story import Story

# stories/2026/a for a story. A photo is its folder and its bytes: under another name it is the same, and a picture
# put in its place under the same name is another.
Thing = str


def things(stories: Iterable[Story], photos: Mapping[str, Developed]) -> frozenset[Thing]:
    """`photos` by the path of their source."""
    pictures = {f"{path.rpartition('/')[0]}#{one.probe.sha256[:16]}" for path, one in photos.items()}
    return frozenset({story.folder for story in stories} | pictures)
