"""Every way a paragraph holds several lines or words out of sight, in every kind of paragraph: nothing glued, nothing lost.

Each way has the lines that Word shows of it; a cell, a caption, a note and a title show them side by side.
"""

import re

import pytest

from conftest import photo_bytes
from showcase.markup import render
from word_files import NAMES, copy_of, p, picture, run, table

A, B = "早班甲开灯", "晚班乙关灯"


def r(inside, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def t(text):
    return f"<w:t xml:space='preserve'>{text}</w:t>"


def sign(kind):
    return r(f"<w:fldChar w:fldCharType='{kind}'/>")


def code(text):
    return r(f"<w:instrText xml:space='preserve'>{text}</w:instrText>")


def box(*paragraphs):
    return f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"


WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
DRAWN = f"<w:drawing><wp:inline><a:graphic><a:graphicData><s:wsp xmlns:s='{WPS}'><s:txbx>%s</s:txbx></s:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
VML = "<w:pict><v:%s><v:textbox>%s</v:textbox></v:%s></w:pict>"
ONE, TWO, GONE = [A + B], [A, B], [A]
BOXED = {"picture box", "drawn box", "drawn box and its older spelling", "drawn box alone", "oval", "art"}
# What is in the paragraph → the lines that Word shows, and what the list of what was left out names.
WAYS = {
    "line break": (run(f"{A}\n{B}"), TWO, ""),
    "carriage return": (run(A) + r("<w:cr/>") + run(B), TWO, ""),
    "page break": (run(A) + r("<w:br w:type='page'/>") + run(B), TWO, ""),
    "column break": (run(A) + r("<w:br w:type='column'/>") + run(B), TWO, ""),
    "break around a picture": (run(A) + r("<w:br w:type='textWrapping' w:clear='all'/>") + run(B), TWO, ""),
    "break of a later Word": (run(A) + r("<w:br w:type='other'/>") + run(B), TWO, ""),
    "tab": (run(f"{A}\t{B}"), [f"{A} {B}"], ""),
    "tab to a place": (run(A) + r("<w:ptab w:alignment='right'/>") + run(B), [f"{A} {B}"], ""),
    "soft hyphen": (run(A) + r("<w:softHyphen/>") + run(B), ONE, ""),
    "hyphen that stays": (run(A) + r("<w:noBreakHyphen/>") + run(B), [f"{A}‑{B}"], ""),
    "simple field": (run(A) + f"<w:fldSimple w:instr='SEQ'>{run(B)}</w:fldSimple>", ONE, ""),
    "field": (run(A) + sign("begin") + code(" REF x ") + sign("separate") + run(B) + sign("end"), ONE, ""),
    "field in a field": (
        run(A) + sign("begin") + code("IF ") + sign("begin") + code("REF y") + sign("separate") + run("无") * 0
        + sign("end") + sign("separate") + run(B) + sign("end"), ONE, ""),
    "field without an end": (run(A) + sign("begin") + code(" TOC ") + sign("separate") + run(B), ONE, ""),
    "field to choose from": (
        run(A) + r("<w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='无'/>"
        f"<w:listEntry w:val='{B}'/></w:ddList></w:ffData></w:fldChar>") + code("FORMDROPDOWN") + sign("end"), ONE, ""),
    "ring around a sign": (run(A) + sign("begin") + code(f"eq \\o\\ac(○,{B})") + sign("end"), ONE, ""),
    "pinyin by a field": (
        run(A) + sign("begin") + code(f'EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(wǎn),{B})') + sign("end"),
        ONE, "wǎn"),
    "ruby": (run(A) + r(f"<w:ruby><w:rt>{run('wǎn')}</w:rt><w:rubyBase>{run(B)}</w:rubyBase></w:ruby>"), ONE, "wǎn"),
    "picture box": (run(A) + r(VML % ("shape", box(p(B)), "shape")), TWO, ""),
    "oval": (run(A) + r(VML % ("oval", box(p(B)), "oval")), TWO, ""),
    "art": (run(A) + r(f"<w:pict><v:shape><v:textpath string='{B}'/></v:shape></w:pict>"), TWO, ""),
    "drawn box alone": (run(A) + r(DRAWN % box(p(B))), TWO, ""),
    "drawn box": (
        run(A) + r(f"<mc:AlternateContent><mc:Choice Requires='wps'>{DRAWN % box(p(B))}</mc:Choice></mc:AlternateContent>"),
        TWO, ""),
    "drawn box and its older spelling": (
        run(A) + r(f"<mc:AlternateContent><mc:Choice Requires='wps'>{DRAWN % box(p(B))}</mc:Choice>"
        f"<mc:Fallback>{VML % ('rect', box(p(B)), 'rect')}</mc:Fallback></mc:AlternateContent>"), TWO, ""),
    "content control": (run(A) + f"<w:sdt><w:sdtContent>{run(B)}</w:sdtContent></w:sdt>", ONE, ""),
    "prompt of a form": (
        run(A) + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run(B)}</w:sdtContent></w:sdt>", GONE, B),
    "inserted": (run(A) + f"<w:ins>{run(B)}</w:ins>", ONE, ""),
    "deleted": (run(A) + "<w:del><w:r><w:delText>甲</w:delText></w:r></w:del>" + run(B), ONE, ""),
    "moved here": (run(A) + f"<w:moveTo>{run(B)}</w:moveTo>", ONE, ""),
    "moved away": (run(A) + f"<w:moveFrom>{run('甲')}</w:moveFrom>" + run(B), ONE, ""),
    "hyperlink": (run(A) + f"<w:hyperlink r:id='none'>{run(B)}</w:hyperlink>", ONE, ""),
    "smart tag": (run(A) + f"<w:smartTag>{run(B)}</w:smartTag>", ONE, ""),
    "direction": (run(A) + f"<w:dir w:val='ltr'>{run(B)}</w:dir>", ONE, ""),
    "wrapper of a later Word": (run(A) + f"<n:new xmlns:n='urn:later'>{run(B)}</n:new>", ONE, ""),
    "sign of a font": (run(A) + r("<w:sym w:font='Wingdings' w:char='F0FE'/>") + run(B), [f"{A}🗹{B}"], ""),
    "sign of a plain font": (run(A) + r("<w:sym w:font='宋体' w:char='25A1'/>") + run(B), [f"{A}□{B}"], ""),
    "letter in a font of signs": (
        run(A) + r(t("þ"), "<w:rFonts w:ascii='Wingdings'/>") + run(B), [f"{A}🗹{B}"], ""),
    "hidden": (run(A) + r(t(B), "<w:vanish/>"), GONE, B),
    "formula": (run(A) + f"<m:oMath><m:r><m:t>{B}</m:t></m:r></m:oMath>", GONE, B),
    "comment": (run(A) + "<w:commentRangeStart w:id='1'/>" + run(B) + r("<w:commentReference w:id='1'/>"), ONE, "批语"),
}  # fmt: skip
COMMENTS = f"<w:comments {NAMES}><w:comment w:id='1'>{p('批语')}</w:comment></w:comments>"
AFTER = p("灯下的面案，先醒后揉。")
OUTLINED = "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>{}</w:p>"
KINDS = {
    "plain": lambda way: [p(way)],
    "heading by style": lambda way: [p(way, style="H2"), AFTER],
    "heading by level": lambda way: [OUTLINED.format(way), AFTER],
    "heading by number": lambda way: [p(way, num=3), AFTER],
    "item": lambda way: [p(way, num=1), p("洗手", num=1)],
    "bullet": lambda way: [p(way, num=2), p("洗手", num=2)],
    "quotation": lambda way: [p(way, style="Quote")],
    "frame": lambda way: [f"<w:p><w:pPr><w:framePr w:w='100'/></w:pPr>{way}</w:p>"],
    "cell": lambda way: [table([p(way), p("二")], [p("三"), p("四")])],
    "caption": lambda way: [p(picture("i")), p(way, style="Cap")],
    "note": lambda way: [p("灯", "<w:r><w:footnoteReference w:id='2'/></w:r>")],
    "block control": lambda way: [f"<w:sdt><w:sdtContent>{p(way)}</w:sdtContent></w:sdt>"],
    "cell control": lambda way: [table([p("二"), p("三")]).replace("</w:tr>", f"<w:sdt><w:sdtContent><w:tc>{p(way)}</w:tc></w:sdtContent></w:sdt></w:tr>")],
}  # fmt: skip
BESIDE = {"cell", "caption", "note", "cell control"}
SHORT_LINES = {"heading by style", "heading by level"}  # a short heading with a break in it is one


def shown(copy):
    """The lines a reader sees, captions among them, without what is there in every kind."""
    body, faults = render(copy.body.replace("【待填：这张照片里有什么】", "灯"))
    assert not faults
    text = "\n".join((body.text, *(photo.caption for photo in body.photos)))
    return [line.removeprefix("一、").strip() for line in re.split(r"[\n\t]", text) if line.strip()]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", WAYS)
def test_each_way_in_each_kind_of_paragraph(way, kind):
    xml, lines, left = WAYS[way]
    notes = f"<w:footnotes {NAMES}><w:footnote w:id='2'>{p(xml)}</w:footnote></w:footnotes>"
    copy = copy_of(
        p("凌晨四点的灯", style="Title"),
        *KINDS[kind](xml),
        parts={"word/comments.xml": COMMENTS, "word/footnotes.xml": notes if kind == "note" else f"<w:footnotes {NAMES}/>"},
        media={"i": ("a.png", photo_bytes(kind="PNG"))} if kind == "caption" else None,
    )  # fmt: skip
    seen = shown(copy)
    if (kind in BESIDE and (way not in BOXED or kind != "caption")) or (
        kind in SHORT_LINES and way not in BOXED
    ):
        assert " ".join(lines) in " ".join(seen)
    else:
        at = seen.index(lines[0])
        assert seen[at : at + len(lines)] == lines or (kind == "caption" and lines[1] in seen)
    assert f"“{left}”" in "".join(copy.warnings) if left else "没有带过来" not in "".join(copy.warnings)
