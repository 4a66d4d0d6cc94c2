"""Links, images, tables and ticked items, looked at after everything else has been read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from showcase.markup.asides import ALERTS, TITLES
from showcase.markup.body import BodyLink, PhotoUse
from showcase.markup.headings import heading_id, spoken
from showcase.markup.reader import Reader, reader_of
from showcase.typed.line import one_line
from showcase.typed.meant import BLANK

_BOXES = {True: "☑ ", False: "☐ "}


def elements(state: StateCore) -> None:
    reader = reader_of(state.env)
    box = ""
    for index, token in enumerate(state.tokens):
        if token.type == "list_item_open" and "checked" in token.meta:
            box = _BOXES[token.meta.pop("checked")]
        if token.type.startswith("alert_"):
            _as_aside(state.tokens, index)
        if "style" in token.attrs:  # a table's alignment
            align = str(token.attrs.pop("style")).removeprefix("text-align:")
            token.attrs["class"] = f"align-{align}"
        if token.type != "inline":
            continue
        if box:
            token.children = [Token("text", "", 0, content=box), *(token.children or ())]
            box = ""
        _line(reader, state.tokens[index - 1], token)


def _as_aside(tokens: list[Token], index: int) -> None:
    """GitHub's alert as one of our asides."""
    token = tokens[index]
    if token.type == "alert_open":
        kind = ALERTS.get(token.info, "note")
        token.attrs = {"class": f"admonition {kind}"}
        tokens[index + 1].attrs = {"class": "admonition-title"}
        tokens[index + 2].children = [Token("text", "", 0, content=TITLES[kind])]


def _line(reader: Reader, holder: Token, words: Token) -> None:
    """A photo alone in its paragraph becomes a place for a figure; elsewhere a photo is a fault."""
    told = [token for token in words.children or () if token.type != "text" or token.content.strip()]
    if len(told) == 1 and told[0].type == "image" and holder.type == "paragraph_open" and not holder.hidden:
        holder.type, holder.tag = "figure_open", "figure"
        holder.attrs = {"class": f"photo-{len(reader.photos)}"}
        words.children, words.meta["figure"] = [], True
        _figure(reader, told[0])
        return
    for token in words.children or ():
        if token.type == "image":
            hint = f"前后各空一行，自己占一行：{_typed(token)}"
            reader.fault("PHO003", token.meta["place"], "照片要单独占一行", hint)
        elif token.type == "link_open":
            _link(reader, token)
        elif token.tag == "s":
            token.tag = "del"


def closed_figures(tokens: list[Token]) -> Iterator[Token]:
    """`tokens`, with each figure ended as such."""
    ends = ""
    for token in tokens:
        if token.meta.get("figure"):
            ends = "figure"
            continue
        if token.type == "paragraph_close" and ends:
            token.tag, ends = ends, ""
        yield token


def _figure(reader: Reader, image: Token) -> None:
    place = image.meta["place"]
    alt, caption = spoken(image).strip(), str(image.attrs.get("title", "")).strip()
    source = unicodedata.normalize("NFC", unquote(str(image.attrs["src"])).removeprefix("./"))
    for name, value in (("替代文字", alt), ("图注", caption)):
        try:
            one_line(value)
        except ValueError as err:
            reader.fault("PHO004", place, f"照片的{name}：{err}", f"改成：{_typed(image)}")
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", source) or "/" in source or "\\" in source:
        ours = "这一页" if reader.profile.is_page else "故事"
        message = f"照片地址“{source[:60]}”不在{ours}的文件夹里"
        reader.fault("SEC003", place, message, "把照片放在 index.md 旁边，只写文件名")
    if not alt:
        message = "这张照片没有替代文字，方括号里写一句看图的人会说的话"
        reader.fault("PHO001", place, message, f"改成：{_typed(image)}")
    reader.photos.append(PhotoUse(source, alt, caption, place[0], place[1]))


def _link(reader: Reader, link: Token) -> None:
    target = str(link.attrs.get("href", ""))
    squeezed = re.sub(r"[\x00-\x20\u00a0]", "", target)
    scheme = _scheme(squeezed)
    place = link.meta.get("place", (1, 1))
    if scheme in ("mailto", "tel"):
        link.attrs["href"] = squeezed
    elif scheme == "https":
        link.attrs["rel"] = "noopener noreferrer"
    elif scheme or squeezed.startswith(("//", "\\", "/")):
        hint = "只能链接 https 网址、邮箱、电话，或本站的相对路径"
        reader.fault("SEC003", place, f"链接“{target[:60]}”不能用在这里", hint)
    elif squeezed:
        published = published_href(squeezed)
        link.attrs["href"] = published
        reader.links.append(BodyLink(published, place[0], place[1], target))


def _scheme(target: str) -> str:
    try:
        return urlsplit(target).scheme.lower()
    except ValueError:
        return "?"


def published_href(target: str) -> str:
    """A relative link to a source file as the address it is published at: x/index.md#词 → x/index.html#h-词.

    A heading is named by its words; what else a page may be entered at, such as a plate, is known once it is made.
    """
    path, mark, anchor = target.partition("#")
    path = path.partition("?")[0]  # our pages take no questions
    if anchor and not anchor.startswith("h-"):
        anchor = heading_id(unquote(anchor), "-")
    if path.endswith("/"):
        path += "index.html"
    elif path.endswith(".md"):
        path = path[:-3] + ".html"
    return path + mark + anchor


def _typed(image: Token) -> str:
    """The photo as it should be typed: with words for who cannot see it, none that upset a page."""

    def clean(words: str) -> str:
        line = "".join(c for c in words if c.isprintable())
        return re.sub(r"<([^<>]*)>", r"〈\1〉", line).replace("<", "＜").replace(">", "＞").strip()

    alt, caption = clean(spoken(image)), clean(str(image.attrs.get("title", ""))).replace('"', "”")
    told = f' "{caption}"' if caption else ""
    return f"![{alt or f'{BLANK}：看图的人会说的话】'}]({image.attrs['src']}{told})"
