"""A list as typed → its good entries, and every fault of the others at its own line."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from showcase.project.finding import Finding, Place, Severity, error, ordered
from showcase.project.jail import Jail, Refused
from showcase.records.kind import Kind
from showcase.records.record import Entry, Ledger, R, Remains, Spot
from showcase.typed.cut import cut
from showcase.typed.excerpt import excerpt
from showcase.typed.fitting import fit
from showcase.typed.meant import BLANK
from showcase.typed.meant.adopting import as_meant
from showcase.typed.meant.apart import taken_apart
from showcase.typed.meant.faults import Fault, faults
from showcase.typed.meant.words import describe
from showcase.typed.shapes import Kind as Shapes
from showcase.typed.shapes import Shape, shape_of
from showcase.typed.strict_yaml import Loaded, YamlFault, load

MAX_BYTES = 8 << 20
MAX_NODES = 400_000  # ten thousand entries of forty values
MOST_MEANT = 100  # entries of a list that are read as they were meant; each takes a hundredth of a second


def read_ledgers(jail: Jail, kind: Kind[R]) -> Mapping[str, Ledger[R]]:
    """The lists of one kind by path, one a year where it is yearly. An entry with a fault is left out and named."""
    folder = ("docs", *kind.folder.split("/"))
    try:
        names = sorted(entry.name for entry in jail.entries(*folder))
    except Refused as err:
        if not jail.root.joinpath(*folder).is_dir():
            return {}
        return {kind.path: _unreadable(Place(kind.path), f"{err}", "放一个普通的 YAML 文件")}
    paths = ["/".join((*folder, name)) for name in names]
    return _apart({path: _read(jail, kind, path) for path in paths if kind.holds(path)})


def _read(jail: Jail, kind: Kind[R], path: str) -> Ledger[R]:
    try:
        text = jail.read(*path.split("/"), limit=MAX_BYTES).decode("utf-8-sig")
    except Refused as err:
        return _unreadable(Place(path), f"{err}", "放一个普通的 YAML 文件")
    except UnicodeDecodeError:
        return _unreadable(Place(path), "文件不是 UTF-8 编码", "用记事本打开，另存为，编码选 UTF-8")
    return parsed(kind, text.replace("\r\n", "\n").replace("\r", "\n"), path)


def _unreadable(place: Place, message: str, hint: str) -> Ledger[Any]:
    return Ledger(findings=(error("REC001", place, message, hint),), exists=True)


def _apart(ledgers: Mapping[str, Ledger[R]]) -> Mapping[str, Ledger[R]]:
    """The same without the entries whose key stands in an earlier year's file."""
    seen: dict[str, Place] = {}
    kept: dict[str, Ledger[R]] = {}
    for path, ledger in ledgers.items():
        twice = [e for e in ledger.entries if getattr(e.record, "key", None) in seen]
        own = tuple(e for e in ledger.entries if e not in twice)
        seen |= {key: e.place for e in own if (key := getattr(e.record, "key", None))}
        found = tuple(_taken_before(e, seen[getattr(e.record, "key", "")]) for e in twice)
        kept[path] = replace(ledger, entries=own, findings=(*ledger.findings, *found))
    return kept


def _taken_before(entry: Entry[Any], first: Place) -> Finding:
    key = entry.record.key
    words = f"key {key} 在 {first.path} 第 {first.line} 行用过了"
    return error("REC003", entry.at("key"), words, f"换一个，例如 key: {key}-2")


def parsed(kind: Kind[R], text: str, path: str = "") -> Ledger[R]:
    """`text` as a list of `kind` that lies at `path`; pure."""
    lines, path = tuple(text.split("\n")), path or kind.path
    try:
        loaded = load(text, most=MAX_NODES)
    except YamlFault as fault:
        return _in_part(kind, text, path, fault)
    if loaded.value in (None, "", {}):
        return Ledger((), (), lines, True)
    return _Reading(kind, path, lines, loaded).ledger()


def _in_part(kind: Kind[R], text: str, path: str, whole: YamlFault) -> Ledger[R]:
    """What can be read of a list that is no YAML as a whole: all entries but those with the faults."""

    def told(fault: Fault) -> Finding:
        place = Place(path, fault.line, fault.column)
        return Finding("REC001", Severity.ERROR, place, fault.message, f"{fault.hint}", fix=fault.fix)

    apart = taken_apart(kind.record, kind.name, text)
    found = [*apart.faults, *(fault for one in apart.broken for fault in one.faults)]
    try:
        ledger = _Reading(
            kind, path, tuple(apart.text.split("\n")), load(apart.text, most=MAX_NODES)
        ).ledger()
    except YamlFault as other:
        ledger, found = (
            Ledger(exists=True),
            [*found, Fault(other.line, other.column, other.message, other.hint)],
        )
    faults = found or [Fault(whole.line, whole.column, whole.message, whole.hint)]
    lost = (Remains(one.part, Place(path, one.first)) for one in apart.broken)
    return replace(
        ledger,
        findings=(*map(told, faults), *ledger.findings),
        lines=tuple(text.split("\n")),
        remains=(*ledger.remains, *lost),
    )


@dataclass(frozen=True)
class _Typed:
    """One entry as it stands."""

    value: Any
    line: int
    spots: dict[Spot, tuple[int, int]] = field(default_factory=dict)
    bare: set[Spot] = field(default_factory=set)


class _Reading:
    """One pass over a file; linear in its size."""

    def __init__(self, kind: Kind[Any], path: str, lines: tuple[str, ...], loaded: Loaded) -> None:
        self.kind, self.path, self.lines, self.loaded = kind, path, lines, loaded
        self.findings: list[Finding] = []
        self.remains: list[Remains] = []
        self.meant = 0

    def ledger(self) -> Ledger[Any]:
        top, name = self.loaded.value, self.kind.name
        if not isinstance(top, dict):
            self._say(1, 1, "这里应当是一行一项的“键: 值”", f"第一行写 {name}: ，下面每条以“- ”开头")
            return Ledger((), tuple(self.findings), self.lines, True)
        for key in top:
            if key not in (name, "sample"):
                near = difflib.get_close_matches(key, (name, "sample"), n=1, cutoff=0.5)
                hint = f"改成 {near[0]}:" if near else f"条目都写在 {name}: 下面"
                self._say(self.loaded.keys[key,][0], 1, f"没有 {key} 这一项", hint)
        listed = top.get(name, [])
        if listed == "":
            listed = []
        if not isinstance(listed, list):
            self._say(
                *self.loaded.marks[name,], f"{name} 下面要写成列表", f"{name}:\n  - {_first(self.kind)}"
            )
            listed = []
        sample = top.get("sample") == "true"
        entries = tuple(self._entries(self._typed(listed), sample))
        self.findings += self._cut()
        return Ledger(entries, ordered(self.findings), self.lines, True, tuple(self.remains))

    def _cut(self) -> Iterator[Finding]:
        record: type[BaseModel] = self.kind.record
        each = Shape(Shapes.FIELDS, {self.kind.name: Shape(Shapes.LIST, each=shape_of(record))})
        for one in cut(self.lines, self.loaded, each):
            place = Place(self.path, one.line, one.column)
            yield Finding("REC006", Severity.WARNING, place, one.message, one.hint, one.lost, one.fix)

    def _typed(self, listed: list[Any]) -> list[_Typed]:
        name = self.kind.name
        typed = [_Typed(value, self.loaded.marks[name, n][0]) for n, value in enumerate(listed)]
        for path, mark in self.loaded.marks.items():
            if len(path) > 1 and path[0] == name and isinstance(path[1], int):
                typed[path[1]].spots[path[2:]] = mark
        for path in self.loaded.bare:
            if len(path) > 1 and path[0] == name and isinstance(path[1], int):
                typed[path[1]].bare.add(path[2:])
        return typed

    def _entries(self, typed: list[_Typed], sample: bool) -> Iterator[Entry[Any]]:
        twice = self._repeated(typed)
        seen: dict[str, int] = {}
        allowed = getattr(self.kind.record, "BARE", ())
        for number, one in enumerate(typed):
            empty = [spot for spot in one.bare if not (len(spot) == 1 and spot[0] in allowed)]
            record = None if number in twice or empty else self._record(one.value, sample)
            part = one.value if record is not None else self._faulty(number, one)
            found = [*self._unfilled(one), *self._taken(one, part, seen)]
            self.findings += found
            if record is not None and not found:
                yield Entry(record, Place(self.path, one.line), one.spots)
            else:
                self.remains.append(Remains(part, Place(self.path, one.line), one.spots))

    def _record(self, value: Any, sample: bool) -> Any | None:
        """The record that is typed there; None where something is wrong with it."""
        if sample and isinstance(value, dict):
            value = {"sample": "true"} | value
        try:
            return self.kind.record.model_validate(value)
        except ValidationError:
            return None

    def _faulty(self, number: int, one: _Typed) -> dict[str, Any]:
        """Says all that is wrong with an entry, each with the line that mends it; what of it fits, as typed."""
        model, path, spot = self.kind.record, self.path, (self.kind.name, number)
        if not isinstance(one.value, dict):
            self._say(*self.loaded.marks[spot], "这一条要写成“键: 值”", f"- {_first(self.kind)}")
            return {}
        if self.meant == MOST_MEANT:
            return self._described(one)
        self.meant += 1
        own = excerpt(self.lines, self.loaded.marks[spot], self.loaded.ends[spot])
        read = as_meant(model, own.text)
        for fault in faults(model, own.text, read, own.first):
            self.findings.append(own.finding(fault, "REC003" if fault.again else "REC002", path))
        return read.fitted.part if read.fitted else {}

    def _described(self, one: _Typed) -> dict[str, Any]:
        """The same in a few words, for one of very many."""
        fitted = fit(self.kind.record, one.value, one.bare)
        for problem in fitted.problems:
            place = self._place(one, problem["loc"])
            self.findings.append(error("REC002", place, *describe(problem, self.kind.record)))
        if not fitted.problems:
            self._say(one.line, 1, "这一条里有一项空着，或写了两次", "写上内容，只留一处")
        return fitted.part

    def _taken(self, one: _Typed, part: dict[str, Any], seen: dict[str, int]) -> Iterator[Finding]:
        """A key that an earlier entry has."""
        key = part.get("key") if isinstance(part, dict) else None
        if isinstance(key, str) and BLANK not in key and seen.setdefault(key, one.line) != one.line:
            message = f"key {key} 用了两次，第一次在第 {seen[key]} 行"
            yield error("REC003", self._place(one, ("key",)), message, f"换一个，例如 key: {key}-2")

    def _unfilled(self, one: _Typed) -> Iterator[Finding]:
        """What `showcase new record` left to be filled in."""
        for spot, (line, column) in one.spots.items():
            if spot and isinstance(value := _leaf(one.value, spot), str) and BLANK in value:
                info = self.kind.record.model_fields.get(str(spot[0]))
                must = info is not None and info.is_required()
                hint = f"连【】一起换成真实的内容；{'这一项必须写' if must else '用不上的整行删掉'}"
                yield error("REC005", Place(self.path, line, column), f"{spot[-1]} 还没有填", hint)

    def _repeated(self, typed: list[_Typed]) -> frozenset[int]:
        """The numbers of the entries in which a key is written twice."""
        starts = [one.line for one in typed]
        return frozenset(bisect_right(starts, twice.again[0]) - 1 for twice in self.loaded.duplicates)

    def _place(self, one: _Typed, spot: Iterable[str | int]) -> Place:
        way = tuple(spot)
        for end in range(len(way), -1, -1):
            if mark := one.spots.get(way[:end]):
                return Place(self.path, *mark)
        return Place(self.path, one.line)

    def _say(self, line: int, column: int, message: str, hint: str) -> None:
        self.findings.append(error("REC002", Place(self.path, line, column), message, hint))


def _leaf(value: Any, spot: Spot) -> Any:
    for part in spot:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _first(kind: Kind[Any]) -> str:
    """How an entry begins, from the schema's own example."""
    for name, info in kind.record.model_fields.items():
        if info.examples:
            return f"{name}: {info.examples[0]}"
    return "key: 一个键"
