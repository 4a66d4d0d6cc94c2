"""Working with us: posts, what a day of each is like, and how people grow in them: docs/join/posts.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.fragments import fragment
from showcase.project.finding import Finding, Severity, warning
from showcase.records.kind import Canvas, Kind, World
from showcase.records.options import only
from showcase.records.record import Record
from showcase.records.references import StoryRef, UnitRef
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import Day, Name, OneLine, Typed, length, several

Sentence = Annotated[OneLine, AfterValidator(length(2, 80))]

DAY = 24 * 60  # minutes
LONGEST_DAY = 8 * 60 + 30  # at work: eight hours by law, and half an hour to eat


def _hour(text: str) -> str:
    if not re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError("钟点写成 04:30 的样子")
    return text


class Hour(Typed):
    at: Annotated[Name, AfterValidator(_hour)] = Field(title="几点", examples=["04:30"])
    what: Sentence = Field(title="做什么", examples=["和面，先试水温"])


class Post(Record):
    key: Key = Field(title="编号", examples=["miandian"])
    post: Name = Field(title="岗位", examples=["面点师"])
    unit: UnitRef = Field(title="单位", examples=["单位的键"])
    line: Sentence = Field(title="一句话", examples=["四点开灯，七点开窗"])
    day: Annotated[tuple[Hour, ...], AfterValidator(several(3, 12))] = Field(
        title="一天",
        examples=["[{at: '04:30', what: 和面}, {at: '07:00', what: 开窗}, {at: '09:30', what: 收面案}]"],
    )
    learns: Annotated[tuple[Sentence, ...], AfterValidator(several(1, 6))] = Field(
        title="学得到什么", examples=["[看面团知道水温]"]
    )
    grows: Annotated[tuple[Name, ...], AfterValidator(several(2, 6))] = Field(
        title="往哪里走",
        description="一步一步的岗位，从进来的那一个写起。",
        examples=["[帮工, 面点师, 班长]"],
    )
    asks: Sentence = Field(title="要什么样的人", examples=["起得早，手干净，肯学"])
    story: StoryRef | None = Field(None, title="故事", examples=["2026/lingchen-huomian"])
    opens: Day | None = Field(None, title="哪天起招", examples=["2026-12-01"])
    closes: Day | None = Field(None, title="招到哪天", examples=["2026-12-31"])


def judge(world: World) -> Iterator[Finding]:
    for entry in world.entries(Post):
        post = entry.record
        if post.closes and post.closes < world.today:
            words = f"{post.post}招到 {post.closes}，已经过了"
            yield warning("POS001", entry.at("closes"), words, "接着招就改日子；招满了，删掉 opens 和 closes")
        if post.opens and post.closes and post.closes < post.opens:
            words = f"{post.post}{post.opens} 起招，{post.closes} 就招完了"
            yield warning("POS005", entry.at("closes"), words, "核对 opens 和 closes")
        hours = [hour.at for hour in post.day]
        if hours != sorted(hours) and hours[0] <= hours[-1]:
            yield warning(
                "POS002",
                entry.at("day"),
                f"{post.post}的一天，钟点的先后乱了",
                "按先后排；夜班从晚上写到早上",
            )
        elif (minutes := at_work(post.day)) > LONGEST_DAY:
            words = f"{post.post}的一天从 {hours[0]} 到 {hours[-1]}，除去歇的，{minutes // 60} 小时 {minutes % 60} 分钟"
            hint = "只写一个班的头和尾；中间歇的写一条，用“歇”开头：{at: '11:00', what: 歇到下午三点}"
            yield warning("POS003", entry.at("day"), words, hint)
        if found := world.another_departments(post.story, post.unit):
            words = f"{post.post}的故事《{found}》写的是别的部门"
            yield warning("POS004", entry.at("story"), words, "换成本部门的一篇；没有合适的，删掉 story")


def at_work(day: Sequence[Hour]) -> int:
    """Minutes from the first hour to the last, over midnight too, without what begins with 歇."""
    starts = [int(hour.at[:2]) * 60 + int(hour.at[3:]) for hour in day]
    spent = zip(day, pairwise(starts), strict=False)
    return sum((end - start) % DAY for hour, (start, end) in spent if not hour.what.startswith("歇"))


def listed(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Each post: its day as a line of hours, what one learns, where it leads."""
    only(options, "unit")
    units = world.organisation.all_units
    if (unit := options.get("unit")) is not None and unit not in units:
        raise ValueError(f"没有“{unit}”；可以写 {'、'.join(units)}")
    views = []
    for post in world.of(Post):
        if unit in (None, post.unit):
            story = world.story(post.story)
            views.append(
                (
                    post,
                    units[post.unit],
                    (story.front.title, canvas.href(f"{story.folder}/index.md")) if story else None,
                    canvas.link(f"culture/{post.unit}/index.md"),
                    _calls(post, world),
                )
            )
    return fragment("record_posts", posts=tuple(views))


def _calls(post: Post, world: World) -> str:
    """Whether it takes people on the day, in words."""
    today = world.today
    if post.closes and post.opens and post.opens <= today <= post.closes:
        return f"正在招，到{post.closes.month}月{post.closes.day}日"
    if post.opens and post.opens > today:
        return f"{post.opens.month}月{post.opens.day}日起招"
    return ""


RULES = (
    Rule(
        "POS001", Severity.WARNING, "招人的日子过了",
        what="closes 写的日子是不是在今天之前。",
        why="过期的招聘挂着，来的人白跑一趟。",
        example="closes: 2026-03-31（今天是 2026-04-02）",
        instead="closes: 2026-06-30",
    ),
    Rule(
        "POS005", Severity.WARNING, "招人的日子写反了",
        what="closes 是不是早于 opens。",
        why="日子写反了，页面上永远不会说正在招。",
        example="opens: 2026-12-31\ncloses: 2026-12-01",
        instead="opens: 2026-12-01\ncloses: 2026-12-31",
    ),
    Rule(
        "POS002", Severity.WARNING, "一天的钟点乱了",
        what="一天里的钟点是不是按先后排。夜班可以从晚上写到第二天早上。",
        why="读的人照着想这一天怎么过。",
        example="- {at: '07:00', what: 开窗}\n- {at: '04:30', what: 和面}",
        instead="- {at: '04:30', what: 和面}\n- {at: '07:00', what: 开窗}",
    ),
    Rule(
        "POS003", Severity.WARNING, "一天超过 8 小时",
        what="一天从头到尾，除去用“歇”开头的，是不是超过 8 小时和半小时吃饭。",
        why="上班的事那一页写着一天不超过 8 小时（劳动法第三十六条）。两处对不上，新同事两处都不信。",
        example="- {at: '07:20', what: 开灯}\n- {at: '21:30', what: 关灯}（两个班写成了一个人的一天）",
        instead="- {at: '07:20', what: 开灯}\n- {at: '15:20', what: 当面交给晚班}",
    ),
    Rule(
        "POS004", Severity.WARNING, "岗位的故事是别的部门的",
        what="岗位后面的故事，写的是不是同一个部门。",
        why="想来的人要看到自己会成为的那种人。",
        example="unit: 〈部门〉\nstory: 2026/shuidian-yeban（写的是别的部门）",
        instead="unit: 〈部门〉\nstory: 2026/zhibanshi-de-deng",
    ),
)  # fmt: skip

POSTS = Kind(
    name="posts",
    label="岗位",
    folder="join",
    record=Post,
    judge=judge,
    blocks={"posts": listed},
    rules=RULES,
)
