"""Developed photos as the pictures a page prints."""

from __future__ import annotations

from collections.abc import Sequence

from showcase.pages.views import Picture
from showcase.photos.plan import Instruction
from showcase.project.addresses import href

FOLDER = "assets/photos"


def picture(
    page: str, instructions: Sequence[Instruction], *, alt: str, caption: str = "", credit: str = ""
) -> Picture:
    """The outputs of one recipe as `page` names them; `src` is the largest jpg."""
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
    )


def address(page: str, instruction: Instruction) -> str:
    return href(page, f"{FOLDER}/{instruction.file}")


def _srcset(page: str, instructions: Sequence[Instruction]) -> str:
    return ", ".join(f"{address(page, i)} {i.size[0]}w" for i in instructions)
