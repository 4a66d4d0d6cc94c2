"""What a file is that is no .docx, by what it holds; and what to do with it."""

from __future__ import annotations

from showcase.stories.word import Unusable

SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx，再导入"
EMPTY = "文件是空的（0 字节），请重新复制一份"
PASSWORD = "文件加了密码，请在 Word 里去掉密码，另存一份再导入"

_TYPED = "请运行 showcase new 建好文件夹，再把文字贴进 index.md"
_ASIDE = "不是文稿；请向作者要 Word 写的 .docx"
_OLD = {
    ".wps": "WPS 文字（.wps）", ".wpt": "WPS 模板（.wpt）", ".dot": "旧格式的 Word 模板（.dot）",
    ".xls": "旧格式的 Excel 表格（.xls）", ".et": "WPS 表格（.et）", ".ppt": "旧格式的幻灯片（.ppt）", ".dps": "WPS 演示（.dps）",
}  # fmt: skip
_IMAGES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
_ARCHIVES = {b"Rar!": ".rar", b"7z\xbc\xaf": ".7z", b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\xfd7zXZ": ".xz"}
_MARKED = {
    b"%pdf": f"这是 PDF（.pdf），{_ASIDE}",
    b"{\\rtf": f"这是 RTF 文稿（.rtf），{SAVE_AS}",
    b"<html": f"这是网页（.html），{SAVE_AS}",
    b"<!doctype": f"这是网页（.html），{SAVE_AS}",
    b"<?xml": f"这是 XML 文件，{SAVE_AS}",
    b"mime-version": f"这是存成一个文件的网页（.mht），{SAVE_AS}",
}
_INSIDE = {
    "xl/": f"这是 Excel 表格（.xlsx），{_ASIDE}",
    "ppt/": f"这是幻灯片（.pptx），{_ASIDE}",
    "Index/": "这是 Pages 文稿（.pages），请在 Pages 里导出为 Word（.docx），再导入",
    "META-INF/container.xml": f"这是电子书（.epub），{_ASIDE}",
}
_OPEN = {
    "text": "OpenDocument 文稿（.odt）",
    "spreadsheet": "OpenDocument 表格（.ods）",
    "presentation": "OpenDocument 演示（.odp）",
}


def refuse_others(data: bytes, suffix: str) -> None:
    """Raises Unusable unless `data` is a zip."""
    if not data:
        raise Unusable(EMPTY)
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # OLE
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unusable(PASSWORD)
        raise Unusable(f"这是{_OLD.get(suffix, '旧格式的 Word 文件（.doc）')}，{SAVE_AS}")
    if data.startswith(b"PK"):
        return
    for start, kind in _IMAGES.items():
        if data.startswith(start):
            raise Unusable(f"这是图片（{kind}），不是文稿；请放进那篇故事的文件夹，写在正文里")
    for start, kind in _ARCHIVES.items():
        if data.startswith(start):
            raise Unusable(f"这是压缩包（{kind}），不是文稿；请先解开，再导入里面的 .docx")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for start, message in _MARKED.items():
        if head.startswith(start):
            raise Unusable(message)
    if _is_text(data[:4096]):
        name = " Markdown（.md）" if suffix in (".md", ".markdown") else f"纯文本（{suffix or '没有后缀'}）"
        raise Unusable(f"这是{name}，不是 Word 文稿；{_TYPED}")
    raise Unusable(f"这不是 Word 文稿（.docx）；{SAVE_AS}")


def _is_text(head: bytes) -> bool:
    """Whether it reads as text in a spelling that people here use; the end may be cut within a character."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    if b"\0" in head:
        return False
    for spelling in ("utf-8", "gb18030"):
        try:
            head[: max(len(head) - 4, 1)].decode(spelling)
        except UnicodeDecodeError as err:
            if err.start < len(head) - 8:
                continue
        return True
    return False


def of_zip(names: list[str], mimetype: bytes) -> str:
    """What a zip is that holds no Word document."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        kind = mimetype.rpartition(b".")[2].decode("ascii", "replace").strip()
        return f"这是 {_OPEN.get(kind, 'OpenDocument 文件')}，{SAVE_AS}"
    for start, message in _INSIDE.items():
        if any(name.startswith(start) for name in names):
            return message
    if any(name.lower().endswith(".docx") for name in names):
        return "这是压缩包（.zip），不是文稿；请先解开，再导入里面的 .docx"
    return f"这是压缩包或别的文档，不是 Word 文稿（.docx）；{SAVE_AS}"
