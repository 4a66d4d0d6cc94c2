"""PII012: what a form says of one person. A label and what stands beside, below or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from showcase.project.finding import Severity
from showcase.stories.rules.numbers import numbers
from showcase.stories.rules.plain import Sheet, sheet
from showcase.stories.rules.rule import Hit, Rule, Subject

_ROOM = r"(?<!\d)\d{3,4}(?!\d|[年人元名米])"
_PLACE = r"[省市区县州盟旗镇乡村路街巷弄号栋楼室庄屯]"
_NAME = r"[\u3400-\u9fff]"
# The label's spellings → what a value of it has. The sheet has digits for 一 and the like, and : for ：.
_LABELS = {
    r"(?:家庭|现|居|经常居)住地?[址处]?|家庭(?:详细)?地[址点]|住 ?址|通[讯信]地址|户籍(?:所在)?地址?|户口(?:所在)?地": _PLACE,
    r"(?:所在)?(?:宿 ?舍|寝 ?室|房间|公寓)(?:楼?号|地址|房间号?)?|房号|床号": _ROOM,
    r"籍 ?贯|祖籍|出生地|生源地": rf"{_NAME}{{2}}",
    r"出 ?生(?:日期|年月日?|时间)?|生 ?日": r"\d{1,4} ?[年./\-月] ?\d|\d{4}年|(?<!\d)(?:19|20)\d{2,6}(?!\d)",
    r"身份证(?:件)?(?:号码?)?|证件号码?": r"[\dXx][\dXx* ]{5,}",
    r"银行(?:卡|账户|账号|卡号|卡账号)(?:号码?)?|工资卡号?|卡号|(?:收款)?账号": r"\d(?:[ \-]?\d){7,}",
    r"(?:紧急|家庭|家长)联系(?:人|方式|电话)|监护人": rf"^{_NAME}{{2,4}}(?!{_NAME})|\d{{7}}",
    r"QQ ?(?:号码?)?|扣扣号?|(?:个人)?微 ?信(?:号码?)?|WeChat": r"^(?:\d{5,12}|[A-Za-z][\w\-]{5,19})$",
    r"学 ?号|[工员]号|(?:教工|职工|员工|人事)编?号|[1一]卡通号?|校园卡号?": r"^[A-Za-z]?\d{5,14}$",
}  # fmt: skip
_ALONE = len(_LABELS) - 2  # the last two are found by PII004 and PII008 when they stand beside their value
_NOTHING = re.compile(r"[\W_xX×○Oo]*|无|略|同上|未填|不详|保密|.{0,2}(?:待填|略去|隐去).*")
_LONGEST = 60  # characters of a value


@dataclass(frozen=True)
class _Cell:
    text: str
    start: int


def _label(text: str) -> int:
    """Which of the labels `text` is; -1 when it is none."""
    plain = re.sub(r"^[\-*+>#\s]+|[\s:*_()]+$|\((?:必填|选填)\)", "", text)
    found = (at for at, label in enumerate(_LABELS) if re.fullmatch(label, plain, re.IGNORECASE))
    return next(found, -1) if len(plain) < 16 else -1


def _cells(line: _Cell) -> list[_Cell]:
    """The cells of a row of a table; none where it is no table."""
    if "|" not in line.text:
        return []
    cells, at = [], line.start
    for part in re.split(r"(?<!\\)\|", line.text):
        cells.append(_Cell(part.strip(), at + len(part) - len(part.lstrip())))
        at += len(part) + 1
    return cells[1:] if not cells[0].text else cells


def _lines(text: str) -> list[_Cell]:
    at, lines = 0, []
    for line in text.split("\n"):
        lines.append(_Cell(line, at))
        at += len(line) + 1
    return lines


def _pairs(lines: list[_Cell]) -> Iterator[tuple[int, _Cell, bool]]:
    """(which label, what may be its value, whether it stands beside it), all through the text."""
    inline = re.compile(
        rf"(?:^|[\s,;。(、|])((?:{'|'.join(_LABELS)})(?:\((?:必填|选填)\))?) ?: ?([^\n,;。|]{{2,{_LONGEST}}})",
        re.IGNORECASE,
    )
    for at, line in enumerate(lines):
        row = _cells(line)
        for column, cell in enumerate(row):
            if (label := _label(cell.text)) >= 0:
                beside = row[column + 1 : column + 2]
                yield from ((label, one, True) for one in beside if _label(one.text) < 0)
                yield from ((label, one, False) for one in _below(lines, at, column))
        for found in inline.finditer(line.text):
            yield _label(found[1]), _Cell(found[2], line.start + found.start(2)), True
        if not row and (label := _label(line.text)) >= 0:
            following = (one for one in lines[at + 1 : at + 3] if one.text.strip())
            yield from ((label, _Cell(one.text.strip(), one.start), True) for one in list(following)[:1])


def _below(lines: list[_Cell], at: int, column: int) -> Iterator[_Cell]:
    """The cells of that column in the rows below, down to the next label."""
    rows = list(takewhile(bool, map(_cells, lines[at + 1 :])))
    below = (row[column] for row in rows if column < len(row))
    yield from takewhile(lambda cell: _label(cell.text) < 0, below)


def _is_value(label: int, text: str) -> bool:
    plain = re.sub(r"^[\s*_>\-]+|[\s*_\\]+$", "", text)
    pattern = list(_LABELS.values())[label]
    return (
        len(plain) <= _LONGEST
        and not _NOTHING.fullmatch(plain)
        and re.search(pattern, plain) is not None
        and not any(numbers(sheet(plain, "")))  # a number with a rule of its own
    )


def _check(subject: Subject) -> Iterator[Hit]:
    whole: Sheet = subject.numbers[0][0]
    start = sum(len(line) + 1 for line in subject.draft.lines[: subject.draft.body_line - 1])
    told: set[int] = set()
    for label, cell, beside in _pairs(_lines(whole.text)):
        own = beside and label >= _ALONE
        if label < 0 or own or cell.start in told or whole.source_at(cell.start) < start:
            continue
        if _is_value(label, cell.text):
            told.add(cell.start)
            what = re.sub(r"[^\u3400-\u9fffA-Z]", "", _names(label))
            yield Hit(
                whole.place(cell.start),
                f"这里写出了一个人的{what}",
                "连同前面的名目整行、整列删去；故事用得上的，写到“家在外地”“住校”这样就够",
                cell.text[:1] + "*" * min(len(cell.text) - 1, 8),
            )


def _names(label: int) -> str:
    return (
        "住址",
        "宿舍房间",
        "籍贯",
        "出生日期",
        "证件号码",
        "账号",
        "紧急联系人",
        "QQ 号或微信号",
        "学号或工号",
    )[label]


RULES = (
    Rule(
        "PII012",
        Severity.WARNING,
        "写出了表格里的个人情况",
        what="正文和表格里，“家庭住址”“宿舍”“籍贯”“出生年月”“身份证号”“银行卡号”“紧急联系人”“QQ”“微信号”“学号”这些名目的旁边、"
        "下面或冒号后面，有没有填上内容。空着的、画线的、写“无”的不算。",
        why="登记表是给一件事用的，填的人没有同意放到网上。《个人信息保护法》第六条：收集个人信息限于实现目的的最小范围。",
        example="家庭住址：某市某区某路1号",
        instead="家在外地",
        check=_check,
    ),
)
