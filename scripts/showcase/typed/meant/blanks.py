"""What is written where only the author can go on: 【待填：…】, and a whole {…} with such blanks."""

from __future__ import annotations

from showcase.typed.meant import BLANK, values
from showcase.typed.shapes import Kind, Shape
from showcase.typed.writing import written


def blank(shape: Shape, name: str) -> str:
    """What stands for a value that is still to be written."""
    words = {Kind.DAY: "2026-03-05 的样子", Kind.YES: "true 或 false", Kind.NUMBER: "一个数"}
    told = f"例如 {shape.example}" if shape.example else words.get(shape.kind, name)
    *first, last = shape.choices or (told,)
    return f"{BLANK}：{'、'.join(first)}{' 或 ' if first else ''}{last}】"


def filled(shape: Shape, text: str) -> str:
    """{…} with `text` at the key it fits best, and a blank at each other key that must be there."""
    filled = _fitting_key(shape, text)
    keys = [key for key in shape.fields if key == filled or key in shape.needed]
    if not keys:
        keys = [key for key, inner in shape.fields.items() if inner.kind is Kind.CHOICE]
    parts = []
    for key in keys:
        inner = shape.fields[key]
        right = _leaf(inner, text) if key == filled else None
        parts.append(f"{key}: {right or blank(inner, shape.name(key))}")
    return "{" + ", ".join(parts) + "}"


def _fitting_key(shape: Shape, text: str) -> str:
    if not text:
        return ""
    strict = [
        key for key, inner in shape.fields.items() if inner.kind is not Kind.TEXT and _leaf(inner, text)
    ]
    return strict[0] if strict else shape.alone


def _leaf(shape: Shape, text: str) -> str | None:
    """`text` as one value of that shape, where it is one."""
    if shape.kind is Kind.DAY:
        return values.day(text)
    if shape.kind is Kind.CHOICE:
        found = values.chosen(text, shape)
        return found[0] if found else None
    if shape.kind is Kind.TEXT:
        return written(text, flow=True)
    return None


def example(shape: Shape, name: str) -> str:
    """A whole value of that shape with nothing filled in."""
    if shape.example and shape.kind is Kind.LIST:
        return shape.example
    if shape.kind is Kind.FIELDS:
        return filled(shape, "")
    if shape.kind is Kind.NAMED and shape.each:
        return "{deng.jpg: " + example(shape.each, name) + "}"
    if shape.kind is Kind.LIST and shape.each:
        return "[0.5, 0.5]" if shape.each.kind is Kind.NUMBER else f"[{example(shape.each, name)}]"
    return blank(shape, name)
