"""Texts as HTML: from the cache, or rendered now in a worker with limits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from showcase import markup
from showcase.markup import Profile
from showcase.markup.body import Body, thawed
from showcase.project.cache import Cache
from showcase.project.finding import Finding, Place, error
from showcase.project.workers import Failed, Workers

SECONDS = 5  # of processor time for one text; ordinary ones take a millisecond
MANY = 50  # texts that take as long as another worker takes to start
PATIENCE = 60.0  # seconds it may take on a laden machine: that is no fault of the text


@dataclass(frozen=True)
class Text:
    """What a person wrote in Markdown: `text` begins on that line of the file at `path`."""

    path: str
    text: str
    line: int = 1
    profile: Profile = Profile.STORY


@dataclass(frozen=True)
class Typeset:
    """A text's body, empty when there is none to show, and what is wrong with it. Lines count from the text's start."""

    body: Body = field(default_factory=Body)
    findings: tuple[Finding, ...] = ()


def typeset(texts: Iterable[Text], cache: Cache, workers: Workers) -> tuple[dict[str, Typeset], int]:
    """(each body by its text's path, how many of them were rendered now)."""
    done: dict[str, Typeset] = {}
    missing: list[tuple[Text, str]] = []
    for text in texts:
        name = hashlib.sha256(f"{markup.VERSION} {text.profile}\0{text.text}".encode()).hexdigest()
        try:
            known = cache.get_json(name)
            faults = tuple(markup.Fault(**fault) for fault in known["faults"])
            done[text.path] = _located(text, thawed(known["body"]), faults)
        except (TypeError, KeyError):  # no entry, or one of another shape
            missing.append((text, name))
    tasks = [(text.text, text.profile) for text, _ in missing]
    for index, result in workers.run(markup.render, tasks, seconds=PATIENCE, cpu_seconds=SECONDS, worth=MANY):
        text, name = missing[index]
        if isinstance(result, Failed):
            done[text.path] = Typeset(findings=(_unrenderable(text, result),))
            continue
        body, found = result
        cache.put_json(name, _frozen(body, found))
        done[text.path] = _located(text, body, found)
    return done, len(missing)


def _frozen(body: Body, faults: Iterable[markup.Fault]) -> dict[str, Any]:
    return {"body": asdict(body), "faults": [asdict(fault) for fault in faults]}


def _located(text: Text, body: Body, faults: Iterable[markup.Fault]) -> Typeset:
    findings = tuple(
        error(
            fault.code, Place(text.path, fault.line + text.line - 1, fault.column), fault.message, fault.hint
        )
        for fault in faults
    )
    return Typeset(body, findings)


def _unrenderable(text: Text, failed: Failed) -> Finding:
    why = f"超过了 {SECONDS} 秒" if failed.why in ("time", "effort") else "中途停了下来"
    place = Place(text.path, text.line)
    return error("SEC006", place, f"排版这篇正文时{why}", "请检查是否粘贴了不成段落的内容，删减后再试")
