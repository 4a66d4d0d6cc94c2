"""What is made of a photo: sizes and encoder settings, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["avif", "jpg"]

MAX_ENLARGEMENT = 1.25  # beyond this a photo looks soft; it is then used smaller


@dataclass(frozen=True)
class Encoder:
    """Settings that change an output's bytes; all are part of its name."""

    format: Format
    quality: int
    options: tuple[tuple[str, str | int | bool], ...] = ()


# Speed 8 encodes three times as fast as 6 at 2 % more bytes. One thread: the number of threads
# changes AVIF's bytes, and Pillow's default is the number of cores.
AVIF = Encoder("avif", 60, (("speed", 8), ("subsampling", "4:2:0"), ("max_threads", 1)))
# Optimised Huffman tables save 12 % of the bytes; progressive adds time and saves nothing here.
JPG = Encoder("jpg", 80, (("optimize", True), ("subsampling", "4:2:0")))

BOTH = (AVIF, JPG)


@dataclass(frozen=True)
class Recipe:
    """`widths` in px; `ratio` is width:height of the crop, None keeps the photo's own."""

    name: str
    widths: tuple[int, ...]
    ratio: tuple[int, int] | None = None
    encoders: tuple[Encoder, ...] = BOTH


BODY = Recipe("body", (480, 960, 1600))  # phone, column on a 2× screen, photo that breaks out
COVER = Recipe("cover", (480, 960, 1600), (3, 2))  # one shape above the fold, portrait or not
CARD = Recipe("card", (640,), (4, 3))  # a third of 1200 px on a 1.6× screen
BANNER = Recipe("banner", (960, 1920), (1920, 820))
BANNER_NARROW = Recipe("banner-narrow", (760,), (760, 950))  # 4:5, 390 px on a 2× screen
SHARE = Recipe("share", (1200,), (1200, 630), (JPG,))  # what link previews show; they read no AVIF

RECIPES = (BODY, COVER, CARD, BANNER, BANNER_NARROW, SHARE)
