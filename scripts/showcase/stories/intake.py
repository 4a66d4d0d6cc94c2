"""Drafts + findings → stories or nothing: a Story exists only for a draft without errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from showcase.brand.organisation import Organisation
from showcase.markup.body import Body
from showcase.markup.typesetting import Text, Typeset, typeset
from showcase.photos.orders import Developed, Order, Refusal, Want
from showcase.photos.recipes import BODY, CARD, COVER, SHARE
from showcase.photos.studio import Progress, Studio
from showcase.project.addresses import SAMPLE, Absence, broken
from showcase.project.cache import Cache
from showcase.project.finding import Finding, Place, error, ordered
from showcase.project.workers import Workers
from showcase.stories import rules
from showcase.stories.allowances import settle
from showcase.stories.front import Allowance, Front, withdrawn_photos
from showcase.stories.rules.blanks import without_echoes
from showcase.stories.rules.passages import passages
from showcase.stories.rules.photos import ended, photo_warnings
from showcase.stories.rules.reviewers import lacking
from showcase.stories.rules.rule import Subject
from showcase.stories.story import Draft, Story, shown_photos

Check = Callable[[Subject], Iterable[Finding]]


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
    UNREVIEWED = "三审还不算数，正式网站不收"


SHOWN = frozenset({State.PUBLISHED, State.PENDING})


@dataclass(frozen=True)
class Examined:
    """One story folder with everything found in it and what becomes of it."""

    draft: Draft
    state: State
    body: Body
    story: Story | None = None  # where nothing is wrong with the front matter
    findings: tuple[Finding, ...] = ()  # what remains
    allowed: tuple[tuple[Finding, Allowance], ...] = ()
    photos: Mapping[str, Developed] = field(default_factory=dict, hash=False)  # by file name
    unreviewed: str = ""  # what its reviews lack to count


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
    check: Check = rules.check,
) -> Intake:
    """Reads, renders, develops and judges every draft; one of them never harms another. `check` asks the rules."""
    drafts = tuple(drafts)
    texts = (Text(draft.path, draft.text, draft.body_line) for draft in drafts if draft.text.strip())
    done, rendered = typeset(texts, Cache(studio.cache.folder.parent / "bodies"), workers)
    bodies = {draft.path: done.get(draft.path) or _without_text(draft) for draft in drafts}
    wanted = [order for draft in drafts for order in _orders(draft, bodies[draft.path].body, terms)]
    existing = {f"{draft.folder}/{file}" for draft in drafts for file in draft.photos}
    developed = studio.develop((order for order in wanted if order.path in existing), progress)
    examined = tuple(_examine(draft, bodies[draft.path], developed, terms, check) for draft in drafts)
    shown = [one for one in examined if one.state in SHOWN]
    return Intake(
        tuple(sorted((s for one in shown if (s := one.story)), key=lambda s: (-s.date.toordinal(), s.key))),
        {f"{one.draft.folder}/{file}": photo for one in shown for file, photo in one.photos.items()},
        examined,
        rendered,
    )


def _without_text(draft: Draft) -> Typeset:
    if draft.front is None or not draft.has_clear_end:
        return Typeset()
    empty = error("FM004", Place(draft.path, draft.body_line), "还没有正文", "正文写在第二个 --- 后面")
    return Typeset(findings=(empty,))


def settled(examined: Examined, more: Iterable[Finding], today: dt.date) -> Examined:
    """`examined` with findings that are only known once the pages are, such as dead links."""
    allowed = tuple(finding for finding, _ in examined.allowed)
    own = [f for f in examined.findings if f.code != "FM009"]
    left = settle((*own, *allowed, *more), examined.draft, today)
    return replace(examined, findings=ordered(left.findings), allowed=left.allowed)


def story_absences(examined: Iterable[Examined]) -> dict[str, Absence]:
    """Why a story is not on the site, by the address it would have."""
    absent = {}
    for one in examined:
        if one.state is State.BROKEN:
            absence = broken(one.draft.path)
        elif one.state is State.SAMPLE:
            absence = SAMPLE
        else:
            absence = Absence(one.state.value, "等它发布以后再链接，或删掉链接")
        if one.state not in SHOWN:
            absent[f"{one.draft.folder}/index.html"] = absence
    return absent


def _story(draft: Draft, body: Body, terms: Terms) -> Story | None:
    front = draft.complete
    if front is None:
        return None
    keys = (terms.organisation.theme_key(theme) for theme in front.themes)
    themes = tuple(dict.fromkeys(key for key in keys if key))
    pending = bool(lacking(front, terms.organisation))
    return Story(draft.year, draft.slug, front, body, themes, ended(front, terms.today), pending)


def _errors(*groups: Iterable[Finding]) -> bool:
    return any(finding.is_error for group in groups for finding in group)


def _absence(front: Front, terms: Terms) -> State | None:
    """Why the story is not shown although nothing is wrong with it; None when it is."""
    if front.withdrawn:
        return State.WITHDRAWN
    if front.expires and front.expires <= terms.today:
        return State.EXPIRED
    if terms.official and front.sample:
        return State.SAMPLE
    if terms.official and lacking(front, terms.organisation):
        return State.UNREVIEWED
    if front.publish and front.publish > terms.today:
        return State.SCHEDULED
    return None


def _examine(
    draft: Draft,
    typeset_body: Typeset,
    developed: Mapping[str, Developed | Refusal],
    terms: Terms,
    check: Check,
) -> Examined:
    found = [*draft.findings, *typeset_body.findings]
    story = _story(draft, typeset_body.body, terms)
    files = _photo_files(draft, typeset_body.body, terms)
    results = {file: result for file in files if (result := developed.get(f"{draft.folder}/{file}"))}
    photos = {file: result for file, result in results.items() if isinstance(result, Developed)}
    written = {file: photo.probe.inscriptions for file, photo in photos.items()}
    found += check(
        Subject(
            draft, typeset_body.body, passages(draft), terms.organisation, terms.motto, terms.today, written
        )
    )
    for file, result in results.items():
        found += _photo_findings(f"{draft.folder}/{file}", result)
    left = settle(without_echoes(found, draft), draft, terms.today)
    absence = _absence(draft.front, terms) if draft.front else None
    if absence is State.WITHDRAWN:  # whatever is wrong with it, it goes
        state = State.WITHDRAWN
    elif story is None or _errors(left.findings):
        state = State.BROKEN
    elif absence:
        state = absence
    else:
        state = State.PENDING if story.pending else State.PUBLISHED
    unreviewed = lacking(draft.front, terms.organisation) if draft.front else ""
    return Examined(
        draft, state, typeset_body.body, story, ordered(left.findings), left.allowed, photos, unreviewed
    )


def _photo_findings(path: str, result: Developed | Refusal) -> Iterator[Finding]:
    if isinstance(result, Refusal):
        yield error(result.code, Place(path), result.message, result.hint)
    else:
        yield from photo_warnings(result, path)


def _photo_files(draft: Draft, body: Body, terms: Terms) -> tuple[str, ...]:
    front = draft.front or Front()
    return shown_photos(front, body, ended(front, terms.today) | withdrawn_photos(front))


def _orders(draft: Draft, body: Body, terms: Terms) -> Iterator[Order]:
    """The outputs the draft's pages and cards will show, once its other faults are mended."""
    front = draft.front or Front()
    if draft.is_lost("withdrawn") or _absence(front, terms) not in (None, State.SCHEDULED):
        return
    for file in _photo_files(draft, body, terms):
        focal = front.photos[file].focal if file in front.photos else None
        wants = {Want(BODY)}
        if file == front.cover:
            wants = {Want(COVER, focal), Want(CARD, focal), Want(SHARE, focal)}
        yield Order(f"{draft.folder}/{file}", frozenset(wants))
