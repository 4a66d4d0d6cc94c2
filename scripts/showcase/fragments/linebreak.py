"""Where a Chinese title breaks: between phrases, never inside a name, never against the rules of punctuation."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import budoux

Measure = Callable[[str], float]  # a line's width, in whatever unit the width is given

# GB/T 15834, 5.1: what may not begin a line, and what may not end one.
NOT_FIRST = frozenset("、，。．・·：；！？…—～）〕］｝〉》」』】”’%％℃,.!?:;)]}")
NOT_LAST = frozenset("（〔［｛〈《「『【“‘([{")
PAUSES = frozenset("，。：；！？、—…》”）")

# Up to a pause, with whatever may not begin a line after it.
CLAUSE = re.compile(
    rf"(?:(?!——)[^，、：；？！。·])*(?:(?:[，、：；？！。·]|——)[{re.escape(''.join(sorted(NOT_FIRST)))}]*|$)",
    re.DOTALL,
)

# One piece: a short title or quotation, a number with its unit, a Latin word with its signs.
WHOLE = re.compile(
    r"《[^《》]{1,10}》|“[^“”]{1,6}”"
    r"|[0-9０-９]+(?:[.,:/~～-][0-9]+)*(?:[%％℃°]|[A-Za-z]+|[毫厘分千平立]?[米升克]|[公厘][里斤分]|分钟|小时|平方米|立方米|[\u4e00-\u9fff])?"
    r"|[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f'’&+._/-]*"
)
# "一|碗" and "那|盏" read badly although the phrase model allows them.
COUNTING = frozenset("一二两三四五六七八九十百千万半几第每这那某数〇零")
TRAILING = frozenset("的地得了着过们里上下中外前后时吗呢吧啊么之")
LEADING = frozenset("与和及或在从把被为向对由不没还再就")  # belongs to what follows

# What a break costs, against 100 for a line that is wholly empty.
AT_PAUSE, BETWEEN_PHRASES = -22.0, 0.0
AFTER_LEADING, BEFORE_TRAILING, AFTER_COUNTING, IN_PHRASE, LONELY = 25.0, 30.0, 40.0, 50.0, 1e6
NEAT = 20.0  # no break costs more
LONGEST = 8  # Han that stay on one line at any price: a phone's line in the largest heading

# What the department's titles speak of and the phrase model breaks.
TERMS = (
    "师傅", "食堂", "后勤", "后勤人", "宿舍楼", "公寓楼", "教学楼", "图书馆", "值班室", "值班员", "水龙头", "暖气片",
    "锅炉房", "配电室", "一线", "班组", "校车", "班车", "车队", "砝码", "汤圆", "玻璃门", "光盘行动", "服务育人", "最美后勤人",
    "后厨", "烤箱", "绿化班", "树干", "蒲公英", "竹竿", "夜班", "验电笔", "水电", "一句话", "三句话", "一滴水", "记住", "同一个",
    "毫米", "海报", "文件夹", "党员", "校园", "太阳",
)  # fmt: skip


@dataclass(frozen=True)
class Lines:
    lines: tuple[str, ...]
    neat: bool  # every break stands between phrases
    cut: bool  # the last line ends with … because not all fitted


def break_lines(text: str, width: float, measure: Measure, *, most: int, terms: Iterable[str] = ()) -> Lines:
    """`text` in at most `most` lines no wider than `width`, as few as it needs, evenly filled.

    `terms` are names that stay whole while they and all else fit. Runs of blanks count as one; a blank at
    a break is dropped. What does not fit is cut, and ends with "…".
    """
    text = " ".join(text.split())
    if not text:
        return Lines((), True, False)
    pieces = [(start, end) for start, end in _whole_pieces(text, terms) if measure(text[start:end]) <= width]
    # Names are broken like the rest before anything is cut.
    for level, breaks in enumerate((_breaks(text, pieces), _breaks(text, ()), _everywhere(text))):
        setting = _Setting(text, width, measure, breaks)
        for count in range(1, most + 1):
            if found := setting.best(len(text), count, ""):
                return Lines(found[0], found[1] and level == 0, False)
    for breaks in (_breaks(text, pieces), _everywhere(text)):
        setting = _Setting(text, width, measure, breaks)
        for end in sorted(breaks, reverse=True):
            if text[end - 1] not in NOT_LAST and (found := setting.best(end, most, "…")):
                return Lines(*found, True)
    return Lines(("…",), False, True)


@lru_cache(maxsize=4096)
def seams(text: str, terms: tuple[str, ...] = ()) -> tuple[int, ...]:
    """Where `text` may break and still read well: the indices before which a line may begin, ascending.

    For a measure that only the browser knows. A phrase of more than `LONGEST` Han is parted once more where
    that does least harm, so that no screen breaks it at random; a name (one of `terms`) of that length between the names
    in it. No character stands alone between a seam and an end of the text.
    """
    pieces = [(start, end) for start, end in _whole_pieces(text, terms) if _wide(text[start:end]) <= LONGEST]
    breaks = _breaks(text, pieces)
    found = {index for index, cost in breaks.items() if cost <= NEAT}
    for start, end in pairwise((0, *sorted(found), len(text))):
        if _wide(text[start:end]) > LONGEST:
            found |= _partings(text, start, end, breaks)
    # The best first: a single character goes with what follows it, never across a pause.
    kept = [0, len(text)]
    for index in sorted(found, key=lambda index: (breaks.get(index, IN_PHRASE), index)):
        place = bisect(kept, index)
        if not _lonely(text[kept[place - 1] : index]) and not _lonely(text[index : kept[place]]):
            kept.insert(place, index)
    return tuple(kept[1:-1])


def _partings(text: str, start: int, end: int, breaks: dict[int, float]) -> set[int]:
    """The least bad breaks in a phrase that is too long; the middle one of equals."""
    within = [index for index in breaks if start + 1 < index < end - 1]
    if _wide(text[start:end]) <= LONGEST or not within:
        return set()
    best = min(within, key=lambda index: (breaks[index], abs(2 * index - start - end)))
    return {best, *_partings(text, start, best, breaks), *_partings(text, best, end, breaks)}


def _wide(text: str) -> float:
    """In Han widths."""
    return sum(1.0 if character > "\u2000" else 0.55 for character in text)


def clauses(text: str) -> tuple[str, ...]:
    """`text` cut after each pause; a closing mark goes with what it closes. Joined they are `text`."""
    return tuple(filter(None, CLAUSE.findall(text)))


def _whole_pieces(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Spans that stay together; where two overlap, both do."""
    spans = {match.span() for match in WHOLE.finditer(text)}
    for term in terms:
        if len(term) > 1 and term in text:
            spans |= {match.span() for match in re.finditer(re.escape(term), text)}
    return sorted(spans)


def _breaks(text: str, pieces: Sequence[tuple[int, int]]) -> dict[int, float]:
    """Index before which a line may begin → what that costs."""
    inside = {index for start, end in pieces for index in range(start + 1, end)}
    phrases = set(_phrase_starts(text)).union(*pieces)  # where a name begins or ends, a phrase does
    return {
        index: _cost(text, index, index in phrases)
        for index in range(1, len(text))
        if index not in inside and _allowed(text, index)
    }


def _everywhere(text: str) -> dict[int, float]:
    """The last resort: inside words too; still by the rules of punctuation."""
    return {index: IN_PHRASE for index in range(1, len(text)) if _lawful(text, index)}


def _lawful(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    ends = text[index - 2 : index - 1] if before == " " else before  # a blank at a break is dropped
    return after not in NOT_FIRST and ends not in NOT_LAST and after != " " and not _clings(after, before)


def _allowed(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    return _lawful(text, index) and not (_is_word(before) and _is_word(after))


def _clings(after: str, before: str) -> bool:
    """Whether `after` is drawn on or joined to `before`: an accent, a variation, a joined emoji."""
    return bool(unicodedata.combining(after)) or after in "\u200d\ufe0f" or before == "\u200d"


def _is_word(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"


def _cost(text: str, index: int, phrase: bool) -> float:
    before, after = text[index - 1], text[index]
    if before in PAUSES or before == " " or after in NOT_LAST:
        return AT_PAUSE if before in PAUSES else BETWEEN_PHRASES
    if before in COUNTING:
        return AFTER_COUNTING
    if before in LEADING and phrase:
        return AFTER_LEADING
    if after in TRAILING and phrase:
        return BEFORE_TRAILING
    return BETWEEN_PHRASES if phrase else IN_PHRASE


@lru_cache(maxsize=1)
def _model() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()


def _phrase_starts(text: str) -> Iterator[int]:
    at = 0
    for phrase in _model().parse(text):
        yield at
        at += len(phrase)


class _Setting:
    """One text in one measure with one set of breaks."""

    def __init__(self, text: str, width: float, measure: Measure, breaks: dict[int, float]) -> None:
        self.text, self.width, self.breaks = text, width, breaks
        self._measure = lru_cache(maxsize=None)(measure)

    def line(self, start: int, end: int, tail: str) -> str:
        line = self.text[start:end].strip()
        return line.rstrip("、，。：；！？—…·～ ") + tail if tail else line

    def best(self, end: int, count: int, tail: str) -> tuple[tuple[str, ...], bool] | None:
        """text[:end] + tail in exactly `count` lines or, where it has a tail, at most: the even one with the best breaks."""
        starts = [0, *sorted(index for index in self.breaks if index < end)]
        share = min(self.width, self._measure(self.line(0, end, tail)) / count)
        # (cost, where each line begins) of the text up to `stop` in `n` lines
        known: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for number in range(1, count + 1):
            stops = [end] if number == count else starts[1:]
            following: dict[int, tuple[float, tuple[int, ...]]] = {}
            for stop in stops:
                for start in sorted((s for s in known if s < stop), reverse=True):
                    line = self.line(start, stop, tail if stop == end else "")
                    wide = self._measure(line)
                    if wide > self.width:
                        break
                    cost = known[start][0] + 100 * ((share - wide) / self.width) ** 2
                    cost += self.breaks.get(start, 0.0) + (LONELY if _lonely(line) and count > 1 else 0)
                    if stop not in following or cost < following[stop][0]:
                        following[stop] = cost, (*known[start][1], start)
            known = following
        if end not in known:
            return None
        begins = known[end][1]
        ends = (*begins[1:], end)
        lines = tuple(self.line(a, b, tail if b == end else "") for a, b in zip(begins, ends, strict=True))
        return lines, all(self.breaks[a] <= NEAT for a in begins[1:]) and not any(map(_lonely, lines))


def _lonely(line: str) -> bool:
    """One character, with or without punctuation."""
    letters = filter(str.isalnum, line)
    return next(letters, None) is None or next(letters, None) is None
