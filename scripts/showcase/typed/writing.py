"""Texts, lists and mappings as a person would type them in YAML: what is written reads as the same again."""

from __future__ import annotations

import re
from typing import Any

from showcase.typed.strict_yaml import NOT_TEXT, YamlFault, load

_ESCAPED = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def written(text: str, *, flow: bool = False) -> str:
    """`text` as a value, quoted only where it must be; `flow`: also between brackets, and as a key."""
    if text.lower() not in NOT_TEXT and text != "<<" and reads_as(text, text, flow=flow):
        return text
    return '"' + re.sub(r'["\\]|[^ -~]', _shown, text) + '"'


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    if character in _ESCAPED or character.isprintable():
        return _ESCAPED.get(character, character)
    return f"\\U{ord(character):08x}"


def reads_as(raw: str, text: str, *, flow: bool = False) -> bool:
    """Whether `raw`, standing where a value stands, is read as `text`."""
    try:
        alone = load(f"k: {raw}\n").value == {"k": text}
        return alone and (not flow or load(f"k: [{raw}]\n").value == {"k": [text]})
    except YamlFault:
        return False


def inline(value: Any) -> str:
    """Mappings, lists and texts on one line."""
    if isinstance(value, dict):
        return "{" + entries(value) + "}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(inline, value))}]"
    return written(str(value), flow=True)


def entries(mapping: dict[str, Any]) -> str:
    """The entries of `mapping` as they stand between { and }."""
    return ", ".join(f"{written(key, flow=True)}: {inline(value)}" for key, value in mapping.items())
