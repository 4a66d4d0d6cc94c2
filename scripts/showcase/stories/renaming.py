"""A better name for a photo file, in every place of index.md that names it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from showcase.stories.drafts import split_front_matter
from showcase.typed.editing import Edit, Sheet
from showcase.typed.strict_yaml import Path, entry_lines, load_entries
from showcase.typed.writing import reads_as, written


def with_name(lines: Sequence[str], old: str, new: str) -> list[str] | None:
    """The lines of a manuscript with `new` wherever they name the photo `old`; None when one still would name `old`."""
    yaml, _, _ = split_front_matter("\n".join(lines))
    if yaml is None:
        return None
    loaded, faults = load_entries(yaml)

    def lost(first: int, last: int) -> bool:
        return any(first <= fault.line <= last for fault in faults)

    sheet = Sheet(yaml, loaded)
    edits = [sheet.renamed(("photos", old), new)]
    edits += [
        sheet.replaced(path, new) for path in loaded.marks if _is_name(path) and sheet.value(path) == old
    ]
    front = sheet.applied(*(_quoted_alike(edit, yaml) for edit in edits if edit)).split("\n")
    unread = (lines[first : last + 1] for first, last in entry_lines(yaml) if lost(first, last))
    if any(old in line for entry in unread for line in entry):
        return None
    rest = [_in_links(line, old, new) for line in lines[len(front) :]]
    return [lines[0], *front[:-1], *rest]


def _quoted_alike(edit: Edit, text: str) -> Edit:
    """The edit with its author's quotation marks, or with those that it needs."""
    mark = text[edit.start : edit.start + 1]
    if mark in ("'", '"') and reads_as(f"{mark}{edit.new}{mark}", edit.new, flow=True):
        return replace(edit, new=f"{mark}{edit.new}{mark}")
    return replace(edit, new=written(edit.new, flow=True))


def _is_name(path: Path) -> bool:
    return path == ("cover",) or (path[:1] == ("allow",) and path[-1] == "at")


def _in_links(line: str, old: str, new: str) -> str:
    """The name as the target of a photo or link: as typed, encoded as in an address, with or without ./"""
    spelled = "".join(f"(?:{re.escape(c)}|(?i:{_encoded(c)}))" for c in old)
    target = re.compile(rf"(\]\(\s*<?(?:\./)?){spelled}(?=[\s>)#])")
    return target.sub(lambda match: match[1] + new.replace(" ", "%20"), line)


def _encoded(character: str) -> str:
    return "".join(f"%{byte:02x}" for byte in character.encode())
