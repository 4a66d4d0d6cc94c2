"""The hand-written pages as running words, with what their lists add, before any page is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from showcase.pages.blocks import RECORD_BLOCKS
from showcase.pages.documents import Doc
from showcase.project.addresses import href
from showcase.records.glossary import SECTION, Term
from showcase.records.kind import Kind, World
from showcase.records.paths import Path
from showcase.records.prose import Prose
from showcase.records.questions import Question
from showcase.records.record import RecordPhoto
from showcase.stories.story import Story


@dataclass(frozen=True)
class _Unplaced:
    """A page of which only the words count: it names every other page and shows no picture."""

    page: str
    whole: tuple[str, ...] = ()

    def href(self, target: str) -> str:
        return href(self.page, target)

    def link(self, target: str) -> str | None:
        return None

    def picture(self, kind: Kind[Any], photo: RecordPhoto, recipe: str) -> None:
        return None

    def plate(self, name: str) -> None:
        return None

    def cards(self, stories: Iterable[Story]) -> tuple[()]:
        return ()


def proses(docs: Iterable[Doc], world: World) -> Mapping[str, Prose]:
    """Those of `docs` that new colleagues read, by folder. Blocks of stories and of the brand add no words."""
    named = frozenset(_named(world))
    read = (doc for doc in docs if doc.folder in named or doc.matter.section == SECTION)
    return {doc.folder: _prose(doc, world) for doc in read}


def _named(world: World) -> Iterator[str]:
    """The folders that steps, questions and words lead to."""
    pages = [step.page for path in world.of(Path) for step in path.steps]
    pages += (question.page for question in world.of(Question))
    pages += (term.page for term in world.of(Term))
    yield from (page.partition("#")[0] for page in pages if page)


def _prose(doc: Doc, world: World) -> Prose:
    def filled(place: re.Match[str]) -> str:
        use = doc.body.blocks[int(place[1])]
        block = RECORD_BLOCKS.get(use.name)
        try:
            return block(world, _Unplaced(doc.path), dict(use.options)) if block else ""
        except ValueError:  # told of when the page is laid out
            return ""

    html = re.sub(r'<div class="block-(\d+)"></div>', filled, doc.body.html)
    return Prose(doc.matter.title, html, doc.matter.section)
