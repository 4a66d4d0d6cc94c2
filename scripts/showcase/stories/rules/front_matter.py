"""FM: what the front matter says, against itself and against the organisation."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

from showcase.project.finding import Place, Severity
from showcase.stories.front import FrontMatter
from showcase.stories.rules.rule import SOON, Hit, Rule, Subject
from showcase.typed.cut import cut
from showcase.typed.meant import BLANK, values
from showcase.typed.shapes import shape_of
from showcase.typed.strict_yaml import Loaded


def _unknown(subject: Subject) -> Iterator[Hit]:
    front, organisation = subject.draft.front, subject.organisation
    if front is None:
        return
    departments = {
        key: (entry.label, entry.name, entry.culture) for key, entry in organisation.departments.items()
    }
    series = {key: (entry.label,) for key, entry in organisation.series.items()}
    yield from _not_among(subject, "department", front.department, "部门", departments)
    yield from _not_among(subject, "series", front.series, "栏目", series)
    yield from _themes(subject, front.themes)


def _not_among(
    subject: Subject, key: str, typed: str | None, label: str, known: Mapping[str, tuple[str, ...]]
) -> Iterator[Hit]:
    if typed is None or typed in known or BLANK in typed:
        return
    sure, likely = _meant(typed, known)
    words = "、".join(f"{name}（{called[0]}）" for name, called in known.items())
    message = f"{key}：没有“{typed}”这个{label}，可以写 {words}"
    line, fix = subject.draft.with_value((key,), sure or likely or f"{BLANK}：{label}】")
    yield Hit(subject.at(key), message, f"改成：{line}", typed, fix if sure else None)


def _meant(typed: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """(the key that `typed` surely is: by another of its names, or in other letters; the likeliest one)."""
    word = values.plain(typed)
    for key, called in known.items():
        if word.lower() == key or word in called:
            return key, key
    names = {name: key for key, called in known.items() for name in (key, *called)}
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    inside = [key for key, called in known.items() if any(name in word or word in name for name in called)]
    return "", names[near[0]] if near else inside[0] if len(inside) == 1 else ""


def _themes(subject: Subject, themes: tuple[str, ...]) -> Iterator[Hit]:
    organisation, draft = subject.organisation, subject.draft
    known = {key: (label,) for key, label in organisation.themes.items()}
    labels = "、".join(organisation.themes.values())
    for index, theme in enumerate(themes):
        if organisation.theme_key(theme) is not None or BLANK in theme:
            continue
        path = draft.spot("themes", index) if isinstance(draft.typed.get("themes"), list) else ("themes",)
        parts = [part for part in re.split(r"[,，、;；\s]+", theme.strip("［］[]")) if part]
        keys = [_meant(part, known)[0] for part in parts]
        sure = bool(parts) and all(keys)
        if sure:
            right = ", ".join(organisation.themes[key] for key in keys)
        else:
            likely = _meant(theme, known)[1]
            right = organisation.themes[likely] if likely else f"{BLANK}：主题】"
        line, fix = draft.with_value(path, right if len(path) > 1 or len(keys) < 2 else f"[{right}]")
        message = f"themes：没有“{theme}”这个主题，可以写 {labels}"
        yield Hit(subject.at(*path), message, f"改成：{line}", theme, fix if sure else None)


def _other_year(subject: Subject) -> Iterable[Hit]:
    front, draft = subject.draft.front, subject.draft
    day = front.date if front else None
    if day and str(day.year) != draft.year:
        yield Hit(
            subject.at("date"),
            f"日期是 {day.year} 年，文件夹却在 {draft.year} 里",
            f"改成：{subject.draft.with_value(('date',), f'{draft.year}{day.isoformat()[4:]}')[0]}"
            f"（日期没错的话，把文件夹移到 stories/{day.year}/）",
            day.isoformat(),
        )


def _upside_down(subject: Subject) -> Iterable[Hit]:
    front = subject.draft.front
    if front and front.publish and front.expires and front.expires <= front.publish:
        yield Hit(
            subject.at("expires"),
            f"到期的日子 {front.expires} 不晚于发布的日子 {front.publish}，这篇故事永远不会出现",
            f"改成：{subject.draft.with_value(('expires',), f'{BLANK}：晚于 {front.publish} 的日子】')[0]}",
            front.expires.isoformat(),
        )


def _expires_soon(subject: Subject) -> Iterable[Hit]:
    front = subject.draft.front
    if front is None or front.expires is None or front.withdrawn:
        return
    left = (front.expires - subject.today).days
    if 0 < left <= SOON.days:
        yield Hit(
            subject.at("expires"),
            f"这篇故事 {front.expires} 到期，还有 {left} 天，到那天起不再显示",
            "要留着，把 expires 改晚，或删掉这一行；不用留，什么也不用做",
            front.expires.isoformat(),
        )


def _cut(subject: Subject) -> Iterator[Hit]:
    draft = subject.draft
    loaded = Loaded(marks=dict(draft.marks), ends=dict(draft.ends))
    for one in cut(draft.lines, loaded, shape_of(FrontMatter)):
        if one.line not in draft.meant and one.path[0] not in ("department", "series", "themes"):
            yield Hit(Place(draft.path, one.line, one.column), one.message, one.hint, one.lost, one.fix)


RULES = (
    Rule(
        "FM005",
        Severity.ERROR,
        "没有这个部门、栏目或主题",
        what="department、series、themes 里写的，在 brand/organisation.yml 里有没有。",
        why="它们决定故事归到哪一页、进哪个网址，多一个字就没有那一页。",
        example="department: 总务",
        instead="department: 〈部门〉",
        check=_unknown,
        allowable=False,
    ),
    Rule(
        "FM012",
        Severity.WARNING,
        "井号后面的字丢了",
        what="标题、提要、署名一类的文字里，有没有空格加 #。",
        why="空格后面的 # 表示“以下是说明”，后面的字不会出现在网页上，也没有任何提示。整句加上英文引号就不会丢。",
        example="title: 食堂 #2 号窗口的灯",
        instead='title: "食堂 #2 号窗口的灯"',
        check=_cut,
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
    Rule(
        "FM050",
        Severity.WARNING,
        "故事快要到期",
        what="expires 是不是在今后 30 天之内。",
        why="到了那一天，故事在下一次生成时从网站上消失，没有人会另外想起来。早一个月说，来得及决定留不留。",
        example="expires: 2026-03-20",
        instead="expires: 2027-03-20",
        check=_expires_soon,
    ),
)
