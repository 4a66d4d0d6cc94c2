"""Each draft's body as HTML: from the cache, or rendered now in a worker with limits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from showcase import markup
from showcase.finding import Finding, Place, error
from showcase.photos.cache import Cache
from showcase.story import Body, BodyLink, Draft, PhotoUse
from showcase.workers import Failed, Workers

SECONDS = 5.0  # for one body; ordinary ones take a millisecond


@dataclass(frozen=True)
class Typeset:
    """A draft's body, empty when there is none to show, and what is wrong with it."""

    body: Body = field(default_factory=Body)
    findings: tuple[Finding, ...] = ()


def typeset(drafts: Iterable[Draft], cache: Cache, workers: Workers) -> tuple[dict[str, Typeset], int]:
    """(each draft's body by the draft's path, how many of them were rendered now)."""
    done: dict[str, Typeset] = {}
    missing: list[tuple[Draft, str]] = []
    for draft in drafts:
        if not draft.text.strip():
            if draft.front is not None:
                place = Place(draft.path, draft.body_line)
                empty = error("FM004", place, "还没有正文", "正文写在第二个 --- 后面")
                done[draft.path] = Typeset(findings=(empty,))
            continue
        name = hashlib.sha256(f"{markup.VERSION}\0{draft.text}".encode()).hexdigest()
        try:
            done[draft.path] = _located(draft, *_thawed(cache.get_json(name)))
        except (TypeError, KeyError):  # no entry, or one of another shape
            missing.append((draft, name))
    tasks = [(draft.text,) for draft, _ in missing]
    for index, result in workers.run(markup.render, tasks, seconds=SECONDS):
        draft, name = missing[index]
        if isinstance(result, Failed):
            done[draft.path] = Typeset(findings=(_unrenderable(draft, result),))
            continue
        body, faults = result
        cache.put_json(name, {"body": asdict(body), "faults": [asdict(fault) for fault in faults]})
        done[draft.path] = _located(draft, body, faults)
    return done, len(missing)


def _thawed(known: Any) -> tuple[Body, tuple[markup.Fault, ...]]:
    facts = known["body"]
    photos = tuple(PhotoUse(**use) for use in facts["photos"])
    links = tuple(BodyLink(**link) for link in facts["links"])
    body = Body(facts["html"], facts["text"], photos, links)
    return body, tuple(markup.Fault(**fault) for fault in known["faults"])


def _located(draft: Draft, body: Body, faults: tuple[markup.Fault, ...]) -> Typeset:
    offset = draft.body_line - 1
    findings = tuple(
        error(fault.code, Place(draft.path, fault.line + offset, fault.column), fault.message, fault.hint)
        for fault in faults
    )
    return Typeset(body, findings)


def _unrenderable(draft: Draft, failed: Failed) -> Finding:
    why = f"超过了 {SECONDS:g} 秒" if failed.why == "time" else "中途停了下来"
    place = Place(draft.path, draft.body_line)
    return error("SEC006", place, f"排版这篇正文时{why}", "请检查是否粘贴了不成段落的内容，删减后再试")
