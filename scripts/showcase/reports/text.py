"""Findings for a person at a terminal or in a build log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from showcase.project.finding import Finding
from showcase.project.folder import Judgement
from showcase.reports.shown import shown
from showcase.reports.sources import Sources, guarded, private_lines

if TYPE_CHECKING:
    from showcase.site.due import Due
    from showcase.site.pending import Pending
    from showcase.stories.fixes import Change

COLOURS = {"error": "bold red", "warning": "yellow"}
WORDS = {"error": "错误", "warning": "提醒"}
MOST_ALIKE = (
    20  # findings of one rule in one file that are printed; 30,000 took 15 s and 4 MB, and nobody reads them
)
EXCERPT = 84  # cells of a source line that are shown, about forty Han characters


def print_day(console: Console, judged: Judgement) -> None:
    """By which day it was judged, where somebody said so."""
    if judged.named_by:
        console.print(f"按 {judged.day} 判断发布、到期和同意（{judged.named_by}）", soft_wrap=True)


def print_pending(console: Console, waiting: Iterable[Pending]) -> None:
    """What is to be filled in before the site goes public, file by file."""
    waiting = tuple(waiting)
    if not waiting:
        console.print("上线前要填的都填好了。", soft_wrap=True)
        return
    console.print(
        Text(f"上线前还要填 {len(waiting)} 处（写着示例的，正式网站不收）：", style="bold"), soft_wrap=True
    )
    for one in waiting:
        console.print(f"  {shown(f'{one.place.path}:{one.place.line}')}  {shown(one.what)}", soft_wrap=True)


def print_kept_back(console: Console, dues: Iterable[Due]) -> None:
    """Which stories and photos the day keeps from readers, and since or until when."""
    for due in dues:
        console.print(f"{shown(due.place.path)}：{due.words}", soft_wrap=True)


def print_findings(console: Console, findings: Iterable[Finding], sources: Sources | None = None) -> None:
    """One finding after the other; with `sources`, below its file's name and with its line.

    Of many alike in one file the first are shown, and how many more there are.
    """
    findings = tuple(findings)
    findings = guarded(findings, sources.private if sources else private_lines(findings))
    for path, group in groupby(findings, key=lambda f: f.place.path):
        found = tuple(group)
        if sources:
            head = Text.assemble((shown(path), "bold"), (f"（{counted(found)}）", "dim"))
            console.print(head, soft_wrap=True)
        first, rest = few(found)
        for finding in first:
            _print(console, finding, sources)
        for line in rest:
            console.print(line, soft_wrap=True)
        if sources:
            console.print()


def few(findings: Iterable[Finding]) -> tuple[list[Finding], list[str]]:
    """The first `MOST_ALIKE` of each rule in each file, and a line for each rule with more."""
    seen: Counter[tuple[str, str]] = Counter()
    first = []
    for finding in findings:
        alike = (finding.place.path, finding.code)
        seen[alike] += 1
        if seen[alike] <= MOST_ALIKE:
            first.append(finding)
    return first, [
        f"{shown(path)}: {code} 还有 {number - MOST_ALIKE} 处没有列出"
        for (path, code), number in seen.items()
        if number > MOST_ALIKE
    ]


def _print(console: Console, finding: Finding, sources: Sources | None = None) -> None:
    line = Text(f"{shown(str(finding.place))}: ")
    line.append(f"{finding.code} {WORDS[finding.severity]}", style=COLOURS[finding.severity])
    line.append(f" {shown(finding.message)}")
    console.print(line, soft_wrap=True)
    whole = (finding.place.line, finding.place.column) == (
        1,
        1,
    ) and not finding.original  # the file, not a line
    if sources and not whole and (source := sources.line(finding.place)).strip(" -"):
        number = str(finding.place.line)
        excerpt, before, width = marked(source, finding)
        console.print(Text.assemble((f"    {number} │ ", "dim"), excerpt), soft_wrap=True)
        gap, mark = f"    {' ' * len(number)} │ ", " " * before + "^" * width
        console.print(Text.assemble((gap, "dim"), (mark, COLOURS[finding.severity])), soft_wrap=True)
    if finding.hint:
        console.print(Text(f"    → {shown(finding.hint, 1_000)}", style="dim"), soft_wrap=True)


def marked(source: str, finding: Finding) -> tuple[str, int, int]:
    """(what is shown of a line, cells before the fault, cells under it).

    A paragraph of Chinese is one long line: what stands around the fault is enough.
    """
    at = min(max(finding.place.column - 1, 0), len(source))
    fault = finding.original if finding.original and source.startswith(finding.original, at) else ""
    end = at + max(len(fault), 1)
    start, cells = at, 0
    while start > 0 and (cells := cells + cell_len(_plain(source[start - 1]))) <= EXCERPT // 3:
        start -= 1
    head = ("…" if start else "") + _plain(source[start:at])
    body = _cut(_plain(source[at:end]), EXCERPT // 2)
    tail = _cut(_plain(source[end : end + EXCERPT]), max(EXCERPT - cell_len(head + body), 0))
    return head + body + tail, cell_len(head), max(cell_len(body), 1)


def _plain(text: str) -> str:
    return shown(text.replace("\t", " "), most=1000)


def _cut(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    while text and cell_len(text) >= cells:
        text = text[:-1]
    return text + "…"


def counted(findings: Iterable[Finding]) -> str:
    found = tuple(findings)
    errors = sum(finding.is_error for finding in found)
    counts = ((errors, "个错误"), (len(found) - errors, "个提醒"))
    return "，".join(f"{number} {what}" for number, what in counts if number) or "没有发现问题"


def summary(findings: Iterable[Finding]) -> str:
    """How much there is to do, and how much of it the machine does."""
    found = tuple(findings)
    files, fixable = len({f.place.path for f in found}), sum(f.fixable for f in found)
    where = f"{files} 个文件里有 " if files > 1 else ""
    able = f"；其中 {fixable} 处可以用 showcase check --fix 自动改好" if fixable else ""
    return f"{where}{counted(found)}{able}。"


def print_changes(console: Console, done: Iterable[Change], private: Collection[tuple[str, int]]) -> None:
    """What `--fix` wrote: the names, then the lines before and after."""
    from showcase.stories.fixes import difference

    done = tuple(done)
    for change in done:
        for old, new in change.names:
            console.print(
                Text(f"改名 {shown(change.draft.folder)}/：{shown(old)} → {shown(new)}"), soft_wrap=True
            )
        if lines := difference(change, private):
            head = f"改好 {shown(change.draft.path)}" + (f"：{change.count} 处" if change.count else "")
            console.print(Text(head, style="bold"), soft_wrap=True)
        for line in lines:
            style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
            console.print(Text(shown(line.replace("\t", " "), most=2_000), style=style), soft_wrap=True)
        console.print()
