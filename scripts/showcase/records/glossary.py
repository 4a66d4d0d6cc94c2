"""Words that colleagues use and a newcomer has never heard: docs/start/words/glossary.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.fragments import fragment
from showcase.project.finding import Finding, Severity, warning
from showcase.records.kind import Canvas, Kind, World
from showcase.records.options import only
from showcase.records.paths import PageName
from showcase.records.prose import text_of
from showcase.records.record import Record
from showcase.records.ways import place_of
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import OneLine, length

Word = Annotated[OneLine, AfterValidator(length(2, 16))]
Meaning = Annotated[OneLine, AfterValidator(length(4, 160))]

GROUPS = {
    "place": "单位和地方",
    "work": "每天的活",
    "safety": "安全",
    "pay": "上班和工资",
    "publicity": "宣传和稿子",
}
FOLDER = "start/words"
SECTION = "start"  # of the pages for new colleagues
INDEX = f"{FOLDER}/index.md"


class Term(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"group": GROUPS}

    key: Key = Field(title="编号", examples=["liuyang"])
    word: Word = Field(title="词", examples=["留样"])
    group: Literal["place", "work", "safety", "pay", "publicity"] = Field(title="哪一类", examples=["work"])
    meaning: Meaning = Field(
        title="意思", examples=["每样菜取一小份冷藏起来，万一有人吃了不舒服，可以拿去化验。"]
    )
    also: tuple[Word, ...] = Field((), title="也叫", examples=["[食品留样]"])
    page: PageName | None = Field(None, title="接着看", examples=["brand"])

    @property
    def name(self) -> str:
        return self.word


@dataclass(frozen=True)
class TermView:
    key: str
    word: str
    also: str
    meaning: str
    used: tuple[tuple[str, str], ...]  # (title, href) of pages for new colleagues
    more: tuple[str, str] | None


def spellings(term: Term) -> tuple[str, ...]:
    return (term.word, *term.also)


def used_in(world: World, term: Term) -> tuple[str, ...]:
    """The folders of the pages for new colleagues that use the word, but for the list itself."""
    return tuple(
        folder
        for folder, prose in world.texts.items()
        if prose.section == SECTION
        and folder != FOLDER
        and any(word in text_of(prose.html) for word in spellings(term))
    )


def judge(world: World) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for entry in world.entries(Term):
        for word in spellings(entry.record):
            if word in seen:
                yield warning("GLO001", entry.at("word"), f"“{word}”已经是 {seen[word]} 那一条的词", "合成一条，或换一个词")  # fmt: skip
            seen.setdefault(word, entry.record.key)
        if entry.record.page and place_of(world, entry.record.page) is None:
            yield warning("GLO002", entry.at("page"), f"接着看的 {entry.record.page} 没有这一页，词后面不放链接", "改成有的页，或删掉这一项")  # fmt: skip


def listed(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Every word by group, with the pages that use it."""
    only(options)
    groups = []
    for group, label in GROUPS.items():
        own = tuple(_view(world, canvas, t) for t in world.of(Term) if t.group == group)
        groups += [(group, label, own)] if own else []
    return fragment("record_glossary", groups=tuple(groups))


def _view(world: World, canvas: Canvas, term: Term) -> TermView:
    used = tuple(
        (world.texts[folder].title, canvas.href(f"{folder}/index.md")) for folder in used_in(world, term)
    )
    more = place_of(world, term.page) if term.page else None
    shown = (more[1].title, canvas.href(more[0])) if more else None
    return TermView(term.key, term.word, "、".join(term.also), term.meaning, used, shown)


RULES = (
    Rule(
        "GLO001",
        Severity.WARNING,
        "一个词写了两条",
        what="两条词里有没有同一个叫法。",
        why="网页上第一次出现的词要连到一条解释，两条就不知道连哪一条。",
        example="- word: 留样\n- word: 食品留样\n  also: [留样]",
        instead="- word: 留样\n  also: [食品留样]",
    ),
    Rule(
        "GLO002",
        Severity.WARNING,
        "词后面的页不存在",
        what="page 写的页，这一版网站上有没有。",
        why="点不开的“接着看”，不如不写。",
        example="page: brnad",
        instead="page: brand",
    ),
)

GLOSSARY = Kind(
    name="glossary",
    label="会听到的词",
    folder=FOLDER,
    record=Term,
    judge=judge,
    blocks={"glossary": listed},
    rules=RULES,
)
