"""One entry of a list that people type, and the list as read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args, get_type_hints

from pydantic import AfterValidator, BaseModel, Field
from pydantic.fields import FieldInfo

from showcase.project.finding import Finding, Place
from showcase.stories.front import CONSENT_WORDS, Consent, PhotoName, Unit
from showcase.typed.fields import OneLine, Typed, Yes, length

Spot = tuple[str | int, ...]  # the way to a value inside an entry: ("photo", "alt"), ("who", 0)


class Record(Typed):
    """One entry. The title of a field is its column in tables, its description and example are shown to who types."""

    BARE: ClassVar[tuple[str, ...]] = ("sample",)
    INTERNAL: ClassVar[tuple[str, ...]] = ()  # fields that only the internal edition knows; see `opened`

    sample: Yes = Field(False, title="示例", description="只有示例才写 true；真的条目不写这一项。")


CONSENTS = {"signed": "本人签了", "team": "全组同意", "not-needed": "没有拍到脸"}


class RecordPhoto(Typed):
    """A photo beside the list."""

    WORDS: ClassVar[dict[str, dict[str, str]]] = {"consent": CONSENT_WORDS}
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"consent": CONSENTS}

    file: PhotoName = Field(title="文件名", examples=["deng.jpg"])
    alt: Annotated[OneLine, AfterValidator(length(1, 120))] = Field(
        title="替代文字", examples=["看图的人会说的一句话"]
    )
    credit: Annotated[OneLine, AfterValidator(length(1, 200))] = Field(title="谁拍的", examples=["一食堂"])
    consent: Consent = Field(title="同意", examples=["not-needed"])
    focal: tuple[Unit, Unit] | None = Field(None, title="画面重点", examples=["[0.5, 0.4]"])


R = TypeVar("R", bound=Record)


def opened(value: Any) -> Any:
    """`value` as the public edition may know it; None where it may not know of it at all.

    Of an entry and of each part of it: the fields that its schema names in INTERNAL are as if never typed, and a part
    that says `internal` of itself is not there.
    """
    if isinstance(value, tuple):
        return tuple(part for one in value if (part := opened(one)) is not None)
    if not isinstance(value, Typed) or not _keeps_back(type(value)):
        return value
    if getattr(value, "internal", False):
        return None
    hidden = getattr(value, "INTERNAL", ())
    fields = type(value).model_fields
    kept = {n: _never_typed(fields[n]) if n in hidden else opened(getattr(value, n)) for n in fields}
    return value.model_copy(update=kept)


@cache
def _keeps_back(model: type[BaseModel]) -> bool:
    """Whether entries of that schema can hold anything that the public edition may not know."""
    own = bool(getattr(model, "INTERNAL", ())) or hasattr(model, "internal")  # a property, not a field
    return own or any(_keeps_back(part) for hint in get_type_hints(model).values() for part in _parts(hint))


def _parts(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for inner in get_args(hint):
        yield from _parts(inner)


def _never_typed(info: FieldInfo) -> Any:
    return None if info.is_required() else info.get_default()


class Placed:
    """What stands in a file, and its values."""

    place: Place
    spots: Mapping[Spot, tuple[int, int]]  # (line, column)

    def at(self, *spot: str | int) -> Place:
        """The place of a value, or of what holds it."""
        for end in range(len(spot), 0, -1):
            if found := self.spots.get(spot[:end]):
                return Place(self.place.path, *found)
        return self.place


@dataclass(frozen=True)
class Remains(Placed):
    """An entry with a fault: what of it fits, as typed."""

    part: Mapping[str, Any] = field(hash=False)
    place: Place
    spots: Mapping[Spot, tuple[int, int]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Entry(Placed, Generic[R]):
    """A good entry."""

    record: R
    place: Place
    spots: Mapping[Spot, tuple[int, int]] = field(default_factory=dict, hash=False)
    files: Mapping[str, bytes | str] = field(default_factory=dict, hash=False)
    """What lies beside the list and the entry names: its bytes, or why it may not be read."""


@dataclass(frozen=True)
class Ledger(Generic[R]):
    """What a file holds: its good entries in their order, and what is wrong with the others."""

    entries: tuple[Entry[R], ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[str, ...] = ()  # the file as read
    exists: bool = False
    remains: tuple[Remains, ...] = ()  # the others

    @property
    def records(self) -> tuple[R, ...]:
        return tuple(entry.record for entry in self.entries)
