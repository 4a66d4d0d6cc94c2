"""What is found in a manuscript: title, headings, captions, credits, lists, tables, pictures; and what is told of."""

import re

import pytest

from conftest import photo_bytes
from showcase.markup import render
from showcase.stories.word.editing import ALT, Copy
from showcase.stories.word.reception import copy_in_worker
from word_files import (
    NAMES,
    OLE,
    body_of,
    copy_of,
    p,
    picture,
    raw,
    run,
    table,
)


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
    assert re.findall(r"^#+ .*", text, re.MULTILINE) == ["## 一、第一锅水", "## 二、火候"]


def test_a_list_that_was_parted_goes_on_with_its_number():
    long = "把昨晚的面团翻一遍，盖上湿布，等它醒。"
    copy = copy_of(p("凌晨四点的灯", style="Title"), p(long, num=1), p("灯亮了。"), p(long, num=1))
    assert copy.body == f"1. {long}\n\n灯亮了。\n\n2. {long}\n"
    assert 'start="2"' in render(copy.body)[0].html
    assert not copy.warnings


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


def test_numbers_that_word_made_in_han_stand_before_the_words():
    assert body_of(p("洗菜，", num=3), p("切菜。", num=3)) == "一、洗菜，\n\n二、切菜。\n"


def test_tables_keep_their_shape():
    merged = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("合计 | 元")
    text = body_of(table([p("菜"), p("价")], [p("面") + p("大碗"), p("8")], [merged]))
    assert text == "| 菜 | 价 |\n|---|---|\n| 面 大碗 | 8 |\n| 合计 \\| 元 |  |\n"
    assert render(text)[0].html.count("<td") == 4


def test_a_form_with_fine_columns_loses_no_cell():
    def wide(span, text):
        return f"<w:tcPr><w:gridSpan w:val='{span}'/></w:tcPr>{p(text)}"

    rows = ([wide(12, "姓名"), wide(15, "甲某")], [wide(12, "餐厅"), wide(10, "一食堂"), wide(5, "早班")])
    assert body_of(table(*rows)) == "| 姓名 | 甲某 |  |\n|---|---|---|\n| 餐厅 | 一食堂 | 早班 |\n"
    fine = [[wide(n % 3 + 1, f"第{n}格") for n in range(at, at + 15)] for at in range(6)]
    assert all(f"| 第{n}格 |" in body_of(table(*fine)) for n in range(20))


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
    assert [
        word in "".join(copy.warnings)
        for word in ("修订", "批注没有导入，请在 Word 里看完再发稿：“领导的话”")
    ] == [True, True]


def test_hidden_and_struck_words_are_told_of_unless_they_are_switched_off():
    off = "<w:r><w:rPr><w:strike w:val='0'/><w:vanish w:val='false'/></w:rPr><w:t>灯</w:t></w:r>"
    assert not copy_of(p("凌晨四点的灯", style="Title"), p(off)).warnings
    copy = copy_of(p("凌晨四点的灯", style="Title"), p(run("灯", "strike"), run("火", "vanish")))
    assert copy.body == "灯\n"
    assert ["删除线" in copy.warnings[0], "隐藏" in copy.warnings[1], "“火”" in copy.warnings[1]] == [
        True
    ] * 3


def test_contents_formulas_and_symbols_of_a_font():
    copy = copy_of(
        p("凌晨四点的灯", style="Title"), p("水 1", style="T1"), p("灯\uf0a7亮", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"), p("。")
    )  # fmt: skip
    assert copy.body == "灯亮\n\n。\n"
    told = "\n".join(copy.warnings)
    assert [
        word in told for word in ("目录没有带过来，网页会自己排：“水 1”", "公式", "“x”", "1 个特殊符号")
    ] == [True] * 4


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
    assert said.startswith("第 1 张图片没有导入（在“开之前，先把面团翻一遍。”后面）：")
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


def test_the_indents_of_xml_are_no_words():
    space = " " * 300_000
    said = copy_in_worker(
        raw(f"<w:document {NAMES}><w:body>{space}{p('灯亮了。')}</w:body></w:document>"), ".docx"
    )
    assert isinstance(said, Copy)
    assert said.body == "灯亮了。\n"
