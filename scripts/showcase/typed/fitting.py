"""What of a value fits a schema, and which parts do not: one bad part never hides its neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

Path = tuple[str | int, ...]

ROUNDS = 8  # a part taken away may leave its holder incomplete; holders are nested less deep than this


@dataclass(frozen=True)
class Fit:
    """`problems` are pydantic's own, each `loc` a path of the value as typed; `faulty` paths are not in `part`."""

    whole: BaseModel | None
    problems: tuple[dict[str, Any], ...]
    part: dict[str, Any]
    faulty: frozenset[Path]


def fit(model: type[BaseModel], value: dict[str, Any], unfit: Iterable[Path] = ()) -> Fit:
    """`value` as `model`, and what remains of it without the parts that do not fit; `unfit` ones are known before."""
    faulty = frozenset(unfit)
    try:
        whole: BaseModel | None = model.model_validate(value)
        problems: list[Any] = []
    except ValidationError as err:
        whole, problems = None, list(err.errors(include_url=False))
    for _ in range(ROUNDS):
        part = without(value, faulty)
        try:
            model.model_validate(part)
            break
        except ValidationError as err:
            spots = {_culprit(value, faulty, dict(problem)) for problem in err.errors(include_url=False)}
        if not spots - {()}:
            break  # only whole keys are missing
        faulty |= spots - {()}
    else:
        part = {}
    return Fit(whole if not faulty else None, tuple(map(dict, problems)), part, faulty)


def _culprit(value: Any, faulty: frozenset[Path], problem: dict[str, Any]) -> Path:
    """The part to take away; () for a key that is missing from the whole."""
    location: Path = problem["loc"]
    if problem["type"] == "missing":
        location = location[:-1]
    return existing(value, typed_path(value, faulty, location))


def existing(value: Any, path: Path) -> Path:
    """The longest beginning of `path` that is there."""
    for length, part in enumerate(path):
        inside = isinstance(value, dict) and part in value
        inside = inside or (isinstance(value, list) and isinstance(part, int) and part < len(value))
        if not inside:
            return path[:length]
        value = value[part]
    return path


def without(value: Any, faulty: frozenset[Path], path: Path = ()) -> Any:
    """`value` without the parts at `faulty`."""
    if isinstance(value, dict):
        return {
            key: without(inner, faulty, (*path, key))
            for key, inner in value.items()
            if (*path, key) not in faulty
        }
    if isinstance(value, list):
        return [without(value[index], faulty, (*path, index)) for index in _kept(value, faulty, path)]
    return value


def typed_path(value: Any, faulty: frozenset[Path], path: Path) -> Path:
    """Where what stands at `path` of `without(value, faulty)` was typed."""
    typed: Path = ()
    for part in path:
        if isinstance(value, list) and isinstance(part, int):
            kept = _kept(value, faulty, typed)
            part = kept[part] if part < len(kept) else part
            value = value[part] if part < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
        typed = (*typed, part)
    return typed


def _kept(value: list[Any], faulty: frozenset[Path], path: Path) -> list[int]:
    return [index for index in range(len(value)) if (*path, index) not in faulty]
