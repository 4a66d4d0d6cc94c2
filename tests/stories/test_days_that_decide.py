"""On which day something ends, begins or is too early: the day before, the day itself and the day after."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from first_owner import house
from mistakes import Mistake, found_in, index
from showcase.markup.body import Body
from showcase.project.finding import Place, warning
from showcase.stories import rules
from showcase.stories.allowances import Settled, settle
from showcase.stories.rules.passages import passages
from showcase.stories.rules.photos import consent_ends, ended
from showcase.stories.rules.rule import Subject
from showcase.stories.story import Draft

TODAY = dt.date(2026, 4, 1)  # of `found_in`; the story's own day is 5 March


def day(after: int) -> str:
    return (TODAY + dt.timedelta(days=after)).isoformat()


def told(tmp_path, more: str, code: str) -> int:
    return sum(f.code == code for f in found_in(tmp_path, index(Mistake("", more, "")))[1])


THREE = "review: {{first: 申初, second: 申复, final: 申终, date: {}}}"
UNTIL = "photos: {{deng.jpg: {{consent: signed, consent_until: {}}}}}"


@pytest.mark.parametrize(
    ("more", "code", "found"),
    [
        (THREE.format("2026-03-04"), "REV003", 1),
        (THREE.format("2026-03-05"), "REV003", 0),
        (THREE.format(day(0)), "REV003", 0),
        (THREE.format(day(1)), "REV003", 1),
        ("review: {first: 申初, second: 申复, final: 申终}", "REV003", 1),
        ("review: {first: 申初, second: 申复}", "REV003", 0),
        ("review: {first: 申初, second: 申复, final: 申终, date: 三月}", "REV003", 0),  # told of as such
        ("review: {first: 申初, second: 申复}", "REV001", 1),
        ("review: {first: 申初, second: 申复, final: [申终]}", "REV001", 0),
        ("review: {first: 申初, second: 申复}\nwithdrawn: {date: 2026-03-20, reason: 本人要求}", "REV001", 0),
        ("review: {first: 申初, second: 申复}\nwithdrawn: 昨天", "REV001", 0),
        ("review: {second: 申复}", "REV002", 1),
        ("review: {final: 申终, date: 2026-03-08}", "REV002", 2),
        ("review: {first: 申初}", "REV002", 0),
        ("review: {first: [申初], second: 申复}", "REV002", 0),  # told of as such
        ("review: {first: 申初, second: 申初, final: 申终, date: 2026-03-08}", "REV005", 1),
        ("review: {first: 申初, second: 申初, final: 申终, date: 2026-03-08}\nwithdrawn: {date: 2026-03-20, reason: 本人要求}", "REV005", 0),
        ("review: {first: 科室, second: 申复, final: 申终, date: 2026-03-08}", "REV004", 1),
        ("review: {first: 科室, second: 申复, final: 申终, date: 2026-03-08}\nwithdrawn: {date: 2026-03-20, reason: 本人要求}", "REV004", 0),
        (UNTIL.format(day(-1)), "PHO301", 1),
        (UNTIL.format(day(0)), "PHO301", 0),
        (UNTIL.format(day(-1)), "PHO302", 0),
        (UNTIL.format(day(0)), "PHO302", 1),
        (UNTIL.format(day(30)), "PHO302", 1),
        (UNTIL.format(day(31)), "PHO302", 0),
        (f"expires: {day(0)}", "FM050", 0),
        (f"expires: {day(1)}", "FM050", 1),
        (f"expires: {day(30)}", "FM050", 1),
        (f"expires: {day(31)}", "FM050", 0),
        (f"publish: {day(3)}\nexpires: {day(3)}", "FM011", 1),
        (f"publish: {day(3)}\nexpires: {day(4)}", "FM011", 0),
        ("date: 2026-03-05", "FM006", 0),
    ],
)  # fmt: skip
def test_the_day_itself_decides(tmp_path, more, code, found):
    assert told(tmp_path, more, code) == found


def test_a_review_of_a_story_without_a_day_is_not_held_against_one(tmp_path):
    typed = f"date: 三月初\n{THREE.format('2026-03-08')}"
    assert not [f for f in found_in(tmp_path, index(Mistake("date", typed, "")))[1] if f.code == "REV003"]


def test_the_line_that_a_review_should_be_keeps_what_is_right_in_it(tmp_path):
    _, found = found_in(
        tmp_path, index(Mistake("", "review: {second: 申复, final: 申终, date: 2026-03-08}", ""))
    )
    (skipped,) = (f for f in found if f.code == "REV002")
    assert skipped.hint.endswith(
        "review: {first: 【待填：初审人的姓名】, second: 申复, final: 申终, date: 2026-03-08}"
    )


def test_whoever_is_nobody_or_named_twice_is_a_blank_in_the_line(tmp_path):
    review = "review: {first: 科室, second: 申复, final: 申复, date: 2026-03-08}"
    _, found = found_in(tmp_path, index(Mistake("", review, "")))
    (nobody,) = (f for f in found if f.code == "REV004")
    assert nobody.hint.endswith(
        "{first: 【待填：初审人的姓名】, second: 申复, final: 【待填：终审人的姓名】, date: 2026-03-08}"
    )


def test_of_a_story_without_front_matter_no_rule_has_more_to_say():
    organisation, motto = house()
    draft = Draft("2026", "a", b"", "灯亮了。")
    subject = Subject(draft, Body(), passages(draft), organisation, motto, TODAY)
    assert len(rules.RULES) > 80
    assert [hit for rule in rules.RULES for hit in rule.findings(subject)] == []


@pytest.mark.parametrize(
    ("after", "gone", "codes"), [(-1, True, ["PHO301"]), (0, False, ["PHO302"]), (30, False, ["PHO302"]), (31, False, [])]
)  # fmt: skip
def test_the_last_day_of_a_consent_still_counts(tmp_path, after, gone, codes):
    draft, _ = found_in(tmp_path, index(Mistake("", UNTIL.format(day(after)), "")))
    assert ended(draft.front, TODAY) == (frozenset({"deng.jpg"}) if gone else frozenset())
    end = TODAY + dt.timedelta(days=after)
    assert [f.code for f in consent_ends("deng.jpg", end, Place("docs/x.yml"), TODAY)] == codes


def allowed(tmp_path, entry: str, *findings, body="灯亮了,人来了。"):
    draft, _ = found_in(tmp_path, index(Mistake("", f"allow: [{entry}]", ""), body))
    return draft, settle(findings, draft, TODAY)


def comma(path="stories/2026/a/index.md", line=10, code="TXT001"):
    return warning(code, Place(path, line), "半角逗号", "改成全角")


@pytest.mark.parametrize(("after", "code"), [(-1, "FM008"), (0, ""), (1, "")])
def test_an_allowance_counts_on_its_last_day_and_no_longer(tmp_path, after, code):
    found = comma()
    _, left = allowed(tmp_path, f"{{code: TXT001, reason: 引用原话, until: {day(after)}}}", found)
    assert [f.code for f in left.findings] == (["TXT001", code] if code else [])
    assert [f for f, _ in left.allowed] == ([] if code else [found])


LASTS = f"reason: 引用原话, until: {day(9)}"


@pytest.mark.parametrize(
    ("entry", "found", "left"),
    [
        (f"{{code: TXT001, {LASTS}}}", [comma(path="stories/2026/ab/index.md")], ["TXT001", "FM009"]),
        (f"{{code: TXT001, {LASTS}}}", [comma(), comma(line=12)], ["TXT001", "TXT001", "FM009"]),
        (f"{{code: TXT001, at: 灯亮, {LASTS}}}", [comma(line=10), comma(line=12)], ["TXT001"]),
        (f"{{code: TXT001, at: a.jpg, {LASTS}}}", [comma(path="stories/2026/a/a.jpg", line=1), comma()], ["TXT001"]),
        (f"{{code: TXT002, {LASTS}}}", [comma()], ["TXT001", "FM009"]),
        (f"{{code: TXT999, {LASTS}}}", [comma()], ["TXT001", "FM007"]),
        (f"{{code: SEC001, {LASTS}}}", [comma(code="SEC001")], ["SEC001", "FM007"]),
        (f"{{code: PHO303, {LASTS}}}", [comma(code="PHO303")], ["PHO303", "FM007"]),
        (f"{{code: PHO301, {LASTS}}}", [comma(code="PHO301")], ["PHO301", "FM007"]),
        (f"{{code: PHO002, {LASTS}}}", [comma(code="PHO002")], ["PHO002", "FM007"]),
    ],
)  # fmt: skip
def test_an_allowance_lets_the_one_finding_pass_that_it_means(tmp_path, entry, found, left):
    body = "灯亮了,人来了。\n\n人来了,灯灭了。"
    draft, settled = allowed(tmp_path, entry, *found, body=body)
    if "at: 灯亮" in entry:
        assert draft.line(10) == "灯亮了,人来了。"
    assert [f.code for f in settled.findings] == left
    assert all(f.is_error for f in settled.findings if f.code == "FM007")
    assert not any(f.is_error for f in settled.findings if f.code == "FM009")


def test_an_allowance_that_does_nothing_says_why(tmp_path):
    entry = f"{{code: TXT001, {LASTS}}}"
    for findings, said in (((), "没有对上任何问题"), ((comma(), comma(line=12)), "有 2 处（第 10、12 行）")):
        _, left = allowed(tmp_path, entry, *findings)
        assert said in left.findings[-1].message


def test_where_there_is_no_front_matter_nothing_is_allowed():
    draft = Draft("2026", "a", b"", "灯亮了,人来了。")
    assert settle([comma()], draft, TODAY) == Settled((comma(),), ())


def test_a_list_of_eight_reviewers_is_told_whole_and_of_nine_in_part(tmp_path):
    rule = rules.BY_CODE["REV006"]
    organisation, motto = house()
    text = index(Mistake("", THREE.format("2026-03-08").replace("申初", "名单外"), ""))
    draft, _ = found_in(tmp_path, text)
    names = ("申复", "申终", *(f"王小{n}" for n in "甲乙丙丁戊己庚"))
    for many, ends in ((8, "王小己；"), (9, "王小己等；")):
        known = organisation.model_copy(update={"reviewers": names[:many]})
        subject = Subject(draft, Body(), passages(draft), known, motto, TODAY)
        (hit,) = rule.findings(subject)
        assert ends in hit.hint
    nobody = draft.front.review.model_copy(update={"first": "科室"})
    for more in ({"withdrawn": object()}, {"sample": True}, {"review": nobody}):
        quiet = replace(draft, front=draft.front.model_copy(update=more))
        assert not [*rule.findings(replace(subject, draft=quiet))]
    assert not [
        *rule.findings(replace(subject, organisation=organisation.model_copy(update={"reviewers": ()})))
    ]
