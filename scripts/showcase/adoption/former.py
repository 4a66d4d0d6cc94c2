"""The words of whoever had the project before: computed from their settings, kept for the next run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from showcase.brand.organisation import Former, Organisation
from showcase.brand.tokens import Tokens

QUOTED = re.compile(r"[“「]([^“”「」]{2,20})[”」]")
PAPER = re.compile(r"《([^《》]{4,60})》")


def words_of(organisation: Organisation, tokens: Tokens, origin: str = "") -> tuple[str, ...]:
    """Everything by which a reader knows whose project this is, each word once."""
    return tuple(dict.fromkeys(word for word in _words(organisation, tokens, origin) if len(word) > 1))


def papers(text: str) -> tuple[str, ...]:
    """The documents that `text` names by 《》, and what they are called for short: 《关于……的实施意见》, 实施意见."""
    titles = PAPER.findall(text)
    short = [title.rpartition("的")[2] for title in titles]
    return (*titles, *(word for word in short if len(word) >= 4))


def _words(organisation: Organisation, tokens: Tokens, origin: str) -> Iterator[str]:
    names = organisation.names
    yield from (names.full, names.university, names.short, names.english)
    for term in organisation.terms:  # why: 学校的中文全称，简称“……”
        yield from (term.right, *QUOTED.findall(term.why))
    yield from (
        organisation.address,
        organisation.filing.icp,
        organisation.filing.police,
        *organisation.hotlines,
    )
    yield from tokens.motto.words
    yield from papers(tokens.motto.source)
    for department in organisation.departments.values():
        yield from (department.name, department.culture)
    yield from (tokens.names.site, tokens.names.tagline)
    # 正常 and 纸面 are anybody's words
    yield from (c.label for c in tokens.colour.values() if c.group in ("standard", "auxiliary"))
    yield from (tokens.emblem.graphics.pattern, tokens.emblem.graphics.border)
    host = urlsplit(origin).hostname or ""
    yield "" if host.endswith(".example") else host


def former(
    old: Iterable[str], new: Iterable[str], now: Mapping[str, str], kept: Iterable[Former]
) -> tuple[Former, ...]:
    """Of the `old` words those the new owner does not use, with what stands for each `now`, and those `kept` before.

    A word that is part of one of the `new` is the new owner's own.
    """
    own = tuple(new)
    found: dict[str, str] = {entry.word: now.get(entry.now, entry.now) for entry in kept}
    for word in old:
        found[word] = now.get(word, "")
    return tuple(
        Former(word=word, now=found[word]) for word in found if not any(word in mine for mine in own)
    )
