"""REV: the three reviews."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.project.finding import Severity
from showcase.stories.rules.reviewers import STEPS, names_of, nobodies, plain, repeated
from showcase.stories.rules.rule import Hit, Rule, Subject
from showcase.typed.meant import BLANK
from showcase.typed.writing import inline

WHOLE = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}"


def _line(subject: Subject) -> str:
    """The review as it should stand, with a blank for whoever is still to be named."""
    front, organisation = subject.draft.front, subject.organisation
    assert front is not None
    left_out = {*nobodies(front, organisation), *repeated(front, organisation)}
    names = {step: name for step, name in names_of(front).items() if step not in left_out}
    row = {step: names.get(step, f"{BLANK}：{label}人的姓名】") for step, label in STEPS.items()}
    day = front.review.date.isoformat() if front.review.date else f"{BLANK}：审完的日子】"
    return f"review: {inline({**row, 'date': day})}"


def _not_final(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    if subject.draft.is_lost("review", "final") or subject.draft.is_lost("withdrawn"):
        return
    if front and front.review.final is None and front.withdrawn is None:
        yield Hit(
            subject.at("review"),
            "还没有终审，正式网站不会发布这一篇",
            f"三个人审完以后，稿头写：{_line(subject)}",
        )


def _skipped(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    if front is None:
        return
    written = {step for step in STEPS if step in names_of(front) or subject.draft.is_lost("review", step)}
    steps = tuple(STEPS)
    for index, step in enumerate(steps):
        later = [STEPS[other] for other in steps[index + 1 :] if other in written]
        if step not in written and later:
            message = f"写了{later[0]}，没有写{STEPS[step]}，正式网站不会发布这一篇"
            yield Hit(subject.at("review"), message, f"请人补审以后，改成：{_line(subject)}")


def _undated(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    if front is None:
        return
    review = front.review
    if review.final and review.date is None and not subject.draft.is_lost("review", "date"):
        yield Hit(subject.at("review", "final"), "三审没有写日期", f"改成：{_line(subject)}")
    if review.date and front.date and review.date < front.date:
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


def _nobody(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    if front is None or front.withdrawn:
        return
    for step, why in nobodies(front, subject.organisation).items():
        name = names_of(front)[step]
        if BLANK not in name:  # a finding of its own
            message = f"{STEPS[step]}写的“{name}”{why}，这一审不算数，正式网站不会发布这一篇"
            hint = f"写审稿人的姓名，改成：{_line(subject)}"
            yield Hit(subject.at("review", step), message, hint, name)


def _repeated(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    if front is None or front.withdrawn:
        return
    for step, earlier in repeated(front, subject.organisation).items():
        message = f"{STEPS[earlier]}和{STEPS[step]}是同一个人，三审要三个人，正式网站不会发布这一篇"
        hint = f"请另一个人审，改成：{_line(subject)}"
        yield Hit(subject.at("review", step), message, hint, names_of(front)[step])


def _stranger(subject: Subject) -> Iterator[Hit]:
    front, organisation = subject.draft.front, subject.organisation
    if front is None or front.withdrawn or front.sample or not organisation.reviewers:
        return
    known, unnamed = {plain(name) for name in organisation.reviewers}, nobodies(front, organisation)
    for step, name in names_of(front).items():
        if step not in unnamed and plain(name) not in known:
            some = "、".join(organisation.reviewers[:8]) + ("等" if len(organisation.reviewers) > 8 else "")
            hint = f"核对姓名，名单里有 {some}；确实由他审的，把他写进 brand/organisation.yml 的 reviewers"
            message = f"{STEPS[step]}写的人不在 brand/organisation.yml 的 reviewers 里"
            yield Hit(subject.at("review", step), message, hint, name)


RULES = (
    Rule(
        "REV001",
        Severity.WARNING,
        "没有终审",
        what="稿头的 review 里有没有 final。",
        why="三审是本部的发稿制度：科室初审、办公室复审、分管领导终审。没有终审的故事在预览里带“待审”，正式网站不收。",
        example="review: {first: 申初, second: 申复}",
        instead=WHOLE,
        check=_not_final,
        allowable=False,
    ),
    Rule(
        "REV002",
        Severity.WARNING,
        "三审跳过了一步",
        what="写了后一审，前一审有没有写。",
        why="前一审看事实，后一审看文字和尺度。跳过的一步没有人替，三审不算数，正式网站不收。",
        example="review: {first: 申初, final: 申终, date: 2026-03-08}",
        instead=WHOLE,
        check=_skipped,
        allowable=False,
    ),
    Rule(
        "REV003",
        Severity.WARNING,
        "审稿日期不对",
        what="终审有没有日期；日期是不是早于故事的日期，或晚于今天。",
        why="日期是以后查证的依据。",
        example="review: {first: 申初, second: 申复, final: 申终}",
        instead=WHOLE,
        check=_undated,
    ),
    Rule(
        "REV004",
        Severity.WARNING,
        "三审里写的不是姓名",
        what="review 的三步写的是不是人的姓名。单位、部门、职务、“待定”“同上”“某某”、举例用的“张三”都不算。示例故事不查。",
        why="写着“科室”的一审，查不到是谁审的，也没有人负责。这样的三审不算数，正式网站不收。真有人叫举例用的名字，写进 brand/organisation.yml 的 reviewers，就算数。",
        example="review: {first: 科室, second: 办公室, final: 分管领导, date: 2026-03-08}",
        instead=WHOLE,
        check=_nobody,
        allowable=False,
    ),
    Rule(
        "REV005",
        Severity.WARNING,
        "一个人审了两遍",
        what="review 的三个名字是不是三个人。空格、全角半角、前后注明的单位不算差别。示例故事不查。",
        why="三审靠三双眼睛。自己复核自己，漏掉的还是漏掉。三审不算数，正式网站不收。",
        example="review: {first: 申初, second: 申初, final: 申终, date: 2026-03-08}",
        instead=WHOLE,
        check=_repeated,
        allowable=False,
    ),
    Rule(
        "REV006",
        Severity.WARNING,
        "审稿人不在名单里",
        what="brand/organisation.yml 里写了 reviewers（审稿人的姓名）的，review 里的人是不是都在其中。没有写名单的不查。",
        why="谁能审稿由本部定。名单外的名字，多半是写错了，或还没有授权。",
        example="review: {first: 名单外的人, second: 申复, final: 申终, date: 2026-03-08}",
        instead=WHOLE,
        check=_stranger,
    ),
)
