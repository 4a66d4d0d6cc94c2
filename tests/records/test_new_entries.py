"""A new entry of a list: where it stands, what it offers, and that it is left out until it is filled."""

from __future__ import annotations

import pytest

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.cli import main
from showcase.project.folder import Project, judgement
from showcase.records.kinds import KINDS
from showcase.records.promises import PROMISES
from showcase.records.reading import parsed


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
