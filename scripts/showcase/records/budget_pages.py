"""The budget as a page: a bar a purpose with its table, the lines with what came of them; and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from showcase.fragments import fragment
from showcase.project.finding import Finding, Severity, error, warning
from showcase.records.budget import PURPOSES, VERDICTS, Accounts, BudgetLine, accounts, year_of
from showcase.records.kind import Canvas, Kind, World
from showcase.records.money import in_yuan, share, told
from showcase.records.options import only
from showcase.records.plan import Task
from showcase.records.record import Entry
from showcase.records.regulation_pages import library
from showcase.records.regulations import Regulation, State
from showcase.stories.rules.rule import Rule


@dataclass(frozen=True)
class BarView:
    name: str
    planned: str
    spent: str
    share: str  # of what is planned, 25.0%
    wide: int  # per cent of the largest, for the drawing
    used: int  # the same of what is spent


@dataclass(frozen=True)
class LineView:
    title: str
    purpose: str
    planned: str
    spent: str
    used: str
    goal: str
    result: str
    evaluation: str
    why: str
    rule: tuple[str, str | None] | None
    tasks: tuple[str, ...]
    strayed: tuple[tuple[str, str, str], ...]  # (what for, how much, to which purpose)
    public: bool


def judge(world: World) -> Iterator[Finding]:
    for entry in world.entries(BudgetLine):
        yield from _of(entry)
        yield from _of_its_days(entry, world)


def _of(entry: Entry[BudgetLine]) -> Iterator[Finding]:
    line = entry.record
    if line.spent is not None and line.items and line.spent != line.itemised:
        words = f"{line.title}：支出合计写了 {told(line.spent)}，逐笔加起来是 {told(line.itemised)}"
        yield error(
            "BUD001",
            entry.at("spent"),
            words,
            f"改成 spent: {in_yuan(line.itemised).replace(',', '')}元，或补上少记的一笔",
        )
    for number, item in enumerate(line.items):
        if item in line.strayed:
            words = f"{line.title}的钱用在了{PURPOSES[str(item.purpose)]}（{item.words}，{told(item.amount)}），用途是{PURPOSES[line.purpose]}"
            yield warning(
                "BUD002",
                entry.at("items", number, "purpose"),
                words,
                "专款专用：从对的那一条里列支，或办完调剂手续再改用途",
            )
    if line.total and not line.result:
        yield warning(
            "BUD003",
            entry.at("spent"),
            f"{line.title}花了 {told(line.total)}，没有写效果",
            "加一行 result: 做成了什么，有几个数",
        )
    if line.total > line.planned:
        words = f"{line.title}花了 {told(line.total)}，预算是 {told(line.planned)}"
        yield warning("BUD004", entry.at("planned"), words, "核对数字；追加过的，把 planned 改成批准的数")


def _of_its_days(entry: Entry[BudgetLine], world: World) -> Iterator[Finding]:
    """What was spent in another year, on what no rule in force allows, or is judged without a reason."""
    line, year = entry.record, year_of(entry)
    for number, item in enumerate(line.items):
        if year and item.on.year != year:
            words = f"{line.title}的一笔（{item.words}）是 {item.on} 的，不在 {year} 年"
            yield warning("BUD005", entry.at("items", number, "on"), words, "记到那一年的经费里，或改对日子")
    rule = world.keyed(Regulation).get(line.rule or "")
    if rule and library(world).state(rule) in (State.REPLACED, State.ENDED):
        words = f"{line.title}的依据《{rule.title}》已经失效"
        yield warning("BUD006", entry.at("rule"), words, "写现行的那一件")
    if line.evaluation and not line.why:
        words = f"{line.title}写了评价，没有写理由"
        yield warning("BUD007", entry.at("evaluation"), words, "加一行 why: 凭什么说达到或没有达到")


def sums(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """A year's money: how much on what, then line by line. In public only lines that say public: true."""
    only(options, "year")
    found = accounts(world.entries(BudgetLine))
    year = options.get("year")
    if year and (not year.isdecimal() or int(year) not in found):
        raise ValueError(f"没有 {year} 年的经费；可以写 {'、'.join(map(str, found)) or '（还没有）'}")
    own = found[int(year)] if year else next(iter(found.values()), None)
    if own is None:
        return fragment("record_budget", accounts=None)
    return fragment(
        "record_budget",
        accounts=own,
        planned=told(own.planned),
        spent=told(own.spent),
        used=f"{share(own.spent, own.planned)}%",
        internal=world.internal,
        bars=_bars(own),
        total=(in_yuan(own.planned), in_yuan(own.spent)),
        lines=tuple(_line(world, canvas, line) for line in own.lines),
        silent=tuple(line.title for line in own.without_result),
        table=canvas.href(BUDGET.table),
    )


def _bars(own: Accounts) -> tuple[BarView, ...]:
    most = max((max(p.planned, p.spent) for p in own.portions), default=None)
    return tuple(
        BarView(
            PURPOSES[p.purpose], in_yuan(p.planned), in_yuan(p.spent), f"{p.planned_share}%",
            int(share(p.planned, most)) if most else 0, int(share(p.spent, most)) if most else 0,
        )
        for p in own.portions
    )  # fmt: skip


def _line(world: World, canvas: Canvas, line: BudgetLine) -> LineView:
    rule = world.keyed(Regulation).get(line.rule or "")
    return LineView(
        line.title,
        PURPOSES[line.purpose],
        in_yuan(line.planned),
        in_yuan(line.total),
        f"{share(line.total, line.planned)}%",
        line.goal,
        line.result or "",
        VERDICTS.get(line.evaluation or "", ""),
        line.why or "",
        (rule.title, canvas.link(f"rules/{rule.key}/index.md")) if rule else None,
        tuple(task.title for task in world.of(Task) if task.budget == line.key),
        tuple((i.words, told(i.amount), PURPOSES[str(i.purpose)]) for i in line.strayed),
        line.public,
    )


RULES = (
    Rule(
        "BUD001", Severity.ERROR, "支出合计和逐笔不符",
        what="写了 spent 又写了 items 的，两个数是不是一样。按十进制算，到分。",
        why="合计和明细对不上，两个数都不能用。",
        example="spent: 9600元\nitems: [{on: 2026-05-12, amount: 9000元, words: 树牌}]",
        instead="spent: 9000元",
        allowable=False,
    ),
    Rule(
        "BUD002", Severity.WARNING, "钱用在了别的用途上",
        what="一笔支出写的 purpose 和这一条的用途是不是一样。",
        why="实施意见要求专项经费专款专用。",
        example="purpose: facility 的一条里有一笔 purpose: activity",
        instead="这一笔记到用途是 activity 的那一条里",
    ),
    Rule(
        "BUD003", Severity.WARNING, "花了钱没有写效果",
        what="有支出的一条有没有 result。",
        why="绩效评价看的是做成了什么，不是花了多少。",
        example="spent: 9600元",
        instead="spent: 9600元\nresult: 挂牌 240 块",
    ),
    Rule(
        "BUD005", Severity.WARNING, "支出不在这一年",
        what="一笔支出的日子是不是在这份经费的年份里。",
        why="别的年份的钱算进来，这一年的数就不对。",
        example="budget-2026.yml 里的 {on: 2025-12-20, amount: 300元, words: 树牌}",
        instead="记到 budget-2025.yml 里",
    ),
    Rule(
        "BUD006", Severity.WARNING, "依据的制度已经失效",
        what="rule 写的制度是不是已被代替或已废止。",
        why="钱要按现行的办法用。",
        example="rule: jingfei-2020（已被 jingfei 代替）",
        instead="rule: jingfei",
    ),
    Rule(
        "BUD007", Severity.WARNING, "评价没有理由",
        what="写了 evaluation 的一条有没有 why。",
        why="绩效评价要看得出凭什么。",
        example="evaluation: met",
        instead="evaluation: met\nwhy: 数量和日子都合约定",
    ),
    Rule(
        "BUD004", Severity.WARNING, "支出超过预算",
        what="支出合计是不是大于预算。",
        why="超过的部分没有列在预算里。",
        example="planned: 1万元\nspent: 1.2万元",
        instead="planned 写批准追加以后的数",
    ),
)  # fmt: skip

BUDGET = Kind(
    name="budget",
    label="经费",
    folder="plan",
    record=BudgetLine,
    yearly=True,
    judge=judge,
    blocks={"budget": sums},
    rules=RULES,
)
