"""One story for WeChat: the article, its pictures, its facts with their limits, and the page from which it is copied."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from html import escape
from importlib import resources

from markupsafe import Markup
from PIL import Image

from showcase.channels.export import Export, Said
from showcase.channels.facts import ALL
from showcase.channels.pictures import Darkroom, code_of, png, stamp
from showcase.channels.same import read_back
from showcase.channels.telling import Shot, Told, without_address
from showcase.channels.tree import tag
from showcase.channels.wechat.article import UNFINISHED, article
from showcase.channels.wechat.theme import Theme
from showcase.channels.wechat.validator import MOST_BYTES, MOST_CHARACTERS, Verdict, validate
from showcase.fragments import fragment
from showcase.photos.recipes import BODY, WECHAT_SQUARE, WECHAT_WIDE
from showcase.project.finding import Finding, Place, error, warning

RECIPES = (WECHAT_WIDE, WECHAT_SQUARE)
MOST_PICTURE = 1_000_000  # bytes; uploadimg takes less than 1 MB
FOLLOW = "长按识别，在网站上看这一篇"
LIMITS = {"title": 32, "author": 16, "digest": 128}  # characters; draft/add


@dataclass(frozen=True)
class _Body:
    html: str
    pictures: dict[str, bytes]  # img-01.jpg


def export(told: Told, theme: Theme, dark: Darkroom) -> Export:
    """Everything of one story; what does not fit WeChat's limits is a finding."""
    body = _body(told, theme, dark)
    verdict = validate(body.html)
    covers = _covers(told, dark)
    meta = facts(told, verdict)
    files = {
        "article.html": body.html.encode(),
        "meta.json": (json.dumps(meta, ensure_ascii=False, indent=2) + "\n").encode(),
        **body.pictures,
        **covers,
        **_preview(told, meta, body, covers),
    }
    said = tuple(
        Said(name, read_back(name, files[name]), (FOLLOW, UNFINISHED))
        for name in ("article.html", "meta.json")
    )
    found = tuple(_findings(told, verdict))
    return Export("公众号", told.folder, tuple(sorted(files.items())), said, ALL, found)


def _body(told: Told, theme: Theme, dark: Darkroom) -> _Body:
    names = {shot.file: f"img-{number:02}.jpg" for number, shot in enumerate(told.shots, 1)}
    pictures = {names[shot.file]: dark.picture(told, shot.file, BODY, MOST_PICTURE) for shot in told.shots}

    def figure(shot: Shot) -> str:
        return figure_of(theme, shot, names[shot.file])

    qr = ""
    if told.address:
        pictures["qr.png"] = _code(told, dark)
        inner = tag("img", theme["qr"], src="qr.png", alt="这一篇在网站上的二维码")
        inner += tag("p", theme["caption"], FOLLOW)
        qr = tag("section", theme["figure"], inner)
    return _Body(article(told, theme, figure, qr), pictures)


def figure_of(theme: Theme, shot: Shot, file: str) -> str:
    caption = "　".join(filter(None, (shot.caption, shot.credit and f"图／{shot.credit}")))
    inner = tag("img", theme["img"], src=file, alt=shot.alt)
    inner += tag("p", theme["caption"], escape(caption, quote=False)) if caption else ""
    return tag("section", theme["figure"], inner)


def _code(told: Told, dark: Darkroom) -> bytes:
    """Black on white, which every reader takes; a draft's says so beneath."""
    code = code_of(told.address, "#000000", "#ffffff", 300)
    if not told.draft:
        return png(code)
    strip = 64
    whole = Image.new("RGB", (code.width, code.height + strip), "#ffffff")
    label = Image.new("RGB", (code.width, strip), "#ffffff")
    stamp(label, dark.font, dark.ground, dark.ink)
    whole.paste(code, (0, 0))
    whole.paste(label, (0, code.height))
    return png(whole)


def _covers(told: Told, dark: Darkroom) -> dict[str, bytes]:
    if told.cover is None:
        return {}
    return {
        name: dark.picture(told, told.cover.file, recipe)
        for name, recipe in (("cover-235.jpg", WECHAT_WIDE), ("cover-1x1.jpg", WECHAT_SQUARE))
    }


def facts(told: Told, verdict: Verdict) -> dict[str, object]:
    """meta.json: the fields of draft/add, with their limits and what the article takes of its own."""
    writer = told.story.front.credits.text or ""
    author = writer if writer and len(writer) <= LIMITS["author"] else told.owner[: LIMITS["author"]]
    return {
        "title": told.title,
        "author": author,
        "digest": told.story.front.summary,
        "content_source_url": told.address,
        "draft": told.draft,
        "content": {"characters": verdict.characters, "bytes": verdict.size},
        "limits": {
            **LIMITS,
            "characters": MOST_CHARACTERS,
            "bytes": MOST_BYTES,
            "picture_bytes": MOST_PICTURE,
        },
    }


def _findings(told: Told, verdict: Verdict) -> list[Finding]:
    place = Place(f"{told.story.folder}/index.md")
    found = [
        error("CHN003", place, f"公众号文章 article.html 第 {one.line} 行：{one.message}", one.cure)
        for one in verdict.breaches
    ]
    if told.cover is None:
        found.append(warning("CHN004", place, "没有题图，公众号没有封面", "在稿头写 cover，或发送时另选一张"))
    found += without_address(told)
    return found


def _preview(told: Told, meta: dict[str, object], body: _Body, covers: dict[str, bytes]) -> dict[str, bytes]:
    """preview.html with its pictures written into it, so that a copy takes them along."""

    def inlined(match: re.Match[str]) -> str:
        return f'src="{_data(match[1], body.pictures[match[1]])}"'

    article_html = re.sub(r'src="((?:img-\d+\.jpg|qr\.png))"', inlined, body.html)
    page = fragment(
        "wechat-preview",
        title=told.title,
        meta=meta,
        article=Markup(article_html),
        covers={name.removesuffix(".jpg"): _data(name, data) for name, data in covers.items()},
        draft=told.draft,
        day=told.day,
        pictures=len(body.pictures),
    )
    folder = resources.files("showcase") / "fragments"
    beside = {f"preview.{kind}": (folder / f"wechat-preview.{kind}").read_bytes() for kind in ("css", "js")}
    return {"preview.html": page.encode(), **beside}


def _data(name: str, data: bytes) -> str:
    kind = "png" if name.endswith(".png") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
