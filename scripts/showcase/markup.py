"""A story's Markdown → HTML that cannot do harm.

Rendered once, here; the page, feeds and other channels all take this HTML. Raw HTML, attribute
lists and foreign schemes are faults of the story, never silently escaped. The last step is an
allow-list (nh3), so that a gap in anything above it stays harmless.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from showcase.fields import one_line
from showcase.story import Body, BodyLink, PhotoUse

VERSION = 5  # raise when the same text renders to other HTML

MAX_NESTING = 20
MAX_BRACKETS = 300  # in one paragraph; Python-Markdown needs quadratic time and more for them

TAGS = {
    "p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "hr", "br",
    "strong", "em", "code", "pre", "sup", "a", "table", "thead", "tbody", "tr", "th", "td", "div", "span",
    "figure", "figcaption", "picture", "source", "img", "wbr",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "rel", "title", "class", "id"},
    "li": {"id"},
    "sup": {"id"},
    "ol": {"start"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "div": {"class"},
    "p": {"class"},
    "span": {"class"},
    "figure": {"class"},
    "img": {
        "src",
        "srcset",
        "sizes",
        "width",
        "height",
        "alt",
        "loading",
        "decoding",
        "fetchpriority",
        "class",
    },
    "source": {"srcset", "sizes", "type", "media", "width", "height"},
    "th": {"class", "scope"},
    "td": {"class"},
}
SCHEMES = {"https", "mailto", "tel"}


@dataclass(frozen=True)
class Fault:
    code: str
    line: int  # 1-based, within the body
    message: str
    hint: str
    column: int = 1


def sanitise(markup: str) -> str:
    """`markup` with nothing but the allowed elements, attributes and schemes."""
    return nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def render(text: str) -> tuple[Body, tuple[Fault, ...]]:
    """The body, and what is wrong with it; with faults the body is not to be published."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = _too_much(text)
    if faults:
        return Body("", ""), faults
    reader = _Reader(text)
    try:
        raw = reader.markdown.convert(text)
    except RecursionError:
        return Body("", ""), (Fault("SEC004", 1, "正文的层次太深", "请减少列表或引用的嵌套"),)
    clean = sanitise(raw)
    body = Body(clean, plain_text(clean), tuple(reader.photos), tuple(dict.fromkeys(reader.links)))
    return body, tuple(sorted(set(reader.faults), key=lambda f: (f.line, f.code)))


def plain_text(markup: str) -> str:
    """The words of sanitised HTML, blocks separated by a line end."""
    spaced = re.sub(r"</(?:p|h[2-6]|li|dt|dd|td|th|pre|figcaption)>|<br>", "\n", markup)
    words = html.unescape(re.sub(r"<[^>]*>", "", spaced))
    return re.sub(r"\s*\n\s*", "\n", words).strip()


def _too_much(text: str) -> tuple[Fault, ...]:
    brackets = 0
    for number, line in enumerate(text.split("\n"), 1):
        marks = re.match(r"(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))+", line)
        depth = len(re.findall(r">|[-*+]|\d+[.)]", marks.group())) if marks else 0
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if depth > MAX_NESTING or (indent // 4 > MAX_NESTING and line.strip()):
            return (Fault("SEC004", number, f"这里的嵌套超过 {MAX_NESTING} 层", "请减少列表或引用的嵌套"),)
        brackets = (
            brackets + line.count("[") + line.count("`") + line.count("*") + line.count("_")
            if line.strip()
            else 0
        )
        if brackets > MAX_BRACKETS * 4 or line.count("[") > MAX_BRACKETS:
            return (Fault("SEC005", number, "这一段里的标记符号多得不像文章", "请删掉多余的 [ * _ `"),)
    return ()


class _Reader:
    """One conversion: the Markdown machine and what it met."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.faults: list[Fault] = []
        self.photos: list[PhotoUse] = []
        self.links: list[BodyLink] = []
        self._used: dict[str, tuple[int, int]] = {}
        self.cursor = (0, 0)
        contents = TocExtension(slugify=heading_id, permalink=False)
        self.markdown = Markdown(
            extensions=["tables", "footnotes", "def_list", "sane_lists", "admonition", contents],
            output_format="html",
        )
        self.markdown.preprocessors.deregister("html_block")
        self.markdown.inlinePatterns.deregister("html")
        self.markdown.inlinePatterns.register(_RawHtml(self), "raw_html", 90)
        self.markdown.inlinePatterns.register(_AttributeList(self), "attribute_list", 89)
        self.markdown.treeprocessors.register(_Inspect(self), "inspect", -10)

    def fault(self, code: str, snippets: Iterable[str], message: str, hint: str) -> None:
        line, column = self.place_of(*snippets)
        self.faults.append(Fault(code, line, message, hint, column))

    def place_of(self, *snippets: str) -> tuple[int, int]:
        """(line, column) of the next occurrence of the first of `snippets` that stands in the text as written.

        Most stand in order, so the search begins where the last one was found: thousands of links would else
        be thousands of searches from the start.
        """
        for snippet in filter(None, snippets):
            again = self._used.get(snippet)
            found = self._find(snippet, again or self.cursor)
            if found is None and again is None:
                found = self._find(snippet, (0, 0))
            if found:
                line, column = self.cursor = self._used[snippet] = found
                return line + 1, column - len(snippet) + 1
        first = next((n for n, line in enumerate(self.lines, 1) if line.strip()), 1)
        return first, 1

    def _find(self, snippet: str, start: tuple[int, int]) -> tuple[int, int] | None:
        """(index of the line, end of `snippet` on it) of its first occurrence at or after `start`."""
        line, column = start
        for index in range(line, len(self.lines)):
            found = self.lines[index].find(snippet, column if index == line else 0)
            if found >= 0:
                return index, found + len(snippet)
        return None


def heading_id(text: str, separator: str) -> str:
    """An id of letters and digits of any script, prefixed so that it never meets one of the theme's."""
    words = re.sub(r"[^\w]+", separator, unicodedata.normalize("NFKC", text)).strip(separator).lower()
    return f"h-{words[:60]}"


class _RawHtml(InlineProcessor):
    def __init__(self, reader: _Reader) -> None:
        super().__init__(r"<(?=[A-Za-z/!?])")
        self.reader = reader

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        snippet = re.split(r"[\s>\x02\x03]", data[m.start() : m.start() + 24])[0]
        self.reader.fault(
            "SEC001", (snippet,), f"正文里有 HTML：{snippet}", "正文只用 Markdown；要写小于号请用全角＜"
        )
        return "<", m.start(), m.end()


class _AttributeList(InlineProcessor):
    def __init__(self, reader: _Reader) -> None:
        super().__init__(r"\{:?[ ]*[.#][\w-][^}\n]*\}|\{:[^}\n]*\}")
        self.reader = reader

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        self.reader.fault(
            "SEC002", (m.group()[:24],), f"正文里有属性标记 {m.group()[:24]}", "删掉花括号和里面的内容"
        )
        return m.group(), m.start(), m.end()


class _Inspect(Treeprocessor):
    """Links and images, after everything else has been made."""

    def __init__(self, reader: _Reader) -> None:
        super().__init__(reader.markdown)
        self.reader = reader

    def run(self, root: Element) -> None:
        self.reader.cursor = (0, 0)  # a second way through the text
        self._walk(root, 0)

    def _walk(self, parent: Element, depth: int) -> None:
        for child in list(parent):
            if child.tag == "h1":
                child.tag = "h2"  # the page's own title is the only h1
            if child.tag == "p" and len(child) == 1 and child[0].tag == "img" and _blank(child):
                self._figure(child, child[0])
                continue
            if child.tag == "img":
                self.reader.fault("PHO003", (child.get("src", ""),), "照片要单独占一行", "在照片前后各空一行")
            if child.tag == "a":
                self._link(child)
            if "style" in child.attrib:  # tables: alignment
                align = re.search(r"text-align: (left|right|center)", child.attrib.pop("style"))
                if align:
                    child.set("class", f"align-{align.group(1)}")
            self._walk(child, depth + 1)

    def _figure(self, paragraph: Element, image: Element) -> None:
        source, alt = image.get("src", ""), image.get("alt", "").strip()
        caption = (image.get("title") or "").strip()
        typed = html.unescape(source)
        source = unquote(typed).removeprefix("./")
        line, column = self.reader.place_of(typed, source)
        for name, value in (("替代文字", alt), ("图注", caption)):
            try:
                one_line(html.unescape(value))
            except ValueError as err:
                self.reader.faults.append(
                    Fault("PHO004", line, f"照片的{name}：{err}", "改成一句普通的话", column)
                )
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", source) or "/" in source or "\\" in source:
            self.reader.faults.append(
                Fault(
                    "SEC003",
                    line,
                    f"照片地址“{source[:60]}”不在故事的文件夹里",
                    "把照片放在 index.md 旁边，只写文件名",
                    column,
                )
            )
        if not alt:
            self.reader.faults.append(
                Fault(
                    "PHO001",
                    line,
                    "这张照片没有替代文字",
                    f"在方括号里写一句看图的人会说的话，例如 ![师傅在和面]({source[:40]})",
                    column,
                )
            )
        paragraph.tag = "figure"
        paragraph.text = ""
        paragraph.set("class", f"photo-{len(self.reader.photos)}")
        paragraph.remove(image)
        self.reader.photos.append(PhotoUse(source, html.unescape(alt), html.unescape(caption), line))

    def _link(self, link: Element) -> None:
        target = html.unescape(_without_stash(link.get("href", "")))
        if "footnote" in link.get("class", ""):
            return
        squeezed = re.sub(r"[\x00-\x20\u00a0]", "", target)
        try:
            scheme = urlsplit(squeezed).scheme.lower()
        except ValueError:
            scheme = "?"
        shown = target[:60]
        if scheme in ("mailto", "tel"):
            link.set("href", squeezed)  # automail hides the address in entities
        elif scheme == "https":
            link.set("rel", "noopener noreferrer")
        elif scheme or squeezed.startswith(("//", "\\", "/")):
            self.reader.fault(
                "SEC003",
                (target, link.get("href", ""), "".join(link.itertext())),
                f"链接“{shown}”不能用在这里",
                "只能链接 https 网址、邮箱、电话，或本站的相对路径",
            )
        elif squeezed:
            published = published_href(squeezed)
            line, _ = self.reader.place_of(target, "".join(link.itertext()))
            link.set("href", published)
            self.reader.links.append(BodyLink(published, line))


def published_href(target: str) -> str:
    """A relative link to a source file as the address it is published at: x/index.md#词 → x/index.html#h-词.

    A heading of a story is named by its words; three folders up, outside stories/, pages have ids of their own.
    """
    path, mark, anchor = target.partition("#")
    path = path.partition("?")[0]  # our pages take no questions
    if anchor and not anchor.startswith("h-") and not path.startswith("../../../"):
        anchor = heading_id(unquote(anchor), "-")
    if path.endswith("/"):
        path += "index.html"
    elif path.endswith(".md"):
        path = path[:-3] + ".html"
    return path + mark + anchor


def _without_stash(text: str) -> str:
    """Python-Markdown stands `\\x02amp\\x03` for & until the very end."""
    return text.replace("\x02amp\x03", "&")


def _blank(element: Element) -> bool:
    return not (element.text or "").strip() and not (element[0].tail or "").strip()
