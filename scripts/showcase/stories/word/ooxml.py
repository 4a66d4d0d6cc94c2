"""Elements of a Word file by short names: one spelling of each, transitional or strict; and their words."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

Element = ElementTree.Element

_STANDARD = "http://schemas.openxmlformats.org"
_SPACES = {
    f"{_STANDARD}/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    f"{_STANDARD}/markup-compatibility/2006": "mc",
    f"{_STANDARD}/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    f"{_STANDARD}/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "urn:schemas-microsoft-com:vml": "v",
}
_APART = {
    **dict.fromkeys(("p", "br", "cr", "tc", "rt"), "\n"),
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "‑",
}
_OFF = ("0", "false", "off", "none")
# Beside the words of a part and not among them: taken out, moved elsewhere, or said only to Word.
_UNSEEN = frozenset({"del", "moveFrom", "conflictDel", "instrText", "delText", "sectPrChange", "sdtPr"})


def name_of(element: Element) -> str:
    """Such as w:p; an element of a namespace that we read nothing of is called by its own name alone."""
    space, _, local = element.tag.rpartition("}")
    prefix = _SPACES.get(space[1:])
    return f"{prefix}:{local}" if prefix else local


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def value(element: Element | None, key: str = "val", default: str = "") -> str:
    """The attribute of that local name."""
    for name, text in element.attrib.items() if element is not None else ():
        if name.rpartition("}")[2] == key:
            return text
    return default


def child(element: Element | None, *path: str) -> Element | None:
    """The first one at the end of a path of local names."""
    for name in path:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def is_on(element: Element | None) -> bool:
    """Whether a property that stands alone is there and not switched off."""
    return element is not None and value(element) not in _OFF


def words(element: Element) -> str:
    """The words in it, hidden ones too; one space where a line, a cell or a paragraph ends."""
    return " ".join(lines_of(element))


def lines_of(element: Element) -> list[str]:
    """The words in it, a line an item, without empty ones."""
    lines = (" ".join(line.split()) for line in "".join(_pieces(element)).split("\n"))
    return [line for line in lines if line]


def _pieces(element: Element) -> Iterator[str]:
    for one in element:
        name = local(one)
        if name == "t" and name_of(one) != "t":
            yield one.text or ""
        elif name == "textpath":
            yield value(one, "string")
        elif name == "AlternateContent":
            ways = ("".join(_pieces(way)) for way in sorted(one, key=lambda way: local(way) == "Fallback"))
            yield next((text for text in ways if text.strip()), "")
        elif name not in _UNSEEN:
            apart = _APART.get(name, "")
            yield apart
            yield from _pieces(one)
            yield apart
