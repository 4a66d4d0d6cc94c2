"""What the front matter of a practice (docs/practice/<slug>/index.md) says: which problem, whose practice, what came of it.

The paper (二·三·4) asks for experience condensed into theory: 难点、痛点、堵点 and the ways out of them.
"""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.project.finding import Severity
from showcase.records.citing import Reference
from showcase.records.kind import System
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import Day, Name, OneLine, Typed, length, several

PROBLEMS = {"hard": "难点", "sore": "痛点", "blocked": "堵点"}
PARTS = ("问题", "做法", "结果")  # headings that its text has, in this order

_NUMBER = re.compile(r"[0-9一二两三四五六七八九十百千万半]")


def _measured(text: str) -> str:
    if not _NUMBER.search(text):
        raise ValueError("结果里写一个数：多少份、几分钟、少了几成；没有量过的先不写")
    return text


Result = Annotated[OneLine, AfterValidator(length(4, 60)), AfterValidator(_measured)]


class Practice(Typed):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"problem": PROBLEMS}

    problem: Literal["hard", "sore", "blocked"] = Field(title="哪一类问题", examples=["sore"])
    field: Name = Field(
        title="领域", description="organisation.yml 里 fields 的键或中文名。", examples=["service"]
    )
    unit: Name = Field(title="单位", description="部门或单位的键或中文名。", examples=["单位的键"])
    post: Name = Field(title="谁写的", description="写岗位，不写姓名。", examples=["一食堂经理"])
    date: Day = Field(title="日期", examples=["2026-05-15"])
    results: Annotated[tuple[Result, ...], AfterValidator(several(1, 6))] = Field(
        title="结果", examples=["[剩饭每天少了 38 公斤]"]
    )
    keywords: Annotated[tuple[Name, ...], AfterValidator(several(2, 8))] = Field(
        title="关键词", examples=["[节约, 半份菜]"]
    )
    peers: Annotated[tuple[Reference, ...], AfterValidator(several(0, 12))] = Field(
        (), title="借鉴了谁", examples=["[{kind: book, author: 责任者, title: 书名, year: 2009}]"]
    )


RULES = (
    Rule(
        "PRA001", Severity.ERROR, "做法的领域或单位不存在",
        what="practice 里写的 field、unit 是不是 organisation.yml 里有的。",
        why="做法按领域收，按单位署名。写错了就没有地方放，这一页先不发布。",
        example="practice: {field: serv, …}",
        instead="practice: {field: service, …}",
        allowable=False,
    ),
    Rule(
        "PRA002", Severity.WARNING, "做法缺了一段",
        what="写做法的一页，有没有“问题”“做法”“结果”三个小标题，顺序对不对。",
        why="别的单位来学，先看是不是同样的问题，再看怎么做，最后看有没有用。",
        example="只有“## 做法”一段",
        instead="## 问题\n\n## 做法\n\n## 结果",
    ),
    Rule(
        "PRA003", Severity.WARNING, "借鉴的来源缺了一项",
        what="写了网址的来源有没有 seen（引用日期），书有没有 place 和 publisher。",
        why="GB/T 7714 要求这几项：网页会变，没有日期就不知道看的是哪一版；没有出版者的书找不到。",
        example="peers: [{kind: book, author: 责任者, title: 书名, year: 2009}]",
        instead="peers: [{kind: book, author: 责任者, title: 书名, place: 北京, publisher: 出版社, year: 2009}]",
    ),
)  # fmt: skip

PRACTICE = System(name="practice", label="做法", rules=RULES)
