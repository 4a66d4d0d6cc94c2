"""What a build says at its end, whether it had anything to do or not."""

from __future__ import annotations

from showcase.commands.terminal import err
from showcase.publish.standing import Told
from showcase.reports.text import print_day, print_findings, print_kept_back


def say(told: Told, line: str) -> None:
    """`line` is what it did."""
    print_day(err, told.judged)
    print_kept_back(err, told.kept_back)
    print_findings(err, told.findings)
    err.print(line, soft_wrap=True)
    for path in told.left_out:
        err.print(f"没有发布：{path}", style="red", soft_wrap=True)
    for remark in told.remarks:
        err.print(remark.words, style=remark.style, soft_wrap=True)


def say_pruned(freed: int) -> None:
    err.print(f"缓存清掉 {freed / 1048576:.1f} MB", soft_wrap=True)
