"""Where a front matter ends: read as it was meant, mended only where that is sure, and no text touched before."""

from __future__ import annotations

import pytest

from showcase.project.finding import Finding, Fix, Place, Severity
from showcase.project.jail import Jail
from showcase.stories import fixes
from showcase.stories.drafts import read_draft

ENTRIES = "title: 凌晨四点的灯\ndate: 2026-03-05\ndepartment: dining\nseries: frontline\nsummary: 一句话。\n"
MORE = "photos: {a.jpg: {focal: [0.5, 0.5], consent: team}}\n"
BODY = "四点整,灯亮了。\n\n他说:好。\n"


def draft_of(workshop, text):
    workshop.raw_story("a", text.encode())
    return read_draft(Jail(workshop.root), "2026", "a")


def commas(draft):
    """What a rule of punctuation would write: full-width commas wherever it sees text."""
    first = draft.body_line
    return [
        Finding("TXT001", Severity.WARNING, Place(draft.path, number, column), "", fix=Fix(column, column + 1, "，"))
        for number, line in enumerate(draft.lines, 1)
        if number >= first
        for column, character in enumerate(line, 1)
        if character == ","
    ]  # fmt: skip


def mended(draft):
    """The text after as many rounds as the command makes, and how many made a change."""
    for change in fixes.changes([draft], [*draft.findings, *commas(draft)]):
        return change.after.decode()
    return draft.source.decode()


UNCLEAR = {
    "no second rule": f"---\n{ENTRIES}{MORE}\n{BODY}",
    "no rule at all": f"{ENTRIES}{MORE}\n{BODY}",
    "no second rule, and one in the text": f"---\n{ENTRIES}{MORE}\n{BODY}\n---\n\n后来呢,灯灭了。\n",
    "no first rule": f"{ENTRIES}{MORE}---\n\n{BODY}",
    "blank lines before it": f"\n\n---\n{ENTRIES}{MORE}---\n\n{BODY}",
    "something before it": f"# 我的稿子\n\n---\n{ENTRIES}{MORE}---\n\n{BODY}",
    "nothing but entries": f"---\n{ENTRIES}{MORE}",
}


@pytest.mark.parametrize("kind", UNCLEAR)
def test_no_text_is_touched_while_the_end_is_unclear(workshop, kind):
    draft = draft_of(workshop, UNCLEAR[kind])
    assert not draft.has_clear_end
    assert mended(draft) == UNCLEAR[kind]
    assert "FM001" in {finding.code for finding in draft.findings}
    assert all(finding.hint for finding in draft.findings)


@pytest.mark.parametrize("kind", UNCLEAR)
def test_the_entries_are_read_all_the_same(workshop, kind):
    draft = draft_of(workshop, UNCLEAR[kind])
    assert draft.front.title == "凌晨四点的灯"
    assert draft.front.photos["a.jpg"].consent == "team"
    assert draft.complete is None
    assert "title" not in draft.text


@pytest.mark.parametrize(
    ("kind", "line"),
    [("no second rule", 8), ("no rule at all", 1), ("no first rule", 1), ("nothing but entries", 8)],
)
def test_the_missing_rule_is_named_where_it_belongs(workshop, kind, line):
    (finding,) = [
        f for f in draft_of(workshop, UNCLEAR[kind]).findings if f.code == "FM001" and "加一行" in f.hint
    ][:1]
    assert (finding.place.line, finding.hint.rpartition("：")[2]) == (line, "---")


@pytest.mark.parametrize(
    "rule", ["－－－", "———", "——", "----", "--", "--- -", " ---", "—", "– – –", "－－－　"]
)
@pytest.mark.parametrize("which", ["first", "last", "both"])
def test_another_sign_for_the_rule_is_understood_and_mended(workshop, rule, which):
    first, last = (rule if which in (side, "both") else "---" for side in ("first", "last"))
    draft = draft_of(workshop, f"{first}\n{ENTRIES}{MORE}{last}\n\n{BODY}")
    assert draft.front.title == "凌晨四点的灯"
    assert draft.text.strip().startswith("四点整")
    assert {finding.code for finding in draft.findings} == {"FM001"}
    right = f"---\n{ENTRIES}{MORE}---\n\n{BODY}"
    assert mended(draft) == right  # and not one comma of the text, which waits for the next round
    assert all(finding.hint == "改成：---" for finding in draft.findings)


def test_a_rule_between_paragraphs_or_a_dash_in_the_front_matter_ends_nothing(workshop):
    text = f"---\n{ENTRIES}themes:\n- 育人\n- 节约\n---\n\n灯亮了。\n\n---\n\n灯灭了。\n\n————\n\n完。\n"
    draft = draft_of(workshop, text)
    assert draft.complete
    assert draft.front.themes == ("育人", "节约")
    assert draft.text.count("---") == 1


@pytest.mark.parametrize("between", ["　", "\n", ""])
def test_a_second_rule_right_below_the_first_ends_no_front_matter(workshop, between):
    draft = draft_of(workshop, f"---\n－－－\n{between}{ENTRIES}---\n\n{BODY}")
    assert draft.front is not None
    assert draft.text.strip().startswith("四点整")
