"""What taking over changes, decided in memory and proved to be a usable project before anything is written."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from showcase.adoption.answers import Answers
from showcase.adoption.desk import Desk, read_desk
from showcase.adoption.former import former, papers, words_of
from showcase.adoption.identity import (
    heirs,
    new_organisation,
    new_settings,
    new_tokens,
    now,
    with_former,
    with_word_pages,
)
from showcase.adoption.pages import (
    culture_pages,
    remove_sample_lists,
    remove_sample_practices,
    settle_cultures,
    settle_motto,
    settle_quotations,
    settle_uniforms,
)
from showcase.adoption.rewording import Wording, counted, letters
from showcase.brand.drawing import read_drawings
from showcase.brand.organisation import Department, Organisation, read_organisation
from showcase.brand.tokens import Tokens, read_tokens
from showcase.house.settings import Settings, read_settings
from showcase.project.exchange import exchange
from showcase.project.folder import Project
from showcase.records.quotations import QUOTATIONS
from showcase.stories.drafts import read_drafts
from showcase.stories.schema import FILE as SCHEMA
from showcase.stories.schema import schema_text

ORGANISATION, TOKENS, SETTINGS, EMBLEM = (
    "brand/organisation.yml",
    "brand/tokens.yml",
    "mkdocs.yml",
    "brand/emblem.svg",
)
# The owner's words in these are answers, history, the licence's own, or quoted word for word.
KEPT = (ORGANISATION, TOKENS, SETTINGS, EMBLEM, SCHEMA, QUOTATIONS.path, "LICENSE", "CHANGELOG.md")


@dataclass(frozen=True)
class Plan:
    """What will be written and what will go; paths from the root."""

    written: Mapping[str, bytes]
    gone: tuple[str, ...]
    made: tuple[str, ...]  # of `written`, what was not there
    stories: int  # samples that go
    entries: int  # of lists that are samples, and go

    def carry_out(self, project: Project) -> None:
        """All of it, or nothing. Raises as `exchange`."""
        exchange(project.root, self.written, self.gone)


def plan(project: Project, answers: Answers, emblem: bytes | None) -> Plan:
    """How the project becomes that of `answers`; `emblem` is the new emblem's file.

    Raises:
        ProjectError: the project as it is, or as it would be, cannot be used; nothing was written.
    """
    organisation, tokens, settings = read_organisation(project), read_tokens(project), read_settings(project)
    desk = read_desk(project)
    inherits = heirs(answers, organisation)
    _settle_settings(desk, answers, tokens, emblem, known=settings)
    before = len(culture_pages(desk.texts))
    became = settle_cultures(desk, project, answers, organisation, inherits)
    desk.texts[ORGANISATION] = with_word_pages(desk.texts[ORGANISATION], became)
    settle_motto(desk, answers, tokens.motto.words)
    stories, entries = (
        (_remove_samples(desk, project), remove_sample_lists(desk)) if answers.remove_samples else (0, 0)
    )
    if answers.remove_samples:
        remove_sample_practices(desk, project)
    settle_uniforms(desk, organisation, inherits)
    settle_quotations(desk, emptied=answers.remove_samples)
    _reword(desk, answers, organisation, tokens, became, before)
    with tempfile.TemporaryDirectory(prefix="showcase-") as folder:
        proved = _proved(Path(folder), project, desk)
        old, new = (_every_word(p) for p in (project, proved))
        kept = former(old, new, now(answers, organisation, tokens), organisation.former)
        desk.texts[ORGANISATION] = with_former(desk.texts[ORGANISATION], kept)
        _lay(Path(folder), ORGANISATION, desk.texts[ORGANISATION].encode())
        read_organisation(proved)
        if SCHEMA in desk.texts:
            desk.texts[SCHEMA] = schema_text(proved)
    written = desk.written
    made = tuple(path for path in written if not (project.root / path).exists())
    return Plan(written, tuple(desk.gone), made, stories, entries)


def _every_word(project: Project) -> tuple[str, ...]:
    return words_of(read_organisation(project), read_tokens(project), read_settings(project).origin)


def _settle_settings(
    desk: Desk, answers: Answers, tokens: Tokens, emblem: bytes | None, *, known: Settings
) -> None:
    desk.texts[ORGANISATION] = new_organisation(desk.texts[ORGANISATION], answers)
    desk.texts[TOKENS] = new_tokens(desk.texts[TOKENS], answers, tokens)
    desk.texts[SETTINGS] = new_settings(desk.texts[SETTINGS], answers, known)
    if emblem is not None:
        desk.texts.pop(EMBLEM, None)
        desk.binary[EMBLEM] = emblem


def _remove_samples(desk: Desk, project: Project) -> int:
    samples = [draft.folder for draft in read_drafts(project) if draft.typed.get("sample") == "true"]
    for folder in samples:
        desk.remove(folder)
    return len(samples)


def _reword(
    desk: Desk,
    answers: Answers,
    organisation: Organisation,
    tokens: Tokens,
    became: Mapping[str, str],
    before: int,
) -> None:
    cultures = culture_pages(desk.texts)
    wording = Wording(
        names=now(answers, organisation, tokens),
        heirs=heirs(answers, organisation),
        old=organisation.departments,
        new={key: Department(**one.model_dump(exclude={"was"})) for key, one in answers.departments.items()},
        cultures={old.removeprefix("docs/"): new.removeprefix("docs/") for old, new in became.items()},
        pages={page.department: page.folder.removeprefix("docs/") for page in cultures if page.department},
        houses_counted=counted(before, len(cultures), "种文化")
        | counted(len(organisation.departments), len(answers.departments), "个部门"),
        papers=papers(tokens.motto.source),
        motto_counted=counted(letters(tokens.motto.words), letters(answers.motto.words), "个字"),
    )
    for path, text in desk.texts.items():
        if path not in KEPT and not path.startswith("stories/"):
            desk.texts[path] = wording.reworded(
                text, entries=path.startswith("docs/") and path.endswith(".yml")
            )


def _proved(folder: Path, project: Project, desk: Desk) -> Project:
    """The project as it will be, laid out in `folder` without its photos and fonts, and read once."""
    for path, text in desk.texts.items():
        if path.startswith(("brand/", "docs/")) or path == SETTINGS:
            _lay(folder, path, text.encode())
    for path, data in desk.binary.items():
        if path.startswith("brand/"):
            _lay(folder, path, data)
    proved = Project(folder)
    read_organisation(proved)
    read_tokens(proved)
    read_settings(proved)
    read_drawings(proved)
    return proved


def _lay(folder: Path, path: str, data: bytes) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
