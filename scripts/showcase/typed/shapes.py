"""What a schema expects at each place of a YAML file, for reading what a person meant."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel


class Kind(StrEnum):
    TEXT = "文字"
    FILE = "照片的文件名"
    DAY = "日期"
    NUMBER = "数"
    YES = "true 或 false"
    CHOICE = "选一个"
    LIST = "列表"  # [甲, 乙]
    FIELDS = "几项"  # {键: 值}, known keys
    NAMED = "按名字"  # {名字: 值}, any keys


@dataclass(frozen=True)
class Shape:
    kind: Kind
    fields: Mapping[str, Shape] = field(default_factory=dict, hash=False)  # of FIELDS
    each: Shape | None = None  # of LIST and NAMED
    choices: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()  # of FIELDS: keys that must be there
    called: Mapping[str, str] = field(default_factory=dict, hash=False)  # word in the house's language → key
    alone: str = ""  # of FIELDS: the key that is meant where only a text is typed
    labels: Mapping[str, str] = field(
        default_factory=dict, hash=False
    )  # of CHOICE: choice → what it is called
    example: str = ""
    size: int = 0  # of LIST: how many there must be, such as two coordinates

    def inner(self, part: str | int) -> Shape | None:
        """The shape of what stands at `part`."""
        if self.kind is Kind.FIELDS:
            return self.fields.get(str(part))
        return self.each

    def at(self, path: tuple[str | int, ...]) -> Shape | None:
        shape: Shape | None = self
        for part in path:
            shape = shape.inner(part) if shape else None
        return shape

    def name(self, key: str) -> str:
        """What people call `key`; itself where nothing is known."""
        return next((word for word, meant in self.called.items() if meant == key), key)


@cache
def shape_of(model: type[BaseModel]) -> Shape:
    """`model` as a shape; its class variables CALLED, ALONE, WORDS and LABELS tell what the annotations cannot.

    Without CALLED, a key is called by the title of its field.
    """
    words, labels = getattr(model, "WORDS", {}), getattr(model, "LABELS", {})
    fields = {}
    for key, info in model.model_fields.items():
        own = Shape(Kind.FILE) if Kind.FILE in info.metadata else _shape(info.annotation)
        example = str(info.examples[0]) if info.examples else ""
        own = replace(own, example=example) if example else own
        fields[key] = _worded(own, words.get(key, {}), labels.get(key, {}))
    titles = {info.title: key for key, info in model.model_fields.items() if info.title}
    needed = tuple(key for key, info in model.model_fields.items() if info.is_required())
    called = getattr(model, "CALLED", titles)
    return Shape(Kind.FIELDS, fields, needed=needed, called=called, alone=getattr(model, "ALONE", ""))


def _worded(shape: Shape, called: Mapping[str, str], labels: Mapping[str, str]) -> Shape:
    """A choice, or a list of them, with its words."""
    if shape.kind is Kind.LIST and shape.each:
        return replace(shape, each=_worded(shape.each, called, labels))
    return replace(shape, called=called, labels=labels) if shape.kind is Kind.CHOICE else shape


_LEAVES = {bool: Kind.YES, int: Kind.NUMBER, float: Kind.NUMBER, dt.date: Kind.DAY}


def _shape(annotation: Any) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Shape(Kind.FILE) if Kind.FILE in arguments[1:] else _shape(arguments[0])
    if origin in (Union, types.UnionType):
        return _shape(next(option for option in arguments if option is not type(None)))
    if origin is Literal:
        return Shape(Kind.CHOICE, choices=arguments)
    if origin is tuple:
        size = 0 if Ellipsis in arguments else len(arguments)
        return Shape(Kind.LIST, each=_shape(arguments[0]), size=size)
    if origin is dict:
        return Shape(Kind.NAMED, each=_shape(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return shape_of(annotation)
    return Shape(_LEAVES.get(annotation, Kind.TEXT))
