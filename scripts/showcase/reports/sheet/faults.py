"""Findings in the sheet: one row each, or one for many corrections alike; why, folded, once for each rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from showcase.project.finding import Finding
from showcase.records.rules import BY_CODE
from showcase.reports.markdown import file_name, inert, ours, quoted, table
from showcase.reports.sheet.verdict import NOTES
from showcase.reports.sources import Sources, guarded
from showcase.reports.text import marked
from showcase.stories.intake import Examined

ROWS = 40  # findings of one story


@dataclass(frozen=True)
class Faults:
    sources: Sources

    def table(self, findings: tuple[Finding, ...]) -> str:
        ranked = sorted(findings, key=lambda f: (not f.is_error, f.code in NOTES, f.place))
        alike: dict[object, list[Finding]] = {}  # corrections by one rule are one row
        for finding in ranked:
            own = not finding.fix or finding.is_error
            alike.setdefault(finding if own else (finding.code, finding.place.path), []).append(finding)
        groups = list(alike.values())
        rows = [self._row(*group) if len(group) == 1 else self._rows(group) for group in groups[:ROWS]]
        more = f"\n\n还有 {len(groups) - ROWS} 处没有列出。" if len(groups) > ROWS else ""
        return table(("位置", "原文", "问题和建议", "规则"), rows) + more

    def _rows(self, alike: list[Finding]) -> tuple[str, str, str, str]:
        """Several corrections of one kind, as one row."""
        open_ones = [f for f in alike if (f.place.path, f.place.line) not in self.sources.private]
        lines = dict.fromkeys(f.place.line for f in alike)
        place = f"第 {'、'.join(map(str, list(lines)[:12]))}{' 等' if len(lines) > 12 else ''} 行"
        changes = dict.fromkeys((f.original, f.fix.text) for f in open_ones if f.fix and f.original)
        shown_ones = list(changes)[:6]
        originals = " ".join(quoted(original, 20) for original, _ in shown_ones) or "（不显示）"
        instead = "；".join(f"{file_name(old)} → {file_name(new)}" for old, new in shown_ones)
        rule = BY_CODE.get(alike[0].code)
        name = rule.name if rule else inert(alike[0].message)
        words = f"**提醒**：{name}，{len(alike)} 处（可自动改）" + (f"：{instead}" if instead else "")
        return place, originals, words, alike[0].code

    def _row(self, finding: Finding) -> tuple[str, str, str, str]:
        (finding,) = guarded((finding,), self.sources.private)
        weight = "错误" if finding.is_error else "知道即可" if finding.code in NOTES else "提醒"
        hint = f" → {inert(finding.hint, 400)}" if finding.hint else ""
        able = "（可自动改）" if finding.fixable else ""
        return (
            where(finding),
            self._original(finding),
            f"**{weight}**：{inert(finding.message, 300)}{hint}{able}",
            finding.code,
        )

    def _original(self, finding: Finding) -> str:
        if (finding.place.path, finding.place.line) in self.sources.private:
            return "（不显示）"
        if finding.original:
            return quoted(finding.original, 60)
        whole = (finding.place.line, finding.place.column) == (1, 1)  # the file, not a line of it
        source = "" if whole else self.sources.line(finding.place)
        return quoted(marked(source, finding)[0], 80) if source.strip(" -") else "—"


def reasons(findings: Iterable[Finding]) -> list[str]:
    """Why each rule among them is one, to be unfolded."""
    rules = {finding.code: BY_CODE[finding.code] for finding in findings if finding.code in BY_CODE}
    return [
        f"<details><summary>{code} {ours(rule.name)}：为什么</summary>\n\n{ours(rule.why)}\n\n</details>"
        for code, rule in sorted(rules.items())
    ]


def where(finding: Finding) -> str:
    name = finding.place.path.rpartition("/")[2]
    if name == "index.md" and (finding.place.line, finding.place.column) == (1, 1) and not finding.original:
        return "整篇"
    if name == "index.md" and finding.place.path.startswith("stories/"):
        return f"第 {finding.place.line} 行"
    if finding.place.path.startswith("stories/"):
        return file_name(name)
    return f"{file_name(finding.place.path)} 第 {finding.place.line} 行"


def place_in(finding: Finding, one: Examined) -> str:
    return f"第 {finding.place.line} 行" if finding.place.path == one.draft.path else where(finding)
