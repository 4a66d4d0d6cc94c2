"""A rule's examples in the words of the house that reads them: its own department, names and motto."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from showcase.brand.organisation import Organisation
from showcase.stories.rules.rule import Rule

FORMER = "〈原来的单位〉"  # a made-up one: a page that names the real one would do what the rule warns of
DEPARTMENT, RIGHT, WRONG, MOTTO, MIXED = (
    "〈部门〉",
    "〈名称〉",
    "〈名称的错写〉",
    "〈部训〉",
    "〈错了词序的部训〉",
)


def in_house_words(rule: Rule, organisation: Organisation, motto: Sequence[str]) -> Rule:
    """`rule` with every 〈…〉 of its examples filled in."""
    words = _words(organisation, motto)

    def filled(text: str) -> str:
        return re.sub("|".join(map(re.escape, words)), lambda match: words[match[0]], text)

    return replace(rule, example=filled(rule.example), instead=filled(rule.instead))


def _words(organisation: Organisation, motto: Sequence[str]) -> Mapping[str, str]:
    right, wrong = "示例大学", "示例大學"  # a house may list no term
    if organisation.terms:
        right, wrong = organisation.terms[0].right, organisation.terms[0].wrong[0]
    # One word has no order; `甲` names no virtue.
    words = tuple(motto) if len(set(motto)) > 1 else ("甲", "乙", "丙")
    return {
        DEPARTMENT: next(iter(organisation.departments)),
        RIGHT: right,
        WRONG: wrong,
        FORMER: "从前的示例学院",
        MOTTO: "、".join(words),
        MIXED: "、".join((*words[1:], words[0])),
    }
