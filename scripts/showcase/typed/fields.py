"""The kinds of value people type into YAML, and what to tell them when one does not fit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sized
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from showcase.project.finding import Finding, Place, Severity
from showcase.typed.line import one_line
from showcase.typed.meant.adopting import as_meant
from showcase.typed.meant.faults import faults
from showcase.typed.strict_yaml import Loaded


def _filled(text: str) -> str:
    if not text:
        raise ValueError("不能空着")
    return text


def _day(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError("日期写成 2026-03-05 的样子")
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError("没有这一天") from None
    return value


def _yes(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    raise ValueError("只能写 true 或 false")


def _decimal(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?\d{1,6}(\.\d{1,6})?", value):
            raise ValueError("这里写一个数，例如 0.5")
        return float(value)
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?\d{1,9}", value):
            raise ValueError("这里写一个整数")
        return int(value)
    return value


def length(least: int, most: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not least <= len(text) <= most:
            bounds = f" {least}–{most} 个字" if least else f"不超过 {most} 个字"
            raise ValueError(f"现在有 {len(text)} 个字，应为{bounds}")
        return text

    return check


def between(least: float, most: float) -> Callable[[Number], Number]:
    def check(value: Number) -> Number:
        if not least <= value <= most:
            raise ValueError(f"现在是 {value:g}，应在 {least:g} 到 {most:g} 之间")
        return value

    return check


def several(least: int, most: int) -> Callable[[Items], Items]:
    """Pydantic's own limits count no item that does not fit, and then miss it."""

    def check(items: Items) -> Items:
        if not least <= len(items) <= most:
            raise ValueError(f"现在有 {len(items)} 项，应为 {least}–{most} 项")
        return items

    return check


Model = TypeVar("Model", bound=BaseModel)
Items = TypeVar("Items", bound=Sized)
Number = TypeVar("Number", int, float)

OneLine = Annotated[str, AfterValidator(one_line)]
Name = Annotated[str, AfterValidator(one_line), AfterValidator(_filled), AfterValidator(length(1, 60))]
Day = Annotated[dt.date, BeforeValidator(_day)]
Yes = Annotated[bool, BeforeValidator(_yes)]
Decimal = Annotated[float, BeforeValidator(_decimal)]
Whole = Annotated[int, BeforeValidator(_whole)]


class Typed(BaseModel):
    """A mapping as a person typed it: unknown keys are refused, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


@dataclass(frozen=True)
class Reading(Generic[Model]):
    """`value` is there only when `findings` is empty; `part` is what fits all the same, as typed."""

    value: Model | None
    findings: tuple[Finding, ...]
    loaded: Loaded  # what was typed and where, counted from the start of the text
    part: dict[str, Any]
    faulty: frozenset[tuple[str | int, ...]]  # what was typed and is not in `part`; () for all of it
    meant: Mapping[int, str]  # lines of the text that were read otherwise than they stand


def read_typed(
    model: type[Model], text: str, path: str, code: str, *, first_line: int = 1
) -> tuple[Model | None, tuple[Finding, ...]]:
    """`text` (YAML) as `model`, with every fault as an error `code` at its own line of `path`.

    `first_line` is the line of the file on which `text` begins.
    """
    reading = read_marked(model, text, path, code, first_line=first_line)
    return reading.value, reading.findings


def read_marked(
    model: type[Model], text: str, path: str, code: str, *, first_line: int = 1
) -> Reading[Model]:
    """As `read_typed`, with what was typed, where, and what of it can be used."""
    read = as_meant(model, text)
    meant = {number: line.text for number, line in read.adopted.items()}
    findings = tuple(
        Finding(
            code,
            Severity.ERROR,
            Place(path, fault.line + first_line - 1, fault.column),
            fault.message,
            str(fault.hint),
            fix=fault.fix,
        )
        for fault in faults(model, text, read, first_line)
    )
    if read.fitted is None:
        return Reading(None, findings, Loaded(), {}, frozenset({()}), meant)
    lost = frozenset((fault.key,) for fault in read.faults if fault.key)
    whole = read.fitted.whole if isinstance(read.fitted.whole, model) and not findings else None
    return Reading(whole, findings, read.loaded, read.fitted.part, read.fitted.faulty | lost, meant)
