"""What a new colleague asks himself on Friday: docs/start/questions.yml. Each answer quotes the page it stands on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from showcase.brand.organisation import Key
from showcase.fragments import fragment
from showcase.project.finding import Finding, Severity, warning
from showcase.records.kind import Canvas, Crumb, Kind, RecordPage, World
from showcase.records.paths import PageName, Sentence
from showcase.records.prose import text_of
from showcase.records.record import Record
from showcase.records.references import Reference
from showcase.records.ways import Way, place_of, ways
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import Name, OneLine, length, several

PathRef = Annotated[Name, Reference("paths")]
Quote = Annotated[OneLine, AfterValidator(length(4, 120))]
Choice = Annotated[OneLine, AfterValidator(length(1, 60))]

KINDS = {"single": "选一个", "several": "选几个", "order": "排先后", "first": "先做什么"}
LETTERS = "甲乙丙丁戊己庚辛"


class Question(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"kind": KINDS}

    key: Key = Field(title="编号", examples=["zhao-huo"])
    path: PathRef = Field(title="哪条路", examples=["common"])
    kind: Literal["single", "several", "order", "first"] = Field(title="怎么答", examples=["single"])
    ask: Sentence = Field(title="问", examples=["闻到燃气味，先做什么？"])
    right: Annotated[tuple[Choice, ...], AfterValidator(several(1, 8))] = Field(
        title="对的", description="排先后的，按对的顺序写。", examples=["[走到室外再打电话]"]
    )
    wrong: Annotated[tuple[Choice, ...], AfterValidator(several(0, 6))] = Field(title="不对的", description="排先后的写 []。", examples=["[先开窗再开灯]"])  # fmt: skip
    why: Sentence = Field(title="为什么", examples=["开关会打火，燃气见火就着"])
    page: PageName = Field(title="答案在哪一页", examples=["start/contacts"])
    quote: Quote = Field(title="原句", description="那一页上的一句，一个字不差。", examples=["闻到燃气味先走到室外再打电话"])  # fmt: skip

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.kind in ("single", "first") and len(self.right) != 1:
            raise ValueError("选一个的题，right 只写一条；有几条对的，写 kind: several")
        if self.kind == "order" and (self.wrong or len(self.right) < 3):
            raise ValueError("排先后的题，right 按顺序写三条以上，不写 wrong")
        if self.kind != "order" and not self.wrong:
            raise ValueError("至少写一条 wrong，不然不用选")
        if len({*self.right, *self.wrong}) < len(self.right) + len(self.wrong):
            raise ValueError("有两条一样的选项")
        return self


@dataclass(frozen=True)
class QuestionView:
    key: str
    kind: str
    label: str
    ask: str
    choices: tuple[tuple[str, str, str], ...]  # (letter, text, right answer's place or "")
    answer: str
    why: str
    quote: str
    title: str
    where: str  # the same with its page, for paper
    href: str


def stands(world: World, question: Question) -> bool:
    """Whether the quoted sentence is on the page that the question names."""
    found = place_of(world, question.page)
    return found is not None and _bare(question.quote) in _bare(found[1].text)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def asked(world: World, way: Way) -> tuple[Question, ...]:
    """Those of its parts, everybody's first; one whose answer no longer stands is not asked."""
    keys = [part.key for part in way.parts]
    found = (q for q in world.of(Question) if q.path in keys and stands(world, q))
    return tuple(sorted(found, key=lambda q: keys.index(q.path)))


def judge(world: World) -> Iterator[Finding]:
    for entry in world.entries(Question):
        question = entry.record
        found = place_of(world, question.page)
        if found is None:
            words = f"“{question.ask}”的答案在 {question.page}，这一版网站没有，这一题不问"
            yield warning("QST001", entry.at("page"), words, "改成有的页和小标题")
        elif not stands(world, question):
            words = f"{found[1].title}里没有这一句了，“{question.ask}”这一题不问"
            yield warning("QST001", entry.at("quote"), words, _nearest(question.quote, found[1].html))


def _nearest(quote: str, html: str) -> str:
    """The sentence of the page that shares most pairs of characters with the quoted one."""
    pairs = {quote[n : n + 2] for n in range(len(quote) - 1)}
    sentences = [s.strip() for s in re.split(r"(?<=[。！？；])|\n", text_of(html)) if s.strip()]
    best = max(sentences, key=lambda s: sum(pair in s for pair in pairs), default="")
    if not best or not any(pair in best for pair in pairs):
        return "换成页上有的一句，答案也照着改"
    return f"页上现在最像的一句：{best[:60]}；答案变了，也要改"


def pages(world: World) -> Iterator[RecordPage]:
    if "start" not in world.folders:
        return
    for way in ways(world):
        if asked(world, way):
            line = f"start/path/{way.key}"
            crumbs = (Crumb("新同事", "start/index.md"), Crumb(way.name, f"{line}/index.md"))
            yield RecordPage(
                f"{line}/check/index.md", f"{way.name}：自测", "不打分，不记录，也不收上去。答不出来的，照答案里写的那一页再看一眼。",
                partial(_body, world, way), crumbs, "start", "新同事的路", any(q.sample for q in asked(world, way)),
                aside=True,
            )  # fmt: skip


def _body(world: World, way: Way, canvas: Canvas) -> str:
    views = tuple(view for q in asked(world, way) if (view := _view(world, canvas, q)))
    return fragment("record_questions", questions=views, line=canvas.href(f"start/path/{way.key}/index.md"))


def _view(world: World, canvas: Canvas, question: Question) -> QuestionView | None:
    found = place_of(world, question.page)
    if found is None:
        return None
    texts = mixed(question)
    letters = dict(zip(texts, LETTERS, strict=False))
    places = {text: str(n) for n, text in enumerate(question.right, 1)}
    answer = "、".join(letters[text] for text in question.right)
    if question.kind == "several":
        answer = "、".join(sorted((letters[text] for text in question.right), key=LETTERS.index))
    page = world.texts[question.page.partition("#")[0]].title
    where = f"《{page}》" + (f"“{found[1].title}”" if found[1].anchor else "")
    label = KINDS["single" if question.kind == "first" else question.kind]  # it asks what comes first anyway
    return QuestionView(
        question.key, question.kind, label, question.ask,
        tuple((letters[text], text, places.get(text, "")) for text in texts), answer,
        question.why, question.quote, found[1].title, where, canvas.href(found[0]),
    )  # fmt: skip


def mixed(question: Question) -> tuple[str, ...]:
    """The choices in an order that tells nothing and is the same in every build; never as they were typed."""
    typed = (*question.right, *question.wrong)
    texts = sorted(typed, key=lambda t: hashlib.sha256(f"{question.key} {t}".encode()).digest())
    return tuple(texts) if question.kind != "order" or tuple(texts) != typed else tuple(reversed(texts))


RULES = (
    Rule(
        "QST001",
        Severity.WARNING,
        "自测的答案不在页上了",
        what="每一题引的原句，是不是还一字不差地在它写的那一页上。",
        why="规矩改了，自测没有改，新同事学到的就是旧的。对不上的题先不问。",
        example="quote: 留样每份不少于 100 克",
        instead="quote: 该留样的菜每样不少于 125 克",
    ),
)

QUESTIONS = Kind(
    name="questions",
    label="自测题",
    folder="start",
    record=Question,
    judge=judge,
    pages=pages,
    tabled=False,
    rules=RULES,
)
