"""A text that was rendered once: its HTML, its words, and what it names, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

HAN_A_MINUTE = 400  # reading speed of ordinary Chinese prose


@dataclass(frozen=True)
class PhotoUse:
    """An image of the body, alone on its line."""

    file: str
    alt: str
    caption: str = ""
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class BodyLink:
    """A relative link of the body: `target` as published, e.g. ../other/index.html#h-x, `typed` as its author did."""

    target: str
    line: int = 1
    column: int = 1
    typed: str = ""


@dataclass(frozen=True)
class BlockUse:
    """A place in the body that records or stories fill."""

    name: str
    options: tuple[tuple[str, str], ...] = ()
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Body:
    """The body, rendered once.

    `html` is sanitised. It holds a placeholder for each photo and each block, in the order of `photos` and
    `blocks`, for what is made by us and comes last (see `markup.places`);
    `text` is the same without markup, for search, feeds and counting.
    """

    html: str = ""
    text: str = ""
    photos: tuple[PhotoUse, ...] = ()
    links: tuple[BodyLink, ...] = ()
    blocks: tuple[BlockUse, ...] = ()

    @cached_property
    def characters(self) -> int:
        return sum(not c.isspace() for c in self.text)

    @property
    def minutes(self) -> int:
        return max(1, round(self.characters / HAN_A_MINUTE))


def thawed(facts: Any) -> Body:
    """The body whose `asdict` went through JSON.

    Raises:
        TypeError, KeyError: it is of another shape.
    """
    blocks = (
        BlockUse(
            block["name"],
            tuple((key, value) for key, value in block["options"]),
            block["line"],
            block["column"],
        )
        for block in facts["blocks"]
    )
    return Body(
        facts["html"],
        facts["text"],
        tuple(PhotoUse(**use) for use in facts["photos"]),
        tuple(BodyLink(**link) for link in facts["links"]),
        tuple(blocks),
    )
