"""What comes due: one value for every system that knows of days, so that one calendar shows them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from showcase.project.finding import Place


class Kind(StrEnum):
    PUBLICATION = "发布"
    EXPIRY = "到期"
    CONSENT = "同意到期"
    ALLOWANCE = "放行到期"
    MEMORIAL = "纪念日"
    TASK = "任务到期"
    DECISION = "会上定的事到期"
    MEETING = "开会"
    POST = "招工截止"


@dataclass(frozen=True, order=True)
class Due:
    """One thing on one day."""

    day: dt.date
    kind: Kind
    what: str  # a story's title, a photo's file name, the reason of a memorial day, a task
    place: Place  # where the day is written
    words: str  # what happens on the day, and what can be done before it
    mark: str = ""  # tells apart several of one kind in one place


def coming(dues: Iterable[Due], today: dt.date, days: int) -> tuple[Due, ...]:
    """Those of today and of the next `days` days, in order."""
    return tuple(sorted({due for due in dues if 0 <= (due.day - today).days <= days}))
