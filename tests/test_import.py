"""Word manuscripts, built part by part as Word, WPS and mischief build them."""

import datetime as dt
import io
import json
import os
import re
import resource
import signal
import zipfile
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import photo_bytes
from showcase import rules
from showcase.drafts import split_front_matter
from showcase.errors import MachineError
from showcase.fixes import corrected
from showcase.manuscript import Cell, Manuscript, Paragraph, Table, Words
from showcase.manuscript.copy import line, plain, visible
from showcase.manuscript.editing import ALT, Copy, edited
from showcase.manuscript.reception import copy_in_worker
from showcase.manuscript.word import read_word
from showcase.markup import render
from showcase.project import Project
from showcase.rules.blanks import BLANK
from showcase.rules.passages import passages
from showcase.rules.rule import Subject
from showcase.scaffold import imported_story
from showcase.story import Draft
from test_any_input import FRONT, house

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="urn:math"'
)
STYLES = {"Title": "Title", "H1": "heading 1", "H2": "heading 2", "H5": "heading 5", "Cap": "caption", "Quote": "Quote", "T1": "toc 1"}  # fmt: skip
NUMBERS = (("1", "decimal"), ("2", "bullet"), ("3", "chineseCounting"))
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


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
        + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{kind}"/></w:lvl>' for n in range(4))
        + "</w:abstractNum>"
        for key, kind in NUMBERS
        if kind != "chineseCounting" or 'w:numId w:val="3"' in "".join(body)
    )
    nums = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key, _ in NUMBERS)
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


def found(workshop):
    return json.loads(workshop.run("check", "--format", "json").out)


# --- the whole way


def test_a_manuscript_becomes_a_story_that_passes_once_its_blanks_are_filled(workshop, tmp_path):
    file = tmp_path / "稿子.docx"
    photo = photo_bytes((1800, 1200))
    file.write_bytes(
        docx(
            p("凌晨四点的灯", style="Title"),
            p("　　四点整，一食堂后厨的灯亮了。"),
            p(picture("i1")),
            p("▲ 面案上方的灯"),
            p("一、第一锅水"),
            p("水开之前，先把昨晚的面团翻一遍。"),
            p("（供稿：餐饮中心 摄影：一食堂）"),
            media={"i1": ("image1.jpeg", photo)},
        )
    )
    result = workshop.run("import", str(file), "--department", "dining", "--date", "2026-03-05")
    assert result.code == 0, result.err
    path = "stories/2026/lingchen-sidian-de-deng/index.md"
    assert result.out.strip() == path
    assert "1 张图片，2 处待填，0 条提醒" in result.err
    folder = (workshop.root / path).parent
    assert sorted(file.name for file in folder.iterdir()) == ["index.md", "tu-1.jpg"]
    assert (folder / "tu-1.jpg").read_bytes() == photo
    text = (workshop.root / path).read_text("utf-8")
    assert f'![{ALT}](tu-1.jpg "面案上方的灯")' in text
    assert "\n## 一、第一锅水\n" in text
    assert "cover: tu-1.jpg\n" in text
    assert 'credits: {text: "餐饮中心", photo: "一食堂"}' in text
    assert {f["code"] for f in found(workshop) if f["severity"] == "error"} == {"FM010"}
    (workshop.root / path).write_text(re.sub(rf"{BLANK}[^】]*】", "面案上方的一盏灯", text), "utf-8")
    assert not [f for f in found(workshop) if f["severity"] == "error"]


def test_the_same_manuscript_twice_is_two_folders(workshop, tmp_path):
    (tmp_path / "a.docx").write_bytes(docx(p("凌晨四点的灯", style="Title"), p("灯亮了。")))
    for _ in range(2):
        assert workshop.run("import", str(tmp_path / "a.docx"), "--date", "2026-03-05").code == 0
    folders = sorted(path.name for path in (workshop.root / "stories/2026").iterdir())
    assert folders == ["lingchen-sidian-de-deng", "lingchen-sidian-de-deng-2"]


@pytest.mark.parametrize("title", ["灯", "长" * 40, "凌晨<b>四点", "null"])
def test_a_title_no_story_may_have_is_a_blank_that_shows_the_words_found(workshop, tmp_path, title):
    (tmp_path / "a.docx").write_bytes(docx(p(title, style="Title"), p("灯亮了。")))
    result = workshop.run("import", str(tmp_path / "a.docx"), "--department", "dining")
    assert result.code == 0, result.err
    text = (workshop.root / result.out.strip()).read_text("utf-8")
    line = next(line for line in text.split("\n") if line.startswith("title:"))
    assert BLANK in line
    assert title[:3] in line.replace(" ", "<")
    assert {f["code"] for f in found(workshop) if f["severity"] == "error"} <= {"FM010", "FM002"}


def test_an_unknown_department_is_refused_before_the_file_is_read(workshop, tmp_path):
    result = workshop.run("import", str(tmp_path / "missing.docx"), "--department", "canteen")
    assert result.code == 2
    assert "dining（餐饮）" in result.err


# --- title, headings, captions, credits


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ((p("通知"), p("凌晨四点的灯", style="Title")), "凌晨四点的灯"),
        ((p("凌晨四点的灯", style="H1"), p("灯亮了。")), "凌晨四点的灯"),
        ((p("凌晨四点的灯", centred=True), p("背景", style="H1"), p("灯亮了。")), "凌晨四点的灯"),
        ((p("凌晨四点的灯"), p("灯亮了。")), "凌晨四点的灯"),
        ((p("凌晨四点的灯，先亮在面案上。"), p("水"), p("水开了。")), ""),
        ((p("凌晨四点的灯，先亮在面案上，然后才是锅炉。"), p("水开了。")), ""),
        ((p("凌晨四点\n的灯", style="Title"),), "凌晨四点的灯"),
        ((p(run("凌晨四点的灯\n——记早餐班组", "b")), p("灯亮了。")), "凌晨四点的灯——记早餐班组"),
        ((p("凌晨四点的灯"), p(f"——{'长' * 30}"), p("灯亮了。")), "凌晨四点的灯"),
    ],
)
def test_where_a_title_is_found(body, title):
    assert copy_of(*body).title == title


def test_headings_come_to_two_levels_below_the_title():
    text = body_of(p("水", style="H2"), p("开了。"), p("火", style="H5"), p("旺了。"), p("面", style="H2"))
    assert re.findall(r"^#+ .*", text, re.MULTILINE) == ["## 水", "### 火", "## 面"]


def test_headings_numbered_by_hand_and_bold_ones():
    text = body_of(
        p("一、第一锅水"), p("水开了。"), p("（一）火候"), p("火旺了。"), p(run("面要醒", "b")), p("醒好了。"),
        p("二、加强领导，落实责任。"),
    )  # fmt: skip
    assert re.findall(r"^#+ .*", text, re.MULTILINE) == ["## 一、第一锅水", "### （一）火候", "### 面要醒"]


def test_a_line_that_word_numbered_and_that_stands_alone_is_a_heading():
    text = body_of(p("第一锅水", num=3), p("水开了。"), p("火候", num=3), p("火旺了。"))
    assert re.findall(r"^#+ .*", text, re.MULTILINE) == ["## 第一锅水", "## 火候"]


def test_a_list_that_was_parted_is_told_of():
    long = "把昨晚的面团翻一遍，盖上湿布，等它醒。"
    copy = copy_of(p("凌晨四点的灯", style="Title"), p(long, num=1), p("灯亮了。"), p(long, num=1))
    assert copy.body.count("1. ") == 2
    assert any("重新编号" in text for text in copy.warnings)


def test_a_row_of_numbered_lines_is_no_row_of_headings():
    assert "#" not in body_of(p("（一）米饭"), p("（二）面条"), p("（三）馒头"))


def test_bold_that_carries_no_meaning_is_let_go():
    long = "面案上的灯亮了，师傅把昨晚的面团翻了一遍，再去看水。"
    assert body_of(p(run(long, "b"))) == f"{long}\n"
    assert body_of(p("火要", run("旺", "b"), run("。", "b"), "水要开")) == "火要**旺**。水要开\n"


@pytest.mark.parametrize(
    ("line", "style", "title"),
    [
        ("▲ 面案上方的灯", "", "面案上方的灯"),
        ("△面案上方的灯", "", "面案上方的灯"),
        ("图1 面案", "", "图1 面案"),
        ("图为面案", "", "图为面案"),
        ("图：面案", "", "面案"),
        ("面案上的灯", "Cap", "面案上的灯"),
        ("图书馆的灯也亮了。", "", None),
    ],
)
def test_which_line_below_a_picture_is_its_caption(line, style, title):
    text = body_of(p(picture("i")), p(line, style=style), media={"i": ("a.png", photo_bytes(kind="PNG"))})
    assert text.split("\n\n")[0].strip() == (
        f'![{ALT}](tu-1.png "{title}")' if title else f"![{ALT}](tu-1.png)"
    )
    assert (line in text) == (title is None or title == line)


@pytest.mark.parametrize(
    "words", ['他说"开饭了"', "it's", '他说"it\'s"', "半个 \\ 和 `", "书 <一> & &amp;", "(括号) [1]"]
)
def test_a_caption_arrives_with_its_words(words):
    text = body_of(p(picture("i")), p(words, style="Cap"), media={"i": ("a.jpg", photo_bytes())})
    body, faults = render(text.replace(ALT, "灯"))
    assert not faults
    assert body.photos[0].caption == words.replace("<", "＜").replace(">", "＞").replace('"it\'s"', '"it’s"')


@pytest.mark.parametrize(
    ("line", "text", "photo"),
    [
        ("（供稿：餐饮中心 摄影：一食堂）", "餐饮中心", "一食堂"),
        ("供稿单位：餐饮中心；供图：一食堂", "餐饮中心", "一食堂"),
        ("文/图：餐饮中心", "餐饮中心", "餐饮中心"),
        ("文/图 餐饮中心", "餐饮中心", "餐饮中心"),
        ("通讯员 餐饮中心", "餐饮中心", ""),
        ("（一食堂 摄）", "", "一食堂"),
        ("（餐饮中心/文 一食堂/图）", "餐饮中心", "一食堂"),
        ("（餐饮中心供稿）", "餐饮中心", ""),
        ("（本文由餐饮中心供稿）", "餐饮中心", ""),
        ("（图片由一食堂提供）", "", "一食堂"),
        ("文/餐饮中心 图/一食堂", "餐饮中心", "一食堂"),
    ],
)
def test_credits_beyond_doubt_go_to_their_place(line, text, photo):
    copy = copy_of(p("凌晨四点的灯", style="Title"), p("灯亮了。"), p(line))
    assert (copy.credits.text, copy.credits.photo) == (text, photo)
    assert copy.body == "灯亮了。\n"
    assert not copy.warnings


@pytest.mark.parametrize(
    "line", ["（供稿：餐饮中心 审核：办公室）", "（餐饮中心 一食堂 文/图）", "供稿：餐饮中心 通讯员：一食堂"]
)
def test_credits_in_doubt_stay_and_are_named(line):
    copy = copy_of(p("凌晨四点的灯", style="Title"), p("灯亮了。"), p(line))
    assert not copy.credits.text
    assert line in copy.body
    assert any("署名" in text and line in text for text in copy.warnings)


@pytest.mark.parametrize("line", ["图：很好看。", "他在写作文。", "文件来源：网站。后来改了。"])
def test_prose_at_the_end_is_no_credit(line):
    assert line in body_of(p("灯亮了。"), p(line))


# --- text


def test_indents_breaks_and_empty_paragraphs():
    text = body_of(p("　　灯亮了。\n\u00a0\u00a0水开了。"), p(), p(" \t　"), p("\t面\u00ad醒\u00a0了。\t好"))
    assert text == "灯亮了。\n\n水开了。\n\n面醒 了。 好\n"


def test_lists_of_word_and_lists_typed_by_hand():
    text = body_of(
        p("洗手", num=1), p("和面", num=1), p("少放水", num=2, level=1), p("下锅", num=1),
        p("那么"), p("• 米"), p("• 面"), p("那么"), p("1. 洗"), p("2．切"), p("那么"), p("- 米"), p("- 面"),
    )  # fmt: skip
    assert (
        text
        == "1. 洗手\n2. 和面\n    - 少放水\n3. 下锅\n\n那么\n\n- 米\n- 面\n\n那么\n\n1. 洗\n2. 切\n\n那么\n\n- 米\n- 面\n"
    )
    html = render(text)[0].html
    assert html.count("<ol>") == 2
    assert html.count("<ul>") == 3


@pytest.mark.parametrize("text", ["1. 洗菜", "• 洗菜", "- 洗菜", "——洗菜"])
def test_a_lone_number_or_bullet_is_no_list(text):
    assert render(body_of(p("灯亮了。"), p(text), p("然后等。")))[0].html.split("\n")[1] == f"<p>{text}</p>"


def test_numbers_that_word_made_in_han_are_told_of():
    copy = copy_of(p("凌晨四点的灯", style="Title"), p("洗菜", num=3), p("切菜", num=3))
    assert any("自动编的号" in text for text in copy.warnings)
    assert not copy_of(p("凌晨四点的灯", style="Title"), p("洗菜", num=1)).warnings


def test_tables_keep_their_shape():
    merged = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("合计 | 元")
    text = body_of(table([p("菜"), p("价")], [p("面") + p("大碗"), p("8")], [merged]))
    assert text == "| 菜 | 价 |\n|---|---|\n| 面 大碗 | 8 |\n| 合计 \\| 元 |  |\n"
    assert render(text)[0].html.count("<td") == 4


def test_a_table_that_places_pictures_is_taken_apart():
    photos = {"a": ("a.jpg", photo_bytes((90, 60))), "b": ("b.jpg", photo_bytes((91, 60)))}
    text = body_of(table([p(picture("a")), p(picture("b"))], [p("面案"), p("窗口")]), media=photos)
    assert text == f'![{ALT}](tu-1.jpg "面案")\n\n![{ALT}](tu-2.jpg "窗口")\n'


def test_a_table_of_one_cell_is_a_frame():
    assert body_of(table([p("灯亮了。")])) == "灯亮了。\n"


def test_quotations_and_notes():
    notes = f"<w:footnotes {NAMES}><w:footnote w:id='2'>{p('见《食堂志》。')}</w:footnote></w:footnotes>"
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    text = body_of(
        p("面要醒够。", style="Quote"), p("火要旺", mark, "。"), parts={"word/footnotes.xml": notes}
    )
    assert text == "> 面要醒够。\n\n火要旺[^1]。\n\n[^1]: 见《食堂志》。\n"
    assert "见《食堂志》" in render(text)[0].text


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.example.edu.cn/a_b?x=1&y=2", True),
        ("mailto:a@example.edu.cn", True),
        ("tel:0931-0000000", True),
        ("../lingchen-huomian/index.md", True),
        ("http://www.example.edu.cn/", False),
        ("javascript:alert(1)", False),
        ("file:///C:/a.doc", False),
        ("C:\\a.doc", False),
        ("//host/share", False),
        ("https://", False),
    ],
)
def test_which_links_are_kept(url, kept):
    text = body_of(p("看", f'<w:hyperlink r:id="l">{run("菜单*")}</w:hyperlink>'), links={"l": url})
    body, faults = render(text)
    assert not faults
    assert body.text == "看菜单*"
    assert ("<a " in body.html) == kept


def test_text_boxes_fields_and_ruby_keep_their_words():
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框里的字')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    field = f'<w:fldSimple w:instr="SEQ">{run("7")}</w:fldSimple>'
    ruby = f"<w:r><w:ruby><w:rt>{run('dēng')}</w:rt><w:rubyBase>{run('灯')}</w:rubyBase></w:ruby></w:r>"
    assert body_of(p("第", field, "盏", ruby, "亮了。", box)) == "第7盏灯亮了。\n\n框里的字\n"


def test_tracked_changes_are_taken_as_accepted_and_comments_are_not_taken():
    comments = f"<w:comments {NAMES}><w:comment w:id='1'>{p('领导的话')}</w:comment></w:comments>"
    copy = copy_of(
        p("凌晨四点的灯", style="Title"),
        p("灯", f"<w:ins>{run('亮')}</w:ins>", "<w:del><w:r><w:delText>灭</w:delText></w:r></w:del>", "了。"),
        p("好", "<w:r><w:commentReference w:id='1'/></w:r>"),
        parts={"word/comments.xml": comments},
    )
    assert copy.body == "灯亮了。\n\n好\n"
    assert "领导" not in copy.body
    assert [word in "".join(copy.warnings) for word in ("修订", "1 条批注")] == [True, True]


def test_hidden_and_struck_words_are_told_of_unless_they_are_switched_off():
    off = "<w:r><w:rPr><w:strike w:val='0'/><w:vanish w:val='false'/></w:rPr><w:t>灯</w:t></w:r>"
    assert not copy_of(p("凌晨四点的灯", style="Title"), p(off)).warnings
    copy = copy_of(p("凌晨四点的灯", style="Title"), p(run("灯", "strike"), run("火", "vanish")))
    assert ["隐藏" in copy.warnings[0], "删除线" in copy.warnings[1]] == [True, True]


def test_contents_formulas_and_symbols_of_a_font():
    copy = copy_of(
        p("凌晨四点的灯", style="Title"), p("水 1", style="T1"), p("灯\uf0a7亮", "<m:oMath>x</m:oMath>"), p("。")
    )  # fmt: skip
    assert copy.body == "灯亮\n\n。\n"
    assert ["公式" in copy.warnings[0], "特殊符号" in copy.warnings[1]] == [True, True]


SIGNS = st.sampled_from(
    [*"[](){}<>!*_`#|:-~^\\\"'&=+.>1\t 　。，灯a", "[^1]", "![", "](", "```", "~~~", "!!! note", "&#106;", "&lt;", "<b>", "</",
     "<!--", "<a@b.c>", "<https://a.b>", "- ", "* ", "+ ", "1. ", "> ", "    ", "---", "===", ": 词", "{.a}", "{: a}", "[a]: b", "[TOC]",
     "*[a]: b", "\\*", "||", "\u200b", "\ue000", "**", "__", "a_b_c", "http://a.b/c_d_e", "\x07"]
)  # fmt: skip
QUIET = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def shown(text):
    """The words of rendered Markdown; the number of spaces is no matter in HTML."""
    return re.sub(r" +", " ", text.replace("\u00a0", " "))


@QUIET
@given(texts=st.lists(st.lists(SIGNS, max_size=12).map("".join), min_size=1, max_size=4))
def test_no_word_of_a_manuscript_is_read_as_markdown(texts):
    lines = [(Words(text),) for text in texts]
    body, faults = render("\n\n".join(filter(None, map(line, lines))))
    assert not faults
    wanted = [words for words in map(plain, lines) if words]
    assert re.findall(r"<(\w+)", body.html) == ["p"] * len(wanted)
    assert body.text == "\n".join(wanted)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.lists(SIGNS.filter("\x07".__ne__), max_size=12).map("".join))
def test_words_arrive_from_the_file_as_they_were_typed(text):
    body, faults = render(body_of(p("灯亮了。"), p(run(text))))
    assert not faults
    assert body.text == f"灯亮了。\n{plain((Words(text),))}".rstrip("\n")


DRESSED = st.builds(
    Words,
    st.lists(SIGNS, max_size=5).map("".join),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "", "https://a.b/c_d(e)?f=1&lt;*"]),
)


@QUIET
@given(words=st.lists(DRESSED, max_size=6).map(tuple))
def test_bold_italic_and_links_change_no_word(words):
    body, faults = render(line(words))
    assert not faults
    assert body.text == plain(words)


@QUIET
@given(text=st.lists(SIGNS | st.sampled_from("灯亮了好"), max_size=12).map("".join))
def test_what_fix_mends_leaves_no_backslash_behind(text):
    """A stop beside a Han is mended; were it escaped, its sign of escape would be left standing."""
    source = f"{FRONT}{line((Words(text),))}\n".encode()
    _, body, first = split_front_matter(source.decode())
    draft = Draft("2026", "a", source, body, first, None)
    subject = Subject(draft, render(body)[0], passages(draft), *house(), dt.date(2026, 4, 1))
    after, _ = corrected(source, [finding for finding in rules.check(subject) if finding.fix])
    mended = render(split_front_matter(after.decode())[1])[0].text
    assert mended.count("\\") == visible(text).count("\\")
    assert mended.count("&") == visible(text).count("&")


@QUIET
@given(
    text=st.lists(SIGNS, max_size=12).map("".join),
    kind=st.sampled_from(["heading", "item", "quote", "cell", "note"]),
)
def test_words_stay_words_in_every_block(text, kind):
    words = Paragraph(((Words(text),),))
    block, tag = {
        "heading": (replace(words, style="heading 1"), "h2"),
        "item": (replace(words, level=0), "li"),
        "quote": (replace(words, style="quote"), "blockquote"),
        "cell": (Table(((Cell((Paragraph(((Words("头"),),)),)), Cell((words,))),)), "th"),
        "note": (Paragraph(((Words("头"), Words("", note=1)),)), "li"),
    }[kind]
    title = Paragraph(((Words("凌晨四点的灯"),),), "title")
    copy = edited(Manuscript((title, block), ((words,),) if kind == "note" else ()))
    body, faults = render(copy.body)
    wanted = plain(words.lines[0])
    if wanted:
        assert not faults
        assert wanted in body.text.split("\n") or kind == "note"
        assert wanted in body.text
        assert f"<{tag}" in body.html


# --- what comes through the door


def raw(xml):
    return docx(parts={"word/document.xml": xml})


def zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def deep(levels):
    inside = "<w:tbl><w:tr><w:tc>" * levels + p("灯") + "</w:tc></w:tr></w:tbl>" * levels
    return raw(f"<w:document {NAMES}><w:body>{inside}</w:body></w:document>")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITIES = (
    '<!DOCTYPE a [<!ENTITY b "灯灯灯灯"><!ENTITY c "&b;&b;&b;&b;">]>'
    + f"<w:document {NAMES}>&c;</w:document>"
)


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        (b"", ".docx", "0 字节"),
        (b"hello", ".docx", "不是 Word 文稿"),
        (b"%PDF-1.4", ".docx", "PDF"),
        (b"{\\rtf1 ", ".doc", "另存为 .docx"),
        (OLE, ".doc", "（.doc），请用 Word 或 WPS 打开，另存为 .docx"),
        (OLE, ".wps", "WPS 文字"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", "密码"),
        (docx(p("灯"))[:-30], ".docx", "损坏"),
        (b"PK\x03\x04" + bytes(100), ".docx", "损坏"),
        (zipped(**{"xl/workbook.xml": b"<a/>"}), ".docx", "不是 Word 文稿"),
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


@pytest.mark.parametrize(
    ("body", "more", "words"),
    [
        (p(picture("gone")), {}, "图片不在文件里"),
        (p(picture("l", "link")), {"links": {"l": "http://127.0.0.1:9/a.png"}}, "图片不在文件里"),
        (p(picture("i")), {"media": {"i": ("../../../etc/passwd", b"root")}}, "认不出"),
        (p(picture("i")), {"media": {"i": ("a.emf", bytes(40) + b" EMF" + bytes(60))}}, "EMF 矢量图"),
        (p(picture("i")), {"media": {"i": ("a.wmf", b"\xd7\xcd\xc6\x9a" + bytes(60))}}, "WMF 矢量图"),
        (p(picture("i")), {"media": {"i": ("a.svg", b"<!DOCTYPE svg><svg/>")}}, "SVG"),
        (p(picture("i")), {"media": {"i": ("a.bin", OLE)}}, "嵌入的对象"),
    ],
)
def test_a_picture_that_cannot_be_used_is_named_with_its_place(body, more, words):
    copy = copy_of(p("凌晨四点的灯", style="Title"), p("水开之前，先把面团翻一遍。"), body, **more)
    assert not copy.photos
    (said,) = copy.warnings
    assert said.startswith("第 1 张图片没有导入（在“，先把面团翻一遍。”后面）：") or "翻一遍" in said
    assert words in said


def test_the_thirty_first_picture_is_left_and_told_of():
    media = {f"i{n}": (f"{n}.png", photo_bytes((8 + n, 8), "PNG")) for n in range(33)}
    copy = copy_of(p("凌晨四点的灯", style="Title"), *[p(picture(key)) for key in media], media=media)
    assert [name for name, _ in copy.photos][-1] == "tu-30.png"
    assert len(copy.photos) == 30
    assert "后面 3 张没有导入" in copy.warnings[0]


def test_many_pictures_that_cannot_be_used_are_counted():
    copy = copy_of(p("凌晨四点的灯", style="Title"), *[p(picture(f"gone{n}")) for n in range(40)])
    assert len(copy.warnings) == 13
    assert copy.warnings[-1] == "另有 28 张图片也没有导入，请对照原稿"


def test_the_same_picture_twice_is_one_file():
    photo = photo_bytes()
    media = {"a": ("a.jpg", photo), "b": ("b.jpeg", photo)}
    copy = copy_of(p("凌晨四点的灯", style="Title"), p(picture("a")), p("灯。"), p(picture("b")), media=media)
    assert copy.photos == (("tu-1.jpg", photo),)
    assert copy.body.count("(tu-1.jpg)") == 2


def test_a_full_disk_leaves_no_half_folder(workshop):
    """A file may hold a megabyte here, and the second photo is larger."""
    photos = (("tu-1.jpg", bytes(1000)), ("tu-2.jpg", bytes(3 << 20)))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    try:
        with pytest.raises(MachineError, match="写不进"):
            imported_story(
                Project(workshop.root),
                house()[0],
                Copy("凌晨四点的灯", "灯。\n", photos),
                dt.date(2026, 3, 5),
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert not list((workshop.root / "stories/2026").iterdir())


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


def test_the_indents_of_xml_are_no_words():
    space = " " * 300_000
    said = copy_in_worker(
        raw(f"<w:document {NAMES}><w:body>{space}{p('灯亮了。')}</w:body></w:document>"), ".docx"
    )
    assert isinstance(said, Copy)
    assert said.body == "灯亮了。\n"
