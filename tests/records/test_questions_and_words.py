"""What new colleagues are asked, whom they call and what words mean."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from starting import COMMON, contact, question, term, world

from showcase.pages.trail import explained
from showcase.records import contacts, glossary, questions
from showcase.records.contacts import lines
from showcase.records.glossary import Term
from showcase.records.prose import Prose
from showcase.records.questions import mixed
from showcase.records.ways import ways


def test_a_question_whose_answer_no_longer_stands_is_told_of_and_not_asked():
    texts = {"start/a": Prose("一页", '<h2 id="h-c">丙</h2><p>先断电，<b>再</b>救人。</p>', "start")}
    good, gone, lost = (
        question(quote="先断电，再救人"),
        question(quote="先断电，然后救人"),
        question(page="start/b"),
    )
    here = world(COMMON, texts=texts, asks=(good, gone, lost))
    (way,) = ways(here)
    assert questions.asked(here, way) == (good,)
    said = [(f.code, f.hint) for f in questions.judge(here)]
    assert said == [
        ("QST001", "页上现在最像的一句：先断电，再救人。；答案变了，也要改"),
        ("QST001", "改成有的页和小标题"),
    ]


def test_the_choices_never_stand_in_the_order_of_the_answer():
    for n in range(30):
        asked = question(key=f"q{n}", kind="order", right=["一步", "两步", "三步"], wrong=[])
        assert mixed(asked) != asked.right
        assert sorted(mixed(asked)) == sorted(asked.right)


@pytest.mark.parametrize(
    "more",
    [
        {"right": ["断电", "拉闸"]}, {"wrong": []}, {"kind": "order"}, {"kind": "order", "right": ["一", "二"], "wrong": []},
        {"wrong": ["断电"]}, {"page": "../x"}, {"quote": "短"},
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_asked_is_refused(more):
    with pytest.raises(ValidationError):
        question(**more)


def test_a_number_can_be_dialled_unless_it_is_a_sample():
    assert [one.dial for one in lines([contact(number="0000-12 34"), contact(number="0000", sample="true"), contact()])] == ["tel:0000-1234".replace("-", ""), "", ""]  # fmt: skip


@pytest.mark.parametrize("number", ["内线 0000", "13x", "tel:110", "110;rm", "-110", "<b>110</b>"])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValidationError):
        contact(number=number)


def test_numbers_that_nobody_tried_and_a_list_without_emergencies_are_told_of():
    tried, sample = contact(number="0000", confirmed="2026-05-01"), contact(number="0000", sample="true")
    fire = contact(group="emergency", number="119")
    assert [f.code for f in contacts.judge(world(numbers=(contact(number="0000"), tried, sample)))] == [
        "CON001",
        "CON002",
    ]
    assert list(contacts.judge(world(numbers=(fire, tried)))) == []


def test_where_a_word_is_used_and_a_word_written_twice():
    texts = {
        "start/a": Prose("甲", "<p>先<b>留</b>样再走</p>", "start"),
        "start/words": Prose("词", "<p>留样</p>", "start"),
        "culture": Prose("文化", "<p>留样</p>", "culture"),
    }
    here = world(
        terms=(term("l", "留样"), term("m", "食品留样", also=["留样"]), term("n", "回访", page="nowhere")),
        texts=texts,
    )
    assert glossary.used_in(here, here.of(Term)[0]) == ("start/a",)
    assert [f.code for f in glossary.judge(here)] == ["GLO001", "GLO002"]


def test_a_word_is_explained_where_it_stands_first_and_never_in_a_link_or_a_title():
    html = '<h2>留样</h2><p><a href="x">留样</a>要留样，食品留样也是。<b>留样</b></p><nav>回访</nav><p>回访&amp;回访</p>'
    made = explained(html, {"留样": "w-l", "食品留样": "w-l", "回访": "w-h"}, "../w.html")
    assert made == (
        '<h2>留样</h2><p><a href="x">留样</a>要<a class="term" href="../w.html#w-l">留样</a>，食品留样也是。<b>留样</b></p>'
        '<nav>回访</nav><p><a class="term" href="../w.html#w-h">回访</a>&amp;回访</p>'
    )
