"""{…} and […] on one line as they were meant: with brackets, colons and commas of any width, or left out.

What stands between is read by the shape that belongs there, so that a comma inside somebody's words stays one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from showcase.typed.meant import values
from showcase.typed.shapes import Kind, Shape
from showcase.typed.writing import written

_OPEN = {**dict.fromkeys("{｛", "}｝"), **dict.fromkeys("[［【", "]］】"), **dict.fromkeys("(（", ")）")}
_MARKS = {**dict.fromkeys(",，、;；", ","), **dict.fromkeys("{｛(（", "{"), **dict.fromkeys("}｝)）", "}")}
_PAIRS = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_COLON = re.compile(r"[ \t\u3000]*[:：][ \t\u3000]*")
_FILE = re.compile(r"[^\s{}｛｝:：\"“”][^{}｛｝:：\"“”]*\.[A-Za-z]{3,4}(?=[\"'”]?[ \t\u3000]*[:：])")


class Unclear(Exception):
    """It cannot be told what was meant."""


def leaf(raw: str, shape: Shape, *, flow: bool = False) -> tuple[str, bool]:
    """(one value as it should be written, whether that is sure)."""
    if values.plain(raw) == "" or raw.strip(values.WHITE).startswith("【待填"):
        return raw, True
    if shape.kind is Kind.TEXT:
        return values.readable(raw, flow=flow), True
    if shape.kind is Kind.FILE:
        bare = raw.strip(values.WHITE)
        simple = re.sub(r"^[“‘](.*)[”’]$", r"\1", bare).removeprefix("./")
        return (written(simple, flow=flow) if simple != bare else values.readable(raw, flow=flow)), True
    right = {Kind.DAY: values.day, Kind.NUMBER: values.number, Kind.YES: values.yes}
    if shape.kind in right:
        return right[shape.kind](raw) or raw, True
    if shape.kind is Kind.CHOICE:
        return values.chosen(raw, shape) or (raw, False)
    raise Unclear


def flow(text: str, shape: Shape) -> tuple[str, bool]:
    """(`text` as it should stand, whether that is sure).

    Raises:
        Unclear: it is neither brackets nor what belongs between them.
    """
    reader = _Reader(text)
    reader.value(shape, "")
    reader.blanks()
    if reader.at < len(text):
        raise Unclear
    return "".join(reader.out), reader.sure


@dataclass
class _Reader:
    text: str
    at: int = 0
    sure: bool = True
    holder: Shape | None = None  # the mapping whose value is being read

    def __post_init__(self) -> None:
        self.out: list[str] = []

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def blanks(self) -> str:
        start = self.at
        while self.peek() and self.peek() in values.WHITE:
            self.at += 1
        return self.text[start : self.at]

    def value(self, shape: Shape, ends: str) -> None:
        """`ends`: the characters that close what holds this value."""
        self.blanks()
        if shape.kind in (Kind.FIELDS, Kind.NAMED):
            self.mapping(shape, ends)
        elif shape.kind is Kind.LIST:
            self.sequence(shape, ends)
        else:
            self.scalar(shape, ends)

    def mapping(self, shape: Shape, ends: str) -> None:
        close = _OPEN.get(self.peek(), "") if self.peek() in "{｛(（" else ""
        if not close and (ends or self.key(shape, move=False) is None):
            raise Unclear
        self.at += bool(close)
        self.out.append("{")
        if close and self.peek() == " ":
            self.out.append(self.blanks())
        first = True
        while self.more(close, first):
            key = self.key(shape)
            if key is None:
                raise Unclear
            inner = shape.inner(key)
            self.out.append(f"{written(key, flow=True)}: ")
            if inner is None:
                raise Unclear
            self.holder = shape
            self.value(inner, close or "}")
            first = False
        self.out.append("}")

    def sequence(self, shape: Shape, ends: str) -> None:
        assert shape.each is not None
        close = _OPEN.get(self.peek(), "") if self.peek() in "[［【" else ""
        bare = not close and shape.each.kind is Kind.NUMBER
        alone = not close and shape.each.kind is Kind.FIELDS and self.peek() in _OPEN
        if not close and not bare and not alone:
            raise Unclear
        if bare:
            self.numbers()
            return
        wide = self.peek() in "［【"
        self.at += bool(close)
        self.out.append("[")
        first = True
        while self.more(close, first):
            if shape.each.kind in (Kind.FIELDS, Kind.NAMED):
                self.mapping(shape.each, close or "]")
            else:
                self.scalar(shape.each, close, every=wide or shape.each.kind is not Kind.TEXT)
            first = False
        self.out.append("]")

    def numbers(self) -> None:
        """Numbers side by side without their brackets."""
        match = re.compile(r"[0-9０-９.．%％]+(?:[ ,，、\u3000]+[0-9０-９.．%％]+)*").match(
            self.text, self.at
        )
        if match is None:
            raise Unclear
        self.at = match.end()
        typed = re.split(r"[ ,，、\u3000]+", match[0])
        self.out.append(f"[{', '.join(values.number(number) or number for number in typed)}]")

    def more(self, close: str, first: bool) -> bool:
        """Whether another item follows; passes the mark before it, or the bracket behind the last one."""
        start = len(self.out)
        mark = ""
        space = self.blanks()
        while self.peek() and self.peek() in ",，、;；":
            mark, self.at = self.peek(), self.at + 1
            space = self.blanks()
        if not self.peek() or self.peek() in (close or "\n"):
            self.out.append(space if self.peek() and space == " " and not first else "")
            self.at += bool(self.peek() and close)
            return False
        if not first:
            self.out[start:] = [", " if mark != "," else f",{space}"]
        return True

    def key(self, shape: Shape, *, move: bool = True) -> str | None:
        """The known key that stands here before a colon of any width; passes both."""
        quote = self.peek() if self.peek() in values.QUOTES else ""
        start = self.at + len(quote)
        if shape.kind is Kind.NAMED:
            match = _FILE.match(self.text, start)
            word = match[0].removeprefix("./") if match else None
        else:
            match = re.compile(r"[^\s:：{}\[\]｛｝［］,，\"“”]{1,20}").match(self.text, start)
            word = known(match[0], shape) if match else None
        if match is None or word is None:
            return None
        end = match.end()
        if quote and self.text[end : end + 1] in values.QUOTES:
            end += 1
        colon = _COLON.match(self.text, end)
        if colon is None:
            return None
        if move:
            self.at = colon.end()
        return word

    def scalar(self, shape: Shape, ends: str, *, every: bool = False) -> None:
        """One text up to the mark that parts it from the next; `every` mark parts, not only one before a key."""
        start = self.at
        close = _PAIRS.get(self.peek(), "")
        end = self.text.find(close, start + 1) if close else -1
        if end >= 0 and re.match(rf"[ \t\u3000]*(?:[,，、;；{re.escape(ends)}]|$)", self.text[end + 1 :]):
            self.at = end + 1
        else:
            while self.peek() and self.peek() not in (ends or "\n") and not self.parts(every):
                self.at += 1
        raw = self.text[start : self.at]
        tail = raw[len(raw.rstrip(values.WHITE)) :]
        kept, sure = leaf(raw.rstrip(values.WHITE), shape, flow=True)
        self.sure = self.sure and sure
        self.out.append(kept + (tail if tail == " " and self.peek() in ("}", "]") else ""))

    def parts(self, every: bool) -> bool:
        mark = self.peek()
        if mark not in ",，、;；":
            return False
        if every or mark == ",":
            return True
        ahead = _Reader(self.text, self.at + 1)
        ahead.blanks()
        if ahead.peek() and ahead.peek() in "{｛":
            return True
        return self.holder is not None and ahead.key(self.holder, move=False) is not None


def known(word: str, shape: Shape) -> str | None:
    """The key of `shape` that `word` is: itself, in other letters, or what the house calls it."""
    plain = unicodedata.normalize("NFKC", word).strip()
    if plain in shape.fields:
        return plain
    return plain.lower() if plain.lower() in shape.fields else shape.called.get(plain)
