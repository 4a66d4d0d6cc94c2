"""All kinds of entries, and all lists read together, since entries name each other."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from showcase.brand.organisation import Organisation
from showcase.brand.tokens import Tokens
from showcase.project.finding import Finding, Severity
from showcase.project.jail import Jail, Refused
from showcase.records.activity_pages import ACTIVITIES
from showcase.records.budget_pages import BUDGET
from showcase.records.classroom import CLASSROOM
from showcase.records.contacts import CONTACTS
from showcase.records.department import DEPARTMENT
from showcase.records.film import FILM
from showcase.records.glossary import GLOSSARY
from showcase.records.honour_wall import HONOURS
from showcase.records.kind import Kind, Mention, System, World
from showcase.records.meeting_pages import GROUP, MEETINGS
from showcase.records.onboarding import PATHS
from showcase.records.places import PLACES
from showcase.records.plan_pages import PLAN
from showcase.records.portraits import PORTRAITS
from showcase.records.posts import POSTS
from showcase.records.practice import PRACTICE
from showcase.records.products import PRODUCTS
from showcase.records.promises import PROMISES
from showcase.records.questions import QUESTIONS
from showcase.records.quotations import QUOTATIONS
from showcase.records.reading import read_ledgers
from showcase.records.record import Entry, Ledger, R, Record
from showcase.records.references import LABELS, Directory, loosened, named_by, resolved, unresolved
from showcase.records.regulation_pages import REGULATIONS
from showcase.records.seasons import PLANTS
from showcase.records.series import SERIES
from showcase.records.teams import TEAMS
from showcase.records.themes import THEMES
from showcase.records.uniforms import UNIFORMS
from showcase.stories.rules import check_list

KINDS: tuple[Kind[Any], ...] = (
    HONOURS,
    ACTIVITIES,
    PRODUCTS,
    PROMISES,
    PLANTS,
    PLACES,
    UNIFORMS,
    FILM,
    PLAN,
    BUDGET,
    REGULATIONS,
    PATHS,
    CONTACTS,
    GLOSSARY,
    QUESTIONS,
    GROUP,
    MEETINGS,
    QUOTATIONS,
    POSTS,
    PORTRAITS,
)

# All that is computed, with a list of its own or from stories and organisation.yml alone.
SYSTEMS: tuple[System, ...] = (*KINDS, CLASSROOM, TEAMS, DEPARTMENT, SERIES, PRACTICE, THEMES)

BY_NAME: Mapping[str, Kind[Any]] = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True)
class Records:
    """Every list of the project, as read."""

    ledgers: Mapping[type[Record], Ledger[Any]] = field(default_factory=dict, hash=False)
    directory: Directory = field(default_factory=Directory)
    findings: tuple[Finding, ...] = ()


def read_records(
    jail: Jail,
    organisation: Organisation,
    tokens: Tokens,
    stories: Mapping[str, str],
    today: dt.date,
) -> Records:
    """All lists; an entry that names what is not there, says a person's number or fails its proof is left out.

    `stories`: year/slug → title.
    """
    files = {kind: read_ledgers(jail, kind) for kind in KINDS}
    private: dict[str, tuple[Finding, ...]] = {}
    for path, ledger in (found for own in files.values() for found in own.items()):
        private[path] = tuple(check_list(path, "\n".join(ledger.lines), organisation, today))
    found = {kind.record: _joined(own.values()) for kind, own in files.items()}
    directory = whole = _directory(organisation, tokens, stories, found)
    # What is left out may be named by others, which have to do without it, or are left out too.
    while True:
        records, lost = _read_with(directory, jail, tokens, files, private)
        if lost <= directory.faulty:
            return replace(records, directory=whole)
        directory = directory.without(lost)


def _read_with(
    directory: Directory,
    jail: Jail,
    tokens: Tokens,
    files: Mapping[Kind[Any], Mapping[str, Ledger[Any]]],
    private: Mapping[str, tuple[Finding, ...]],
) -> tuple[Records, frozenset[tuple[str, str]]]:
    """(all lists, where `directory` is all that may be named; the (kind, key) of each entry that is left out of them)."""
    findings: list[Finding] = []
    ledgers: dict[type[Record], Ledger[Any]] = {}
    lost: set[tuple[str, str]] = set()
    for kind in KINDS:
        kept: list[Ledger[Any]] = []
        for path, ledger in files[kind].items():
            findings += (*ledger.findings, *private[path])
            refused = _entries_at(ledger, (f.place.line for f in private[path] if f.is_error))
            open_to_all = (e for number, e in enumerate(ledger.entries) if number not in refused)
            judged = [_judged(jail, kind, entry, directory, tokens) for entry in open_to_all]
            findings += (finding for _, found in judged for finding in found)
            findings += (f for one in ledger.remains for f in unresolved(kind.record, one, directory))
            standing = tuple(entry for entry, found in judged if not any(f.is_error for f in found))
            kept.append(replace(ledger, entries=standing))
            if "key" in kind.record.model_fields:
                lost |= {(kind.name, record.key) for record in ledger.records}
        whole = ledgers[kind.record] = _joined(kept)
        if "key" in kind.record.model_fields:
            lost -= {(kind.name, record.key) for record in whole.records}
    return Records(ledgers, directory, tuple(findings)), frozenset(lost)


def _judged(
    jail: Jail, kind: Kind[Any], entry: Entry[Any], directory: Directory, tokens: Tokens
) -> tuple[Entry[Any], tuple[Finding, ...]]:
    """The entry with keys for the names and what lies beside it; what is told of it, and an error where it is left out.

    It goes without what it names that is there with a fault of its own: one bad entry never harms another.
    """
    told = tuple(unresolved(kind.record, entry, directory))
    loose = replace(entry, record=loosened(entry.record, directory))
    if tuple(unresolved(kind.record, loose, directory)):
        return entry, told
    record = resolved(loose.record, directory)
    entry = replace(entry, record=record, files=_beside(jail, kind, record))
    missed = (replace(finding, severity=Severity.WARNING) for finding in told)
    return entry, (*missed, *kind.proof(entry, tokens))


def _joined(ledgers: Iterable[Ledger[Any]]) -> Ledger[Any]:
    """The lists of a kind as one."""
    own = tuple(ledgers)
    return Ledger(
        tuple(entry for one in own for entry in one.entries),
        tuple(finding for one in own for finding in one.findings),
        own[0].lines if len(own) == 1 else (),
        any(one.exists for one in own),
        tuple(remains for one in own for remains in one.remains),
    )


def _beside(jail: Jail, kind: Kind[R], record: R) -> Mapping[str, bytes | str]:
    """The files beside the list that `record` needs: their bytes, or why one may not be read."""
    found: dict[str, bytes | str] = {}
    for name, limit in kind.beside(record):
        try:
            found[name] = jail.read("docs", *kind.folder.split("/"), name, limit=limit)
        except Refused as err:
            found[name] = f"{err}"
    return found


def _entries_at(ledger: Ledger[Any], lines: Iterable[int]) -> frozenset[int]:
    """The numbers of the entries in which those lines stand."""
    starts = [entry.place.line for entry in ledger.entries]
    return frozenset(bisect_right(starts, line) - 1 for line in lines)


def taken_together(world: World) -> Iterator[Finding]:
    """What each system finds in the entries, taken together, whichever edition shows them."""
    whole = replace(world, internal=True)
    for system in SYSTEMS:
        yield from system.judge(whole)


def with_mentions(world: World) -> World:
    """`world`, knowing of each thing which entries name it: links go both ways, where a page of docs/ shows the list."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for kind in (kind for kind in KINDS if kind.folder in world.folders):
        for record in world.of(kind.record):
            path = kind.address(record) or f"{kind.folder}/index.md"
            for named in dict.fromkeys(named_by(record)):
                found.setdefault(named, []).append(Mention(kind.label, called(record), path))
    return replace(world, mentions={named: tuple(by) for named, by in found.items()})


def shown_in(world: World, directory: Directory) -> Directory:
    """`directory` with what this edition shows alone: neither an internal rule nor a story that is held back."""
    lists = {
        kind.name: {record.key: called(record) for record in world.of(kind.record)}
        for kind in KINDS
        if kind.name in directory.names
    }
    stories = {story.key: story.front.title for story in world.stories}
    colours = {key: f"{colour.label} {colour.light}" for key, colour in world.colours.items()}
    return replace(directory, names={**directory.names, **lists, "story": stories, "colour": colours})


def _directory(
    organisation: Organisation,
    tokens: Tokens,
    stories: Mapping[str, str],
    ledgers: Mapping[type[Record], Ledger[Any]],
) -> Directory:
    names: dict[str, Mapping[str, str]] = {
        "department": {key: department.label for key, department in organisation.departments.items()},
        "series": {key: series.label for key, series in organisation.series.items()},
        "theme": organisation.themes,
        "story": stories,
        "team": {key: team.name for key, team in organisation.teams.items()},
        "unit": organisation.all_units,
        "employment": organisation.employment,
        "rank": organisation.ranks,
        "field": organisation.fields,
        "colour": {key: colour.label for key, colour in tokens.colour.items()},
    }
    for kind in KINDS:
        records = ledgers[kind.record].records
        if "key" in kind.record.model_fields:
            names[kind.name] = {record.key: called(record) for record in records}
    faulty = {(kind.name, str(one.part.get("key"))) for kind in KINDS for one in ledgers[kind.record].remains}
    labels = LABELS | {kind.name: kind.label for kind in KINDS}
    departments = organisation.departments.items()
    full = {(kind, one.name): key for kind in ("department", "unit") for key, one in departments}
    return Directory(names, labels, frozenset(faulty), full)


# Fields that hold what an entry is called by people; the first that is filled in counts.
CALLED = ("name", "title", "text", "trade", "what", "word", "ask", "post", "team")


def called(record: Any) -> str:
    return str(next((v for n in CALLED if (v := getattr(record, n, ""))), "") or record.key)
