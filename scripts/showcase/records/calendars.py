"""Activities as calendar files: RFC 5545, with the time zone written out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from showcase.records.activities import Activity

SHANGHAI = ZoneInfo("Asia/Shanghai")


def as_calendar(activities: Iterable[Activity], stamp: dt.datetime, name: str) -> bytes:
    """RFC 5545 with CRLF and its time zone: Outlook, Apple's and Chinese phones' calendars take it."""
    calendar = _calendar("activities", name)
    for activity in sorted(activities, key=lambda a: (a.start, a.key)):
        event = Event()
        event.add("uid", f"activity-{activity.key}@culture-showcase")
        event.add("dtstamp", stamp)
        event.add("sequence", activity.sequence)
        event.add("dtstart", activity.start.replace(tzinfo=SHANGHAI))
        event.add("dtend", activity.end.replace(tzinfo=SHANGHAI))
        event.add("summary", activity.title)
        event.add("location", activity.place)
        event.add("description", f"{activity.line}（{activity.audience}）")
        event.add("status", "CANCELLED" if activity.state == "cancelled" else "CONFIRMED")
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def one_event(uid: str, title: str, span: tuple[dt.datetime, dt.datetime], stamp: dt.datetime) -> bytes:
    """A calendar of one event, from and to a time in Beijing."""
    calendar, event = _calendar("event", title), Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", span[0].replace(tzinfo=SHANGHAI))
    event.add("dtend", span[1].replace(tzinfo=SHANGHAI))
    event.add("summary", title)
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _calendar(what: str, name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//culture showcase//{what}//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add_component(_shanghai())
    return calendar


def _shanghai() -> Timezone:
    """Eight hours ahead all year: China has had no summer time since 1991."""
    standard = TimezoneStandard()
    standard.add("dtstart", dt.datetime(1992, 1, 1))
    standard.add("tzoffsetfrom", dt.timedelta(hours=8))
    standard.add("tzoffsetto", dt.timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", SHANGHAI.key)
    zone.add_component(standard)
    return zone
