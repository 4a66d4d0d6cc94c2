"""A new entry of a list: where it stands, what it offers, and that it is left out until it is filled."""

from __future__ import annotations

import pytest

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.cli import main
from showcase.project.folder import Project, judgement
from showcase.records.honour_wall import HONOURS
from showcase.records.kinds import KINDS
from showcase.records.promises import PROMISES
from showcase.records.reading import parsed
from showcase.typed.meant import BLANK
from showcase.typed.strict_yaml import load


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_new_entry_stands_at_the_end_and_is_left_out_until_it_is_filled(workshop, kind):
    file = workshop.root / kind.sheet(judgement(None).day.year)
    assert main(["--root", str(workshop.root), "new", "record", kind.name]) == 0
    first = file.read_text("utf-8")
    assert main(["--root", str(workshop.root), "new", "record", kind.label]) == 0
    second = file.read_text("utf-8")
    assert second.startswith(first)
    ledger = parsed(kind, second)
    assert ledger.entries == ()
    assert {finding.code for finding in ledger.findings} == {"REC005"}


@pytest.mark.parametrize("empty", ["promises: []\n", "sample: true\npromises: [ ]  # 还没有\n"])
def test_a_new_entry_goes_into_a_list_that_says_it_is_empty(workshop, empty):
    folder = workshop.root / "docs" / "promises"
    folder.mkdir(parents=True)
    (folder / "promises.yml").write_text(empty, "utf-8")
    assert main(["--root", str(workshop.root), "new", "record", "promises"]) == 0
    ledger = parsed(PROMISES, (folder / "promises.yml").read_text("utf-8"))
    assert {finding.code for finding in ledger.findings} == {"REC005"}


HONOUR = "key: a\n{0}title: 甲\n"


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("honours:\n  []\n", "honours:\n"),
        ("# 还没有\n", "# 还没有\n"),
        ("sample: true\n", "sample: true\n"),
        ("honours:\nsample: true\n", "sample: true\n"),
        ("honours:\n  # 一条也没有\n  []\n\n# 整张表\nsample: true\n", "\n# 整张表\nsample: true\n"),
        ("honours:\n- " + HONOUR.format("  ") + "- " + HONOUR.format("  "), "honours:\n- key: a\n"),
        ("honours:\n    - " + HONOUR.format("      ") + "sample: true", "sample: true\n"),
        ("\ufeffhonours:\r\n  - key: a\r\n    title: 甲\r\n", "  - key: a\r\n    title: 甲\r\n"),
    ],
)
def test_a_new_entry_goes_into_any_list_that_can_be_read(workshop, before, kept):
    file = workshop.root / HONOURS.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before.encode())
    assert main(["--root", str(workshop.root), "new", "record", "honours"]) == 0
    after = file.read_bytes().decode()
    assert kept in after
    assert ("\r\n" in before) == (after.count("\r\n") == after.count("\n"))
    listed = load(after.removeprefix("\ufeff")).value["honours"]
    assert len(listed) == before.count("- key") + 1
    assert BLANK in listed[-1]["title"]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("honours:\n  - key： a\n    title: 甲\n".encode(), "第 3 行读不懂"),
        (b"honours: [{key: a}]\n", "每条以“- ”开头"),
        ("honours: 甲\n".encode(), "每条以“- ”开头"),
        ("- 甲\n".encode(), "每条以“- ”开头"),
        ("honours:\n  - key: 荣誉\n".encode("gbk"), "编码选 UTF-8"),
    ],
)
def test_a_list_that_takes_no_entry_is_named_and_stays_as_it_was(workshop, capsys, before, told):
    file = workshop.root / HONOURS.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before)
    assert main(["--root", str(workshop.root), "new", "record", "honours"]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert "codec" not in said.err
    assert said.out == ""
    assert file.read_bytes() == before


def test_a_new_entry_goes_into_the_year_that_is_asked_for(workshop, capsys):
    assert main(["--root", str(workshop.root), "new", "record", "plan", "--year", "2031"]) == 0
    assert capsys.readouterr().out.startswith("docs/plan/plan-2031.yml:")
    assert (workshop.root / "docs/plan/plan-2031.yml").is_file()
    for wrong in (
        ["record", "plan", "--year", "31"],
        ["record", "honours", "--year", "2031"],
        ["一碗面", "--year", "2031"],
    ):
        assert main(["--root", str(workshop.root), "new", *wrong]) == 2
        assert "--year" in capsys.readouterr().err


def test_an_unknown_kind_is_answered_with_those_there_are(workshop, capsys):
    assert main(["--root", str(workshop.root), "new", "record", "nothing"]) == 2
    assert "promises（承诺）" in capsys.readouterr().err


def test_a_new_entry_says_what_may_be_chosen(workshop):
    folder = workshop.root / "docs" / "promises"
    assert main(["--root", str(workshop.root), "new", "record", "promises"]) == 0
    text = (folder / "promises.yml").read_text("utf-8")
    assert "# 状态：可以写 拟稿（draft）、已核定（adopted）\n" in text
    departments = "、".join(
        f"{key}（{one.label}）" for key, one in read_organisation(Project(ROOT)).departments.items()
    )
    assert f"# 部门：可以写 {departments}\n" in text
    assert main(["--root", str(workshop.root), "new", "record", "plants"]) == 0
    text = (workshop.root / "docs" / "seasons" / "plants.yml").read_text("utf-8")
    assert (
        "    # 形态：可以写 乔木（tree）、灌木（shrub）、草本（herb）、藤本（vine）\n    habit: 【待填："
        in text
    )
