"""Hand-written pages as they are typed: read through the jail, with the photos they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.drafts import split_front_matter
from showcase.errors import ProjectError
from showcase.fields import Name, OneLine, Typed, Yes, length, read_typed
from showcase.jail import Jail, Refused
from showcase.photos.recipes import BANNER, BANNER_NARROW, BODY, CARD, SHARE
from showcase.photos.studio import Order, Want
from showcase.project import Project
from showcase.story import PhotoName, PhotoNote

MAX_BYTES = 1 << 20

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
IMAGE = re.compile(r'^!\[(?P<alt>[^\]]*)\]\((?P<file>[^()\s]+)(?:\s+"(?P<caption>[^"]*)")?\)\s*$')
FOLDER_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
TAKEN = frozenset({"stories", "topics", "search", "sitemap", "assets"})


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
    needs: Literal["film", ""] = ""  # the page is there only when this is


@dataclass(frozen=True)
class Doc:
    """A hand-written page as read. `folder` is relative to docs/, "" for the home page."""

    folder: str
    matter: DocMatter
    text: str
    first_line: int
    whole: str = ""  # the file as read, front matter included

    @property
    def source(self) -> str:
        return f"docs/{self.path}"

    @property
    def path(self) -> str:
        return f"{self.folder}/index.md" if self.folder else "index.md"

    @property
    def depth(self) -> int:
        return len(self.folder.split("/")) if self.folder else 0

    def note(self, file: str) -> PhotoNote:
        return self.matter.photos.get(file, PhotoNote())

    def photo_path(self, file: str) -> str:
        return f"docs/{self.folder}/{file}" if self.folder else f"docs/{file}"


def read_docs(project: Project) -> tuple[Doc, ...]:
    """Every page below docs/, by path.

    Raises:
        ProjectError: one of them cannot be read; these pages are the office's own, so nothing is guessed.
    """
    jail = Jail(project.root)
    docs = tuple(sorted(_read_folder(jail, ("docs",)), key=lambda doc: doc.path))
    if not any(doc.path == "index.md" for doc in docs):
        raise ProjectError("缺少 docs/index.md，它是首页")
    return docs


def _read_folder(jail: Jail, parts: tuple[str, ...]) -> Iterator[Doc]:
    try:
        entries = jail.entries(*parts)
    except Refused as err:
        raise ProjectError(f"{'/'.join(parts)}/：{err}") from err
    for entry in entries:
        shown = "/".join((*parts, entry.name))
        if entry.name.startswith("."):
            continue
        if entry.is_folder:
            if not FOLDER_NAME.fullmatch(entry.name):
                shown = shown.encode("utf-8", "replace").decode()
                raise ProjectError(f"{shown!r}: 文件夹名会成为网址，只能用小写字母、数字和连字符")
            if len(parts) == 1 and entry.name in TAKEN:
                raise ProjectError(f"{shown}: 这个名字已经由程序自动生成的页面使用，请换一个")
            yield from _read_folder(jail, (*parts, entry.name))
        elif entry.name == "index.md":
            yield _read_page(jail, parts, shown)
        elif entry.name.endswith(".md"):
            raise ProjectError(
                f"{shown}: 每个页面各占一个文件夹，文件名是 index.md；请移到 {shown[:-3]}/index.md"
            )


def _read_page(jail: Jail, parts: tuple[str, ...], shown: str) -> Doc:
    try:
        text = jail.read(*parts, "index.md", limit=MAX_BYTES).decode("utf-8-sig")
    except Refused as err:
        raise ProjectError(f"{shown}: {err}") from err
    except UnicodeDecodeError:
        raise ProjectError(f"{shown}: 不是 UTF-8 编码，请另存为 UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    yaml, body, first_line = split_front_matter(text)
    if yaml is None:
        raise ProjectError(f"{shown}: 开头没有用 --- 围起来的稿头")
    matter, findings = read_typed(DocMatter, yaml, shown, "DOC001", first_line=2)
    if matter is None:
        first = findings[0]
        raise ProjectError(f"{first.place}: {first.message}" + (f"；{first.hint}" if first.hint else ""))
    return Doc("/".join(parts[1:]), matter, body, first_line, text)


def orders(doc: Doc) -> Iterator[Order]:
    cover = doc.matter.cover
    if cover:
        focal = doc.note(cover).focal
        wants = {Want(recipe, focal) for recipe in (BANNER, BANNER_NARROW, SHARE)}
        if doc.matter.layout == "culture":
            wants.add(Want(CARD, focal))
        yield Order(doc.photo_path(cover), frozenset(wants))
    for _, match in outside_fences(doc.text, IMAGE):
        yield Order(doc.photo_path(match["file"]), frozenset({Want(BODY)}))


def outside_fences(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """(line index, match) of each whole line that fits `pattern` and stands in no code fence."""
    fence = ""
    for index, line in enumerate(text.split("\n")):
        mark = FENCE.match(line)
        if mark:
            if not fence:
                fence = mark.group(1)
            elif mark.group(1).startswith(fence):
                fence = ""
        elif not fence and (match := pattern.match(line)):
            yield index, match


def titles_of(docs: Iterable[Doc]) -> dict[str, str]:
    return {doc.path: doc.matter.title for doc in docs}
