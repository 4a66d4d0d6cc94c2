"""Word files, built part by part as Word, WPS and mischief build them."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from showcase.stories.word.editing import edited
from showcase.stories.word.word import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


STYLES = {"Title": "Title", "H1": "heading 1", "H2": "heading 2", "H5": "heading 5", "Cap": "caption", "Quote": "Quote", "T1": "toc 1"}  # fmt: skip


NUMBERS = (("1", "decimal", "."), ("2", "bullet", ""), ("3", "chineseCounting", "、"))


RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def run(text, dress=""):
    marks = "".join(f"<w:{mark}/>" for mark in dress.split())
    words = escape(text).replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>").replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")  # fmt: skip
    return f"<w:r><w:rPr>{marks}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


def p(*runs, style="", centred=False, num=None, level=0):
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += '<w:jc w:val="center"/>' if centred else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def picture(key, mode="embed"):
    return (
        f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:{mode}="{key}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(*rows):
    cells = (
        "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    ).strip()
    return f"<w:tbl>{cells}</w:tbl>"


def docx(*body, media=None, parts=None, links=None):
    """The bytes of a .docx; `media` by relationship id: (name, bytes)."""
    rows = [
        f'<Relationship Id="{key}" Type="{R}/image" Target={quoteattr(f"media/{name}")}/>'
        for key, (name, _) in (media or {}).items()
    ]
    rows += [
        f'<Relationship Id="{key}" Type="{R}/hyperlink" Target={quoteattr(url)} TargetMode="External"/>'
        for key, url in (links or {}).items()
    ]
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">'
        + "".join(
            f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="%{n + 1}{sign}"/></w:lvl>'
            for n in range(4)
        )
        + "</w:abstractNum>"
        for key, kind, sign in NUMBERS
        if kind != "chineseCounting" or 'w:numId w:val="3"' in "".join(body)
    )
    nums = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key, _, _ in NUMBERS
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMES}>{kinds}{nums}</w:numbering>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(rows)}</Relationships>',
        **{f"word/media/{name}": data for name, data in (media or {}).values()},
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def copy_of(*body, **more):
    return edited(read_word(docx(*body, **more)))


def body_of(*body, **more):
    """The Markdown below a title."""
    return copy_of(p("凌晨四点的灯", style="Title"), *body, **more).body


def raw(xml):
    return docx(parts={"word/document.xml": xml})


def zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()
