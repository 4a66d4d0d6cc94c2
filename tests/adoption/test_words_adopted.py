"""How words are carried over: colours, titles, numbers."""

from __future__ import annotations

import re

import pytest
from test_adopt import ANSWERS, BEFORE, FIRST

from showcase.adoption.answers import read_answers
from showcase.adoption.rewording import Wording, counted, exchanged, numeral
from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import read_tokens


def test_the_nearest_colour_that_is_offered_is_taken():
    house, tokens = read_organisation(BEFORE), read_tokens(BEFORE)
    pale = ANSWERS.replace("light: '#1f3f8c'", "light: '#9fb4e8'").replace(
        "'#1f3f8c': brand", "'#1f3f8c': ink"
    )
    answers, findings = read_answers(pale, "answers.yml", house, tokens)
    assert answers is None
    assert len(findings) == 1
    assert findings[0].place.line == ANSWERS[: ANSWERS.index("  brand: {")].count("\n") + 1
    offered = re.search(r"light: ('#[0-9a-f]{6}')", findings[0].hint)
    answers, findings = read_answers(pale.replace("'#9fb4e8'", offered[1]), "answers.yml", house, tokens)
    assert answers is not None
    assert findings == ()


def test_titles_of_documents_keep_their_words():
    words = {"旧大学": "新大学", "旧大学后勤部": "新大学后勤处"}
    assert exchanged("旧大学后勤部和旧大学", words) == "新大学后勤处和新大学"
    assert exchanged("《旧大学章程》由旧大学定", words) == "《旧大学章程》由新大学定"


def test_a_number_of_letters_follows_the_motto_anywhere_in_the_entry_that_speaks_of_it():
    department = read_organisation(BEFORE).departments[FIRST]
    wording = Wording(
        names={}, heirs={}, old={FIRST: department}, new={"catering": department}, cultures={}, pages={},
        houses_counted={}, motto_counted={"六个字": "八个字"}, papers=(),
    )  # fmt: skip
    entry = (
        "  - key: motto\n    title: 部训\n    why: 六个字，怎么念\n  - key: other\n    why: 六个字的标语\n"
    )
    assert wording.reworded(entry, entries=True) == entry.replace("六个字，", "八个字，")


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (6, "六"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一")])  # fmt: skip
def test_numbers_are_said_as_people_do(number, said):
    assert numeral(number) == said
    assert counted(number, number, "种") == {}
    assert counted(number, 3, "种") == ({} if number == 3 else {f"{said}种": "三种"})
