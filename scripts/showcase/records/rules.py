"""REC: what is found while a list is read; and every code there is, of manuscripts and of lists."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.project.finding import Severity
from showcase.records.kinds import SYSTEMS
from showcase.stories import rules
from showcase.stories.rules.rule import FAMILIES as OF_MANUSCRIPTS
from showcase.stories.rules.rule import Rule

READING = (
    Rule(
        "REC001",
        Severity.ERROR,
        "这张表或其中一条读不了",
        what="条目写在网页旁边的 .yml 文件里，这个文件是不是普通文件、UTF-8 编码、缩进和引号是否完整。",
        why="一处手误只少那一条，别的条目照常；提到它的条目，那一处先空着。文件不是 UTF-8、不是普通文件，整张表都不用。",
        example="promises:\n  -key: hot",
        instead="promises:\n  - key: hot",
        allowable=False,
    ),
    Rule(
        "REC002",
        Severity.ERROR,
        "这一条写得不对",
        what="每一项的键认不认得，必填的有没有，值合不合要求。",
        why="有错的这一条不用，别的条目照常。程序不替人猜一个值。",
        example="- pots: 值班经理",
        instead="- post: 值班经理",
        allowable=False,
    ),
    Rule(
        "REC003",
        Severity.ERROR,
        "写了两次",
        what="同一条里一项写了两次，或两条用了同一个 key。",
        why="key 会成为网址，也被别的条目引用；两条同名，就不知道说的是哪一条。",
        example="- key: hot\n- key: hot",
        instead="- key: hot\n- key: hot-2",
        allowable=False,
    ),
    Rule(
        "REC004",
        Severity.ERROR,
        "说的东西不存在",
        what="条目里写的部门、班组、主题、故事、植物、地方，是不是真的有。",
        why="网页照着它做链接。写错一个字母，链接就没有去处。",
        example="- department: nobody",
        instead="- department: 〈部门〉",
        allowable=False,
    ),
    Rule(
        "REC005",
        Severity.ERROR,
        "这一条还没有填完",
        what="条目里还有没有“【待填…】”。它是 showcase new record 留的空。",
        why="带着空的条目发出去，读者看到的就是“待填”。",
        example="- post: 【待填：例如 值班经理】",
        instead="- post: 一食堂值班经理",
        allowable=False,
    ),
    Rule(
        "REC006",
        Severity.WARNING,
        "井号后面的字丢了",
        what="条目的文字里，有没有空格加 #。",
        why="空格后面的 # 表示“以下是说明”，后面的字不会出现在网页上。整句加上英文引号就不会丢。",
        example="- post: 食堂 #2 号窗口值班经理",
        instead='- post: "食堂 #2 号窗口值班经理"',
        allowable=False,
    ),
)

RULES = (*rules.RULES, *READING, *(rule for system in SYSTEMS for rule in system.rules))

BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}

FAMILIES: Mapping[str, str] = {
    **OF_MANUSCRIPTS,
    "REC": "条目",
    **{rule.family: system.label for system in SYSTEMS for rule in system.rules},
}
