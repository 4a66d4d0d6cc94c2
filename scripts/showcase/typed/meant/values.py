"""One value as it was meant: each function gives the right spelling, or None where it cannot be told."""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Sequence

from showcase.typed.shapes import Shape
from showcase.typed.strict_yaml import YamlFault, load
from showcase.typed.writing import reads_as, written

WHITE = " \t\u3000\u00a0"
QUOTES = "\"'“”‘’＂＇「」"
_HAN = "\u3400-\u9fff"
_HAN_DIGITS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
_TIE = r"[\s\-/.年月_~—–－、，,·]"
_DAY = re.compile(
    rf"(\d{{4}}){_TIE}+(\d{{1,2}}){_TIE}+(\d{{1,2}})[日号]?"
    r"(?:[\s(T]*(?:(?:星期|周|礼拜)[一二三四五六日天]|\d{1,2}:\d{2}(?::\d{2})?)?[\s)Z]*)"
)
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YES = frozenset({"true", "yes", "y", "on", "是", "是的", "对", "有", "真", "√", "1"})
_NO = frozenset({"false", "no", "n", "off", "否", "不", "不是", "没有", "假", "×", "0"})
# What people type for a state that is written only once something is done.
UNDERWAY = frozenset(
    {
        "进行中",
        "正在进行",
        "办理中",
        "在办",
        "正在办",
        "推进中",
        "未完成",
        "没完成",
        "未办",
        "未开始",
        "待办",
        "doing",
        "open",
        "todo",
    }
)


def plain(text: str) -> str:
    """Without blanks and quotation marks around it, in half-width letters and digits."""
    return unicodedata.normalize("NFKC", text).strip(WHITE).strip(QUOTES).strip(WHITE)


def day(text: str) -> str | None:
    """A day of the calendar as 2026-03-05, however it was written."""
    parts = day_parts(text)
    if parts is None:
        return None
    try:
        return dt.date(*parts).isoformat()
    except ValueError:
        return None


def day_parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as typed, whether or not there is such a day."""
    digits = _arabic(plain(text))
    match = _DAY.fullmatch(digits) or _RUN.fullmatch(digits)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def nearest_day(text: str) -> str | None:
    """The last day of the month, for a day beyond its end: 2026-02-30 → 2026-02-28."""
    parts = day_parts(text)
    if parts is None or not (1900 <= parts[0] <= 2099 and 1 <= parts[1] <= 12 and parts[2] > 28):
        return None
    year, month, _ = parts
    return dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _arabic(text: str) -> str:
    """Chinese figures of years, months and days as digits: 二〇二六年三月十五日 → 2026年3月15日."""

    def figure(match: re.Match[str]) -> str:
        word = match[0]
        if "十" not in word:
            return "".join(_HAN_DIGITS[character] for character in word)
        tens, _, ones = word.partition("十")
        return str(10 * int(_HAN_DIGITS.get(tens, "1")) + int(_HAN_DIGITS.get(ones, "0")))

    return re.sub(f"[{''.join(_HAN_DIGITS)}十]+(?=[年月日号])", figure, text)


def moment(text: str) -> str | None:
    """A day and a time of it as 2026-12-22 15:00, however both were written."""
    match = re.fullmatch(r"(.*?\d[日号]?)[\sT]*((?:上午|下午|晚上)?\d{1,2}[:点时].*)", plain(text))
    whole, time = (day(match[1]), hour(match[2])) if match else (None, None)
    return f"{whole} {time}" if whole and time else None


def hour(text: str) -> str | None:
    """07:00, also for 7：00, 7点, 下午3点半."""
    match = re.fullmatch(r"(上午|下午|晚上)?(\d{1,2})(?:[:点时](\d{2}|半)?分?)(?::\d{2})?", plain(text))
    if match is None:
        return None
    hours = int(match[2]) + (12 if match[1] in ("下午", "晚上") and int(match[2]) < 12 else 0)
    minutes = 30 if match[3] == "半" else int(match[3] or 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None


def money(text: str) -> str | None:
    """A sum with its unit, 元 where none is typed: 12000元, 1.2万元."""
    match = re.fullmatch(
        r"[¥￥]?([0-9,]{1,12}(?:\.[0-9]{1,6})?)(万|万元|元|块|块钱)?", plain(text).replace(" ", "")
    )
    if match is None:
        return None
    return match[1].replace(",", "") + ("万元" if (match[2] or "").startswith("万") else "元")


def number(text: str) -> str | None:
    """0.62, also for ０.６２ and 62%."""
    word = _arabic(plain(text)).replace(" ", "")
    if measured := re.fullmatch(r"(\d{1,9})(?:年|月|日|号|届|次|个|人|件|天|分钟|毫米|mm)份?", word):
        return measured[1]
    if re.fullmatch(r"-?\d{1,6}(\.\d{1,6})?", word):
        return word
    if re.fullmatch(r"\.\d{1,6}", word):
        return f"0{word}"
    if re.fullmatch(r"\d{1,3}%", word):
        return f"{int(word[:-1]) / 100:g}"
    return None


def yes(text: str) -> str | None:
    word = plain(text).lower()
    return "true" if word in _YES else "false" if word in _NO else None


def choice(text: str, choices: Sequence[str]) -> str | None:
    """The one of `choices` that was misspelt or written in other letters."""
    word = re.sub(r"[\s_\-]+", "-", plain(text).lower())
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.8)
    return near[0] if near else None


def chosen(text: str, shape: Shape) -> tuple[str, bool] | None:
    """(the choice that is meant, whether that is sure): misspelt, or by a word of the house's language: 已签 → signed.

    A word of `called` may say more than its author knows, such as who agreed, so it is never sure; a label is.
    """
    if spelt := choice(text, shape.choices):
        return spelt, True
    word = plain(text)
    if word in shape.called:
        return shape.called[word], False
    keys = {label: key for key, label in shape.labels.items()}
    near = difflib.get_close_matches(word, keys, n=1, cutoff=0.6)
    return (keys[near[0]], near[0] == word) if near else None


def file(text: str) -> str:
    """A file name alone, without its folder, quotation marks or signs no photo may have in its name."""
    name = re.split(r"[/\\]", text.strip(WHITE).strip("“”‘’\"'"))[-1]
    return re.sub(r'[\s]*[:*?"<>|]+[\s]*', "-", name).strip("- .") or "photo.jpg"


def readable(raw: str, *, flow: bool = False) -> str:
    """`raw`, typed where a text belongs, so that it can be read and reads as what stands there."""
    raw = raw.strip(WHITE)
    try:
        value = load(f"k: [{raw}]\n").value["k"][0] if flow else load(f"k: {raw}\n").value["k"]
        if isinstance(value, str) and (not flow or reads_as(raw, value, flow=True)):
            return raw
    except (YamlFault, TypeError, IndexError, KeyError):
        pass
    text = _unquoted(raw)
    if re.search(f"[{_HAN}]", text):
        text = re.sub(rf"(?<=[{_HAN}”》）]):[ \t]*(?=\S)|(?<=[{_HAN}”》）]):$", "：", text)
    return written(text, flow=flow)


def _unquoted(raw: str) -> str:
    """The words of a quotation that ends too early, too late or never."""
    mark = raw[0] if raw[:1] in ('"', "'") else ""
    if not mark:
        return raw
    if raw.count(mark) % 2:  # opened and never closed, or closed by a mark of another kind
        return raw[1:].rstrip("".join(set(QUOTES) - {mark}) if raw.count(mark) == 1 else "")
    left, right = ("“", "”") if mark == '"' else ("‘", "’")
    if not re.search(f"[{_HAN}]", raw):
        return raw
    halves = iter([left, right] * raw.count(mark))
    return re.sub(mark, lambda _: next(halves), raw)
