"""REV: the three reviews."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.finding import Severity
from showcase.rules.rule import Hit, Rule, Subject

STEPS = (("first", "初审"), ("second", "复审"), ("final", "终审"))


def _not_final(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    if front and front.review.final is None and front.withdrawn is None:
        yield Hit(
            subject.at("review"),
            "还没有终审，正式网站不会发布这一篇",
            "审完以后在稿头写 review: {first: 科室, second: 办公室, final: 分管领导, date: 2026-03-08}",
        )


def _skipped(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    if front is None:
        return
    done = [bool(getattr(front.review, key)) for key, _ in STEPS]
    for index, (key, label) in enumerate(STEPS):
        if not done[index] and any(done[index + 1 :]):
            later = next(
                name
                for (_, name), filled in zip(STEPS[index + 1 :], done[index + 1 :], strict=True)
                if filled
            )
            yield Hit(subject.at("review"), f"写了{later}，没有写{label}", f"补上 {key}: 审稿的科室或岗位")


def _undated(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    if front is None:
        return
    review = front.review
    if review.final and review.date is None:
        yield Hit(subject.at("review", "final"), "三审没有写日期", "补上 date: 2026-03-08 的样子")
    if review.date and review.date < front.date:
        yield Hit(
            subject.at("review", "date"),
            f"审稿日期 {review.date} 早于故事日期 {front.date}",
            "核对两个日期",
            original=review.date.isoformat(),
        )
    if review.date and review.date > subject.today:
        yield Hit(
            subject.at("review", "date"),
            f"审稿日期 {review.date} 还没有到",
            "写实际审完的那一天",
            original=review.date.isoformat(),
        )


RULES = (
    Rule(
        "REV001",
        Severity.WARNING,
        "没有终审",
        what="稿头的 review 里有没有 final。",
        why="三审是本部的发稿制度：科室初审、办公室复审、分管领导终审。没有终审的故事在预览里带“待审”，正式网站不收。",
        example="review: {first: 一食堂, second: 宣传办公室}",
        instead="review: {first: 一食堂, second: 宣传办公室, final: 分管领导, date: 2026-03-08}",
        check=_not_final,
        allowable=False,
    ),
    Rule(
        "REV002",
        Severity.WARNING,
        "三审跳过了一步",
        what="写了后一审，前一审有没有写。",
        why="前一审看事实，后一审看文字和尺度。跳过的一步没有人替。",
        example="review: {first: 一食堂, final: 分管领导, date: 2026-03-08}",
        instead="review: {first: 一食堂, second: 宣传办公室, final: 分管领导, date: 2026-03-08}",
        check=_skipped,
    ),
    Rule(
        "REV003",
        Severity.WARNING,
        "审稿日期不对",
        what="终审有没有日期；日期是不是早于故事的日期，或晚于今天。",
        why="日期是以后查证的依据。",
        example="review: {first: 一食堂, second: 宣传办公室, final: 分管领导}",
        instead="review: {first: 一食堂, second: 宣传办公室, final: 分管领导, date: 2026-03-08}",
        check=_undated,
    ),
)
