"""The line as it should stand, for what only its author can complete: with 【待填】 where words are missing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from showcase.project.finding import Fix
from showcase.typed.editing import Cure, Sheet
from showcase.typed.fitting import Path, existing
from showcase.typed.meant import BLANK, values
from showcase.typed.meant.blanks import blank, filled
from showcase.typed.meant.flow import leaf
from showcase.typed.meant.words import misspelt
from showcase.typed.shapes import Kind, Shape, shape_of
from showcase.typed.strict_yaml import YamlFault, load
from showcase.typed.writing import written

SURE = 0.8  # so like a key is a key that was meant


def cure(
    model: type[BaseModel], value: Any, sheet: Sheet, problem: dict[str, Any]
) -> tuple[Cure | None, Fix | None]:
    """(the line that mends `problem` of `value`, which stands in `sheet`, the correction where it is sure)."""
    shape, location = shape_of(model), problem["loc"]
    if problem["type"] == "missing" and _is_mapping(value, location[:-1]):
        wanted, key, holder = shape.at(location), str(location[-1]), shape.at(location[:-1])
        name = holder.name(key) if holder else key
        entry = f"{key}: {blank(wanted, name)}" if wanted else ""
        return (sheet.cure(sheet.added(location[:-1], entry)) if entry else None), None
    if problem["type"] == "value_error" and is_of_several(value, location):
        return _lacking(sheet, location, shape.at(location), str(problem["ctx"]["error"])), None
    path = existing(value, tuple(part for part in location if part != "[key]"))
    if problem["type"] == "extra_forbidden":
        return _unknown_key(sheet, path, shape)
    if location[-1:] == ("[key]",):
        return sheet.cure(sheet.renamed(path, values.file(str(path[-1])))), None
    above = shape.at(path[:-1]) if path else None
    if above and above.size:
        path = path[:-1]  # a pair is written anew as a pair
    if _goes_without(shape, path, sheet.value(path)):
        return sheet.cure(sheet.removed(path)), None
    while path and (wanted := shape.at(path)):
        typed, flow = sheet.value(path), sheet.in_brackets(path)
        text, sure = _spelt(wanted, typed, flow)
        edit = sheet.replaced(path, text)
        if text != typed and (found := sheet.cure(edit)) and _mends(model, value, path, text):
            return found, sheet.fix(edit) if sure else None
        for text in _candidates(wanted, typed, _name(shape, path), flow):
            found = None if sheet.is_block(path) else sheet.cure(sheet.replaced(path, text))
            if found and _mends(model, value, path, text):
                return found, None
        path = path[:-1]
    return None, None


def _spelt(shape: Shape, typed: Any, flow: bool) -> tuple[str, bool]:
    """(one value as it is spelt, whether that is sure)."""
    if not isinstance(typed, str) or shape.kind in (Kind.LIST, Kind.FIELDS, Kind.NAMED, Kind.TEXT, Kind.FILE):
        return str(typed), False
    return leaf(typed, shape, flow=flow)


def _lacking(sheet: Sheet, path: Path, shape: Shape | None, words: str) -> Cure | None:
    """The one entry that `words` ask for and nobody typed; what stands there stays as it is."""
    keys = shape.fields if shape else {}
    absent = [key for key in re.findall("[a-z_]+", words) if key in keys and key not in sheet.value(path)]
    if shape is None or len(set(absent)) != 1:
        return None
    return sheet.cure(
        sheet.added(path, f"{absent[0]}: {blank(shape.fields[absent[0]], shape.name(absent[0]))}")
    )


def _goes_without(shape: Shape, path: Path, typed: Any) -> bool:
    """Whether what was typed is said by leaving the entry away: a state that is no result yet."""
    holder, wanted = shape.at(path[:-1]), shape.at(path)
    if not path or holder is None or wanted is None or wanted.kind is not Kind.CHOICE:
        return False
    return (
        path[-1] not in holder.needed
        and "done" in wanted.choices
        and isinstance(typed, str)
        and values.plain(typed).lower() in values.UNDERWAY
    )


def _unknown_key(sheet: Sheet, path: Path, shape: Shape) -> tuple[Cure | None, Fix | None]:
    """The key that is meant where one is like it and not there yet, else the line without the entry."""
    near, holder = misspelt(path, shape.at(path[:-1])), sheet.value(path[:-1])
    if near and near not in holder:
        edit = sheet.renamed(path, near)
        sure = difflib.SequenceMatcher(None, str(path[-1]), near).ratio() >= SURE
        return sheet.cure(edit), sheet.fix(edit) if sure else None
    return sheet.cure(sheet.removed(path)), None


def _mends(model: type[BaseModel], value: Any, path: Path, new: str) -> bool:
    """Whether `new`, standing at `path`, fits; judged by that branch alone, for a file may have hundreds."""
    if BLANK in new:
        return True
    try:
        branch = load(f"k: {new}\n").value["k"]
    except YamlFault:
        return False
    for end in range(len(path), 0, -1):
        part = path[end - 1]
        branch = {part: branch} if isinstance(_value_at(value, path[: end - 1]), dict) else [branch]
    spot = tuple(0 if isinstance(part, int) else part for part in path)
    try:
        model.model_validate(branch)
    except ValidationError as err:
        return not any(problem["loc"][: len(spot)] == spot for problem in err.errors(include_url=False))
    return True


def _is_mapping(value: Any, path: Path) -> bool:
    return isinstance(_value_at(value, path), dict)


def is_of_several(value: Any, path: Path) -> bool:
    """Whether what is told at `path` is told of a whole entry, whose parts are each all right."""
    return existing(value, path) == path and _is_mapping(value, path)


def _value_at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _name(shape: Shape, path: Path) -> str:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    holder = shape.at(path[: path.index(key)]) if key else None
    return holder.name(key) if holder else key


def _candidates(shape: Shape, value: Any, name: str, flow: bool) -> Iterator[str]:
    """Ways to write what was typed at a place of that shape, likeliest first."""
    if shape.kind is Kind.FIELDS and isinstance(value, str):
        yield filled(shape, value)
    elif shape.kind is Kind.FIELDS and isinstance(value, list) and all(isinstance(v, str) for v in value):
        pairs = zip(shape.fields, value, strict=False)
        yield "{" + ", ".join(f"{key}: {written(text, flow=True)}" for key, text in pairs) + "}"
    elif shape.kind is Kind.NAMED and isinstance(value, str | list) and shape.each:
        names = re.split(r"[,，、;；\s]+", value) if isinstance(value, str) else value
        entries = (f"{name}: {filled(shape.each, '')}" for name in names if isinstance(name, str) and name)
        yield "{" + ", ".join(entries) + "}"
    elif shape.kind is Kind.LIST and shape.each:
        yield from _lists(shape.each, shape.size, value)
    elif isinstance(value, str):
        yield from _leaves(shape, value, name, flow)


def _lists(each: Shape, size: int, value: Any) -> Iterator[str]:
    if each.kind is Kind.NUMBER and size == 2:
        typed = (
            value
            if isinstance(value, list)
            else re.split(r"[,，、\s]+", value)
            if isinstance(value, str)
            else []
        )
        numbers = [_unit(text) for text in typed if isinstance(text, str)][:2]
        yield f"[{', '.join([*numbers, '0.5', '0.5'][:2])}]"
    elif each.kind is Kind.FIELDS:
        items = re.split(r"[,，、;；]\s*", value) if isinstance(value, str) else [value]
        shown = [filled(each, item) for item in items if isinstance(item, str) and item.strip()]
        if shown:
            yield f"[{', '.join(shown)}]"
    elif isinstance(value, str):
        parts = filter(None, re.split(r"[,，、;；\s]+", value))
        yield f"[{', '.join(written(part, flow=True) for part in parts)}]"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        for most in range(len(value) - 1, 0, -1):
            yield f"[{', '.join(written(item, flow=True) for item in value[:most])}]"


def _unit(text: str) -> str:
    """A number from 0 to 1; one up to 100 was meant as a percentage."""
    typed = float(values.number(text) or 0.5)
    return f"{typed:g}" if 0 <= typed <= 1 else f"{typed / 100:g}" if 1 < typed <= 100 else "0.5"


def _leaves(shape: Shape, text: str, name: str, flow: bool) -> Iterator[str]:
    if shape.kind is Kind.FILE:
        yield written(values.file(text), flow=flow)
    elif shape.kind is Kind.TEXT:
        for right in (values.moment, values.hour, values.money):
            if right(shape.example) and (spelt := right(text)):
                yield spelt
        for words in _texts(text):
            yield written(words, flow=flow)
        if text.strip() and not shape.example:
            yield written(f"{_one_line(text)}{BLANK}：再写几个字】", flow=flow)
    elif shape.kind is Kind.DAY:
        if nearest := values.nearest_day(text):
            yield nearest
        plain = values.plain(text)
        if match := re.fullmatch(r"(\d{1,2})[月./-](\d{1,2})[日号]?", plain):
            yield f"{BLANK}：哪一年】-{int(match[1]):02}-{int(match[2]):02}"
        if match := re.fullmatch(r"(\d{4})[年./-](\d{1,2})月?", plain):
            yield f"{match[1]}-{int(match[2]):02}-{BLANK}：几号】"
    elif shape.kind is Kind.YES:
        yield "true"
    yield blank(shape, name)


def _one_line(text: str) -> str:
    line = re.sub(r"\s*\n\s*", "", text)
    line = "".join(c for c in line if c.isprintable())
    return re.sub(r"<([^<>]*)>", r"〈\1〉", line).replace("<", "＜").replace(">", "＞").strip()


def _texts(text: str) -> Iterator[str]:
    """`text` without what may not stand in it, in other letters, then shortened."""
    line = _one_line(text)
    yield line
    yield line.upper()
    yield re.sub(r"[^a-z0-9]+", "-", line.lower()).strip("-") if line.isascii() else line
    for most in (120, 60, 40, 32):
        if len(line) > most:
            ends = (max(line.rfind(mark, 0, most) for mark in marks) for marks in ("。！？", "；，、"))
            cut = next((end for end in ends if end >= most // 3), most - 1)
            yield line[: cut + 1].rstrip("；，、")
