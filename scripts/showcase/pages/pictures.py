"""Developed photos as the pictures a page prints."""

from __future__ import annotations

from collections.abc import Sequence

from showcase.page import href
from showcase.pages.views import Picture
from showcase.photos.plan import Instruction
from showcase.photos.studio import Developed, Want

FOLDER = "assets/photos"


def picture(
    page: str,
    photo: Developed,
    want: Want,
    *,
    alt: str,
    caption: str = "",
    credit: str = "",
    narrow: Picture | None = None,
) -> Picture:
    """`photo` in the shape of `want`, named from `page`; `src` is the largest jpg."""
    instructions = photo.plans[want]
    jpg = [i for i in instructions if i.encoder.format == "jpg"]
    avif = [i for i in instructions if i.encoder.format == "avif"]
    largest = jpg[-1]
    return Picture(
        alt=alt,
        src=address(page, largest),
        width=largest.size[0],
        height=largest.size[1],
        srcset_avif=_srcset(page, avif),
        srcset_jpg=_srcset(page, jpg),
        caption=caption,
        credit=credit,
        narrow=narrow,
    )


def address(page: str, instruction: Instruction) -> str:
    return href(page, f"{FOLDER}/{instruction.file}")


def _srcset(page: str, instructions: Sequence[Instruction]) -> str:
    return ", ".join(f"{address(page, i)} {i.size[0]}w" for i in instructions)
