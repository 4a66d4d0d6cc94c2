"""Who wrote and who took the pictures, where a manuscript says it beyond doubt: （供稿：早班 摄影：夜班）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.stories.word import Block, Paragraph, Photo
from showcase.stories.word.copy import EDGES, plain
from showcase.typed.line import has_control

_BOTH = r"文\s?[/／]\s?图|图\s?[/／]\s?文|图文|文图"
_TEXT = r"供稿单位|供稿|撰稿|撰文|作者|文字|通讯员|文"
_PHOTO = r"供图单位|供图|摄影|图片|拍摄|摄|图"
_OTHER = r"责任编辑|责编|编辑|审核|审校|初审|复审|终审|校对|记者|来源"
_LABEL = rf"{_BOTH}|{_TEXT}|{_PHOTO}|{_OTHER}"
_LED = re.compile(
    rf"(?:^|(?<=[\s;；,，|｜]))({_LABEL})(?:\s*[:：/／]\s*|(?<=通讯员)\s+|(?<=文.图)\s+|(?<=图文)\s+)"
)
_ENDED = re.compile(rf"([^\s/／:：;；,，]+)(?:\s+|[/／])({_LABEL})(?:\s+|[;；,，]\s*|$)")
_GIVEN = re.compile(r"(本文|文字|图片|照片)?由?([^\s/／:：;；,，由]{2,30}?)(供稿|供图|提供|拍摄)")
_BRACKETS = re.compile(r"[（(【\[](.*)[）)】\]]")
# A day beside a name, with what may stand around it: 供稿日期：2026年3月5日 星期四 10:30, （3.5）
_SPOKEN = r"(?:[\d０-９]{2,4}|[一二][〇零○一二三四五六七八九]{3})\s*年\s*"
_NUMBER = r"(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*"
_TYPED = r"[\d０-９]{4}\s*[-.．/／－]\s*[\d０-９]{1,2}(?:[-.．/／－]\s*[\d０-９]{1,2})?|(?<!\d)(?:19|20)\d{6}(?!\d)"
_SHORT = r"(?<![\d０-９])[\d０-９]{1,2}[-.．/／－][\d０-９]{1,2}(?![\d０-９])"
_MOMENT = (
    r"(?:(?:供稿|投稿|来稿|撰稿|发稿|完稿|写稿|审核|发布|拍摄)?(?:时间|日期)\s*[:：]?\s*)?"
    rf"(?:{_SPOKEN}{_NUMBER}月\s*(?:{_NUMBER}[日号]?)?|{_NUMBER}月\s*{_NUMBER}[日号]|{_TYPED}|{_SHORT})"
    rf"(?:\s*(?:至|到|[-–—~～]+)\s*(?:{_NUMBER}月\s*)?{_NUMBER}[日号])?"
    r"(?:\s*[（(]?(?:星期|周)[一二三四五六日天][）)]?)?(?:\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
)
_DATE = re.compile(rf"\s*[（(]\s*{_MOMENT}\s*[）)]|\s*{_MOMENT}")

_TIES = EDGES + ";；,，、|｜/／"  # around a name

LAST = 4  # paragraphs in which a credit is looked for
FIRST = 2


@dataclass(frozen=True)
class Credits:
    text: str = ""
    photo: str = ""


NOBODY = Credits()


def credited(flow: list[Block]) -> tuple[Credits, list[Block], tuple[str, ...]]:
    """(the credits, the rest, lines that look like credits and were left)."""
    texts = [at for at, block in enumerate(flow) if isinstance(block, Paragraph)]
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    unsure: list[int] = []
    for at in dict.fromkeys((*texts[:FIRST], *texts[-LAST:])):
        block = flow[at]
        assert isinstance(block, Paragraph)
        words = plain(block.lines[0])
        pairs = tuple(_pairs(words)) if len(words) <= 80 and block.level < 0 else ()
        if at and isinstance(flow[at - 1], Photo) and re.match(r"图片?\s*[:：]", words):
            pairs = ()  # a caption
        if pairs and all(kind and _is_name(name) for kind, name in pairs):
            found[at] = pairs
        elif pairs:
            unsure.append(at)
    named: dict[str, set[str]] = {"text": set(), "photo": set()}
    for pairs in found.values():
        for kind, name in pairs:
            for one in ("text", "photo") if kind == "both" else (kind,):
                named[one].add(name)
    if any(len(names) > 1 for names in named.values()):  # two answers to one question
        unsure, found = sorted((*unsure, *found)), {}
        named = {"text": set(), "photo": set()}
    credits = Credits("".join(named["text"]), "".join(named["photo"]))
    rest = [block for at, block in enumerate(flow) if at not in found]
    left = tuple(plain(block.lines[0]) for at in unsure if isinstance(block := flow[at], Paragraph))
    return credits, rest, left


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """(text, photo, both or "" for another office, who) of each pair, when the line holds nothing else."""
    text = _DATE.sub(" ", text).strip(_TIES)  # a day is no part of a name
    inside = _BRACKETS.fullmatch(text)
    words = (inside[1] if inside else text).strip(_TIES)
    parts = _LED.split(words)
    if len(parts) > 1 and not parts[0].strip(EDGES):
        for label, name in zip(parts[1::2], parts[2::2], strict=True):
            yield _kind(label), name.strip(_TIES)
        return
    if not inside:
        return
    if ends := _ENDED.findall(words):
        whole = not _ENDED.sub("", words).strip(EDGES)
        yield from ((_kind(label), name) for name, label in ends) if whole else (("", words),)
    elif (given := _GIVEN.fullmatch(words)) and (given[1] or given[3] in ("供稿", "供图")):
        kind = {"供稿": "text", "供图": "photo", "拍摄": "photo"}.get(given[3])
        yield kind or ("text" if given[1] in ("本文", "文字") else "photo"), given[2]


def _kind(label: str) -> str:
    for kind, pattern in (("both", _BOTH), ("text", _TEXT), ("photo", _PHOTO)):
        if re.fullmatch(pattern, label):
            return kind
    return ""


def _is_name(text: str) -> bool:
    return 0 < len(text) <= 60 and not re.search(r"[。！？<>:：]", text) and not has_control(text)
