"""Hand-written pages: what their authors type, the page in any state, and the page that may be published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.markup.body import Body, PhotoUse
from showcase.photos.orders import Order, Want
from showcase.photos.recipes import BANNER, BANNER_NARROW, BODY, CARD, SHARE
from showcase.project.finding import Finding, Place
from showcase.records.practice import Practice
from showcase.stories.front import PhotoName, PhotoNote
from showcase.typed.fields import Day, Name, OneLine, Typed, Yes, length

HOME = "docs/index.md"

Audience = Literal["public", "internal", "handbook"]


class DocMatter(Typed):
    BARE: ClassVar[tuple[str, ...]] = ("sample",)

    title: Name
    description: Annotated[OneLine, AfterValidator(length(0, 120))] = ""
    layout: Literal["home", "culture", "manual"] = "manual"
    section: Literal["stories", "culture", "brand", "start", "about", ""] = ""
    kicker: OneLine = ""
    department: Name | None = None
    theme: Name | None = None
    line: Annotated[OneLine, AfterValidator(length(0, 40))] = ""
    cover: PhotoName | None = None
    cover_alt: OneLine = ""
    photos: Annotated[dict[PhotoName, PhotoNote], Field(default_factory=dict)]
    sample: Yes = False
    needs: OneLine = ""  # the page is there only when this is: film, or a kind of entry that is not empty
    audience: Audience = "public"
    practice: Practice | None = None  # the page tells how a problem was solved
    reviewed: Day | None = None  # when somebody last read it through, where no git says when it changed


@dataclass(frozen=True)
class DocPlace:
    """Where a hand-written page lies. `folder` is relative to docs/, "" for the home page."""

    folder: str

    @property
    def source(self) -> str:
        return f"docs/{self.path}"

    @property
    def path(self) -> str:
        return f"{self.folder}/index.md" if self.folder else "index.md"

    @property
    def depth(self) -> int:
        return len(self.folder.split("/")) if self.folder else 0

    def photo_path(self, file: str) -> str:
        return f"docs/{self.folder}/{file}" if self.folder else f"docs/{file}"


@dataclass(frozen=True)
class DocDraft(DocPlace):
    """A hand-written page in any state, as read; `findings` are those of reading it."""

    text: str = ""  # the body
    first_line: int = 1  # of the file, on which the body begins
    whole: str = ""  # the file as read, front matter included
    matter: DocMatter | None = None  # only when all of it is right
    part: DocMatter | None = None  # the front matter as far as it can be read
    findings: tuple[Finding, ...] = ()
    files: frozenset[str] = frozenset()  # names of the plain files beside it
    marks: Mapping[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict, hash=False)
    """(line, column) in index.md of each value of the front matter"""

    def at(self, *path: str | int) -> Place:
        """Where the value at `path` of the front matter stands, or the nearest thing that holds it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.marks:
                return Place(self.source, *self.marks[path[:end]])
        return Place(self.source)


@dataclass(frozen=True)
class Doc(DocPlace):
    """Exists only for a page without errors."""

    matter: DocMatter
    text: str = ""
    first_line: int = 1
    body: Body = field(default_factory=Body)
    ended: frozenset[str] = frozenset()  # photos whose consent has ended: shown nowhere

    @property
    def cover(self) -> str | None:
        return None if self.matter.cover in self.ended else self.matter.cover

    @property
    def photos(self) -> tuple[PhotoUse, ...]:
        """Those of the body that are shown."""
        return tuple(use for use in self.body.photos if use.file not in self.ended)

    def note(self, file: str) -> PhotoNote:
        return self.matter.photos.get(file, PhotoNote())

    def body_place(self, line: int, column: int = 1) -> Place:
        """Where that line of the body stands in the file."""
        return Place(self.source, line + self.first_line - 1, column)


def orders(doc: Doc) -> Iterator[Order]:
    """The outputs a page's photos are wanted in."""
    cover = doc.cover
    if cover:
        focal = doc.note(cover).focal
        wants = {Want(recipe, focal) for recipe in (BANNER, BANNER_NARROW, SHARE)}
        if doc.matter.layout == "culture":
            wants.add(Want(CARD, focal))
        yield Order(doc.photo_path(cover), frozenset(wants))
    for use in doc.photos:
        yield Order(doc.photo_path(use.file), frozenset({Want(BODY)}))
