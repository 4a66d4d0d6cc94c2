"""Hand-written pages: their photos become figures, their blocks are filled, the rest is left to the generator."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import markdown
from pydantic import AfterValidator, Field

from showcase import markup
from showcase.drafts import split_front_matter
from showcase.errors import ProjectError
from showcase.fields import Name, OneLine, Typed, Yes, length, one_line, read_typed
from showcase.finding import Finding, Place, error, warning
from showcase.fragments import fragment
from showcase.jail import Jail, Refused
from showcase.page import Page, SearchEntry, href, published, resolve
from showcase.pages.pictures import picture
from showcase.pages.views import FootView, HeadView, Link, Picture
from showcase.photos.cache import Cache
from showcase.photos.recipes import BANNER, BANNER_NARROW, BODY, CARD, SHARE
from showcase.photos.studio import MISSING, Developed, Order, Refusal, Want
from showcase.project import Project
from showcase.rules.photos import photo_warnings
from showcase.story import PhotoName, PhotoNote

MAX_BYTES = 1 << 20

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
IMAGE = re.compile(r'^!\[(?P<alt>[^\]]*)\]\((?P<file>[^()\s]+)(?:\s+"(?P<caption>[^"]*)")?\)\s*$')
SUSPECT = re.compile(r".*(?:!\[|<|javascript:)", re.IGNORECASE)
ACTIVE = re.compile(
    r"<\s*(?:script|style|iframe|object|embed|link|meta|base|form|img|svg|video|audio)\b"
    r"|<[^>]*\s(?:on[a-z]+|style)\s*=|javascript\s*:",
    re.IGNORECASE,
)
FOLDER_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
TAKEN = frozenset({"stories", "topics", "search", "sitemap", "assets"})
LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]]*)\]\((?P<link>[^()\s]+)\)")
LINKED = re.compile(r".*\]\(")
BLOCK = re.compile(r"^<!--\s*block:\s*(?P<name>[a-z-]+)(?P<options>(?:\s+[a-z]+=[\w/-]+)*)\s*-->\s*$")
BLOCK_LIKE = re.compile(r"^<!--\s*block\b")


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

    def photo_path(self, file: str) -> str:
        return f"docs/{self.folder}/{file}" if self.folder else f"docs/{file}"


Fill = Callable[[str, Mapping[str, str]], str]  # block name, options → HTML; raises ValueError


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
    for entry in jail.entries(*parts):
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
        raise ProjectError(f"{shown}: 开头没有用 --- 围起来的信息栏")
    matter, findings = read_typed(DocMatter, yaml, shown, "DOC001", first_line=2)
    if matter is None:
        first = findings[0]
        raise ProjectError(f"{first.place}: {first.message}" + (f"；{first.hint}" if first.hint else ""))
    return Doc("/".join(parts[1:]), matter, body, first_line, text)


def orders(doc: Doc) -> Iterator[Order]:
    cover = doc.matter.cover
    if cover:
        focal = _note(doc, cover).focal
        wants = {Want(recipe, focal) for recipe in (BANNER, BANNER_NARROW, SHARE)}
        if doc.matter.layout == "culture":
            wants.add(Want(CARD, focal))
        yield Order(doc.photo_path(cover), frozenset(wants))
    for _, match in _outside_fences(doc.text, IMAGE):
        yield Order(doc.photo_path(match["file"]), frozenset({Want(BODY)}))


def _note(doc: Doc, file: str) -> PhotoNote:
    return doc.matter.photos.get(file, PhotoNote())


def _outside_fences(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
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


def doc_page(
    doc: Doc,
    photos: Mapping[str, Developed | Refusal],
    titles: Mapping[str, str],
    motto: tuple[tuple[str, ...], bool],
    fill: Fill,
    known: frozenset[str],
    cache: Cache,
    *,
    samples: bool,
) -> tuple[Page, tuple[Finding, ...]]:
    """The page with its head, figures, blocks and foot; and what is wrong with them.

    `titles` holds the title of every hand-written page by path, for the breadcrumbs; `known` the
    addresses of all pages; `samples` says whether sample stories are on the site. A link to a page that does not exist becomes plain text.
    """
    lines = doc.text.split("\n")
    findings: list[Finding] = []
    for index, _ in list(_outside_fences(doc.text, LINKED)):
        lines[index], dead = _live_links(doc, lines[index], known)
        findings += (
            warning(
                "LNK001",
                Place(doc.source, index + doc.first_line),
                f"链接 {link} 没有通向任何页面，发布时去掉了链接",
                "检查路径",
            )
            for link in dead
        )
    for index, match in list(_outside_fences(doc.text, IMAGE)):
        place = Place(doc.source, index + doc.first_line)
        html, problem = _figure(doc, match, photos, place)
        lines[index] = f"\n{html}\n"
        findings += problem
    for index, _ in list(_outside_fences(doc.text, SUSPECT)):
        code, message, hint = _suspicion(doc.text.split("\n")[index])
        if code and not IMAGE.match(doc.text.split("\n")[index]):
            findings.append(error(code, Place(doc.source, index + doc.first_line), message, hint))
            lines[index] = ""
    for index, match in list(_outside_fences(doc.text, BLOCK)):
        options = dict(option.split("=", 1) for option in match["options"].split())
        try:
            lines[index] = f"\n{fill(match['name'], options)}\n"
        except ValueError as err:
            findings.append(
                error(
                    "DOC003", Place(doc.source, index + doc.first_line), str(err), "对照 README 里的版块一览"
                )
            )
            lines[index] = ""
    for index, _ in _outside_fences("\n".join(lines), BLOCK_LIKE):
        findings.append(
            error(
                "DOC003",
                Place(doc.source, index + doc.first_line),
                "这个版块的写法认不出来",
                "例如 <!-- block: stories department=dining -->",
            )
        )
    cover, problem = _cover(doc, photos)
    findings += problem
    words, proposed = motto
    shows_samples = doc.matter.sample or (samples and doc.matter.layout in ("home", "culture"))
    head = HeadView(
        title=doc.matter.title,
        lede=doc.matter.description,
        layout=doc.matter.layout,
        kicker=doc.matter.kicker,
        breadcrumbs=_breadcrumbs(doc, titles),
        cover=cover,
        sample=shows_samples,
        motto=words,
        motto_proposed=proposed,
        emblem=href(doc.path, "assets/emblem.svg"),
    )
    foot = FootView(tuple(_credits(doc)))
    body = "\n\n".join((fragment("head", v=head), "\n".join(lines), fragment("foot", v=foot)))
    meta = {
        "title": doc.matter.title,
        "description": doc.matter.description,
        "layout": doc.matter.layout,
        "section": doc.matter.section,
        "sample": shows_samples,
    }
    entry = SearchEntry(
        doc.matter.title, published(doc.path), doc.matter.description, "页面", doc_text(doc, cache)
    )
    return Page(doc.path, meta, body, False, entry), tuple(findings)


def _suspicion(line: str) -> tuple[str, str, str]:
    """(code, message, hint) of what may not stand on a page; code is "" when the line is fine."""
    line = re.sub(r"(`+).*?\1", "", line)
    if "![" in line:
        return (
            "PHO003",
            "照片要单独占一行，写成 ![说明](文件名)；文件名里不能有空格和括号",
            "在照片前后各空一行",
        )
    if ACTIVE.search(line):
        return "DOC004", "页面里不能有脚本、样式、外部图片和表单", "删掉这一行，改用 Markdown 或版块"
    return "", "", ""


def _live_links(doc: Doc, line: str, known: frozenset[str]) -> tuple[str, list[str]]:
    dead: list[str] = []

    def keep(match: re.Match[str]) -> str:
        link = match["link"]
        if (
            re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link)
            or link.startswith("#")
            or resolve(doc.path, link) in known
        ):
            return match.group()
        dead.append(link)
        return match["text"]

    return LINK.sub(keep, line), dead


def doc_text(doc: Doc, cache: Cache) -> str:
    """The page's words, for the search."""
    name = hashlib.sha256(f"text {markup.VERSION}\0{doc.text}".encode()).hexdigest()
    known = cache.get(name)
    if known is not None:
        return known.decode()
    html = markdown.markdown(
        doc.text, extensions=["tables", "footnotes", "def_list", "admonition", "fenced_code"]
    )
    text = markup.plain_text(markup.sanitise(html))
    cache.put(name, text.encode())
    return text


def _figure(
    doc: Doc, match: re.Match[str], photos: Mapping[str, Developed | Refusal], place: Place
) -> tuple[str, list[Finding]]:
    file, alt, caption = match["file"], match["alt"].strip(), (match["caption"] or "").strip()
    photo = photos.get(doc.photo_path(file))
    if not isinstance(photo, Developed):
        return "", [_missing(doc, file, photo, place)]
    findings = list(photo_warnings(photo, doc.photo_path(file)))
    try:
        if not one_line(alt):
            return "", [error("PHO001", place, "这张照片没有替代文字", f"例如 ![一锅汤圆]({file})")]
        one_line(caption)
    except ValueError as err:
        return "", [error("PHO004", place, f"照片的文字：{err}")]
    shown = picture(doc.path, photo, Want(BODY), alt=alt, caption=caption, credit=_note(doc, file).credit)
    return fragment("figure", p=shown, wide=shown.width > shown.height), findings


def _missing(doc: Doc, file: str, photo: Developed | Refusal | None, place: Place) -> Finding:
    if isinstance(photo, Refusal) and photo.code != MISSING:
        return error(photo.code, Place(doc.photo_path(file)), photo.message, photo.hint)
    return error("PHO002", place, f"照片 {file} 不在页面旁边", "把照片放在 index.md 旁边")


def _cover(doc: Doc, photos: Mapping[str, Developed | Refusal]) -> tuple[Picture | None, list[Finding]]:
    """(banner, findings)."""
    file = doc.matter.cover
    if not file:
        return None, []
    photo = photos.get(doc.photo_path(file))
    if not isinstance(photo, Developed):
        return None, [_missing(doc, file, photo, Place(doc.source))]
    note, alt = _note(doc, file), doc.matter.cover_alt
    narrow = picture(doc.path, photo, Want(BANNER_NARROW, note.focal), alt=alt)
    banner = picture(doc.path, photo, Want(BANNER, note.focal), alt=alt, credit=note.credit, narrow=narrow)
    return banner, list(photo_warnings(photo, doc.photo_path(file)))


def tile_picture(page: str, doc: Doc, photos: Mapping[str, Developed | Refusal]) -> Picture | None:
    """A culture page's cover as a card on `page`."""
    file = doc.matter.cover
    photo = photos.get(doc.photo_path(file)) if file else None
    if not file or not isinstance(photo, Developed):
        return None
    return picture(page, photo, Want(CARD, _note(doc, file).focal), alt=doc.matter.cover_alt)


def _credits(doc: Doc) -> Iterator[tuple[str, str]]:
    shown = {match["file"]: match["caption"] or match["alt"] for _, match in _outside_fences(doc.text, IMAGE)}
    if doc.matter.cover:
        shown = {doc.matter.cover: "题图"} | {f: t for f, t in shown.items() if f != doc.matter.cover}
    for file, text in shown.items():
        if credit := _note(doc, file).credit:
            yield text, credit


def _breadcrumbs(doc: Doc, titles: Mapping[str, str]) -> tuple[Link, ...]:
    if not doc.folder:
        return ()
    parts = doc.folder.split("/")
    above = ["index.md", *("/".join(parts[:n]) + "/index.md" for n in range(1, len(parts)))]
    return tuple(
        Link("首页" if path == "index.md" else titles[path], href(doc.path, path))
        for path in above
        if path in titles
    )


def titles_of(docs: Iterable[Doc]) -> dict[str, str]:
    return {doc.path: doc.matter.title for doc in docs}
