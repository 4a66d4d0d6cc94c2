"""Every rule explains itself, in the handbook and in the terminal, and every code in the program has one."""

import re
from pathlib import Path

import pytest

import showcase
from conftest import ROOT
from showcase.brand.organisation import Term, read_organisation
from showcase.brand.tokens import read_tokens
from showcase.cli import main
from showcase.handbook.rulebook import rule_leaves, rule_path
from showcase.project.folder import Project
from showcase.records.rules import BY_CODE, FAMILIES, RULES
from showcase.stories.rules.examples import in_house_words

HOUSE = read_organisation(Project(ROOT))
MOTTO = read_tokens(Project(ROOT)).motto.words
SOURCE = Path(showcase.__file__).parent


def test_every_code_in_the_program_has_a_rule_and_each_is_given_once():
    used = {
        code
        for file in SOURCE.rglob("*.py")
        for code in re.findall(rf'"((?:{"|".join(FAMILIES)})\d{{3}})"', file.read_text("utf-8"))
    }
    assert used == set(BY_CODE)
    assert len(BY_CODE) == len(RULES)


def test_every_rule_has_a_page_with_the_four_headings():
    leaves = {leaf.path: leaf for leaf in rule_leaves(HOUSE, ("甲", "乙"))}
    for rule in RULES:
        leaf = leaves[rule_path(rule.code)]
        assert leaf.title == f"{rule.code} {rule.name}"
        headings = re.findall(r"^## (.*)$", leaf.markdown.split("```")[0], re.M)
        assert headings == ["它检查什么", "为什么", "例子"], rule.code
        assert "\n## 改成\n" in leaf.markdown
        for words in (rule.what, rule.why, rule.example, rule.instead):
            assert len(words) > 3, rule.code
    assert all(f"[{rule.code}](" in leaves["rules/index.md"].markdown for rule in RULES)


def test_the_rules_speak_plainly():
    for rule in RULES:
        words = rule.name + rule.what + rule.why
        assert "！" not in words, rule.code
        assert not re.search(r"正则|解析|异常|报错|schema|YAML|parse", words), rule.code
        assert len(rule.name) <= 20, rule.code


def test_severities_of_findings_are_those_of_their_rules():
    """A reader's `error("X", …)` or `warning("X", …)` agrees with the rulebook."""
    calls = re.compile(r'\b(error|warning)\(\s*"([A-Z]{2,4}\d{3})"')
    found = {call for file in SOURCE.rglob("*.py") for call in calls.findall(file.read_text("utf-8"))}
    assert len(found) > 20
    assert {(kind, code) for kind, code in found if BY_CODE[code].severity != kind} == set()


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_the_terminal_explains_a_rule_whole(code, capsys):
    assert main(["--root", str(ROOT), "explain", code]) == 0
    said, rule = capsys.readouterr().out, in_house_words(BY_CODE[code], HOUSE, MOTTO)
    for words in (code, rule.name, rule.what, rule.why, *rule.example.split("\n"), *rule.instead.split("\n")):
        assert words in said


@pytest.mark.parametrize("typed", ["pho001", " PHO001 ", "ＰＨＯ００１", "pho 001"])
def test_a_code_is_known_however_it_is_typed(typed, capsys):
    assert main(["explain", typed]) == 0
    assert capsys.readouterr().out.startswith("PHO001 ")


def test_a_word_lists_the_rules_that_speak_of_it(capsys):
    assert main(["explain", "替代文字"]) == 0
    said = capsys.readouterr().out
    assert "PHO001" in said
    assert "FNT" not in said


@pytest.mark.parametrize(("typed", "nearest"), [("PHO010", "PHO"), ("TXT1", "TXT"), ("PH0001", "PHO001")])
def test_an_unknown_code_is_answered_with_the_nearest(typed, nearest, capsys):
    assert main(["explain", typed]) == 2
    said = capsys.readouterr().err
    assert f"没有 {typed} 这一条；最接近的是 {nearest}" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("typed", ["", "！", "\u202e"])
def test_what_is_no_code_at_all_is_answered_in_a_line(typed, capsys):
    assert main(["explain", typed]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "\u202e" not in said


def test_outside_a_project_a_rule_is_explained_too(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "FM005"]) == 0
    assert BY_CODE["FM005"].why in capsys.readouterr().out


def test_examples_speak_of_the_house_that_reads_them():
    house = HOUSE.model_copy(
        update={
            "departments": {"canteen": next(iter(HOUSE.departments.values()))},
            "terms": (Term(right="示例师大", wrong=("示列师大",), why="校名"),),
        }
    )
    pages = {leaf.path: leaf.markdown for leaf in rule_leaves(house, ("勤", "俭", "信"))}
    assert "department: canteen" in pages[rule_path("FM005")]
    assert "示列师大的早晨" in pages[rule_path("TXT041")]
    assert "示例师大的早晨" in pages[rule_path("TXT041")]
    assert "部训“勤、俭、信”" in pages[rule_path("TXT042")]
    assert not any("〈" in text for text in pages.values())


def test_a_house_without_a_word_list_and_with_one_word_for_a_motto_still_gets_examples():
    bare = HOUSE.model_copy(update={"terms": ()})
    for rule in (in_house_words(rule, bare, ("勤",)) for rule in RULES):
        assert rule.example != rule.instead, rule.code
        assert "〈" not in rule.example + rule.instead, rule.code
