"""A task of the plan as pages show it: how it stands on the day, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from showcase.records.activities import Activity
from showcase.records.honours import Honour
from showcase.records.kind import Canvas, World
from showcase.records.plan import Evidence, Plan, Standing, Task, is_bare, plans, standing
from showcase.records.regulations import Regulation

MARKS = {
    Standing.OVERDUE: "fault", Standing.SOON: "due", Standing.RUNNING: "run", Standing.WAITING: "wait",
    Standing.LATE: "late", Standing.DONE: "good", Standing.DROPPED: "drop",
}  # fmt: skip


@dataclass(frozen=True)
class TaskView:
    level: int
    title: str
    who: str  # unit · post
    person: str
    span: str
    state: str
    mark: str
    note: str  # 还有 12 天
    milestone: str
    evidence: tuple[tuple[str, str | None], ...]
    bare: bool
    remark: str


def short(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _told(day: dt.date, year: int) -> str:
    """With its year where that is another than `year`."""
    return short(day) if day.year == year else f"{day.year}年{short(day)}"


def newest(world: World, options: Mapping[str, str] | None = None) -> Plan | None:
    """The plan of `year`, else of the year of judgement or the last before it."""
    found = plans(world.entries(Task), world.today)
    if options and (year := options.get("year")):
        if not year.isdecimal() or int(year) not in found:
            raise ValueError(f"没有 {year} 年的计划；可以写 {'、'.join(map(str, found)) or '（还没有）'}")
        return found[int(year)]
    return next((plan for year, plan in found.items() if year <= world.today.year), None)


def view(world: World, canvas: Canvas, plan: Plan, task: Task, level: int = 1) -> TaskView:
    now = standing(task, plan.day)
    span = f"{_told(task.start, plan.year)}—{_told(task.due, plan.year)}"
    return TaskView(
        level,
        task.title,
        f"{world.organisation.all_units[task.unit]} · {task.post}",
        task.person or "",
        span,
        now.value,
        MARKS[now],
        _note(task, now, plan.day),
        task.milestone or "",
        tuple(_shown(world, canvas, one) for one in task.evidence),
        is_bare(task, plan.day) and not plan.parts(task),
        task.note or "",
    )


def _note(task: Task, now: Standing, day: dt.date) -> str:
    """What a number of days says of it."""
    if now is Standing.OVERDUE:
        return f"过了 {(day - task.due).days} 天"
    if now is Standing.SOON:
        left = (task.due - day).days
        return f"还有 {left} 天" if left else "今天到期"
    if now in (Standing.DONE, Standing.LATE) and task.on:
        late = (task.on - task.due).days
        return _told(task.on, task.due.year) + (f"，晚了 {late} 天" if late > 0 else "")
    return task.why or "" if now is Standing.DROPPED else ""


def _shown(world: World, canvas: Canvas, one: Evidence) -> tuple[str, str | None]:
    """A piece of evidence as words, and where it is."""
    if one.story:
        story = world.story(one.story)
        return (
            (f"故事《{story.front.title}》", canvas.link(f"{story.folder}/index.md"))
            if story
            else ("故事（未公开）", None)
        )
    if one.activity:
        activity = world.keyed(Activity).get(one.activity)
        return (
            (f"活动：{activity.title}", canvas.link("activities/index.md"))
            if activity
            else ("活动（未公开）", None)
        )
    if one.rule:
        rule = world.keyed(Regulation).get(one.rule)
        return (
            (f"制度《{rule.title}》", canvas.link(f"rules/{rule.key}/index.md"))
            if rule
            else ("制度（未公开）", None)
        )
    if one.honour:
        honour = world.keyed(Honour).get(one.honour)
        return (
            (f"荣誉：{honour.title}", canvas.link(f"honours/{honour.key}/index.md"))
            if honour
            else ("荣誉（未公开）", None)
        )
    return f"档案：{one.file}", None


def figures(plan: Plan) -> tuple[tuple[str, int, str], ...]:
    """(name, how many, mark) of what one asks first."""
    counts = plan.counts
    return (
        ("项要办的事", len(plan.work), ""),
        ("按时完成", counts.get(Standing.DONE, 0), "good"),
        ("逾期完成", counts.get(Standing.LATE, 0), "late"),
        ("三十天内到期", counts.get(Standing.SOON, 0), "due"),
        ("逾期", counts.get(Standing.OVERDUE, 0), "fault"),
        ("办完了，没有凭据", len(plan.bare), "fault"),
    )


def units_of(world: World, plan: Plan) -> dict[str, str]:
    """Those that have something to do, in the order of organisation.yml."""
    having = {task.unit for task in plan.work}
    return {key: name for key, name in world.organisation.all_units.items() if key in having}
