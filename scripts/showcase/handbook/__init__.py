"""The handbook of editors and administrators: the pages of docs/ that are for them, and the rules.

It is documentation, so MkDocs and Material build it as they are (`mkdocs_handbook`); this room makes what they read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from showcase.brand import emblem
from showcase.handbook.pages import Leaf, Surroundings, leaf, place
from showcase.handbook.rulebook import rule_leaves, rule_paths
from showcase.handbook.settings import CSS, EMBLEM, colours, settings_text
from showcase.house import read_house
from showcase.house.settings import Settings
from showcase.pages.document_drafts import read_shelf
from showcase.pages.document_intake import take_documents
from showcase.pages.documents import Doc, orders
from showcase.pages.page import Asset, Stored
from showcase.pages.pictures import FOLDER
from showcase.photos.orders import Developed, Refusal
from showcase.photos.studio import Studio
from showcase.project.addresses import published
from showcase.project.cache import Cache
from showcase.project.errors import ProjectError
from showcase.project.finding import Finding
from showcase.project.folder import Project, judgement
from showcase.project.workers import Workers

HOME = "index.md"
BARE_HOME = Leaf(HOME, "编辑手册", "检查时报出的每一条，都能在这里查到。", "看[检查规则](rules/index.md)。")


@dataclass(frozen=True)
class Handbook:
    leaves: tuple[Leaf, ...]
    assets: tuple[Asset, ...]
    settings: str  # its mkdocs.yml
    findings: tuple[Finding, ...] = ()


def assemble_handbook(project: Project) -> Handbook:
    """Everything the handbook holds, with its photos developed.

    Raises:
        ProjectError: settings, brand or a hand-written page cannot be used.
        MachineError: the disk or a worker failed.
    """
    house = read_house(project)
    tokens = house.tokens
    shelf = read_shelf(project)
    with Workers() as workers:
        taken = take_documents(
            shelf, Cache(project.cache / "bodies"), workers, judgement(None).day, official=False
        )
        documents, chapters = taken.docs, chapters_of(taken.docs)
        studio = Studio(project.root, project.cache, workers, tokens.colour["paper"].light)
        photos = studio.develop(order for doc in chapters for order in orders(doc))
    written, findings = hand_leaves(documents, photos, house.settings)
    leaves = (*written, *rule_leaves(house.organisation, tokens.motto.words))
    if not any(one.path == HOME for one in written):
        leaves = (BARE_HOME, *leaves)
    mark = (
        house.emblem.single("reversed", "#ffffff")
        if house.emblem.shows("reversed")
        else emblem.coloured(house.emblem.svg, tokens, "dark")
    )
    assets = (
        *_photo_files(photos, studio.cache.folder),
        Asset(EMBLEM, mark.encode()),
        Asset(CSS, colours(tokens).encode()),
    )
    full = house.organisation.names.full
    text = settings_text(f"{tokens.names.site} · 编辑手册", full, house.settings.handbook, leaves)
    own = {draft.source for draft in shelf.drafts if draft.part and draft.part.audience == "handbook"}
    of_pages = (finding for finding in taken.findings if finding.place.path in own)
    return Handbook(leaves, assets, text, (*of_pages, *findings))


def chapters_of(documents: Iterable[Doc]) -> tuple[Doc, ...]:
    """The hand-written pages of the handbook.

    Raises:
        ProjectError: two of them, or one and the rules, would stand at one address.
    """
    chapters = tuple(doc for doc in documents if doc.matter.audience == "handbook")
    taken = dict.fromkeys(rule_paths(), "检查规则")
    for doc in chapters:
        path = place(doc)
        if path in taken:
            raise ProjectError(
                f"{doc.source} 和{taken[path]}在编辑手册里会用同一个网址，请给它的文件夹换个名字"
            )
        taken[path] = f" {doc.source} "
    return chapters


def hand_leaves(
    documents: Iterable[Doc], photos: Mapping[str, Developed | Refusal], settings: Settings
) -> tuple[tuple[Leaf, ...], tuple[Finding, ...]]:
    """The hand-written pages as MkDocs reads them, and what is wrong with them."""
    documents = tuple(documents)
    chapters = chapters_of(documents)
    places = {published(doc.path): place(doc) for doc in chapters}
    places |= {f"handbook/{published(path)}": path for path in rule_paths()}
    website = {published(doc.path) for doc in documents if doc.matter.audience == "public"}
    origin = "" if settings.is_sample else settings.origin
    around = Surroundings(places, website, origin)
    done = [leaf(doc, photos, around) for doc in chapters]
    return tuple(one for one, _ in done), tuple(finding for _, found in done for finding in found)


def _photo_files(photos: Mapping[str, Developed | Refusal], folder: Path) -> Iterator[Asset]:
    for photo in photos.values():
        if isinstance(photo, Developed):
            for instructions in photo.plans.values():
                yield from (Asset(f"{FOLDER}/{i.file}", Stored(folder, i.file)) for i in instructions)
