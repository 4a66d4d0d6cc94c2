"""`showcase explain`: what a rule looks for and why, in the terminal."""

from __future__ import annotations

import difflib
import textwrap
import unicodedata
from collections.abc import Iterator

import click

from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import read_tokens
from showcase.commands.options import command, project_around
from showcase.commands.terminal import out
from showcase.handbook.rulebook import WORDS, consequence
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.records.rules import BY_CODE, FAMILIES, RULES
from showcase.reports.shown import shown
from showcase.stories.rules.examples import in_house_words
from showcase.stories.rules.rule import Rule


@command(
    "explain",
    "代码写在每一条问题的前面，例如 showcase explain PHO001；也可以写一个词，例如 showcase explain 同意。",
)
@click.argument("code", metavar="代码")
@click.pass_context
def explain(context: click.Context, code: str) -> int:
    asked = "".join(unicodedata.normalize("NFKC", code).split()).upper()
    if rule := BY_CODE.get(asked):
        for line in _page(_ours(rule, project_around(context))):
            out.print(line, soft_wrap=True)
        return 0
    is_word = any(character.isalnum() for character in asked)
    about = [rule for rule in RULES if is_word and asked in (rule.name + rule.what).upper()]
    if not about:
        near = difflib.get_close_matches(asked, BY_CODE, n=1, cutoff=0)[0]
        raise ProjectError(f"没有 {shown(code, 40)} 这一条；最接近的是 {near}：{BY_CODE[near].name}")
    for rule in about:
        out.print(f"{rule.code}  {WORDS[rule.severity]}  {rule.name}", soft_wrap=True)
    return 0


def _ours(rule: Rule, project: Project | None) -> Rule:
    """With examples from the house we stand in, if we do."""
    if project is None:
        return rule
    return in_house_words(rule, read_organisation(project), read_tokens(project).motto.words)


def _page(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.name}"
    yield f"{WORDS[rule.severity]}，{FAMILIES[rule.family]}。{consequence(rule)}"
    for heading, text in (("它检查什么", rule.what), ("为什么", rule.why)):
        yield f"\n{heading}\n  {text}"
    for heading, text in (("例子", rule.example), ("改成", rule.instead)):
        yield f"\n{heading}\n{textwrap.indent(text, '  ')}"
