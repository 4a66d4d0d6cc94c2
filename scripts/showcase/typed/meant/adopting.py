"""Which lines are taken as they were meant: only those without which the front matter cannot be read.

So a title with a colon in it, or a credit with a comma, stays as its author typed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from showcase.typed.fitting import Fit, Path, existing, fit
from showcase.typed.meant import BLANK
from showcase.typed.meant.walk import Line, walk
from showcase.typed.shapes import shape_of
from showcase.typed.strict_yaml import Loaded, YamlFault, entry_lines, load_entries

TRIES = 80  # readings of one front matter; each takes a millisecond


@dataclass(frozen=True)
class Assessed:
    """A text as it is read: what does not fit, and how bad that is."""

    loaded: Loaded
    faults: tuple[YamlFault, ...]
    unfit: frozenset[Path]  # empty, or a word that means nothing
    fitted: Fit | None  # None where there is no entry at all
    adopted: Mapping[int, Line]  # by line of the text, 1-based

    @property
    def weight(self) -> tuple[int, int]:
        """An entry that cannot be read weighs more than all that do not fit."""
        if self.fitted is None:
            return len(self.faults) + 1, 0
        return len(self.faults), len({p["loc"] for p in self.problems} | self.unfit) + len(
            self.loaded.duplicates
        )

    @property
    def problems(self) -> list[dict[str, Any]]:
        """What does not fit, without what is empty or still to be filled in: that is said once, as such."""
        found = self.fitted.problems if self.fitted else ()
        return [p for p in found if p["type"] == "extra_forbidden" or not self._is_blank(p["loc"])]

    def _is_blank(self, location: Path) -> bool:
        path = existing(self.loaded.value, location)
        typed = self.loaded.value
        for part in path:
            typed = typed[part]
        return path in self.unfit or (isinstance(typed, str) and BLANK in typed)


def assess(model: type[BaseModel], text: str, adopted: Mapping[int, Line] | None = None) -> Assessed:
    """`text` with the `adopted` lines in place of its own."""
    lines = text.split("\n")
    for number, line in (adopted or {}).items():
        lines[number - 1] = line.text
    loaded, faults = load_entries("\n".join(lines))
    if not isinstance(loaded.value, dict):
        return Assessed(loaded, tuple(faults), frozenset(), None, adopted or {})
    may_be_bare = {(key,) for key in getattr(model, "BARE", ())}
    unfit = frozenset(loaded.bare - may_be_bare)
    return Assessed(loaded, tuple(faults), unfit, fit(model, loaded.value, unfit), adopted or {})


def as_meant(model: type[BaseModel], text: str) -> Assessed:
    """`text` with as few lines as possible in place of those that keep it from being read."""
    best = assess(model, text)
    if best.weight == (0, 0):
        return best
    lines = text.split("\n")
    meant = walk(lines, shape_of(model))
    changed = {n: new for n, (old, new) in enumerate(zip(lines, meant, strict=True), 1) if new.text != old}
    tries = 0
    for group in _groups(text, changed):
        tried = assess(model, text, {**best.adopted, **group})
        tries += 1
        if tried.weight >= best.weight:
            continue
        best = tried
        for number in group if tries + len(group) <= TRIES else ():
            fewer = assess(model, text, {n: line for n, line in best.adopted.items() if n != number})
            tries += 1
            best = fewer if fewer.weight <= best.weight else best
    return best


def _groups(text: str, changed: Mapping[int, Line]) -> Iterator[dict[int, Line]]:
    """The changed lines of each entry, together with those of the entries right behind it that change too."""
    group: dict[int, Line] = {}
    for first, last in entry_lines(text):
        own = {n: changed[n] for n in range(first, last + 1) if n in changed}
        if not own and group:
            yield group
            group = {}
        group |= own
    if group:
        yield group
