"""The year's plan as a ledger: docs/plan/plan-2026.yml. People type what is done; the rest follows from the day.

The paper (三·三) asks for tasks taken apart level by level, each with somebody who answers for it, and looked after
until they are done. So a goal is split into tasks and those into steps by `under`, and no state but done and dropped
is typed: whether something is on time is computed for the day of judgement.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from showcase.brand.organisation import Key
from showcase.records.record import Entry, Record
from showcase.records.references import (
    ActivityRef,
    BudgetRef,
    HonourRef,
    RegulationRef,
    StoryRef,
    TaskRef,
    ThemeRef,
    UnitRef,
)
from showcase.typed.fields import Day, Name, OneLine, Typed, length, several

Sentence = Annotated[OneLine, AfterValidator(length(2, 60))]

STATES = {"done": "已完成", "dropped": "不再做"}
SOON = 30  # days before its due day from which a task is told to be due soon
DEEPEST = 3  # levels: goal, task, step


class Evidence(Typed):
    """What shows that a task is done: something on this site, or a file in the archive."""

    ALONE: ClassVar = "file"  # where only a text is typed

    story: StoryRef | None = Field(None, title="故事", examples=["2026/lingchen-huomian"])
    activity: ActivityRef | None = Field(None, title="活动", examples=["baojiaozi-2026"])
    rule: RegulationRef | None = Field(None, title="制度", examples=["jingfei"])
    honour: HonourRef | None = Field(None, title="荣誉", examples=["anquan-banzu-2025"])
    file: Name | None = Field(None, title="档案里的文件", examples=["验收单 2026-07"])

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(value is not None for value in dict(self).values()) != 1:
            raise ValueError("一条凭据写一样：story、activity、rule、honour 或 file")
        return self


class Task(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"state": STATES}
    INTERNAL: ClassVar[tuple[str, ...]] = ("person", "note")

    key: Key = Field(title="编号", examples=["huamu-pai"])
    title: Sentence = Field(title="任务", examples=["给主干道的树挂上名牌"])
    under: TaskRef | None = Field(
        None, title="属于", description="上一层的编号；目标不写。", examples=["huanjing"]
    )
    unit: UnitRef = Field(title="单位", examples=["单位的键"])
    post: Name = Field(title="责任岗位", description="写岗位，不写姓名。", examples=["养护技术员"])
    person: Name | None = Field(
        None, title="责任人", description="只出现在内部版。", examples=["内部版里的姓名"]
    )
    start: Day = Field(title="开始", examples=["2026-03-01"])
    due: Day = Field(title="到期", examples=["2026-06-30"])
    milestone: Sentence | None = Field(None, title="里程碑", examples=["五月底挂完一半"])
    budget: BudgetRef | None = Field(None, title="经费", examples=["biaopai"])
    theme: ThemeRef | None = Field(None, title="主题", examples=["beauty"])
    state: Literal["done", "dropped"] | None = Field(
        None, title="结果", description="办成了或不办了才写，没有写就是还在办。", examples=["done"]
    )
    on: Day | None = Field(None, title="结果的日子", examples=["2026-06-25"])
    why: Sentence | None = Field(None, title="为什么不办了", examples=["并入校园标识项目"])
    evidence: Annotated[tuple[Evidence, ...], AfterValidator(several(0, 12))] = Field(
        (), title="凭据", examples=["[{story: 2026/lingchen-huomian}]"]
    )
    note: Sentence | None = Field(
        None, title="督查备注", description="只出现在内部版。", examples=["催过一次"]
    )

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.due < self.start:
            raise ValueError("到期的日子在开始之前")
        if (self.state is None) != (self.on is None):
            raise ValueError("state 和 on 要一起写：哪一天办成的，或哪一天决定不办")
        if self.state == "dropped" and self.why is None:
            raise ValueError("不再做的，写上 why：为什么不办了")
        return self


class Standing(StrEnum):
    """How a task stands on a day."""

    OVERDUE = "逾期"
    SOON = "快到期"
    RUNNING = "进行中"
    WAITING = "未开始"
    LATE = "逾期完成"
    DONE = "按时完成"
    DROPPED = "不再做"


CLOSED = (Standing.DONE, Standing.LATE, Standing.DROPPED)


def standing(task: Task, day: dt.date) -> Standing:
    """How `task` stood at the end of `day`: what was done only after it was not done yet.

    The due day itself is still in time.
    """
    if task.state and task.on and task.on <= day:
        if task.state == "dropped":
            return Standing.DROPPED
        return Standing.DONE if task.on <= task.due else Standing.LATE
    left = (task.due - day).days
    if left < 0:
        return Standing.OVERDUE
    if left <= SOON:
        return Standing.SOON
    return Standing.RUNNING if task.start <= day else Standing.WAITING


def is_bare(task: Task, day: dt.date) -> bool:
    """Whether it is done by `day` without evidence."""
    return standing(task, day) in (Standing.DONE, Standing.LATE) and not task.evidence


def quarter(day: dt.date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


@dataclass(frozen=True)
class Plan:
    """The plan of one year, judged on one day."""

    year: int
    day: dt.date
    tasks: tuple[Task, ...]  # as typed

    @cached_property
    def _parts(self) -> Mapping[str | None, tuple[Task, ...]]:
        known = {task.key for task in self.tasks}
        found: dict[str | None, list[Task]] = {}
        for task in self.tasks:
            found.setdefault(task.under if task.under in known else None, []).append(task)
        return {key: tuple(tasks) for key, tasks in found.items()}

    @property
    def goals(self) -> tuple[Task, ...]:
        """What is part of nothing else."""
        return self._parts.get(None, ())

    def parts(self, task: Task) -> tuple[Task, ...]:
        return self._parts.get(task.key, ())

    def below(self, task: Task, level: int = 2) -> Iterator[tuple[int, Task]]:
        """(level, task) of what is part of `task`, each before its parts; a fourth level is an error and not walked."""
        for part in self.parts(task) if level <= DEEPEST else ():
            yield level, part
            yield from self.below(part, level + 1)

    @cached_property
    def work(self) -> tuple[Task, ...]:
        """What is not taken apart any further: it alone is counted, so that nothing counts twice."""
        return tuple(task for task in self.tasks if not self.parts(task))

    @cached_property
    def counts(self) -> Mapping[Standing, int]:
        return Counter(standing(task, self.day) for task in self.work)

    @cached_property
    def bare(self) -> tuple[Task, ...]:
        """Done without evidence."""
        return tuple(task for task in self.work if is_bare(task, self.day))

    def by_unit(self) -> Mapping[str, Mapping[Standing, int]]:
        found: dict[str, Counter[Standing]] = {}
        for task in self.work:
            found.setdefault(task.unit, Counter())[standing(task, self.day)] += 1
        return found

    def by_quarter(self) -> Mapping[int, Mapping[Standing, int]]:
        """By the quarter in which they are due; 5 for what is due in another year."""
        found: dict[int, Counter[Standing]] = {n: Counter() for n in range(1, 5)}
        for task in self.work:
            part = quarter(task.due) if task.due.year == self.year else 5
            found.setdefault(part, Counter())[standing(task, self.day)] += 1
        return found

    def of_unit(self, unit: str) -> Plan:
        """The same with what that unit answers for alone."""
        return Plan(self.year, self.day, tuple(task for task in self.work if task.unit == unit))

    @cached_property
    def by_key(self) -> Mapping[str, Task]:
        return {task.key: task for task in self.tasks}

    @cached_property
    def looped(self) -> frozenset[str]:
        """Keys of tasks that are part of themselves, by whatever way; each task is passed once."""
        found: set[str] = set()
        passed: set[str] = set()
        for task in self.tasks:
            way: dict[str, None] = {}
            at = task.key
            while at in self.by_key and at not in passed:
                passed.add(at)
                way[at] = None
                at = self.by_key[at].under or ""
            if at in way:
                keys = list(way)
                found.update(keys[keys.index(at) :])
        return frozenset(found)

    @cached_property
    def _levels(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        row, level = self.goals, 1
        while row:
            found.update((task.key, level) for task in row)
            row, level = tuple(part for task in row for part in self.parts(task)), level + 1
        return found

    def level(self, task: Task) -> int:
        """1 for a goal; 0 of a loop and of what hangs on one."""
        return self._levels.get(task.key, 0)


def year_of(entry: Entry[Task]) -> int:
    """The year in the name of the file."""
    found = re.search(r"(\d{4})\.yml$", entry.place.path)
    return int(found[1]) if found else entry.record.due.year


def plans(entries: Iterable[Entry[Task]], day: dt.date) -> Mapping[int, Plan]:
    """By year, the newest first."""
    found: dict[int, list[Task]] = {}
    for entry in entries:
        found.setdefault(year_of(entry), []).append(entry.record)
    return {year: Plan(year, day, tuple(found[year])) for year in sorted(found, reverse=True)}
