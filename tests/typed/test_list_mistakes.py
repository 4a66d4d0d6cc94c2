"""Mistakes as people make them in a list: each hint is the line that mends it, and keeps what its author typed."""

from __future__ import annotations

import pytest

from mistakes import applied
from showcase.records.kinds import KINDS
from showcase.records.reading import parsed

KIND = {kind.name: kind for kind in KINDS}
GOOD = {
    "plan": {
        "key": "a1", "title": "挂上名牌", "unit": "greenery", "post": "养护技术员",
        "start": "2026-03-01", "due": "2026-06-30", "state": "done", "on": "2026-06-20",
    },
    "budget": {"key": "b1", "title": "树牌", "purpose": "facility", "planned": "12000元", "goal": "认得出树"},
    "contacts": {"key": "c1", "group": "service", "what": "电梯困人", "whom": "值班室", "number": "0000"},
    "activities": {
        "key": "a1", "title": "包饺子", "organiser": "union", "start": "2026-12-22 15:00",
        "end": "2026-12-22 17:00", "place": "一食堂", "audience": "全体员工", "line": "一桌一锅",
    },
    "posts": {
        "key": "p1", "post": "面点师", "unit": "dining", "line": "四点开灯，七点开窗",
        "day": "[{at: '04:30', what: 和面三斤}, {at: '07:00', what: 开窗迎人}, {at: '09:00', what: 收案扫地}]",
        "learns": "[看面团知道水温]", "grows": "[帮工, 面点师]", "asks": "起得早，手干净，肯学",
    },
    "honours": {
        "key": "h1", "title": "先进班组", "year": "2026", "by": "后勤保障部", "level": "university",
        "field": "safety", "kind": "team", "department": "dining", "team": "zaocan",
        "employment": "[contract]", "rank": "frontline",
    },
}  # fmt: skip
MISTAKES = [
    ("plan", "evidence", "验收单", "    evidence: [{file: 验收单}]"),
    ("plan", "evidence", "验收单、照片", "    evidence: [{file: 验收单}, {file: 照片}]"),
    ("plan", "start", "2026年3月1日", "    start: 2026-03-01"),
    ("budget", "planned", "12000", "    planned: 12000元"),
    ("budget", "planned", "￥12,000", "    planned: 12000元"),
    ("activities", "start", "2026-12-22 15：00", "    start: 2026-12-22 15:00"),
    ("activities", "start", "2026-12-22T14:30", "    start: 2026-12-22 14:30"),
    ("activities", "start", "2026年12月22日 15:00", "    start: 2026-12-22 15:00"),
    ("activities", "start", "2026/12/22 下午3点半", "    start: 2026-12-22 15:30"),
    ("honours", "year", "2026年", "    year: 2026"),
]  # fmt: skip


def listed(kind, entry):
    return f"{kind}:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in entry.items()) + "\n"


@pytest.mark.parametrize("kind", GOOD)
def test_as_they_should_be_they_are_read(kind):
    assert parsed(KIND[kind], listed(kind, GOOD[kind])).findings == ()


@pytest.mark.parametrize(("kind", "key", "typed", "right"), [one for one in MISTAKES if one[3]])
def test_the_hint_is_the_line_that_mends_it(kind, key, typed, right):
    text = listed(kind, GOOD[kind] | {key: typed})
    (finding,) = parsed(KIND[kind], text).findings
    assert finding.hint == f"改成：{right}"
    assert parsed(KIND[kind], applied(text, finding)).findings == ()


@pytest.mark.parametrize("word", ["进行中", "未完成"])
def test_a_task_that_still_runs_has_no_state_so_its_line_goes(word):
    entry = {key: value for key, value in GOOD["plan"].items() if key != "on"} | {"state": word}
    (finding,) = parsed(KIND["plan"], listed("plan", entry)).findings
    assert finding.hint == f"删掉这一行：    state: {word}"
    assert parsed(KIND["plan"], applied(listed("plan", entry), finding)).findings == ()


@pytest.mark.parametrize("word", ["7:00", "7：00", "７点"])
def test_an_hour_is_told_with_two_digits(word):
    text = listed("posts", GOOD["posts"]).replace("07:00", word)
    (finding,) = parsed(KIND["posts"], text).findings
    assert "{at: 07:00, what: 开窗迎人}" in finding.hint
    assert parsed(KIND["posts"], applied(text, finding)).findings == ()


@pytest.mark.parametrize("word", ["yes", "no"])
def test_a_contact_says_yes_or_no_as_the_blank_offers_it(word):
    read = parsed(KIND["contacts"], listed("contacts", GOOD["contacts"] | {"card": word}))
    assert read.findings == ()
    assert read.records[0].card == word


def mended(kind, text, most=4):
    """`text` after each finding's hint was taken at its word, one after the other."""
    for _ in range(most):
        findings = [f for f in parsed(KIND[kind], text).findings if f.code != "REC005"]
        if not findings:
            break
        text = taken(text, findings[0])
    return text


def taken(text, finding):
    """As `applied`; in a list a line is added below the one that begins the entry."""
    if not finding.hint.startswith("加一行："):
        return applied(text, finding)
    lines = text.split("\n")
    lines.insert(finding.place.line, finding.hint.partition("：")[2])
    return "\n".join(lines)


def test_two_faults_of_one_line_are_mended_by_one_line():
    entry = dict(GOOD["contacts"], group="吃住用行", confirmed="2026年9月1日", hours="全")
    text = "contacts:\n  - {" + ", ".join(f"{key}: {value}" for key, value in entry.items()) + "}\n"
    findings = parsed(KIND["contacts"], text).findings
    assert len(findings) == 3
    (hint,) = {finding.hint for finding in findings}
    assert "group: service" in hint
    assert "confirmed: 2026-09-01" in hint


def test_a_result_without_its_day_gets_a_line_for_it_and_the_list_stays():
    entry = {key: value for key, value in GOOD["plan"].items() if key != "on"}
    (finding,) = parsed(KIND["plan"], listed("plan", entry)).findings
    assert finding.hint.startswith("加一行：    on: 【待填：")
    after = mended("plan", listed("plan", entry))
    assert "state: done" in after
    assert [f.code for f in parsed(KIND["plan"], after).findings] == ["REC005"]


DECIDED = """meetings:
  - key: t1
    start: 2026-03-26 14:30
    place: 三楼会议室
    present: [shuji]
    topics: [听一季度的进展]
    decisions:
      - {text: 夜班值班台添一盏台灯, unit: dormitory, post: 楼长, due: 2026-04-30, state: done}
      - text: 换上新的树牌
        unit: greenery
        post: 技术员
        due: 2026-05-30
        on: 2026-05-20
"""


def test_a_decision_without_its_day_keeps_the_others():
    findings = parsed(KIND["meetings"], DECIDED).findings
    assert not [f for f in findings if "重新写成一行" in f.hint]
    after = mended("meetings", DECIDED)
    assert "夜班值班台添一盏台灯" in after
    assert "on: 2026-05-20" in after
    assert {f.code for f in parsed(KIND["meetings"], after).findings} == {"REC005"}
