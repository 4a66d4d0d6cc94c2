"""Every rule explains itself, and every code in the program has one."""

import re
from pathlib import Path

import showcase
from conftest import ROOT
from showcase.pages.docs import read_docs
from showcase.pages.rulebook import rule_path, rulebook
from showcase.project import Project
from showcase.rules import BY_CODE, RULES
from showcase.rules.rule import FAMILIES

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
    pages = {page.path: page for page in rulebook(read_docs(Project(ROOT)))}
    for rule in RULES:
        body = pages[rule_path(rule.code)].body
        headings = re.findall(r"<h2>(.*?)</h2>", body)
        assert headings == ["它检查什么", "为什么", "例子", "改成"], rule.code
        for words in (rule.what, rule.why, rule.example, rule.instead):
            assert len(words) > 3, rule.code
    assert all(rule.code in pages["contribute/rules/index.md"].body for rule in RULES)


def test_the_rules_speak_plainly():
    for rule in RULES:
        words = rule.name + rule.what + rule.why
        assert "！" not in words, rule.code
        assert not re.search(r"正则|解析|异常|报错|schema|YAML|parse", words), rule.code
        assert len(rule.name) <= 20, rule.code
