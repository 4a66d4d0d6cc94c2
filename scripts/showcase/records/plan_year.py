"""The year's plan as a picture: twelve columns, a mark a task in the month in which it is due."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.records.plan import Plan, Standing, Task, standing
from showcase.records.plan_views import MARKS

ACROSS = 60  # units from month to month
LEFT, FLOOR, TOP = 48, 320, 24  # the middle of January, where the marks stand, above the highest
STEP = 36  # from mark to mark, less where a month has very many
ORDER = (
    Standing.DONE, Standing.LATE, Standing.DROPPED, Standing.WAITING, Standing.RUNNING, Standing.SOON, Standing.OVERDUE,
)  # fmt: skip
"""From the floor upward: what is settled first, what is asked for on top."""


@dataclass(frozen=True)
class Mark:
    x: int
    y: float
    mark: str


@dataclass(frozen=True)
class Column:
    x: int
    text: str
    now: bool


@dataclass(frozen=True)
class Year:
    width: int
    top: int
    size: float  # half of a mark
    marks: tuple[Mark, ...]
    columns: tuple[Column, ...]
    words: str  # all of it as a sentence
    bare: str  # what is done and not proved; "" when all is


def drawn(plan: Plan) -> Year:
    """What is due in another year stands in a thirteenth column."""
    months: dict[int, list[Standing]] = {}
    for task in plan.work:
        months.setdefault(_month(plan, task), []).append(standing(task, plan.day))
    most = max((len(own) for own in months.values()), default=1)
    step = min(STEP, (FLOOR - TOP) / most)
    marks = tuple(
        Mark(LEFT + ACROSS * (month - 1), round(FLOOR - step * (n + 0.5), 1), MARKS[now])
        for month, own in sorted(months.items())
        for n, now in enumerate(sorted(own, key=ORDER.index))
    )
    columns = tuple(
        Column(LEFT + ACROSS * (n - 1), f"{n}月", plan.day.year == plan.year and plan.day.month == n)
        for n in range(1, 13)
    )
    columns += (Column(LEFT + ACROSS * 12, "跨年", False),) if 13 in months else ()
    return Year(
        columns[-1].x + LEFT, round(FLOOR - step * most - TOP), round(step * 0.39, 1), marks, columns,
        in_words(plan), _unproved(plan),
    )  # fmt: skip


def _month(plan: Plan, task: Task) -> int:
    return task.due.month if task.due.year == plan.year else 13


def in_words(plan: Plan) -> str:
    """How the year stands, in a sentence: 22件事，办成10件，其中2件晚了；7件三十天内到期，2件过了期。"""
    counts = plan.counts
    late = counts.get(Standing.LATE, 0)
    done = counts.get(Standing.DONE, 0) + late
    settled = f"{len(plan.work)}件事，办成{done}件" + (f"，其中{late}件晚了" if late else "")
    open_ = [
        f"{counts[state]}件{words}"
        for state, words in ((Standing.SOON, "三十天内到期"), (Standing.OVERDUE, "过了期"))
        if counts.get(state)
    ]
    return settled + (f"；{'，'.join(open_)}" if open_ else "") + "。"


def told_of(plan: Plan, goal: Task) -> str:
    """What of a goal is done: 6件，办成2件; "" for a goal that nothing was made of yet."""
    own = tuple(task for _, task in plan.below(goal) if not plan.parts(task))
    done = sum(standing(task, plan.day) in (Standing.DONE, Standing.LATE) for task in own)
    return f"{len(own)}件，办成{done}件" if own else ""


def _unproved(plan: Plan) -> str:
    return f"有{len(plan.bare)}件办完了，还没有凭据。" if plan.bare else ""
