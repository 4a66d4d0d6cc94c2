"""The plan as pages: the ledger of a year, an inspection sheet (督查单) a unit and one for the whole, and a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from showcase.fragments import fragment
from showcase.records.kind import Canvas, Kind, RecordFile, World
from showcase.records.options import only
from showcase.records.plan import STATES, Standing, Task, is_bare, plans, standing
from showcase.records.plan_judging import RULES, judge
from showcase.records.plan_sheet import pages, sheet_path
from showcase.records.plan_views import MARKS, newest, short, units_of, view
from showcase.records.plan_year import drawn, told_of
from showcase.records.table import safe

QUARTERS = ("一季度", "二季度", "三季度", "四季度", "跨年")


def ledger(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """The whole year: figures, goals with what they are taken apart into, and who stands where."""
    only(options, "year")
    plan = newest(world, options)
    if plan is None:
        raise ValueError(f"{PLAN.path} 里还没有任务")
    goals = tuple(
        (
            view(world, canvas, plan, goal),
            tuple(view(world, canvas, plan, t, n) for n, t in plan.below(goal)),
            told_of(plan, goal),
        )
        for goal in plan.goals
    )
    by_quarter = plan.by_quarter()
    sheets = [("全部", canvas.link(sheet_path(plan.year)))]
    sheets += [(name, canvas.link(sheet_path(plan.year, key))) for key, name in units_of(world, plan).items()]
    return fragment(
        "record_plan",
        part="ledger",
        year=plan.year,
        day=f"{plan.day.year}年{short(plan.day)}",
        drawn=drawn(plan),
        whole=canvas.whole,
        goals=goals,
        units=_table(plan.by_unit(), units_of(world, plan)),
        quarters=_table(by_quarter, {n: QUARTERS[n - 1] for n in by_quarter}),
        columns=tuple((s.value, MARKS[s]) for s in Standing),
        sheets=tuple(sheets),
        table=canvas.href(table_path(plan.year)),
    )


def _table(
    counts: Mapping[Any, Mapping[Standing, int]], names: Mapping[Any, str]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple(
        (name, tuple(counts.get(key, {}).get(state, 0) for state in Standing)) for key, name in names.items()
    )


def table_path(year: int) -> str:
    return f"plan/plan-{year}.csv"


COLUMNS = (
    "编号",
    "属于",
    "任务",
    "单位",
    "责任岗位",
    "责任人",
    "开始",
    "到期",
    "季度",
    "里程碑",
    "结果",
    "结果的日子",
    "状态",
    "凭据",
    "没有凭据",
)


def tables(world: World) -> Iterator[RecordFile]:
    """A year as CSV, with what was computed for the day."""
    for year, plan in plans(world.entries(Task), world.today).items():
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([c for c in COLUMNS if world.internal or c != "责任人"] + [f"按 {plan.day} 算"])
        for task in plan.tasks:
            row = [
                task.key, task.under or "", task.title, world.organisation.all_units[task.unit], task.post,
                *([task.person or ""] if world.internal else []),
                f"{task.start}", f"{task.due}", f"{(task.due.month + 2) // 3}", task.milestone or "",
                STATES.get(task.state or "", ""), f"{task.on or ''}", standing(task, plan.day).value,
                f"{len(task.evidence)}", "是" if is_bare(task, plan.day) and not plan.parts(task) else "",
            ]  # fmt: skip
            writer.writerow([safe(cell) for cell in row])
        yield RecordFile(table_path(year), b"\xef\xbb\xbf" + out.getvalue().encode())


PLAN = Kind(
    name="plan",
    label="计划",
    folder="plan",
    record=Task,
    yearly=True,
    tabled=False,
    judge=judge,
    blocks={"plan": ledger},
    pages=pages,
    files=tables,
    rules=RULES,
)
