"""What is wrong with a line or a value, in its author's words."""

from __future__ import annotations

import difflib
import re
from typing import Any

from pydantic import BaseModel

from showcase.typed.fitting import Path
from showcase.typed.meant import values
from showcase.typed.shapes import Shape, shape_of

_TYPES = {
    "missing": "缺少这一项",
    "list_type": "这里要写成列表，例如 [甲, 乙]",
    "tuple_type": "这里要写成列表，例如 [甲, 乙]",
    "dict_type": "这里要写成“键: 值”",
    "mapping_type": "这里要写成“键: 值”",
    "model_type": "这里要写成“键: 值”",
    "model_attributes_type": "这里要写成“键: 值”",
    "string_type": "这里要写一行文字",
}

_BOUNDS = {
    "greater_than_equal": "不小于",
    "less_than_equal": "不大于",
    "greater_than": "大于",
    "less_than": "小于",
}


def spoken(path: Path) -> str:
    """people 第 2 项的 consent"""
    said = ""
    for part in path:
        if isinstance(part, int):
            said += f" 第 {part + 1} 项"
        else:
            said += f" 的 {part}" if said else part
    return said.replace("项 的", "项的") or "整份内容"


def describe(problem: Any, model: type[BaseModel]) -> tuple[str, str]:
    """A pydantic error in the author's words: (message, what may be written instead where that is a list)."""
    location, kind, context = problem["loc"], problem["type"], problem.get("ctx", {})
    if len(location) > 1:  # pydantic's own sign for the key of an entry
        location = tuple(part for part in location if part != "[key]")
    name, holder = spoken(location), shape_of(model).at(location[:-1])
    if kind == "extra_forbidden":
        near = misspelt(location, holder)
        return f"没有 {name} 这一项", f"是不是想写 {near}？" if near else ""
    if kind == "value_error":
        return f"{name}：{context['error']}", ""
    if kind in ("literal_error", "enum"):
        shape = shape_of(model).at(location)
        known = told(shape) if shape else str(context["expected"]).replace("'", "").replace(" or ", " 或 ")
        return f"{name}：“{problem['input']}”不在可选的值里", f"可以写 {known}"
    if kind == "too_long":
        return f"{name}：最多 {context['max_length']} 项", ""
    if kind == "too_short":
        return f"{name}：至少 {context['min_length']} 项", ""
    if kind in _BOUNDS:
        bound = context.get(kind[0] + ("t" if kind in ("greater_than", "less_than") else "e"))
        return f"{name}：要{_BOUNDS[kind]} {bound:g}", ""
    called = holder.name(str(location[-1])) if holder and location else ""
    if kind == "missing" and called != location[-1]:
        return f"{name}（{called}）：缺少这一项", ""
    return f"{name}：{_TYPES.get(kind, '写法不对')}", ""


def told(shape: Shape) -> str:
    """What may be chosen, each by its name and what is typed for it: 拟稿（draft）、已核定（adopted）."""
    named = [f"{shape.labels[key]}（{key}）" for key in shape.choices if key in shape.labels]
    if len(named) == len(shape.choices):
        return "、".join(named)
    return "、".join(shape.choices[:-1]) + (" 或 " if len(shape.choices) > 1 else "") + shape.choices[-1]


def misspelt(location: Path, holder: Shape | None) -> str | None:
    """The key that is meant by the last of `location`, which is none."""
    keys = holder.fields if holder else ()
    near = difflib.get_close_matches(str(location[-1]), keys, n=1, cutoff=0.7)
    return near[0] if near else None


_WIDE = (
    ("冒号", "[：]"),
    ("括号", "[｛｝［］【】（）]"),
    ("逗号", "[，、；]"),
    ("短横", "[－–—•·]"),
    ("井号", "[＃]"),
)
_BLANK = re.compile("^ *[\t\u3000\u00a0]")
_KEY = re.compile(r"\s*(?:[-－–—•·]\s*)?[\"'“]?([^:：\"'”]+?)[\"'”]?\s*[:：]")


def reason(before: str, after: str) -> str:
    """Why `before` cannot be read, judged by what `after` has in its place; empty where that does not tell."""
    said = []
    if _BLANK.match(before):
        said.append("缩进要用普通的空格")
    old, new = _KEY.match(before), _KEY.match(after)
    if old and new and values.plain(old[1]) != new[1]:
        said.append(f"没有“{old[1].strip()}”这一项，要写 {new[1]}")
    wide = [
        name for name, pattern in _WIDE if len(re.findall(pattern, before)) > len(re.findall(pattern, after))
    ]
    if wide:
        said.append(f"{'、'.join(wide)}打成了全角，程序读不出来")
    if not said:
        said += _narrow_reason(before, after)
    return "；".join(said)


def _narrow_reason(before: str, after: str) -> list[str]:
    squeezed, spaced = re.sub(r"\s", "", before), re.sub(r"\s", "", after)
    if squeezed == spaced:
        indent = len(before) - len(before.lstrip()) != len(after) - len(after.lstrip())
        return ["缩进不对" if indent else "冒号或短横后面要空一格"]
    if sorted(re.sub("[\"'“”‘’]", "", squeezed)) == sorted(re.sub("[\"'“”‘’]", "", spaced)):
        return ["引号没有成对，或这一句要加引号"]
    return []
