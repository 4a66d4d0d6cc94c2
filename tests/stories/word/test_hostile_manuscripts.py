"""What comes through the door: no manuscript, or one made to do harm."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from showcase.stories.word.editing import Copy
from showcase.stories.word.reception import copy_in_worker
from word_files import NAMES, OLE, docx, p, picture, raw, zipped


def deep(levels):
    inside = "<w:tbl><w:tr><w:tc>" * levels + p("灯") + "</w:tc></w:tr></w:tbl>" * levels
    return raw(f"<w:document {NAMES}><w:body>{inside}</w:body></w:document>")


ENTITIES = (
    '<!DOCTYPE a [<!ENTITY b "灯灯灯灯"><!ENTITY c "&b;&b;&b;&b;">]>'
    + f"<w:document {NAMES}>&c;</w:document>"
)


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        (b"", ".docx", "0 字节"),
        (b"hello", ".docx", "这是纯文本（.docx），不是 Word 文稿；请运行 showcase new"),
        ("凌晨四点的灯".encode("gb18030") * 900, ".txt", "这是纯文本（.txt）"),
        ("凌晨四点的灯".encode() * 900, ".txt", "这是纯文本（.txt）"),
        ("\ufeff灯".encode("utf-16-le"), ".txt", "这是纯文本（.txt）"),
        (b"# a", ".md", "这是 Markdown（.md）"),
        (bytes(range(256)), "", "这不是 Word 文稿"),
        (b"\x89PNG\r\n", ".png", "这是图片（PNG）"),
        (b"Rar!\x1a\x07", ".rar", "这是压缩包（.rar）"),
        (b"<html><p>", ".doc", "这是网页"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b""}), ".odt", "这是 OpenDocument 文稿（.odt），请用 Word 或 WPS 打开"),
        (zipped(**{"ppt/a.xml": b""}), ".pptx", "这是幻灯片（.pptx）"),
        (zipped(**{"Index/a.iwa": b""}), ".pages", "Pages 里导出为 Word"),
        (zipped(**{"稿/a.docx": b""}), ".zip", "这是压缩包（.zip），不是文稿；请先解开"),
        (zipped(**{"a.jpg": b""}), ".zip", "这是压缩包或别的文档"),
        (OLE, ".xls", "Excel 表格（.xls）"),
        (b"%PDF-1.4", ".docx", "PDF"),
        (b"{\\rtf1 ", ".doc", "这是 RTF 文稿（.rtf），请用 Word 或 WPS 打开，另存为 .docx"),
        (OLE, ".doc", "（.doc），请用 Word 或 WPS 打开，另存为 .docx"),
        (OLE, ".wps", "WPS 文字"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", "密码"),
        (docx(p("灯"))[:-30], ".docx", "损坏"),
        (b"PK\x03\x04" + bytes(100), ".docx", "损坏"),
        (zipped(**{"xl/workbook.xml": b"<a/>"}), ".docx", "这是 Excel 表格（.xlsx）"),
        (zipped(**{"word/document.xml": bytes(30 << 20)}), ".docx", "太大"),
        (zipped(**{f"word/{n}.xml": b"" for n in range(4000)}), ".docx", "4000 个部分"),
        (raw(ENTITIES), ".docx", "DTD"),
        (raw(("\ufeff" + ENTITIES).encode("utf-16-le")), ".docx", "DTD"),
        (raw("<w:document"), ".docx", "损坏"),
        (raw("<html/>"), ".docx", "损坏"),
        (deep(1000), ".docx", "层次太深"),
        (docx(p("灯" * 300_000)), ".docx", "太长"),
        (docx(p("灯" * 100_000)), ".docx", "超过"),
        (docx(*["<w:p/>"] * 90_000), ".docx", "内容太多"),
    ],
)  # fmt: skip
def test_what_is_no_manuscript_is_said_in_a_line(data, suffix, words):
    said = copy_in_worker(data, suffix)
    assert isinstance(said, str)
    assert words in said
    assert "\n" not in said


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo", "link", "doc", "large", "no folder"])
def test_a_file_that_cannot_be_used_writes_nothing(workshop, tmp_path, kind):
    file = tmp_path / "稿子.docx"
    if kind == "folder":
        file.mkdir()
    elif kind == "fifo":
        os.mkfifo(file)
    elif kind == "link":
        (tmp_path / "a.docx").write_bytes(docx(p("凌晨四点的灯")))
        file.symlink_to(tmp_path / "a.docx")
    elif kind == "doc":
        file.write_bytes(OLE)
    elif kind == "large":
        with file.open("wb") as sink:
            sink.truncate((40 << 20) + 1)
    elif kind == "no folder":
        file = tmp_path / "x" / "稿子.docx"
    result = workshop.run("import", str(file), "--department", "dining")
    assert result.code == 2
    assert len(result.err.strip().split("\n")) == 1
    assert "稿子.docx：" in result.err
    assert not result.out
    assert not list((workshop.root / "stories").iterdir())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 4000), junk=st.binary(min_size=1, max_size=8))
def test_any_damage_to_a_manuscript_is_said_in_a_line(place, junk):
    sound = docx(p("凌晨四点的灯", style="Title"), p("灯亮了。", picture("i")), media={"i": ("a.jpg", b"x")})
    at = place % len(sound)
    said = copy_in_worker(sound[:at] + junk + sound[at + len(junk) :], ".docx")
    assert isinstance(said, Copy) or "\n" not in said


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(pieces=st.lists(st.sampled_from([
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>灯</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:br/>",
    "<w:tab/>", "<w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='1'/></w:numPr></w:pPr>", "<w:footnoteReference/>",
    "<w:footnoteReference w:id='7'/>", "<w:tcPr><w:vMerge/></w:tcPr>", "<w:fldChar w:fldCharType='end'/>", "<v:imagedata r:id='q'/>",
    "<w:pict>", "</w:pict>", "<mc:AlternateContent><mc:Fallback><w:t>火</w:t></mc:Fallback></mc:AlternateContent>", "<w:sym w:char='F0A7'/>",
]), max_size=30).map("".join))  # fmt: skip
def test_any_order_of_parts_is_read_or_said_in_a_line(pieces):
    said = copy_in_worker(raw(f"<w:document {NAMES}><w:body>{pieces}</w:body></w:document>"), ".docx")
    assert isinstance(said, Copy) or "\n" not in said
