"""What is made of a photo: shapes, sizes and encoder settings, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from showcase.photos.placement import Corner

Format = Literal["avif", "webp", "jpg"]
Negative = Literal["story", "banner", "channel", "print"]

MAX_ENLARGEMENT = 1.25  # beyond this a photo looks soft; it is then used smaller, or extended


@dataclass(frozen=True)
class Encoder:
    """Settings that change an output's bytes; all are part of its name."""

    format: Format
    quality: int
    options: tuple[tuple[str, str | int | bool], ...] = ()
    most: int = 0  # bytes: what takes more is packed tighter, down to the last of TIGHTER; 0: as it comes

    @property
    def hastened(self) -> Encoder:
        """The same, made as fast as its format can be."""
        return replace(self, options=tuple((k, HASTE if k == "speed" else v) for k, v in self.options))


# AVIF's speed, part of each output's name: bytes never depend on when they were made. At an equal score, 960 px, eleven
# photos of this project: 6 takes 450 ms for 45 kB, 8 takes 130 ms for 49 kB, 9 takes 36 ms for 55 kB. From 9 to 8 each
# millisecond of the office saves every reader 60 bytes, from 8 to 6 only 14: what many load is made at 8.
# 9 is for where somebody waits, and for the widest pictures, which take half of the time and are loaded least.
SPEED, HASTE = 8, 9
# Photos in running text, which open large: 73.7 by SSIMULACRA2 at 720 px (65 scored 77.7 and took a quarter more). One
# thread: the number of threads changes AVIF's bytes, and Pillow's default is the number of cores.
AVIF = Encoder("avif", 58, (("speed", SPEED), ("subsampling", "4:2:0"), ("max_threads", 1)))
# What opens a page or stands in a list is seen at a glance, on two or three pixels to a point: 69.3, and 55 kB where
# quality 65 took 84 (the largest of four banners for phones). At 46 the score falls to 62 and grass turns to paint.
AVIF_GLANCE = Encoder("avif", 52, (("speed", SPEED), ("subsampling", "4:2:0"), ("max_threads", 1)))
# The first picture of a page on a phone, the largest thing it paints: 43,000 bytes are three round trips of a fresh
# connection. What takes more is full of small things, a bowl of rice or a wall of books, where nobody sees the
# difference: 56 kB became 40 and 74 became 44. One a page, so it may take its time.
AVIF_OPENING = Encoder("avif", 52, (("speed", 6), ("subsampling", "4:2:0"), ("max_threads", 1)), most=43_000)
TIGHTER = (46, 40, 37)  # qualities
# Optimised Huffman tables save 12 % of the bytes; progressive adds time and saves nothing here.
JPG = Encoder("jpg", 78, (("optimize", True), ("subsampling", "4:2:0")))
# No recipe asks for it: AVIF was smaller on every photo tried, and WebP costs a quarter of the time.
WEBP = Encoder("webp", 80, (("method", 4),))

BOTH = (AVIF, JPG)
GLANCE = (AVIF_GLANCE, JPG)
OPENING = (AVIF_OPENING, JPG)


@dataclass(frozen=True)
class MarkPlace:
    """Where an output carries the emblem: in the first of `corners` that suits, `share` of the output's width wide."""

    corners: tuple[Corner, ...]
    share: float


@dataclass(frozen=True)
class Recipe:
    """`widths` in px, ascending; `ratio` is width:height of the crop, None keeps the photo's own.

    `negative` names the decoded, scaled-down photo the outputs are printed from: recipes that share one
    are printed from one decode. `needs` is the width below which the photo is called too small. With `extend` the output always has
    its full size: what the photo cannot fill continues its own edge, since channels refuse other sizes.
    `between` are more widths in AVIF alone: few browsers take the jpg, and those that do can take a wider one.
    From `haste_from` px on encoders hurry: only screens of two pixels to a point load these, and who opens a photo.
    """

    name: str
    label: str
    widths: tuple[int, ...]
    ratio: tuple[int, int] | None = None
    encoders: tuple[Encoder, ...] = BOTH
    needs: int = 0
    extend: bool = False
    negative: Negative = "story"
    mark: MarkPlace | None = None
    between: tuple[int, ...] = ()
    haste_from: int = 1600

    def encoder_at(self, width: int, encoder: Encoder) -> Encoder:
        return encoder.hastened if width >= self.haste_from else encoder

    @property
    def hastened(self) -> Recipe:
        """The same for somebody who waits."""
        return replace(self, haste_from=0)

    @property
    def needed_size(self) -> tuple[int, int]:
        """The smallest photo that fills the recipe without being called too small; height 0: any."""
        across, down = self.ratio or (1, 0)
        return self.needs, round(self.needs * down / across)


# Website. A phone's column is 350 px wide: 720 on a screen of two pixels to a point, 1,050 on one of three.
BODY = Recipe(
    "body", "正文", (480, 960, 1600), needs=480, between=(720, 1280)
)  # column on a 2× screen; break-out
COVER = Recipe("cover", "题图", (480, 960, 1600), (3, 2), GLANCE, needs=960, between=(720, 1280))
CARD = Recipe(
    "card", "卡片", (640,), (640, 480), GLANCE, needs=640, between=(320,)
)  # 384 px at 1.6×; a phone's rows
BANNER = Recipe(
    "banner", "横幅", (960, 1920), (1920, 820), GLANCE, 1200, negative="banner", between=(1280,)
)  # 21:9 on a desktop
BANNER_NARROW = Recipe(
    "banner-narrow", "手机横幅", (760,), (760, 950), OPENING, 608, negative="banner"
)  # 4:5, 390 px at 2×
# What link previews show; they read no AVIF.
SHARE = Recipe("share", "分享图", (1200,), (1200, 630), (JPG,), 960, extend=True)

# Channels: only made when asked for. Sizes ⚠ second-hand where the platform publishes none.
WECHAT_WIDE = Recipe(
    "wechat-wide",
    "公众号头条封面",
    (1800,),
    (1800, 766),
    (JPG,),
    1440,
    extend=True,
    negative="banner",
    mark=MarkPlace(("top-right", "top-left"), 0.08),
)  # 2.35:1 at 2×; WeChat lays the title over the lower edge, so the emblem stands above
# No emblem on the square: in a list it is shown so small that the emblem would fall below its least size.
WECHAT_SQUARE = Recipe(
    "wechat-square", "公众号次条封面", (1000,), (1, 1), (JPG,), 800, extend=True, negative="channel"
)
DOUYIN_3X4 = Recipe(
    "douyin-3x4", "抖音竖封面", (1080,), (1080, 1440), (JPG,), 864, extend=True, negative="channel"
)
DOUYIN_4X3 = Recipe(
    "douyin-4x3", "抖音横封面", (1440,), (1440, 1080), (JPG,), 1152, extend=True, negative="channel"
)
DOUYIN_9X16 = Recipe(
    "douyin-9x16", "抖音全屏", (1080,), (1080, 1920), (JPG,), 864, extend=True, negative="channel"
)
# Shown 1080 wide in a slide film that moves within it.
DOUYIN_FILM_SHOT = Recipe(
    "douyin-film", "抖音短片镜头", (1200,), (1200, 1440), (JPG,), 864, extend=True, negative="channel"
)

# Paper: the whole photo, as its frame depends on how long the title is. 300 dots an inch across A3 are 3,580 px.
JPG_PRINT = Encoder("jpg", 90, (("optimize", True), ("subsampling", "4:2:0")))
PRINT = Recipe("print", "印刷", (3600,), encoders=(JPG_PRINT,), needs=1800, negative="print")
# A poster shows a small photo larger rather than with a ground around it.
POSTER = Recipe("poster", "海报", (1080,), (4, 3), (JPG,), 864, negative="channel")

RECIPES = {
    recipe.name: recipe
    for recipe in (
        BODY, COVER, CARD, BANNER, BANNER_NARROW, SHARE,
        WECHAT_WIDE, WECHAT_SQUARE, DOUYIN_3X4, DOUYIN_4X3, DOUYIN_9X16,
        DOUYIN_FILM_SHOT,
    )
}  # fmt: skip

EVERY = (*RECIPES.values(), PRINT, POSTER)  # those that `images` does not make too
