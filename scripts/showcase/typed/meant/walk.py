"""A front matter line by line as it was meant: indentation, dashes, keys and colons, then each value."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from showcase.typed.meant import values
from showcase.typed.meant.blanks import example
from showcase.typed.meant.flow import Unclear, flow, known, leaf
from showcase.typed.shapes import Kind, Shape

_LINE = re.compile(
    r"(?P<indent>[ \t\u3000\u00a0]*)(?P<item>[-－–—•·](?![-－–—])[ \t\u3000\u00a0]*)?(?P<rest>.*)"
)
_ENTRY = re.compile(
    r"(?P<open>[\"'“”]?)(?P<key>[^:：\"'“”{}\[\]｛｝［］]{1,120}?)[\"'“”]?[ \t\u3000]*(?P<colon>[:：])(?P<rest>.*)"
)
_LOOSE = re.compile(
    r"(?P<key>[A-Za-z_]{2,20}|[\u4e00-\u9fff]{2,4})(?P<colon>[ \t\u3000]*[=＝][ \t\u3000]*|[ \t\u3000]+)(?P<rest>[^\s=＝].*)"
)
_REMARK = re.compile(r"(?:^|[ \t]+)#.*$")  # behind a value that holds no # of its own
_APART = re.compile(r"[ \t]{2,}#[ \t].*$")  # set off from a text, so meant as a remark
_PHOTO = r"[^\s:：{}\[\]][^:：{}\[\]]*\.[A-Za-z]{3,4}"
_WIDTH = {"\t": 2, "\u3000": 2}
_BLOCKS = (Kind.LIST, Kind.FIELDS, Kind.NAMED)


@dataclass(frozen=True)
class Line:
    text: str
    sure: bool = True  # whether nobody need look at it before it is written


def walk(lines: Sequence[str], shape: Shape) -> list[Line]:
    """Each of `lines` as it was meant; most are as typed."""
    walker = _Walker(lines, shape)
    return [walker.line(number, line) for number, line in enumerate(lines)]


class _Walker:
    """Where in the tree the next line stands: below the entry `top`, and there below its part `part`."""

    def __init__(self, lines: Sequence[str], shape: Shape) -> None:
        self.lines, self.root = lines, shape
        self.top: Shape | None = None  # of the entry whose lines follow
        self.part: Shape | None = None  # of the photo or the item whose lines follow
        self.indent = 0  # of what stands in `top`; 0: not seen yet
        self.deeper = 0  # of what stands in `part`
        self.skip = -1  # lines indented more than this belong to a block of text
        self.seen: set[str] = set()
        self.had: set[str] = set()  # keys of the item whose dashes were forgotten
        self.typed = {key for line in lines if (key := _key_of(line, shape))}

    def line(self, number: int, line: str) -> Line:
        match = _LINE.fullmatch(line)
        if match is None or not match["rest"].strip() or match["rest"].startswith(("#", "＃")):
            return Line(line.replace("＃", "#", 1) if match and match["rest"].startswith("＃") else line)
        width = sum(_WIDTH.get(character, 1) for character in match["indent"])
        if self.skip >= 0 and width > self.skip:
            return Line(line)
        self.skip = -1
        indent = match["indent"] if match["indent"].strip(" ") == "" else " " * width
        if match["item"] is not None and self.top and self.top.kind is Kind.LIST:
            return self.item(number, indent, match)
        if match["item"] is not None and self.top:  # no list belongs here: its entries without the dash
            return self.entry(number, indent or "  ", match["rest"])
        return self.entry(number, indent, (match["item"] or "") + match["rest"])

    def item(self, number: int, indent: str, match: re.Match[str]) -> Line:
        assert self.top is not None
        assert self.top.each is not None
        self.indent = self.indent or max(len(indent), 1)
        dash = "- " if not re.fullmatch(r"- +", match["item"]) else match["item"]
        self.part, self.deeper = None, 0
        entry = _ENTRY.fullmatch(match["rest"])
        key = known(entry["key"], self.top.each) if entry else None
        if entry and key and self.top.each.kind is Kind.FIELDS:
            self.part, self.deeper = self.top.each, len(indent) + len(dash)
            inner = self.top.each.fields[key]
            text, sure = self.value(number, entry["rest"], inner, self.deeper)
            return Line(f"{indent}{dash}{_headed(entry, key, text)}", sure)
        text, sure = self.value(number, match["rest"], self.top.each, len(indent))
        return Line(f"{indent}{dash}{text.lstrip()}", sure)

    def entry(self, number: int, indent: str, rest: str) -> Line:
        """A line with a key: of the whole, of the open entry, or of its open part."""
        entry = _ENTRY.fullmatch(rest)
        loose = _LOOSE.fullmatch(rest)
        if loose and known(loose["key"], self.root) not in {None, *self.typed}:
            entry = loose  # its colon was forgotten, or is another sign
        if entry is None and self.top and self.top.kind is Kind.NAMED and re.fullmatch(_PHOTO, rest.strip()):
            assert self.top.each is not None
            self.indent = self.indent or len(indent) or 2
            return Line(f"{' ' * self.indent}{rest.strip()}: {example(self.top.each, '')}", sure=False)
        if entry is None:
            return Line(indent + rest)
        for level in self.levels(len(indent), entry["key"]):
            found = self.found(level, entry["key"])
            if found is None:
                continue
            key, shape = found
            if level == 1 and self.top and self.top.kind is Kind.LIST:
                return self.undashed(number, len(indent), entry, key)
            right = self.enter(level, len(indent), key, shape)
            text, sure = self.value(number, entry["rest"], shape, right)
            return Line(f"{' ' * right}{_headed(entry, key, text)}", sure)
        return Line(indent + rest)

    def undashed(self, number: int, width: int, entry: re.Match[str], key: str) -> Line:
        """A line of an item whose dash was forgotten: the first key, and each that comes again, begins one."""
        assert self.top is not None
        assert self.top.each is not None
        self.indent = self.indent or width or 2
        begins = self.part is None or key in self.had
        self.part, self.deeper = self.top.each, self.indent + 2
        self.had = {key} if begins else {*self.had, key}
        text, sure = self.value(number, entry["rest"], self.top.each.fields[key], self.deeper)
        return Line(f"{' ' * self.indent}{'- ' if begins else '  '}{_headed(entry, key, text)}", sure)

    def levels(self, width: int, key: str) -> list[int]:
        """Where the key may belong, likeliest first: 0 the whole, 1 the open entry, 2 its open part."""
        if width == 0:
            again = known(key, self.root) in self.seen
            return [2, 1, 0] if again else [0, 1, 2]
        if self.part and (self.deeper == width or (not self.deeper and width > self.indent)):
            return [2, 1, 0]
        return [1, 2, 0]

    def found(self, level: int, key: str) -> tuple[str, Shape] | None:
        shape = (self.root, self.top, self.part)[level]
        if shape is None:
            return None
        if shape.kind is Kind.NAMED:
            assert shape.each is not None
            file = key.strip().removeprefix("./")
            return (file, shape.each) if re.fullmatch(_PHOTO, file) else None
        if shape.kind is Kind.LIST and shape.each and shape.each.kind is Kind.FIELDS:
            word = known(key, shape.each)
            return (word, shape.each.fields[word]) if word else None
        if shape.kind is not Kind.FIELDS:
            return None
        word = known(key, shape) or (self.near(key) if level == 0 else None)
        return (word, shape.fields[word]) if word else None

    def near(self, key: str) -> str | None:
        """The key of the whole that was misspelt, where it stands nowhere else."""
        close = difflib.get_close_matches(key.strip().lower(), self.root.fields, n=1, cutoff=0.75)
        return close[0] if close and close[0] not in self.typed else None

    def enter(self, level: int, width: int, key: str, shape: Shape) -> int:
        """Remembers what is open from here on; the indent at which the line should stand."""
        block = shape if shape.kind in _BLOCKS else None
        if level == 0:
            self.seen.add(key)
            self.top, self.part, self.indent, self.deeper, self.had = block, None, 0, 0, set()
            return 0
        if level == 1:
            self.indent = self.indent or width or 2
            self.part, self.deeper = block, 0
            return self.indent
        self.deeper = self.deeper if self.deeper > self.indent else max(width, self.indent + 2)
        return self.deeper

    def value(self, number: int, rest: str, shape: Shape, indent: int) -> tuple[str, bool]:
        """What stands behind the colon or dash, with its remark."""
        raw = rest.strip(values.WHITE)
        if not raw or raw.startswith("#"):
            return rest, True
        if re.fullmatch(r"[|>][-+0-9]*", raw):
            self.skip = indent
            return rest, True
        remark = (_APART if shape.kind is Kind.TEXT else _REMARK).search(raw)
        head, tail = (raw[: remark.start()], remark[0]) if remark else (raw, "")
        if self.goes_on(number, indent, head):
            return rest, True
        text, sure = _as_meant(head, shape)
        return text + tail, sure

    def goes_on(self, number: int, indent: int, raw: str) -> bool:
        """Whether a bracket or quotation opened here is closed on a later line."""
        if raw[:1] not in "[{\"'" or raw[-1:] in "]}":
            return False
        following = next((line for line in self.lines[number + 1 :] if line.strip()), "")
        return len(following) - len(following.lstrip(" ")) > indent or following.startswith(("]", "}"))


def _as_meant(raw: str, shape: Shape) -> tuple[str, bool]:
    try:
        if (
            shape.kind is Kind.LIST
            and raw[:1] not in "[［【{｛(（"
            and shape.each
            and shape.each.kind is Kind.TEXT
        ):
            return leaf(raw, shape.each)  # one text may stand without its list
        return flow(raw, shape) if shape.kind in _BLOCKS else leaf(raw, shape)
    except Unclear:
        return raw, True


def _headed(entry: re.Match[str], key: str, text: str) -> str:
    """Key, colon and value; a blank after the colon where something follows."""
    blank = re.match(r" *", entry["rest"])
    assert blank is not None
    typed = entry["key"].strip()
    shown = key if key != typed else entry[0][: entry.start("colon") - entry.start()].rstrip()
    if not text.strip():
        return f"{shown}:"
    return f"{shown}:{blank[0] if entry['colon'] == ':' and blank[0] else ' '}{text.lstrip()}"


def _key_of(line: str, shape: Shape) -> str | None:
    entry = _ENTRY.fullmatch(line)
    return known(entry["key"], shape) if entry and not line[:1].isspace() else None
