"""What comes due, for people to read and for the calendars they keep."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import icalendar

from showcase.brand.organisation import Organisation
from showcase.reports.shown import shown
from showcase.site.due import Due


def as_text(dues: Sequence[Due], today: dt.date, days: int) -> str:
    """The days in order, with what comes due on each."""
    if not dues:
        return f"从 {today} 起，今后 {days} 天没有要到期的事。\n"
    lines = [f"从 {today} 起，今后 {days} 天有 {len(dues)} 件事："]
    for day, group in groupby(dues, key=lambda due: due.day):
        lines += ["", _day(day, today)]
        lines += (line for due in group for line in _lines(due))
    return "\n".join(lines) + "\n"


def _day(day: dt.date, today: dt.date) -> str:
    left = (day - today).days
    return f"{day}（{f'还有 {left} 天' if left else '今天'}）"


def _lines(due: Due) -> Iterator[str]:
    where = str(due.place) if due.place.line > 1 else due.place.path
    yield f"  {due.kind}  {shown(due.what)}  {shown(where)}"
    yield f"      {shown(due.words)}"


def as_ics(dues: Iterable[Due], organisation: Organisation, name: str, stamp: dt.datetime) -> bytes:
    """An iCalendar file (RFC 5545) of all-day events.

    `stamp` is the time of the sources, and an event keeps its UID while its day is moved: a calendar that
    takes the file in again moves the event and does not show it twice.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//showcase//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{name} · 到期的事")
    names = organisation.names
    for due in dues:
        calendar.add_component(_event(due, f"{names.university} {names.full}", stamp))
    return bytes(calendar.to_ical())


def _event(due: Due, whose: str, stamp: dt.datetime) -> icalendar.Event:
    event = icalendar.Event()
    facts = "\0".join((whose, due.kind, due.place.path, due.mark))
    event.add("uid", f"{hashlib.sha256(facts.encode()).hexdigest()[:32]}@showcase")
    event.add("dtstamp", stamp)
    event.add("dtstart", due.day)  # without an end: that day, whole
    event.add("summary", f"{due.kind}：{due.what}")
    event.add("description", f"{due.words}\n{due.place.path}")
    event.add("categories", [str(due.kind)])
    event.add("transp", "TRANSPARENT")  # the day is not taken by it
    return event
