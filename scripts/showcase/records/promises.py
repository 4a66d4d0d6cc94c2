"""What the department promises, each with who answers for it: docs/promises/promises.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.fragments import fragment
from showcase.project.finding import Finding, Place, Severity, warning
from showcase.records.kind import Canvas, Kind, World
from showcase.records.options import only
from showcase.records.record import Record
from showcase.records.references import DepartmentRef, StoryRef
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import Day, Name, OneLine, length

Sentence = Annotated[OneLine, AfterValidator(length(4, 80))]


STATES = {"draft": "拟稿", "adopted": "已核定"}


class Promise(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"state": STATES}

    key: Key = Field(title="编号", examples=["re-cai"])
    department: DepartmentRef = Field(title="部门", examples=["部门的键"])
    text: Sentence = Field(title="承诺", examples=["开餐到收餐，热菜不凉"])
    post: Name = Field(title="谁负责", description="写岗位，不写姓名。", examples=["一食堂值班经理"])
    check: Sentence = Field(
        title="怎么查", description="学生自己怎么看得出做到没有。", examples=["窗口贴着出锅时间"]
    )
    complain: Sentence = Field(title="没做到找谁", examples=["当场找值班经理"])
    state: Literal["draft", "adopted"] = Field("draft", title="状态", examples=["draft"])
    since: Day | None = Field(None, title="从哪天起", examples=["2026-09-01"])
    story: StoryRef | None = Field(None, title="故事", examples=["2026/lingchen-huomian"])


@dataclass(frozen=True)
class PromiseView:
    text: str
    post: str
    check: str
    complain: str
    state: str
    adopted: bool
    sample: bool
    story: tuple[str, str] | None  # (title, href)


@dataclass(frozen=True)
class DepartmentView:
    key: str
    short: str
    label: str
    href: str | None  # of its culture page
    promises: tuple[PromiseView, ...]


def without_promise(world: World) -> tuple[str, ...]:
    """The departments that promise nothing yet, in the order of organisation.yml."""
    kept = {promise.department for promise in world.of(Promise)}
    return tuple(key for key in world.organisation.departments if key not in kept)


def judge(world: World) -> Iterator[Finding]:
    entries = world.entries(Promise)
    for entry in entries:
        promise = entry.record
        if promise.state == "adopted" and promise.since is None:
            words = "已核定的承诺没有写从哪天起"
            yield warning("PRM001", entry.at("state"), words, "加一行 since: 2026-09-01 的样子")
        elif promise.since and promise.since > world.today and promise.state == "adopted":
            words = f"这条承诺从 {promise.since} 起，还没有到"
            yield warning("PRM001", entry.at("since"), words, "到那一天之前先写 state: draft")
        if found := world.another_departments(promise.story, promise.department):
            words = f"“{promise.text}”的故事《{found}》写的是别的部门"
            yield warning("PRM003", entry.at("story"), words, "换成本部门的一篇；没有合适的，删掉 story")
    if entries:
        for key in without_promise(world):
            label = world.organisation.departments[key].label
            hint = f"加一条 department: {key}；还没有定的写 state: draft"
            yield warning("PRM002", Place(PROMISES.path), f"{label}还没有一条承诺", hint)


def listed(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """All promises by department, or those of `department`."""
    only(options, "department")
    keys = tuple(world.organisation.departments)
    if (key := options.get("department")) is not None:
        if key not in keys:
            raise ValueError(f"没有“{key}”这个部门；可以写 {'、'.join(keys)}")
        keys = (key,)
    groups = tuple(view for k in keys if (view := _department(world, canvas, k)).promises)
    table = canvas.href(PROMISES.table) if groups and not options else ""
    sample = any(promise.sample for group in groups for promise in group.promises)
    return fragment("record_promises", groups=groups, titled=not options, table=table, sample=sample)


def _department(world: World, canvas: Canvas, key: str) -> DepartmentView:
    department = world.organisation.departments[key]
    own = (promise for promise in world.of(Promise) if promise.department == key)
    href = canvas.link(f"culture/{key}/index.md")
    return DepartmentView(
        key, department.label, department.name, href, tuple(_promise(world, canvas, p) for p in own)
    )


def _promise(world: World, canvas: Canvas, promise: Promise) -> PromiseView:
    story = world.story(promise.story)
    shown = (story.front.title, canvas.href(f"{story.folder}/index.md")) if story else None
    return PromiseView(
        promise.text, promise.post, promise.check, promise.complain, STATES[promise.state],
        promise.state == "adopted", promise.sample, shown,
    )  # fmt: skip


RULES = (
    Rule(
        "PRM001",
        Severity.WARNING,
        "承诺的日子不对",
        what="已核定的承诺有没有写从哪天起；那一天是不是还没有到。",
        why="没有日子的承诺，没做到时说不清算不算。",
        example="state: adopted",
        instead="state: adopted\nsince: 2026-09-01",
    ),
    Rule(
        "PRM002",
        Severity.WARNING,
        "有的部门还没有承诺",
        what="每个部门是不是至少有一条承诺。",
        why="文化页要回答学生一句话：你们答应了什么。空着的部门，页面上少一块。",
        example="- department: 〈部门〉（只有一个部门写了）",
        instead="- department: 〈部门〉\n- department: （别的部门也各写一条）",
    ),
    Rule(
        "PRM003",
        Severity.WARNING,
        "承诺的故事是别的部门的",
        what="承诺后面的故事，写的是不是同一个部门。",
        why="读的人点开“它的故事”，要看到守这一条的人，不是别人。",
        example="department: 〈部门〉\nstory: 2026/shuidian-yeban（写的是别的部门）",
        instead="department: 〈部门〉\nstory: 2026/zhibanshi-de-deng",
    ),
)

PROMISES = Kind(
    name="promises",
    label="承诺",
    folder="promises",
    record=Promise,
    judge=judge,
    blocks={"promises": listed},
    rules=RULES,
)
