"""渠道预览: all channels of a story side by side, made when somebody looks; for the preview alone, never in a site."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources

from showcase.channels import screens
from showcase.channels.makers import EVERY, SCREENS, darkroom
from showcase.channels.same import differences, source
from showcase.channels.telling import CALLED, Channel, told
from showcase.fragments import fragment
from showcase.project.addresses import published
from showcase.project.errors import ShowcaseError
from showcase.project.finding import Finding, ordered
from showcase.project.folder import Project
from showcase.site.assemble import Site
from showcase.stories.story import Story

STYLE = "desk.css"
PAGE = re.compile(r"(\d{4}/[a-z0-9-]{1,80})/(?:([a-z]+)/([a-z0-9.-]{1,80}))?")
MAKERS = (*EVERY, SCREENS)
# The photos for all of them at once: starting the workers takes longer than their work.
TOGETHER = replace(
    SCREENS,
    covers=tuple(dict.fromkeys(recipe for maker in MAKERS for recipe in maker.covers)),
    shots=tuple(dict.fromkeys(recipe for maker in MAKERS for recipe in maker.shots)),
)
Answer = tuple[str, bytes]  # the name of a file, which tells its type; what is in it


@dataclass(frozen=True)
class Shelf:
    """Everything that was made of one story: its files by "wechat/preview.html", and what has to be said of it."""

    files: Mapping[str, bytes] = field(hash=False)
    kept_off: Mapping[Channel, str] = field(hash=False)  # channel → why it has none
    findings: tuple[Finding, ...] = ()


class Desk:
    """Answers for one site after the other; what was made of a story is kept until the next site."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._site: Site | None = None
        self._shelves: dict[str, Shelf] = {}
        self._one_at_a_time = threading.Lock()

    def show(self, site: Site) -> None:
        with self._one_at_a_time:
            self._site, self._shelves = site, {}

    def answer(self, path: str) -> Answer | None:
        """What lies at `path` below the desk: "" the list, "2026/slug/" a story's page, "2026/slug/wechat/…" a file."""
        if path == STYLE:
            return STYLE, (resources.files("showcase") / "fragments" / STYLE).read_bytes()
        with self._one_at_a_time:
            if self._site is None:
                return None
            if not path:
                return "index.html", fragment(
                    "desk-channels", part="list", stories=_rows(self._site)
                ).encode()
            match = PAGE.fullmatch(path)
            story = match and _story(self._site, match[1])
            if not match or not story:
                return None
            shelf = self._shelf(self._site, story)
            if match[3]:
                data = shelf.files.get(f"{match[2]}/{match[3]}")
                return None if data is None else (match[3], data)
            return "index.html", _page(self._site, story, shelf).encode()

    def _shelf(self, site: Site, story: Story) -> Shelf:
        if story.key not in self._shelves:
            self._shelves[story.key] = _made(self._project, site, story)
        return self._shelves[story.key]


def _story(site: Site, key: str) -> Story | None:
    return next((one for one in site.survey.collection.catalogue.stories if one.key == key), None)


def _rows(site: Site) -> Iterator[Mapping[str, str]]:
    catalogue = site.survey.collection.catalogue
    for story in catalogue.stories:
        front = story.front
        labels = (catalogue.label("department", front.department), catalogue.label("series", front.series))
        yield {"key": story.key, "title": front.title, "kicker": " · ".join(labels), "state": _state(story)}


def _state(story: Story) -> str:
    if story.front.sample:
        return "示例，不能送出去"
    return "待审，先不要送出去" if story.pending else "可以送出去"


def _made(project: Project, site: Site, story: Story) -> Shelf:
    found = site.survey
    asked = {maker: told(found, story, maker.channel) for maker in MAKERS}
    agreed = {maker: own for maker, (own, _) in asked.items() if own}
    findings = [finding for _, more in asked.values() for finding in more]
    kept_off = {
        maker.channel: f"同意不包括{CALLED[maker.channel]}" for maker in MAKERS if maker not in agreed
    }
    files: dict[str, bytes] = {}
    draft = next(one.draft for one in found.examined if one.draft.folder == story.folder)
    try:
        dark = darkroom(project, found.house, agreed.values(), TOGETHER)
        for maker, own in agreed.items():
            export = maker.make(own, found.house, dark)
            more = screens.pages([own], found.house, dark) if maker is SCREENS else ()
            files.update((f"{maker.channel}/{name}", data) for name, data in (*export.files, *more))
            findings += export.findings
            findings += differences(export, source(own, found.house.organisation), draft)
    except ShowcaseError as error:  # a full disk: what there is, and why the rest is not
        made = {name.partition("/")[0] for name in files}
        kept_off |= {maker.channel: str(error) for maker in agreed if maker.channel not in made}
    return Shelf(files, kept_off, ordered(tuple(dict.fromkeys(findings))))


def _page(site: Site, story: Story, shelf: Shelf) -> str:
    address = published(f"{story.folder}/index.md")
    card = next((leaf.known.card for leaf in site.leaves if leaf.address == address), "")
    return fragment(
        "desk-channels",
        part="story",
        title=story.front.title,
        state=_state(story),
        ready=not story.front.sample and not story.pending,
        website=f"/{address}",
        card=f"/{card}" if card else "",
        files=shelf.files,
        caption=shelf.files.get("douyin/caption.txt", b"").decode(),
        kept_off=shelf.kept_off,
        findings=shelf.findings,
    )
