"""Everything that is wrong with a typed file, in its author's words, each with the line that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from showcase.project.finding import Fix
from showcase.typed.editing import Cure, How, Sheet
from showcase.typed.fitting import Path
from showcase.typed.meant.adopting import Assessed, assess
from showcase.typed.meant.blanks import blank, example
from showcase.typed.meant.cures import cure, is_of_several
from showcase.typed.meant.words import describe, misspelt, reason, spoken
from showcase.typed.shapes import Kind, shape_of
from showcase.typed.strict_yaml import Duplicate, Loaded

MOST_CURES = 60  # of one file; each takes a tenth of a millisecond and more


@dataclass(frozen=True)
class Fault:
    """`line` counts from the start of the text."""

    line: int
    column: int
    message: str
    hint: str | Cure
    fix: Fix | None = None
    again: bool = False  # something is written twice


def faults(model: type[BaseModel], text: str, read: Assessed, first_line: int) -> Iterator[Fault]:
    """What stands otherwise than it was meant, what cannot be read, then what does not fit, by kind."""
    lines = text.split("\n")
    lines = [read.adopted[n].text if n in read.adopted else line for n, line in enumerate(lines, 1)]
    return _together(tuple(_found(model, text, read, first_line)), lines)


def _together(found: tuple[Fault, ...], lines: list[str]) -> Iterator[Fault]:
    """The same; several cures of one line become one line with all of them, so that copying one undoes no other."""
    by_line: dict[int, list[Fix]] = {}
    for fault in found:
        if (right := _whole_line(fault)) is not None:
            by_line.setdefault(fault.line, []).append(difference(lines[fault.line - 1], right))
    for fault in found:
        edits = sorted(dict.fromkeys(by_line.get(fault.line, ())), key=lambda edit: (edit.start, edit.end))
        apart = all(one.end <= other.start for one, other in pairwise(edits))
        if _whole_line(fault) is None or len(edits) < 2 or not apart:
            yield fault
            continue
        line = lines[fault.line - 1]
        for edit in reversed(edits):
            line = line[: edit.start - 1] + edit.text + line[edit.end - 1 :]
        yield replace(fault, hint=Cure(line))


def _whole_line(fault: Fault) -> str | None:
    return fault.hint.text if isinstance(fault.hint, Cure) and fault.hint.how is How.INSTEAD else None


def _found(model: type[BaseModel], text: str, read: Assessed, first_line: int) -> Iterator[Fault]:
    lines = text.split("\n")
    yield from _misspelt(model, text, read)
    lines = [read.adopted[n].text if n in read.adopted else line for n, line in enumerate(lines, 1)]
    yield from (Fault(fault.line, fault.column, fault.message, fault.hint) for fault in read.faults)
    if read.fitted is None:
        if not read.faults:
            yield Fault(1, 1, "这里应当是一行一项的“键: 值”", "例如 title: 凌晨四点的灯")
        return
    places = Sheet("\n".join(lines), read.loaded)
    yield from (_twice(twice, places, first_line) for twice in read.loaded.duplicates)
    yield from (_empty(model, places, spot) for spot in sorted(read.unfit, key=str))
    yield from _unfitting(model, read, places)


def _misspelt(model: type[BaseModel], text: str, read: Assessed) -> Iterator[Fault]:
    """The lines that were read otherwise than they stand."""
    if not read.adopted:
        return
    lines, typed = text.split("\n"), assess(model, text)
    said = {fault.line: fault.message for fault in typed.faults}
    for problem in typed.problems:
        if problem["type"] == "missing":
            continue  # told at what lacks it
        message, instead = describe(problem, model)
        place = _nearest(typed.loaded, problem["loc"])
        said.setdefault(place[0], f"{message}，{instead}" if instead else message)
    for number, line in sorted(read.adopted.items()):
        before, after = lines[number - 1], line.text
        fix = difference(before, after)
        why = reason(before, after) or said.get(number, "写法不对")
        yield Fault(number, fix.start, why, Cure(after), fix if line.sure else None)


def difference(before: str, after: str) -> Fix:
    """The smallest replacement that makes `after` of `before`."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    most = min(len(before), len(after)) - start
    end = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    return Fix(start + 1, len(before) - end + 1, after[start : len(after) - end])


def _twice(twice: Duplicate, places: Sheet, first_line: int) -> Fault:
    line, column = twice.again
    typed = places.line(line)
    alone = column == 1 and not typed.startswith(" ") and not typed.rstrip().endswith(":")
    hint = Cure(typed, How.DROP) if alone else "只留一处"
    words = f"{twice.key} 写了两次，第一次在第 {twice.first[0] + first_line - 1} 行"
    return Fault(line, column, words, hint, again=True)


def _empty(model: type[BaseModel], places: Sheet, spot: Path) -> Fault:
    shape = shape_of(model)
    holder, wanted = shape.at(spot[:-1]), shape.at(spot)
    line, column = places.loaded.marks[spot]
    message = f"{spoken(spot)} 空着，或只写了 true、null 一类的词"
    needed = holder is not None and spot[-1] in holder.needed
    found = None
    if wanted and holder and needed and wanted.kind not in (Kind.LIST, Kind.NAMED, Kind.FIELDS):
        found = places.cure(places.replaced(spot, blank(wanted, holder.name(str(spot[-1])))))
    found = found or places.cure(places.removed(spot))
    return Fault(line, column, message, found or "写上内容，或删掉这一行")


def _unfitting(model: type[BaseModel], read: Assessed, places: Sheet) -> Iterator[Fault]:
    lost: set[Path] = {(fault.key,) for fault in read.faults}
    lost |= {spot for problem in read.problems if (spot := _meant_by(model, problem))}
    told = 0
    for problem in read.problems:
        if problem["type"] == "missing" and problem["loc"] in lost:
            continue  # it is there and cannot be read
        found, fix = cure(model, read.loaded.value, places, problem) if told < MOST_CURES else (None, None)
        told += 1
        line, column = _nearest(read.loaded, problem["loc"])
        message, instead = describe(problem, model)
        if found and instead:
            message = f"{message}，{instead}"
        yield Fault(
            line,
            column,
            message,
            found or instead or _whole(model, read.loaded.value, problem),
            None if line in read.adopted else fix,
        )


def _meant_by(model: type[BaseModel], problem: Any) -> Path | None:
    """Where what stands below a misspelt key belongs: that key is not missing."""
    location = problem["loc"]
    near = (
        misspelt(location, shape_of(model).at(location[:-1]))
        if problem["type"] == "extra_forbidden"
        else None
    )
    return (*location[:-1], near) if near else None


def _whole(model: type[BaseModel], value: Any, problem: dict[str, Any]) -> str:
    """What to write where no one line mends it: the entry anew, on one line; nothing where its parts are all right."""
    location = problem["loc"]
    if not location or (problem["type"] == "value_error" and is_of_several(value, location)):
        return ""
    shape, key = shape_of(model), str(location[0])
    wanted = shape.fields.get(key)
    return f"这一项重新写成一行，例如 {key}: {example(wanted, shape.name(key))}" if wanted else "删掉这一项"


def _nearest(loaded: Loaded, location: Path) -> tuple[int, int]:
    """The place of the value at `location`, or of what holds it."""
    for end in range(len(location), -1, -1):
        if location[:end] in loaded.marks:
            return loaded.marks[location[:end]]
    return (1, 1)
