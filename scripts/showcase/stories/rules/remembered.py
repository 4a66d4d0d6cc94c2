"""What the rules found in a manuscript or a page when it was read last; they are asked again where something is another.

What they find follows from its bytes, the photos beside it and what is written in those, from the house's
words, the day, and the program. All of that is in the key of each answer, and nothing else is known to a rule.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from showcase.brand.organisation import Organisation
from showcase.project.cache import Cache
from showcase.project.finding import Finding
from showcase.project.kept import Kept, key_of
from showcase.stories.rules import check, check_page
from showcase.stories.rules.rule import Subject

ENTRY = "found"
_FINDINGS = TypeAdapter(tuple[Finding, ...])


class Remembered:
    """Answers of earlier runs."""

    def __init__(self, shelf: Cache) -> None:
        self._kept = Kept(shelf, ENTRY)
        self._houses: dict[int, str] = {}

    def check(self, subject: Subject) -> tuple[Finding, ...]:
        """What every rule finds in one manuscript, in the order of the rules."""
        draft = subject.draft
        facts = (draft.path, draft.photos, sorted(subject.photo_texts.items()), subject.motto, subject.today)
        key = key_of(self._house(subject.organisation), hashlib.sha256(draft.source).hexdigest(), *facts)
        return self._answer(key, lambda: check(subject))

    def check_page(
        self,
        file: str,
        text: str,
        body_line: int,
        organisation: Organisation,
        motto: tuple[str, ...],
        today: dt.date,
    ) -> tuple[Finding, ...]:
        """What the rules of copy and privacy find in a hand-written page; its body begins on `body_line`."""
        key = key_of(self._house(organisation), "page", file, text, body_line, motto, today)
        return self._answer(key, lambda: check_page(file, text, body_line, organisation, motto, today))

    def _answer(self, key: str, ask: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
        if known := self._kept.get(key):
            with contextlib.suppress(ValidationError):
                return _FINDINGS.validate_json(known)
        found = tuple(ask())
        with contextlib.suppress(PydanticSerializationError):  # words that are no text
            self._kept.put(key, _FINDINGS.dump_json(found))
        return found

    def save(self) -> None:
        """Keeps what was asked for in this run."""
        self._kept.save()

    def _house(self, organisation: Organisation) -> str:
        house = id(organisation)
        if house not in self._houses:
            self._houses[house] = key_of(organisation.model_dump_json())
        return self._houses[house]
