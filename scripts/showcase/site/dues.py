"""What comes due on which day, as the sources say it; and what a day keeps from readers already.

Every system that knows of days yields values of one kind, so that one calendar shows them all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from showcase.brand.memorial import Memorial
from showcase.brand.organisation import Organisation
from showcase.pages.documents import DocDraft
from showcase.project.finding import Place
from showcase.stories.front import PhotoNote
from showcase.stories.intake import SHOWN, Examined, State
from showcase.stories.rules.reviewers import lacking
from showcase.stories.story import Draft


class Kind(StrEnum):
    PUBLICATION = "发布"
    EXPIRY = "到期"
    CONSENT = "同意到期"
    ALLOWANCE = "放行到期"
    MEMORIAL = "纪念日"


@dataclass(frozen=True, order=True)
class Due:
    """One thing on one day."""

    day: dt.date
    kind: Kind
    what: str  # a story's title, a photo's file name, the reason of a memorial day
    place: Place  # where the day is written
    words: str  # what happens on the day, and what can be done before it
    mark: str = ""  # tells apart several of one kind in one place


def coming(dues: Iterable[Due], today: dt.date, days: int) -> tuple[Due, ...]:
    """Those of today and of the next `days` days, in order."""
    return tuple(sorted({due for due in dues if 0 <= (due.day - today).days <= days}))


def story_dues(draft: Draft, organisation: Organisation, today: dt.date) -> Iterator[Due]:
    """The days of one story; a story that is withdrawn or has expired has none."""
    front = draft.front
    if front is None or front.withdrawn or (front.expires and front.expires < today):
        return
    title = _title(draft)
    if front.publish:
        unreviewed = "；三审还不算数，正式网站不收" if lacking(front, organisation) else ""
        words = f"从这一天起发布，要重新生成一次网站{unreviewed}"
        yield Due(front.publish, Kind.PUBLICATION, title, draft.place("publish"), words)
    if front.expires:
        words = "从这一天起不再显示，要重新生成一次网站；要留着就改 expires，或删掉它"
        yield Due(front.expires, Kind.EXPIRY, title, draft.place("expires"), words)
    for file, note in front.photos.items():
        if note.withdrawn:
            continue
        yield from _consent(file, note, draft.place("photos", file, "consent_until"))
    for number, allowance in enumerate(front.allow):
        place = draft.place("allow", number, "until")
        words = f"{allowance.code} 放行到这一天为止；把问题改掉，或写新的 reason 和 until"
        mark = f"{allowance.code} {allowance.at} {allowance.reason}"
        yield Due(allowance.until, Kind.ALLOWANCE, title, place, words, mark)


def is_unclear(draft: Draft) -> bool:
    """Whether something that can hold a day cannot be read in it."""
    keys = ("publish", "expires", "photos", "allow", "withdrawn")
    return draft.front is None or any(draft.is_lost(key) for key in keys)


def page_dues(draft: DocDraft) -> Iterator[Due]:
    """The consents of a hand-written page's photos."""
    for file, note in draft.part.photos.items() if draft.part else ():
        yield from _consent(file, note, draft.at("photos", file, "consent_until"))


def _consent(file: str, note: PhotoNote, place: Place) -> Iterator[Due]:
    if note.consent_until:
        words = "同意到这一天为止，第二天起照片不再显示；请本人续签以后改 consent_until，或换一张照片"
        yield Due(note.consent_until, Kind.CONSENT, file, place, words, file)


def memorial_dues(memorial: Memorial, today: dt.date, days: int) -> Iterator[Due]:
    """The memorial days from today on, each of those of every year as often as it comes."""
    years = range(today.year, min(today.year + days // 365 + 2, dt.MAXYEAR + 1))
    words = "全站变灰，浏览器按北京时间自动变，过了自动恢复"
    for day in memorial.days:
        dates = (day.date,) if day.date else (_in(year, str(day.yearly)) for year in years)
        for date in filter(None, dates):
            place = Place("brand/memorial.yml")
            yield Due(date, Kind.MEMORIAL, day.reason, place, words, f"{date} {day.reason}")


def _in(year: int, month_day: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(f"{year:04}-{month_day}")
    except ValueError:  # 29 February
        return None


def _title(draft: Draft) -> str:
    return f"《{(draft.front and draft.front.title) or draft.slug}》"


def kept_back(examined: Iterable[Examined]) -> tuple[Due, ...]:
    """What readers would see but for the day: stories that wait or have expired, photos whose consent has ended."""
    return tuple(sorted((due for one in examined for due in _kept_back(one)), key=lambda due: due.place))


def _kept_back(one: Examined) -> Iterator[Due]:
    draft, front = one.draft, one.draft.front
    if front is None:
        return
    title, at = _title(draft), Place(draft.path)
    if one.state is State.SCHEDULED and front.publish:
        yield Due(front.publish, Kind.PUBLICATION, title, at, f"还没到日子，{front.publish} 发布")
    elif one.state is State.EXPIRED and front.expires:
        yield Due(front.expires, Kind.EXPIRY, title, at, f"已经到期，{front.expires} 起不再显示")
    elif one.state in SHOWN and one.story:
        used = {front.cover, *(use.file for use in one.body.photos)}
        for file in sorted(one.story.ended & used):
            until = front.photos[file].consent_until
            assert until is not None
            place = Place(f"{draft.folder}/{file}")
            yield Due(until, Kind.CONSENT, file, place, f"同意到 {until} 为止，照片不再显示")
