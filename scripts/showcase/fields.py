"""The kinds of value people type into YAML, and what to tell them when one does not fit."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from showcase.errors import ProjectError, fault
from showcase.finding import Finding, Place, error
from showcase.project import plain
from showcase.strict_yaml import Loaded, YamlFault, load

# Bidirectional controls, zero-width characters and other invisible ones: they make a name look
# like another. Variation selectors and the emoji joiner are refused with them.
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
                       "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")  # fmt: skip


def has_control(text: str, allowed: str = "") -> bool:
    """Whether a control, bidi, zero-width or unassigned character is in `text`."""
    return any(
        unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in allowed for c in text
    ) or bool(INVISIBLE.search(text))


def one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise ValueError("只能写一行")
    if has_control(text):
        raise ValueError("含有看不见的控制字符，请删掉后重新输入")
    if "<" in text or ">" in text:
        raise ValueError("不能有 < 或 >；书名号请用《》或〈〉")
    return text.strip()


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
            bounds = f"{least}–{most} 个字" if least else f"不超过 {most} 个字"
            raise ValueError(f"现在有 {len(text)} 个字，应为{bounds}")
        return text

    return check


Model = TypeVar("Model", bound=BaseModel)

OneLine = Annotated[str, AfterValidator(one_line)]
Name = Annotated[str, AfterValidator(one_line), AfterValidator(_filled), AfterValidator(length(1, 60))]
Day = Annotated[dt.date, BeforeValidator(_day)]
Yes = Annotated[bool, BeforeValidator(_yes)]
Decimal = Annotated[float, BeforeValidator(_decimal)]
Whole = Annotated[int, BeforeValidator(_whole)]


class Typed(BaseModel):
    """A mapping as a person typed it: unknown keys are refused, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_WORDS = {
    "missing": "缺少这一项",
    "list_type": "这里要写成列表，例如 [甲, 乙]",
    "tuple_type": "这里要写成列表，例如 [甲, 乙]",
    "dict_type": "这里要写成“键: 值”",
    "mapping_type": "这里要写成“键: 值”",
    "model_type": "这里要写成“键: 值”",
    "model_attributes_type": "这里要写成“键: 值”",
    "string_type": "这里要写一行文字",
}


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    """Takes some 15 ms to make; a story may have hundreds of unknown keys."""
    return model.model_json_schema()


def _known_keys(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    schema = _schema(model)
    for part in location[:-1]:
        schema = _deeper(schema, part, model)
    return list(schema.get("properties", {}))


def _deeper(schema: dict[str, Any], part: str | int, model: type[BaseModel]) -> dict[str, Any]:
    if isinstance(part, int):
        inner = schema.get("items", {})
    else:
        inner = schema.get("properties", {}).get(part) or schema.get("additionalProperties") or {}
    if not isinstance(inner, dict):
        return {}
    for option in inner.get("anyOf", []):
        if "$ref" in option or "properties" in option or "items" in option:
            inner = option
    if "$ref" in inner:
        inner = _schema(model)["$defs"][inner["$ref"].rsplit("/", 1)[1]]
    return dict(inner)


def describe(problem: Any, model: type[BaseModel]) -> tuple[str, str]:
    """A pydantic error in the author's words: (message, hint)."""
    location, kind, context = problem["loc"], problem["type"], problem.get("ctx", {})
    name = ".".join(str(part) for part in location) or "整份内容"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(location[-1]), _known_keys(model, location), n=1, cutoff=0.5)
        hint = f"是不是想写 {near[0]}？" if near else "删掉这一项，或对照投稿指南里的写法"
        return f"没有 {name} 这一项", hint
    if kind == "value_error":
        return f"{name}：{context['error']}", ""
    if kind in ("literal_error", "enum"):
        return f"{name}：“{problem['input']}”不在可选的值里", f"可以写 {context['expected']}".replace("'", "").replace(" or ", "、").replace(", ", "、")  # fmt: skip
    if kind == "too_long":
        return f"{name}：最多 {context['max_length']} 项", ""
    if kind == "too_short":
        return f"{name}：至少 {context['min_length']} 项", ""
    return f"{name}：{_WORDS.get(kind, '写法不对')}", ""


def read_typed(
    model: type[Model], text: str, path: str, code: str, *, first_line: int = 1
) -> tuple[Model | None, list[Finding]]:
    """`text` (YAML) as `model`, with every fault as an error `code` at its own line of `path`.

    `first_line` is the line of the file on which `text` begins.
    """
    value, findings, _ = read_marked(model, text, path, code, first_line=first_line)
    return value, findings


def read_marked(
    model: type[Model], text: str, path: str, code: str, *, first_line: int = 1
) -> tuple[Model | None, list[Finding], Loaded]:
    """As `read_typed`, with what was typed and where; its lines count from the start of `text`."""

    def at(line: int, column: int = 1) -> Place:
        return Place(path, line + first_line - 1, column)

    try:
        loaded = load(text)
    except YamlFault as fault:
        return None, [error(code, at(fault.line, fault.column), fault.message, fault.hint)], Loaded()
    findings = [
        error(
            code,
            at(*twice.again),
            f"{twice.key} 写了两次，第一次在第 {twice.first[0] + first_line - 1} 行",
            "只留一处",
        )
        for twice in loaded.duplicates
    ]
    if not isinstance(loaded.value, dict):
        unlisted = error(code, at(1), "这里应当是一行一项的“键: 值”", "对照投稿指南里的例子")
        return None, [unlisted], Loaded()
    findings += [
        error(
            code,
            at(*loaded.marks[spot]),
            f"{'.'.join(map(str, spot))} 空着，或只写了 true、null 一类的词",
            "写上内容，或删掉这一行",
        )
        for spot in sorted(loaded.bare, key=str)
        if not _may_be_bare(model, spot)
    ]
    try:
        value = model.model_validate(loaded.value)
    except ValidationError as err:
        for problem in err.errors(include_url=False):
            if problem["loc"] in loaded.bare:
                continue  # named above
            findings.append(error(code, at(*_nearest(loaded, problem["loc"])), *describe(problem, model)))
        return None, findings, loaded
    return (None if findings else value), findings, loaded


def read_settings(model: type[Model], file: Path, shown: str) -> Model:
    """A settings file of the project itself, named `shown` in messages.

    Raises:
        ProjectError: it is missing, not UTF-8 or does not fit; one line, with the first fault.
    """
    try:
        text = plain(file).read_text("utf-8-sig")
    except FileNotFoundError:
        raise ProjectError(f"缺少 {shown}") from None
    except UnicodeDecodeError:
        raise ProjectError(f"{shown} 不是 UTF-8 编码，请另存为 UTF-8") from None
    except OSError as err:
        raise ProjectError(f"{shown} 打不开：{fault(err)}") from err
    value, findings = read_typed(model, text, shown, "SET001")
    if value is None:
        first = findings[0]
        more = f"（另有 {len(findings) - 1} 处）" if len(findings) > 1 else ""
        hint = f"；{first.hint}" if first.hint else ""
        raise ProjectError(f"{first.place}: {first.message}{hint}{more}")
    return value


def _may_be_bare(model: type[BaseModel], spot: tuple[str | int, ...]) -> bool:
    """Whether the schema wants true/false at `spot`, so that a bare word is right there."""
    return len(spot) == 1 and spot[0] in getattr(model, "BARE", ())


def _nearest(loaded: Loaded, location: tuple[str | int, ...]) -> tuple[int, int]:
    """The place of the value at `location`, or of what holds it."""
    for end in range(len(location), -1, -1):
        if location[:end] in loaded.marks:
            return loaded.marks[location[:end]]
    return (1, 1)
