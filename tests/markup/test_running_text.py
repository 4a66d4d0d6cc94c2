"""Where lines end: the page shows what GitHub's preview shows, and Chinese runs on without a gap."""

import pytest

from showcase.markup import render


def html(text):
    body, faults = render(text)
    assert faults == ()
    return body.html


@pytest.mark.parametrize("first", ["- 和面", "* 和面", "+ 和面", "1. 和面", "  - 和面"])
def test_a_list_right_below_a_line_of_text_is_a_list(first):
    shown = html(f"早班要做的事：\n{first}\n\n完。")
    assert "<p>早班要做的事：</p>" in shown
    assert "<li>和面</li>" in shown


@pytest.mark.parametrize(
    "text",
    [
        "那是他的第\n2. 本手册",  # of numbers only 1 begins a list below text
        "十减\n-3 等于几",
        "- 和面\n  要早\n- 醒面",
        "| 甲 | 乙 |\n| - | - |\n| 丙 | 丁 |",
        "```\n早班\n- 和面\n```",
    ],
)
def test_what_is_no_new_list_stays_as_it_was(text):
    lines = render(text)[0].html
    assert lines.count("<ul>") == (1 if text.startswith("- ") else 0)
    assert "<ol>" not in lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("四点整，灯\n亮了。", "<p>四点整，灯亮了。</p>"),
        ("四点整，\n“灯”亮了。", "<p>四点整，“灯”亮了。</p>"),
        ("**四点**\n灯亮了。", "<p><strong>四点</strong>灯亮了。</p>"),
        ("四点\n**灯**亮了。", "<p>四点<strong>灯</strong>亮了。</p>"),
        ("四点\nLED 灯", "<p>四点\nLED 灯</p>"),
        ("turn on\nthe light", "<p>turn on\nthe light</p>"),
    ],
)
def test_a_line_break_between_two_han_is_no_gap(text, shown):
    assert shown in html(text)


def test_a_wanted_line_break_and_code_keep_theirs():
    assert "灯<br>\n亮" in html("灯  \n亮")
    assert "灯\n亮" in html("    灯\n    亮")
