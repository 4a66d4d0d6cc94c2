"""YAML from strangers: plain mappings, lists and texts, each with its place; nothing else.

Built on PyYAML's event stream (libyaml's is 17 times faster than the Python one), so no tag is
resolved, no object is made, and an alias never expands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 12
MAX_NODES = 5_000

# What YAML allows nowhere, and invisible letters that only mislead.
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")

# A plain scalar that another YAML reader would not take for text.
NOT_TEXT = frozenset({"", "~", "null", "true", "false", "yes", "no", "on", "off"})

Path = tuple[str | int, ...]


class YamlFault(Exception):
    """The text cannot be taken; `line` and `column` are 1-based and within the text."""

    def __init__(self, line: int, column: int, message: str, hint: str = "", key: str = "") -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint
        self.key = key  # of the entry it is in, where only that one is lost


@dataclass(frozen=True)
class Duplicate:
    key: str
    first: tuple[int, int]
    again: tuple[int, int]


@dataclass
class Loaded:
    value: Any = None  # dict | list | str, all leaves are str
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)  # (line, column) of each value
    ends: dict[Path, tuple[int, int]] = field(default_factory=dict)  # behind each value
    keys: dict[Path, tuple[int, int, int]] = field(default_factory=dict)  # (line, column, column behind)
    bare: set[Path] = field(default_factory=set)  # plain scalars like null, true, ~, or empty
    duplicates: list[Duplicate] = field(default_factory=list)


class _Reader:
    def __init__(self, text: str, most: int, tags: Collection[str]) -> None:
        self.events: Iterator[Any] = yaml.parse(text, Loader=Loader)
        self.loaded, self.most, self.tags = Loaded(), most, tags
        self.nodes = 0

    def read(self) -> Loaded:
        self._expect(yaml.StreamStartEvent)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return self.loaded
        self.loaded.value = self._node(next(self.events), ())
        self._expect(yaml.DocumentEndEvent)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._fault(event, "这里只能有一份 YAML，却出现了第二个 ---", "删掉多余的 ---")
        return self.loaded

    def _expect(self, kind: type) -> None:
        event = next(self.events)
        if not isinstance(event, kind):
            raise self._fault(event, "YAML 的结构读不懂")

    def _fault(self, event: Any, message: str, hint: str = "") -> YamlFault:
        mark = event.start_mark
        return YamlFault(mark.line + 1, mark.column + 1, message, hint)

    def _node(self, event: Any, path: Path) -> Any:
        self.nodes += 1
        if self.nodes > self.most:
            words = f"内容太多：一个文件里最多写 {self.most} 个值"
            raise self._fault(event, words, "删掉多余的内容，或隔几年归一次档")
        if len(path) > MAX_DEPTH:
            raise self._fault(event, "层次太深", "请拆开")
        if isinstance(event, yaml.AliasEvent):
            raise self._fault(event, f"不能使用别名 *{event.anchor}", "把内容直接写出来")
        if event.anchor is not None:
            raise self._fault(event, f"不能使用锚点 &{event.anchor}", "如果它是文字，请加上引号")
        tag = _as_typed(event.tag)
        if tag and not (tag in self.tags and isinstance(event, yaml.ScalarEvent) and not event.value):
            raise self._fault(event, f"不能使用标签 {tag}", "如果它是文字，请加上引号；不是就删掉")
        self.loaded.marks[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            self._ends(path, event)
            if tag:
                return tag
            if event.style in (None, "") and event.value.lower() in NOT_TEXT:
                self.loaded.bare.add(path)
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, bool(event.flow_style))
        return self._mapping(path, bool(event.flow_style))

    def _sequence(self, path: Path, flow: bool) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        self._ends(path, event, last=None if flow else (*path, len(items) - 1))
        return items

    def _mapping(self, path: Path, flow: bool) -> dict[str, Any]:
        items: dict[str, Any] = {}
        last: Path | None = None
        seen: dict[str, tuple[int, int]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise self._fault(event, "冒号左边只能是一个词", "例如 title: 凌晨四点的灯")
            mark: Any = event.start_mark
            key, place = event.value, (mark.line + 1, mark.column + 1)
            if key == "<<":
                raise self._fault(event, "不能使用合并键 <<", "把内容直接写出来")
            again = "\0again" if key in seen else ""  # the first one keeps its place
            last = (*path, key + again)
            value = self._node(next(self.events), last)
            if again:
                self.loaded.duplicates.append(Duplicate(key, seen[key], place))
                continue
            seen[key] = place
            items[key] = value
            behind: Any = event.end_mark
            self.loaded.keys[(*path, key)] = (*place, behind.column + 1)
        self._ends(path, event, last=None if flow else last)
        return items

    def _ends(self, path: Path, event: Any, last: Path | None = None) -> None:
        """A block's own end mark lies behind the comments that follow it: it ends where its `last` value does."""
        if last in self.loaded.ends:
            self.loaded.ends[path] = self.loaded.ends[last]
            return
        self.loaded.ends[path] = (event.end_mark.line + 1, event.end_mark.column + 1)


def _as_typed(tag: str | None) -> str:
    return (tag or "").replace("tag:yaml.org,2002:", "!!", 1)


def load(text: str, most: int = MAX_NODES, tags: Collection[str] = ()) -> Loaded:
    """`text` as mappings, lists and texts with their places; the first of duplicate keys counts.

    It may hold `most` values. Of `tags`, such as !!python/name:x, one that stands alone is the text of its own name.

    Raises:
        YamlFault: it is not YAML, or uses what is not allowed here.
    """
    try:
        return _Reader(text, most, tags).read()
    except yaml.MarkedYAMLError as err:
        mark = err.problem_mark or err.context_mark
        if err.context and "quoted scalar" in err.context:
            mark = err.context_mark  # where the quotation begins, not the end of the file
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlFault(line, column, *_plain_words(err.problem or "")) from err
    except yaml.YAMLError as err:  # a character YAML does not allow
        place = _forbidden(text)
        raise YamlFault(*place, "含有 YAML 不允许的字符", "删掉看不见的控制字符") from err
    except RecursionError as err:
        raise YamlFault(1, 1, "层次太深", "请拆开") from err


def _forbidden(text: str) -> tuple[int, int]:
    """(line, column) of the first character that YAML does not allow."""
    found = FORBIDDEN.search(text)
    at = found.start() if found else 0
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


# The line that begins an entry of the outermost mapping: what continues one is indented, an item or a bracket.
_ENTRY = re.compile(r"(?![\s#\-\]}])(?P<key>[^:：]*)")


def load_entries(text: str) -> tuple[Loaded, list[YamlFault]]:
    """`text` as a mapping; where it cannot be read as a whole, each of its entries on its own.

    Each fault is that of one entry, which is then not in the value.
    """
    try:
        return load(text), []
    except YamlFault as fault:
        whole = fault
    loaded, faults = Loaded(value={}), []
    keys: dict[str, tuple[int, int]] = {}
    for first, entry in _entries(text):
        try:
            own = load(entry)
            if own.value is None:  # a remark
                continue
            if not isinstance(own.value, dict):
                raise YamlFault(
                    1, 1, "这一行不是“键: 值”", "冒号用英文的，后面空一格，例如 title: 凌晨四点的灯"
                )
        except YamlFault as fault:
            match = _ENTRY.match(entry)
            key = match["key"].strip() if match else ""
            column = fault.column if fault.line <= entry.count("\n") else 1
            line = min(fault.line, max(1, entry.count("\n")))
            faults.append(YamlFault(line + first - 1, column, fault.message, fault.hint, key))
            continue
        _join(loaded, own, first - 1, keys)
    return (loaded, faults) if faults and loaded.value else (Loaded(), faults or [whole])


def entry_lines(text: str) -> Iterator[tuple[int, int]]:
    """(first, last) line of each entry, 1-based, with what stands before the first as one of its own."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines, 1) if _ENTRY.match(line)]
    bounds = sorted({1, *starts})
    return ((start, end - 1) for start, end in zip(bounds, [*bounds[1:], len(lines) + 1], strict=True))


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """(number of its first line, text) of each entry."""
    lines = text.split("\n")
    for first, last in entry_lines(text):
        entry = "\n".join(lines[first - 1 : last])
        if entry.strip():
            yield first, f"{entry}\n"


def _join(loaded: Loaded, own: Loaded, offset: int, keys: dict[str, tuple[int, int]]) -> None:
    """Adds the entry that begins `offset` lines below the top to `loaded`."""
    for key, value in own.value.items():
        place = (offset + 1, 1)
        if key in keys:
            loaded.duplicates.append(Duplicate(key, keys[key], place))
            continue
        keys[key] = place
        loaded.value[key] = value
    kept = {path: mark for path, mark in own.marks.items() if path and path not in loaded.marks}
    loaded.marks.update({path: (line + offset, column) for path, (line, column) in kept.items()})
    loaded.ends |= {p: (line + offset, column) for p, (line, column) in own.ends.items() if p in kept}
    loaded.keys |= {p: (line + offset, start, end) for p, (line, start, end) in own.keys.items() if p in kept}
    loaded.bare |= {path for path in own.bare if path in kept}
    loaded.duplicates += (
        Duplicate(d.key, (d.first[0] + offset, d.first[1]), (d.again[0] + offset, d.again[1]))
        for d in own.duplicates
    )


def _plain_words(problem: str) -> tuple[str, str]:
    if "tab" in problem or "cannot start any token" in problem:
        return "这里有一个不能用的字符（常见的是 Tab 或 @、`）", "缩进用空格；特殊符号开头的文字加引号"
    if "mapping values are not allowed" in problem:
        return (
            "这一行有两个冒号，或缩进不对",
            "文字里的冒号用全角，例如 title: 早班：四点；要用半角的，整句加英文引号",
        )
    if "expected <block end>" in problem or "block mapping" in problem:
        return "缩进不齐", "同一级的内容左边对齐，用空格"
    if "quoted scalar" in problem or "end of stream" in problem:
        return "引号没有成对", "补上另一半引号"
    if "flow" in problem or "',' or" in problem:
        return "方括号或花括号没有成对，或少了逗号", "例如 [育人, 节约]"
    return "YAML 的写法有误", "对照投稿指南里的例子检查这一行"
