"""Inspection sheets (督查单) of a year's plan: one for the whole and one a unit, each an A4 page when printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from showcase.fragments import fragment
from showcase.records.kind import Canvas, Crumb, RecordPage, World
from showcase.records.plan import CLOSED, Plan, Standing, Task, is_bare, plans, standing
from showcase.records.plan_views import TaskView, figures, short, units_of, view

INDEX = "plan/index.md"
TABLE = 160.0  # mm of an A4 page for its rows, beside its head and its signatures


def sheet_path(year: int, unit: str = "") -> str:
    return f"plan/{year}/{unit}/index.md" if unit else f"plan/{year}/index.md"


def pages(world: World) -> Iterator[RecordPage]:
    """The inspection sheets; each is one A4 page when printed."""
    for plan in plans(world.entries(Task), world.today).values():
        crumb = Crumb("年度计划", INDEX)
        sample = any(task.sample for task in plan.tasks)
        lede = "一页 A4，打印出来带去现场：先看逾期和没有凭据的，再看快到期的。"
        yield RecordPage(
            sheet_path(plan.year), f"{plan.year}年督查单", lede, partial(_sheet, world, plan, ""), (crumb,), "culture",
            "全部单位", sample,
        )  # fmt: skip
        for key in units_of(world, plan):
            title = f"{plan.year}年督查单：{world.organisation.all_units[key]}"
            above = (crumb, Crumb(f"{plan.year}年督查单", sheet_path(plan.year)))
            yield RecordPage(
                sheet_path(plan.year, key), title, lede, partial(_sheet, world, plan.of_unit(key), key), above, "culture",
                world.organisation.unit_name(key), sample,
            )  # fmt: skip


ORDER = tuple(Standing)


def _sheet(world: World, plan: Plan, unit: str, canvas: Canvas) -> str:
    """What is to be looked at first stands first; of what is done and proved only the number."""
    open_now = [t for t in plan.work if standing(t, plan.day) not in CLOSED or is_bare(t, plan.day)]
    open_now.sort(key=lambda t: (0 if is_bare(t, plan.day) else 1, ORDER.index(standing(t, plan.day)), t.due))
    open_now.sort(key=lambda t: standing(t, plan.day) is not Standing.OVERDUE)
    rows = fitting(tuple(view(world, canvas, plan, task) for task in open_now))
    return fragment(
        "record_plan",
        part="sheet",
        title=f"{plan.year}年文化建设任务督查单",
        unit=world.organisation.unit_name(unit) if unit else world.organisation.names.full,
        whole=not unit,
        day=f"{plan.day.year}年{short(plan.day)}",
        figures=figures(plan),
        rows=rows,
        more=len(open_now) - len(rows),
        proved=sum(standing(t, plan.day) in (Standing.DONE, Standing.LATE) for t in plan.work)
        - len(plan.bare),
        internal=world.internal,
    )


def fitting(rows: tuple[TaskView, ...]) -> tuple[TaskView, ...]:
    """As many of the first `rows` as an A4 page holds. Han are of one width, so that their lines can be counted."""
    room, fit = TABLE, 0
    for row in rows:
        room -= _height(row)
        if room < 0:
            break
        fit += 1
    return rows[:fit]


def _height(row: TaskView) -> float:
    """Of a printed row, in mm: 4.7 a line, 4.2 a small one, 3.4 around; 13 Han of a title to a line, 9 of who answers."""
    title = 4.7 * _lines(row.title, 13) + 4.2 * _lines(row.milestone, 15)
    who = 4.7 * _lines(row.who, 9) + 4.2 * _lines(row.person, 10)
    state = 4.7 + 4.2 * _lines(row.note, 8) + 4.2 * row.bare
    return max(title, who, state, 4.7 * _lines(row.remark, 10)) + 3.4


def _lines(text: str, han: int) -> int:
    return -(-len(text) // han)
