"""Which share card each page has: what it says and which photo it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from showcase.pages.catalogue import KINDS, Catalogue
from showcase.pages.collection import Collection
from showcase.pages.lists import listings
from showcase.pages.page import Asset, Page, Stored
from showcase.photos.orders import Developed
from showcase.photos.recipes import SHARE
from showcase.project.addresses import href
from showcase.project.cache import Cache
from showcase.site.cards import entry, make_cards
from showcase.site.faces import Face, Look
from showcase.stories.story import Story

FOLDER = "assets/cards"
DEFAULT = "assets/card.jpg"  # also for pages that are not ours, such as 404


@dataclass(frozen=True)
class Shared:
    cards: tuple[Asset, ...]
    by_page: Mapping[str, str] = field(hash=False)  # the path of each page's card, by the page's
    drawn: int  # now

    def on(self, page: Page) -> Page:
        """`page`, naming its card."""
        return replace(page, meta=replace(page.meta, card=href(page.path, self.by_page[page.path])))


def share(
    titles: Mapping[str, str],
    whole: Collection,
    look: Look,
    photos: Cache,
    cache: Cache,
    there: Mapping[str, str],
) -> Shared:
    """The card of every page in `titles`, by path; what is `there`, files by path, need not lie in `cache`.

    A page without a face of its own, such as a list's second page or a rule, shares that of the page above it.

    Raises:
        MachineError: a worker or the disk failed.
    """
    default = Face(look.name, whole.house.organisation.names.full)
    faces = _faces(whole)
    for path, title in titles.items():
        folder = path.rpartition("/")[0]
        if "/" not in folder and folder not in faces:  # the search, the directory
            faces[folder] = Face(title, default.kicker)
    shown = {path: _nearest(path, faces, default) for path in titles}
    names = {face: entry(face, look) for face in dict.fromkeys((*shown.values(), default))}
    cards = {face: Asset(f"{FOLDER}/{name}", Stored(cache.folder, name)) for face, name in names.items()}
    files = {cards[face].path: cards[face] for face in shown.values()}
    files[DEFAULT] = Asset(DEFAULT, Stored(cache.folder, names[default]))
    missing = (face for face, card in cards.items() if there.get(card.path) != card.print)
    drawn = make_cards(missing, look, photos, cache)
    return Shared(tuple(files.values()), {path: cards[face].path for path, face in shown.items()}, drawn)


def _nearest(path: str, faces: Mapping[str, Face], default: Face) -> Face:
    folder = path.rpartition("/")[0]
    while folder and folder not in faces:
        folder = folder.rpartition("/")[0]
    return faces.get(folder, default)


def _faces(whole: Collection) -> dict[str, Face]:
    """By folder."""
    catalogue, names = whole.catalogue, whole.house.organisation.names
    faces: dict[str, Face] = {}
    for listing in listings(catalogue):
        kicker = f"故事 · {KINDS[listing.topic[0]]}" if listing.topic else names.full
        photo, focus = next((found for s in listing.stories if (found := _cover(catalogue, s))[0]), ("", 0.5))
        sample = any(story.front.sample for story in listing.stories)
        faces[listing.folder] = Face(listing.title, kicker, photo, focus, sample)
    for doc in whole.docs:
        photo, focus = _shared(whole.photos[doc.photo_path(doc.cover)]) if doc.cover else ("", 0.5)
        kicker = doc.matter.kicker or names.full
        faces[doc.folder] = Face(doc.matter.title, kicker, photo, focus, doc.matter.sample)
    faces |= {story.folder: story_face(catalogue, story) for story in catalogue.stories}
    return faces


def story_face(catalogue: Catalogue, story: Story) -> Face:
    """What a story's card says, on the site and in other channels."""
    front = story.front
    kicker = " · ".join(
        (catalogue.label("department", front.department), catalogue.label("series", front.series))
    )
    photo, focus = _cover(catalogue, story)
    return Face(front.title, kicker, photo, focus, front.sample, tuple(_people(story)))


def _people(story: Story) -> Iterator[str]:
    for person in story.front.people:
        yield from (person.name, person.role)


def _cover(catalogue: Catalogue, story: Story) -> tuple[str, float]:
    """(the cover's entry in the photo cache, where to look in its height); "" without a cover."""
    file = story.cover
    photo = catalogue.photos.get(f"{story.folder}/{file}") if file else None
    return _shared(photo) if photo else ("", 0.5)


def _shared(photo: Developed) -> tuple[str, float]:
    instruction = photo.picture(SHARE)[-1]
    _, top, _, bottom = instruction.box
    focus = ((photo.want(SHARE).focal or photo.probe.focal)[1] * photo.probe.height - top) / (bottom - top)
    if instruction.place:  # the photo does not fill its shape
        _, start, _, end = instruction.place
        focus = (start + focus * (end - start)) / instruction.size[1]
    return instruction.file, round(min(max(focus, 0.0), 1.0), 3)
