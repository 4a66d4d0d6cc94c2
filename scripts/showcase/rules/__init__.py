"""The rules a manuscript is checked by, as one explicit list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from showcase.finding import Finding, Severity
from showcase.organisation import Organisation
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
from showcase.rules.passages import passages
from showcase.rules.rule import Rule, Subject
from showcase.story import Body, Draft

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


@dataclass(frozen=True)
class PageDraft(Draft):
    """A page of docs/ as the rules of copy and privacy see it."""

    file: str = ""

    @property
    def path(self) -> str:
        return self.file


def check_page(
    file: str, text: str, body_line: int, organisation: Organisation, motto: tuple[str, ...], today: dt.date
) -> Iterator[Finding]:
    """What the rules of copy and privacy find in a hand-written page; its body begins on `body_line`.

    Never an error: the page is the office's own, and the site cannot do without it.
    """
    body = "\n".join(text.split("\n")[body_line - 1 :])
    page = PageDraft("", "", text.encode("utf-8", "replace"), body, body_line, file=file)
    subject = Subject(page, Body("", ""), passages(page), organisation, motto, today)
    for rule in RULES:
        if rule.family in ("TXT", "PII"):
            yield from (replace(finding, severity=Severity.WARNING) for finding in rule.findings(subject))
