"""TXT: numerals, after GB/T 15835—2011 《出版物上数字用法》."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from showcase.project.finding import Severity
from showcase.stories.rules.rule import Hit, Rule, Subject, hit

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?[％]?")
_SHORT_YEAR = re.compile(
    r"(?<![\d.第×~～至到—–-])['‘’]?(\d{2})年(?=\d{1,2}月|底|末|[初](?![心衷])|[夏秋冬](?![春夏秋冬暖至])|春(?![夏秋]))"
    r"|(?<![〇零一二三四五六七八九十百千万第])([〇零一二三四五六七八九]{2})年(?=[一二三四五六七八九十]{1,2}月)"
)
_RANGE = re.compile(
    r"(?<![\d.\-/])(\d{1,9}(?:\.\d{1,4})?) ?(~|～|-|–|—|－|至|到) ?(\d{1,9}(?:\.\d{1,4})?) ?(%|％|‰|万|亿)"
)
_UNIT = "公斤|千克|毫克|克|公里|千米|厘米|毫米|平方米|立方米|米|毫升|升|摄氏度|千瓦时|千瓦|兆帕|毫安"
_MEASURE = re.compile(
    rf"(?<![几数近约上成好第百千万十〇零一二两三四五六七八九点])([一二三四五六七八九两][一二三四五六七八九十百千万零〇两点]{{1,11}}|十[一二三四五六七八九])({_UNIT})(?![来多余线粉饭汤粒酒厅])"
)
_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def _wide(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        for match in _WIDE.finditer(passage.text):
            half = unicodedata.normalize("NFKC", match[0])
            yield hit(passage, *match.span(), f"“{match[0]}”是全角的", f"改成“{half}”", half)


def _short_years(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        if "年" not in passage.text:
            continue
        for match in _SHORT_YEAR.finditer(passage.text):
            short = match[1] or "".join(str(_DIGIT[character]) for character in match[2])
            century = "20" if int(short) <= subject.today.year % 100 + 5 else "19"
            yield hit(passage, *match.span(), f"年份“{match[0]}”没有写全", f"写成“{century}{short}年”")


def _ranges(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        for match in _RANGE.finditer(passage.text):
            low, tie, high, unit = match.groups()
            right = f"{low}{unit}{'~' if tie in '-–—－～' else tie}{high}{unit}"
            yield hit(passage, *match.span(), f"“{match[0]}”里前一个数少了“{unit}”", f"写成“{right}”")


def _measures(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        for match in _MEASURE.finditer(passage.text):
            value = _value(match[1])
            if value:
                right = f"{value}{match[2]}"
                yield hit(passage, *match.span(), f"计量用了汉字“{match[0]}”", f"写成“{right}”")


def _value(text: str) -> str:
    """`text` as Arabic numerals; empty when it is no exact number, as 三五 and 七八十 are."""
    whole, _, fraction = text.partition("点")
    total = 0
    section = 0
    digit = -1
    for character in whole:
        if character in _DIGIT:
            if digit > 0:
                return ""
            digit = _DIGIT[character]
        elif character == "万":
            total, section, digit = (section + max(digit, 0)) * 10000, 0, -1
        else:
            section += _TENS[character] * (digit if digit > 0 else 1)
            digit = -1
    total += section + max(digit, 0)
    if "点" not in text:
        return str(total) if len(whole) > 1 and whole[-1:] != "点" else ""
    if not fraction or not all(character in _DIGIT for character in fraction):
        return ""
    return f"{total}.{''.join(str(_DIGIT[character]) for character in fraction)}"


RULES = (
    Rule("TXT021", Severity.WARNING, "数字或字母是全角的",
         what="阿拉伯数字和拉丁字母是不是半角。",
         why="GB/T 15835—2011：出版物里的阿拉伯数字一般占半个汉字的位置。全角的搜不到，也连不成数。",
         example="蒸８分钟。", instead="蒸8分钟。", check=_wide),
    Rule("TXT022", Severity.WARNING, "年份没有写全",
         what="后面跟着月份或季节的年份是不是四位。",
         why="GB/T 15835—2011：四位数的年份不简写成两位。放进档案，过几年就分不清是哪一年。",
         example="24年3月换了新灶。", instead="2024年3月换了新灶。", check=_short_years),
    Rule("TXT023", Severity.WARNING, "数值范围里少了单位",
         what="百分数和带“万”“亿”的范围，前一个数后面有没有写上。",
         why="GB/T 15835—2011：前一个数省了单位会有歧义的，不能省；“63%~68%”不写成“63~68%”，“9亿~16亿”不写成“9~16亿”。",
         example="湿度保持在63～68%。", instead="湿度保持在63%~68%。", check=_ranges),
    Rule("TXT024", Severity.WARNING, "计量用了汉字数字",
         what="重量、长度、容积一类的单位前，两个字以上的数是不是阿拉伯数字。约数（如“二十多米”）不算。",
         why="GB/T 15835—2011：用于计量的数字用阿拉伯数字，醒目，一眼看得清。",
         example="面粉有二十五公斤。", instead="面粉有25公斤。", check=_measures),
)  # fmt: skip
