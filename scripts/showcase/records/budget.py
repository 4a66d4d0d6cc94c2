"""Budget lines of culture work, what was spent on them and what came of it: docs/plan/budget-2026.yml.

The paper (二·二·3) asks for money listed in the budget, spent on nothing but its purpose, and evaluated. A line is for
the internal edition unless it says public: true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.records.money import Money, share
from showcase.records.record import Entry, Record
from showcase.records.references import RegulationRef
from showcase.typed.fields import Day, Name, OneLine, Typed, Yes, length, several

Sentence = Annotated[OneLine, AfterValidator(length(2, 100))]

PURPOSES = {
    "facility": "软硬件设施", "activity": "文化活动", "publicity": "宣传传播", "identity": "标识和工服",
    "training": "培训提升", "honour": "表彰奖励", "practice": "总结研究", "other": "其他",
}  # fmt: skip
Purpose = Literal["facility", "activity", "publicity", "identity", "training", "honour", "practice", "other"]

VERDICTS = {"met": "达到", "partly": "部分达到", "missed": "没有达到"}


class Spending(Typed):
    """Money that was spent on one day."""

    LABELS: ClassVar[dict[str, dict[str, str]]] = {"purpose": PURPOSES}

    on: Day = Field(title="日子", examples=["2026-05-12"])
    amount: Money = Field(title="金额", examples=["3200元"])
    words: Name = Field(title="用在哪里", examples=["树牌制作"])
    purpose: Purpose | None = Field(
        None, title="用途", description="和这一条的用途不同才写。", examples=["activity"]
    )


class BudgetLine(Record):
    BARE: ClassVar[tuple[str, ...]] = ("sample", "public")
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"purpose": PURPOSES, "evaluation": VERDICTS}

    key: Key = Field(title="编号", examples=["biaopai"])
    title: Name = Field(title="项目", examples=["树木名牌"])
    purpose: Purpose = Field(title="用途", examples=["facility"])
    planned: Money = Field(title="预算（元）", description="写数字和单位。", examples=["1.2万元"])
    spent: Money | None = Field(
        None, title="支出合计（元）", description="写数字和单位。", examples=["9600元"]
    )
    items: Annotated[tuple[Spending, ...], AfterValidator(several(0, 60))] = Field(
        (), title="支出", examples=["[{on: 2026-05-12, amount: 9600元, words: 树牌制作}]"]
    )
    rule: RegulationRef | None = Field(None, title="依据", examples=["jingfei"])
    goal: Sentence = Field(title="预期效果", examples=["主干道的树都有名字"])
    result: Sentence | None = Field(None, title="实际效果", examples=["挂牌 240 块，学生扫码 1800 次"])
    evaluation: Literal["met", "partly", "missed"] | None = Field(None, title="评价", examples=["met"])
    why: Sentence | None = Field(None, title="评价的理由", examples=["数量和日子都合约定"])
    public: Yes = Field(False, title="公开", description="写了 true 才出现在公开版。", examples=["true"])

    @property
    def internal(self) -> bool:
        return not self.public

    @property
    def itemised(self) -> Decimal:
        """Yuan."""
        return sum((item.amount for item in self.items), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What was spent, in yuan: as typed, else what the items come to."""
        return self.itemised if self.spent is None else self.spent

    @property
    def strayed(self) -> tuple[Spending, ...]:
        """What was spent on something else."""
        return tuple(item for item in self.items if item.purpose and item.purpose != self.purpose)


@dataclass(frozen=True)
class Portion:
    """What one purpose has of a year's money, in yuan and in per cent of the whole."""

    purpose: str
    planned: Decimal
    spent: Decimal
    planned_share: Decimal
    spent_share: Decimal


@dataclass(frozen=True)
class Accounts:
    """A year's lines added up, in yuan."""

    year: int
    lines: tuple[BudgetLine, ...]

    @property
    def planned(self) -> Decimal:
        return sum((line.planned for line in self.lines), Decimal(0))

    @property
    def spent(self) -> Decimal:
        return sum((line.total for line in self.lines), Decimal(0))

    @property
    def portions(self) -> tuple[Portion, ...]:
        """By purpose, the largest first. What was spent outside a line's purpose counts where it went."""
        planned: dict[str, Decimal] = {}
        spent: dict[str, Decimal] = {}
        for line in self.lines:
            planned[line.purpose] = planned.get(line.purpose, Decimal(0)) + line.planned
            for item in line.strayed:
                spent[str(item.purpose)] = spent.get(str(item.purpose), Decimal(0)) + item.amount
            own = line.total - sum((item.amount for item in line.strayed), Decimal(0))
            spent[line.purpose] = spent.get(line.purpose, Decimal(0)) + own
        rows = (
            Portion(
                key,
                planned.get(key, Decimal(0)),
                own,
                share(planned.get(key, Decimal(0)), self.planned),
                share(own, self.spent),
            )
            for key, own in spent.items()  # every line has its purpose in it
        )
        return tuple(sorted(rows, key=lambda row: (-row.planned, row.purpose)))

    @property
    def without_result(self) -> tuple[BudgetLine, ...]:
        """Money is spent, and what came of it is not said."""
        return tuple(line for line in self.lines if line.total and not line.result)


def year_of(entry: Entry[BudgetLine]) -> int:
    found = re.search(r"(\d{4})\.yml$", entry.place.path)
    return int(found[1]) if found else 0


def accounts(entries: Iterable[Entry[BudgetLine]]) -> Mapping[int, Accounts]:
    """By year, the newest first."""
    found: dict[int, list[BudgetLine]] = {}
    for entry in entries:
        found.setdefault(year_of(entry), []).append(entry.record)
    return {year: Accounts(year, tuple(found[year])) for year in sorted(found, reverse=True)}
