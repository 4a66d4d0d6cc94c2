"""What a share card says, and the look that all cards of a house share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from showcase.brand.fontsource import FontSource
from showcase.fragments.linebreak import TERMS
from showcase.photos.placement import Rules

if TYPE_CHECKING:
    from showcase.house import House

USED = ("paper", "ink", "ink-2", "brand", "on-brand", "accent", "on-accent")


@dataclass(frozen=True)
class Face:
    """What one card says. `photo` names a picture of 1200 × 630 in the photo cache, "" none."""

    title: str
    kicker: str
    photo: str = ""
    focus: float = 0.5  # where in the photo's height to look
    sample: bool = False
    terms: tuple[str, ...] = ()  # names that stay whole


@dataclass(frozen=True)
class Look:
    """What all cards share; colours '#rrggbb' by token name."""

    colours: tuple[tuple[str, str], ...]
    font: FontSource
    font_hash: str
    lacking: str  # characters asked for that the font does not have
    emblems: tuple[tuple[str, str, tuple[str, ...]], ...]  # variant, SVG, its colours; the best liked first
    rules: Rules
    name: str
    owner: str
    line: tuple[str, ...]
    terms: tuple[str, ...]
    grey: bool = False

    @property
    def words(self) -> str:
        """What stands on every card."""
        return "".join((self.name, self.owner, *self.line))

    def colour(self, name: str) -> str:
        return dict(self.colours)[name]


def look_of(house: House, lacking: str) -> Look:
    """What all cards of a house share; `lacking` holds the characters known to be missing from its font.

    Raises:
        ProjectError: the font may not be used for cards.
    """
    from showcase.brand.emblem import coloured  # here: a worker that draws cards is given their look
    from showcase.brand.svg import viewbox

    tokens, organisation, emblem = house.tokens, house.organisation, house.emblem
    colours = {name: colour.light for name, colour in tokens.colour.items()}
    shown = tuple(dict.fromkeys(colours[name] for name in tokens.emblem.colours.values()))
    plain = {"reversed": colours["on-brand"], "mono": colours["ink"]}
    names = organisation.names
    svg = emblem.svg
    _, _, width, height = viewbox(svg)
    return Look(
        tuple(sorted((name, colours[name]) for name in USED)),
        house.font,
        house.registered("card").sha256,
        lacking,
        (
            ("full", coloured(svg, tokens, "light"), shown),
            *(
                (name, emblem.single(name, colour), (colour,))
                for name, colour in plain.items()
                if emblem.shows(name)
            ),
        ),
        Rules(tokens.emblem.clear_space, tokens.emblem.minimum.px, width / height),
        tokens.names.site,
        names.short,
        tuple(part for part in tokens.names.tagline.replace("，", "，\n").split("\n") if part),
        tuple(dict.fromkeys((*TERMS, *organisation.proper_names, tokens.names.site, *tokens.motto.words))),
        house.memory.now,
    )
