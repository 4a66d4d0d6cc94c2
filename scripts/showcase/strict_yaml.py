"""YAML from strangers: plain mappings, lists and texts, each with its place; nothing else.

Built on PyYAML's event stream (libyaml's is 17 times faster than the Python one), so no tag is
resolved, no object is made, and an alias never expands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 12
MAX_NODES = 5_000

# A plain scalar that another YAML reader would not take for text.
NOT_TEXT = frozenset({"", "~", "null", "true", "false", "yes", "no", "on", "off"})

Path = tuple[str | int, ...]


class YamlFault(Exception):
    """The text cannot be taken; `line` and `column` are 1-based and within the text."""

    def __init__(self, line: int, column: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


@dataclass(frozen=True)
class Duplicate:
    key: str
    first: tuple[int, int]
    again: tuple[int, int]


@dataclass
class Loaded:
    value: Any = None  # dict | list | str, all leaves are str
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)  # (line, column) of each value
    bare: set[Path] = field(default_factory=set)  # plain scalars like null, true, ~, or empty
    duplicates: list[Duplicate] = field(default_factory=list)


class _Reader:
    def __init__(self, text: str) -> None:
        self.events: Iterator[Any] = yaml.parse(text, Loader=Loader)
        self.loaded = Loaded()
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
        if self.nodes > MAX_NODES or len(path) > MAX_DEPTH:
            raise self._fault(event, "层次太深或内容太多", "请拆开，或删掉多余的内容")
        if isinstance(event, yaml.AliasEvent):
            raise self._fault(event, f"不能使用别名 *{event.anchor}", "把内容直接写出来")
        if event.anchor is not None:
            raise self._fault(event, f"不能使用锚点 &{event.anchor}", "如果它是文字，请加上引号")
        if event.tag is not None:
            raise self._fault(event, f"不能使用标签 {event.tag}", "如果它是文字，请加上引号")
        self.loaded.marks[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            if event.style in (None, "") and event.value.lower() in NOT_TEXT:
                self.loaded.bare.add(path)
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        items: dict[str, Any] = {}
        seen: dict[str, tuple[int, int]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise self._fault(event, "冒号左边只能是一个词", "例如 title: 凌晨四点的灯")
            mark: Any = event.start_mark
            key, place = event.value, (mark.line + 1, mark.column + 1)
            if key == "<<":
                raise self._fault(event, "不能使用合并键 <<", "把内容直接写出来")
            value = self._node(next(self.events), (*path, key))
            if key in seen:
                self.loaded.duplicates.append(Duplicate(key, seen[key], place))
                continue
            seen[key] = place
            items[key] = value
        return items


def load(text: str) -> Loaded:
    """`text` as mappings, lists and texts with their places; the first of duplicate keys counts.

    Raises:
        YamlFault: it is not YAML, or uses what is not allowed here.
    """
    try:
        return _Reader(text).read()
    except yaml.MarkedYAMLError as err:
        mark = err.problem_mark or err.context_mark
        if err.context and "quoted scalar" in err.context:
            mark = err.context_mark  # where the quotation begins, not the end of the file
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlFault(line, column, *_plain_words(err.problem or "")) from err
    except yaml.YAMLError as err:  # a character YAML does not allow
        raise YamlFault(1, 1, "含有 YAML 不允许的字符", "删掉看不见的控制字符") from err
    except RecursionError as err:
        raise YamlFault(1, 1, "层次太深", "请拆开") from err


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
