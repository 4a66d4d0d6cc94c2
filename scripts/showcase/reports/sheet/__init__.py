"""审稿单: what an editor decides a request by, as a comment beside it and as a printed page.

Everything a contributor typed passes `inert` or a fence: it can neither notify people, load pictures nor
look like a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from showcase.project.finding import Finding
from showcase.records.comparing import ListEdits
from showcase.reports.markdown import file_name, table
from showcase.reports.scope import Scope
from showcase.reports.sheet.faults import Faults, reasons
from showcase.reports.sheet.lists import entries_told
from showcase.reports.sheet.request import departures, others, strangers
from showcase.reports.sheet.story import StorySheet
from showcase.reports.sheet.verdict import Verdict, conclusion, verdict
from showcase.reports.sources import Sources
from showcase.reports.text import counted
from showcase.site.survey import Survey
from showcase.stories.intake import Examined

LIMIT = 60_000  # characters; a comment on GitHub holds 65,536
MANY = 5  # stories, from which on only those with something to mend are shown in full


@dataclass(frozen=True)
class Section:
    text: str
    findings: tuple[Finding, ...] = ()  # whose rules it names


@dataclass(frozen=True)
class Sheet:
    """What the sheet tells of: the stories of `scope` in full, and what was found elsewhere."""

    survey: Survey
    sources: Sources
    scope: Scope
    lists: tuple[ListEdits, ...] = ()  # of a request

    def markdown(self) -> str:
        stories = self.scope.stories(self.survey.examined)
        ranked = sorted(stories, key=lambda one: list(Verdict).index(verdict(one)), reverse=True)
        revision = self.scope.revision
        first = strangers(revision) if revision else ""
        parts = [*([first] if first else []), "# 审稿单", self._total(ranked)]
        if len(ranked) > 1:
            parts.append(self._overview(ranked))
        return _fitting("\n\n".join(parts), list(self._sections(ranked)))

    def _sections(self, stories: list[Examined]) -> Iterator[Section]:
        revision, telling = self.scope.revision, StorySheet(self.survey, self.sources)
        if revision:
            present = {one.draft.folder for one in self.survey.examined}
            if gone := list(departures(revision, present)):
                yield Section("## 删掉和改名的故事\n\n" + "\n".join(gone))
        for one in stories:
            if len(stories) <= MANY or verdict(one) is not Verdict.MERGE:
                yield Section(telling.markdown(one), one.findings)
        read = self.survey.read
        if parts := tuple(entries_told(self.lists, self.survey.house.organisation, read.today)):
            yield Section("\n\n".join(("## 表里的条目", *parts)))
        yield from self._beside(stories)

    def _beside(self, stories: list[Examined]) -> Iterator[Section]:
        """Files that belong to no story, then errors in what a request has not touched."""
        faults, scope = Faults(self.sources), self.scope.whole(stories)
        folders = tuple(f"{one.draft.folder}/" for one in self.survey.examined)
        found = scope.findings(self.survey.findings)
        beside = tuple(f for f in found if not f.place.path.startswith(folders))
        lines = list(others(scope.revision)) if scope.revision else []
        parts = [*(["\n".join(lines)] if lines else []), *([faults.table(beside)] if beside else [])]
        if parts:
            yield Section("\n\n".join(("## 故事以外的文件", *parts)), beside)
        if elsewhere := scope.elsewhere(self.survey.findings):
            note = "这些文件这次没有动，也可能是别处的改动连累了它们。"
            yield Section(f"## 没有改到的文件里的错误\n\n{note}\n\n{faults.table(elsewhere)}", elsewhere)

    def _total(self, stories: list[Examined]) -> str:
        verdicts = [verdict(one) for one in stories]
        counts = "，".join(f"{n} 篇{v}" for v in Verdict if (n := verdicts.count(v)))
        none = "没有改到现在还在的故事" if self.scope.revision else "没有故事"
        return f"{counts or none}。按 {self.survey.read.today} 检查。"

    def _overview(self, stories: Iterable[Examined]) -> str:
        telling = StorySheet(self.survey, self.sources)
        rows = (
            (conclusion(one), telling.title(one), file_name(one.draft.folder), counted(one.findings))
            for one in stories
        )
        return table(("结论", "故事", "文件夹", "问题"), rows)


def _fitting(head: str, sections: list[Section]) -> str:
    """All of it, or as many sections as a comment holds, and how to see the rest; then why, once for each rule."""
    text, why, left = head, "", len(sections)
    named: list[Finding] = []
    for section in sections:
        longer = "\n\n".join(reasons([*named, *section.findings]))
        if len(text) + len(section.text) + len(longer) + 20 > LIMIT:
            break
        text, why, left = f"{text}\n\n{section.text}", longer, left - 1
        named += section.findings
    if left:
        text = text[:LIMIT] + (
            f"\n\n评论放不下，还有 {left} 部分没有列出。在本机运行 "
            "`showcase check --format sheet stories/年份/文件夹` 看单独一篇。"
        )
    return text + (f"\n\n## 为什么\n\n{why}" if why else "") + "\n"
