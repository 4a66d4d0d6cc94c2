"""What the rules found in a manuscript when it was read last; they are asked again only where something is another.

What they find follows from a manuscript's bytes, the photos beside it and what is written in those, from the house's
words, the day, and the program. All of that is in the key of each answer, and nothing else is known to a rule.
"""

from __future__ import annotations

import contextlib
import hashlib
import json

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from showcase.project.cache import Cache
from showcase.project.finding import Finding
from showcase.project.version import program
from showcase.stories.rules import check
from showcase.stories.rules.rule import Subject

ENTRY = "found"
_FINDINGS = TypeAdapter(tuple[Finding, ...])


class Remembered:
    """Answers of earlier runs, in one entry of `shelf`."""

    def __init__(self, shelf: Cache) -> None:
        self._shelf = shelf
        rows = (row.partition(b" ") for row in (shelf.get(ENTRY) or b"").splitlines())
        self._known = {key: found for key, _, found in rows}
        self._asked: dict[bytes, bytes] = {}
        self._houses: dict[int, str] = {}

    def check(self, subject: Subject) -> tuple[Finding, ...]:
        """What every rule finds in one manuscript, in the order of the rules."""
        key = self._key(subject)
        with contextlib.suppress(KeyError, ValidationError):
            found = _FINDINGS.validate_json(self._known[key])
            self._asked[key] = self._known[key]
            return found
        found = tuple(check(subject))
        with contextlib.suppress(PydanticSerializationError):  # words that are no text
            self._asked[key] = _FINDINGS.dump_json(found)
        return found

    def save(self) -> None:
        """Keeps what was asked for in this run."""
        if self._asked != self._known:
            self._shelf.put(ENTRY, b"\n".join(b" ".join(row) for row in sorted(self._asked.items())))

    def _key(self, subject: Subject) -> bytes:
        draft, house = subject.draft, id(subject.organisation)
        if house not in self._houses:
            self._houses[house] = subject.organisation.model_dump_json()
        facts = [draft.path, draft.photos, sorted(subject.photo_texts.items()), subject.motto]
        facts += [subject.today.isoformat(), self._houses[house], program()]
        said = json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return hashlib.sha256(said + b"\0" + draft.source).hexdigest().encode()
