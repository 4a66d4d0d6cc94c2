"""What has happened, whom one tells, on which number: docs/start/contacts/contacts.yml. Danger to life stands first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.fragments import fragment
from showcase.project.finding import Finding, Place, Severity, warning
from showcase.records.kind import Canvas, Crumb, Kind, RecordPage, World
from showcase.records.options import only
from showcase.records.record import Record
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import Day, Name, OneLine, length

Words = Annotated[OneLine, AfterValidator(length(2, 60))]

GROUPS = {
    "emergency": "马上有危险",
    "service": "吃住用行",
    "own": "你自己的事",
    "publicity": "宣传和网站",
}
INDEX, CARD = "start/contacts/index.md", "start/contacts/card/index.md"
ON_THE_CARD = 8  # lines beside the emergencies that a sheet of A6 holds


def _number(text: str) -> str:
    if text and not re.fullmatch(r"\+?[0-9](?:[0-9 -]{1,18}[0-9])?", text):
        raise ValueError("电话只写数字、空格和短横，例如 120 或 0000-1234；当面说的不写这一项")
    return text


Number = Annotated[OneLine, AfterValidator(_number)]


class Contact(Record):
    BARE: ClassVar[tuple[str, ...]] = ("sample", "card")  # yes and no are words of this field
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"group": GROUPS}

    key: Key = Field(title="编号", examples=["dianti"])
    group: Literal["emergency", "service", "own", "publicity"] = Field(title="哪一类", examples=["service"])
    what: Words = Field(title="遇到什么", examples=["电梯困人"])
    whom: Name = Field(title="找谁", description="写岗位，不写姓名。", examples=["值班室"])
    number: Number = Field("", title="电话", description="没有电话、当面说的，不写。", examples=["0000"])
    hours: Words | None = Field(None, title="几点有人", examples=["24 小时"])
    then: Words | None = Field(None, title="接着", examples=["守着人，派一个人到校门口接车"])
    card: Literal["yes", "no"] = Field("no", title="印在墙上的卡片里", examples=["yes"])
    confirmed: Day | None = Field(None, title="哪天打通过", description="没有打过的不写。", examples=["2026-09-01"])  # fmt: skip


@dataclass(frozen=True)
class Call:
    """A number on the card for the wall, with all it is called for."""

    number: str
    what: str


@dataclass(frozen=True)
class Line:
    key: str
    what: str
    whom: str
    number: str
    dial: str  # tel:…; "" for a number that is a sample
    hours: str
    then: str
    sample: bool


def lines(contacts: Iterable[Contact]) -> tuple[Line, ...]:
    return tuple(
        Line(
            c.key, c.what, c.whom, c.number, "" if c.sample or not c.number else f"tel:{re.sub('[ -]', '', c.number)}",
            c.hours or "", c.then or "", c.sample,
        )
        for c in contacts
    )  # fmt: skip


def grouped(world: World) -> tuple[tuple[str, str, tuple[Line, ...]], ...]:
    """(key, name, entries) of each group that has any; emergencies first, each as typed."""
    found = ((key, label, [c for c in world.of(Contact) if c.group == key]) for key, label in GROUPS.items())
    return tuple((key, label, lines(own)) for key, label, own in found if own)


def judge(world: World) -> Iterator[Finding]:
    entries = world.entries(Contact)
    if entries and not any(entry.record.group == "emergency" for entry in entries):
        hint = "加 group: emergency 的条目：火警 119，急救 120，报警 110"
        yield warning("CON001", Place(CONTACTS.path), "没有一条写马上有危险时找谁", hint)
    for entry in entries:
        contact = entry.record
        own = contact.number and contact.group != "emergency"  # the nation's numbers need no trial
        if own and not contact.sample and contact.confirmed is None:
            words = f"“{contact.what}”的电话没有写哪天打通过"
            yield warning("CON002", entry.at("number"), words, "打一次，打通了加一行 confirmed: 2026-09-01；没打过的写 sample: true")  # fmt: skip


def listed(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Every entry, the emergencies as large as one needs them then."""
    only(options)
    untried = any(c.sample and c.number for c in world.of(Contact))
    return fragment(
        "record_contacts", part="list", groups=grouped(world), card=canvas.link(CARD), untried=untried
    )


def pages(world: World) -> Iterator[RecordPage]:
    """The card for the wall, where a page of docs/ leads to it."""
    if "start/contacts" in world.folders and world.of(Contact):
        crumbs = (Crumb("新同事", "start/index.md"), Crumb("遇事找谁", INDEX)) if "start" in world.folders else (Crumb("遇事找谁", INDEX),)  # fmt: skip
        sample = any(c.sample for c in on_card(world))
        yield RecordPage(
            CARD, "墙上的电话卡", "打印出来是两面。第一面贴在值班室；第二面剪成两张 A6，贴在门后和工具箱盖上。空着的横线，打通了再用笔填。",
            lambda canvas: wall_card(world), crumbs, "start", "遇事找谁", sample, aside=True,
        )  # fmt: skip


def on_card(world: World) -> tuple[Contact, ...]:
    return tuple(c for c in world.of(Contact) if c.group == "emergency" or c.card == "yes")


def wall_card(world: World) -> str:
    """Emergencies and what is most often needed, on one sheet and again small."""
    card = on_card(world)
    others = [c for c in card if c.group != "emergency"][:ON_THE_CARD]
    own = [c for c in others if c.group == "own"]  # the centre's own: who is on duty, who sees to safety
    return fragment(
        "record_contacts", part="card", emergency=calls(c for c in card if c.group == "emergency"), others=lines(others),
        own=lines(own), owner=world.organisation.names.short,
    )  # fmt: skip


def calls(contacts: Iterable[Contact]) -> tuple[Call, ...]:
    """Each number once, with everything that one dials it for; in the order typed."""
    found: dict[str, list[str]] = {}
    for contact in contacts:
        found.setdefault(contact.number, []).append(contact.what)
    return tuple(Call(number, "；".join(what)) for number, what in found.items())


RULES = (
    Rule(
        "CON001",
        Severity.WARNING,
        "没有写马上有危险时找谁",
        what="遇事找谁的表里，有没有一条是火警、急救、报警。",
        why="出事的时候来不及翻。这几条排在最上面，字最大。",
        example="- group: service（只有报修的电话）",
        instead="- group: emergency\n  what: 有人昏倒\n  number: 120",
    ),
    Rule(
        "CON002",
        Severity.WARNING,
        "电话没有打过",
        what="不是示例的电话，有没有写哪天打通过。",
        why="号码会变。打不通的电话，比没有电话更误事。",
        example="number: 0000-1234",
        instead="number: 0000-1234\nconfirmed: 2026-09-01",
    ),
)

CONTACTS = Kind(
    name="contacts",
    label="遇事找谁",
    folder="start/contacts",
    record=Contact,
    judge=judge,
    blocks={"contacts": listed},
    pages=pages,
    rules=RULES,
)
