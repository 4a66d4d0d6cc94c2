"""Activities: what comes next, counted by hand, and calendars that can be read again."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar
from pydantic import ValidationError
from test_honours import HOUSE

from showcase.project.finding import Place
from showcase.records.activities import Activity, counts, judge, nearest_first, upcoming, years
from showcase.records.activity_pages import calendars
from showcase.records.calendars import as_calendar
from showcase.records.kind import World
from showcase.records.record import Entry, Ledger

STAMP = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def activity(key: str, start: str, end: str, organiser: str = "union", **more: str) -> Activity:
    values = {
        "key": key, "title": f"活动{key}", "organiser": organiser, "start": start, "end": end,
        "place": "大厅", "audience": "全体", "line": "一起做一件事",
    } | more  # fmt: skip
    return Activity.model_validate(values)


FIVE = (
    activity("a", "2026-03-05 14:00", "2026-03-05 16:00", state="done"),
    activity("b", "2026-03-20 14:00", "2026-03-22 16:00", "party"),
    activity("c", "2026-03-31 09:00", "2026-03-31 10:00"),
    activity("d", "2026-05-01 09:00", "2026-05-01 10:00", state="cancelled"),
    activity("e", "2025-03-01 09:00", "2025-03-01 10:00", state="done"),
)


def world(day: dt.date) -> World:
    entries = tuple(Entry(one, Place("docs/activities/activities.yml", 3)) for one in FIVE)
    return World(day, STAMP, HOUSE, (), {Activity: Ledger(entries)})


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        (dt.date(2026, 3, 1), ["b", "c"]),  # a is done, d cancelled
        (dt.date(2026, 3, 21), ["b", "c"]),  # b runs on
        (dt.date(2026, 3, 22), ["b", "c"]),  # its last day
        (dt.date(2026, 3, 23), ["c"]),
        (dt.date(2026, 4, 1), []),
    ],
)
def test_what_is_still_to_come_on_five_days(day, keys):
    assert [a.key for a in upcoming(FIVE, day)] == keys


def test_of_a_department_what_is_to_come_stands_before_what_is_over():
    assert [a.key for a in nearest_first(FIVE, dt.date(2026, 3, 21))] == ["b", "c", "d", "a", "e"]
    assert [a.key for a in nearest_first(FIVE, dt.date(2026, 3, 23))] == ["c", "d", "b", "a", "e"]


def test_activities_are_counted_by_organiser_and_month():
    assert counts(FIVE, 2026) == {("union", 3): 2, ("party", 3): 1}  # the cancelled one of May counts nowhere
    assert counts(FIVE, 2025) == {("union", 3): 1}
    assert years(FIVE) == (2026, 2025)


def test_a_plan_that_is_over_and_a_deed_before_its_day_are_told_of():
    assert [f.code for f in judge(world(dt.date(2026, 3, 25)))] == ["ACT001"]  # b
    assert [f.message[:4] for f in judge(world(dt.date(2026, 3, 1)))] == ["活动a "]  # done before its day


def test_a_calendar_can_be_read_again_with_its_zone_and_its_changes():
    changed = FIVE[1].model_copy(update={"sequence": 2})
    data = as_calendar((changed, FIVE[3]), STAMP, "活动")
    assert data.count(b"\r\n") == data.count(b"\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(data)
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Asia/Shanghai"
    events = {str(e["uid"]): e for e in calendar.walk("VEVENT")}
    event = events["activity-b@culture-showcase"]
    assert event.decoded("dtstart").utcoffset() == dt.timedelta(hours=8)
    assert event.decoded("dtstart").replace(tzinfo=None) == dt.datetime(2026, 3, 20, 14, 0)
    assert (event["sequence"], str(event["status"])) == (2, "CONFIRMED")
    assert str(events["activity-d@culture-showcase"]["status"]) == "CANCELLED"
    assert as_calendar((FIVE[3], changed), STAMP, "活动") == data  # whatever order they are typed in


def test_there_is_a_calendar_for_all_and_for_each_organiser():
    files = {file.path: Calendar.from_ical(file.data) for file in calendars(world(dt.date(2026, 3, 1)))}
    assert {path: len(calendar.walk("VEVENT")) for path, calendar in files.items()} == {
        "activities/quanbu.ics": 5, "activities/party.ics": 1, "activities/union.ics": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    "when", ["2026-03-05", "2026/3/5 14:00", "2026-02-30 14:00", "下午两点", "2026-03-05 25:00"]
)
def test_a_time_is_a_time(when):
    with pytest.raises(ValidationError):
        activity("x", when, "2026-03-06 10:00")


def test_an_activity_ends_after_it_began():
    with pytest.raises(ValidationError):
        activity("x", "2026-03-05 14:00", "2026-03-05 14:00")
