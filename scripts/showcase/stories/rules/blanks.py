"""FM010: what `showcase new` left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from showcase.project.finding import Finding, Place, Severity
from showcase.stories.rules.rule import Hit, Rule, Subject
from showcase.stories.story import Draft
from showcase.typed.meant import BLANK


def _unfilled(subject: Subject) -> Iterator[Hit]:
    """The first blank of every line of index.md, front matter and body; a comment of the front matter is none."""
    for number, line in enumerate(subject.draft.lines, 1):
        at = -1 if _is_comment(subject.draft, number) else line.find(BLANK)
        if at >= 0:
            end = line.find("】", at)
            blank = line[at : end + 1] if end >= 0 else line[at:]
            yield Hit(
                Place(subject.draft.path, number, at + 1),
                f"这里还没有填：{blank}",
                "连【】一起换成真实的内容；用不上的整行删掉",
                blank,
            )


def _is_comment(draft: Draft, number: int) -> bool:
    return number < draft.body_line and bool(re.match(r"\s*#", draft.line(number)))


def without_echoes(findings: Iterable[Finding], draft: Draft) -> Iterator[Finding]:
    """`findings` without those that only say of a blank that it is no day, key or consent."""
    for finding in findings:
        echo = finding.code in ("FM002", "FM005") and finding.place.path == draft.path
        if not (echo and BLANK in draft.line(finding.place.line)):
            yield finding


RULES = (
    Rule(
        "FM010",
        Severity.ERROR,
        "还有没填的地方",
        what=f"稿头和正文里还有没有“{BLANK}…】”。它是 showcase new 留的空。",
        why="带着空的稿子发出去，读者看到的就是“待填”。",
        example="summary: 【待填：一句话说清这个故事】",
        instead="summary: 四点整，一食堂后厨的灯亮了，第一锅水已经在响。",
        check=_unfilled,
        allowable=False,
    ),
)
