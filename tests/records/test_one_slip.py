"""A list with one entry that is no YAML: the others stand, and the fault is told at its line."""

from __future__ import annotations

import datetime as dt

import pytest
from test_honours import HOUSE

from conftest import ROOT
from showcase.brand.tokens import read_tokens
from showcase.project.folder import Project
from showcase.project.jail import Jail
from showcase.records.kind import World
from showcase.records.kinds import read_records, taken_together
from showcase.records.meeting_pages import MEETINGS
from showcase.records.meetings import Meeting
from showcase.records.places import PLACES
from showcase.records.plan import Task
from showcase.records.promises import PROMISES
from showcase.records.reading import parsed

TOKENS = read_tokens(Project(ROOT))
TODAY = dt.date(2026, 3, 5)
NOON = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)

THREE = """# 说明
sample: true
promises:
  # 第一条
  - key: one
    department: dining
    text: 开餐到收餐，热菜不凉
    post: 值班经理
    check: 伸手摸碗壁
    complain: 当场换一份
  - {key: two, department: dining, text: 菜价贴在窗口，看得见, post: 值班经理, check: 排队抬头看, complain: 当场改过来}
  - key: three
    department: dining
    text: 半份菜按半份卖
    post: 窗口组长
    check: 看小票上的价
    complain: 当场退差额
"""


@pytest.mark.parametrize(
    ("before", "after", "line", "left"),
    [
        ("    post: 窗口组长", "    post：窗口组长", 15, ["one", "two"]),
        ("check: 排队抬头看,", "check: [抬头看,", 11, ["one", "three"]),
        ("    text: 开餐", '    text: "开餐', 7, ["two", "three"]),
        ("    check: 伸手摸碗壁", "\tcheck: 摸碗壁", 9, ["two", "three"]),
        ("    text: 半份菜按半份卖", "    text: &a 半份菜按半份卖", 14, ["one", "two"]),
        ("    text: 半份菜按半份卖", "    text: 半份\x07菜", 14, ["one", "two"]),
    ],
)
def test_a_slip_loses_one_entry_and_is_told_in_it(before, after, line, left):
    assert before in THREE
    ledger = parsed(PROMISES, THREE.replace(before, after))
    assert [record.key for record in ledger.records] == left
    assert all(record.sample for record in ledger.records)
    assert [f.code for f in ledger.findings] == ["REC001"]
    starts = {"one": range(5, 11), "two": range(11, 12), "three": range(12, 18)}
    (lost,) = {"one", "two", "three"} - set(left)
    assert ledger.findings[0].place.line in starts[lost]
    assert [one.part["key"] for one in ledger.remains] == [lost]
    assert ledger.entries[0].place.line == starts[left[0]].start  # the others stay at their lines


def test_two_slips_lose_two_entries_and_a_broken_head_the_list():
    ledger = parsed(
        PROMISES,
        THREE.replace("    post: 窗口", "    post：窗口").replace("    text: 开餐", '    text: "开餐'),
    )
    assert [record.key for record in ledger.records] == ["two"]
    assert [f.code for f in ledger.findings] == ["REC001", "REC001"]
    head = parsed(PROMISES, THREE.replace("sample: true", "sample: [true"))
    assert (head.entries, [f.code for f in head.findings][:1]) == ((), ["REC001"])


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        ("due: 六月底", "REC002"),
        ("due： 2026-06-30", "REC001"),
        ("due: 2026-06-30 # 13912345678", "PII001"),  # can be read, and is left out all the same
        ("due: 2026-06-30\n    under: nothing", "REC004"),
    ],
)
def test_what_names_a_faulty_entry_stands_without_the_name(workshop, slip, code):
    task = "plan:\n  - {key: other, title: 别的事, unit: dining, post: 经理, start: 2026-01-05, due: 2026-12-01, under: goal}\n  - key: goal\n    title: 一件大事\n    unit: dining\n    post: 经理\n    start: 2026-01-05\n    %s\n"
    meeting = "meetings:\n  - key: m1\n    start: 2026-02-03 14:30\n    place: 三楼\n    present: [a]\n    topics: [听一季度的进展]\n    decisions:\n      - {text: 大事分成三步来做, unit: dining, post: 经理, due: 2026-03-31, task: goal}\n"
    group = "group:\n  - {key: a, post: 副部长, role: deputy, since: 2026-01-01}\n"
    for path, text in (("plan/plan-2026", task % slip), ("group/meetings", meeting), ("group/group", group)):
        file = workshop.root / "docs" / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    records = read_records(Jail(workshop.root), HOUSE, TOKENS, {}, TODAY)
    (held,) = records.ledgers[Meeting].records
    assert [decision.task for decision in held.decisions] == [None]
    assert [(t.key, t.under) for t in records.ledgers[Task].records] == [("other", None)]
    told = [f for f in records.findings if "自己还有错" in f.message]
    assert len(told) == 2
    assert not any(f.is_error for f in told)
    assert [f.code for f in records.findings if f.is_error] == [code]
    list(taken_together(World(TODAY, NOON, HOUSE, ledgers=records.ledgers)))


def test_who_names_what_names_nothing_stands_without_it_to_the_end_of_the_chain(workshop):
    """A member of a unit that is not there is left out, so meetings go without the member, whoever judges them."""
    group = "group:\n  - {key: a, post: 副部长, role: deputy, since: 2026-01-01}\n  - {key: b, post: 队长, role: member, unit: nowhere, since: 2026-01-01}\n"
    meeting = "meetings:\n  - {key: m1, start: 2026-02-03 14:30, place: 三楼, present: [a, b], absent: [b], topics: [听一季度的进展]}\n"
    tasks = "plan:\n" + "".join(
        f"  - {{key: t{n}, title: 第{n}件事, unit: {'nowhere' if n == 0 else 'dining'}, post: 经理, start: 2026-01-05, due: 2026-12-01{f', under: t{n - 1}' if n else ''}}}\n"
        for n in range(3)
    )
    for path, text in (("plan/plan-2026", tasks), ("group/meetings", meeting), ("group/group", group)):
        file = workshop.root / "docs" / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    records = read_records(Jail(workshop.root), HOUSE, TOKENS, {}, TODAY)
    (held,) = records.ledgers[Meeting].records
    assert (held.present, held.absent) == (("a",), ())
    assert [(t.key, t.under) for t in records.ledgers[Task].records] == [("t1", None), ("t2", "t1")]
    assert {f.code for f in records.findings if f.is_error} == {"REC004"}
    list(taken_together(World(TODAY, NOON, HOUSE, ledgers=records.ledgers)))


def test_a_list_of_names_goes_without_the_faulty_one():
    places = parsed(
        PLACES,
        "places:\n  - {key: po, name: 南坡, department: dining, line: 一面坡, plants: [lilac, rose]}\n",
    )
    assert [p.plants for p in places.records] == [("lilac", "rose")]
    from showcase.records.references import Directory, loosened

    directory = Directory({}, {}, frozenset({("plants", "lilac")}))
    (place,) = places.records
    assert loosened(place, directory).plants == ("rose",)
    assert loosened(place.model_copy(update={"plants": ("lilac",)}), directory).plants == ()
    assert MEETINGS.name == "meetings"
