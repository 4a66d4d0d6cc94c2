"""What a stylesheet sets in the heading font is found on a page by its own selectors."""

import pytest

from showcase.site.lettered import counted, hooks, lettered

BODY = '<div class="wall"><p class="wall__who a">甲<b>乙</b></p><p>丙<br>丁<b>戊</b></p></div><h2>己</h2><b>庚</b>'


@pytest.mark.parametrize(
    ("selector", "text"),
    [
        ("h2", "己"),
        (".wall__who", "甲乙"),
        (".wall .wall__who:hover", "甲乙"),
        ("p.wall__who", "甲乙"),
        (".wall b", "乙戊"),
        (".wall p > b", "乙戊"),
        (".wall li > b", ""),
        ("p > b:only-child", "乙戊"),
        ("p:not(.x, .y) b", "乙戊"),
        (".main--page > b", "乙戊庚"),
        (":is(h2, .wall__who)", "甲乙己"),
        ("h1, h2", "己"),
        ("@media print { h2", "己"),
        ("p::before", ""),
        (".who", ""),
        (".wall h2", ""),
    ],
)
def test_a_selector_finds_its_text(selector, text):
    sheet = f"p {{ color: red; }}\n{selector} {{ font: 600 1rem/1 var(--font-heading); }}"
    assert "".join(lettered(BODY, hooks(sheet))) == text


def test_another_font_is_no_heading_font():
    assert hooks("h2 { font-family: var(--font-text); }") == frozenset()


def test_what_a_number_is_written_before_is_told_from_what_holds_text():
    sheet = (
        ".promise::before { content: counter(a); font: 600 1em var(--font-heading); }\n"
        ".main--manual > ol > li::before { font-family: var(--font-heading); }\n"
        ".note::before { font-family: var(--font-text); }"
    )
    assert counted(sheet) == {frozenset({".promise"}), frozenset({".main--manual", "ol", "li"})}
    assert hooks(sheet) == frozenset()
