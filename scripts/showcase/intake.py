"""Drafts + findings → stories or nothing: a Story exists only for a draft without errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from showcase import rules
from showcase.allowances import settle
from showcase.finding import Finding, Place, error, ordered
from showcase.organisation import Organisation
from showcase.photos.cache import Cache
from showcase.photos.recipes import BODY, CARD, COVER, SHARE
from showcase.photos.studio import Developed, Order, Progress, Refusal, Studio, Want
from showcase.rules.passages import passages
from showcase.rules.photos import ended, photo_warnings
from showcase.rules.rule import Subject
from showcase.story import Allowance, Body, Draft, FrontMatter, Story
from showcase.typesetting import Typeset, typeset
from showcase.workers import Workers


@dataclass(frozen=True)
class Terms:
    """On what terms stories are taken in: the day, the house and its words."""

    today: dt.date
    organisation: Organisation
    motto: tuple[str, ...]
    official: bool = False


class State(StrEnum):
    """What becomes of a story folder, in the words of the review sheet."""

    PUBLISHED = "发布"
    PENDING = "待审，只在预览里"  # published, with a mark; never on the official site
    BROKEN = "有错误，没有发布"
    SCHEDULED = "还没有到发布的日子"
    EXPIRED = "已经到期"
    WITHDRAWN = "已撤下"
    SAMPLE = "示例，正式网站不收"
    UNREVIEWED = "没有终审，正式网站不收"


SHOWN = frozenset({State.PUBLISHED, State.PENDING})


@dataclass(frozen=True)
class Examined:
    """One story folder with everything found in it and what becomes of it."""

    draft: Draft
    state: State
    body: Body
    story: Story | None = None  # where the front matter can be read
    findings: tuple[Finding, ...] = ()  # what remains
    allowed: tuple[tuple[Finding, Allowance], ...] = ()
    photos: Mapping[str, Developed] = field(default_factory=dict, hash=False)  # by file name


@dataclass(frozen=True)
class Intake:
    stories: tuple[Story, ...]  # newest first
    photos: Mapping[str, Developed]  # of these stories, by path
    examined: tuple[Examined, ...]
    rendered: int = 0  # bodies made now, not taken from the cache

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(sorted(one.draft.path for one in self.examined if one.state is State.BROKEN))

    @property
    def withdrawn(self) -> tuple[Draft, ...]:
        return tuple(one.draft for one in self.examined if one.state is State.WITHDRAWN)


def take_in(
    drafts: Iterable[Draft],
    terms: Terms,
    studio: Studio,
    workers: Workers,
    progress: Progress | None = None,
) -> Intake:
    """Reads, renders, develops and judges every draft; one of them never harms another."""
    drafts = tuple(drafts)
    done, rendered = typeset(drafts, Cache(studio.cache.folder.parent / "bodies"), workers)
    bodies = {draft.path: done.get(draft.path, Typeset()) for draft in drafts}
    stories = {draft.path: _story(draft, bodies[draft.path].body, terms) for draft in drafts if draft.front}
    readable = [
        story
        for draft in drafts
        if (story := stories.get(draft.path)) and not _errors(draft.findings, bodies[draft.path].findings)
    ]
    wanted = [order for story in readable if _is_developed(story.front, terms) for order in orders(story)]
    existing = {f"{draft.folder}/{file}" for draft in drafts for file in draft.photos}
    developed = studio.develop((order for order in wanted if order.path in existing), progress)
    examined = tuple(
        _examine(draft, bodies[draft.path], stories.get(draft.path), developed, terms) for draft in drafts
    )
    shown = [one for one in examined if one.state in SHOWN]
    return Intake(
        tuple(sorted((s for one in shown if (s := one.story)), key=lambda s: (-s.date.toordinal(), s.key))),
        {f"{one.draft.folder}/{file}": photo for one in shown for file, photo in one.photos.items()},
        examined,
        rendered,
    )


def settled(examined: Examined, more: Iterable[Finding], today: dt.date) -> Examined:
    """`examined` with findings that are only known once the pages are, such as dead links."""
    allowed = tuple(finding for finding, _ in examined.allowed)
    own = [f for f in examined.findings if f.code != "FM009"]
    left = settle((*own, *allowed, *more), examined.draft, today)
    return replace(examined, findings=ordered(left.findings), allowed=left.allowed)


def _story(draft: Draft, body: Body, terms: Terms) -> Story:
    front = draft.front
    assert front is not None
    keys = (terms.organisation.theme_key(theme) for theme in front.themes)
    themes = tuple(dict.fromkeys(key for key in keys if key))
    return Story(draft.year, draft.slug, front, body, themes, ended(front, terms.today))


def _errors(*groups: Iterable[Finding]) -> bool:
    return any(finding.is_error for group in groups for finding in group)


def _is_developed(front: FrontMatter, terms: Terms) -> bool:
    """Whether its photos are needed, or soon will be."""
    return _absence(front, terms) in (None, State.SCHEDULED)


def _absence(front: FrontMatter, terms: Terms) -> State | None:
    """Why the story is not shown although nothing is wrong with it; None when it is."""
    if front.withdrawn:
        return State.WITHDRAWN
    if front.expires and front.expires <= terms.today:
        return State.EXPIRED
    if terms.official and front.sample:
        return State.SAMPLE
    if terms.official and front.review.final is None:
        return State.UNREVIEWED
    if front.publish and front.publish > terms.today:
        return State.SCHEDULED
    return None


def _examine(
    draft: Draft,
    typeset_body: Typeset,
    story: Story | None,
    developed: Mapping[str, Developed | Refusal],
    terms: Terms,
) -> Examined:
    found = [*draft.findings, *typeset_body.findings]
    files = story.photo_files if story else ()
    results = {file: result for file in files if (result := developed.get(f"{draft.folder}/{file}"))}
    photos = {file: result for file, result in results.items() if isinstance(result, Developed)}
    written = {file: photo.probe.inscriptions for file, photo in photos.items()}
    found += rules.check(
        Subject(
            draft, typeset_body.body, passages(draft), terms.organisation, terms.motto, terms.today, written
        )
    )
    for file, result in results.items():
        found += _photo_findings(f"{draft.folder}/{file}", result)
    left = settle(found, draft, terms.today)
    absence = _absence(draft.front, terms) if draft.front else None
    if absence is State.WITHDRAWN:  # whatever is wrong with it, it goes
        state = State.WITHDRAWN
    elif story is None or _errors(left.findings):
        state = State.BROKEN
    elif absence:
        state = absence
    else:
        state = State.PUBLISHED if story.front.review.final else State.PENDING
    return Examined(draft, state, typeset_body.body, story, ordered(left.findings), left.allowed, photos)


def _photo_findings(path: str, result: Developed | Refusal) -> Iterator[Finding]:
    if isinstance(result, Refusal):
        yield error(result.code, Place(path), result.message, result.hint)
    else:
        yield from photo_warnings(result, path)


def orders(story: Story) -> Iterator[Order]:
    """The outputs a story's pages and cards show."""
    for file in story.photo_files:
        focal = story.note(file).focal
        wants = {Want(BODY)}
        if file == story.cover:
            wants = {Want(COVER, focal), Want(CARD, focal), Want(SHARE, focal)}
        yield Order(f"{story.folder}/{file}", frozenset(wants))
