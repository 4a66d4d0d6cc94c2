"""What branches, the youth league, the union and departments do together: docs/activities/activities.yml."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from showcase.brand.organisation import Key
from showcase.fragments import fragment
from showcase.project.finding import Finding, Severity, warning
from showcase.records.kind import Canvas, Kind, RecordFile, Typing, World
from showcase.records.options import only
from showcase.records.record import Record, RecordPhoto
from showcase.records.references import DepartmentRef, StoryRef
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import Name, OneLine, Whole, length

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST = dt.timedelta(days=120)
NEXT = 6  # activities that are announced


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


@dataclass(frozen=True)
class ActivityView:
    title: str
    day: str  # 12月22日 周二
    hours: str  # 15:00–17:00
    place: str
    organiser: str
    audience: str
    line: str
    state: str
    story: tuple[str, str] | None


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


def coming(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """What is still to come, or all that `department` did and does in the year of judgement."""
    only(options, "department")
    department = options.get("department")
    found = (
        upcoming(world.of(Activity), world.today)[:NEXT] if department is None else of_year(world, department)
    )
    return fragment(
        "record_activities", part="next", activities=tuple(_view(world, canvas, a) for a in found)
    )


def year_page(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Every year: how many by organiser and month, then the activities themselves."""
    only(options)
    activities = world.of(Activity)
    if not activities:
        raise ValueError(f"{ACTIVITIES.path} 里还没有活动")
    parts = []
    for year in years(activities):
        table = counts(activities, year)
        rows = tuple(
            (label, tuple(table.get((key, month), 0) for month in range(1, 13)))
            for key, label in ORGANISERS.items()
        )
        own = sorted((a for a in activities if a.start.year == year), key=lambda a: (a.start, a.key))
        parts.append((year, rows, tuple(_view(world, canvas, a) for a in own)))
    calendars = tuple((name, canvas.href(path)) for name, path in _calendars(activities))
    return fragment(
        "record_activities", part="years", years=tuple(parts), calendars=calendars, table=canvas.href(ACTIVITIES.table)
    )  # fmt: skip


def _view(world: World, canvas: Canvas, activity: Activity) -> ActivityView:
    story = world.story(activity.story)
    label = ORGANISERS[activity.organiser]
    if activity.department:
        label = f"{world.organisation.departments[activity.department].label}{'' if activity.organiser == 'department' else label}"  # fmt: skip
    start, end = activity.start, activity.end
    same = start.date() == end.date()
    return ActivityView(
        activity.title,
        f"{start.month}月{start.day}日 周{'一二三四五六日'[start.weekday()]}",
        f"{start:%H:%M}–{end:%H:%M}" if same else f"{start:%H:%M} 到 {end.month}月{end.day}日 {end:%H:%M}",
        activity.place,
        label,
        activity.audience,
        activity.line,
        STATES[activity.state],
        (story.front.title, canvas.href(f"{story.folder}/index.md")) if story else None,
    )


def _calendars(activities: Iterable[Activity]) -> Iterator[tuple[str, str]]:
    """(全部, address), then one an organiser that has any."""
    organisers = {a.organiser for a in activities}
    yield "全部", "activities/quanbu.ics"
    yield from ((ORGANISERS[key], f"activities/{key}.ics") for key in ORGANISERS if key in organisers)


def calendars(world: World) -> Iterator[RecordFile]:
    """All activities, and those of each organiser, as calendar files."""
    activities = world.of(Activity)
    if not activities:
        return
    for name, path in _calendars(activities):
        own = [a for a in activities if name == "全部" or ORGANISERS[a.organiser] == name]
        yield RecordFile(path, as_calendar(own, world.time, f"{world.organisation.names.short}活动·{name}"))


def as_calendar(activities: Iterable[Activity], stamp: dt.datetime, name: str) -> bytes:
    """RFC 5545 with CRLF and its time zone: Outlook, Apple's and Chinese phones' calendars take it."""
    calendar = _calendar("activities", name)
    for activity in sorted(activities, key=lambda a: (a.start, a.key)):
        event = Event()
        event.add("uid", f"activity-{activity.key}@culture-showcase")
        event.add("dtstamp", stamp)
        event.add("sequence", activity.sequence)
        event.add("dtstart", activity.start.replace(tzinfo=SHANGHAI))
        event.add("dtend", activity.end.replace(tzinfo=SHANGHAI))
        event.add("summary", activity.title)
        event.add("location", activity.place)
        event.add("description", f"{activity.line}（{activity.audience}）")
        event.add("status", "CANCELLED" if activity.state == "cancelled" else "CONFIRMED")
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def one_event(uid: str, title: str, span: tuple[dt.datetime, dt.datetime], stamp: dt.datetime) -> bytes:
    """A calendar of one event, from and to a time in Beijing."""
    calendar, event = _calendar("event", title), Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", span[0].replace(tzinfo=SHANGHAI))
    event.add("dtend", span[1].replace(tzinfo=SHANGHAI))
    event.add("summary", title)
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _calendar(what: str, name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//culture showcase//{what}//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add_component(_shanghai())
    return calendar


def _shanghai() -> Timezone:
    """Eight hours ahead all year: China has had no summer time since 1991."""
    standard = TimezoneStandard()
    standard.add("dtstart", dt.datetime(1992, 1, 1))
    standard.add("tzoffsetfrom", dt.timedelta(hours=8))
    standard.add("tzoffsetto", dt.timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", SHANGHAI.key)
    zone.add_component(standard)
    return zone


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

ACTIVITIES = Kind(
    name="activities",
    label="活动",
    folder="activities",
    record=Activity,
    advise=moved,
    judge=judge,
    blocks={"activities-next": coming, "activities": year_page},
    files=calendars,
    rules=RULES,
)
