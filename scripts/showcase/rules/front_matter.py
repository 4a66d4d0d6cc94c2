"""FM: what the front matter says, against itself and against the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from showcase.finding import Severity
from showcase.rules.rule import Hit, Rule, Subject


def _unknown(subject: Subject) -> Iterator[Hit]:
    front, house = subject.draft.front, subject.organisation
    if front is None:
        return
    for key, value, label, known in (
        ("department", front.department, "部门", house.departments),
        ("series", front.series, "栏目", house.series),
    ):
        if value not in known:
            words = "、".join(f"{name}（{entry.label}）" for name, entry in known.items())
            yield Hit(subject.at(key), f"{key}：没有“{value}”这个{label}", f"可以写 {words}", value)
    for index, theme in enumerate(front.themes):
        if house.theme_key(theme) is None:
            place = subject.at("themes", index)
            hint = f"可以写 {'、'.join(house.themes.values())}"
            yield Hit(place, f"themes：没有“{theme}”这个主题", hint, theme)


def _other_year(subject: Subject) -> Iterable[Hit]:
    front, draft = subject.draft.front, subject.draft
    if front and str(front.date.year) != draft.year:
        yield Hit(
            subject.at("date"),
            f"日期是 {front.date.year} 年，文件夹却在 {draft.year} 里",
            f"改日期，或把文件夹移到 stories/{front.date.year}/",
            front.date.isoformat(),
        )


def _upside_down(subject: Subject) -> Iterable[Hit]:
    front = subject.draft.front
    if front and front.publish and front.expires and front.expires <= front.publish:
        yield Hit(
            subject.at("expires"),
            f"到期的日子 {front.expires} 不晚于发布的日子 {front.publish}，这篇故事永远不会出现",
            "核对 publish 和 expires",
            front.expires.isoformat(),
        )


RULES = (
    Rule(
        "FM005",
        Severity.ERROR,
        "没有这个部门、栏目或主题",
        what="department、series、themes 里写的，在 brand/organisation.yml 里有没有。",
        why="它们决定故事归到哪一页、进哪个网址，多一个字就没有那一页。",
        example="department: 餐厅",
        instead="department: dining",
        check=_unknown,
        allowable=False,
    ),
    Rule(
        "FM006",
        Severity.ERROR,
        "日期和年份文件夹对不上",
        what="date 的年份和故事所在的年份文件夹是不是同一年。",
        why="网址里有年份，读者按它找故事。",
        example="date: 2025-03-05",
        instead="date: 2026-03-05",
        check=_other_year,
        allowable=False,
    ),
    Rule(
        "FM007",
        Severity.ERROR,
        "这条问题不能放行",
        what="allow 里写的代码有没有这条规则，这条规则许不许放行。",
        why="安全问题和缺了就做不成网页的问题，没有例外。",
        example="allow: [{code: SEC001, reason: 要用一段网页代码, until: 2026-12-31}]",
        instead="把正文里的网页代码改成 Markdown，删掉这一条 allow",
        allowable=False,
    ),
    Rule(
        "FM008",
        Severity.WARNING,
        "放行已经过期",
        what="allow 里的 until 是不是已经过去。",
        why="放行都有期限，到期要再看一次，免得例外变成常规。",
        example="allow: [{code: TXT006, reason: 引用原话, until: 2025-12-31}]",
        instead="allow: [{code: TXT006, reason: 引用原话, until: 2027-12-31}]",
        allowable=False,
    ),
    Rule(
        "FM009",
        Severity.WARNING,
        "放行没有对上一处问题",
        what="一条 allow 是不是正好对上一处问题。一处也没有，或有好几处，都不算数。",
        why="放行只对看过的那一处。同样的代码有几处时，用 at 写上那一行里的几个字。",
        example="allow: [{code: TXT006, reason: 引用原话, until: 2027-12-31}]",
        instead="allow: [{code: TXT006, at: 他说, reason: 引用原话, until: 2027-12-31}]",
        allowable=False,
    ),
    Rule(
        "FM011",
        Severity.WARNING,
        "到期早于发布",
        what="expires 是不是晚于 publish。",
        why="先到期、后发布的故事，哪一天都不会出现。",
        example="{publish: 2026-05-01, expires: 2026-04-01}",
        instead="{publish: 2026-04-01, expires: 2026-05-01}",
        check=_upside_down,
    ),
)
