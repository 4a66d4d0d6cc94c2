"""Lays out the hand-written pages: their blocks are filled and every address is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from showcase.house import House
from showcase.pages.catalogue import GUIDE, Catalogue
from showcase.pages.collection import Collection
from showcase.pages.directory import DIRECTORY, SEARCH
from showcase.pages.docs import anchors, doc_page, fill_all
from showcase.pages.document_intake import Documents, broken_pages
from showcase.pages.documents import Doc
from showcase.pages.editions import Edition
from showcase.pages.lists import listings, page_path
from showcase.pages.page import Page
from showcase.pages.records import record_pages
from showcase.project.addresses import Addresses, anchors_in, published
from showcase.project.finding import Finding
from showcase.records.kind import RecordPage
from showcase.site.judging import Accepted

NOWHERE = Addresses(frozenset(), {}, {})


@dataclass(frozen=True)
class Layout:
    collection: Collection
    pages: tuple[Page, ...]  # the hand-written ones, finished
    left_out: tuple[str, ...]  # hand-written pages with an error, docs/x/index.md
    record_pages: tuple[RecordPage, ...]  # to be drawn
    findings: tuple[Finding, ...]  # in docs/


def lay_out(house: House, accepted: Accepted, edition: Edition) -> Layout:
    """The hand-written pages that stand after all, finished; a page with a block that cannot be filled does not."""
    catalogue, records = _catalogue(house, accepted, edition), record_pages(accepted.world)
    bare = Collection(house, catalogue, (), accepted.photos, accepted.manual, accepted.world, NOWHERE)

    def standing(documents: Documents, ids: Mapping[str, frozenset[str]] | None = None) -> Collection:
        known = {*_addresses(catalogue, documents.docs), *(published(page.path) for page in records)}
        absent = {**accepted.absent, **broken_pages(documents)}
        addresses = Addresses(frozenset(known | {"index.html"}), ids or {}, absent)
        return replace(bare, docs=documents.docs, addresses=addresses)

    documents, filled = fill_all(accepted.documents, standing)
    ids = {f"{story.folder}/index.html": anchors_in(story.body.html) for story in catalogue.stories}
    ids |= {published(doc.path): anchors(doc, filled[doc.path]) for doc in documents.docs}
    whole = standing(documents, ids)
    done = [doc_page(doc, filled[doc.path], whole) for doc in documents.docs]
    return Layout(
        whole,
        tuple(page for page, _ in done),
        tuple(sorted(page.source for page in documents.left_out)),
        records,
        (*documents.findings, *(finding for _, found in done for finding in found)),
    )


def _catalogue(house: House, accepted: Accepted, edition: Edition) -> Catalogue:
    intake = accepted.intake
    reviewers = house.organisation.show_reviewers or edition == "internal"
    guide = next((doc.path for doc in accepted.documents.docs if doc.path == GUIDE), "")
    mentions = accepted.world.mentions
    return Catalogue(
        intake.stories, intake.photos, house.organisation, reviewers, mentions, guide, accepted.changed
    )


def _addresses(catalogue: Catalogue, documents: Iterable[Doc]) -> Iterator[str]:
    """The address of every page that will exist."""
    for listing in listings(catalogue):
        yield published(page_path(listing.folder, 1))
    yield from (f"{story.folder}/index.html" for story in catalogue.stories)
    yield from (published(doc.path) for doc in documents)
    yield from map(published, (SEARCH, DIRECTORY))
