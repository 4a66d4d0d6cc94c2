"""The working group as a page: posts, meetings with what they decided, what is still open; the next one as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from showcase.fragments import fragment
from showcase.records.calendars import one_event
from showcase.records.kind import Canvas, Kind, RecordFile, World
from showcase.records.meeting_judging import RULES, day_of, judge, often
from showcase.records.meetings import ROLES, Decision, Meeting, Member, held, upcoming
from showcase.records.options import only
from showcase.records.plan import Task

CALENDAR = "group/huiyi.ics"
HOURS = dt.timedelta(hours=2)  # what a meeting takes in a calendar


@dataclass(frozen=True)
class DecisionView:
    text: str
    who: str
    due: str
    state: str
    mark: str  # good | due | fault | drop
    task: str
    students: bool
    day: str  # of the meeting


@dataclass(frozen=True)
class MeetingView:
    day: str
    place: str
    present: str
    absent: str
    topics: tuple[str, ...]
    decisions: tuple[DecisionView, ...]
    note: str


def members(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Who is in the group on the day, by post; in the internal edition with names."""
    only(options)
    now = [m for m in world.of(Member) if m.serves(world.today)]
    units = world.organisation.all_units
    groups = tuple(
        (
            label,
            tuple(
                (m.post, units.get(m.unit or "", ""), m.person or "", day_of(m.since))
                for m in now
                if m.role == role
            ),
        )
        for role, label in ROLES.items()
    )
    return fragment(
        "record_group",
        part="members",
        groups=tuple(g for g in groups if g[1]),
        table=canvas.href(GROUP.table) if now else "",
    )


def minutes(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """In the internal edition every meeting and what is open; in public how often, and what was decided for students."""
    only(options)
    today, rule = world.today, often(world)
    past = held(world.of(Meeting), today)[::-1]
    views = tuple(_meeting(world, meeting) for meeting in past)
    decided = [d for meeting in past for d in meeting.decisions]
    moment = upcoming(world.of(Meeting), today) if world.internal else None
    return fragment(
        "record_group",
        part="minutes",
        internal=world.internal,
        count=sum(meeting.start.year == today.year for meeting in past),
        year=today.year,
        rule=(rule.title, canvas.link(f"rules/{rule.key}/index.md"), rule.meets) if rule else None,
        last=day_of(past[0].start.date()) if past else "",
        next=f"{day_of(moment.date())} {moment:%H:%M}" if moment else "",
        calendar=canvas.href(CALENDAR) if moment else "",
        open=sum(d.is_open(today) for d in decided),
        overdue=sum(d.is_overdue(today) for d in decided),
        waiting=tuple(v for m, view in zip(past, views, strict=True) for v, d in zip(view.decisions, m.decisions, strict=True) if d.is_open(today)),
        meetings=views,
        decisions=tuple(v for view in views for v in view.decisions),
    )  # fmt: skip


def _meeting(world: World, meeting: Meeting) -> MeetingView:
    known = world.keyed(Member)
    decisions = tuple(_decision(world, decision, meeting) for decision in meeting.decisions)
    if not world.internal:
        return MeetingView(day_of(meeting.start.date()), "", "", "", (), decisions, "")
    return MeetingView(
        f"{day_of(meeting.start.date())} {meeting.start:%H:%M}",
        meeting.place,
        "、".join(known[key].post for key in meeting.present),
        "、".join(known[key].post for key in meeting.absent),
        meeting.topics,
        decisions,
        meeting.note or "",
    )


def _decision(world: World, decision: Decision, meeting: Meeting) -> DecisionView:
    today = world.today
    if not decision.is_open(today) and decision.on:
        done = decision.state == "done"
        state, mark = (
            f"{'办了' if done else '不再办'}，{day_of(decision.on, False)}",
            "good" if done else "drop",
        )
    elif decision.is_overdue(today):
        state, mark = f"过了 {(today - decision.due).days} 天", "fault"
    else:
        state, mark = "在办", "due"
    task = world.keyed(Task).get(decision.task or "")
    return DecisionView(
        decision.text,
        f"{world.organisation.all_units[decision.unit]} · {decision.post}",
        day_of(decision.due, decision.due.year != today.year),
        state,
        mark,
        task.title if task else "",
        not decision.internal,
        day_of(meeting.start.date()),
    )


def calendar(world: World) -> Iterator[RecordFile]:
    """The next meeting; for the group alone."""
    moment = upcoming(world.of(Meeting), world.today) if world.internal else None
    if moment:
        title = f"{world.organisation.names.short}文化建设工作小组例会"
        uid = f"meeting-{moment:%Y%m%d%H%M}@culture-showcase"
        yield RecordFile(CALENDAR, one_event(uid, title, (moment, moment + HOURS), world.time))


GROUP = Kind(
    name="group",
    label="小组成员",
    folder="group",
    record=Member,
    blocks={"group": members},
)

MEETINGS = Kind(
    name="meetings",
    label="会议",
    folder="group",
    record=Meeting,
    tabled=False,  # its columns would tell when and where the group sits
    judge=judge,
    blocks={"meetings": minutes},
    files=calendar,
    rules=RULES,
)
