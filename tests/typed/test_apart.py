"""One slip in a list: it is told at its own line, with that line as it should be, and costs no other entry."""

from __future__ import annotations

import pytest

from showcase.project.jail import Jail
from showcase.records.correcting import list_changes, write_file
from showcase.records.kinds import KINDS
from showcase.records.plan import Task
from showcase.records.reading import parsed
from showcase.typed.meant.apart import MOST, taken_apart
from showcase.typed.strict_yaml import YamlFault, load

PLAN = next(kind for kind in KINDS if kind.record is Task)
WHOLE = """plan:
  - key: a1
    title: 挂上名牌
    unit: greenery
    post: 养护技术员
    start: 2026-03-01
    due: 2026-06-30
    state: done
    on: 2026-06-20
    evidence: [{file: 甲}, {file: 乙}]
  - {key: a2, title: 补齐花历, unit: greenery, post: 养护员, start: 2026-03-01, due: 2026-12-01}
sample: true
"""
SLIPS = [
    ("    start: 2026-03-01\n    due", "    start： 2026-03-01\n    due", "全角"),
    ("    title: 挂", "    title：挂", "全角"),
    ("    title: 挂", "    title:挂", "空一格"),
    ("    title: 挂上名牌", "    title: 挂上: 名牌", "冒号"),
    ("    title: 挂上名牌", "    title: *挂上*名牌", "引号"),
    ("    title: 挂上名牌", '    title: "挂上名牌', "引号"),
    ("    title: 挂上名牌", "    title: 挂上\x07名牌", "控制字符"),
    ("    unit", "　　unit", "普通的空格"),
    ("    unit", "\u00a0\u00a0\u00a0\u00a0 unit", "普通的空格"),
    ("    unit", "\tunit", "普通的空格"),
    ("    unit", "   unit", "缩进"),
    ("    unit", "     unit", "缩进"),
    ("  - key", "  － key", "全角"),
    ("  - key", "- key", "缩进"),
    ("甲}, {", "甲}，{", "全角"),
    ("  - {key: a2, title", "  - {key: a2，title", "全角"),
    ("  - {key: a2", "  - ｛key: a2", "全角"),
    ("plan:", "plan：", "全角"),
]


def pieces(text):
    apart = taken_apart(Task, "plan", text)
    return apart, [*apart.faults, *(fault for one in apart.broken for fault in one.faults)]


@pytest.mark.parametrize(("right", "wrong", "word"), SLIPS)
def test_a_slip_is_told_at_its_line_and_both_hint_and_fix_mend_it(right, wrong, word):
    text = WHOLE.replace(right, wrong, 1)
    _, (fault,) = pieces(text)
    assert word in fault.message
    lines = text.split("\n")
    line = lines[fault.line - 1]
    fixed = line[: fault.fix.start - 1] + fault.fix.text + line[fault.fix.end - 1 :]
    assert fixed == fault.hint.text
    lines[fault.line - 1] = fixed
    mended = load("\n".join(lines)).value
    assert [task["key"] for task in mended["plan"][-2:]] == ["a1", "a2"]
    assert mended["plan"][-1]["title"] == "补齐花历"


@pytest.mark.parametrize(("right", "wrong", "word"), SLIPS)
def test_the_other_entries_are_read_at_their_own_lines(right, wrong, word):
    text = WHOLE.replace(right, wrong, 1).replace(
        "sample: true\n", "  - {key: a3}\n  - {key: a4}\nsample: true\n"
    )
    apart, _ = pieces(text)
    loaded = load(apart.text)
    keys = [task["key"] for task in loaded.value["plan"]]
    assert keys[-2:] == ["a3", "a4"]
    assert loaded.marks["plan", len(keys) - 1][0] == text[: text.index("{key: a4")].count("\n") + 1
    assert loaded.value["sample"] == "true"
    assert len(keys) + len(apart.broken) == 4


def test_what_can_be_read_of_a_broken_entry_is_there_for_those_that_name_it():
    apart, _ = pieces(WHOLE.replace("    start: ", "    start： ", 1))
    (one,) = apart.broken
    assert (one.first, one.last, one.part["key"]) == (2, 10, "a1")


def test_a_line_that_belongs_to_no_entry_is_to_be_deleted():
    text = WHOLE.replace("sample: true\n", "---\nplan:\n  - {key: a3}\n")
    apart, found = pieces(text)
    assert [str(fault.hint) for fault in found] == ["删掉这一行：---", "删掉这一行：plan:"]
    assert [task["key"] for task in load(apart.text).value["plan"]] == ["a1", "a2", "a3"]


def test_a_character_that_is_not_allowed_is_told_at_its_place():
    with pytest.raises(YamlFault) as fault:
        load(WHOLE.replace("养护员", "养\x00护员"))
    assert (fault.value.line, fault.value.column) == (11, 51)


def test_of_very_many_broken_entries_none_is_lost_without_a_word():
    text = "plan:\n" + "".join(f"  - key: a{n}\n    title： 任务\n" for n in range(MOST + 5))
    apart, found = pieces(text)
    assert len(apart.broken) == MOST + 5
    assert all(one.faults for one in apart.broken)
    assert {one.first for one in apart.broken} <= {fault.line - 1 for fault in found} | {
        f.line for f in found
    }


def test_fix_mends_a_slip_in_a_file_and_leaves_every_other_byte(tmp_path):
    folder = tmp_path / "docs" / "plan"
    folder.mkdir(parents=True)
    path, wrong = folder / "plan-2026.yml", WHOLE.replace("    start: ", "    start： ", 1)
    path.write_bytes(wrong.replace("\n", "\r\n").encode())
    findings = parsed(PLAN, wrong, "docs/plan/plan-2026.yml").findings
    assert [f.code for f in findings] == ["REC001"]
    (change,) = list_changes(Jail(tmp_path), findings)
    write_file(Jail(tmp_path), change)
    assert path.read_bytes() == WHOLE.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("text", ["plan: [\n", "plan: {\n", '"', "[", "plan：[", "x: [\ny: 1\n", "\x07"])
def test_a_file_without_a_single_item_is_taken_apart_too(text):
    assert taken_apart(Task, "plan", text).broken == ()
