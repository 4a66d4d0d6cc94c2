"""The working group (文化建设工作小组) by post, and its meetings: docs/group/group.yml and meetings.yml.

The paper (二·二·1, 三·二) asks for a group that meets at fixed times, hears how the work goes and says what comes next.
In public stand the posts, how often it meets, and what it decided for students.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from showcase.brand.organisation import Key
from showcase.records.activities import Moment
from showcase.records.record import Record
from showcase.records.references import GroupRef, TaskRef, UnitRef
from showcase.typed.fields import Day, Name, OneLine, Typed, length, several

Sentence = Annotated[OneLine, AfterValidator(length(4, 100))]

ROLES = {"leader": "组长", "deputy": "副组长", "member": "组员"}
STATES = {"done": "已办", "dropped": "不再办"}
AUDIENCES = {"internal": "内部", "students": "师生"}


class Member(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"role": ROLES}
    INTERNAL: ClassVar[tuple[str, ...]] = ("person",)

    key: Key = Field(title="编号", examples=["shuji"])
    post: Name = Field(title="岗位", examples=["党委书记"])
    role: Literal["leader", "deputy", "member"] = Field(title="在小组里", examples=["member"])
    unit: UnitRef | None = Field(None, title="单位", examples=["单位的键"])
    person: Name | None = Field(
        None, title="姓名", description="只出现在内部版。", examples=["内部版里的姓名"]
    )
    since: Day = Field(title="从哪天起", examples=["2026-01-12"])
    until: Day | None = Field(None, title="到哪天止", examples=["2027-08-31"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until and self.until < self.since:
            raise ValueError("止的日子在起的日子之前")
        return self

    def serves(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Decision(Typed):
    """What a meeting decided, with somebody who does it by a day."""

    LABELS: ClassVar[dict[str, dict[str, str]]] = {"state": STATES, "audience": AUDIENCES}

    text: Sentence = Field(title="定了什么", examples=["夜班值班台添一盏台灯"])
    unit: UnitRef = Field(title="单位", examples=["单位的键"])
    post: Name = Field(title="谁办", examples=["楼长"])
    due: Day = Field(title="到期", examples=["2026-04-30"])
    state: Literal["done", "dropped"] | None = Field(None, title="结果", examples=["done"])
    on: Day | None = Field(None, title="结果的日子", examples=["2026-04-22"])
    task: TaskRef | None = Field(None, title="计划里的任务", examples=["huamu-pai"])
    audience: Literal["internal", "students"] = Field(
        "internal", title="给谁看", description="为师生定的写 students，出现在公开版。", examples=["students"]
    )

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if (self.state is None) != (self.on is None):
            raise ValueError("state 和 on 要一起写：哪一天办的，或哪一天决定不办")
        return self

    @property
    def internal(self) -> bool:
        return self.audience == "internal"

    def is_open(self, day: dt.date) -> bool:
        """Whether it was neither done nor dropped at the end of `day`."""
        return self.on is None or self.on > day

    def is_overdue(self, day: dt.date) -> bool:
        return self.is_open(day) and self.due < day


class Meeting(Record):
    INTERNAL: ClassVar[tuple[str, ...]] = ("place", "present", "absent", "topics", "next", "note")

    key: Key = Field(title="编号", examples=["m2026-1"])
    start: Moment = Field(title="什么时候", examples=["2026-03-26 14:30"])
    place: Name = Field(title="在哪里", examples=["后勤楼三楼会议室"])
    present: Annotated[tuple[GroupRef, ...], AfterValidator(several(1, 40))] = Field(
        title="到会", description="写小组里的编号。", examples=["[shuji, canyin]"]
    )
    absent: Annotated[tuple[GroupRef, ...], AfterValidator(several(0, 40))] = Field(
        (), title="请假", examples=["[yunshu]"]
    )
    topics: Annotated[tuple[Sentence, ...], AfterValidator(several(1, 12))] = Field(
        title="议题", examples=["[听各部门一季度的进展]"]
    )
    decisions: Annotated[tuple[Decision, ...], AfterValidator(several(0, 30))] = Field(
        (),
        title="定了什么",
        examples=["[{text: 夜班值班台添一盏台灯, unit: 单位的键, post: 楼长, due: 2026-04-30}]"],
    )
    next: Moment | None = Field(None, title="下次", examples=["2026-06-11 14:30"])
    note: Sentence | None = Field(
        None, title="备注", description="只出现在内部版。", examples=["会后个别沟通过"]
    )

    @model_validator(mode="after")
    def _after_it(self) -> Self:
        if self.next and self.next <= self.start:
            raise ValueError("下次开会要在这次之后")
        if any(decision.on and decision.on < self.start.date() for decision in self.decisions):
            raise ValueError("办成的日子在开会之前")
        return self


@dataclass(frozen=True)
class Gap:
    """From one meeting to the next; without `after` to the day of judgement."""

    before: Meeting
    after: Meeting | None
    days: int


def in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """The earliest first."""
    return tuple(sorted(meetings, key=lambda meeting: (meeting.start, meeting.key)))


def held(meetings: Iterable[Meeting], day: dt.date) -> tuple[Meeting, ...]:
    """Those that took place by `day`, the earliest first."""
    return tuple(meeting for meeting in in_order(meetings) if meeting.start.date() <= day)


def gaps(meetings: Iterable[Meeting], day: dt.date, most: int) -> Iterator[Gap]:
    """Where more than `most` days lie between two meetings, or since the last."""
    past = held(meetings, day)
    for before, after in pairwise(past):
        if (days := (after.start.date() - before.start.date()).days) > most:
            yield Gap(before, after, days)
    if past and (days := (day - past[-1].start.date()).days) > most:
        yield Gap(past[-1], None, days)


def upcoming(meetings: Iterable[Meeting], day: dt.date) -> dt.datetime | None:
    """When the next one is: typed as a meeting of its own, or as what the last one agreed on."""
    known = [meeting.start for meeting in meetings] + [meeting.next for meeting in meetings if meeting.next]
    return min((moment for moment in known if moment.date() >= day), default=None)
