"""Mistakes as people make them in a front matter or at a photo: each hint is the line that mends it.

The hint is applied as an editor would do it, by copying; then the finding must be gone. Where the right column says so,
`check --fix` does the same.
"""

from __future__ import annotations

import pytest

from mistakes import MISTAKES, Mistake, applied, found_in, front_faults, index
from showcase.markup import render
from showcase.stories import fixes
from showcase.typed.meant import BLANK


def test_there_are_enough():
    assert len(MISTAKES) >= 60


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_hint_is_the_line_that_mends_it(tmp_path, mistake):
    text = index(mistake)
    for _ in range(3):  # a line that can be read only now may hold one thing more
        faults = front_faults(found_in(tmp_path, text)[1])
        if not faults:
            break
        assert faults[0].message
        text = applied(text, faults[0])
    assert front_faults(found_in(tmp_path, text)[1]) == []
    assert mistake.right in text.split("\n")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_is_sure_is_written_by_fix_and_nothing_else_is(tmp_path, mistake):
    text = index(mistake)
    for _ in range(4):
        draft, found = found_in(tmp_path, text)
        changed = [*fixes.changes([draft], front_faults(found))]
        if not changed:
            break
        text = changed[0].after.decode()
    wanted = index(mistake)
    if mistake.fixed:
        assert mistake.right in text.split("\n")
        assert front_faults(found_in(tmp_path, text)[1]) == []
        assert len(text.split("\n")) == len(wanted.split("\n"))
    else:
        assert text == wanted


@pytest.mark.parametrize(
    ("typed", "code", "right"),
    [
        ("![](deng.jpg)", "PHO001", f"![{BLANK}：看图的人会说的话】](deng.jpg)"),
        ('![](deng.jpg "四点整")', "PHO001", f'![{BLANK}：看图的人会说的话】](deng.jpg "四点整")'),
        ('![面案](deng.jpg "<b>四点</b>")', "PHO004", '![面案](deng.jpg "〈b〉四点〈/b〉")'),
        ("![面案](DENG.jpg)", "PHO002", "![面案](deng.jpg)"),
        ("![面案](deng.jpeg)", "PHO002", "![面案](deng.jpg)"),
        ("![面案](den.jpg)", "PHO002", "![面案](deng.jpg)"),
    ],
)
def test_a_photo_of_the_text_is_answered_with_its_line(tmp_path, typed, code, right):
    def faults(text):
        draft, found = found_in(tmp_path, text)
        own = [(f.code, draft.body_line - 1 + f.line, f.hint) for f in render(draft.text)[1]]
        own += [(f.code, f.place.line, f.hint) for f in found if f.code.startswith("PHO00")]
        return [fault for fault in own if fault[0] == code]

    text = index(Mistake("", "cover: mian zhen.jpg", ""), typed)
    ((_, line, hint),) = faults(text)
    assert hint == f"改成：{right}"
    lines = text.split("\n")
    lines[line - 1] = right
    assert faults("\n".join(lines)) == []


def test_a_photo_in_a_sentence_is_shown_on_a_line_of_its_own():
    (fault,) = render('灯亮了。![面案](deng.jpg "四点整")面也醒了。')[1]
    assert (fault.code, fault.hint) == ("PHO003", '前后各空一行，自己占一行：![面案](deng.jpg "四点整")')
