"""The numbers that Word makes of itself: which one stands before a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.stories.word.ooxml import Element, child, local, value
from showcase.stories.word.styles import Styles

DEEPEST = 8
_HAN = "零一二三四五六七八九"
_DECIMAL = ("", "decimal", "decimalZero", "decimalFullWidth", "decimalHalfWidth", "decimalFullWidth2")
_HAN_COUNTS = (
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
    "japaneseCounting", "ideographDigital", "koreanCounting",
)  # fmt: skip
_ENCLOSED = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle")
_ROWS = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "chineseLegalSimplified": " 壹贰叁肆伍陆柒捌玖拾",
}
# What a Markdown list shows as well as Word does: 1. 1、 1) (1) （1）
_PLAIN = re.compile(r"[(（]?%\d[.．、)）]?")


@dataclass(frozen=True)
class Number:
    """`label` is what Word shows before the words. Without a level it is no item of a list that Markdown could show."""

    level: int = -1
    ordered: bool = False
    count: int = 0
    label: str = ""


NONE = Number()


@dataclass(frozen=True)
class Shape:
    """The style of a paragraph, its place in a list, and whether a text box hangs on it."""

    style: str = ""
    number: Number = NONE
    boxed: bool = False

    def written(self) -> str:
        ordered = "1" if self.number.ordered else "0"
        boxed = "1" if self.boxed else "0"
        return f"{self.style}|{self.number.level}|{ordered}|{self.number.count}|{boxed}"

    @classmethod
    def read(cls, text: str) -> Shape:
        style, level, ordered, count, boxed = f"{text}|-1|0|0|0".split("|")[:5]
        return cls(style, Number(int(level), ordered == "1", int(count)), boxed == "1")


@dataclass(frozen=True)
class _Level:
    kind: str
    text: str
    start: int
    ordered: bool
    restarts: int | None  # after a number of that level, from 1; 0 never


class Numbers:
    """Counts through a part, paragraph by paragraph."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._linked: dict[str, str] = {}  # abstract list → the style that holds its levels
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for one in root if root is not None else ():
            if local(one) == "abstractNum":
                self._read_abstract(one)
            elif local(one) == "num":
                self._read_list(one)

    def _read_abstract(self, one: Element) -> None:
        key = value(one, "abstractNumId")
        self._linked[key] = value(child(one, "numStyleLink"))
        self._abstract[key] = {}
        for level in one:
            if local(level) == "lvl":
                at = _int(value(level, "ilvl"), 0)
                self._abstract[key].setdefault(at, _level(level))
                if style := value(child(level, "pStyle")):
                    self._by_style.setdefault(style, (key, at))

    def _read_list(self, one: Element) -> None:
        key = value(one, "numId")
        self._lists[key] = value(child(one, "abstractNumId"))
        for change in one:
            if local(change) == "lvlOverride" and (start := child(change, "startOverride")) is not None:
                self._starts[key, _int(value(change, "ilvl"), 0)] = _int(value(start), 1)

    def of(self, properties: Element | None) -> Number | None:
        """The number of the next paragraph, which has these properties; nothing when it has none."""
        key, at = self._place(properties)
        abstract = self._lists.get(key, "")
        levels = self._levels(abstract)
        if levels is None or at not in levels:
            return None
        level = levels[at]
        if not level.ordered:
            return Number(at) if level.kind == "bullet" else None
        count = self._counted(key, abstract, at, levels)
        counts = self._counts[abstract]
        label = re.sub(
            r"%([1-9])",
            lambda sign: _spelt(counts.get(int(sign[1]) - 1, 1), levels.get(int(sign[1]) - 1, level).kind),
            level.text,
        ).strip()
        if level.kind in _DECIMAL and _PLAIN.fullmatch(level.text):
            return Number(at, True, count, label)
        return Number(label=label) if label else None

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """(the list, the level) by the paragraph itself, else by its style."""
        own = child(properties, "numPr")
        style = value(child(properties, "pStyle")) or self._styles.default
        chain = tuple(self._styles.chain(style))
        key = value(child(own, "numId")) or next((s.number for s in chain if s.number is not None), "")
        abstract = self._lists.get(key, "")
        by_style = self._by_style.get(style)
        level = value(child(own, "ilvl"))
        if level.isdecimal():
            return key, min(int(level), DEEPEST)
        if by_style and (by_style[0] == abstract or not key):
            lists = (number for number, kind in self._lists.items() if kind == by_style[0])
            return key or next(lists, ""), by_style[1]
        return key, next((s.level for s in chain if s.level is not None), 0)

    def _levels(self, abstract: str) -> dict[int, _Level] | None:
        seen: set[str] = set()
        while (
            (style := self._linked.get(abstract))
            and abstract not in seen
            and not self._abstract.get(abstract)
        ):
            seen.add(abstract)
            number = next((s.number for s in self._styles.chain(style) if s.number), "")
            abstract = self._lists.get(number or "", "")
        return self._abstract.get(abstract)

    def _counted(self, key: str, abstract: str, at: int, levels: dict[int, _Level]) -> int:
        counts = self._counts.setdefault(abstract, {})
        start = self._starts.get((key, at))
        fresh = start is not None and (key, at) not in self._begun
        self._begun.add((key, at))
        if fresh or at not in counts:
            counts[at] = start if start is not None else levels[at].start
        else:
            counts[at] += 1
        for above in range(at):
            if above in levels:
                counts.setdefault(above, levels[above].start)
        for deeper in [level for level in counts if level > at]:
            rule = levels[deeper].restarts if deeper in levels else None
            if rule is None or (rule and at < rule):
                del counts[deeper]
        return counts[at]


def _level(one: Element) -> _Level:
    kind = value(child(one, "numFmt"))
    at = _int(value(one, "ilvl"), 0)
    text = child(one, "lvlText")
    restart = value(child(one, "lvlRestart"))
    return _Level(
        kind,
        value(text) if text is not None else f"%{at + 1}.",
        _int(value(child(one, "start")), 1),
        kind != "bullet",
        int(restart) if restart.isdecimal() else None,
    )


def _int(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default


def _spelt(count: int, kind: str) -> str:
    if kind == "none":
        return ""
    if kind in _HAN_COUNTS:
        return _han(count)
    if kind in _ENCLOSED:
        return chr(0x245F + count) if 1 <= count <= 20 else str(count)
    if kind in _ROWS:
        row = _ROWS[kind].strip()
        return row[count - 1] if 1 <= count <= len(row) else str(count)
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 5) if count > 0 else "0"
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = "".join(_roman(count))
        return roman.lower() if kind == "lowerRoman" else roman
    return f"{count:02}" if kind == "decimalZero" else str(count)


def _han(count: int) -> str:
    if not 0 < count < 100:
        return "".join(_HAN[int(digit)] for digit in str(count))
    tens, ones = divmod(count, 10)
    return f"{'' if tens < 2 else _HAN[tens]}{'十' if tens else ''}{_HAN[ones] if ones else ''}"


def _roman(count: int) -> Iterator[str]:
    if not 0 < count < 4000:
        yield str(count)
        return
    for sign, worth in (("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50),
                        ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):  # fmt: skip
        yield sign * (count // worth)
        count %= worth
