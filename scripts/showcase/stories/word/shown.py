"""What Word shows of a part, in elements that mammoth reads; what it hides and what no story has is set aside.

A paragraph's style, list and number are handed on in the name of its style, as `Shape` writes and reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

from showcase.stories.word import Left
from showcase.stories.word.drawings import parts_of
from showcase.stories.word.fields import Field, closed_fields, is_contents_code, is_line_of_contents
from showcase.stories.word.joins import covered, joined
from showcase.stories.word.kinds import CONTENTS, HEADING, OUTLINE
from showcase.stories.word.numbering import NONE, Numbers, Shape
from showcase.stories.word.ooxml import Element, child, is_on, local, name_of, value, words
from showcase.stories.word.signs import FONTS, in_font, sign
from showcase.stories.word.styles import Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

HIDDEN = "设成隐藏、在 Word 里看不见的字没有带过来，要发的请补上"
CONTENT = "目录没有带过来，网页会自己排"
PROMPT = "表单里没有填的提示没有带过来"
READING = "字上面的注音没有带过来，要的话写在字后面的括号里"
FORMULA = "公式没有导入，请改写成文字"
COVERED = "合并的单元格下面盖住的字没有带过来"
SIGN = ""  # a letter that only chose a sign of a font of signs

_DROPPED = {"w:del", "w:moveFrom", "conflictDel", "w:rt", "w:sdtPr", "w:instrText"}
# What mammoth reads or passes by with reason. Others are read through.
_KNOWN = frozenset({
    "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "hyperlink",
    "bookmarkStart", "bookmarkEnd", "tab", "br", "sym", "drawing", "pict", "object", "fldChar", "instrText",
    "footnoteReference", "endnoteReference", "commentReference", "noBreakHyphen", "softHyphen", "sdt", "sdtPr",
    "sdtContent", "ins", "moveTo", "smartTag", "customXml", "txbxContent",
})  # fmt: skip


class Shown:
    """Goes through parts in the order of their words; `left` holds what it sets aside."""

    def __init__(self, styles: Styles, numbering: Element | None) -> None:
        self.left: list[Left] = []
        self._styles = styles
        self._numbers = Numbers(numbering, styles)
        self._fields: list[Field] = []
        self._closed: set[Element] = set()
        self._pieces: dict[str, list[str]] = {}  # why → the words of the paragraph that are set aside
        self._aside: list[str] = []  # why the runs that come are set aside
        self._paragraph = ""  # the style of the paragraph that is read
        self._handlers: dict[str, Callable[[Element], list[Element]]] = {
            "w:p": self._p, "w:r": self._r, "w:sdt": self._sdt, "w:fldSimple": self._simple_field,
            "mc:AlternateContent": self._alternate, "w:drawing": self._drawing, "m:oMath": self._formula,
            "w:rPr": _kept, "w:tbl": self._tbl, "w:pPr": _kept,
        }  # fmt: skip

    def part(self, root: Element) -> None:
        self._closed, self._fields = closed_fields(root), []
        for more in [one for one in root if local(one) == "body"][1:]:
            root.remove(more)  # mammoth reads the first
            child(root, "body").extend(more)  # type: ignore[union-attr]
        for body in root:
            if local(body) in ("body", "footnote", "endnote"):
                body[:] = self._children(body)
        self._told()

    def _children(self, element: Element) -> list[Element]:
        return joined([new for one in element for new in self._of(one)])

    def _of(self, element: Element) -> list[Element]:
        name = name_of(element)
        if name in _DROPPED:
            if name == "w:rt":
                self._set_aside(READING, words(element))
            return []
        if handler := self._handlers.get(name):
            return handler(element)
        if name.startswith("v:"):
            return self._shape(element)
        if not _is_known(name) and any(local(one) in ("t", "txbxContent") for one in element.iter()):
            element.tag = f"{W}smartTag"
        element[:] = self._children(element)
        return [element]

    def _set_aside(self, why: str, text: str) -> None:
        if text.strip():
            self._pieces.setdefault(why, []).append(text)

    def _told(self) -> None:
        """What of a paragraph was set aside, put together."""
        self.left += [Left(why, "".join(texts)) for why, texts in self._pieces.items()]
        self._pieces = {}

    def _p(self, element: Element) -> list[Element]:
        properties = child(element, "pPr")
        outer, self._paragraph = self._paragraph, value(child(properties, "pStyle"))
        style = self._styles.name(properties)
        mark = child(properties, "rPr")  # of a paragraph whose end is gone another is the number
        gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        number = None if gone else self._numbers.of(properties)
        contents = CONTENTS.match(style) or _is_line_of_contents(element)
        if contents:
            self._aside.append(CONTENT)
        element[:] = self._children(element)
        if contents:
            self._aside.pop()
        self._told()
        self._paragraph = outer
        if properties is None:
            properties = ElementTree.Element(f"{W}pPr")
            element.insert(0, properties)
        text = words(element)
        if number and (number.level < 0 or HEADING.match(style) or OUTLINE.match(style)):
            if text and not text.startswith(number.label):
                gap = " " if re.search(r"[\w.．]$", number.label) and not contents else ""
                element.insert(1, _run(f"{number.label}{gap}"))
            number = None
        for one in [one for one in properties if local(one) in ("pStyle", "numPr")]:
            properties.remove(one)
        boxed = next(element.iter(f"{W}txbxContent"), None) is not None
        shape = Shape(style.replace("|", " "), number or NONE, boxed)
        properties.insert(0, ElementTree.Element(f"{W}pStyle", {f"{W}val": shape.written()}))
        return [element]

    def _tbl(self, element: Element) -> list[Element]:
        for cell in covered(element):
            self._set_aside(COVERED, words(cell))
            self._told()
        element[:] = self._children(element)
        return [element]

    def _r(self, element: Element) -> list[Element]:
        properties = child(element, "rPr")
        made = ElementTree.Element(element.tag, element.attrib)
        out: list[Element] = []
        why = HIDDEN if self._styles.is_hidden(properties, self._paragraph) else self._why()
        for one in element:
            if local(one) in ("fldChar", "instrText"):
                made.append(one)
                out += self._field_sign(one)
            elif why and local(one) != "rPr":
                self._set_aside(why, words_in(one) if local(one) != "t" else one.text or "")
                if local(one) in ("br", "cr", "tab", "ptab"):
                    self._pieces.setdefault(why, []).append(" ")
            else:
                made.extend(self._in_run(one, properties))
                for field in self._fields:
                    field.told = field.told or (field.has_result and local(one) in ("t", "drawing", "pict"))
        return [made, *out]

    def _why(self) -> str:
        if self._aside:
            return self._aside[-1]
        return CONTENT if any(field.is_contents for field in self._fields) else ""

    def _in_run(self, one: Element, properties: Element | None) -> list[Element]:
        name = local(one)
        if name in ("cr", "br"):
            kind = value(one, "type")
            return [ElementTree.Element(f"{W}br", {f"{W}type": kind} if kind in ("page", "column") else {})]
        if name == "ptab":
            return [ElementTree.Element(f"{W}tab")]
        if name == "sym":
            return [_text(sign(value(one, "font"), value(one, "char")))]
        if name == "t" and (font := value(child(properties, "rFonts"), "ascii")) in FONTS:
            return [self._signs(one, font)]
        return self._of(one)

    def _signs(self, one: Element, font: str) -> Element:
        text, used = in_font(one.text or "", font)
        self._set_aside(SIGN, used)
        return _text(text)

    def _field_sign(self, one: Element) -> list[Element]:
        """Opens, turns or closes a field; the words that Word makes of its code alone."""
        kind = value(one, "fldCharType")
        if local(one) == "instrText":
            if self._fields:
                self._fields[-1].code += one.text or ""
        elif kind == "begin":
            self._fields.append(Field(begun=one))
            if one not in self._closed:
                self._fields.pop()
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            text, reading = self._fields.pop().own_words()
            self._set_aside(READING, reading)
            if text and not self._why():
                return [_run(text)]
        return []

    def _simple_field(self, element: Element) -> list[Element]:
        contents = is_contents_code(value(element, "instr"))
        element.tag = f"{W}smartTag"
        return self._without(element, CONTENT if contents else "")

    def _sdt(self, element: Element) -> list[Element]:
        properties = child(element, "sdtPr")
        gallery = value(child(properties, "docPartObj", "docPartGallery"))
        why = CONTENT if gallery.lower() == "table of contents" else ""
        if is_on(child(properties, "showingPlcHdr")):
            why = PROMPT
        content = child(element, "sdtContent")
        if content is None:
            return []
        if child(properties, "checkbox") is not None and not why:
            return [element]
        return list(self._without(content, why)[0])

    def _without(self, element: Element, why: str) -> list[Element]:
        if why:
            self._aside.append(why)
        element[:] = self._children(element)
        if why:
            self._aside.pop()
        return [element]

    def _alternate(self, element: Element) -> list[Element]:
        """The first way that has words or a picture; Word takes the newest that it can show."""
        ways = sorted(element, key=lambda one: local(one) == "Fallback")
        chosen = next((one for one in ways if _shows(one)), None)
        return self._children(chosen) if chosen is not None else []

    def _drawing(self, element: Element) -> list[Element]:
        parts = parts_of(element)
        for one in parts:
            for box in one.iter(f"{W}txbxContent"):
                box[:] = self._children(box)
                break
        return parts

    def _shape(self, element: Element) -> list[Element]:
        if name_of(element) in ("v:oval", "v:arc", "v:line", "v:polyline", "v:curve", "v:image"):
            element.tag = element.tag.replace(local(element), "rect")
        element[:] = self._children(element)
        if text := value(child(element, "textpath"), "string"):
            box = ElementTree.SubElement(element, f"{W}txbxContent")
            ElementTree.SubElement(box, f"{W}p").append(_run(text))
        return [element]

    def _formula(self, element: Element) -> list[Element]:
        self._set_aside(FORMULA, words(element))
        return []


def words_in(element: Element) -> str:
    """The words of an element, its own among them."""
    around = ElementTree.Element("around")
    around.append(element)
    return words(around)


def _kept(element: Element) -> list[Element]:
    return [element]


def _is_known(name: str) -> bool:
    space, _, own = name.rpartition(":")
    return (space == "w" and own in _KNOWN) or space in ("v", "mc", "m")


def _shows(way: Element) -> bool:
    return bool(words(way)) or any(
        local(one) in ("blip", "imagedata", "fldChar", "instrText") for one in way.iter()
    )


def _run(text: str) -> Element:
    run = ElementTree.Element(f"{W}r")
    run.append(_text(text))
    return run


def _text(text: str) -> Element:
    element = ElementTree.Element(f"{W}t")
    element.text = text
    return element


def _is_line_of_contents(element: Element) -> bool:
    """Whether all its words lead to a heading, or it asks for the page of one."""
    code = "".join(one.text or "" for one in element.iter() if local(one) == "instrText")
    simple = [value(one, "instr") for one in element.iter() if local(one) == "fldSimple"]
    if any(is_line_of_contents(text) for text in (*re.split(r"(?=PAGEREF|HYPERLINK)", code), *simple)):
        return True
    linked = "".join(
        words(one) for one in element if local(one) == "hyperlink" and value(one, "anchor").startswith("_Toc")
    )
    return bool(linked) and len(linked.replace(" ", "")) == len(words(element).replace(" ", ""))
