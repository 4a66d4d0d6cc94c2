"""What of a .docx may be opened: judged before any reader of Word's XML sees it.

A .docx is a zip of XML parts and pictures. What we hand on is a package of our own making with the parts a
reader needs, each within limits and, where it is XML, without a DTD.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from showcase.stories.word import Left, Unusable
from showcase.stories.word.account import passages
from showcase.stories.word.ooxml import local
from showcase.stories.word.refusals import PASSWORD, SAVE_AS, of_zip, refuse_others
from showcase.stories.word.shown import Shown
from showcase.stories.word.styles import styles_of

MAX_ENTRIES = 3_000
MAX_XML = 24 << 20  # bytes of all XML parts; a book of 300 pages has 10 MB
MAX_ALL = 240 << 20  # bytes unpacked
MAX_ELEMENTS = 80_000  # a manuscript of 20 pages has about 10,000; mammoth needs 2 s for this many
MAX_TEXT = 250_000  # characters of all parts; what is more than 256 KiB becomes no story
MAX_DEPTH = 80  # mammoth needs ten frames a level; a picture in a table in a text box lies 25 deep

BROKEN = "文件已经损坏，请用 Word 打开看看，另存一次再导入"

OFF = ("0", "false", "none")

COMMENT = "批注没有导入，请在 Word 里看完再发稿"
MARGIN = "页眉、页脚没有导入"

_PART = re.compile(r"(?:word/(?:[\w.-]+/)*[\w .-]+|_rels/\.rels|\[Content_Types\]\.xml)")
_READ = {"document", "footnotes", "endnotes"}
_SET_ASIDE = {"comments": COMMENT, "hdr": MARGIN, "ftr": MARGIN}
_PAGE_NUMBER = re.compile(r"[第共页/\s\d\-—–·|ofpageOFPAGE]*")


@dataclass(frozen=True)
class Package:
    data: bytes
    names: Counter[str]  # the body's elements by local name; one that is switched off is none
    left: tuple[Left, ...] = ()  # what Word does not show, and what no story has
    said: tuple[str, ...] = ()  # all words of the file, a paragraph an item


def opened(data: bytes, suffix: str = "") -> Package:
    """A clean copy of the package in `data`.

    Raises:
        Unusable: it is no .docx, is encrypted, broken, or beyond what a manuscript needs.
    """
    refuse_others(data, suffix)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _copied(package)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        OSError,
        SyntaxError,
    ) as err:
        raise Unusable(BROKEN) from err


def _entries(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The parts of a document, those of the package first."""
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Unusable(f"文件里有 {len(entries)} 个部分，不像一篇文稿；{SAVE_AS}")
    wanted = sorted((e for e in entries if _PART.fullmatch(e.filename)), key=lambda e: e.filename)
    if not any(entry.filename.startswith("word/") for entry in wanted):
        names = [entry.filename for entry in entries]
        small = next((e for e in entries if e.filename == "mimetype" and e.file_size < 100), None)
        raise Unusable(of_zip(names, package.read(small) if small else b""))
    if any(entry.flag_bits & 1 for entry in wanted):
        raise Unusable(PASSWORD)
    if len({entry.filename for entry in wanted}) < len(wanted):
        raise Unusable(BROKEN)
    xml = sum(entry.file_size for entry in wanted if _is_xml(entry.filename))
    if xml > MAX_XML or sum(entry.file_size for entry in wanted) > MAX_ALL:
        raise Unusable("文件展开以后太大，不像一篇文稿；请把正文和照片分开交")
    return wanted


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _copied(package: zipfile.ZipFile) -> Package:
    scan = _Scan()
    parts: dict[str, bytes] = {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as copy:
        for entry in _entries(package):
            data = package.read(entry)
            if _is_xml(entry.filename):
                scan.read(data, entry.filename)
                parts[entry.filename] = data
                continue
            if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                data = b"<svg/>"  # a drawing, and nothing that could be read as a part
            copy.writestr(zipfile.ZipInfo(entry.filename), data)
        left, said = _reduced(parts, scan.body)
        for name in scan.used:
            parts[rels_of(name)] = scan.completed(name, parts.get(rels_of(name), b""))
        for name, data in parts.items():
            copy.writestr(zipfile.ZipInfo(name), data)
    return Package(buffer.getvalue(), scan.names, left, said)


def _reduced(parts: dict[str, bytes], body: str) -> tuple[tuple[Left, ...], tuple[str, ...]]:
    """Leaves in `parts` what Word shows; (what was set aside, all that was there)."""
    roots = {
        name: ElementTree.fromstring(data)
        for name, data in parts.items()
        if name.endswith(".xml") and (name == body or not name.startswith("word/glossary/"))
    }
    kinds = {local(roots[name]): roots[name] for name in sorted(roots, key=len, reverse=True)}
    shown = Shown(styles_of(kinds.get("styles")), kinds.get("numbering"))
    said: list[str] = []
    for name, root in sorted(roots.items(), key=lambda one: one[0] != body):
        kind = local(root)
        if kind in _READ and (kind != "document" or name == body):
            said += passages(root)
            shown.part(root)
            parts[name] = ElementTree.tostring(root)
        elif kind in _SET_ASIDE:
            mine = list(passages(root))
            said += mine
            shown.left += [
                Left(_SET_ASIDE[kind] if not _PAGE_NUMBER.fullmatch(text) else "", text) for text in mine
            ]
            del parts[name]
    return tuple(shown.left), tuple(said)


class _Scan:
    """A walk through the XML parts that builds nothing."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.body = "word/document.xml"
        self._elements = 0
        self._depth = 0
        self._characters = 0
        self.used: dict[str, dict[str, None]] = {self.body: {}}  # part → relationships that are named in it
        self._known: dict[str, set[str]] = {}  # part of relationships → those that are there
        self._part = ""

    def read(self, data: bytes, part: str) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        self._part, self._depth = part, 0
        try:
            parser.Parse(data, True)
        except expat.ExpatError as err:
            raise Unusable(BROKEN) from err

    def _doctype(self, *_: object) -> None:
        raise Unusable(f"文件里有 Word 不会写的内容（DTD），没有打开；{SAVE_AS}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._elements += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unusable("文件的层次太深，不像一篇文稿；请把正文复制到一个新文档里，再导入")
        if self._elements > MAX_ELEMENTS:
            raise Unusable("文件的内容太多，不像一篇文稿；请拆开，或把正文复制到一个新文档里，再导入")
        if local == "Relationship":
            self._relationship(attributes)
            return
        if self._part == self.body:
            self.names[local] += next((v for k, v in attributes.items() if k.endswith(" val")), "") not in OFF
        for key, value in attributes.items():
            space, _, attribute = key.rpartition(" ")
            if attribute in ("embed", "link", "id") and space.endswith("relationships"):
                self.used.setdefault(self._part, {})[value] = None

    def _relationship(self, attributes: dict[str, str]) -> None:
        self._known.setdefault(self._part, set()).add(attributes.get("Id", ""))
        if self._part == "_rels/.rels" and attributes.get("Type", "").endswith("/officeDocument"):
            self.body = attributes.get("Target", "").lstrip("/") or self.body

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _text(self, text: str) -> None:
        self._characters += len(text.strip())  # some programs indent their XML
        if self._characters > MAX_TEXT:
            raise Unusable("正文太长，不像一篇故事；请挑出要发的部分，复制到一个新文档里，再导入")

    def completed(self, part: str, rels: bytes) -> bytes:
        """The part's relationships, and one to nothing for each that is named but missing: mammoth stops there."""
        rows = b"".join(
            b'<Relationship Id="%s" Type="missing" Target="missing"/>' % _attribute(one).encode()
            for one in self.used[part]
            if one not in self._known.get(rels_of(part), ())
        )
        if not rels:
            space = b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
            return b"<Relationships %s>%s</Relationships>" % (space, rows)
        return re.sub(rb"</Relationships\s*>|/>\s*\Z", lambda end: _closed(end[0], rows), rels, count=1)


def rels_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _closed(end: bytes, rows: bytes) -> bytes:
    return rows + end if end.startswith(b"</") else b">" + rows + b"</Relationships>"


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
