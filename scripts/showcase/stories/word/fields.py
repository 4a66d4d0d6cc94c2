"""Fields of a Word file: the tables of contents among them, and those whose words stand only in their code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from showcase.stories.word.ooxml import Element, child, local, value

_CONTENTS = re.compile(r"\s*TOC(?:\s|$)", re.IGNORECASE)
_LINE_OF_CONTENTS = re.compile(r'\s*(?:PAGEREF\s+"?|HYPERLINK\s+\\l\s+"?)_Toc', re.IGNORECASE)
_RAISED = re.compile(r"\\s\s*\\(?:up|do)\s*-?\d*\s*\(([^()]*)\)")
_SWITCH = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)|\\[a-z]+\s*-?\d*', re.IGNORECASE)
_RINGS = re.compile(r"[○◯□△◇]")


@dataclass
class Field:
    code: str = ""
    begun: Element | None = None
    has_result: bool = False  # the part after its code
    told: bool = False  # words of its own were seen there

    @property
    def is_contents(self) -> bool:
        return self.has_result and bool(_CONTENTS.match(self.code))

    def own_words(self) -> tuple[str, str]:
        """(words, readings above them) that Word makes from the code; nothing where the result holds them."""
        if self.told:
            return "", ""
        if re.match(r"\s*EQ\s", self.code, re.IGNORECASE):
            return _equation(re.sub(r"^\s*EQ\s+", "", self.code, flags=re.IGNORECASE))
        choices = child(self.begun, "ffData", "ddList")
        if choices is not None:
            entries = [value(one) for one in choices if local(one) == "listEntry"]
            chosen = value(child(choices, "result")) or value(child(choices, "default")) or "0"
            return (entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""), ""
        return "", ""


def is_contents_code(code: str) -> bool:
    return bool(_CONTENTS.match(code))


def is_line_of_contents(code: str) -> bool:
    return bool(_LINE_OF_CONTENTS.match(code))


def closed_fields(root: Element) -> set[Element]:
    """The beginnings of fields that end."""
    open_ones: list[Element] = []
    closed = set()
    for one in root.iter():
        if local(one) == "fldChar":
            kind = value(one, "fldCharType")
            if kind == "begin":
                open_ones.append(one)
            elif kind == "end" and open_ones:
                closed.add(open_ones.pop())
    return closed


def _equation(code: str) -> tuple[str, str]:
    """A ring around a sign, pinyin above a Han, a fraction: what is in the brackets, without the commands."""
    readings = " ".join(found.strip() for found in _RAISED.findall(code))
    rest = _RAISED.sub("", code)
    tie = "/" if re.search(r"\\f\s*\(", rest, re.IGNORECASE) else ""
    parts = [part.strip(" ()") for part in re.split(r"[,;，]", _SWITCH.sub("", rest))]
    return tie.join(filter(None, (_RINGS.sub("", part) for part in parts))), readings
