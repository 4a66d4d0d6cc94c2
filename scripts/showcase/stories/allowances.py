"""What an editor has let pass: one finding of a story, with a reason and an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from showcase.project.finding import Finding, Place, error, warning
from showcase.stories.front import Allowance
from showcase.stories.rules import BY_CODE
from showcase.stories.story import Draft

NEVER = "SEC"


@dataclass(frozen=True)
class Settled:
    findings: tuple[Finding, ...]  # what remains
    allowed: tuple[tuple[Finding, Allowance], ...]


def settle(findings: Iterable[Finding], draft: Draft, today: dt.date) -> Settled:
    """`findings` of `draft` without those an editor allows today.

    An allowance lets one finding pass; one that does nothing is a finding itself. Where its code is found
    several times, `at` says which: words of that line, or the photo's file name.
    """
    remaining = list(dict.fromkeys(findings))
    allowed: list[tuple[Finding, Allowance]] = []
    for index, allowance in enumerate(draft.front.allow if draft.front else ()):
        place = draft.place("allow", index, "code")
        fault = _fault(allowance, place, today)
        found = [finding for finding in remaining if _is_meant(finding, allowance, draft)]
        if fault is None and len(found) == 1:
            remaining.remove(found[0])
            allowed.append((found[0], allowance))
        else:
            remaining.append(fault or _unclear(allowance, place, found))
    return Settled(tuple(remaining), tuple(allowed))


def _is_meant(finding: Finding, allowance: Allowance, draft: Draft) -> bool:
    if finding.code != allowance.code or not finding.place.path.startswith(f"{draft.folder}/"):
        return False
    line = draft.line(finding.place.line) if finding.place.path == draft.path else finding.place.path
    return allowance.at in line


def _fault(allowance: Allowance, place: Place, today: dt.date) -> Finding | None:
    rule = BY_CODE.get(allowance.code)
    if rule is None:
        return error("FM007", place, f"allow：没有 {allowance.code} 这条规则", "核对代码，例如 TXT006")
    if rule.family == NEVER or not rule.allowable:
        return error(
            "FM007", place, f"allow：{allowance.code} {rule.name}，不能放行", "删掉这一条，把问题改掉"
        )
    if allowance.until < today:
        return warning(
            "FM008",
            place,
            f"allow：{allowance.code} 的放行到 {allowance.until} 为止，已经过期",
            "把问题改掉；仍要放行的话，写新的 reason 和 until",
        )
    return None


def _unclear(allowance: Allowance, place: Place, found: list[Finding]) -> Finding:
    if not found:
        return warning("FM009", place, f"allow：{allowance.code} 没有对上任何问题", "删掉这一条")
    lines = "、".join(str(finding.place.line) for finding in found)
    return warning(
        "FM009",
        place,
        f"allow：{allowance.code} 有 {len(found)} 处（第 {lines} 行），不知道放行哪一处",
        f"加上 at: 那一行里的几个字，例如 {{code: {allowance.code}, at: …, reason: …, until: …}}",
    )
