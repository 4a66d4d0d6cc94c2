"""Reads docs/, in any state, through the jail: every page with what is wrong with it, and what is no page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from showcase.pages.documents import DocDraft, DocMatter
from showcase.project.errors import ProjectError
from showcase.project.finding import Finding, Place, error, warning
from showcase.project.folder import Project
from showcase.project.jail import Entry, Jail, Refused
from showcase.stories.drafts import MAX_FRONT, decode, invisible
from showcase.stories.front import PHOTO_SUFFIXES
from showcase.typed.cut import cut
from showcase.typed.fields import read_marked
from showcase.typed.opening import read_opening
from showcase.typed.shapes import shape_of

MAX_BYTES = 1 << 20
DEEPEST = 8  # folders within docs/
FOLDER_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
TAKEN = frozenset({"stories", "topics", "search", "sitemap", "assets", "desk"})
# What may lie beside a page: photos, the records that it shows, and a film with its captions.
BESIDE = PHOTO_SUFFIXES | {".yml", ".json", ".mp4", ".webm", ".vtt"}


@dataclass(frozen=True)
class Shelf:
    """What lies in docs/: the pages by path, and what is to be said of the rest."""

    drafts: tuple[DocDraft, ...]
    findings: tuple[Finding, ...]


def read_shelf(project: Project) -> Shelf:
    """Every page below docs/.

    Raises:
        ProjectError: there is no home page, or a folder may not be opened; a site without it is not what anybody wants.
    """
    jail = Jail(project.root)
    found = tuple(_read_folder(jail, ("docs",)))
    drafts = sorted((one for one in found if isinstance(one, DocDraft)), key=lambda draft: draft.path)
    if not any(draft.path == "index.md" for draft in drafts):
        raise ProjectError("缺少 docs/index.md，它是首页")
    return Shelf(tuple(drafts), tuple(one for one in found if isinstance(one, Finding)))


def _read_folder(jail: Jail, parts: tuple[str, ...]) -> Iterator[DocDraft | Finding]:
    try:
        entries = jail.entries(*parts)
    except Refused as err:
        raise ProjectError(f"{'/'.join(parts)}/：{err}") from err
    for entry in entries:
        shown = "/".join((*parts, entry.name))
        if entry.name.startswith("."):
            continue
        if entry.is_folder:
            fault = _misplaced(jail, parts, entry.name)
            if fault:
                yield fault
            else:
                yield from _read_folder(jail, (*parts, entry.name))
        elif entry.name == "index.md":
            yield _read_page(jail, parts, entries)
        elif fault := _stray(shown, entry):
            yield fault


def _misplaced(jail: Jail, parts: tuple[str, ...], name: str) -> Finding | None:
    """Why no page can stand in the folder `name`: an error when one does."""
    place = Place("/".join((*parts, name)))
    if not FOLDER_NAME.fullmatch(name):
        words = "文件夹名会成为网址，只能用小写字母、数字和连字符"
        hint = f"改一个英文或拼音的名字，例如 {_slug(name)}"
    elif len(parts) == 1 and name in TAKEN:
        words, hint = "这个名字已经由程序自动生成的页面使用", f"换一个名字，例如 {name}-page"
    elif len(parts) > DEEPEST:
        words, hint = f"文件夹套了 {DEEPEST} 层以上", "往上移几层"
    else:
        return None
    if _holds_a_page(jail, (*parts, name)):
        return error("DOC005", place, f"{words}；里面的页面没有发布", hint)
    return warning("DOC006", place, f"{words}；里面没有页面，没有用到", hint)


def _holds_a_page(jail: Jail, parts: tuple[str, ...]) -> bool:
    try:
        return any(path[-1].lower().endswith(".md") for path, _ in jail.files(*parts))
    except Refused:
        return False


def _slug(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain[:80] or "wenhua"


def _stray(shown: str, entry: Entry) -> Finding | None:
    """What is to be said of a file that is no page."""
    place, path = Place(shown), PurePosixPath(shown)
    if not entry.is_plain:
        message = "这不是一个普通文件（可能是链接、管道），没有打开，也不会发布"
        return warning("DOC006", place, message, "只放文件本身；要用别处的文件夹，请把里面的文件移过来")
    if path.suffix.lower() == ".md":
        stem = _slug(path.stem)
        right = path.parent / "index.md" if stem == "index" else path.parent / stem / "index.md"
        hint = f"移到 {right}"
        return error("DOC005", place, "每个页面各占一个文件夹，文件名是 index.md；这一页没有发布", hint)
    if path.suffix.lower() not in BESIDE:
        hint = "把内容写进页面；不要的从 docs/ 里删掉"
        return warning("DOC006", place, "这个文件没有用到，也不会发布", hint)
    return None


def _read_page(jail: Jail, parts: tuple[str, ...], entries: tuple[Entry, ...]) -> DocDraft:
    files = frozenset(entry.name for entry in entries if entry.is_plain)
    bare = DocDraft("/".join(parts[1:]), files=files)
    place = Place(bare.source)
    try:
        source = jail.read(*parts, "index.md", limit=MAX_BYTES)
    except Refused as err:
        return replace(bare, findings=(error("DOC009", place, f"index.md：{err}", "放进文件本身"),))
    text, fault = decode(source, place)
    if fault:
        return replace(bare, findings=(fault,))
    start = read_opening(text, bare.source, DocMatter.model_fields)
    findings = (*start.findings, *invisible(start.body, bare.source, start.body_line))
    draft = replace(bare, text=start.body, first_line=start.body_line, whole=text, findings=findings)
    if start.yaml is None:
        return draft
    if len(start.yaml.encode()) > MAX_FRONT:
        large = error("DOC001", place, "稿头超过 16 KB", "正文写在第二个 --- 后面")
        return replace(draft, findings=(*findings, large))
    reading = read_marked(DocMatter, start.yaml, bare.source, "DOC001", first_line=start.yaml_line)
    marks = {
        path: (line + start.yaml_line - 1, column) for path, (line, column) in reading.loaded.marks.items()
    }
    part = DocMatter.model_validate({"title": "没有写", **reading.part})
    yaml = start.yaml.split("\n")
    lost = (
        warning(
            "FM012", Place(bare.source, one.line + start.yaml_line - 1, one.column), one.message, one.hint
        )
        for one in cut(yaml, reading.loaded, shape_of(DocMatter))
    )
    return replace(
        draft, matter=reading.value, part=part, findings=(*findings, *reading.findings, *lost), marks=marks
    )
