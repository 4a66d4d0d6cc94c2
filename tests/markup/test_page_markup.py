"""A hand-written page's Markdown: what it may hold beyond a story's, and what of it is refused, at which line."""

import re

import pytest

from showcase.markup import Profile, render
from showcase.markup.allowed import PAGE
from showcase.markup.body import BlockUse, thawed


def page(text):
    """The body of a page without a fault."""
    body, faults = render(text, Profile.PAGE)
    assert faults == ()
    return body


def faults(text, profile=Profile.PAGE):
    return [(fault.code, fault.line, fault.column) for fault in render(text, profile)[1]]


def test_ordinary_writing_comes_out_as_it_should():
    html = page(
        '# 一\n\n甲\n:   乙\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n!!! warning "小心 *烫*"\n    注[^1]\n\n```yaml\na: <b>\n```\n\n[^1]: 脚'
    ).html
    for piece in (
        '<h2 id="h-一">一</h2>',
        "<dt>甲</dt>\n<dd>乙</dd>",
        '<td class="align-right">2</td>',
        '<div class="admonition warning">\n<p class="admonition-title">小心 <em>烫</em></p>',
        '<pre><code class="language-yaml">a: &lt;b&gt;\n</code></pre>',
        'title="回到正文里的注 1"',
    ):
        assert piece in html


def test_an_aside_without_a_title_is_named_in_chinese():
    assert "提示</p>" in page("!!! note\n    话").html
    assert "示例</p>" in page("!!! sample\n    话").html
    assert "<p>话</p>" in page('!!! note ""\n    话').html
    assert "admonition-title" not in page('!!! note ""\n    话').html


def test_blocks_are_places_in_the_order_of_the_page_with_their_lines():
    body = page("前文。\n<!-- block: stories department=dining limit=2 -->\n后文。\n\n<!-- block: motto -->")
    assert body.blocks == (
        BlockUse("stories", (("department", "dining"), ("limit", "2")), 2, 1),
        BlockUse("motto", (), 5, 1),
    )
    assert (
        body.html == '<p>前文。</p>\n<div class="block-0"></div>\n<p>后文。</p>\n<div class="block-1"></div>'
    )


@pytest.mark.parametrize("code", ["```\n{}\n```", "~~~\n{}\n~~~", "    {}", "`{}`"])
def test_what_stands_in_code_is_code(code):
    for line in ("<!-- block: motto -->", "[字](nope.md)", "![字](nope.jpg)", "<script>alert(1)</script>"):
        body = page(f"前文。\n\n{code.format(line)}\n\n后文。")
        assert (body.blocks, body.links, body.photos) == ((), (), ())
        assert line in body.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一\n\n二 <b>粗</b>", [("SEC001", 3, 3)]),
        ("`<b>` 和 <b>", [("SEC001", 1, 9)]),
        ("```\n<b>\n```\n\n<b>", [("SEC001", 5, 1)]),
        ('!!! note "<details open"\n    ontoggle=alert(1)', [("SEC001", 1, 11)]),
        ("<details open\nontoggle=alert(1)>", [("SEC001", 1, 1)]),
        ("字[^1]\n\n[^1]: <svg/onload=alert(1)>", [("SEC001", 3, 7)]),
        ("<!-- 给同事的话 -->", [("SEC001", 1, 1)]),
        ("[点](&#106;avascript:alert(1))", [("SEC003", 1, 5)]),
        ("[点][a]\n\n[a]: &#106;avascript:alert(1)", [("SEC003", 3, 6)]),
        ("[点](data:text/html,x)", [("SEC003", 1, 5)]),
        ("[点](http://example.org/)", [("SEC003", 1, 5)]),
        ("## 题 {: onclick=alert(1) }", [("SEC002", 1, 6)]),
        ("一\n\n```\n<script>alert(1)</script>\n", [("DOC008", 3, 1)]),
        ("- 一\n  ~~~\n  a\n\n二", [("DOC008", 2, 3)]),
        ("- <!-- block: motto -->", [("DOC003", 1, 3)]),
        ("<!-- block: Motto -->", [("DOC003", 1, 1)]),
        ("<!-- block motto -->", [("DOC003", 1, 1)]),
        ("!!! smaple\n    话", [("DOC007", 1, 1)]),
        ("话 ![a](a.jpg)", [("PHO003", 1, 8)]),
        ("![](a.jpg)", [("PHO001", 1, 5)]),
        ("![a](../a.jpg)", [("SEC003", 1, 6)]),
    ],
)
def test_what_a_page_may_not_hold_is_named_at_its_place(text, found):
    assert faults(text) == found


def test_a_hint_says_what_to_write_instead():
    hints = {fault.code: fault.hint for fault in render("<b>x\n\n!!! smaple", Profile.PAGE)[1]}
    assert hints == {"SEC001": "加粗写成 **字**", "DOC007": "是不是想写 !!! sample？"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "\n".join("    " * depth + "- 一" for depth in range(300)),
        "> " * 5000 + "一",
        ":   " * 300,
        "\n".join("    " * depth + "!!! note" for depth in range(300)),
        "- `*_[" * 900,
    ],
)
def test_text_made_to_hang_is_answered_at_once(text):
    assert faults(text)[0][0] in ("SEC004", "SEC005")


def test_a_long_table_and_much_code_are_no_attack():
    table = "| 甲 | 乙 |\n|---|---|\n" + "| **一** | `二`，[三](a.md) |\n" * 400
    code = "```\n" + "[" * 900 + "\n" + " " * 200 + "深\n```\n"
    assert page(table + "\n" + code).html.count("<tr>") == 401


def test_nobody_chooses_a_class_or_an_id_that_the_theme_knows():
    assert "skip" not in PAGE.clean('<p class="skip admonition-title" id="main">一</p>').replace("一", "")
    assert 'id="h-main"' in page("## main").html
    assert "mast" not in page("```mast\n一\n```").html.replace("language-mast", "")
    assert re.findall(r'class="([^"]*)"', render("!!! mast\n    一", Profile.PAGE)[0].html) == [
        "admonition",
        "admonition-title",
    ]


PARTS = """# 文化

引子[^1]。

## 我们的承诺

!!! sample "示例承诺稿"
    - 每道菜都有价格[^2]。

    ![菜](cai.jpg)

## 故事

<!-- block: stories -->

<!-- block: film sample=true -->

## 片子

<!-- block: film sample=true -->

[^1]: 正式的注。
[^2]: 示例的注。
"""


def test_an_official_page_goes_without_its_sample_parts_their_headings_and_notes():
    body, found = render(PARTS, Profile.OFFICIAL)
    assert found == ()
    assert [block.name for block in body.blocks] == ["stories"]
    assert (body.photos, body.text) == ((), "文化\n引子。\n故事\n正式的注。")


def test_a_preview_shows_sample_parts():
    body = page(PARTS)
    assert [block.name for block in body.blocks] == ["stories", "film", "film"]
    assert '<div class="admonition sample">' in body.html


def test_a_sentence_with_a_blank_in_a_form_stays_a_sentence():
    html = page('!!! form "表"\n    收到后 ____ 个工作日内撤下，已经印出来的不再加印。').html
    assert 'class="field"' not in html
    assert "收到后 <span" in html


def test_a_form_has_lines_to_write_on_and_choices():
    html = page('!!! form "报名表"\n    姓名：________　共 ____ 人\n\n    □ 同意　□ 其他：____________').html
    assert html == (
        '<section aria-label="报名表" class="form wide">\n'
        '<p class="form__line"><span class="field">姓名：<span class="blank"></span></span> '
        '<span class="field">共 <span class="blank blank--short"></span> 人</span></p>\n'
        '<p class="form__line"><span class="choice">□ 同意</span> '
        '<span class="field">□ 其他：<span class="blank blank--long"></span></span></p>\n'
        "</section>"
    )


def test_a_body_comes_back_from_the_cache_as_it_was():
    import json
    from dataclasses import asdict

    body, _ = render(PARTS + "\n[一](b.md)\n", Profile.OFFICIAL)
    assert thawed(json.loads(json.dumps(asdict(body)))) == body
