"""What a site, or a check, is asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from showcase.pages.editions import Edition


@dataclass(frozen=True)
class Options:
    official: bool = False
    today: dt.date | None = None  # the day of judgement in Beijing; None: as `judgement` finds it
    edition: Edition = "public"
    preview: bool = False  # for editors on their own machine
    in_haste: bool = False  # who waits gets photos at once that are made anew afterwards

    @property
    def has_desk(self) -> bool:
        """Whether there is a page that tells editors what to do next."""
        return self.preview or self.edition == "internal"
