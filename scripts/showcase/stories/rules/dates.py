"""TXT: days that can be found again, and weekdays that fit them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from showcase.project.finding import Severity
from showcase.stories.rules.rule import Hit, Rule, Subject, hit

_RELATIVE = re.compile(
    r"今天|明天|昨天|前天|(?<!先)后天(?!性|努力|养成)|今年|去年|(?<![以之目年])前年(?![货味夜画])|明年|(?<!日)本月|上个?月(?!球)|下个?月(?!球)"
    r"|本周(?!期)|上周|下周|(?<![接靠临])近日(?![落出光])|(?<![节假生旬即次周末今明当每天\d一二三四五六七八九十])日前|近期"
    r"|今晨|今晚|昨晚|前不久|即日起|[本上]学期|本年度|上个?星期"
)
_SPOKEN = re.compile(r"“[^“”]*”")
_DAY = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4}) ?年 ?)?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]"
    r"(?:[（(，, ]{0,2}(?:星期|周|礼拜)(?P<week>[一二三四五六日天])(?![至到—~～-]|常|期|[一二三四五六日天]))?"
)
_DIGITS = re.compile(
    r"(?<![\d.\-/])(?P<year>(?:19|20)\d{2})(?P<tie>[\-/.])(?P<month>\d{1,2})(?P=tie)(?P<day>\d{1,2})(?![\d.\-/])"
    r"(?:[（(，, ]{0,2}(?:星期|周|礼拜)(?P<week>[一二三四五六日天])(?![至到—~～-]|常|期|[一二三四五六日天]))?"
)
_WEEK = "一二三四五六日"


def _year(subject: Subject) -> int:
    """The year of the story; 0 where its date cannot be read."""
    front = subject.draft.front
    return front.date.year if front and front.date else 0


def _relative(subject: Subject) -> Iterator[Hit]:
    year = _year(subject) or subject.today.year
    written = {"今年": f"{year}年", "去年": f"{year - 1}年", "前年": f"{year - 2}年", "明年": f"{year + 1}年"}
    for passage in subject.passages:
        said = [match.span() for match in _SPOKEN.finditer(passage.text)] if "“" in passage.text else []
        for match in _RELATIVE.finditer(passage.text):
            if any(start < match.start() < end for start, end in said):
                continue  # what somebody says stays as it was said
            better = written.get(match[0])
            hint = f"改成“{better}”" if better else "写出哪一年哪一月哪一天，或删去"
            yield hit(passage, *match.span(), f"“{match[0]}”过一阵就不知道指哪一天", hint)


def _days(subject: Subject) -> Iterator[tuple[Hit | None, Hit | None]]:
    """(a day that is none, a weekday that does not fit) for each date in the text."""
    usual = _year(subject)
    for passage in subject.passages:
        text = passage.text
        matches = [*_DAY.finditer(text)] if "月" in text else []
        if "-" in text or "/" in text or "." in text:
            matches += _DIGITS.finditer(text)
        for match in matches:
            year = int(match["year"]) if match["year"] else usual
            shown = f"{match['month']}月{match['day']}日"
            try:
                # Without a year, 29 February is taken for real.
                day = dt.date(year or 2024, int(match["month"]), int(match["day"]))
            except ValueError:
                if match["year"] or (match["month"], match["day"]) != ("2", "29"):
                    yield hit(passage, *match.span(), f"{shown}没有这一天", "核对日期"), None
                continue
            week = match["week"]
            if week is None or not year:
                continue
            right = _WEEK[day.weekday()]
            if week.replace("天", "日") != right:
                at = match.start("week")
                message = f"{year}年{shown}是星期{right}，不是星期{week}"
                yield None, hit(passage, at, at + 1, message, f"日期没错的话，改成“{right}”")


def _no_day(subject: Subject) -> Iterator[Hit]:
    yield from (first for first, _ in _days(subject) if first)


def _wrong_weekday(subject: Subject) -> Iterator[Hit]:
    yield from (second for _, second in _days(subject) if second)


RULES = (
    Rule("TXT031", Severity.WARNING, "过些日子就看不明白的时间",
         what="有没有“今天”“本月”“近日”“去年”一类以写稿那天为准的说法。引号里的话不算。",
         why="故事会长期留在网上。一年以后再读，没有人知道“近日”是哪一天。",
         example="近日，一食堂换了新灶。", instead="2026年3月5日，一食堂换了新灶。", check=_relative),
    Rule("TXT032", Severity.WARNING, "星期和日期对不上",
         what="日期后面的星期对不对；没写年份的，按稿头 date 的那一年算。",
         why="两样里必有一样写错了，读者不知道信哪一个。",
         example="2026年3月5日（星期三），灯亮了。", instead="2026年3月5日（星期四），灯亮了。", check=_wrong_weekday),
    Rule("TXT033", Severity.WARNING, "没有这一天",
         what="日期在日历上有没有。",
         why="多半是打错了一位数。",
         example="2月30日开学。", instead="2月28日开学。", check=_no_day),
)  # fmt: skip
