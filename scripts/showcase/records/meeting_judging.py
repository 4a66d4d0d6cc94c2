"""What the meetings of the working group do not agree with: the rule, the plan, the group and each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from showcase.project.finding import Finding, Place, Severity, error, warning
from showcase.records.kind import World
from showcase.records.meetings import Decision, Meeting, Member, gaps
from showcase.records.plan import Task
from showcase.records.record import Entry
from showcase.records.regulations import Regulation, interval
from showcase.stories.rules.rule import Rule

LIST = "docs/group/meetings.yml"


def day_of(day: dt.date, year: bool = True) -> str:
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
            since, most = day_of(gap.before.start.date()), f"《{rule.title}》定的是 {rule.meets} 天"
            if gap.after:
                words = f"和上一次（{since}）隔了 {gap.days} 天，{most}"
                yield warning("MTG001", places[gap.after.key].at("start"), words, "中间开过的会补记进来")
            else:
                words = f"{since}以后 {gap.days} 天没有开会，{most}"
                yield warning("MTG001", Place(LIST), words, "定下日子，写在上一次的 next 里")
    yield from _moved(world, entries)
    yield from _at_one_time(entries)
    for entry in entries:
        yield from _of_decisions(entry, world.today)
        yield from _of_its_days(entry, world.today)
        for number, key in enumerate(entry.record.absent):
            if key in entry.record.present:
                words = f"{known[key].post}又到会又请假"
                yield error("MTG006", entry.at("absent", number), words, "present 和 absent 里只留一处")
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


def _at_one_time(entries: Iterable[Entry[Meeting]]) -> Iterator[Finding]:
    first: dict[dt.datetime, str] = {}
    for entry in entries:
        one = entry.record
        if (before := first.setdefault(one.start, one.key)) != one.key:
            words = f"{one.start:%Y-%m-%d %H:%M} 已经有一次会（{before}）"
            yield warning("MTG005", entry.at("start"), words, "同一次会只留一条；另一次改对时间")


def _of_its_days(entry: Entry[Meeting], day: dt.date) -> Iterator[Finding]:
    """Days of decisions that cannot be."""
    for number, decision in enumerate(entry.record.decisions):
        if decision.due < (met := entry.record.start.date()):
            words = f"“{decision.text}”{decision.due} 到期，{met} 才开会定"
            yield warning("MTG007", entry.at("decisions", number, "due"), words, "核对到期的日子")
        if decision.on and decision.on > day:
            words = f"“{decision.text}”的 on 是 {decision.on}，还没有到"
            yield warning("MTG007", entry.at("decisions", number, "on"), words, "到了那一天再写 state 和 on")


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
        "MTG005", Severity.WARNING, "两次会在同一个时间",
        what="有没有两条会议写着同一个 start。",
        why="同一次会记了两遍，次数和间隔都算错。",
        example="两条都是 start: 2026-03-26 14:30",
        instead="只留一条",
    ),
    Rule(
        "MTG006", Severity.ERROR, "又到会又请假",
        what="同一个岗位是不是既在 present 又在 absent。",
        why="会议记录要说得清谁在。",
        example="present: [shuji, canyin]\nabsent: [canyin]",
        instead="present: [shuji]\nabsent: [canyin]",
        allowable=False,
    ),
    Rule(
        "MTG007", Severity.WARNING, "会上定的事，日子不对",
        what="到期的日子是不是在开会之前，办成的日子是不是还没有到。",
        why="还没有发生的事不能算办完；定的时候就过了期，谁也办不到。",
        example="start: 2026-03-26 14:30\ndecisions: [{due: 2026-03-01, …}]",
        instead="decisions: [{due: 2026-04-30, …}]",
    ),
    Rule(
        "MTG004", Severity.WARNING, "会上改了期，计划没有改",
        what="会上定的事连着计划里的任务（task）时，定的日子是不是晚于计划里的 due。",
        why="同一件事，会议说在办，计划说逾期，看的人不知道信哪个。",
        example="会议 due: 2026-12-10，计划 due: 2026-11-12",
        instead="计划也写 due: 2026-12-10",
    ),
)  # fmt: skip
