"""Activities: what comes next, counted by hand, and calendars that can be read again."""

from __future__ import annotations

import datetime as dt

import pytest
from drawing import canvas, words
from icalendar import Calendar
from pydantic import ValidationError
from test_honours import HOUSE

from showcase.project.finding import Place
from showcase.records.activities import Activity, counts, judge, moved, nearest_first, upcoming, years
from showcase.records.activity_pages import calendars, coming, pages, year_page
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


def world(day: dt.date, activities: tuple[Activity, ...] = FIVE) -> World:
    entries = tuple(Entry(one, Place("docs/activities/activities.yml", 3)) for one in activities)
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
    assert [a.key for a in nearest_first(FIVE, dt.date(2026, 3, 22))] == ["b", "c", "d", "a", "e"]
    assert [a.key for a in nearest_first(FIVE, dt.date(2026, 3, 23))] == ["c", "d", "b", "a", "e"]


def test_activities_are_counted_by_organiser_and_month():
    assert counts(FIVE, 2026) == {("union", 3): 2, ("party", 3): 1}  # the cancelled one of May counts nowhere
    assert counts(FIVE, 2025) == {("union", 3): 1}
    assert years(FIVE) == (2026, 2025)


def test_a_plan_that_is_over_and_a_deed_before_its_day_are_told_of():
    assert [f.code for f in judge(world(dt.date(2026, 3, 25)))] == ["ACT001"]  # b
    assert [f.message[:4] for f in judge(world(dt.date(2026, 3, 1)))] == ["活动a "]  # done before its day
    for day in (5, 22):  # the day on which a began, and the last of b
        assert list(judge(world(dt.date(2026, 3, day)))) == []


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


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        ("1989-12-31 14:00", "1990-01-02 14:00", False),
        ("1990-01-01 00:00", "1990-01-01 00:01", True),
        ("2100-12-31 23:00", "2101-01-01 01:00", True),
        ("2101-01-01 00:00", "2101-01-01 01:00", False),
        ("2026-01-01 09:00", "2026-05-01 09:00", True),  # 120 days
        ("2026-01-01 09:00", "2026-05-01 09:01", False),
    ],
)
def test_an_activity_lies_in_our_time_and_has_an_end_in_sight(start, end, fits):
    if fits:
        assert activity("x", start, end).state == "planned"
    else:
        with pytest.raises(ValidationError, match="120 天"):
            activity("x", start, end)


OWN = (
    activity("f", "2026-02-01 09:00", "2026-02-03 10:00", "department", department="dining", state="done"),
    activity("g", "2026-06-07 09:00", "2026-06-07 10:00", department="dining"),
    activity("h", "2026-06-08 09:00", "2026-06-08 10:00", department="dining", state="cancelled"),
    activity("i", "2025-06-08 09:00", "2025-06-08 10:00", department="dining", state="done", sample="true"),
    activity("j", "2026-06-09 09:00", "2026-06-09 10:00", department="cars"),
)


def test_what_is_announced_is_what_is_to_come_and_a_department_tells_its_whole_year():
    here = world(dt.date(2026, 3, 1), (*FIVE, *OWN))
    drawn = words(coming(here, canvas(here), {}))
    assert [title for title in "abcdefghij" if f"活动{title}" in drawn] == ["b", "c", "g", "j"]
    assert "3月20日 周五" in drawn
    assert "14:00 到 3月22日 16:00" in drawn
    own = words(coming(here, canvas(here), {"department": "dining"}))
    assert [title for title in "abcdefghij" if f"活动{title}" in own] == ["f", "g"]
    assert own.index("活动g") < own.index("活动f")
    assert "09:00 到 2月3日 10:00" in own
    assert "09:00–10:00" in own


def test_every_year_counts_who_organised_what_in_which_month():
    here = world(dt.date(2026, 3, 1), (*FIVE, *OWN))
    drawn = words(year_page(here, canvas(here), {}))
    assert "按谁办 党支部 1 工会 8 部门 1 按部门 餐饮 4 车队 1" in drawn
    year, _, earlier = drawn.partition(" 2025 ")
    assert "12月 合计 党支部 1 1 工会 2 2 4 部门 1 1 2月1日 周日" in year  # without a row for 团支部
    assert "12月 合计 工会 1 1 2 3月1日" in earlier
    with pytest.raises(ValueError, match="还没有活动"):
        year_page(world(dt.date(2026, 3, 1), ()), canvas(here), {})


def test_organisers_and_departments_with_an_activity_have_a_page_each():
    found = {page.path: page for page in pages(world(dt.date(2026, 3, 1), (*FIVE, *OWN)))}
    assert {path: page.lede for path, page in found.items()} == {
        "activities/organiser/party/index.md": "党支部办的1次活动，新的一年在前。",
        "activities/organiser/union/index.md": "工会办的8次活动，新的一年在前。",
        "activities/organiser/department/index.md": "部门办的1次活动，新的一年在前。",
        "activities/department/dining/index.md": "餐饮办的4次活动，新的一年在前。",
        "activities/department/cars/index.md": "车队办的1次活动，新的一年在前。",
    }
    assert [path.split("/")[2] for path, page in found.items() if page.sample] == ["union", "dining"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({}, {"title": "另一个"}, True),
        ({}, {"start": "2026-03-21 14:00"}, True),
        ({}, {"state": "cancelled", "sequence": "1"}, False),
        ({"sequence": "1"}, {"place": "食堂", "sequence": "1"}, True),
        ({"sequence": "2"}, {"place": "食堂", "sequence": "1"}, True),
        ({"sequence": "一"}, {"place": "食堂", "sequence": "2"}, True),
        ({"sequence": "1"}, {"place": "食堂", "sequence": "二"}, True),
        ({}, {"photo": "a.jpg"}, False),
        ({}, {}, False),
    ],
)
def test_whoever_moves_an_activity_is_told_that_its_number_grows(old, new, told):
    before = {"title": "一个", "start": "2026-03-20 14:00", "place": "大厅", "state": "planned"}
    assert ("sequence" in moved(before | old, before | old | new)) is told
