"""PII013: addresses that only open inside; nobody outside can use them, and they tell how the network is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.project.finding import Place, Severity
from showcase.stories.rules.rule import Hit, Rule, Subject

INSIDE = re.compile(
    r"(?:(?:https?|ftp|smb|file):)?//(?:localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+"
    r"|[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:local|lan|internal|intranet))(?![\w.])|file:///",
    re.IGNORECASE,
)


def _inside(subject: Subject) -> Iterator[Hit]:
    for number, line in enumerate(subject.draft.lines, 1):
        for match in INSIDE.finditer(line) if "//" in line else ():
            yield Hit(
                Place(subject.draft.path, number, match.start() + 1),
                f"{match[0]} 只在校园网里或自己的电脑上打得开",
                "删去地址，写怎么找到它，例如“在校园网里打开办公系统”",
                match[0],
            )


RULES = (
    Rule("PII013", Severity.ERROR, "写出了只在内网能用的地址",
         what="有没有 10.、192.168. 一类内网地址、localhost、.local 结尾的名字，和 file:// 开头的本机文件。",
         why="校外的读者打不开；这样的地址还会告诉别人校园网里有什么、在哪里。",
         example="报修单在http://192.168.1.20/bx里填。", instead="报修单在校园网的报修系统里填。",
         check=_inside),
)  # fmt: skip
