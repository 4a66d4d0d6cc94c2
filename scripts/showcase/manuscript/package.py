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
from xml.parsers import expat

from showcase.manuscript import Unusable

MAX_ENTRIES = 3_000
MAX_XML = 24 << 20  # bytes of all XML parts; a book of 300 pages has 10 MB
MAX_ALL = 240 << 20  # bytes unpacked
MAX_ELEMENTS = 80_000  # a manuscript of 20 pages has about 10,000; mammoth needs 2 s for this many
MAX_TEXT = 250_000  # characters of all parts; what is more than 256 KiB becomes no story
MAX_DEPTH = 80  # mammoth needs ten frames a level; a picture in a table in a text box lies 25 deep

SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx，再导入"
BROKEN = "文件已经损坏，请用 Word 打开看看，另存一次再导入"

OFF = ("0", "false", "none")

_PART = re.compile(r"(?:word/(?:[\w.-]+/)*[\w .-]+|_rels/\.rels|\[Content_Types\]\.xml)")
# mammoth passes these by with all their words; in a smart tag it reads them.
_UNREAD = re.compile(rb"(</?)w:(?:fldSimple|ruby|rubyBase)(?=[\s/>])")


@dataclass(frozen=True)
class Package:
    data: bytes
    names: Counter[str]  # the body's elements by local name; one that is switched off is none
    formats: frozenset[str]  # of automatic numbers: decimal, bullet, chineseCounting, …


def opened(data: bytes, suffix: str = "") -> Package:
    """A clean copy of the package in `data`.

    Raises:
        Unusable: it is no .docx, is encrypted, broken, or beyond what a manuscript needs.
    """
    _refuse_others(data, suffix)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _copied(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as err:
        raise Unusable(BROKEN) from err


def _refuse_others(data: bytes, suffix: str) -> None:
    if not data:
        raise Unusable("文件是空的（0 字节），请重新复制一份")
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # OLE
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unusable("文件加了密码，请在 Word 里去掉密码，另存一份再导入")
        kind = "WPS 文字（.wps）" if suffix == ".wps" else "旧格式的 Word 文件（.doc）"
        raise Unusable(f"这是{kind}，{SAVE_AS}")
    if data.startswith(b"PK"):
        return
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"%pdf"):
        raise Unusable("这是 PDF，不是 Word 文稿；请向作者要 .docx")
    if head.startswith((b"{\\rtf", b"<html", b"<!doctype", b"<?xml", b"mime-version")):
        raise Unusable(f"这个文件只是后缀像 Word，{SAVE_AS}")
    raise Unusable(f"这不是 Word 文稿（.docx）；{SAVE_AS}")


def _entries(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The parts of a document, those of the package first."""
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Unusable(f"文件里有 {len(entries)} 个部分，不像一篇文稿；{SAVE_AS}")
    wanted = sorted((e for e in entries if _PART.fullmatch(e.filename)), key=lambda e: e.filename)
    if not any(entry.filename.startswith("word/") for entry in wanted):
        raise Unusable(f"这是压缩包或别的文档，不是 Word 文稿（.docx）；{SAVE_AS}")
    if any(entry.flag_bits & 1 for entry in wanted):
        raise Unusable("文件加了密码，请去掉密码，另存一份再导入")
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
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as copy:
        rels = b""
        for entry in _entries(package):
            data = package.read(entry)
            if _is_xml(entry.filename):
                scan.read(data, entry.filename)
                data = _UNREAD.sub(rb"\1w:smartTag", data)
            elif data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                data = b"<svg/>"  # a drawing, and nothing that could be read as a part
            if entry.filename == scan.body_rels:
                rels = data
            else:
                copy.writestr(zipfile.ZipInfo(entry.filename), data)
        copy.writestr(zipfile.ZipInfo(scan.body_rels), scan.completed(rels))
    return Package(buffer.getvalue(), scan.names, frozenset(scan.formats))


class _Scan:
    """A walk through the XML parts that builds nothing."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.formats: set[str] = set()
        self.body = "word/document.xml"
        self._elements = 0
        self._depth = 0
        self._characters = 0
        self._used: dict[str, None] = {}
        self._known: set[str] = set()
        self._part = ""

    @property
    def body_rels(self) -> str:
        folder, _, name = self.body.rpartition("/")
        return f"{folder}/_rels/{name}.rels"

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
        if local == "numFmt":
            self.formats.update(value for key, value in attributes.items() if key.endswith(" val"))
        elif local == "Relationship":
            self._relationship(attributes)
        elif self._part == self.body:
            self.names[local] += next((v for k, v in attributes.items() if k.endswith(" val")), "") not in OFF
            for key, value in attributes.items():
                space, _, attribute = key.rpartition(" ")
                if attribute in ("embed", "link", "id") and space.endswith("relationships"):
                    self._used[value] = None

    def _relationship(self, attributes: dict[str, str]) -> None:
        if self._part == self.body_rels:
            self._known.add(attributes.get("Id", ""))
        elif self._part == "_rels/.rels" and attributes.get("Type", "").endswith("/officeDocument"):
            self.body = attributes.get("Target", "").lstrip("/") or self.body

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _text(self, text: str) -> None:
        self._characters += len(text.strip())  # some programs indent their XML
        if self._characters > MAX_TEXT:
            raise Unusable("正文太长，不像一篇故事；请挑出要发的部分，复制到一个新文档里，再导入")

    def completed(self, rels: bytes) -> bytes:
        """The body's relationships, and one to nothing for each that is named but missing: mammoth stops there."""
        rows = b"".join(
            b'<Relationship Id="%s" Type="missing" Target="missing"/>' % _attribute(one).encode()
            for one in self._used
            if one not in self._known
        )
        if not rels:
            space = b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
            return b"<Relationships %s>%s</Relationships>" % (space, rows)
        return re.sub(rb"</Relationships\s*>|/>\s*\Z", lambda end: _closed(end[0], rows), rels, count=1)


def _closed(end: bytes, rows: bytes) -> bytes:
    return rows + end if end.startswith(b"</") else b">" + rows + b"</Relationships>"


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
