"""FM010: what `showcase new` left to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.finding import Place, Severity
from showcase.rules.rule import Hit, Rule, Subject

BLANK = "【待填"  # with its bracket, so that prose may say 待填


def _unfilled(subject: Subject) -> Iterator[Hit]:
    """The first blank of every line of index.md, front matter and body."""
    for number, line in enumerate(subject.draft.lines, 1):
        at = line.find(BLANK)
        if at >= 0:
            end = line.find("】", at)
            blank = line[at : end + 1] if end >= 0 else line[at:]
            yield Hit(
                Place(subject.draft.path, number, at + 1),
                f"这里还没有填：{blank}",
                "连【】一起换成真实的内容；用不上的整行删掉",
                blank,
            )


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
