"""A .docx → `Manuscript`, by mammoth's reading of it. Runs in a worker: the bytes are a stranger's."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from mammoth import documents
from mammoth.docx import read as read_docx

from showcase.photos.sniff import UnreadablePhoto, open_photo
from showcase.stories.word import (
    MAX_FILE,
    Block,
    Cell,
    Line,
    Manuscript,
    Paragraph,
    Photo,
    Table,
    Unusable,
    Words,
)
from showcase.stories.word.numbering import Shape
from showcase.stories.word.package import BROKEN, Package, opened

SUFFIXES = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif", "HEIF": ".heic"}  # fmt: skip

_BREAK = Words("\n")


def read_word(data: bytes, suffix: str = "") -> Manuscript:
    """The manuscript in `data`, a file of that suffix.

    Raises:
        Unusable: it cannot be read as one.
    """
    package = opened(data, suffix)
    try:
        document = read_docx(io.BytesIO(package.data)).value
        return _Reader(package).read(document)
    except (KeyError, ValueError, AttributeError, TypeError, OSError, RecursionError) as err:
        raise Unusable(BROKEN) from err  # parts that do not fit each other


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.notes: dict[tuple[str, str], int] = {}  # in the order of their marks
        self.photos: dict[str, Photo] = {}  # by their bytes

    def read(self, document: Any) -> Manuscript:
        blocks = tuple(self._blocks(document.children))
        notes: list[tuple[Paragraph, ...]] = []
        while len(notes) < len(self.notes):  # a note may hold the mark of another
            kind, key = list(self.notes)[len(notes)]
            try:
                body = document.notes.find_note(kind, key).body
            except KeyError:  # a mark whose note is not there
                body = []
            notes.append(tuple(_texts(self._blocks(body))))
        return Manuscript(blocks, tuple(notes), tuple(self._warnings()), self.package.left, self.package.said)

    def _warnings(self) -> Iterator[str]:
        names = self.package.names
        if names["ins"] + names["del"] + names["moveFrom"] + names["moveTo"]:
            yield "文稿里有修订记录，按“全部接受”导入；请和作者确认改好的是哪一版"
        if names["chart"] + names["relIds"]:
            yield f"{names['chart'] + names['relIds']} 处图表或流程图没有导入；请在 Word 里截成图片，放在 index.md 旁边"
        if names["strike"] + names["dstrike"]:
            yield "文稿里有画了删除线的文字，照样带过来了；请和作者确认留不留"
        if names["altChunk"] + names["subDoc"]:
            yield f"{names['altChunk'] + names['subDoc']} 处嵌进来的另一个文档没有导入；请打开它，把要的字复制到稿子里"

    def _blocks(self, elements: Iterable[Any]) -> Iterator[Block]:
        for element in elements:
            if isinstance(element, documents.Paragraph):
                yield from self._paragraph(element)
            elif isinstance(element, documents.Table):
                yield self._table(element)
            elif isinstance(element, (documents.Run, documents.Hyperlink, documents.Text)):
                yield from self._paragraph(documents.paragraph([element]))
            elif isinstance(element, documents.Image):
                yield self._photo(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        """The paragraph, with the pictures that begin it before and all others after; text boxes in it follow."""
        before: list[Block] = []
        after: list[Block] = []
        words: list[Words] = []
        for piece in self._pieces(element.children, Words("")):
            if isinstance(piece, Words):
                words.append(piece)
            else:
                (after if any(one.text.strip() for one in words) else before).append(piece)
        yield from before
        if any(one.text.strip() or one.note for one in words):
            shape = Shape.read(element.style_id or "")
            sizes = {
                run.font_size for run in element.children if isinstance(run, documents.Run) and run.children
            }
            yield Paragraph(
                tuple(_lines(words)),
                shape.style,
                element.alignment == "center",
                (sizes.pop() if len(sizes) == 1 else 0) or 0,
                shape.number.level,
                shape.number.ordered,
                shape.number.count,
                shape.number.level >= 0 and shape.boxed,
            )
        yield from after

    def _pieces(self, elements: Iterable[Any], dress: Words) -> Iterator[Words | Block]:
        for element in elements:
            if isinstance(element, documents.Run):
                bold, italic = dress.bold or element.is_bold, dress.italic or element.is_italic
                yield from self._pieces(element.children, Words("", bold, italic, dress.href))
            elif isinstance(element, documents.Hyperlink):
                href = element.href or dress.href
                yield from self._pieces(element.children, Words("", dress.bold, dress.italic, href))
            elif isinstance(element, documents.Text):
                yield Words(element.value, dress.bold, dress.italic, dress.href)
            elif isinstance(element, documents.Tab):
                yield Words("\t", dress.bold, dress.italic, dress.href)
            elif isinstance(element, documents.Break):
                yield _BREAK
            elif isinstance(element, documents.Checkbox):
                yield Words("☑" if element.checked else "☐")
            elif isinstance(element, documents.NoteReference):
                key = (element.note_type, element.note_id)
                yield Words("", note=self.notes.setdefault(key, len(self.notes) + 1))
            elif isinstance(element, documents.Image):
                yield self._photo(element)
            elif isinstance(element, documents.Paragraph):
                yield from self._paragraph(element)
            elif isinstance(element, documents.Table):
                yield self._table(element)

    def _table(self, element: Any) -> Table:
        rows = (row for row in element.children if isinstance(row, documents.TableRow))
        return Table(tuple(tuple(self._cells(row.children)) for row in rows))

    def _cells(self, elements: Iterable[Any]) -> Iterator[Cell]:
        for element in elements:
            if isinstance(element, documents.TableCell):
                yield Cell(tuple(self._blocks(element.children)), element.colspan, element.rowspan)

    def _photo(self, image: Any) -> Photo:
        try:
            with image.open() as file:
                data = file.read()
        except (KeyError, ValueError, OSError):  # a link to elsewhere, or to nothing
            return Photo(b"", why="图片不在文件里，只有一个链接；请向作者要原图")
        key = hashlib.sha256(data).hexdigest()
        if key not in self.photos:
            self.photos[key] = _judged(data)
        return self.photos[key]


def _judged(data: bytes) -> Photo:
    if len(data) > MAX_FILE:
        return Photo(
            b"", why=f"超过 {MAX_FILE >> 20} MB；请导出为长边 4000 像素左右的 JPEG，放在 index.md 旁边"
        )
    if why := _drawing(data):
        return Photo(b"", why=why)
    try:
        return Photo(data, SUFFIXES[open_photo(data).format or ""])
    except UnreadablePhoto as err:
        return Photo(b"", why=f"{err.message}；{err.hint}")


def _drawing(data: bytes) -> str:
    """What to do with a picture that is no photo; empty for all others."""
    kinds = {"EMF 矢量图": data[40:44] == b" EMF", "WMF 矢量图": data.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")),
             "SVG 图形": data.startswith(b"<svg"), "TIFF 图片": data.startswith((b"II*\0", b"MM\0*")),
             "BMP 图片": data.startswith(b"BM"), "嵌入的对象": data.startswith(b"\xd0\xcf\x11\xe0")}  # fmt: skip
    kind = next((kind for kind, found in kinds.items() if found), "")
    return (
        f"是{kind}，网页不能用；请在 Word 里右键另存为图片（JPEG 或 PNG），放在 index.md 旁边" if kind else ""
    )


def _texts(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs, those of tables among them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _texts(cell.blocks)


def _lines(words: Iterable[Words]) -> Iterator[Line]:
    line: list[Words] = []
    for piece in words:
        parts = re.split(r"[\n\r\v\f\u2028\u2029]", piece.text) if piece.text else [""]
        for index, part in enumerate(parts):
            if index:
                yield tuple(line)
                line = []
            if part or piece.note:
                line.append(Words(part, piece.bold, piece.italic, piece.href, piece.note))
    yield tuple(line)
