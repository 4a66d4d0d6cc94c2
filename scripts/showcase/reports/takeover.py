"""What taking over will change, and what is left to a person, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.text import Text

from showcase.adoption.plan import Plan
from showcase.adoption.traces import Traces
from showcase.reports.shown import shown


def print_plan(console: Console, plan: Plan) -> None:
    made = frozenset(plan.made)
    changed = [path for path in plan.written if path not in made]
    _files(console, "会改", changed)
    _files(console, "会新建", plan.made)
    _files(console, "会删掉", [path for path in plan.gone if path not in plan.written])
    if plan.stories or plan.entries:
        console.print(f"其中示例：{plan.stories} 篇故事，{plan.entries} 条列表里的条目", soft_wrap=True)


def _files(console: Console, what: str, paths: Iterable[str]) -> None:
    paths = sorted(paths)
    if paths:
        console.print(f"{what}（{len(paths)}）", style="bold")
        for path in paths:
            console.print(f"  {shown(path)}", soft_wrap=True)


def print_traces(console: Console, traces: Traces) -> None:
    """The groups, each with what to do and its lines by file."""
    if not traces.adopted:
        console.print("这个项目还没有被接手过；下面按现在的单位列，接手时要看的就是这些。\n", soft_wrap=True)
    for group in traces.groups:
        files = len({trace.path for trace in group.traces})
        head = Text.assemble((group.title, "bold"), (f"（{len(group.traces)} 行，{files} 个文件）", "dim"))
        console.print(head, soft_wrap=True)
        console.print(f"  {group.advice}", soft_wrap=True)
        for path, found in groupby(group.traces, key=lambda trace: trace.path):
            for trace in found:
                place = Text(f"  {shown(path)}:{trace.line}  ", "cyan")
                console.print(Text.assemble(place, shown(trace.excerpt)), soft_wrap=True)
        console.print()
    if not traces.groups:
        console.print("没有要改的了。brand/organisation.yml 里的 former 可以删掉。", soft_wrap=True)
