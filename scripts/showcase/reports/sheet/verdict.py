"""What is advised of a story: to merge it, to merge it and look at something, or not to."""

from __future__ import annotations

from enum import StrEnum

from showcase.stories.intake import Examined, State

# Worth knowing, nothing to mend before merging: the next review, a story or a consent that ends in a month, what the
# processing of photos has put right by itself.
NOTES = frozenset({"REV001", "FM050", "PHO202", "PHO203", "PHO204", "PHO302"})


class Verdict(StrEnum):
    MERGE = "可以合并"  # no error, and no warning but notes; or withdrawn, whatever is wrong with it
    REMIND = "可以合并但有提醒"  # no error, but a warning that somebody should judge
    REFUSE = "不可合并"  # an error: the story would be left out


def verdict(one: Examined) -> Verdict:
    if one.state is State.WITHDRAWN:
        return Verdict.MERGE
    if one.state is State.BROKEN or any(finding.is_error for finding in one.findings):
        return Verdict.REFUSE
    return Verdict.REMIND if reminders(one) else Verdict.MERGE


def reminders(one: Examined) -> int:
    """Warnings that somebody should judge."""
    return sum(not finding.is_error and finding.code not in NOTES for finding in one.findings)


def conclusion(one: Examined) -> str:
    advice = verdict(one)
    return f"可以合并，有 {reminders(one)} 处提醒" if advice is Verdict.REMIND else str(advice)
