"""What an entry names: a department, a theme, a story, a team, another entry; by key or by its Chinese name."""

from __future__ import annotations

import difflib
import heapq
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from showcase.project.finding import Finding, error
from showcase.records.record import Entry, R, Record, Remains, Spot
from showcase.typed.fields import Name
from showcase.typed.meant import BLANK
from showcase.typed.meant.words import spoken


@dataclass(frozen=True)
class Reference:
    """Says of a field that its text names one of `kind`."""

    kind: str


DepartmentRef = Annotated[Name, Reference("department")]
UnitRef = Annotated[Name, Reference("unit")]  # a department, or another unit
ThemeRef = Annotated[Name, Reference("theme")]
SeriesRef = Annotated[Name, Reference("series")]
TeamRef = Annotated[Name, Reference("team")]
StoryRef = Annotated[Name, Reference("story")]
EmploymentRef = Annotated[Name, Reference("employment")]
RankRef = Annotated[Name, Reference("rank")]
PlantRef = Annotated[Name, Reference("plants")]
PlaceRef = Annotated[Name, Reference("places")]
HonourRef = Annotated[Name, Reference("honours")]
FieldRef = Annotated[Name, Reference("field")]
ActivityRef = Annotated[Name, Reference("activities")]
RegulationRef = Annotated[Name, Reference("rules")]
GroupRef = Annotated[Name, Reference("group")]
TaskRef = Annotated[Name, Reference("plan")]
BudgetRef = Annotated[Name, Reference("budget")]
ColourRef = Annotated[Name, Reference("colour")]

LABELS = {
    "department": "部门", "unit": "单位", "theme": "主题", "series": "栏目", "team": "班组", "story": "故事",
    "employment": "用工方式", "rank": "岗位层级", "field": "领域",
    "colour": "颜色",
}  # fmt: skip

LIKELY = 40  # of many names, those that are compared letter by letter
MANY = 12  # names that are told whole; of more, the nearest


@dataclass(frozen=True)
class Directory:
    """Everything that may be named: kind → key → Chinese name."""

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    labels: Mapping[str, str] = field(default_factory=lambda: LABELS, hash=False)
    faulty: frozenset[tuple[str, str]] = (
        frozenset()
    )  # (kind, key) of entries that are there and cannot be used
    full: Mapping[tuple[str, str], str] = field(
        default_factory=dict, hash=False
    )  # (kind, name in full) → key
    _said: dict[tuple[str, str], str] = field(default_factory=dict, hash=False, compare=False, repr=False)
    """What was nearest to something, asked for once a line and once more for each round of leaving entries out"""

    def without(self, lost: frozenset[tuple[str, str]]) -> Directory:
        """The same, where the entries of these (kind, key) are there and cannot be used."""
        names = {
            kind: {key: name for key, name in known.items() if (kind, key) not in lost}
            for kind, known in self.names.items()
        }
        fewer = {kind for kind, _ in lost}
        said = {asked: hint for asked, hint in self._said.items() if asked[0] not in fewer}
        return replace(self, names=names, faulty=self.faulty | lost, _said=said)

    def key(self, kind: str, text: str) -> str | None:
        """The key of what `text` names, be it the key itself or the name; None when there is none."""
        known = self.names.get(kind, {})
        if kind == "story":
            text = text.removeprefix("stories/").removesuffix("/index.md").strip("/")
        return text if text in known else self._by_name.get((kind, text))

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], str]:
        short = {(kind, name): key for kind, known in self.names.items() for key, name in known.items()}
        return {**self.full, **short}

    def nearest(self, kind: str, text: str) -> str:
        """What could have been meant, ready to be read: 例如 key（label）."""
        if (kind, text) not in self._said:
            self._said[kind, text] = self._nearest(kind, text)
        return self._said[kind, text]

    def _nearest(self, kind: str, text: str) -> str:
        known = self.names.get(kind, {})
        if not known:
            return f"还没有任何{self.labels.get(kind, kind)}可以写"
        if len(known) > MANY:
            by_name = {name: key for key, name in known.items()}
            likely = heapq.nlargest(LIKELY, (*known, *by_name), key=partial(_alike, frozenset(text)))
            close = difflib.get_close_matches(text, likely, n=3, cutoff=0.3)
            shown = list(dict.fromkeys(by_name.get(word, word) for word in close)) or list(known)[:3]
            return f"最接近的是 {'、'.join(f'{key}（{known[key]}）' for key in shown)}"
        return f"可以写 {'、'.join(f'{key}（{name}）' for key, name in known.items())}"

    def choices(self, kind: str) -> str:
        """All that may be named, or the first of very many: key（label）."""
        known = self.names.get(kind, {})
        some = "、".join(f"{key}（{name}）" for key, name in [*known.items()][:MANY])
        return f"{some}……共 {len(known)} 个" if len(known) > MANY else some


def _alike(characters: frozenset[str], word: str) -> float:
    """How many of the word's characters are among these: soon told of thousands, and what is meant has some."""
    return len(characters.intersection(word)) / (1 + len(word))


@cache
def referring(model: type[BaseModel]) -> tuple[tuple[Spot, str], ...]:
    """(way to a field, kind) of every field of `model` that names something; "*" stands for each item of a list."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        ((name, *rest), kind) for name in model.model_fields for rest, kind in _inside(hints.get(name))
    )


def _inside(hint: Any) -> Iterator[tuple[Spot, str]]:
    if get_origin(hint) is Annotated:
        base, *notes = get_args(hint)
        yield from (((), note.kind) for note in notes if isinstance(note, Reference))
        yield from _inside(base)
    elif get_origin(hint) in (Union, types.UnionType):
        for option in get_args(hint):
            yield from _inside(option)
    elif get_origin(hint) in (tuple, list):
        yield from ((("*", *rest), kind) for rest, kind in _inside(get_args(hint)[0]))
    elif isinstance(hint, type) and issubclass(hint, BaseModel):
        yield from referring(hint)


def _values(value: Any, way: Spot, done: Spot = ()) -> Iterator[tuple[Spot, str]]:
    """(spot, text) of each value at `way`, of a record or of what was typed for one."""
    if value is None:
        return
    if not way:
        yield done, value.strip()
    elif way[0] == "*":
        for index, item in enumerate(value):
            yield from _values(item, way[1:], (*done, index))
    else:
        key = str(way[0])
        inner = value.get(key) if isinstance(value, Mapping) else getattr(value, key)
        yield from _values(inner, way[1:], (*done, way[0]))


def named_by(record: Record) -> Iterator[tuple[str, str]]:
    """(kind, key) of all that a resolved record names."""
    for way, kind in referring(type(record)):
        for _, text in _values(record, way):
            yield kind, text


def unresolved(model: type[Record], entry: Entry[Any] | Remains, directory: Directory) -> Iterator[Finding]:
    """What an entry, be it good or not, names and is not there."""
    value = entry.record if isinstance(entry, Entry) else entry.part
    for way, kind in referring(model):
        for spot, text in _values(value, way):
            if directory.key(kind, text) is not None or BLANK in text:
                continue
            label, name = directory.labels.get(kind, kind), spoken(spot)
            if (kind, text) in directory.faulty:
                message, hint = f"{name}：“{text}”这个{label}自己还有错，这一处先空着", "先改好它"
            else:
                message, hint = f"{name}：没有“{text}”这个{label}", directory.nearest(kind, text)
            yield error("REC004", entry.at(*spot), message, hint)


def loosened(record: R, directory: Directory) -> R:
    """`record` without what it names that is there with a fault of its own, where it can do without."""
    for way, kind in referring(type(record)):
        record = _without(record, way, kind, directory)
    return record


def _without(value: Any, way: Spot, kind: str, directory: Directory) -> Any:
    """`value` with nothing, or with fewer items, in the place of what is faulty."""
    name = str(way[0])
    inner = getattr(value, name, None)
    if inner is None:
        return value
    info = type(value).model_fields[name]
    if len(way) == 1:
        lost = (kind, inner) in directory.faulty and info.default is None and not info.is_required()
        return value.model_copy(update={name: None}) if lost else value
    if way[1] != "*":
        return _copied(value, name, _without(inner, way[1:], kind, directory))
    if len(way) == 2:
        kept = tuple(item for item in inner if (kind, item) not in directory.faulty)
        return _copied(value, name, kept) if kept or not info.is_required() else value
    return _copied(value, name, tuple(_without(item, way[2:], kind, directory) for item in inner))


def _copied(value: Any, name: str, inner: Any) -> Any:
    return value if inner == getattr(value, name) else value.model_copy(update={name: inner})


def resolved(record: R, directory: Directory) -> R:
    """`record` with keys in the place of names; all of them are known to be there."""
    for way, kind in referring(type(record)):
        record = _keyed(record, way, kind, directory)
    return record


def _keyed(value: Any, way: Spot, kind: str, directory: Directory) -> Any:
    """`value` with a key for the name at the end of `way`."""
    if value is None:
        return None
    if not way:
        return directory.key(kind, value) or value
    if way[0] == "*":
        return tuple(_keyed(item, way[1:], kind, directory) for item in value)
    before = getattr(value, str(way[0]))
    after = _keyed(before, way[1:], kind, directory)
    return value if after == before else value.model_copy(update={str(way[0]): after})
