"""What the plan, taken together, does not agree with, on the day of judgement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from showcase.project.finding import Finding, Severity, error, warning
from showcase.records.activities import Activity
from showcase.records.kind import World
from showcase.records.plan import CLOSED, DEEPEST, Plan, Standing, Task, is_bare, plans, standing, year_of
from showcase.records.record import Entry
from showcase.records.regulations import Regulation
from showcase.stories.rules.rule import Rule


def judge(world: World) -> Iterator[Finding]:
    entries = world.entries(Task)
    by_year = plans(entries, world.today)
    years = {task.key: year for year, plan in by_year.items() for task in plan.tasks}
    for entry in entries:
        plan = by_year[year_of(entry)]
        yield from _of_its_place(entry, plan, years)
        yield from _of_its_day(entry, plan)
        yield from _of_its_evidence(entry, world)


def _of_its_place(entry: Entry[Task], plan: Plan, years: Mapping[str, int]) -> Iterator[Finding]:
    """In the tree of goals, tasks and steps."""
    task = entry.record
    if task.key in plan.looped:
        yield error(
            "PLN001",
            entry.at("under"),
            f"“{task.title}”绕了一圈又属于自己",
            "under 改成真正的上一层；目标不写 under",
        )
        return
    if plan.level(task) == DEEPEST + 1:  # what is below it is cured with it
        words = f"“{task.title}”在第 {plan.level(task)} 层，只分目标、任务、步骤三层"
        yield error("PLN008", entry.at("under"), words, "并进上一层，或把上一层提上去")
    above = plan.by_key.get(task.under or "")
    if task.under and task.under in years and above is None:
        words = f"“{task.title}”属于的 {task.under} 在 {years[task.under]} 年的计划里"
        yield warning("PLN007", entry.at("under"), words, "写这一年的目标，或删掉 under")
    if above and task.due > above.due:
        words = f"“{task.title}”{task.due} 到期，晚于上一层“{above.title}”的 {above.due}"
        yield warning("PLN002", entry.at("due"), words, "核对两层的日子")


def _of_its_day(entry: Entry[Task], plan: Plan) -> Iterator[Finding]:
    task, day = entry.record, plan.day
    if task.on and task.on > day:
        yield warning(
            "PLN003",
            entry.at("on"),
            f"“{task.title}”的 on 是 {task.on}，还没有到",
            "到了那一天再写 state 和 on",
        )
        return
    now = standing(task, day)
    if now is Standing.DONE or now is Standing.LATE:
        left = [part for part in plan.parts(task) if standing(part, day) not in CLOSED]
        if left:
            names = "、".join(f"“{part.title}”" for part in left[:3]) + ("等" if len(left) > 3 else "")
            words = f"“{task.title}”写了 done，下面还有 {len(left)} 项没有办完：{names}"
            yield warning("PLN004", entry.at("state"), words, "先办完下面的，或删掉这里的 state 和 on")
    if is_bare(task, day) and not plan.parts(task):
        hint = "加一行 evidence: [{story: 年份/文件夹名}]，也可以写 activity、rule、honour 或 file"
        yield warning("PLN005", entry.at("state"), f"“{task.title}”办完了，没有凭据", hint)
    if now is Standing.OVERDUE:
        words = f"“{task.title}”{task.due} 到期，过了 {(day - task.due).days} 天"
        yield warning("PLN006", entry.at("due"), words, "办完了写 state: done 和 on；改期要经过工作小组")


def _of_its_evidence(entry: Entry[Task], world: World) -> Iterator[Finding]:
    """What is still to come proves nothing; and a task was not done before it began."""
    task = entry.record
    if task.state == "done" and task.on and task.on < task.start:
        words = f"“{task.title}”{task.on} 办成，{task.start} 才开始"
        yield warning("PLN009", entry.at("on"), words, "核对 start 和 on")
    for number, one in enumerate(task.evidence):
        activity = world.keyed(Activity).get(one.activity or "")
        rule = world.keyed(Regulation).get(one.rule or "")
        if activity and activity.state != "done":
            words = f"“{task.title}”的凭据“{activity.title}”还没有办"
            hint = "办了，在活动里写 state: done；没有办的，换一条凭据"
            yield warning("PLN010", entry.at("evidence", number), words, hint)
        elif rule and rule.in_force > world.today:
            words = f"“{task.title}”的凭据《{rule.title}》{rule.in_force} 才施行"
            yield warning("PLN010", entry.at("evidence", number), words, "施行以后再写，或换一条凭据")


RULES = (
    Rule(
        "PLN009", Severity.WARNING, "办成在开始之前",
        what="on 是不是早于 start。",
        why="两个日子总有一个写错了，按时、逾期都算不准。",
        example="start: 2026-05-01\nstate: done\non: 2026-03-01",
        instead="start: 2026-02-01\nstate: done\non: 2026-03-01",
    ),
    Rule(
        "PLN010", Severity.WARNING, "凭据还没有发生",
        what="当凭据的活动是不是办了，当凭据的制度是不是施行了。",
        why="还没有的事证明不了已经办完。",
        example="state: done\nevidence: [{activity: baojiaozi-2026}]（活动还写着 planned）",
        instead="evidence: [{file: 验收单 2026-07}]",
    ),
    Rule(
        "PLN001", Severity.ERROR, "任务绕成了圈",
        what="under 写的上一层，一路追上去会不会绕回自己。",
        why="层层分解，一项任务只能在一个地方。绕成圈的任务在网页上没有位置。",
        example="- key: a\n  under: b\n- key: b\n  under: a",
        instead="- key: a\n- key: b\n  under: a",
        allowable=False,
    ),
    Rule(
        "PLN002", Severity.WARNING, "步骤比任务到期晚",
        what="下一层到期的日子是不是晚于上一层。",
        why="步骤没有做完，任务不可能按时。",
        example="任务 due: 2026-06-30，步骤 due: 2026-07-15",
        instead="步骤 due: 2026-06-20",
    ),
    Rule(
        "PLN003", Severity.WARNING, "结果的日子还没有到",
        what="on 是不是在今天之后。",
        why="还没有发生的事不能算办完。到那一天之前，这项任务仍算在办。",
        example="state: done\non: 2026-12-01（今天是 2026-11-01）",
        instead="到了 12 月 1 日再写",
    ),
    Rule(
        "PLN004", Severity.WARNING, "上一层办完了，下一层没有",
        what="写了 done 的目标或任务，下面是不是还有没办完的。",
        why="不打折扣：下面没有办完，上面就不算完。",
        example="目标 state: done，下面的任务没有 state",
        instead="先给下面的任务写 state 和 on",
    ),
    Rule(
        "PLN005", Severity.WARNING, "办完了没有凭据",
        what="写了 done 的任务有没有 evidence。",
        why="督查看的是凭据，不是一句“已完成”。",
        example="state: done",
        instead="state: done\non: 2026-06-25\nevidence: [{file: 验收单 2026-07}]",
    ),
    Rule(
        "PLN006", Severity.WARNING, "任务逾期",
        what="到期的日子过了，还没有写 done 或 dropped。",
        why="跟进督促检查：逾期的要看得见，督查单上排在最前面。",
        example="due: 2026-06-30（今天是 2026-07-05）",
        instead="due: 2026-06-30\nstate: done\non: 2026-06-28",
    ),
    Rule(
        "PLN007", Severity.WARNING, "任务的上一层在另一年",
        what="under 写的上一层是不是在另一年的计划里。",
        why="一年的计划自己算自己的账；上一层在另一年，这一项就没有人看它归到哪里。",
        example="plan-2026.yml 里的 under: huanjing-2025",
        instead="under: huanjing",
    ),
    Rule(
        "PLN008", Severity.ERROR, "任务到了第四层",
        what="这一项一路追上去，是不是到了第四层。",
        why="目标、任务、步骤三层够用；再分就没有人看得过来，网页上也没有第四层的位置。",
        example="步骤下面还有 under 指着步骤的一项",
        instead="并进步骤里，或把步骤提成任务",
        allowable=False,
    ),
)  # fmt: skip
