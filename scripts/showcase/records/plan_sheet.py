"""Inspection sheets (督查单) of a year's plan: for the whole and for each unit, on as many A4 pages as its tasks take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from showcase.fragments import fragment
from showcase.records.kind import Canvas, Crumb, RecordPage, World
from showcase.records.plan import CLOSED, Plan, Standing, Task, is_bare, plans, standing
from showcase.records.plan_views import TaskView, figures, short, units_of, view

INDEX = "plan/index.md"
FIRST = 182.0  # mm of an A4 page for its rows, beside its head, its figures and its signatures
OTHER = 202.0  # of each further one, which tells no figures again


def sheet_path(year: int, unit: str = "") -> str:
    return f"plan/{year}/{unit}/index.md" if unit else f"plan/{year}/index.md"


def pages(world: World) -> Iterator[RecordPage]:
    """The inspection sheets; printed, each is one A4 page or several that are numbered."""
    for plan in plans(world.entries(Task), world.today).values():
        crumb = Crumb("年度计划", INDEX)
        sample = any(task.sample for task in plan.tasks)
        lede = "打印成 A4 带去现场：先看逾期和没有凭据的，再看快到期的。一张放不下，分几张，每张有编号。"
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
    return fragment(
        "record_plan",
        part="sheets",
        title=f"{plan.year}年文化建设任务督查单",
        unit=world.organisation.unit_name(unit) if unit else world.organisation.names.full,
        whole=not unit,
        day=f"{plan.day.year}年{short(plan.day)}",
        figures=figures(plan),
        sheets=fitted(tuple(view(world, canvas, plan, task) for task in open_now)),
        proved=sum(standing(t, plan.day) in (Standing.DONE, Standing.LATE) for t in plan.work)
        - len(plan.bare),
        internal=world.internal,
    )


def fitted(rows: Iterable[TaskView]) -> tuple[tuple[TaskView, ...], ...]:
    """`rows` by sheet, as many to each as an A4 page holds. Han are of one width, so that their lines can be counted."""
    sheets: list[list[TaskView]] = [[]]
    room = FIRST
    for row in rows:
        if (tall := _height(row)) > room:
            sheets.append([])
            room = OTHER
        sheets[-1].append(row)
        room -= tall
    return tuple(map(tuple, sheets))


def _height(row: TaskView) -> float:
    """Of a printed row, in mm: 4.7 a line, 4.2 a small one, 3.4 around; 14 Han of a title to a line, 9 of who answers."""
    title = 4.7 * _lines(row.title, 14) + 4.2 * _lines(row.milestone, 16)
    who = 4.7 * _lines(row.who, 9) + 4.2 * _lines(row.person, 10)
    state = 4.7 + 4.2 * _lines(row.note, 7) + 4.2 * row.bare
    return max(title, who, state, 4.7 * 2, 4.7 * _lines(row.remark, 10)) + 3.4


def _lines(text: str, han: int) -> int:
    return -(-len(text) // han)
