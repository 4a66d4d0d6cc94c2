"""How a story's cover is placed beside its title, where a sheet or a screen has to have one size."""

from __future__ import annotations

from typing import Literal

from showcase.channels.pictures import Darkroom
from showcase.channels.telling import Told
from showcase.photos.plan import Focal, Probe

Form = Literal["wide", "tall", "bare"]  # below a wide photo, beside a tall one, on the brand's colour


def form_of(told: Told, dark: Darkroom) -> Form:
    probe = probe_of(told, dark)
    if probe is None:
        return "bare"
    return "tall" if probe.height > probe.width * 1.1 else "wide"


def focal_of(told: Told, dark: Darkroom) -> Focal:
    """What must be seen of the cover; the middle without one."""
    probe = probe_of(told, dark)
    return (told.cover.focal if told.cover else None) or (probe.focal if probe else (0.5, 0.5))


def probe_of(told: Told, dark: Darkroom) -> Probe | None:
    return dark.photos[f"{told.story.folder}/{told.cover.file}"].probe if told.cover else None


def credit_of(told: Told) -> str:
    """What the cover shows and whose it is."""
    cover = told.cover
    words = "　".join(filter(None, (cover.caption, cover.credit))) if cover else ""
    return f"题图：{words}" if words else ""
