"""The same everywhere: what each file of an export says, held against the story that it was made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from showcase.brand.organisation import Organisation
from showcase.channels.export import Export
from showcase.channels.facts import CALLED, Source, Vocabulary
from showcase.channels.telling import Told
from showcase.channels.tree import Element, parsed, words, written
from showcase.project.finding import Finding, Place, error
from showcase.stories.story import Draft

CURE = "以故事为准：先改好 index.md，再导出一次；不要在导出的文件里改"
# The number of an item of a list within a list is written out in an article; in the story Markdown counts it.
_MARKER = re.compile(r"(<section[^>]*>)\d{1,3}\.&nbsp;")


def read_back(file: str, data: bytes) -> str:
    """The words that a reader meets in a text file; "" for another."""
    text = data.decode("utf-8", "replace")
    if file.endswith(".html"):
        return words(_MARKER.sub(r"\1", text))
    if file.endswith(".json"):
        try:
            return "\n".join(_texts(json.loads(text)))
        except (ValueError, RecursionError):
            return ""
    return text if file.endswith((".txt", ".srt")) else ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def source(told: Told, organisation: Organisation) -> Source:
    """The story as this channel may tell it: without the photos that consent keeps off."""
    front, names = told.story.front, organisation.names
    root = parsed(told.html)
    shown = [line for shot in told.shots for line in (shot.caption, shot.credit)]
    people = [f"{one.name}，{one.role}" for one in front.people]
    byline = [name for _, name in told.byline]
    head = (told.title, front.summary, told.department, told.series, told.day)
    needed = "\n".join((*head, *people, *front.honours, *byline, *shown, words(written(root))))
    own = organisation.departments[front.department]
    beside = (
        *(shot.alt for shot in told.shots),
        *(names.short, names.full, names.university, own.name, own.culture),
        *(organisation.themes[key] for key in told.story.themes),
    )
    departments = (
        name for one in organisation.departments.values() for name in (one.label, one.name, one.culture)
    )
    vocabulary = Vocabulary(
        tuple(one.name for one in front.people),
        tuple(one.role for one in front.people),
        tuple(dict.fromkeys(departments)),
        front.honours,
        tuple(_quotations(root)),
    )
    return Source(needed, "\n".join((needed, *beside)), vocabulary)


def differences(export: Export, story: Source, draft: Draft) -> Iterator[Finding]:
    """Each fact that a file of `export` says and the story does not, or the other way round; both places are named."""
    texts = {one.file: _without(one.words, one.own) for one in export.said}
    less = list(story.left_out("\n".join(texts.values()), export.whole))
    for file, text in texts.items():
        where = f"{export.channel} {export.folder}/{file}"
        for kind, fact in story.beyond(text):
            # 5斤 for 3斤 is one difference.
            old = next((one for one in less if one[0] == kind and one[1][-1:] == fact[-1:]), None)
            if old:
                less.remove(old)
                message = f"{CALLED[kind]}“{old[1]}”，在 {where} 里成了“{fact}”（{_around(text, fact)}）"
            else:
                message = f"{where} 里有{CALLED[kind]}“{fact}”（{_around(text, fact)}），这一篇里没有"
            yield error("CHN011", _place(draft, old[1] if old else ""), message, CURE)
    for kind, fact in less:
        where = f"{export.channel} {export.folder}/{'、'.join(texts)}"
        yield error("CHN011", _place(draft, fact), f"{CALLED[kind]}“{fact}”，在 {where} 里没有了", CURE)


def _without(text: str, phrases: tuple[str, ...]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, "")
    return text


def _place(draft: Draft, fact: str) -> Place:
    """Where the story says it: the line, where it stands there as it is."""
    number = re.match(r"[\d.,]+", fact)
    for sought in filter(None, (fact, number and number[0])):
        for line, text in enumerate(draft.lines, 1):
            if (at := text.find(sought)) >= 0:
                return Place(draft.path, line, at + 1)
    return Place(draft.path)


def _around(text: str, fact: str) -> str:
    """The words in which it stands."""
    at = text.find(fact)
    start, end = max(0, text.rfind("\n", 0, at) + 1, at - 10), at + len(fact) + 10
    return text[start:end].split("\n")[0] if at >= 0 else fact


def _quotations(root: Element) -> Iterator[str]:
    for element in root.all:
        if element.tag == "blockquote":
            yield from filter(None, (line.strip() for line in words(written(element)).split("\n")))
