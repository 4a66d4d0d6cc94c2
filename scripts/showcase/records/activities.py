"""What branches, the youth league, the union and departments do together: docs/activities/activities.yml."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from showcase.brand.organisation import Key
from showcase.project.finding import Finding, Severity, warning
from showcase.records.kind import Typing, World
from showcase.records.record import Record, RecordPhoto
from showcase.records.references import DepartmentRef, StoryRef
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import Name, OneLine, Whole, length

LONGEST = dt.timedelta(days=120)


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", value):
        raise ValueError("时间写成 2026-03-05 14:30 的样子")
    try:
        return dt.datetime.strptime(value, "%Y-%m-%d %H:%M")
    except ValueError:
        raise ValueError("没有这个时间") from None


Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
Line = Annotated[OneLine, AfterValidator(length(1, 60))]

ORGANISERS = {"party": "党支部", "league": "团支部", "union": "工会", "department": "部门"}
STATES = {"planned": "计划", "done": "已办", "cancelled": "取消"}


class Activity(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"organiser": ORGANISERS, "state": STATES}

    key: Key = Field(title="编号", examples=["baojiaozi-2026"])
    title: Name = Field(title="活动", examples=["冬至包饺子"])
    organiser: Literal["party", "league", "union", "department"] = Field(title="谁办", examples=["union"])
    department: DepartmentRef | None = Field(None, title="部门", examples=["部门的键"])
    start: Moment = Field(title="开始", examples=["2026-12-22 15:00"])
    end: Moment = Field(title="结束", examples=["2026-12-22 17:00"])
    place: Name = Field(title="在哪里", examples=["一食堂二楼"])
    audience: Line = Field(title="谁来", examples=["全体员工，带家属"])
    line: Line = Field(title="做什么", examples=["和面、擀皮、包、煮，一桌一锅"])
    state: Literal["planned", "done", "cancelled"] = Field("planned", title="状态", examples=["planned"])
    sequence: Annotated[Whole, Field(ge=0, le=99)] = Field(
        0, title="改过几次", description="改了时间或地点就加一，日历里的旧安排才会跟着改。", examples=["0"]
    )
    story: StoryRef | None = Field(None, title="故事", examples=["2026/lingchen-huomian"])
    photo: RecordPhoto | None = Field(None, title="照片", examples=["{file: mian.jpg, alt: 一案面团, credit: 工会, consent: not-needed}"])  # fmt: skip

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            raise ValueError("结束的时间要在开始之后")
        if not 1990 <= self.start.year <= 2100 or self.end - self.start > LONGEST:
            raise ValueError(f"年份写 1990 到 2100，一次活动不超过 {LONGEST.days} 天")
        return self


def upcoming(activities: Iterable[Activity], today: dt.date) -> tuple[Activity, ...]:
    """Those that are still to come on that day or run on it, the nearest first; a cancelled one is none."""
    found = (a for a in activities if a.end.date() >= today and a.state == "planned")
    return tuple(sorted(found, key=lambda a: (a.start, a.key)))


def counts(activities: Iterable[Activity], year: int) -> dict[tuple[str, int], int]:
    """(organiser, month) → how many of a year took or take place; a cancelled one counts nowhere."""
    kept = (a for a in activities if a.start.year == year and a.state != "cancelled")
    return dict(Counter((a.organiser, a.start.month) for a in kept))


def of_year(world: World, department: str) -> tuple[Activity, ...]:
    """What a department does in the year of judgement, in order; a cancelled one is none."""
    own = (a for a in world.of(Activity) if a.department == department and a.state != "cancelled")
    return tuple(sorted((a for a in own if a.start.year == world.today.year), key=lambda a: (a.start, a.key)))


def nearest_first(activities: Iterable[Activity], today: dt.date) -> tuple[Activity, ...]:
    """What is still to come in order, then what is over, the last first."""
    listed = sorted(activities, key=lambda a: (a.start, a.key))
    coming = [a for a in listed if a.end.date() >= today]
    return *coming, *(a for a in reversed(listed) if a.end.date() < today)


def years(activities: Iterable[Activity]) -> tuple[int, ...]:
    return tuple(sorted({a.start.year for a in activities}, reverse=True))


def judge(world: World) -> Iterator[Finding]:
    for entry in world.entries(Activity):
        activity = entry.record
        if activity.state == "planned" and activity.end.date() < world.today:
            words = f"{activity.title} {activity.end.date()} 就结束了，还写着 planned"
            yield warning("ACT001", entry.at("state"), words, "办了写 state: done，没办写 state: cancelled")
        if activity.state == "done" and activity.start.date() > world.today:
            words = f"{activity.title} {activity.start.date()} 才开始，已经写了 done"
            yield warning("ACT001", entry.at("state"), words, "还没有办的写 state: planned")


def moved(before: Typing, after: Typing) -> str:
    """Whoever has the calendar keeps the old time until the number of the change grows."""
    names = ("title", "start", "end", "place", "state", "line", "audience")
    if all(before.get(name) == after.get(name) for name in names):
        return ""
    old, new = (f"{typed.get('sequence', '0')}" for typed in (before, after))
    if old.isdecimal() and new.isdecimal() and int(new) > int(old):
        return ""
    return "sequence 也要加 1，订了日历的手机才会换上新的"


RULES = (
    Rule(
        "ACT001",
        Severity.WARNING,
        "活动的状态和日子对不上",
        what="已经过去的活动是不是还写着计划，还没有开始的是不是写了已办。",
        why="活动页先放还没办的。过期的计划挂在最前面，来的人会白跑一趟。",
        example="end: 2026-03-05 17:00\nstate: planned（今天是 2026-03-06）",
        instead="end: 2026-03-05 17:00\nstate: done",
    ),
)
