"""Attack strings in entries of lists: in each value of each entry of this project's own lists."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from conftest import ROOT
from showcase.records.kind import Kind
from showcase.records.references import referring

FILES = ("file", "captions")
Way = tuple[str | int, ...]


def own_lists(kind: Kind[Any]) -> Iterator[Path]:
    """The lists of a kind in this project, below its root."""
    for file in sorted((ROOT / "docs" / kind.folder).glob("*.yml")):
        if kind.holds(path := file.relative_to(ROOT).as_posix()):
            yield Path(path)


def typed(path: Path) -> dict[str, Any]:
    return yaml.load((ROOT / path).read_text("utf-8"), Loader=yaml.BaseLoader)


def leaves(value: Any, way: Way = ()) -> Iterator[Way]:
    """The way to each text in what was typed."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if isinstance(value, str):
        yield way
    for key, one in inner:
        yield from leaves(one, (*way, key))


def with_text(entry: Any, way: Way, text: str) -> Any:
    changed = copy.deepcopy(entry)
    place = changed
    for part in way[:-1]:
        place = place[part]
    place[way[-1]] = text
    return changed


def fits(kind: Kind[Any], entry: Any) -> bool:
    try:
        kind.record.model_validate(entry)
    except ValidationError:
        return False
    return True


def is_reference(kind: Kind[Any], way: Way) -> bool:
    return tuple("*" if isinstance(part, int) else part for part in way) in {
        w for w, _ in referring(kind.record)
    }


def attacked(kind: Kind[Any], entry: Any, attacks: Iterator[str]) -> Any:
    """`entry` with an attack in each of its texts that can hold one; a key, a day or what names something cannot."""
    for way in list(leaves(entry)):
        if (
            way[-1] not in FILES
            and not is_reference(kind, way)
            and fits(kind, changed := with_text(entry, way, next(attacks)))
        ):
            entry = changed
    return entry
