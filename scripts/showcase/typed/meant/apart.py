"""A list that cannot be read as a whole, item by item: one slip costs the item that it stands in, and no other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from showcase.typed.editing import Cure, How
from showcase.typed.meant import values
from showcase.typed.meant.adopting import as_meant, assess
from showcase.typed.meant.faults import Fault, difference, faults
from showcase.typed.meant.flow import Unclear, flow
from showcase.typed.meant.words import reason
from showcase.typed.shapes import shape_of
from showcase.typed.strict_yaml import FORBIDDEN, YamlFault, load

MOST = 50  # items that are read as they were meant; each takes a hundredth of a second
_ITEM = re.compile(r"(?P<indent>[ \t\u3000\u00a0]*)(?P<dash>[-－–—•·](?![-－–—]))(?P<gap>[ \t\u3000\u00a0]*)")
_TOP = re.compile(r"(?P<key>[A-Za-z_]+)[ \t\u3000\u00a0]*(?P<colon>[:：])(?P<rest>.*)")
_WIDTH = {"\t": 2, "\u3000": 2}


@dataclass(frozen=True)
class Broken:
    """An item that cannot be read: `part` is what can be, as typed; the lines of its faults are the file's."""

    first: int
    last: int
    part: dict[str, Any]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Apart:
    """`text` is the file without the broken items: each of their lines is empty, so all others keep their number."""

    text: str
    broken: tuple[Broken, ...] = ()
    faults: tuple[Fault, ...] = ()  # of lines outside the items


def taken_apart(model: type[BaseModel], name: str, text: str) -> Apart:
    """`text`, a list of `model` below the key `name`, cut at its dashes."""
    lines = text.split("\n")
    outside = tuple(_above(lines, name))
    for fault in outside:
        lines[fault.line - 1] = str(getattr(fault.hint, "text", ""))
    found: list[Broken] = []
    items = tuple(_items(lines, model))
    indent = _indent(lines, model)
    for first, last, is_item in items:
        own = lines[first - 1 : last]
        if not is_item and re.match(r"sample[ \t]*:", own[0]):
            continue
        if not is_item:
            outside += (Fault(first, 1, "这一行不属于任何一条", Cure(own[0], How.DROP)),)
        elif _reads(own, indent):
            continue
        else:
            one = broken(model, own, first, indent) if len(found) < MOST else Broken(first, last, {}, ())
            found.append(one if one.faults else replace(one, faults=(_unread(own, first),)))
        lines[first - 1 : last] = [""] * len(own)
    return Apart("\n".join(lines), tuple(found), outside)


def _is_field(model: type[BaseModel], line: str) -> bool:
    key = re.split("[:：]", line, maxsplit=1)[0].strip()
    return key in model.model_fields and key != "sample"


def _wide(match: re.Match[str]) -> int:
    return sum(_WIDTH.get(character, 1) for character in match["indent"])


def _above(lines: Sequence[str], name: str) -> Iterator[Fault]:
    """The lines that begin the list or say that all of it is a sample, typed with another sign."""
    for number, line in enumerate(lines, 1):
        clean = FORBIDDEN.sub("", line).replace("\u00a0", " ").strip("\u3000\ufeff")
        match = _TOP.fullmatch(clean)
        if match is None or match["key"] not in (name, "sample"):
            continue
        rest = match["rest"].strip(values.WHITE)
        right = f"{match['key']}: {rest}".rstrip() if match["colon"] == "：" or clean != line else line
        if right != line:
            yield _slip(number, line, right)


def _indent(lines: Sequence[str], model: type[BaseModel]) -> int:
    """Where most dashes stand that begin an item."""
    found = ((match, line[match.end() :]) for line in lines if (match := _ITEM.match(line)))
    begun = [_wide(match) for match, rest in found if rest[:1] in ("{", "｛") or _is_field(model, rest)]
    return max(Counter(begun).items(), key=lambda one: (one[1], one[0]), default=(2, 0))[0]


def _items(lines: Sequence[str], model: type[BaseModel]) -> Iterator[tuple[int, int, bool]]:
    """(first, last) line of each, and whether it is one: a line left of all dashes that is none belongs to no item."""
    starts: list[tuple[int, bool]] = []
    indent = _indent(lines, model)
    for number, line in enumerate(lines, 1):
        match = _ITEM.match(line)
        if match and _wide(match) <= indent:
            starts.append((number, True))
        elif starts and re.match(r"-{3}|[A-Za-z_]{2,}[ \t]*[:：]", line) and not _is_field(model, line):
            starts.append((number, False))
    if not starts:
        return iter(())
    ends = [number - 1 for number, _ in starts[1:]] + [len(lines)]
    return ((first, last, is_item) for (first, is_item), last in zip(starts, ends, strict=True))


def _reads(own: Sequence[str], indent: int) -> bool:
    """Whether the item, standing where the others do, can be read."""
    try:
        listed = load("\n".join(["k:", *(["  " + line for line in own] if not indent else own)])).value["k"]
    except YamlFault:
        return False
    match = _ITEM.match(own[0])
    alone = isinstance(listed, list) and len(listed) == 1 and isinstance(listed[0], dict)
    return alone and match is not None and match["indent"] == " " * indent


def _unread(own: Sequence[str], first: int) -> Fault:
    """Why the item cannot be read, where it cannot be told how it was meant: none is lost without a word."""
    try:
        load("\n".join(["k:", *own]))
    except YamlFault as fault:
        told = max(n for n, line in enumerate(own) if n == 0 or line.strip())
        line = min(max(fault.line - 2, 0), told)
        return Fault(first + line, fault.column, fault.message, fault.hint)
    return Fault(first, 1, "这一条不是一行一项的“键: 值”", "照着上面的一条重新写")


def broken(model: type[BaseModel], own: Sequence[str], first: int, indent: int) -> Broken:
    """What is wrong with an item, each line as it should stand in the file."""
    match = _ITEM.match(own[0])
    assert match is not None
    plain = match["dash"] == "-" and match["gap"] and not match["gap"].strip(" ")
    head = " " * indent + ("-" + match["gap"] if plain else "- ")
    texts = [FORBIDDEN.sub("", own[0][match.end() :]), *(_dedented(line, len(head)) for line in own[1:])]
    margins = [head, *(" " * len(head) if text.strip() else "" for text in texts[1:])]
    if texts[0][:1] in "{｛":
        texts = _flow(model, texts)
    body = "\n".join(texts)
    read = as_meant(model, body)
    meant = [read.adopted[n].text if n in read.adopted else text for n, text in enumerate(texts, 1)]
    said = {fault.line: fault.message for fault in assess(model, body).faults}
    found = []
    for number, (line, margin, text) in enumerate(zip(own, margins, meant, strict=True)):
        right = (margin + text).rstrip() if text.strip() else line
        if right != line.rstrip():
            sure = number + 1 not in read.adopted or read.adopted[number + 1].sure
            found.append(_slip(first + number, line, right, sure=sure, why=said.get(number + 1, "")))
    slipped = {fault.line for fault in found}
    for fault in faults(model, body, read, first):
        at = min(fault.line, len(margins)) - 1
        if first + at in slipped:
            continue
        hint = fault.hint
        if isinstance(hint, Cure):
            left = " " * len(head) if hint.how is How.ADD else margins[at]
            hint = replace(hint, text=f"{left}{hint.text}")
        found.append(
            replace(fault, line=first + at, column=fault.column + len(margins[at]), hint=hint, fix=None)
        )
    part = read.fitted.part if read.fitted else {}
    return Broken(first, first + len(own) - 1, part, tuple(sorted(found, key=lambda fault: fault.line)))


def _dedented(line: str, margin: int) -> str:
    """The line of an item without its margin; one that stands left of it, or behind other blanks, as if it did not."""
    line = FORBIDDEN.sub("", line)
    text = line.lstrip(values.WHITE)
    blanks = line[: len(line) - len(text)]
    wide = sum(_WIDTH.get(character, 1) for character in blanks)
    return " " * max(wide - margin, 0) + text


def _flow(model: type[BaseModel], texts: list[str]) -> list[str]:
    """An item between {} on one line, as it was meant; as typed where that cannot be told."""
    remark = re.search(r"[ \t]+#[^{}\"']*$", texts[0])
    typed = texts[0][: remark.start()] if remark else texts[0]
    try:
        right, _ = flow(typed, shape_of(model))
    except Unclear:
        return texts
    return [right + (remark[0] if remark else ""), *texts[1:]]


def _slip(number: int, before: str, after: str, *, sure: bool = True, why: str = "") -> Fault:
    """A line that was typed with a sign YAML does not take for what was meant."""
    fix = difference(before, after)
    known = "有看不见的控制字符" if FORBIDDEN.search(before) else reason(before, after)
    return Fault(number, fix.start, known or why or "这一行的写法读不懂", Cure(after), fix if sure else None)
