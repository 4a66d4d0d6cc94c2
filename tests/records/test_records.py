"""Lists that people type: every fault at its line, references by key or name, tables, schemas, growth."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re

import pytest

from conftest import ROOT, Workshop
from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import read_tokens
from showcase.cli import main
from showcase.project.folder import Project
from showcase.project.jail import Jail
from showcase.records.honour_wall import HONOURS
from showcase.records.kinds import KINDS, read_records
from showcase.records.places import PLACES
from showcase.records.promises import PROMISES, Promise
from showcase.records.reading import MOST_MEANT, parsed
from showcase.records.references import Directory
from showcase.records.schema import LINE, record_schema, record_schema_text, schema_path
from showcase.records.table import as_csv, safe

GOOD = """promises:
  - key: hot
    department: dining
    text: 开餐到收餐，热菜不凉
    post: 值班经理
    check: 窗口贴着出锅时间
    complain: 当场找值班经理
"""
HOUSE, TOKENS = read_organisation(Project(ROOT)), read_tokens(Project(ROOT))
TODAY = dt.date(2026, 6, 1)
DIRECTORY = Directory({"department": {"dining": "餐饮", "property": "物业"}, "story": {"2026/deng": "灯"}})


def spoken(text: str) -> list[tuple[int, str, str]]:
    return [(f.place.line, f.code, f.hint) for f in parsed(PROMISES, text).findings]


def test_a_good_entry_is_read_with_its_place():
    ledger = parsed(PROMISES, GOOD)
    assert ledger.findings == ()
    assert [entry.place.line for entry in ledger.entries] == [2]
    assert ledger.records[0].text == "开餐到收餐，热菜不凉"


@pytest.mark.parametrize("empty", ["", "# 还没有\n", "promises:\n", "promises: []\n", "sample: true\n"])
def test_an_empty_list_is_no_fault(empty):
    ledger = parsed(PROMISES, empty)
    assert (ledger.entries, ledger.findings, ledger.exists) == ((), (), True)


@pytest.mark.parametrize(
    ("before", "after", "line", "code", "hint"),
    [
        ("    post:", "    pots:", 5, "REC002", "post: 值班经理"),
        ("    post: 值班经理\n", "", 2, "REC002", "加一行：    post: 【待填：例如 一食堂值班经理】"),
        ("    post: 值班经理", "    post: ~", 5, "REC002", "改成：    post: 【待填：例如 一食堂值班经理】"),
        ("    post: 值班经理", "    post: [a, b]", 5, "REC002", '改成：    post: "[a, b]"'),
        ("    post: 值班经理", "    post: 值班经理\n    state: adopte", 6, "REC002", "state: adopted"),
        ("    post: 值班经理", "    post: 值班经理\n    since: 2026/3/5", 6, "REC002", "改成：    since: 2026-03-05"),
        ("    post: 值班经理", "    post: 值班经理\n    post: 班长", 6, "REC003", "删掉这一行：    post: 班长"),
        ("    key: hot\n    ", "    key: Hot 1\n    ", 2, "REC002", "改成：  - key: hot-1"),
        ("promises:", "promise:", 1, "REC002", "改成 promises:"),
        ("promises:", "promises: |", 1, "REC002", "promises:\n  - key: re-cai"),
        ("  - key", "  -key", 2, "REC001", "  - key: hot"),
        ("    text: 开", "\ttext: 开", 4, "REC001", ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_line_with_the_line_as_it_should_be(before, after, line, code, hint):
    before = before.replace("    key: hot", "  - key: hot")
    after = after.replace("    key: Hot", "  - key: Hot")
    assert before in GOOD
    found = spoken(GOOD.replace(before, after))
    assert [(at, what) for at, what, _ in found][:1] == [(line, code)]
    assert hint in found[0][2]


def test_every_fault_is_told_at_once_and_the_good_entry_stands():
    bad = (
        GOOD.replace("promises:\n", "")
        .replace("key: hot", "key: cold")
        .replace("    post: 值班经理\n", "    pst: x\n")
    )
    ledger = parsed(PROMISES, GOOD + bad + "  - 一行字\n")
    assert [(f.place.line, f.code) for f in ledger.findings] == [
        (11, "REC002"),
        (14, "REC002"),
    ]
    assert [record.key for record in ledger.records] == ["hot"]


def test_words_behind_a_hash_are_told_of_and_the_entry_stands():
    ledger = parsed(PROMISES, GOOD.replace("post: 值班经理", "post: 值班 #2 窗口经理"))
    (finding,) = ledger.findings
    assert (finding.code, finding.place.line, finding.is_error) == ("REC006", 5, False)
    assert finding.hint == '改成：    post: "值班 #2 窗口经理"'
    assert len(ledger.entries) == 1


def test_a_key_used_twice_leaves_the_second_entry_out():
    ledger = parsed(PROMISES, GOOD + GOOD.replace("promises:\n", ""))
    assert [(f.place.line, f.code) for f in ledger.findings] == [(8, "REC003")]
    assert "第一次在第 2 行" in ledger.findings[0].message
    assert len(ledger.entries) == 1


def test_one_sample_line_marks_every_entry_that_says_nothing_else():
    text = (
        "sample: true\n"
        + GOOD
        + GOOD.replace("promises:\n", "").replace("key: hot", "key: cold\n    sample: false")
    )
    assert [record.sample for record in parsed(PROMISES, text).records] == [True, False]


def read(workshop: Workshop, text: str):
    folder = workshop.root / "docs" / "promises"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "promises.yml").write_text(text, "utf-8")
    return read_records(Jail(workshop.root), HOUSE, TOKENS, {"2026/deng": "凌晨四点的灯"}, TODAY)


@pytest.mark.parametrize("name", ["餐饮", "餐饮服务中心"])
def test_a_department_may_be_named_by_its_names_and_a_story_by_its_path(workshop, name):
    text = GOOD.replace("dining", name) + "    story: stories/2026/deng/index.md\n"
    records = read(workshop, text)
    assert records.findings == ()
    assert records.ledgers[Promise].records[0].department == "dining"
    assert records.ledgers[Promise].records[0].story == "2026/deng"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("    department: dinning", "dining（餐饮）"),
        ("    department: 餐饮服务", "dining（餐饮）"),
        ("    department: 食堂", "dining（餐饮）"),
        ("    department: dining\n    story: 2026/dneg", "2026/deng（凌晨四点的灯）"),
    ],
)
def test_a_reference_to_nothing_names_the_nearest_and_leaves_the_entry_out(workshop, line, words):
    records = read(workshop, GOOD.replace("    department: dining", line))
    assert [f.code for f in records.findings] == ["REC004"]
    assert words in records.findings[0].hint
    assert records.ledgers[Promise].entries == ()


def test_what_was_left_out_is_not_offered_as_the_nearest():
    posts = {f"post-{number}": f"岗位{number}" for number in range(30)}
    whole = Directory({"post": posts, "team": {f"{key}-team": name for key, name in posts.items()}})
    assert "post-7（" in whole.nearest("post", "post-7x")
    fewer = whole.without(frozenset({("post", "post-7")}))
    assert "post-7（" not in fewer.nearest("post", "post-7x")
    assert fewer.nearest("team", "post-7-team") == whole.nearest("team", "post-7-team")


@pytest.mark.parametrize("make", ["link", "folder", "hard"])
def test_a_list_that_is_no_plain_file_is_told_of_and_not_followed(workshop, make, tmp_path):
    folder = workshop.root / "docs" / "promises"
    folder.mkdir(parents=True)
    foreign = tmp_path / "foreign.yml"
    foreign.write_text(GOOD, "utf-8")
    file = folder / "promises.yml"
    {
        "link": lambda: file.symlink_to(foreign),
        "folder": file.mkdir,
        "hard": lambda: file.hardlink_to(foreign),
    }[make]()
    records = read_records(Jail(workshop.root), HOUSE, TOKENS, {}, TODAY)
    assert [f.code for f in records.findings] == ["REC001"]
    assert records.ledgers[Promise].entries == ()


def test_a_table_opens_in_a_spreadsheet_and_holds_no_formula():
    records = parsed(PROMISES, GOOD.replace("post: 值班经理", "post: =1+1")).records
    table = as_csv(PROMISES, records, DIRECTORY)
    assert table.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in table
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert rows[0][:5] == ["示例", "编号", "部门", "承诺", "谁负责"]
    assert rows[1][:5] == ["", "hot", "餐饮", "开餐到收餐，热菜不凉", "'=1+1"]
    assert [safe(text) for text in ("@x", "-1", "+1", "一 - 二")] == ["'@x", "'-1", "'+1", "一 - 二"]


@pytest.fixture(scope="module")
def ours():
    """The lists of this repository, read."""
    return read_records(Jail(ROOT), HOUSE, TOKENS, {}, TODAY)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_list_of_ours_names_its_schema_and_the_schema_is_up_to_date(kind, ours):
    first = (ROOT / kind.sheet(2026)).read_text("utf-8").split("\n")[0]
    assert first == LINE.format(name=kind.name)
    assert (ROOT / schema_path(kind)).read_text("utf-8") == record_schema_text(kind, ours.directory), (
        "make schema"
    )
    assert json.loads(record_schema_text(kind, DIRECTORY))["properties"][kind.name]["type"] == "array"


def test_the_schema_offers_every_spelling_that_the_check_takes(ours):
    entry = record_schema(HONOURS, ours.directory)["properties"]["honours"]["items"]
    words = entry["properties"]["department"]["enum"]
    assert {"dining", "餐饮", "餐饮服务中心"} <= set(words)
    assert None not in {ours.directory.key("department", word) for word in words}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_has_a_chinese_title_and_an_example(kind):
    for name, info in kind.record.model_fields.items():
        assert info.title, name
        assert name == "sample" or info.examples, name


def test_a_list_beyond_its_limit_is_told_of_with_the_limit(workshop):
    more = "".join(f"  - {{key: k{n}, plants: [{', '.join('a' * 80)}]}}\n" for n in range(5200))
    (finding,) = parsed(PLACES, "places:\n" + more).findings
    assert (finding.code, finding.place.path) == ("REC001", PLACES.path)
    assert "最多写 400000 个值" in finding.message


def test_a_page_of_sample_entries_says_so_and_the_official_site_has_none(workshop):
    folder = workshop.root / "docs" / "promises"
    folder.mkdir(parents=True)
    page = "---\ntitle: 我们的承诺\nneeds: promises\n---\n\n<!-- block: promises -->\n"
    (folder / "index.md").write_text(page, "utf-8")
    (folder / "promises.yml").write_text("sample: true\n" + GOOD, "utf-8")
    assert main(["--root", str(workshop.root), "build"]) == 0
    assert "tag--sample" in workshop.page("promises/index.html").split("<h1>")[0].split("<main")[1]
    assert (workshop.site / "promises" / "promises.csv").is_file()
    assert main(["--root", str(workshop.root), "build", "--official"]) == 0
    assert not (workshop.site / "promises").exists()
    (folder / "promises.yml").write_text(GOOD, "utf-8")
    assert main(["--root", str(workshop.root), "build", "--official"]) == 0
    assert "热菜不凉" in workshop.page("promises/index.html")
    assert "tag--sample" not in workshop.page("promises/index.html")


def test_a_misspelt_key_is_mended_in_its_line_and_nothing_else_changes(workshop, capsys):
    folder = workshop.root / "docs" / "promises"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: 我们的承诺\n---\n\n<!-- block: promises -->\n", "utf-8")
    typed = "# 说明\r\n" + GOOD.replace("    complain:", "    complian:").replace("\n", "\r\n")
    (folder / "promises.yml").write_bytes(typed.encode())
    assert main(["--root", str(workshop.root), "check"]) == 1
    assert "check --fix" in capsys.readouterr().out
    assert main(["--root", str(workshop.root), "check", "--fix"]) == 0
    assert (folder / "promises.yml").read_bytes() == typed.replace("complian", "complain").encode()
    assert "改好 docs/promises/promises.yml：1 处" in capsys.readouterr().out


@pytest.mark.parametrize("number", ["13800138000", "身份证 11010519491231002X", "１３８ ００１３ ８０００"])
def test_an_entry_with_a_persons_number_is_left_out_and_the_others_stand(workshop, number):
    other = GOOD.replace("promises:\n", "").replace("key: hot", "key: cold")
    records = read(workshop, GOOD.replace("当场找值班经理", f"找 {number}") + other)
    assert [(f.code[:3], f.is_error, f.place.line) for f in records.findings] == [("PII", True, 7)]
    assert [record.key for record in records.ledgers[Promise].records] == ["cold"]


ENUMS = [
    (kind, field, label, key)
    for kind in KINDS
    for field, labels in getattr(kind.record, "LABELS", {}).items()
    for key, label in labels.items()
    if field != "consent"
]


@pytest.mark.parametrize(
    ("kind", "field", "label", "key"), ENUMS, ids=[f"{one[0].name}-{one[1]}-{one[3]}" for one in ENUMS]
)
def test_a_choice_given_by_its_name_is_answered_with_the_line_and_the_correction(kind, field, label, key):
    several = "tuple" in str(kind.record.model_fields[field].annotation)
    typed, right = (f"[{label}]", f"[{key}]") if several else (label, key)
    (finding,) = [f for f in parsed(kind, f"{kind.name}:\n  - {field}: {typed} # 说明\n").findings if f.fix]
    assert finding.hint == f"改成：  - {field}: {right} # 说明"
    assert f"{label}（{key}）" in finding.message
    assert finding.fix.text in key
    again = parsed(kind, f"{kind.name}:\n  - {{{field}: {typed}}}\n").findings
    (hint,) = {f.hint for f in again if f.fix}  # what is missing stands in the same line
    assert re.match(rf"改成：  - {{{field}: {re.escape(right)}[,}}]", hint)


@pytest.mark.parametrize(
    ("typed", "right", "sure"),
    [
        ("    state: 核定", "    state: adopted", False),
        ("    state: Adopted", "    state: adopted", True),
        ("    state: 已核定（adopted）", "    state: 【待填：draft 或 adopted】", False),
        ("    state: 没有的", "    state: 【待填：draft 或 adopted】", False),
        ("    状态: draft", "    state: draft", True),
        ("    state： draft", None, False),
        ("    since: 2026年9月1日", "    since: 2026-09-01", True),
        ("    sample: 是", "    sample: true", True),
    ],
)  # fmt: skip
def test_a_line_of_a_list_is_read_as_it_was_meant_and_answered_with_the_line(typed, right, sure):
    findings = parsed(PROMISES, f"{GOOD}{typed}\n").findings
    if right is None:  # the list cannot be read at all
        assert [f.code for f in findings] == ["REC001"]
        return
    assert [(f.place.line, f.hint, f.fix is not None) for f in findings] == [(8, f"改成：{right}", sure)]


def test_fix_writes_what_was_meant_and_every_other_byte_stays(workshop, capsys):
    folder = workshop.root / "docs" / "promises"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: 我们的承诺\n---\n\n<!-- block: promises -->\n", "utf-8")
    typed = "# 说明\r\n" + (GOOD + "    状态: 已核定   # 去年定的\n    since: 2026年9月1日\n").replace(
        "\n", "\r\n"
    )
    (folder / "promises.yml").write_bytes(typed.encode())
    assert main(["--root", str(workshop.root), "check", "--fix", "--today", "2026-10-01"]) == 0
    right = typed.replace("状态: 已核定", "state: adopted").replace("2026年9月1日", "2026-09-01")
    assert (folder / "promises.yml").read_bytes() == right.encode()


def test_what_an_entry_names_is_looked_at_although_another_value_is_at_fault(workshop):
    bad = GOOD.replace("department: dining", "department: nobody").replace("post: 值班经理", "post: ~")
    more = GOOD.replace("promises:\n", "").replace("key: hot", "key: hot\n    story: 2026/none\n    stat: x")
    records = read(workshop, bad + more)
    assert sorted((f.place.line, f.code) for f in records.findings) == [
        (3, "REC004"),
        (5, "REC002"),
        (8, "REC003"),
        (9, "REC004"),
        (10, "REC002"),
    ]
    assert records.ledgers[Promise].entries == ()


PLANT = (
    "plants:\n  - key: lilac\n    name: 紫丁香\n    latin: Syringa\n    family: 木樨科\n    habit: {habit}\n"
)
PLACE = "places:\n  - {key: po, name: 南坡, department: dining, line: 一面坡, plants: [lilac]}\n"


@pytest.mark.parametrize(("habit", "found"), [("shrub", []), ("灌木", [("REC002", False), ("REC004", True)])])
def test_an_entry_that_is_there_with_a_fault_is_not_called_missing(workshop, habit, found):
    for name, text in (("seasons/plants", PLANT.format(habit=habit)), ("places/places", PLACE)):
        file = workshop.root / "docs" / f"{name}.yml"
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    findings = read_records(Jail(workshop.root), HOUSE, TOKENS, {}, TODAY).findings
    assert sorted((f.code, "自己还有错" in f.message) for f in findings) == found


def test_a_list_full_of_faults_is_told_of_whole_and_only_the_first_are_read_as_meant():
    entry = "  - key: k{n}\n    state: 已核定\n    post: 值班经理\n"
    text = "promises:\n" + "".join(entry.format(n=n) for n in range(MOST_MEANT + 50))
    findings = [f for f in parsed(PROMISES, text).findings if "state" in f.message]
    assert len(findings) == MOST_MEANT + 50
    assert sum(f.fix is not None for f in findings) == MOST_MEANT
