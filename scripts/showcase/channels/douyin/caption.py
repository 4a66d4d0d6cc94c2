"""What is pasted beside a film or a row of pictures: title, text and topics, within Douyin's limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from showcase.brand.organisation import Organisation
from showcase.channels.telling import Told
from showcase.project.finding import Finding, Place, warning

# ⚠ Second-hand, from tools that publish there: the platform prints no limits of its own.
MOST_TITLE, MOST_TEXT, MOST_TOPICS = 30, 1000, 5


@dataclass(frozen=True)
class Caption:
    title: str
    text: str  # with the topics at its end
    topics: tuple[str, ...]

    @property
    def whole(self) -> str:
        return f"{self.title}\n\n{self.text}\n"


def caption(told: Told, organisation: Organisation, site: str) -> Caption:
    front = told.story.front
    topics = tuple(_topics(told, organisation, site))[:MOST_TOPICS]
    rows = [
        "草稿，不要发布" if told.draft else "",
        front.summary,
        "人物：" + "；".join(f"{one.name}，{one.role}" for one in front.people) if front.people else "",
        *(f"荣誉：{honour}" for honour in front.honours),
        f"{told.department} · {told.series} · {told.day}",
        "　".join(f"{label}／{name}" for label, name in told.byline),
        _credits(told),
        " ".join(f"#{topic}" for topic in topics),
    ]
    return Caption(shortened(told.title), "\n".join(filter(None, rows)), topics)


def _topics(told: Told, organisation: Organisation, site: str) -> Iterator[str]:
    """A topic ends at the first sign that is no letter, so none is left in it."""
    department = organisation.departments[told.story.front.department]
    themes = (organisation.themes[key] for key in told.story.themes)
    words = (organisation.names.university, site, department.culture, *themes, told.series)
    yield from dict.fromkeys(filter(None, (re.sub(r"\W|_", "", word) for word in words)))


def _credits(told: Told) -> str:
    credits: Iterable[str] = dict.fromkeys(shot.credit for shot in told.shots if shot.credit)
    return "图：" + "；".join(credits) if credits else ""


def shortened(title: str) -> str:
    """`title`, or as many of its clauses as fit."""
    if len(title) <= MOST_TITLE:
        return title
    ends = [match.start() for match in re.finditer("[，。；：、？！—…]", title[:MOST_TITLE])]
    return title[: ends[-1]] if ends and ends[-1] >= 4 else title[: MOST_TITLE - 1] + "…"


def caption_findings(told: Told, made: Caption) -> Iterator[Finding]:
    place = Place(f"{told.story.folder}/index.md")
    if made.title != told.title:
        message = f"标题 {len(told.title)} 个字，抖音最多 {MOST_TITLE} 个，caption.txt 里截成了“{made.title}”"
        yield warning("CHN015", place, message, "自己另想一个短的，或把 title 改短")
    if len(made.text) > MOST_TEXT:
        message = f"抖音文案 {len(made.text)} 个字，抖音最多 {MOST_TEXT} 个"
        yield warning("CHN015", place, message, "发的时候删去一部分，人物和供图留着")
