"""Drafts of hand-written pages + findings → pages or nothing: a Doc exists only for a draft without errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from showcase.markup import Profile
from showcase.markup.body import Body, PhotoUse
from showcase.markup.typesetting import Text, typeset
from showcase.pages.document_drafts import Shelf
from showcase.pages.documents import Doc, DocDraft, DocPlace, orders
from showcase.photos.orders import Developed, Refusal
from showcase.project.addresses import Absence, broken, published
from showcase.project.cache import Cache
from showcase.project.finding import Finding, Place, error, warning
from showcase.project.workers import Workers
from showcase.stories.front import PhotoNote
from showcase.stories.rules.people import words_of_file, words_of_people
from showcase.stories.rules.photos import consent_ends, over, photo_warnings


@dataclass(frozen=True)
class Documents:
    """The hand-written pages that stand so far, and everything that was found in docs/."""

    docs: tuple[Doc, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[DocPlace, ...] = ()  # with an error


def take_documents(
    shelf: Shelf, cache: Cache, workers: Workers, today: dt.date, *, official: bool
) -> Documents:
    """Every page rendered, and judged by what it says; one of them never harms another."""
    profile = Profile.OFFICIAL if official else Profile.PAGE
    texts = (Text(draft.source, draft.text, draft.first_line, profile) for draft in shelf.drafts)
    bodies, _ = typeset(texts, cache, workers)
    docs: list[Doc] = []
    findings: list[Finding] = list(shelf.findings)
    left_out: list[DocPlace] = []
    for draft in shelf.drafts:
        found = bodies[draft.source]
        own = (*draft.findings, *found.findings, *_photo_findings(draft, found.body, today))
        findings += own
        if draft.matter is None or any(finding.is_error for finding in own):
            left_out.append(draft)
        else:
            gone = over(draft.matter.photos, today)
            docs.append(Doc(draft.folder, draft.matter, draft.text, draft.first_line, found.body, gone))
    return Documents(tuple(docs), tuple(findings), tuple(left_out))


def _photo_findings(draft: DocDraft, body: Body, today: dt.date) -> Iterator[Finding]:
    """What is wrong with what a page says of its photos; whether they can be used is seen when they are developed."""
    part = draft.part
    notes: Mapping[str, PhotoNote] = part.photos if part else {}
    places = {use.file: _line(draft, use) for use in reversed(body.photos)}
    if part and part.cover:
        places[part.cover] = draft.at("cover")
    for file, place in places.items():
        if file not in draft.files:
            nearby = "、".join(sorted(name for name in draft.files if name != "index.md"))
            hint = f"文件夹里有：{nearby}" if nearby else "把照片放在 index.md 旁边"
            yield error("PHO002", place, f"照片 {file} 不在页面旁边", hint)
        elif part and not notes.get(file, PhotoNote()).credit:
            hint = f"在稿头的 photos 下面写 {file}: {{credit: 谁拍的或从哪里来}}"
            yield error("PHO401", place, f"照片 {file} 没有写来源", hint)
    yield from _faces(draft, body, places)
    for file, note in notes.items():
        place = draft.at("photos", file, "consent_until")
        if file not in draft.files:
            words = f"photos 里写了 {file}，文件夹里没有"
            yield warning("PHO005", draft.at("photos", file), words, "改正文件名，或删掉这一项")
        yield from consent_ends(file, note.consent_until, place, today)


def _faces(draft: DocDraft, body: Body, places: Mapping[str, Place]) -> Iterator[Finding]:
    """The photos whose words speak of people while nothing is said of their consent."""
    if draft.part is None:
        return
    texts: dict[str, list[str]] = {file: [] for file in places}
    for use in body.photos:
        texts[use.file] += (use.alt, use.caption)
    if draft.part.cover:
        texts[draft.part.cover].append(draft.part.cover_alt)
    for file, place in places.items():
        words = dict.fromkeys(
            (*words_of_file(file), *(w for text in texts[file] for w in words_of_people(text)))
        )
        if words and draft.part.photos.get(file, PhotoNote()).consent is None:
            message = f"照片 {file} 说到了{'、'.join(f'“{word}”' for word in words)}，没有写同意的情况"
            hint = (
                f"在稿头 photos 的 {file} 里加 consent: signed（本人签了授权书）、team（全组同意）"
                "或 not-needed（没有拍到脸）"
            )
            yield error("PHO402", place, message, hint)


def _line(draft: DocDraft, use: PhotoUse) -> Place:
    return Place(draft.source, use.line + draft.first_line - 1, use.column)


def with_photos(documents: Documents, photos: Mapping[str, Developed | Refusal]) -> Documents:
    """`documents` without those of whose photos one cannot be used."""
    found = {doc.path: tuple(_unusable(doc, photos)) for doc in documents.docs}
    return without(documents, found)


def without(documents: Documents, found: Mapping[str, Iterable[Finding]]) -> Documents:
    """`documents` with what else was `found` of them, by path; a page with an error is left out."""
    broken = {path for path, findings in found.items() if any(finding.is_error for finding in findings)}
    return Documents(
        tuple(doc for doc in documents.docs if doc.path not in broken),
        (*documents.findings, *(finding for findings in found.values() for finding in findings)),
        (*documents.left_out, *(doc for doc in documents.docs if doc.path in broken)),
    )


def only(documents: Documents, docs: Iterable[Doc]) -> Documents:
    """`documents` with no other pages than `docs`; the rest are wanted elsewhere, nothing is wrong with them."""
    return replace(documents, docs=tuple(docs))


def broken_pages(documents: Documents) -> Mapping[str, Absence]:
    """The pages that are left out, by the address they would have."""
    return {published(page.path): broken(page.source) for page in documents.left_out}


def _unusable(doc: Doc, photos: Mapping[str, Developed | Refusal]) -> Iterator[Finding]:
    for order in orders(doc):
        photo = photos.get(order.path)
        if isinstance(photo, Developed):
            yield from photo_warnings(photo, order.path)
        elif isinstance(photo, Refusal):
            yield error(photo.code, Place(order.path), photo.message, photo.hint)
