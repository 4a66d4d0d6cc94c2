"""Answers for a takeover: what does not fit is named at its line, and nothing is written before it is meant."""

from __future__ import annotations

import io
import re
import sys

import pytest
from another_owner import ANSWERS, BEFORE, FIRST, copied, run, state

from conftest import ROOT, Workshop
from showcase.adoption.answers import read_answers
from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import read_tokens


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """For answers after which nothing is written."""
    return copied(tmp_path_factory.mktemp("untouched") / "project")


def test_without_yes_nothing_is_written(untouched, capsys):
    before = state(untouched.root)
    assert run(untouched, "adopt", "--answers", str(untouched.root.parent / "answers.yml")) == 0
    assert state(untouched.root) == before
    told = capsys.readouterr().err
    for word in ("会改", "会新建", "会删掉", "docs/culture/housing/index.md", "预演", "--yes"):
        assert word in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  short: 后勤集团\n", "", ["names 的 short：缺少这一项"]),
        ("  short: 后勤集团\n", "  short: 后勤集团\n  shrot: 甲\n", ["shrot", "short"]),
        ("  catering:", "  Catering:", ["小写字母"]),
        ("label: 宿管, ", "", ["的 label：缺少这一项"]),
        (f"was: {FIRST}", "was: nobody", ["没有“nobody”这个部门", FIRST]),
        ("culture: 宿管文化", f"culture: 宿管文化, was: {FIRST}", ["已经给了 catering"]),
        ("[勤谨, 守时, 暖心, 如初]", "[]", ["words：至少 1 项"]),
        ("status: proposed", "status: final", ["不在可选的值里", "proposed"]),
        ("light: '#1f3f8c'", "light: blue", ["井号、六位"]),
        ("  accent: {light", "  akcent: {light", ["没有“akcent”这种颜色", "accent"]),
        ("light: '#1f3f8c'", "light: '#9fb4e8'", ["低于 4.5:1", "最近的可用值", "brand: {light: '#"]),
        ("file: hui.svg", "file: other.svg", ["other.svg", "找不到文件"]),
        ("{'#1f3f8c': brand", "{'#1f3f8d': brand", ["没有 #1f3f8d", "#1f3f8c"]),
        ("'#c25a1b': accent", "'#c25a1b': gold", ["没有“gold”这种颜色"]),
        ("https://www.example.edu.cn/houqin/", "javascript:alert(1)", ["site_url"]),
        ("full: 示例大学后勤集团", "full: &a 示例", ["full: \"&a 示例\""]),
        ("full: 示例大学后勤集团", "full: 示<b>例", ["<"]),
        ("remove_samples: true", "remove_samples: maybe", ["remove_samples"]),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_named_at_its_line_and_nothing_is_written(
    untouched, capsys, old, new, told
):
    assert old in ANSWERS
    before = state(untouched.root)
    answers = untouched.root.parent / "unfit.yml"
    answers.write_text(ANSWERS.replace(old, new), "utf-8")
    assert run(untouched, "adopt", "--answers", str(answers), "--yes") == 2
    said = capsys.readouterr().err
    for word in told:
        assert word in said
    assert state(untouched.root) == before


def test_an_answers_file_that_is_none_is_answered_in_a_line(untouched, capsys):
    for data, word in ((None, "找不到"), (b"\xff\xfe", "UTF-8"), (b"x" * 70_000, "64 KB")):
        file = untouched.root.parent / "x.yml"
        if data is not None:
            file.write_bytes(data)
        assert run(untouched, "adopt", "--answers", str(file)) == 2
        said = capsys.readouterr().err
        assert word in said
        assert len(said.strip().splitlines()) == 1


def test_the_questions_give_the_same_as_the_file(untouched, capsys, monkeypatch):
    monkeypatch.chdir(untouched.root.parent)
    typed = [
        *("示例大学", "示例大学后勤集团", "", "", "Logistics Group, Example University"),
        *("集团文化", "灯火相守，日日如常"),
        *(
            "Catering",
            "catering",
            "膳食",
            "",
            "",
            "nobody",
            FIRST,
        ),  # the first and the last but one are refused
        *("housing", "宿管", "", "", "", ""),
        *("勤谨、守时、暖心、如初", "n", ""),
        *("#9fb4e8", "湖蓝", "", "#c25a1b", "橙红"),  # too pale: the nearest that reads is taken
        *("nothing.svg", "hui.svg", "", "", "一盏灯照着一扇门。"),
        *("www.example.edu.cn", "https://www.example.edu.cn/houqin/", "y", "n"),
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(typed) + "\n"))
    before = state(untouched.root)
    assert run(untouched, "adopt") == 0
    told = capsys.readouterr()
    assert state(untouched.root) == before
    house, tokens = read_organisation(BEFORE), read_tokens(BEFORE)
    answers, findings = read_answers(told.out, "answers.yml", house, tokens)
    assert findings == ()
    assert answers is not None
    assert answers.names.short == house.names.short  # kept by an empty line
    assert list(answers.departments) == ["catering", "housing"]
    assert answers.departments["catering"].name == "膳食中心"
    assert (answers.departments["catering"].was, answers.departments["housing"].was) == (FIRST, None)
    assert answers.remove_samples
    assert answers.emblem is not None
    for word in ("小写字母", "以 / 结尾，例如"):
        assert word in told.err
    assert "nothing.svg 打不开" in told.err
    assert "低于 4.5:1" in told.err


def test_who_stops_answering_changes_nothing(untouched, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("示例大学\n"))
    before = state(untouched.root)
    assert run(untouched, "adopt") == 2
    assert "什么都没有写" in capsys.readouterr().err
    assert state(untouched.root) == before


def test_the_example_of_the_handbook_is_an_answers_file():
    page = (ROOT / "docs/handbook/takeover/index.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    text = example[1].replace("was: dining", f"was: {FIRST}")
    answers, findings = read_answers(text, "answers.yml", read_organisation(BEFORE), read_tokens(BEFORE))
    assert findings == ()
    assert answers is not None
    assert answers.departments["catering"].was == FIRST
