import pytest

from showcase.markup import plain_text, render
from showcase.markup.allowed import STORY
from showcase.markup.elements import published_href


def codes(text):
    return [fault.code for fault in render(text)[1]]


def test_a_photo_alone_on_its_line_becomes_a_place_for_a_figure():
    body, faults = render('前文。\n\n![师傅在和面](面案.jpg "凌晨四点的面案")\n\n后文。')
    assert not faults
    assert '<figure class="photo-0"></figure>' in body.html
    assert [(p.file, p.alt, p.caption, p.line) for p in body.photos] == [
        ("面案.jpg", "师傅在和面", "凌晨四点的面案", 3)
    ]


def test_ordinary_writing_comes_out_as_it_should():
    body, faults = render(
        "# 一\n\n> 引\n\n1. 甲\n2. 乙\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n!!! note\n    注\n\n*重* **粗** `a<b`[^1]\n\n[^1]: 脚"
    )
    assert not faults
    for piece in (
        '<h2 id="h-一">一</h2>',
        "<blockquote>",
        "<ol>",
        'class="align-right"',
        "admonition",
        "<em>重</em>",
        "a&lt;b",
        "fn:1",
    ):
        assert piece in body.html
    assert "style=" not in body.html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)",
        "a <!-- 注释 --> b",
        "<svg/onload=alert(1)>",
        "</div>",
        "<?php echo 1 ?>",
        "> <b>粗</b>",
        "- <details open ontoggle=alert(1)>",
        "| <u>a</u> |\n|---|\n| b |",
    ],
)
def test_raw_html_is_a_fault(text):
    assert "SEC001" in codes(text)


@pytest.mark.parametrize(
    "text", ["3<5 而 7>2", "`<b>`", "    <b>\n", "<https://example.org/>", "<a@example.org>", "\\<b>"]
)
def test_signs_that_are_no_html_are_none(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#x0A;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "http://example.org/",
        "file:///etc/passwd",
        "//example.org/",
        "/etc/passwd",
        "\\\\host\\share",
    ],
)
def test_a_link_of_another_scheme_is_a_fault(target):
    assert "SEC003" in codes(f"[字]({target})")


@pytest.mark.parametrize(
    "file",
    ["http://e.org/x.jpg", "../../secret.jpg", "/etc/x.jpg", "data:image/png;base64,x", "a/../../b.jpg"],
)
def test_a_photo_from_elsewhere_is_a_fault(file):
    assert "SEC003" in codes(f"![字]({file})")


def test_a_photo_without_alt_text_is_a_fault_with_its_line():
    fault = render("一\n\n![](a.jpg)")[1][0]
    assert (fault.code, fault.line) == ("PHO001", 3)


def test_attribute_lists_are_a_fault():
    assert "SEC002" in codes("# 题 {: onclick=alert(1) }")
    assert "SEC002" in codes("文字{: .c }")
    assert codes("花括号 {a} 和 {1, 2} 是文字") == []


@pytest.mark.parametrize(
    "text",
    [
        "- " * 2000,
        "[" * 5000,
        "> " * 500,
        "*" * 20000,
        "    " * 500 + "a",
        "1. " * 1000,
        "![" * 3000,
        "_" * 9000,
    ],
)
def test_text_made_to_hang_is_answered_at_once(text):
    assert codes(text)[0] in ("SEC004", "SEC005")


def test_links_to_pages_name_the_built_file():
    assert published_href("../b/index.md#h-x") == "../b/index.html#h-x"
    assert published_href("../b/") == "../b/index.html"
    body, _ = render("[另一篇](../b/index.md) [外](https://example.org/?a=1&b=2)")
    assert [link.target for link in body.links] == ["../b/index.html"]
    assert 'href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer"' in body.html


def test_the_allow_list_is_the_last_word():
    dirty = '<p onclick="x()">a<script>b</script><style>c</style><iframe src="https://e.org"></iframe><a href="javascript:x">d</a></p>'
    clean = STORY.clean(dirty)
    for word in ("onclick", "script", "style", "iframe"):
        assert word not in clean


def test_plain_text_is_what_is_read():
    assert plain_text("<p>一 &amp; 二</p>\n<ul>\n<li>三</li>\n</ul>") == "一 & 二\n三"
