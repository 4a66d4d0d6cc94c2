"""The working group: gaps, decisions, the next meeting, worked out by hand; and what of it is public."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from icalendar import Calendar
from pydantic import ValidationError
from test_honours import HOUSE

from showcase.project.finding import Place
from showcase.records.kind import World
from showcase.records.meeting_pages import calendar, judge
from showcase.records.meetings import Decision, Meeting, Member, gaps, held, upcoming
from showcase.records.plan import Task
from showcase.records.record import Entry, Ledger, Remains, opened
from showcase.records.regulations import Regulation

STAMP = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def decision(due: str, **more: str) -> dict[str, str]:
    return {"text": f"{due}以前办好这件事", "unit": "dining", "post": "经理", "due": f"2026-{due}"} | more


def meeting(key: str, on: str, *decisions: dict[str, str], **more: object) -> Meeting:
    values = {
        "key": key, "start": f"{on} 14:30", "place": "三楼", "present": ["a"], "topics": ["听一季度的进展"],
        "decisions": list(decisions),
    }  # fmt: skip
    return Meeting.model_validate(values | more)


DONE = decision("04-30", state="done", on="2026-05-02")
FIRST = meeting("m1", "2026-01-15", DONE, decision("03-31"))
SECOND = meeting(
    "m2", "2026-04-17", decision("06-30", audience="students"), next="2026-07-20 09:00"
)  # 92 days later
THIRD = meeting("m3", "2026-07-20", note="会后个别谈过")  # 94 days later
MEMBER = Member.model_validate(
    {"key": "a", "post": "副部长", "role": "deputy", "since": "2026-01-12", "person": "示例某"}
)
RULE = Regulation.model_validate(
    {"key": "r", "title": "议事规则", "kind": "decision", "issued": "2026-01-01", "in_force": "2026-01-01", "line": "多久开一次会", "meets": "92"}
)  # fmt: skip


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("today", "found"),
    [
        ("04-17", []),
        ("07-18", []),  # 92 days since the second
        ("07-19", [(None, 93)]),
        ("07-20", [("m3", 94)]),
        ("10-20", [("m3", 94)]),
        ("10-21", [("m3", 94), (None, 93)]),
    ],
)
def test_gaps_longer_than_the_rule_are_found(today, found):
    three = (THIRD, FIRST, SECOND)
    assert [(g.after.key if g.after else None, g.days) for g in gaps(three, day(today), 92)] == found


def test_what_was_held_by_a_day_and_what_comes_next():
    two = (SECOND, FIRST)
    assert [m.key for m in held(two, day("04-16"))] == ["m1"]
    assert [m.key for m in held(two, day("04-17"))] == ["m1", "m2"]
    assert upcoming(two, day("04-18")) == dt.datetime(2026, 7, 20, 9, 0)
    assert upcoming(two, day("07-20")) == dt.datetime(2026, 7, 20, 9, 0)  # on its day
    assert upcoming(two, day("07-21")) is None
    assert upcoming(two, day("02-01")) == dt.datetime(2026, 4, 17, 14, 30)


@pytest.mark.parametrize(
    ("today", "states"),
    [
        ("04-30", [(True, False), (True, True)]),  # the due day of the first
        ("05-01", [(True, True), (True, True)]),
        ("05-02", [(False, False), (True, True)]),
    ],
)
def test_decisions_are_open_and_overdue_by_the_day(today, states):
    assert [(d.is_open(day(today)), d.is_overdue(day(today))) for d in FIRST.decisions] == states


def world(
    *meetings: Meeting, today: str, internal: bool = True, members: tuple[Member, ...] = (MEMBER,)
) -> World:
    def ledger(*records: object) -> Ledger:
        return Ledger(tuple(Entry(one, Place("docs/group/x.yml", 3)) for one in records))

    ledgers = {Meeting: ledger(*meetings), Member: ledger(*members), Regulation: ledger(RULE)}
    return World(day(today), STAMP, HOUSE, (), ledgers, internal=internal)


def test_what_is_wrong_is_told():
    assert [f.code for f in judge(world(FIRST, SECOND, today="04-20"))] == ["MTG002", "MTG007"]
    assert [f.code for f in judge(world(FIRST, SECOND, THIRD, today="07-20"))] == [
        "MTG001",
        "MTG002",
        "MTG002",
    ]
    late = MEMBER.model_copy(update={"since": day("02-01")})
    assert [f.code for f in judge(world(FIRST, today="02-02", members=(late,)))] == [
        "MTG007",  # done on a day to come
        "MTG003",
    ]
    gone = MEMBER.model_copy(update={"until": day("01-14")})
    assert [f.code for f in judge(world(FIRST, today="02-02", members=(gone,)))] == [
        "MTG007",  # done on a day to come
        "MTG003",
    ]


@pytest.mark.parametrize(
    ("in_force", "remains", "told"),
    [
        ("07-20", (), ["MTG001"]),
        ("07-21", (), []),
        ("01-01", (Remains({}, Place("docs/group/x.yml", 9)),), []),
    ],
)
def test_a_gap_is_told_by_the_rule_in_force_where_every_meeting_can_be_read(in_force, remains, told):
    base = world(FIRST, SECOND, THIRD, today="07-20")
    rule = Entry(RULE.model_copy(update={"in_force": day(in_force)}), Place("docs/rules/rules.yml", 3))
    ledgers = {
        **base.ledgers,
        Regulation: Ledger((rule,)),
        Meeting: replace(base.ledgers[Meeting], remains=remains),
    }
    found = [f for f in judge(replace(base, ledgers=ledgers)) if f.code == "MTG001"]
    assert [f.code for f in found] == told
    assert all("2026年4月17日" in f.message and f.message.endswith("定的是 92 天") for f in found)


@pytest.mark.parametrize(("when", "fits"), [("2026-05-15 14:30", False), ("2026-05-15 14:31", True)])
def test_the_next_meeting_is_after_this_one(when, fits):
    if fits:
        assert meeting("m", "2026-05-15", next=when).next
    else:
        with pytest.raises(ValueError, match="这次之后"):
            meeting("m", "2026-05-15", next=when)


def test_a_meeting_that_gave_a_task_more_time_asks_for_it_in_the_plan():
    task = Task.model_validate(
        {
            "key": "t",
            "title": "开放日",
            "unit": "dining",
            "post": "经理",
            "start": "2026-01-05",
            "due": "2026-04-10",
        }
    )

    def told(task: Task, *meetings: Meeting, today: str = "04-18") -> list[str]:
        base = world(*meetings, today=today)
        ledgers = {**base.ledgers, Task: Ledger((Entry(task, Place("docs/plan/plan-2026.yml", 3)),))}
        return [f.hint for f in judge(replace(base, ledgers=ledgers)) if f.code == "MTG004"]

    earlier = meeting("m1", "2026-01-15", decision("05-01", task="t"))
    later = meeting("m2", "2026-04-17", decision("06-30", task="t"))
    assert told(task, later, earlier) == ["年度计划里 t 那一项写 due: 2026-06-30"]  # the latest word counts
    assert told(task, earlier) == ["年度计划里 t 那一项写 due: 2026-05-01"]
    assert told(task.model_copy(update={"due": day("06-30")}), earlier, later) == []
    assert told(task, meeting("m3", "2026-04-17", decision("04-01", task="t"))) == []  # a part, done before
    done = {"state": "done", "on": day("04-09")}
    assert told(task.model_copy(update=done), later) == []
    assert (
        told(task, meeting("m4", "2026-04-17", decision("06-30", task="t", state="done", on="2026-04-18")))
        == []
    )


@pytest.mark.parametrize(
    ("since", "until", "serves"),
    [
        ("2026-01-12", None, (False, True, True, True)),
        ("2026-01-12", "2026-03-01", (False, True, True, False)),
        ("2026-01-12", "2026-01-12", (False, True, False, False)),  # one day
    ],
)
def test_somebody_serves_from_the_first_day_to_the_last(since, until, serves):
    member = Member.model_validate(
        {"key": "b", "post": "组员", "role": "member", "since": since} | ({"until": until} if until else {})
    )
    assert tuple(member.serves(day(d)) for d in ("01-11", "01-12", "03-01", "03-02")) == serves


def test_nobody_ends_before_the_beginning_and_a_decision_may_be_done_on_the_day_it_was_made():
    with pytest.raises(ValidationError):
        Member.model_validate(
            {"key": "b", "post": "组员", "role": "member", "since": "2026-01-12", "until": "2026-01-11"}
        )
    done = meeting("m", "2026-04-17", decision("06-30", state="done", on="2026-04-17"))
    assert not done.decisions[0].is_open(day("04-17"))


def test_in_public_a_meeting_is_its_day_and_what_it_decided_for_students():
    public = opened(SECOND)
    assert (public.place, public.present, public.topics, public.next) == (None, None, None, None)
    assert [d.due for d in public.decisions] == [day("06-30")]
    assert opened(FIRST).decisions == ()
    assert opened(THIRD).note is None
    assert opened(MEMBER).person is None
    assert opened(MEMBER).post == "副部长"


def test_the_next_meeting_is_a_calendar_for_the_group_alone():
    (file,) = calendar(world(SECOND, today="05-01"))
    (event,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert event.decoded("dtstart").replace(tzinfo=None) == dt.datetime(2026, 7, 20, 9, 0)
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(hours=2)
    assert tuple(calendar(world(SECOND, today="05-01", internal=False))) == ()
    assert tuple(calendar(world(SECOND, today="08-01"))) == ()


@pytest.mark.parametrize(
    "more",
    [
        {"next": "2026-04-17 14:30"},
        {"start": "2026-04-17"},
        {"present": []},
        {"topics": []},
        {"decisions": [decision("06-30", state="done")]},
        {"decisions": [decision("06-30", state="done", on="2026-04-16")]},  # before it was decided
        {"decisions": [decision("06-30", audience="everybody")]},
        {"decisions": ["一句话"]},
    ],
)
def test_a_meeting_that_cannot_be_is_refused(more):
    with pytest.raises(ValidationError):
        meeting("x", "2026-04-17", **more)


def test_a_decision_is_internal_unless_it_says_so():
    assert Decision.model_validate(decision("06-30")).internal
    assert not Decision.model_validate(decision("06-30", audience="students")).internal


def test_a_schema_that_says_internal_of_itself_keeps_something_back():
    from showcase.records.activities import Activity
    from showcase.records.budget import BudgetLine
    from showcase.records.record import _keeps_back

    assert _keeps_back(Decision)
    assert _keeps_back(BudgetLine)
    assert _keeps_back(Regulation)
    assert not _keeps_back(Activity)
