"""What the rules found in a manuscript when it was read last; they are asked again only where something is another.

What they find follows from a manuscript's bytes, the photos beside it and what is written in those, from the house's
words, the day, and the program. All of that is in the key of each answer, and nothing else is known to a rule.
"""

from __future__ import annotations

import contextlib
import hashlib

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from showcase.project.cache import Cache
from showcase.project.finding import Finding
from showcase.project.kept import Kept, key_of
from showcase.stories.rules import check
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
        key = self._key(subject)
        if known := self._kept.get(key):
            with contextlib.suppress(ValidationError):
                return _FINDINGS.validate_json(known)
        found = tuple(check(subject))
        with contextlib.suppress(PydanticSerializationError):  # words that are no text
            self._kept.put(key, _FINDINGS.dump_json(found))
        return found

    def save(self) -> None:
        """Keeps what was asked for in this run."""
        self._kept.save()

    def _key(self, subject: Subject) -> str:
        draft, house = subject.draft, id(subject.organisation)
        if house not in self._houses:
            self._houses[house] = key_of(subject.organisation.model_dump_json())
        facts = (draft.path, draft.photos, sorted(subject.photo_texts.items()), subject.motto, subject.today)
        return key_of(self._houses[house], hashlib.sha256(draft.source).hexdigest(), *facts)
