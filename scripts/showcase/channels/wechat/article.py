"""A story's sanitised HTML as WeChat's editor keeps it: inline styles, sections, wrapped items, links as notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from showcase.channels.telling import Shot, Told
from showcase.channels.tree import Element, parsed, tag
from showcase.channels.wechat.theme import Theme

OWN = "mp.weixin.qq.com"
UNFINISHED = "草稿，不要发布"
HEADS = {"h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
BLOCKS = frozenset({"p", "ul", "ol", "dl", "blockquote", "table", "pre", "div", "figure", "hr", *HEADS})
BULLETS = ("–", "·")  # of nested lists
LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Setting:
    """Sets one body; what it finds on the way are the notes at its end."""

    theme: Theme
    figure: Callable[[int], str]  # the number of a photo in the body → its HTML
    notes: list[str] = field(default_factory=list)  # finished HTML
    links: dict[str, int] = field(default_factory=dict)  # address → number of its note
    own: int = 0  # notes that the author wrote

    def whole(self, html: str) -> str:
        root = parsed(html)
        self.own = sum(1 for element in root.all if "footnote" in element.classes for _ in _items(element))
        return self.blocks(root)

    def blocks(self, holder: Element, style: str = "p") -> str:
        """What stands in `holder`; words without a block of their own become a paragraph."""
        made: list[str] = []
        line: list[Element | str] = []

        def end() -> None:
            inner = self.line(line).strip()
            if inner:
                made.append(tag("p", self.theme[style], inner))
            line.clear()

        for child in holder.children:
            if isinstance(child, Element) and child.tag in BLOCKS:
                end()
                made.append(self.block(child, style))
            else:
                line.append(child)
        end()
        return "".join(made)

    def block(self, element: Element, style: str) -> str:
        name, theme = element.tag, self.theme
        if name in HEADS:
            return tag(HEADS[name], theme[HEADS[name]], self.line(element.children))
        if name == "p":
            return tag("p", theme[style], inner) if (inner := self.line(element.children).strip()) else ""
        if name == "blockquote":
            return tag("blockquote", theme["blockquote"], self.blocks(element, "tight"))
        if name in ("ul", "ol"):
            return self.list(element)
        if name == "pre":
            return tag("pre", theme["pre"], _kept(element.text))
        if name == "table":
            return tag("section", "", tag("table", theme["table"], self.table(element)))
        if name == "hr":
            return tag("hr", theme["hr"])
        if name == "figure":
            found = re.search(r"photo-(\d+)", element.attributes.get("class", ""))
            return self.figure(int(found[1])) if found else ""
        if name == "dl":
            return "".join(self.definition(child) for child in element.elements)
        return self.division(element)

    def division(self, element: Element) -> str:
        if "footnote" in element.classes:
            for item in _items(element):
                self.notes.append(self.blocks(_without_ways_back(item), "small"))
            return ""
        if "admonition" in element.classes:
            return tag("section", self.theme["aside"], self.blocks(element, "tight"))
        return tag("section", "", self.blocks(element))

    def definition(self, element: Element) -> str:
        if element.tag == "dt":
            return tag(
                "p", self.theme["tight"], tag("strong", self.theme["strong"], self.line(element.children))
            )
        return tag("section", "padding:0 0 0 16px", self.blocks(element))

    def list(self, element: Element) -> str:
        items = "".join(
            tag("li", self.theme["li"], tag("section", self.theme["item"], self.item(child, 0)))
            for child in element.elements
        )
        start = {"start": element.attributes["start"]} if "start" in element.attributes else {}
        return tag(element.tag, self.theme[element.tag], items, **start)

    def item(self, element: Element, depth: int) -> str:
        """The inside of an item: its first words bare, lists within it as lines with their markers."""
        made: list[str] = []
        line: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag in ("ul", "ol"):
                made.append(self.line(line).strip())
                line = []
                made.append(self.nested(child, depth + 1))
            elif isinstance(child, Element) and child.tag in BLOCKS:
                made.append(self.line(line).strip())
                line = []
                inner = self.line(child.children) if child.tag == "p" and not any(made) else ""
                made.append(inner or self.block(child, "tight"))
            else:
                line.append(child)
        made.append(self.line(line).strip())
        return "".join(made)

    def nested(self, element: Element, depth: int) -> str:
        style = f"{self.theme['nested']};padding:0 0 0 18px"
        first = int(element.attributes.get("start") or 1)
        return "".join(
            tag("section", style, f"{_marker(element.tag, depth, first + at)}&nbsp;{self.item(child, depth)}")
            for at, child in enumerate(element.elements)
        )

    def table(self, element: Element) -> str:
        if element.tag in ("th", "td"):
            align = re.search(r"align-(\w+)", element.attributes.get("class", ""))
            style = self.theme[element.tag] + (f";text-align:{align[1]}" if align else "")
            return tag(element.tag, style, self.line(element.children))
        inner = "".join(self.table(child) for child in element.elements)
        return inner if element.tag == "table" else tag(element.tag, "", inner)

    def line(self, children: Iterable[Element | str]) -> str:
        return "".join(
            escape(child, quote=False) if isinstance(child, str) else self.inline(child) for child in children
        )

    def inline(self, element: Element) -> str:
        name, theme = element.tag, self.theme
        if name == "br":
            return "<br>"
        if name == "a":
            return self.link(element)
        if name == "code":
            return tag("code", theme["code"], escape(element.text, quote=False))
        inner = self.line(element.children)
        if name == "del":
            return tag("s", theme["s"], inner)
        if name == "sup":
            return tag("sup", theme["sup"], inner)
        return tag(name, theme[name], inner) if name in ("strong", "em") else inner

    def link(self, element: Element) -> str:
        target, inner = element.attributes.get("href", ""), self.line(element.children)
        if "footnote-ref" in element.classes:
            return f"[{inner}]"
        if "footnote-backref" in element.classes or not target or target.startswith("#"):
            return "" if "footnote-backref" in element.classes else inner
        if (urlsplit(target).hostname or "") == OWN and target.startswith("https:"):
            return tag("a", self.theme["link"], inner, href=target)
        number = self.links.setdefault(target, self.own + len(self.links) + 1)
        return f"{inner}{tag('sup', self.theme['sup'], f'[{number}]')}"


def article(told: Told, theme: Theme, figure: Callable[[Shot], str], qr: str) -> str:
    """The whole article; `figure` gives a photo's HTML, `qr` is the HTML of the code that leads to the page, or empty."""
    by_place = {shot.place: shot for shot in told.shots if shot.place is not None}
    cover = told.cover

    def placed(number: int) -> str:
        shot = by_place.get(number)
        return "" if shot is None or shot is cover else figure(shot)

    setting = Setting(theme, placed)
    body = setting.whole(told.html)
    mark = tag("p", theme["draft"], UNFINISHED) if told.draft else ""
    parts = (
        tag("p", theme["guard"], "<br>"),
        mark,
        tag("p", theme["kicker"], escape(f"{told.department} · {told.series} · {told.day}", quote=False)),
        tag("p", theme["lead"], escape(told.story.front.summary, quote=False)),
        figure(cover) if cover else "",
        body,
        _foot(told, theme, setting),
        qr,
        mark,
        tag("p", theme["guard"], "<br>"),
    )
    return tag("section", theme["root"], "".join(parts)) + "\n"


def _foot(told: Told, theme: Theme, setting: Setting) -> str:
    """Who is in it, who made it, its honours, and the notes."""
    front = told.story.front

    def line(words: str) -> str:
        return tag("p", theme["small"], escape(words, quote=False))

    rows = (
        [line("人物：" + "；".join(f"{one.name}，{one.role}" for one in front.people))]
        if front.people
        else []
    )
    rows += [line(f"荣誉：{honour}") for honour in front.honours]
    if told.byline:
        rows.append(line("　".join(f"{label}／{name}" for label, name in told.byline)))
    notes = [
        tag("section", "", re.sub(r"(<p[^>]*>)", rf"\g<1>[{number}] ", note, count=1))
        for number, note in enumerate(setting.notes, 1)
    ]
    notes += [line(f"[{number}] {target}") for target, number in setting.links.items()]
    if notes:
        rows += [tag("p", theme["small"], tag("strong", theme["strong"], "注")), *notes]
    return tag("section", theme["foot"], "".join(rows)) if rows else ""


def _marker(kind: str, depth: int, number: int) -> str:
    if kind == "ul":
        return BULLETS[(depth - 1) % len(BULLETS)]
    return f"{LATIN[number - 1]}." if depth > 1 and 0 < number <= len(LATIN) else f"{number}."


def _kept(code: str) -> str:
    """Code whose spaces and line ends the editor cannot eat."""
    lines = escape(code.rstrip("\n"), quote=False).replace("\t", "    ").replace(" ", "&nbsp;").split("\n")
    return "<br>".join(lines)


def _items(footnotes: Element) -> Iterable[Element]:
    return (
        element
        for element in footnotes.all
        if element.tag == "li" and element.attributes.get("id", "").startswith("fn:")
    )


def _without_ways_back(element: Element) -> Element:
    kept = [
        _without_ways_back(child) if isinstance(child, Element) else child.replace("\u00a0", " ")
        for child in element.children
        if isinstance(child, str) or "footnote-backref" not in child.classes
    ]
    return Element(element.tag, element.attributes, kept)
