"""The rules as pages of the handbook: one list, and one page a rule, made from the rule itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from showcase.brand.organisation import Organisation
from showcase.handbook.pages import Leaf
from showcase.project.finding import Severity
from showcase.records.rules import FAMILIES, RULES
from showcase.stories.rules.examples import in_house_words
from showcase.stories.rules.rule import Rule

FOLDER = "rules"
INDEX = f"{FOLDER}/index.md"
WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}

LIST = """有“错误”的故事不会发布，别的故事照常。“提醒”由编辑判断，故事照样发布。

!!! tip "在终端里也能查"
    运行 `showcase explain PHO001`，不用打开这一页。

确有理由留着的，编辑在稿头写一条 `allow`：代码、理由、到哪一天为止。到期要再看一次。关系到安全和同意的，不能放行。
"""


def rule_path(code: str) -> str:
    return f"{FOLDER}/{code.lower()}/index.md"


def consequence(rule: Rule) -> str:
    """What follows from a finding of this rule, and whether it may be let pass."""
    if rule.family == "CHN":
        return "网站上照常发布；" + (
            "改好之前不要发到那个渠道。" if rule.severity is Severity.ERROR else "不改也能发，由编辑判断。"
        )
    follows = (
        "改好之前，这一篇不会发布。" if rule.severity is Severity.ERROR else "不改也会发布，由编辑判断。"
    )
    return follows + ("编辑可以放行一处，要写理由和期限。" if rule.allowable else "这一条不能放行。")


def rule_paths() -> Iterator[str]:
    """The paths of all these pages."""
    yield INDEX
    yield from (rule_path(rule.code) for rule in RULES)


def rule_leaves(organisation: Organisation, motto: Sequence[str]) -> Iterator[Leaf]:
    """The list of all rules by family, then each rule's page, with examples from this house."""
    tables = []
    for family, name in FAMILIES.items():
        rows = [f"| [{r.code}]({r.code.lower()}/index.md) | {_plain(r.name)} | {WORDS[r.severity]} |" for r in by_code() if r.family == family]  # fmt: skip
        if rows:
            tables.append(f"## {name}\n\n| 代码 | 问题 | 轻重 |\n|---|---|---|\n" + "\n".join(rows))
    lede = "检查时报出的每一条，都能在这里查到：它检查什么，为什么，怎么改。"
    yield Leaf(INDEX, "检查规则", lede, LIST + "\n" + "\n\n".join(tables))
    yield from (_leaf(in_house_words(rule, organisation, motto)) for rule in RULES)


def by_code() -> list[Rule]:
    return sorted(RULES, key=lambda rule: rule.code)


def _leaf(rule: Rule) -> Leaf:
    kind, mark = WORDS[rule.severity], "danger" if rule.severity is Severity.ERROR else "warning"
    markdown = "\n\n".join(
        (
            f'!!! {mark} "{kind}"\n    {consequence(rule)}',
            f"## 它检查什么\n\n{_plain(rule.what)}",
            f"## 为什么\n\n{_plain(rule.why)}",
            f"## 例子\n\n{_fenced(rule.example)}",
            f"## 改成\n\n{_fenced(rule.instead)}",
        )
    )
    return Leaf(rule_path(rule.code), f"{rule.code} {rule.name}", "", markdown)


def _plain(text: str) -> str:
    """A sentence of ours with its signs kept from being Markdown."""
    return "".join(f"&#{ord(c)};" if c in "\\`*_{}[]<>#@|!&" else c for c in text)


def _fenced(text: str) -> str:
    mark = "`" * max(3, 1 + max((len(run) for run in text.split() if set(run) == {"`"}), default=0))
    return f"{mark} text\n{text}\n{mark}"
