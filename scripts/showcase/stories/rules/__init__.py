"""The rules a manuscript is checked by, as one explicit list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from showcase.brand.organisation import Organisation
from showcase.markup.body import Body
from showcase.project.finding import Finding, Severity
from showcase.stories.rules import (
    blanks,
    channels,
    consent,
    dates,
    forms,
    front_matter,
    house,
    inside,
    layout,
    links,
    naming,
    numerals,
    pages,
    photo_lines,
    photos,
    pictures,
    privacy,
    punctuation,
    reading,
    reviews,
    security,
    signs,
    wording,
)
from showcase.stories.rules.passages import passages
from showcase.stories.rules.rule import Rule, Subject
from showcase.stories.story import Draft

RULES: tuple[Rule, ...] = (
    *reading.RULES,
    *front_matter.RULES,
    *blanks.RULES,
    *pictures.RULES,
    *photos.RULES,
    *photo_lines.RULES,
    *consent.RULES,
    *naming.RULES,
    *links.RULES,
    *reviews.RULES,
    *security.RULES,
    *pages.RULES,
    *house.RULES,
    *channels.RULES,
    *punctuation.RULES,
    *numerals.RULES,
    *dates.RULES,
    *layout.RULES,
    *signs.RULES,
    *wording.RULES,
    *privacy.RULES,
    *inside.RULES,
    *forms.RULES,
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

    A warning, but for a person's number and a photo on a line that is none: with those no page is published.
    """
    body = "\n".join(text.split("\n")[body_line - 1 :])
    page = PageDraft("", "", text.encode("utf-8", "replace"), body, body_line, file=file)
    subject = Subject(page, Body("", ""), passages(page), organisation, motto, today)
    for rule in RULES:
        if rule.family == "PII" or rule.code == "PHO007":
            yield from rule.findings(subject)
        elif rule.family == "TXT":
            yield from (replace(finding, severity=Severity.WARNING) for finding in rule.findings(subject))


def check_list(file: str, text: str, organisation: Organisation, today: dt.date) -> Iterator[Finding]:
    """What the rules of privacy find in a list beside a page."""
    page = PageDraft("", "", text.encode("utf-8", "replace"), text, 1, file=file)
    subject = Subject(page, Body(), passages(page), organisation, (), today)
    for rule in RULES:
        if rule.family == "PII":
            yield from rule.findings(subject)
