"""Sanitised HTML as a tree: what nh3 wrote is well-formed, so nothing is guessed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "wbr", "source"})

BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tr",
        "th",
        "td",
        "pre",
        "section",
        "article",
        "blockquote",
        "div",
        "figure",
        "figcaption",
        "br",
        "hr",
    ]
)


@dataclass
class Element:
    tag: str  # "" for what holds the whole
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> Iterator[Element]:
        return (child for child in self.children if isinstance(child, Element))

    @property
    def all(self) -> Iterator[Element]:
        """Itself, and every element within it in the order of the text."""
        yield self
        for child in self.elements:
            yield from child.all

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def tag(name: str, style: str = "", inner: str = "", **attributes: str) -> str:
    """An element with its style on itself; `inner` is finished HTML."""
    told = "".join(
        f' {key}="{escape(value)}"' for key, value in {**attributes, "style": style}.items() if value
    )
    return f"<{name}{told}>" if name in VOID else f"<{name}{told}>{inner}</{name}>"


def words(html: str) -> str:
    """The text of finished HTML, its blocks in lines of their own."""
    text = "".join(_lines(parsed(html))).replace("\u00a0", " ")
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def _lines(element: Element) -> Iterator[str]:
    apart = "\n" if element.tag in BLOCKS else ""
    yield apart
    for child in element.children:
        yield from (child,) if isinstance(child, str) else _lines(child)
    yield apart


def written(element: Element) -> str:
    """HTML for `words`: bare elements, without the numbers of notes and the ways back from them."""
    if element.classes & {"footnote-ref", "footnote-backref"}:
        return ""
    inner = "".join(
        escape(child, quote=False) if isinstance(child, str) else written(child) for child in element.children
    )
    if not element.tag:
        return inner
    if "credit" in element.classes:  # set apart from its caption by its style alone
        return f"<p>{inner}</p>"
    return f"<{element.tag}>" if element.tag in VOID else f"<{element.tag}>{inner}</{element.tag}>"
