"""One story typed anew, put into a site that is there already: its page at once, before lists and search follow.

What the page takes from others (its neighbours in time, the stories akin to it, the entries that name it) is as in the
site that is there; a whole site made afterwards says all of it anew. So nothing of this is ever published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from showcase.pages.collection import Collection
from showcase.pages.page import Asset, Page
from showcase.pages.story import story_page
from showcase.pages.trail import trail
from showcase.project.addresses import anchors_in, href
from showcase.project.cache import Cache
from showcase.project.finding import Finding
from showcase.project.folder import Project
from showcase.project.workers import Workers
from showcase.site import chrome
from showcase.site.assemble import Site, photo_files
from showcase.site.dressing import dressed
from showcase.site.judging import studio_of, terms_of
from showcase.site.options import Options
from showcase.stories.drafts import read_draft
from showcase.stories.intake import SHOWN, Examined, take_in
from showcase.stories.story import Story


@dataclass(frozen=True)
class Retold:
    findings: tuple[Finding, ...]
    page: Page | None = None  # None: it cannot be shown as it is now
    files: tuple[Asset, ...] = ()  # that the page names


def retold(project: Project, options: Options, site: Site, folder: str, workers: Workers) -> Retold | None:
    """The story in `folder` of `site` as it is typed now; None where more than its page changes.

    Raises:
        MachineError: the disk or a worker failed.
    """
    before = next((s for s in site.survey.collection.catalogue.stories if s.folder == folder), None)
    if before is None:
        return None
    read = site.survey.read
    draft = read_draft(project.jail, before.year, before.slug)
    studio = studio_of(project, read.house, options, workers, partly=True)
    examined = take_in((draft,), terms_of(read.house, read.today, options), studio, workers).examined[0]
    if examined.state not in SHOWN or examined.story is None:
        return Retold(examined.findings) if any(f.is_error for f in examined.findings) else None
    whole = _with(site.survey.collection, examined, examined.story)
    bare = story_page(whole.catalogue, examined.story, whole.addresses, chrome.known_origin(whole.house))
    way = trail(whole.world, whole.addresses.known)
    clothed = dressed((bare,), whole, way, Cache(project.cache / "brand"))
    (page,) = clothed.pages
    old = next((leaf for leaf in site.leaves if leaf.path == bare.path), None)
    card = href(page.path, old.known.card) if old else None  # drawn anew with the whole site
    photos = {f"{folder}/{file}": photo for file, photo in examined.photos.items()}
    files = (*photo_files(photos, studio.cache), *clothed.files[page.path])
    return Retold(examined.findings, replace(page, meta=replace(page.meta, card=card)), files)


def _with(whole: Collection, examined: Examined, story: Story) -> Collection:
    """All that there is, with the story in the place of the one of its name."""
    catalogue, addresses = whole.catalogue, whole.addresses
    others = (other for other in catalogue.stories if other.folder != story.folder)
    stories = tuple(sorted((*others, story), key=lambda s: (-s.date.toordinal(), s.key)))
    own = {f"{story.folder}/{file}": photo for file, photo in examined.photos.items()}
    kept = {path: p for path, p in catalogue.photos.items() if path.rpartition("/")[0] != story.folder}
    anchors: Mapping[str, frozenset[str]] = {
        **addresses.anchors,
        f"{story.folder}/index.html": anchors_in(story.body.html),
    }
    return replace(
        whole,
        catalogue=replace(catalogue, stories=stories, photos={**kept, **own}),
        addresses=replace(addresses, anchors=anchors),
    )
