"""`showcase calendar`: what comes due, for people and for the calendars they keep."""

import datetime as dt
import re

import icalendar
import pytest

from showcase.brand.memorial import Memorial, MemorialDay
from showcase.cli import main
from showcase.project.finding import Place
from showcase.site.due import Due, Kind, coming
from showcase.site.dues import memorial_dues

MEMORIAL = """days:
  - {yearly: 04-04, reason: 清明}
  - {date: 2026-12-13, reason: 太远的一天}
"""
PAGE = """---
title: 写给新同事
photos: {men.jpg: {credit: 示例, consent: signed, consent_until: 2026-05-05}}
---

先认门。
"""


@pytest.fixture(scope="module")
def office(make_workshop):
    """From 1 April 2026, with 90 days to come: to 30 June."""
    workshop = make_workshop()
    workshop.story("spring", title="春天的第一碗面", more="publish: 2026-04-01\nexpires: 2026-06-30\n")
    workshop.story("later", title="日子太远的故事", more="publish: 2026-07-01\nexpires: 2026-07-01\n")
    workshop.story(
        "past",
        title="早已到期的故事",
        more="expires: 2026-03-31\nphotos: {x.jpg: {consent_until: 2026-05-01}}\n",
    )
    workshop.story(
        "gone",
        title="已经撤下的故事",
        more="expires: 2026-05-01\nwithdrawn: {date: 2026-03-01, reason: 本人要求}\n",
    )
    workshop.story(
        "people",
        title="两个人，一口锅；和面",
        more="photos:\n  面 案.jpg: {consent: signed, consent_until: 2026-04-20}\n"
        "allow: [{code: TXT006, reason: 原话, until: 2026-05-05}]\n",
    )
    workshop.raw_story("broken", b"---\n{\n---\n")
    (workshop.root / "brand/memorial.yml").write_text(MEMORIAL, "utf-8")
    (workshop.root / "docs/start").mkdir()
    (workshop.root / "docs/start/index.md").write_text(PAGE, "utf-8")
    return workshop


EXPECTED = [
    ("2026-04-01", "发布", "《春天的第一碗面》", "stories/2026/spring/index.md"),
    ("2026-04-04", "纪念日", "清明", "brand/memorial.yml"),
    ("2026-04-20", "同意到期", "面 案.jpg", "stories/2026/people/index.md"),
    ("2026-05-05", "同意到期", "men.jpg", "docs/start/index.md"),
    ("2026-05-05", "放行到期", "《两个人，一口锅；和面》", "stories/2026/people/index.md"),
    ("2026-06-30", "到期", "《春天的第一碗面》", "stories/2026/spring/index.md"),
]


def call(office, *arguments):
    return ["--root", str(office.root), "calendar", "--today", "2026-04-01", *arguments]


def test_the_next_ninety_days_are_listed_by_day(office, capsys):
    assert main(call(office)) == 0
    told = capsys.readouterr()
    assert told.out.startswith(
        "从 2026-04-01 起，今后 90 天有 6 件事：\n\n2026-04-01（今天）\n  发布  《春天的第一碗面》  stories/2026/spring/index.md:7:"
    )
    found, day = [], ""
    for line in told.out.splitlines():
        if head := re.match(r"(\d{4}-\d\d-\d\d)（", line):
            day = head[1]
        elif row := re.match(r"  (\S+)  (.+?)  (\S+)$", line):
            found.append((day, row[1], row[2], row[3].partition(":")[0]))
    assert found == EXPECTED
    assert "2026-06-30（还有 90 天）" in told.out
    assert "三审还不算数，正式网站不收" in told.out
    assert "可能没有算全：stories/2026/broken/index.md；" in told.err


def test_the_ics_file_holds_the_same_and_is_read_again(office, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772380800")  # 2026-03-01 16:00 UTC
    files = [tmp_path / "one.ics", tmp_path / "two.ics"]
    for file in files:
        assert main(call(office, "--format", "ics", "--out", str(file))) == 0
    data = files[0].read_bytes()
    assert files[1].read_bytes() == data
    assert data.count(b"\n") == data.count(b"\r\n") > 40
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75  # octets, RFC 5545 3.1
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    rows = [(str(e["dtstart"].dt), *str(e["summary"]).split("：", 1), str(e["description"])) for e in events]
    assert [row[:3] for row in rows] == [row[:3] for row in EXPECTED]
    assert [row[3].rpartition("\n")[2] for row in rows] == [row[3] for row in EXPECTED]
    assert len({str(e["uid"]) for e in events}) == len(EXPECTED)
    assert {e["dtstamp"].dt for e in events} == {dt.datetime(2026, 3, 1, 16, tzinfo=dt.UTC)}
    assert all(type(e["dtstart"].dt) is dt.date for e in events)  # all-day: no time zone can move it


def test_what_goes_to_the_screen_is_the_file(office, tmp_path, capfdbinary):
    assert main(call(office, "--format", "ics", "--out", str(tmp_path / "a.ics"))) == 0
    capfdbinary.readouterr()
    assert main(call(office, "--format", "ics")) == 0
    assert capfdbinary.readouterr().out == (tmp_path / "a.ics").read_bytes()


def test_an_event_keeps_its_name_when_its_day_is_moved(workshop, tmp_path):
    """So a calendar that takes the file in again moves it."""
    uids = []
    for day in ("2026-04-20", "2026-05-20"):
        folder = workshop.root / "stories/2026/a"
        if folder.exists():
            (folder / "index.md").unlink()
            folder.rmdir()
        workshop.story("a", more=f"photos: {{a.jpg: {{consent: signed, consent_until: {day}}}}}\n")
        assert main(call(workshop, "--format", "ics", "--out", str(tmp_path / "a.ics"))) == 0
        (event,) = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
        assert str(event["dtstart"].dt) == day
        uids.append(str(event["uid"]))
    assert uids[0] == uids[1]


def test_nothing_due_is_said(workshop, capsys):
    (workshop.root / "brand/memorial.yml").unlink(missing_ok=True)
    assert main(call(workshop, "--days", "7")) == 0
    assert capsys.readouterr().out == "从 2026-04-01 起，今后 7 天没有要到期的事。\n"


PLAN = """plan:
  - {key: goal, title: 一年的目标, unit: dining, post: 经理, start: 2026-01-05, due: 2026-04-30}
  - {key: open, title: 要办的任务, under: goal, unit: dining, post: 经理, start: 2026-01-05, due: 2026-04-30}
  - {key: done, title: 办好的任务, unit: dining, post: 经理, start: 2026-01-05, due: 2026-04-30, state: done, on: 2026-03-01, evidence: [{file: 单子}]}
  - {key: slip, title: 写错的任务, unit: dining, post: 经理, start: 2026-01-05, due: 四月底}
"""
GROUP = "group: [{key: shuji, post: 书记, role: leader, since: 2026-01-01}]\n"
MEETINGS = """meetings:
  - key: m1
    start: 2026-03-20 14:30
    place: 会议室
    present: [shuji]
    topics: [听一季度的进展]
    decisions:
      - {text: 值班台添一盏台灯, unit: dining, post: 楼长, due: 2026-04-10}
      - {text: 已经办好的那件事, unit: dining, post: 楼长, due: 2026-04-10, state: done, on: 2026-03-25}
    next: 2026-06-11 14:30
"""
POSTS = """posts:
  - key: mian
    post: 面点师
    unit: dining
    line: 四点开灯
    day: [{at: '04:30', what: 和面}, {at: '07:00', what: 开窗}, {at: '12:30', what: 下班}]
    learns: [看水温]
    grows: [帮工, 面点师]
    asks: 肯学
    opens: 2026-03-01
    closes: 2026-05-31
"""


def test_what_is_open_of_plans_meetings_and_posts_comes_due_too(workshop, capsys):
    for path, text in (
        ("plan/plan-2026", PLAN),
        ("group/group", GROUP),
        ("group/meetings", MEETINGS),
        ("join/posts", POSTS),
    ):
        file = workshop.root / "docs" / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (workshop.root / "brand/memorial.yml").unlink(missing_ok=True)
    assert main(call(workshop)) == 0
    told = capsys.readouterr()
    rows = re.findall(r"(?m)^  (\S+)  (.+?)  (docs/\S+?):(\d+):\d+$", told.out)
    assert rows == [
        ("会上定的事到期", "值班台添一盏台灯", "docs/group/meetings.yml", "8"),
        ("任务到期", "要办的任务", "docs/plan/plan-2026.yml", "3"),
        ("招工截止", "面点师", "docs/join/posts.yml", "11"),
        ("开会", "文化建设工作小组 14:30", "docs/group/meetings.yml", "10"),
    ]
    assert "docs/plan/plan-2026.yml；" in told.err


@pytest.mark.parametrize("days", ["0", "-1", "3661", "九十", "1.5", ""])
def test_a_number_of_days_that_is_none_stops_in_a_line(workshop, capsys, days):
    assert main(call(workshop, "--days", days)) == 2
    assert capsys.readouterr().err.splitlines() == [
        "命令写法不对：--days 写 1 到 3660 之间的天数，例如 --days 30；showcase --help 有说明"
    ]


def test_a_yearly_day_comes_each_year_and_a_leap_day_in_leap_years_only():
    memory = Memorial(
        days=(MemorialDay(yearly="02-29", reason="闰日"), MemorialDay(yearly="12-13", reason="公祭"))
    )
    today = dt.date(2026, 12, 13)
    found = [str(due.day) for due in coming(memorial_dues(memory, today, 900), today, 900)]
    assert found == ["2026-12-13", "2027-12-13", "2028-02-29", "2028-12-13"]
    last = dt.date(9999, 12, 1)
    assert [str(due.day) for due in coming(memorial_dues(memory, last, 3660), last, 3660)] == ["9999-12-13"]


def test_another_system_adds_its_days_as_the_same_values():
    def due(day, what):
        return Due(dt.date(2026, 4, day), Kind.EXPIRY, what, Place("docs/x.yml"), "")

    dues = (due(3, "乙"), due(2, "甲"), due(2, "甲"), due(30, "太远"), due(1, "昨天"))
    assert [d.what for d in coming(dues, dt.date(2026, 4, 2), 27)] == ["甲", "乙"]
