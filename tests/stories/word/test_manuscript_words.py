"""No word of a manuscript changes on its way, whatever signs it is made of."""

import datetime as dt
import re
from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from first_owner import FRONT, house
from showcase.markup import render
from showcase.stories import rules
from showcase.stories.drafts import split_front_matter
from showcase.stories.fixes import corrected
from showcase.stories.rules.passages import passages
from showcase.stories.rules.rule import Subject
from showcase.stories.story import Draft
from showcase.stories.word import Cell, Manuscript, Paragraph, Table, Words
from showcase.stories.word.copy import line, plain, visible
from showcase.stories.word.editing import edited
from word_files import (
    body_of,
    p,
    run,
)

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
    assert re.findall(r"<(\w+)", re.sub(r"<a [^>]*>", "", body.html)) == ["p"] * len(
        wanted
    )  # a bare address leads there
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
@example(words=(Words("<"), Words("!!! note", italic=True)))
@example(words=(Words("灯<"), Words("/a>", bold=True)))
@example(words=(Words("&"), Words("#60;", italic=True), Words("~"), Words("~甲~~", bold=True)))
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
