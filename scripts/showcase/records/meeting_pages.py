"""The working group as a page: posts, meetings with what they decided, what is still open; the next one as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from showcase.fragments import fragment
from showcase.project.finding import Finding, Place, Severity, warning
from showcase.records.calendars import one_event
from showcase.records.kind import Canvas, Kind, RecordFile, World
from showcase.records.meetings import ROLES, Decision, Meeting, Member, gaps, held, upcoming
from showcase.records.options import only
from showcase.records.plan import Task
from showcase.records.record import Entry
from showcase.records.regulations import Regulation, interval
from showcase.stories.rules.rule import Rule

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


def _day(day: dt.date, year: bool = True) -> str:
    return f"{f'{day.year}年' if year else ''}{day.month}月{day.day}日"


def often(world: World) -> Regulation | None:
    """The rule in force that says how often the group meets."""
    return interval(rule for rule in world.of(Regulation) if rule.in_force <= world.today)


def judge(world: World) -> Iterator[Finding]:
    entries = world.entries(Meeting)
    known = world.keyed(Member)
    places = {entry.record.key: entry for entry in entries}
    # one that cannot be read took place all the same: of those left no gap is told
    whole = not (world.ledgers[Meeting].remains if Meeting in world.ledgers else ())
    if whole and (rule := often(world)):
        for gap in gaps(world.of(Meeting), world.today, int(rule.meets or 0)):
            since, most = _day(gap.before.start.date()), f"《{rule.title}》定的是 {rule.meets} 天"
            if gap.after:
                words = f"和上一次（{since}）隔了 {gap.days} 天，{most}"
                yield warning("MTG001", places[gap.after.key].at("start"), words, "中间开过的会补记进来")
            else:
                words = f"{since}以后 {gap.days} 天没有开会，{most}"
                yield warning("MTG001", Place(MEETINGS.path), words, "定下日子，写在上一次的 next 里")
    yield from _moved(world, entries)
    for entry in entries:
        yield from _of_decisions(entry, world.today)
        for name in ("present", "absent"):
            for number, key in enumerate(getattr(entry.record, name)):
                if not known[key].serves(entry.record.start.date()):
                    words = f"{known[key].post}那一天不在小组里"
                    yield warning(
                        "MTG003", entry.at(name, number), words, "核对 group.yml 里的 since 和 until"
                    )


def _moved(world: World, entries: Sequence[Entry[Meeting]]) -> Iterator[Finding]:
    """Where the latest meeting gave a task more time, and the plan does not know of it."""
    tasks = world.keyed(Task)
    latest: dict[str, tuple[Decision, Place]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.record.start, entry.record.key)):
        for number, decision in enumerate(entry.record.decisions):
            if decision.task and decision.task in tasks and decision.is_open(world.today):
                latest[decision.task] = decision, entry.at("decisions", number, "due")
    for key, (decision, place) in latest.items():
        task = tasks[key]
        if task.state is None and decision.due > task.due:
            words = f"会上定到 {decision.due}，计划里“{task.title}”（{key}）还是 {task.due}"
            yield warning("MTG004", place, words, f"年度计划里 {key} 那一项写 due: {decision.due}")


def _of_decisions(entry: Entry[Meeting], day: dt.date) -> Iterator[Finding]:
    for number, decision in enumerate(entry.record.decisions):
        if decision.is_overdue(day):
            words = f"“{decision.text}”{decision.due} 到期，过了 {(day - decision.due).days} 天"
            hint = "办了写 state: done 和 on；不办了写 state: dropped 和 on"
            yield warning("MTG002", entry.at("decisions", number, "due"), words, hint)


def members(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Who is in the group on the day, by post; in the internal edition with names."""
    only(options)
    now = [m for m in world.of(Member) if m.serves(world.today)]
    units = world.organisation.all_units
    groups = tuple(
        (
            label,
            tuple(
                (m.post, units.get(m.unit or "", ""), m.person or "", _day(m.since))
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
        last=_day(past[0].start.date()) if past else "",
        next=f"{_day(moment.date())} {moment:%H:%M}" if moment else "",
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
        return MeetingView(_day(meeting.start.date()), "", "", "", (), decisions, "")
    return MeetingView(
        f"{_day(meeting.start.date())} {meeting.start:%H:%M}",
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
            f"{'办了' if done else '不再办'}，{_day(decision.on, False)}",
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
        _day(decision.due, decision.due.year != today.year),
        state,
        mark,
        task.title if task else "",
        not decision.internal,
        _day(meeting.start.date()),
    )


def calendar(world: World) -> Iterator[RecordFile]:
    """The next meeting; for the group alone."""
    moment = upcoming(world.of(Meeting), world.today) if world.internal else None
    if moment:
        title = f"{world.organisation.names.short}文化建设工作小组例会"
        uid = f"meeting-{moment:%Y%m%d%H%M}@culture-showcase"
        yield RecordFile(CALENDAR, one_event(uid, title, (moment, moment + HOURS), world.time))


RULES = (
    Rule(
        "MTG001", Severity.WARNING, "太久没有开会",
        what="两次会之间、最后一次会到今天，有没有超过议事规则（meets）定的天数。",
        why="实施意见要求工作小组定期召开工作会议。",
        example="meets: 92，两次会隔了 120 天",
        instead="在上一次会的 next 里写下次的日子",
    ),
    Rule(
        "MTG002", Severity.WARNING, "会上定的事逾期",
        what="会上定的事，到期的日子过了还没有写结果。",
        why="定了就要办，办没办成，下次会上要说。",
        example="due: 2026-04-30（今天是 2026-05-02）",
        instead="due: 2026-04-30\n    state: done\n    on: 2026-04-28",
    ),
    Rule(
        "MTG003", Severity.WARNING, "到会的人那时不在小组里",
        what="到会和请假的岗位，那一天是不是小组成员。",
        why="名单和会议记录要对得上。",
        example="since: 2026-03-01，却出席了 2026-01-15 的会",
        instead="核对 since，或改到会名单",
    ),
    Rule(
        "MTG004", Severity.WARNING, "会上改了期，计划没有改",
        what="会上定的事连着计划里的任务（task）时，定的日子是不是晚于计划里的 due。",
        why="同一件事，会议说在办，计划说逾期，看的人不知道信哪个。",
        example="会议 due: 2026-12-10，计划 due: 2026-11-12",
        instead="计划也写 due: 2026-12-10",
    ),
)  # fmt: skip

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
