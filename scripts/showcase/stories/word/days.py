"""The days a manuscript names, and whether one of them is beyond doubt the day of the event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from showcase.stories.story import YEAR
from showcase.stories.word import Block, Paragraph, Table
from showcase.stories.word.copy import plain
from showcase.stories.word.flow import cell_lines
from showcase.stories.word.kinds import words_of

END = 4  # last paragraphs in which a short line that ends with a day is its signature
NEAR = 20  # characters before a day that say what it is of; all of them
SHOWN = 12  # characters before and after a day that are shown of its sentence
LISTED = 4  # days in doubt that are named

_HAN = "〇零○一二三四五六七八九"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_HAN}]{{3}})"
_BEFORE_NUMBER = r"(?<![\d一二三四五六七八九十./-])"
_TO = r"\s*(?:至|到|[-–—~～]+|、|和|与|及)\s*"
_DAY = rf"({_NUMBER})\s*(?:[日号]|(?={_TO}{_NUMBER}\s*[日号]))"
_FULL = re.compile(
    rf"(?<![\d./-])({_YEAR})\s*(?:年\s*({_NUMBER})\s*月\s*{_DAY}(?:{_TO}({_NUMBER})\s*[日号](?!\s*楼))?"
    r"|([-./])\s*(\d{1,2})\5\s*(\d{1,2})(?!\d|[-./]\d))"
)
_YEARLESS = re.compile(rf"{_BEFORE_NUMBER}({_NUMBER})\s*月\s*{_DAY}")

_BORN_OR_FOUNDED = r"(?:生于|出生(?:日期|年月|时间|于)?|生日|诞辰|成立于|[始兴]?建于|创[办建立]于|建校于|建成于|落成于|农历|阴历|每年|历年)"
_CITED = r"(?:号[）)]?[，,、（(\s]*|》\s*[（(]\s*)"
_NO_EVENT_BEFORE = re.compile(rf"(?:{_BORN_OR_FOUNDED}[:：\s]*|{_CITED})$")
_NO_EVENT_AFTER = re.compile(
    r"\s*(?:出生|生[，,。）)、；;\s]|诞辰|起?(?:印发|颁布|施行|实施|修订|下发|发文)|的?《)"
)
_SUBMITTED = re.compile(
    r"(?:供稿|投稿|来稿|撰稿|撰文|作者|通讯员|审核|审校|审签|签发|[初复终]审|责编|编辑|校对|摄影|供图)(?:人|单位)?\s*(?:[:：/／]|\s|[）)]?$)"
    r"|(?:^|[\s（(])(?:文|图)\s?[/／]"
    r"|(?:发布|发稿|发表|更新|供稿|投稿|来稿|完稿|成稿|定稿|写稿|审核|填表|填报|制表|打印|报送|上报|编辑)(?:时间|日期|日)|落款"
)
_TITLES_OF_DOCUMENTS = re.compile(r"《[^《》]*》")
_WIDE = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
_STOPS = "。！？；!?"


@dataclass(frozen=True)
class Named:
    """A day that is named; without its year `day` is None."""

    day: dt.date | None
    month_day: tuple[int, int]
    words: str  # as it was typed
    sentence: str
    signed: bool = False  # in a signature: the day of the manuscript, not of what happened


def days_named(title: str, flow: Sequence[Block]) -> tuple[Named, ...]:
    """Every day of the title and the text but those of documents, births and foundings, in their order."""
    texts = [block for block in flow if isinstance(block, Paragraph)]
    last = {id(block) for block in texts[-END:]}
    found = [*_in(title, False)]
    for block in flow:
        if isinstance(block, Table):
            rows = [" ".join(plain(line) for cell in row for line in cell_lines(cell)) for row in block.rows]
            if not any("出生" in row for row in rows):  # a roll of people: its days are theirs
                found += [named for row in rows for named in _in(row, False)]
        elif isinstance(block, Paragraph):
            words = words_of(block)
            found += _in(words, _is_signature(words, id(block) in last))
    return tuple(found)


def _is_signature(text: str, near_end: bool) -> bool:
    if len(text) <= 80 and _SUBMITTED.search(text) and not re.search(r"[。！？]\S", text):
        return True
    bare = text.translate(_WIDE).rstrip("）)】] ")
    ends = any(found.end() == len(bare) for one in (_FULL, _YEARLESS) for found in one.finditer(bare))
    return near_end and ends and len(text) <= 40 and not re.search(r"[，,。！？；：:]", text)


def _in(text: str, signed: bool) -> Iterator[Named]:
    searched = _TITLES_OF_DOCUMENTS.sub(
        lambda title: f"《{' ' * (len(title[0]) - 2)}》", text.translate(_WIDE)
    )
    for found in _FULL.finditer(searched):
        if _may_be_event(searched, found):
            for full in _days(found):
                yield Named(full, (full.month, full.day), found[0].strip(), _around(text, found), signed)
    for found in _YEARLESS.finditer(_FULL.sub(lambda full: " " * len(full[0]), searched)):
        day = _day(2000, found[1], found[2])
        if day and _may_be_event(searched, found):
            yield Named(None, (day.month, day.day), found[0].strip(), _around(text, found), signed)


def _may_be_event(text: str, found: re.Match[str]) -> bool:
    before = text[max(found.start() - NEAR, 0) : found.start()]
    return not (_NO_EVENT_BEFORE.search(before) or _NO_EVENT_AFTER.match(text, found.end()))


def _days(found: re.Match[str]) -> Iterator[dt.date]:
    """The day, and the last one of several in its month (3月5日至7日)."""
    year = int("".join(str(_digit(sign)) for sign in found[1]))
    for day in (found[3], found[4], found[7]):
        if day and (made := _day(year, found[2] or found[6], day)):
            yield made


def _digit(sign: str) -> int:
    return int(sign) if sign.isdigit() else max(_HAN.index(sign) - 2, 0)


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_digit(tens or "一") * 10 if ten else 0) + (_digit(ones) if len(ones) == 1 else 0)


def _day(year: int, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(year, _number(month), _number(day)) if YEAR.fullmatch(str(year)) else None
    except ValueError:
        return None


def _around(text: str, found: re.Match[str]) -> str:
    """What is shown of the sentence, cut short on both sides."""
    first, last = max(found.start() - SHOWN, 0), min(found.end() + SHOWN, len(text))
    start = max(text.rfind(stop, first, found.start()) for stop in _STOPS) + 1
    end = min((at for stop in _STOPS if (at := text.find(stop, found.end(), last)) >= 0), default=0)
    before, after = "……" if first and not start else "", "……" if last < len(text) and not end else ""
    first, last = start or first, end or last
    return f"{before}{text[first:last].strip()}{after}"


@dataclass(frozen=True)
class Happened:
    """The day of the event, or none; and what the manuscript says of it, for the editor."""

    day: dt.date | None = None
    notes: tuple[str, ...] = ()
    year: int | None = None  # of the folder, when all days that are named lie in one


def happened(named: Iterable[Named], judged: dt.date) -> Happened:
    """The one day that is named, when it is not after the day of judgement and none beside it is in question."""
    several = tuple(named)
    told = [one for one in several if not one.signed]
    signatures = dict.fromkeys(one.words for one in several if one.signed)
    signed = (f"署名、落款里的 {'、'.join(signatures)} 没有当作事情发生的日子",) if signatures else ()
    days = {one.day for one in told if one.day}
    spoken = {one.month_day for one in told if one.day}
    yearless = [one for one in told if not one.day and one.month_day not in spoken]
    years = {day.year for day in days}
    year = next(iter(years)) if len(years) == 1 else None
    if len(days) == 1 and not yearless and (day := next(iter(days))) <= judged:
        sentence = next(one.sentence for one in told if one.day)
        return Happened(day, (f"日期取自原稿：“{sentence}”", *signed), year)
    return Happened(None, (_in_question(told, judged), *signed), year)


def _in_question(told: Sequence[Named], judged: dt.date) -> str:
    if not told:
        return "原稿没有写明事情是哪一年哪一天"
    seen: dict[str, str] = {}
    for one in told:
        key = one.day.isoformat() if one.day else one.words
        doubt = "没有年份，" if not one.day else "还没有到，" if one.day > judged else ""
        seen.setdefault(key, f"{key}（{doubt}“{one.sentence}”）")
    shown = "、".join(list(seen.values())[:LISTED])
    more = f" 等 {len(seen)} 个" if len(seen) > LISTED else ""
    return f"原稿里写到的日子：{shown}{more}，请核对是哪一天"
