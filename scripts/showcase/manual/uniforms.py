"""Work clothes by trade and season, as they are drawn; who types them and where is the records' affair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PIECES = {"jacket": "上衣", "shirt": "短袖", "apron": "围裙", "trousers": "长裤", "cap": "工帽"}
SEASONS = {"summer": "夏", "autumn": "春秋", "winter": "冬", "all": "四季"}
SEAMS = {"centre": "前中线", "collar": "领口缝", "shoulder": "肩缝", "hem": "下摆", "waist": "腰线"}

HALF_A_CHEST = 200  # mm, where a sleeve begins

Part = Literal["main", "second", "trim"]


@dataclass(frozen=True)
class EmblemOnCloth:
    """Where the emblem sits: its width, and how far its middle is across from the centre front and below a seam."""

    piece: str
    width: int  # mm
    across: int  # mm from the centre front to the emblem's middle, towards the wearer's left
    below: int  # mm from the seam to the emblem's upper edge
    seam: str


@dataclass(frozen=True)
class Uniform:
    key: str
    trade: str
    season: str
    colours: Mapping[Part, str]  # token names; `main` is there
    pieces: tuple[str, ...]
    emblem: EmblemOnCloth

    def colour(self, part: Part) -> str:
        """The token for a part of the clothes; what is not given is as the main colour."""
        return self.colours.get(part) or self.colours["main"]
