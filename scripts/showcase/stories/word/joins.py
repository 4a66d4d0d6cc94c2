"""Paragraphs that Word shows as one, and cells that lie below another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from showcase.stories.word.ooxml import Element, child, local, value, words


def joined(elements: Sequence[Element]) -> list[Element]:
    """Paragraphs whose end was deleted, or that are only a large first letter, with the next one."""
    out: list[Element] = []
    for one in elements:
        before = out[-1] if out else None
        if local(one) == "p" and before is not None and local(before) == "p" and _runs_on(before):
            own = next((at + 1 for at, part in enumerate(one) if local(part) == "pPr"), 0)
            one[own:own] = [part for part in before if local(part) != "pPr"]
            out[-1] = one
        else:
            out.append(one)
    if out and local(out[-1]) == "p" and (mark := child(out[-1], "pPr", "rPr", "del")) is not None:
        around = child(out[-1], "pPr", "rPr")
        assert around is not None
        around.remove(mark)  # nothing follows that it could run on into
    return out


def _runs_on(element: Element) -> bool:
    frame = child(element, "pPr", "framePr")
    return child(element, "pPr", "rPr", "del") is not None or value(frame, "dropCap", "none") != "none"


def covered(table: Element) -> Iterator[Element]:
    """Cells with words that a cell above reaches over."""
    rows = [one for one in table if local(one) == "tr"]
    for row in rows[1:]:
        for cell in row:
            merge = child(cell, "tcPr", "vMerge")
            if merge is not None and value(merge, default="continue") == "continue" and words(cell):
                yield cell
