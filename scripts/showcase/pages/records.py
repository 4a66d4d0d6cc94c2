"""Pages that kinds of entries make, and the canvas on which they draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from showcase.fragments import fragment
from showcase.pages.collection import Collection
from showcase.pages.manual import PlateView, plate_view
from showcase.pages.page import Asset, Meta, Page
from showcase.pages.pictures import picture
from showcase.pages.views import Card, FootView, HeadView, Link, Picture
from showcase.photos.orders import Developed, Order, Refusal, Want
from showcase.photos.recipes import RECIPES
from showcase.project.addresses import href, published
from showcase.project.finding import Finding, error
from showcase.records.kind import Kind, RecordPage, World
from showcase.records.kinds import KINDS, SYSTEMS, shown_in
from showcase.records.record import RecordPhoto
from showcase.records.references import Directory
from showcase.records.table import as_csv
from showcase.stories.story import Story


@dataclass(frozen=True)
class RecordCanvas:
    page: str
    collection: Collection

    @property
    def whole(self) -> tuple[str, ...]:
        return self.collection.catalogue.names

    def href(self, target: str) -> str:
        return href(self.page, target)

    def link(self, target: str) -> str | None:
        return (
            href(self.page, target)
            if published(target.partition("#")[0]) in self.collection.addresses.known
            else None
        )

    def picture(self, kind: Kind[Any], photo: RecordPhoto, recipe: str) -> Picture | None:
        developed = self.collection.photos.get(photo_path(kind, photo))
        if developed is None:
            return None
        made = developed.picture(RECIPES[recipe], photo.focal)
        return picture(self.page, made, alt=photo.alt, credit=photo.credit)

    def plate(self, name: str) -> PlateView | None:
        return plate_view(self.page, self.collection.manual, name)

    def cards(self, stories: Iterable[Story]) -> tuple[Card, ...]:
        return self.collection.catalogue.cards(self.page, stories)


def photo_path(kind: Kind[Any], photo: RecordPhoto) -> str:
    return f"docs/{kind.folder}/{photo.file}"


def photo_orders(world: World) -> Iterator[Order]:
    """What the photos beside the lists are made into."""
    for kind in KINDS:
        for record in world.of(kind.record):
            for _, value in record:
                if isinstance(value, RecordPhoto):
                    wants = frozenset(Want(RECIPES[name], value.focal) for name in kind.wants)
                    yield Order(photo_path(kind, value), wants)


def photo_faults(world: World, photos: Mapping[str, Developed | Refusal]) -> Iterator[Finding]:
    """The photos beside the lists that cannot be used: the entry stands without."""
    for kind in KINDS:
        for entry in world.entries(kind.record):
            for name, value in entry.record:
                if isinstance(value, RecordPhoto):
                    path = photo_path(kind, value)
                    if isinstance(refused := photos.get(path), Refusal):
                        words = f"{path}：{refused.message}"
                        yield error(refused.code, entry.at(name, "file"), words, refused.hint)


def record_pages(world: World) -> tuple[RecordPage, ...]:
    return tuple(page for system in SYSTEMS for page in system.pages(world))


def record_page(page: RecordPage, canvas: RecordCanvas) -> Page:
    """`page` finished, with its head and foot."""
    above = ((c.text, canvas.link(c.path)) for c in page.above)  # a list may lie beside no page
    crumbs = (Link("首页", canvas.href("index.md")), *(Link(text, href) for text, href in above if href))
    head = HeadView(
        page.title, page.lede, "manual", page.kicker, crumbs, sample=page.sample, whole=canvas.whole
    )
    body = "\n".join((fragment("head", v=head), page.body(canvas), fragment("foot", v=FootView())))
    meta = Meta(page.title, page.lede, "record", page.section, page.sample, True if page.aside else None)
    return Page(page.path, meta, body, kicker=page.kicker or "页面")


def record_files(world: World, directory: Directory) -> Iterator[Asset]:
    """Each kind that has entries as a table, and what else it offers."""
    shown = shown_in(world, directory)
    for kind in KINDS:
        if kind.tabled and (records := world.of(kind.record)):
            yield Asset(kind.table, as_csv(kind, records, shown, internal=world.internal))
    for system in SYSTEMS:
        yield from (Asset(file.path, file.data) for file in system.files(world))
