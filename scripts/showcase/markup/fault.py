"""What is wrong with a text, where it stands in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    code: str
    line: int  # 1-based, within the body
    message: str
    hint: str
    column: int = 1
