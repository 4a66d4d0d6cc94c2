"""The rules a manuscript is checked by, as one explicit list."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.finding import Finding
from showcase.rules import (
    blanks,
    dates,
    front_matter,
    house,
    links,
    numerals,
    photos,
    pictures,
    privacy,
    punctuation,
    reading,
    reviews,
    security,
    wording,
)
from showcase.rules.rule import Rule, Subject

RULES: tuple[Rule, ...] = (
    *reading.RULES,
    *front_matter.RULES,
    *blanks.RULES,
    *pictures.RULES,
    *photos.RULES,
    *links.RULES,
    *reviews.RULES,
    *security.RULES,
    *house.RULES,
    *punctuation.RULES,
    *numerals.RULES,
    *dates.RULES,
    *wording.RULES,
    *privacy.RULES,
)

BY_CODE = {rule.code: rule for rule in RULES}


def check(subject: Subject) -> Iterator[Finding]:
    """What every rule finds in one manuscript, in the order of the rules."""
    for rule in RULES:
        yield from rule.findings(subject)
