"""A drawing as what mammoth reads of one: its pictures one by one, its text boxes one by one."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from showcase.stories.word.ooxml import Element, child, local, words

_STANDARD = "http://schemas.openxmlformats.org"
_W = f"{{{_STANDARD}/wordprocessingml/2006/main}}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = f"{{{_STANDARD}/drawingml/2006/main}}"
_PICTURE = (
    f"{{{_STANDARD}/drawingml/2006/wordprocessingDrawing}}inline", f"{_A}graphic", f"{_A}graphicData",
    f"{{{_STANDARD}/drawingml/2006/picture}}pic", f"{{{_STANDARD}/drawingml/2006/picture}}blipFill",
)  # fmt: skip


def parts_of(drawing: Element) -> list[Element]:
    """Elements for a run: the drawing itself where it is one picture; else all that can be read of it."""
    pieces = list(_pieces(drawing))
    inside = next((one for one in drawing if local(one) in ("inline", "anchor")), None)
    lone = child(inside, "graphic", "graphicData", "pic", "blipFill", "blip")
    if len(pieces) == 1 and lone is not None:
        return [drawing]
    return [_framed(one) if local(one) == "blip" else _boxed(one) for one in pieces]


def _pieces(element: Element) -> Iterator[Element]:
    """Pictures and texts, in their order; not those of a text within a text."""
    for one in element:
        name = local(one)
        if name in ("blip", "txbxContent") or (name == "txBody" and words(one)):
            yield one
        else:
            yield from _pieces(one)


def _framed(blip: Element) -> Element:
    drawing = ElementTree.Element(f"{_W}drawing")
    at = drawing
    for tag in _PICTURE:
        at = ElementTree.SubElement(at, tag)
    at.append(blip)
    return drawing


def _boxed(text: Element) -> Element:
    shape = ElementTree.Element(f"{_W}pict")
    box = ElementTree.SubElement(ElementTree.SubElement(shape, f"{_V}textbox"), f"{_W}txbxContent")
    if local(text) == "txbxContent":
        box[:] = list(text)
        return shape
    for paragraph in text:
        run = ElementTree.SubElement(ElementTree.SubElement(box, f"{_W}p"), f"{_W}r")
        ElementTree.SubElement(run, f"{_W}t").text = words(paragraph)
    return shape
