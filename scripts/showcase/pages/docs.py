"""A hand-written page: its photos become figures, its blocks are filled, the rest is left to the generator."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping

import markdown

from showcase import markup
from showcase.documents import IMAGE, Doc, outside_fences
from showcase.fields import one_line
from showcase.finding import Finding, Place, error, warning
from showcase.fragments import fragment, sentence
from showcase.linebreak import TERMS
from showcase.page import Page, SearchEntry, href, published, resolve
from showcase.pages.pictures import picture
from showcase.pages.views import FootView, HeadView, Link, Picture
from showcase.photos.cache import Cache
from showcase.photos.recipes import BANNER, BANNER_NARROW, BODY, CARD
from showcase.photos.studio import MISSING, Developed, Refusal, Want
from showcase.rules.photos import photo_warnings

SUSPECT = re.compile(r".*(?:!\[|<|javascript:)", re.IGNORECASE)
ACTIVE = re.compile(
    r"<\s*(?:script|style|iframe|object|embed|link|meta|base|form|img|svg|video|audio)\b"
    r"|<[^>]*\s(?:on[a-z]+|style)\s*=|javascript\s*:",
    re.IGNORECASE,
)
LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]]*)\]\((?P<link>[^()\s]+)\)")
LINKED = re.compile(r".*\]\(")
QUOTED = re.compile(r"> +(?P<words>[^<>*_`\[\]\\&]+)$")  # a pull quote without marks of its own
BLOCK = re.compile(r"^<!--\s*block:\s*(?P<name>[a-z-]+)(?P<options>(?:\s+[a-z]+=[\w/-]+)*)\s*-->\s*$")
BLOCK_LIKE = re.compile(r"^<!--\s*block\b")


Fill = Callable[[str, Mapping[str, str]], str]  # block name, options → HTML; raises ValueError


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
    names: tuple[str, ...] = TERMS,
) -> tuple[Page, tuple[Finding, ...]]:
    """The page with its head, figures, blocks and foot; and what is wrong with them.

    `titles` holds the title of every hand-written page by path, for the breadcrumbs; `known` the
    addresses of all pages; `samples` says whether sample stories are on the site;
    no line of the title may divide one of `names`. A link to a page that does not exist becomes plain text.
    """
    lines = doc.text.split("\n")
    findings: list[Finding] = []
    for index, _ in list(outside_fences(doc.text, LINKED)):
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
    for index, match in list(outside_fences(doc.text, IMAGE)):
        place = Place(doc.source, index + doc.first_line)
        html, problem = _figure(doc, match, photos, place)
        lines[index] = f"\n{html}\n"
        findings += problem
    for index, _ in list(outside_fences(doc.text, SUSPECT)):
        code, message, hint = _suspicion(doc.text.split("\n")[index])
        if code and not IMAGE.match(doc.text.split("\n")[index]):
            findings.append(error(code, Place(doc.source, index + doc.first_line), message, hint))
            lines[index] = ""
    for index, match in list(outside_fences(doc.text, QUOTED)):
        lines[index] = f"> {sentence(match['words'], names)}"
    for index, match in list(outside_fences(doc.text, BLOCK)):
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
    for index, _ in outside_fences("\n".join(lines), BLOCK_LIKE):
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
        whole=names,
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
        return "", [error("PHO004", place, f"照片的文字：{err}", "改成一句普通的话")]
    shown = picture(doc.path, photo, Want(BODY), alt=alt, caption=caption, credit=doc.note(file).credit)
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
    note, alt = doc.note(file), doc.matter.cover_alt
    narrow = picture(doc.path, photo, Want(BANNER_NARROW, note.focal), alt=alt)
    banner = picture(doc.path, photo, Want(BANNER, note.focal), alt=alt, credit=note.credit, narrow=narrow)
    return banner, list(photo_warnings(photo, doc.photo_path(file)))


def tile_picture(page: str, doc: Doc, photos: Mapping[str, Developed | Refusal]) -> Picture | None:
    """A culture page's cover as a card on `page`."""
    file = doc.matter.cover
    photo = photos.get(doc.photo_path(file)) if file else None
    if not file or not isinstance(photo, Developed):
        return None
    return picture(page, photo, Want(CARD, doc.note(file).focal), alt=doc.matter.cover_alt)


def _credits(doc: Doc) -> Iterator[tuple[str, str]]:
    shown = {match["file"]: match["caption"] or match["alt"] for _, match in outside_fences(doc.text, IMAGE)}
    if doc.matter.cover:
        shown = {doc.matter.cover: "题图"} | {f: t for f, t in shown.items() if f != doc.matter.cover}
    for file, text in shown.items():
        if credit := doc.note(file).credit:
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
