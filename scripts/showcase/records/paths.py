"""What a new colleague reads and does, a part for all, one a department, one a post: docs/start/paths.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from showcase.brand.organisation import Key
from showcase.records.record import Record
from showcase.records.references import DepartmentRef, StoryRef
from showcase.typed.fields import Day, Name, OneLine, Typed, Whole, between, length, several

Sentence = Annotated[OneLine, AfterValidator(length(4, 80))]
Title = Annotated[OneLine, AfterValidator(length(2, 24))]


def _page(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*(#[^#/]+)?", text):
        raise ValueError("写 docs/ 下面的文件夹，可以加 # 和小标题，例如 start/contacts#马上有危险")
    return text


def _step(text: str) -> str:
    if not re.fullmatch(r"([a-z0-9-]+\.)?[a-z0-9-]+", text):
        raise ValueError("写前一步的编号；别的路里的写成 路的编号.步的编号，例如 common.contacts")
    return text


PageName = Annotated[OneLine, AfterValidator(_page)]
StepName = Annotated[OneLine, AfterValidator(_step)]

NEEDS = {"licence": "要持证", "led": "要有人带", "both": "要持证，还要有人带"}


class Show(Typed):
    """Something done on foot and shown to somebody."""

    do: Sentence = Field(title="做什么", examples=["走到最近的灭火器前，指给师傅看"])
    whom: Name = Field(title="做给谁看", description="写岗位，不写姓名。", examples=["本班组班长"])
    minutes: Annotated[Whole, AfterValidator(between(1, 30))] = Field(title="几分钟", examples=["5"])


class Gate(Typed):
    """What nobody does before this step is behind him."""

    LABELS: ClassVar[dict[str, dict[str, str]]] = {"needs": NEEDS}

    work: Name = Field(title="哪一样活", examples=["开油炸锅"])
    needs: Literal["licence", "led", "both"] = Field(title="要什么", examples=["led"])


class Step(Typed):
    key: Key = Field(title="编号", examples=["contacts"])
    title: Title = Field(title="做什么", examples=["遇事找谁"])
    page: PageName | None = Field(None, title="看哪一页", examples=["start/contacts"])
    story: StoryRef | None = Field(None, title="看哪篇故事", examples=["2026/lingchen-huomian"])
    why: Sentence = Field(title="为什么", examples=["出事的时候来不及查"])
    show: Show | None = Field(None, title="做给人看", examples=["{do: 背出火警和急救的号码, whom: 班长, minutes: 2}"])  # fmt: skip
    day: Annotated[Whole, AfterValidator(between(1, 5))] | None = Field(None, title="第几天", examples=["1"])
    week: Annotated[Whole, AfterValidator(between(2, 4))] | None = Field(None, title="第几周", examples=["2"])
    after: tuple[StepName, ...] = Field((), title="先做完哪一步", examples=["[contacts]"])
    before: Gate | None = Field(None, title="做完才能", examples=["{work: 开油炸锅, needs: led}"])
    checked: Day | None = Field(None, title="哪天核对过", examples=["2026-09-01"])

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.day is None) == (self.week is None):
            raise ValueError("day 和 week 写一个：第一周写 day: 1 到 5，以后写 week: 2 到 4")
        if self.page and self.story:
            raise ValueError("page 和 story 只写一个；两样都看，就分成两步")
        if not (self.page or self.story or self.show):
            raise ValueError("写 page、story 或 show 里的一个：这一步看什么，或做什么")
        return self

    @property
    def when(self) -> int:
        """Days 1 to 5 as they are, weeks 2 to 4 after them as 6 to 8."""
        return self.day or (self.week or 0) + 4


class Path(Record):
    """A part of the way. Without department and posts it is everybody's."""

    key: Key = Field(title="编号", examples=["zaojian"])
    name: Name = Field(title="名称", examples=["食堂灶间"])
    department: DepartmentRef | None = Field(None, title="部门", examples=["部门的键"])
    posts: tuple[Name, ...] = Field((), title="岗位", description="这条路给哪些岗位走；整个部门的不写。", examples=["[灶间, 厨师]"])  # fmt: skip
    line: Sentence = Field(title="一句话", examples=["火、刀、油，先认全，再动手"])
    steps: Annotated[tuple[Step, ...], AfterValidator(several(1, 30))] = Field(
        title="一步一步", examples=["[{key: contacts, title: 遇事找谁, page: start/contacts, why: 出事的时候来不及查, day: 1}]"]
    )  # fmt: skip
    mistakes: tuple[Sentence, ...] = Field((), title="常见的错", description="给带新人的师傅看。", examples=["[只讲不做，讲完就签字]"])  # fmt: skip
    checked: Day | None = Field(None, title="哪天核对过", examples=["2026-09-01"])

    @model_validator(mode="after")
    def _once(self) -> Self:
        keys = [step.key for step in self.steps]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(f"这条路里有两步都叫 {key}，换一个")
        return self

    @property
    def level(self) -> int:
        """0 for all, 1 for a department, 2 for a post."""
        return 2 if self.posts else 1 if self.department else 0

    def named(self) -> Iterator[tuple[str, Step]]:
        """(common.contacts, step) of each."""
        for step in self.steps:
            yield f"{self.key}.{step.key}", step
