"""Every rule explains itself, and every code in the program has one."""

import re
from pathlib import Path

import showcase
from conftest import ROOT
from showcase.documents import read_docs
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


def test_severities_of_findings_are_those_of_their_rules():
    """A reader's `error("X", …)` or `warning("X", …)` agrees with the rulebook."""
    calls = re.compile(r'\b(error|warning)\(\s*"([A-Z]{2,4}\d{3})"')
    found = {call for file in SOURCE.rglob("*.py") for call in calls.findall(file.read_text("utf-8"))}
    assert len(found) > 20
    assert {(kind, code) for kind, code in found if BY_CODE[code].severity != kind} == set()


def test_what_a_rule_quotes_arrives_as_text_with_its_empty_lines(workshop):
    folder = workshop.root / "docs" / "contribute"
    folder.mkdir()
    (folder / "index.md").write_text("---\ntitle: 投稿指南\n---\n\n写法。\n", "utf-8")
    assert workshop.run("build").code == 0
    page = workshop.page("contribute/rules/doc004/index.html")
    assert "&lt;iframe src=" in page
    assert "<iframe" not in page
    quoted = re.findall(r"<pre><code>(.*?)</code>", workshop.page("contribute/rules/pho003/index.html"), re.S)
    assert quoted[1].replace("&#10;", "\n") == BY_CODE["PHO003"].instead
