"""A hand-written page of docs/ → a page of the handbook: its links go where they lead there, its photos are figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from showcase.fragments import fragment
from showcase.pages.documents import Doc
from showcase.pages.pictures import picture
from showcase.photos.orders import Developed, Refusal
from showcase.photos.recipes import BODY
from showcase.photos.studio import MISSING
from showcase.project.addresses import href, resolve
from showcase.project.finding import Finding, Place, error
from showcase.stories.rules.links import dead_link

FOLDER = "handbook/"  # pages of docs/handbook/ stand at the root of the handbook
IMAGE = re.compile(r'^!\[(?P<alt>[^\]]*)\]\((?P<file>[^()\s]+)(?:\s+"(?P<caption>[^"]*)")?\)\s*$')
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
LINK = re.compile(r"(?P<code>(`+).*?\2)|(?<!!)\[(?P<text>[^\[\]]*)\]\((?P<link>[^()\s]+)\)")
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True)
class Leaf:
    """A page of the handbook; `path` ends in index.md, `markdown` has no heading of the first level."""

    path: str
    title: str
    description: str
    markdown: str

    @property
    def source(self) -> str:
        """The whole file. The theme prints title and description as they are, so they are escaped here."""
        front = "\n".join(
            f'{key}: "{escape(value)}"'.replace("\\", "&#92;")
            for key, value in (("title", self.title), ("description", self.description))
        )
        lede = f'<p class="lede">{escape(self.description)}</p>' if self.description else ""
        return f"---\n{front}\n---\n\n{lede}\n\n{self.markdown}\n"


def place(doc: Doc) -> str:
    return doc.path.removeprefix(FOLDER)


@dataclass(frozen=True)
class Surroundings:
    """Where a link may lead."""

    places: Mapping[str, str]  # the pages of the handbook, by the address they would have on the website
    website: Collection[str]  # addresses of its public pages
    origin: str  # of the website, "" while that is unknown

    def target(self, doc: Doc, link: str) -> str | None:
        """What `link` becomes in the handbook: "" when it leads to the website and nobody knows where that is.

        None when it leads to no page.
        """
        if ABSOLUTE.match(link) or link.startswith("#"):
            return link
        address = resolve(doc.path, link) or ""
        if address in self.places:
            near = href(place(doc), self.places[address]).removesuffix(".html") + ".md"
            return near + "".join(link.partition("#")[1:])
        if address in self.website:
            return self.origin and self.origin + address
        return None


def leaf(
    doc: Doc, photos: Mapping[str, Developed | Refusal], around: Surroundings
) -> tuple[Leaf, tuple[Finding, ...]]:
    """The page, and what is wrong with it."""
    lines: list[str] = doc.text.split("\n")
    findings: list[Finding] = []
    for index in _prose(doc.text):
        spot = Place(doc.source, index + doc.first_line)
        if image := IMAGE.match(lines[index]):
            lines[index], problem = _figure(doc, image, photos, spot)
        else:
            lines[index], problem = _linked(doc, lines[index], around, spot)
        findings += problem
    matter = doc.matter
    return Leaf(place(doc), matter.title, matter.description, "\n".join(lines)), tuple(findings)


def _linked(doc: Doc, line: str, around: Surroundings, spot: Place) -> tuple[str, list[Finding]]:
    """The line with its links as they are in the handbook; one without a target is plain text."""
    dead: list[str] = []

    def follow(match: re.Match[str]) -> str:
        if match["code"]:
            return match.group()
        target = around.target(doc, match["link"])
        if target is None:
            dead.append(match["link"])
        return f"[{match['text']}]({target})" if target else match["text"]

    done = LINK.sub(follow, line)
    return done, [dead_link(spot, link, None) for link in dead]


def _prose(text: str) -> Iterator[int]:
    """The lines that stand in no code fence, however far it is indented."""
    fence = ""
    for index, line in enumerate(text.split("\n")):
        mark = FENCE.match(line)
        if mark and not fence:
            fence = mark.group(1)
        elif mark and mark.group(1).startswith(fence):
            fence = ""
        elif not fence:
            yield index


def _figure(
    doc: Doc, match: re.Match[str], photos: Mapping[str, Developed | Refusal], spot: Place
) -> tuple[str, list[Finding]]:
    file, alt = match["file"], match["alt"].strip()
    photo = photos.get(doc.photo_path(file))
    if isinstance(photo, Refusal) and photo.code != MISSING:
        return "", [error(photo.code, Place(doc.photo_path(file)), photo.message, photo.hint)]
    if not isinstance(photo, Developed):
        return "", [error("PHO002", spot, f"照片 {file} 不在页面旁边", "把照片放在 index.md 旁边")]
    if not alt:
        return "", [error("PHO001", spot, "这张照片没有替代文字", f"例如 ![一锅汤圆]({file})")]
    caption, credit = match["caption"] or "", doc.note(file).credit
    shown = picture(place(doc), photo.picture(BODY), alt=alt, caption=caption, credit=credit)
    return f"\n{fragment('figure', p=shown, wide=False)}\n", []
