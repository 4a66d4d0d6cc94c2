"""The library of rules (制度): docs/rules/rules.yml. Which are in force today, and what came before and after each."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from showcase.brand.organisation import Key
from showcase.records.record import Record
from showcase.records.references import RegulationRef, UnitRef
from showcase.typed.fields import Day, Name, OneLine, Whole, between, length, several

# The first nine are the paper's own (二·二·2), in its order.
KINDS = {
    "decision": "议事决策", "cadre": "干部管理", "care": "职工关怀", "assets": "资产", "finance": "财务",
    "union": "工会", "pay": "薪酬", "assessment": "考核", "welfare": "福利",
    "service": "服务规范", "safety": "安全", "culture": "文化建设",
}  # fmt: skip
PAPER_KINDS = tuple(KINDS)[:9]
RegulationKind = Literal[
    "decision", "cadre", "care", "assets", "finance", "union", "pay", "assessment", "welfare", "service", "safety", "culture"
]  # fmt: skip
AUDIENCES = {"public": "公开", "internal": "内部"}
NEAR = 24  # rules that a page tells of before and after its own
OLD = 5  # years after which a rule is looked at again


def _web(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or " " in text:
        raise ValueError("写完整的网址，以 https:// 开头")
    if parts.username is not None or parts.password is not None:
        raise ValueError("网址里不能带账号和密码")
    return text


Address = Annotated[OneLine, AfterValidator(length(8, 300)), AfterValidator(_web)]


def _unmarked(text: str) -> str:
    if text.startswith("《") and text.endswith("》"):
        raise ValueError("名称不带书名号，网页会加上")
    return text


class Regulation(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"kind": KINDS, "audience": AUDIENCES}
    INTERNAL: ClassVar[tuple[str, ...]] = ("remark",)

    key: Key = Field(title="编号", examples=["jingfei"])
    title: Annotated[Name, AfterValidator(_unmarked)] = Field(
        title="名称", description="照文件上的写，不带书名号。", examples=["文化建设经费管理办法"]
    )
    number: Name | None = Field(None, title="文号", examples=["后勤发〔2026〕3号"])
    kind: RegulationKind = Field(title="类别", examples=["finance"])
    unit: UnitRef | None = Field(None, title="单位", description="全部门通用的不写。", examples=["单位的键"])
    issued: Day = Field(title="发布", examples=["2026-03-01"])
    in_force: Day = Field(title="施行", examples=["2026-04-01"])
    ended: Day | None = Field(
        None, title="废止", description="没有新制度接替、自己废止的才写。", examples=["2030-01-01"]
    )
    supersedes: Annotated[tuple[RegulationRef, ...], AfterValidator(several(0, 12))] = Field(
        (), title="代替", description="这一件施行，那几件就失效。", examples=["[jingfei-2020]"]
    )
    line: Annotated[OneLine, AfterValidator(length(4, 80))] = Field(
        title="一句话", examples=["钱从哪里列、谁批、怎么评"]
    )
    url: Address | None = Field(None, title="全文网址", examples=["https://www.example.edu.cn/zhidu/1.htm"])
    meets: Annotated[Whole, AfterValidator(between(1, 366))] | None = Field(
        None, title="多少天开一次会", description="议事规则才写。", examples=["92"]
    )
    audience: Literal["public", "internal"] = Field("public", title="给谁看", examples=["public"])
    remark: Name | None = Field(
        None, title="内部备注", description="只出现在内部版。", examples=["修订稿在法规科"]
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.in_force < self.issued:
            raise ValueError("施行的日子在发布之前")
        if self.ended and self.ended <= self.in_force:
            raise ValueError("废止的日子要在施行之后")
        if self.key in self.supersedes:
            raise ValueError("一件制度不能代替自己")
        return self

    @property
    def internal(self) -> bool:
        return self.audience == "internal"


class State(StrEnum):
    FORCE = "现行"
    COMING = "待施行"
    REPLACED = "已被代替"
    ENDED = "已废止"


@dataclass(frozen=True)
class Library:
    """All rules on one day."""

    day: dt.date
    rules: tuple[Regulation, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Regulation]:
        return {rule.key: rule for rule in self.rules}

    @cached_property
    def successors(self) -> Mapping[str, tuple[Regulation, ...]]:
        """Key → those that say they supersede it, in force or not."""
        found: dict[str, list[Regulation]] = {}
        for rule in self.rules:
            for old in rule.supersedes:
                found.setdefault(old, []).append(rule)
        return {key: tuple(rules) for key, rules in found.items()}

    def state(self, rule: Regulation) -> State:
        """A rule gives way on the day on which one that supersedes it comes into force."""
        if any(new.in_force <= self.day for new in self.successors.get(rule.key, ())):
            return State.REPLACED
        if rule.ended and rule.ended <= self.day:
            return State.ENDED
        return State.FORCE if rule.in_force <= self.day else State.COMING

    @cached_property
    def in_force(self) -> tuple[Regulation, ...]:
        return tuple(rule for rule in self.rules if self.state(rule) is State.FORCE)

    def before(self, rule: Regulation) -> tuple[Regulation, ...]:
        """What it supersedes and what that superseded, the newest first, each once, as far as a page tells of."""
        return self._walk(rule, lambda one: tuple(self.by_key[k] for k in one.supersedes if k in self.by_key))

    def after(self, rule: Regulation) -> tuple[Regulation, ...]:
        """What supersedes it and what supersedes that, the next first, each once, as far."""
        return self._walk(rule, lambda one: self.successors.get(one.key, ()))

    def chain(self, rule: Regulation) -> tuple[Regulation, ...]:
        """From the oldest to the newest, `rule` among them."""
        before = self.before(rule)
        return (*reversed(before), rule, *(r for r in self.after(rule) if r not in before))

    def _walk(
        self, rule: Regulation, step: Callable[[Regulation], Iterable[Regulation]]
    ) -> tuple[Regulation, ...]:
        found: dict[str, Regulation] = {}
        waiting = deque(step(rule))
        while waiting and len(found) < NEAR:
            one = waiting.popleft()
            if one.key != rule.key and one.key not in found:
                found[one.key] = one
                waiting += step(one)
        return tuple(found.values())

    @cached_property
    def looped(self) -> frozenset[str]:
        """Keys of rules that supersede themselves, by whatever way."""
        olds = {rule.key: [key for key in rule.supersedes if key in self.by_key] for rule in self.rules}
        news = {key: [new.key for new in self.successors.get(key, ())] for key in olds}
        order = [key for tree in _trees(olds, olds) for key in tree]
        # Kosaraju: from the last that was left, the other way round, one reaches just those it leads in a circle with.
        circles = _trees(reversed(order), news)
        return frozenset(key for circle in circles if len(circle) > 1 for key in circle)

    @property
    def kinds_without(self) -> tuple[str, ...]:
        """Of the paper's nine, those of which no rule is in force."""
        there = {rule.kind for rule in self.in_force}
        return tuple(kind for kind in PAPER_KINDS if kind not in there)

    @cached_property
    def old(self) -> tuple[Regulation, ...]:
        """In force for more than five years."""
        return tuple(rule for rule in self.rules if self.is_old(rule))

    def is_old(self, rule: Regulation) -> bool:
        return self.state(rule) is State.FORCE and years_between(rule.in_force, self.day) >= OLD


def _trees(starts: Iterable[str], ways: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """What is reached from each of `starts` and was not before, in the order in which it is left; each way is gone once."""
    seen: set[str] = set()
    for start in starts:
        left: list[str] = []
        under_way = [] if start in seen else [(start, iter(ways[start]))]
        seen.add(start)
        while under_way:
            key, further = under_way[-1]
            fresh = next((one for one in further if one not in seen), None)
            if fresh is None:
                left.append(key)
                under_way.pop()
            else:
                seen.add(fresh)
                under_way.append((fresh, iter(ways[fresh])))
        yield left


def years_between(first: dt.date, last: dt.date) -> int:
    """Whole years, as birthdays are counted; of 29 February from 1 March on."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def citation(rule: Regulation, owner: str, seen: dt.date) -> str:
    """As GB/T 7714 writes a document of an office: 责任者. 题名: 文号[A]. (发布日期).

    With an address it is [A/OL], with the day on which it was `seen` and the address at its end.
    """
    number = f": {rule.number}" if rule.number else ""
    head = f"{owner}. {rule.title}{number}"
    if rule.url:
        return f"{head}[A/OL]. ({rule.issued})[{seen}]. {rule.url}."
    return f"{head}[A]. ({rule.issued})."


def interval(rules: Iterable[Regulation]) -> Regulation | None:
    """The rule that says how often the working group meets."""
    return next((rule for rule in rules if rule.meets), None)
