"""Numbers, titles and tables of contents as real people make them."""

import re

import pytest

from conftest import photo_bytes
from showcase.stories.word.editing import edited
from showcase.stories.word.word import read_word
from word_files import NAMES, body_of, copy_of, docx, p, picture, run, table

TITLE = p("凌晨四点的灯", style="Title")


def sign(kind):
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


def field(code, *inside):
    return (
        sign("begin")
        + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + sign("separate")
        + "".join(inside)
        + sign("end")
    )


def styled(name, text):
    return f"<w:p><w:pPr><w:pStyle w:val='{name}'/></w:pPr>{run(text)}</w:p>"


def linked(text, page):
    row = run(f"{text}\t{page}")
    return p(f"<w:hyperlink w:anchor='_Toc{page}'>{row}</w:hyperlink>")


ROWS = (("一、第一锅水", "1"), ("二、第二锅水", "3"), ("（一）火候", "4"))
CONTENTS = {
    "styles of Word": [styled("TOC1", f"{words}\t{page}") for words, page in ROWS],
    "styles of Word in Chinese": [styled("目录 1", f"{words}\t{page}") for words, page in ROWS],
    "styles of WPS": [styled("WPSOffice手动目录 1", f"{words}\t{page}") for words, page in ROWS],
    "a field": [
        p(sign("begin") + "<w:r><w:instrText> TOC \\o \"1-3\" </w:instrText></w:r>" + sign("separate") + run("一、第一锅水\t1")),
        p("二、第二锅水\t3"),
        p("（一）火候\t" + "4") + p(sign("end")),
    ],
    "a field of one paragraph": [p(field(" TOC ", *(run(f"{words}\t{page}\n") for words, page in ROWS)))],
    "a simple field": [p(f"<w:fldSimple w:instr='TOC \\o'>{run(words)}</w:fldSimple>") for words, _ in ROWS],
    "a content control": [
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
        + "".join(p(f"{words}\t{page}") for words, page in ROWS) + "</w:sdtContent></w:sdt>"
    ],
    "plain links": [linked(*row) for row in ROWS],
    "links by fields": [p(field(f' HYPERLINK \\l "_Toc{page}" ', run(f"{words}\t{page}"))) for words, page in ROWS],
    "typed with dots": [p(f"{words}..........{page}") for words, page in ROWS],
    "typed with leaders": [p(f"{words}………………{page}") for words, page in ROWS],
    "typed with spaces": [p(f"{words}      {page}") for words, page in ROWS],
    "typed with tabs": [p(f"{words}\t{page}") for words, page in ROWS],
}  # fmt: skip


@pytest.mark.parametrize("kind", CONTENTS)
@pytest.mark.parametrize("head", ["目录", "目　　录", "目 次"])
def test_a_table_of_contents_is_left_out_and_said(kind, head):
    copy = copy_of(TITLE, p(head), *CONTENTS[kind], p("四点整，灯亮了。"))
    assert copy.body == "四点整，灯亮了。\n"
    (said,) = copy.warnings
    assert said.startswith("目录没有带过来，网页会自己排：")
    assert all(words in said for words, _ in ROWS)


def test_prices_with_leaders_are_no_table_of_contents():
    assert "米饭……2" in body_of(p("今天的菜"), p("米饭……2"), p("面条……8"), p("馒头……1"))


def numbered(*levels, lists=1, extra=""):
    """numbering.xml of a list with levels of (format, text, more)."""
    inside = "".join(
        f"<w:lvl w:ilvl='{n}'><w:numFmt w:val='{kind}'/><w:lvlText w:val='{text}'/>{more}</w:lvl>"
        for n, (kind, text, more) in enumerate(levels)
    )
    nums = "".join(
        f"<w:num w:numId='{n}'><w:abstractNumId w:val='1'/>{extra if n > 1 else ''}</w:num>"
        for n in range(1, lists + 1)
    )
    return {
        "word/numbering.xml": f"<w:numbering {NAMES}><w:abstractNum w:abstractNumId='1'>{inside}</w:abstractNum>{nums}</w:numbering>"
    }


HAN = (("chineseCounting", "%1、", ""), ("chineseCounting", "（%2）", ""), ("decimal", "%3.", ""))


def headings(text):
    return re.findall(r"^#+ .*", text, re.MULTILINE)


def test_numbers_of_word_stand_beside_those_that_were_typed():
    text = body_of(
        p("第一锅水", num=1), p("水开了。"), p("二、第二锅水"), p("又开了。"), parts=numbered(*HAN)
    )
    assert headings(text) == ["## 一、第一锅水", "## 二、第二锅水"]


def test_levels_count_on_and_begin_anew_below_the_next():
    text = body_of(
        p("水", num=1), p("好。"), p("火", num=1, level=1), p("好。"), p("面", num=1, level=1), p("好。"),
        p("米", num=1), p("好。"), p("菜", num=1, level=1), p("好。"), parts=numbered(*HAN),
    )  # fmt: skip
    assert headings(text) == ["## 一、水", "### （一）火", "### （二）面", "## 二、米", "### （一）菜"]


@pytest.mark.parametrize(
    ("levels", "labels"),
    [
        ((("decimal", "%1", ""), ("decimal", "%1.%2", "")), ["1 水", "1.1 火", "1.2 面", "2 米", "2.1 菜"]),
        ((("chineseCountingThousand", "第%1章", ""), ("decimal", "%2.", "")), ["第一章 水", "1. 火", "2. 面", "第二章 米", "1. 菜"]),
        ((("upperRoman", "%1.", ""), ("lowerLetter", "%2)", "")), ["I. 水", "a)火", "b)面", "II. 米", "a)菜"]),
        ((("decimalEnclosedCircle", "%1", ""), ("ideographTraditional", "%2、", "")), ["① 水", "甲、火", "乙、面", "② 米", "甲、菜"]),
        ((("japaneseCounting", "%1、", "<w:start w:val='10'/>"), ("decimalZero", "%2", "")), ["十、水", "01 火", "02 面", "十一、米", "01 菜"]),
        ((("decimal", "%1.", ""), ("decimal", "%2.", "<w:lvlRestart w:val='0'/>")), ["1. 水", "1. 火", "2. 面", "2. 米", "3. 菜"]),
    ],
)  # fmt: skip
def test_headings_bear_the_numbers_that_word_shows(levels, labels):
    words = [
        (p(w, style="H2" if depth else "H1", num=1, level=depth), p("好。"))
        for w, depth in zip("水火面米菜", (0, 1, 1, 0, 1), strict=True)
    ]
    text = body_of(*(block for pair in words for block in pair), parts=numbered(*levels))
    assert [line.lstrip("# ") for line in headings(text)] == labels


def test_a_list_of_its_own_begins_anew():
    restart = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    parts = numbered(("decimal", "%1.", ""), lists=2, extra=restart)
    text = body_of(
        p("洗手", num=1),
        p("和面", num=1),
        p("那么。"),
        p("下锅", num=2),
        p("好。"),
        p("出锅", num=1),
        p("上桌", num=1),
        parts=parts,
    )
    items = re.findall(r"^(?:## )?\d\. ..$", text, re.MULTILINE)
    assert items == ["1. 洗手", "2. 和面", "## 1. 下锅", "2. 出锅", "3. 上桌"]


def test_a_style_numbers_its_paragraphs():
    styles = (
        f"<w:styles {NAMES}><w:style w:type='paragraph' w:styleId='a'><w:name w:val='小节'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
        "</w:pPr></w:style><w:style w:type='paragraph' w:styleId='b'><w:name w:val='小节 2'/><w:basedOn w:val='a'/></w:style></w:styles>"
    )
    parts = {**numbered(*HAN), "word/styles.xml": styles}
    text = edited(
        read_word(
            docx(p("凌晨四点的灯"), p("水", style="a"), p("好。"), p("火", style="b"), p("好。"), parts=parts)
        )
    ).body
    assert headings(text) == ["## 一、水", "## 二、火"]


def test_headings_by_a_style_of_their_own_and_by_level():
    styles = (
        f"<w:styles {NAMES}><w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='a'><w:name w:val='我的标题'/><w:basedOn w:val='1'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='b'><w:name w:val='小标题'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='c'><w:name w:val='正文'/><w:basedOn w:val='1'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style></w:styles>"
    )
    level = "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>{}</w:p>"
    body = [
        p("凌晨四点的灯", centred=True),
        p("水", style="a"),
        p("好。", style="c"),
        p("火", style="b"),
        p("好。"),
        level.format(run("面")),
        level.format(run("这一段整个设成了二级，其实是正文。")),
    ]
    assert headings(edited(read_word(docx(*body, parts={"word/styles.xml": styles}))).body) == [
        "## 水",
        "### 火",
        "### 面",
    ]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["1.洗手", "2.和面", "3.下锅", "4.6月6日上桌", "5.收拾"], 5),
        (["1.洗手", "2.2026年的面", "3.100名师傅"], 3),
        (["1.6月6日洗手", "2.6月7日和面"], 2),
        (["1.洗手", "2.5元的面条", "3.下锅"], 3),
        (["1.洗手", "2.和面", "2.5元的面条"], 2),
        (["3.5公里路", "4.5公里路"], 0),
    ],
)
def test_an_item_that_begins_with_a_number_stays_in_its_list(lines, count):
    text = body_of(p("那么。"), *map(p, lines))
    assert len(re.findall(r"^\d+\. ", text, re.MULTILINE)) == count
    assert all(re.sub(r"^\d\.", "", line) in text for line in lines)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ([p("凌 晨 四 点 的 灯", centred=True)], "凌晨四点的灯"),
        ([p("凌　晨　四　点　的　灯", style="Title")], "凌晨四点的灯"),
        ([p(sign, centred=True) for sign in "凌晨四点的灯"], "凌晨四点的灯"),
        ([p("\n".join("凌晨四点的灯"))], "凌晨四点的灯"),
        ([p("\n".join("凌晨四点的灯"), style="Title")], "凌晨四点的灯"),
        ([p("凌晨四点", style="Title"), p("的灯", style="Title")], "凌晨四点的灯"),
        ([p(run("凌晨四点"), centred=True).replace("<w:rPr>", "<w:rPr><w:sz w:val='44'/>"), p(run("的灯"), centred=True).replace("<w:rPr>", "<w:rPr><w:sz w:val='44'/>")], "凌晨四点的灯"),
        ([p(run("凌晨四点的灯"), centred=True).replace("<w:rPr>", "<w:rPr><w:sz w:val='44'/>"), p(run("后勤保障部"), centred=True).replace("<w:rPr>", "<w:rPr><w:sz w:val='28'/>")], "凌晨四点的灯"),
        ([p("凌晨四点的灯", centred=True), p("食堂"), ], "凌晨四点的灯"),
        ([p("Lights at", style="Title"), p("Four", style="Title")], "Lights at Four"),
    ],
)  # fmt: skip
def test_a_title_however_it_was_set(body, title):
    assert copy_of(*body, p("四点整，灯亮了。")).title == title


def test_a_large_first_letter_belongs_to_its_paragraph():
    drop = f"<w:p><w:pPr><w:framePr w:dropCap='drop' w:lines='3'/></w:pPr>{run('四')}</w:p>"
    assert body_of(drop, p("点整，灯亮了。")) == "四点整，灯亮了。\n"


def test_a_paragraph_whose_end_was_deleted_goes_on():
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('四点整，')}</w:p>"
    assert body_of(first, p("灯亮了。")) == "四点整，灯亮了。\n"
    assert "四点整，" in body_of(table([first, p("二")], [p("三"), p("四")]))


def test_a_form_with_a_photo_keeps_its_table_and_says_so():
    form = table(
        [p("姓名"), p("甲某"), p(picture("i"))],
        [p("QQ"), p("12345678"), p("")],
        [p("宿舍"), p("3号楼412"), p("")],
    )
    copy = copy_of(TITLE, form, media={"i": ("a.png", photo_bytes(kind="PNG"))})
    assert "| QQ | 12345678 |" in copy.body
    assert copy.body.startswith("![")
    assert any("表格里有照片" in said and "个人信息" in said for said in copy.warnings)


def test_a_table_that_only_places_photos_says_that_it_was_taken_apart():
    copy = copy_of(
        TITLE,
        table([p(picture("i"))] * 2, [p("面案"), p("窗口")]),
        media={"i": ("a.png", photo_bytes(kind="PNG"))},
    )
    assert any("拆成了" in said for said in copy.warnings)


def test_what_stands_in_the_margin_is_said_but_page_numbers_are_not():
    parts = {
        "word/header1.xml": f"<w:hdr {NAMES}>{p('后勤简报')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {NAMES}>{p('第 1 页 共 3 页')}</w:ftr>",
    }
    assert copy_of(TITLE, p("灯亮了。"), parts=parts).warnings == ("页眉、页脚没有导入：“后勤简报”",)


def test_words_that_no_reader_finds_are_said():
    """A paragraph in a row and in no cell: no rule says what it is."""
    odd = table([p("一"), p("二")], [p("三"), p("四")]).replace("</w:tr>", f"{p('行里的话')}</w:tr>", 1)
    assert any(
        said.startswith("这些字没有带过来") and "“行里的话”" in said for said in copy_of(TITLE, odd).warnings
    )


def test_a_note_of_a_note_arrives():
    mark = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    notes = "".join(
        f"<w:footnote w:id='{key}'>{p(text, mark.format(3) if key == 2 else '')}</w:footnote>"
        for key, text in ((2, "注"), (3, "注的注"))
    )
    text = body_of(
        p("灯", mark.format(2)), parts={"word/footnotes.xml": f"<w:footnotes {NAMES}>{notes}</w:footnotes>"}
    )
    assert text == "灯[^1]\n\n[^1]: 注[^2]\n\n[^2]: 注的注\n"
