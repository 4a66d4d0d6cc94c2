"""What editors have to do, in the order in which to do it: what does not appear, what runs out, what is missing.

Nothing here is found anew but what stands in no file: a month or a department without a story, a page nobody touched.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain
from urllib.parse import quote

from showcase.brand.organisation import Organisation
from showcase.pages.desk import GroupView, JobView, desk_page
from showcase.pages.page import Page
from showcase.project.finding import Finding, Place
from showcase.project.folder import Project, last_changes
from showcase.records.honours import Honour
from showcase.records.posts import Post
from showcase.site.due import coming
from showcase.site.dues import page_dues, record_dues, story_dues
from showcase.site.pending import still_to_fill
from showcase.site.reading import Manuscripts
from showcase.site.survey import Survey
from showcase.stories.story import Story

SOON = 90  # days before something runs out
STALE = 365  # days after which a page is read through again
NEXT_MONTH = 20  # a month without a story counts from this day of it


class Group(Enum):
    """In the order in which they are done."""

    FAULT = "有错误，没有发布"
    DUE = "九十天里到期"
    LEDGER = "台账里要补的"
    PHOTO = "照片不够大"
    QUIET = "还没有故事"
    STALE = "一年没有人动过"
    SAMPLE = "示例和待填，上线前换掉"


FOUND = {
    "PLN004": Group.LEDGER, "PLN005": Group.LEDGER, "PLN006": Group.LEDGER, "MTG001": Group.LEDGER, "MTG002": Group.LEDGER, "MTG004": Group.LEDGER,
    "PLN009": Group.LEDGER, "PLN010": Group.LEDGER, "MTG005": Group.LEDGER, "MTG007": Group.LEDGER, "BUD005": Group.LEDGER, "BUD006": Group.LEDGER,
    "BUD007": Group.LEDGER, "HON004": Group.LEDGER, "POS005": Group.LEDGER, "PLT003": Group.LEDGER, "PLT004": Group.LEDGER,
    "BUD002": Group.LEDGER, "BUD003": Group.LEDGER, "REG003": Group.LEDGER, "REG004": Group.LEDGER, "ACT001": Group.LEDGER,
    "PHO205": Group.PHOTO,
}  # fmt: skip


@dataclass(frozen=True)
class Job:
    """One thing to do."""

    group: Group
    what: str
    cure: str
    place: Place
    day: dt.date | None = None  # by when


def jobs(project: Project, found: Survey) -> tuple[Job, ...]:
    """All there is to do, the most pressing first."""
    organisation = found.house.organisation
    own = chain(
        _of_findings(found.findings),
        _running_out(found.read, organisation),
        quiet(organisation, found.accepted.intake.stories, found.read.today),
        _without_story(found),
        _stale(found.read, last_changes(project, "docs")),
        _samples(project, found),
    )
    order = list(Group)
    return tuple(
        sorted(
            dict.fromkeys(own),
            key=lambda j: (order.index(j.group), j.day or dt.date.max, j.place.path, j.place.line),
        )
    )


def _of_findings(findings: Iterable[Finding]) -> Iterator[Job]:
    for finding in findings:
        group = Group.FAULT if finding.is_error else FOUND.get(finding.code)
        if group:
            yield Job(group, finding.message, finding.hint, finding.place)


def _running_out(read: Manuscripts, organisation: Organisation) -> Iterator[Job]:
    dues = chain(
        *(story_dues(draft, organisation, read.today) for draft in read.drafts),
        *map(page_dues, read.shelf.drafts),
        record_dues(read.records, organisation, read.today),
    )
    for due in coming(dues, read.today, SOON):
        yield Job(Group.DUE, f"{due.what}：{due.kind}", due.words, due.place, due.day)


def quiet(organisation: Organisation, stories: Iterable[Story], today: dt.date) -> Iterator[Job]:
    """The departments, series, themes, posts and months of the year that no story speaks of."""
    fronts = [story.front for story in stories]
    place, cure = Place("brand/organisation.yml"), "去那里听一个人说一件事：showcase new 标题"
    told = {front.department for front in fronts}
    for key, department in organisation.departments.items():
        if key not in told:
            yield Job(Group.QUIET, f"{department.label}还没有故事", f"{cure} --department {key}", place)
    told = {front.series for front in fronts}
    for key, series in organisation.series.items():
        if key not in told:
            yield Job(Group.QUIET, f"栏目“{series.label}”还没有故事", f"{cure} --series {key}", place)
    themes = {organisation.theme_key(text) for front in fronts for text in front.themes}
    for key, label in organisation.themes.items():
        if key not in themes:
            yield Job(Group.QUIET, f"主题“{label}”还没有故事", f"稿头里写 themes: [{label}]", place)
    roles = " ".join(person.role for front in fronts for person in front.people)
    for post in dict.fromkeys(post for team in organisation.teams.values() for post in team.posts):
        if post not in roles:
            yield Job(Group.QUIET, f"岗位“{post}”还没有写到", cure, place)
    months = Counter(front.date.month for front in fronts if front.date.year == today.year)
    last = today.month if today.day >= NEXT_MONTH else today.month - 1
    for month in range(1, last + 1):
        if not months[month]:
            yield Job(Group.QUIET, f"{today.year}年{month}月没有故事", cure, Place(f"stories/{today.year}"))


def _without_story(found: Survey) -> Iterator[Job]:
    world = found.collection.world
    for entry in world.entries(Honour):
        if entry.record.story is None:
            words = f"荣誉“{entry.record.title}”（{entry.record.year}年）还没有故事"
            yield Job(Group.QUIET, words, "写好以后加一行 story: 年份/文件夹名", entry.place)
    for listed in world.entries(Post):
        if listed.record.story is None:
            words = f"岗位“{listed.record.post}”的一天没有故事"
            yield Job(Group.QUIET, words, "写好以后加一行 story: 年份/文件夹名", listed.place)


def _stale(read: Manuscripts, changed: Mapping[str, dt.date]) -> Iterator[Job]:
    """Pages last changed, by git or by their own word, more than a year ago; of those with neither nothing is known."""
    for draft in read.shelf.drafts:
        known = [
            day for day in (changed.get(draft.source), draft.part.reviewed if draft.part else None) if day
        ]
        if known and (read.today - max(known)).days > STALE:
            words = f"“{draft.part.title if draft.part else draft.source}”上一次动是 {max(known)}"
            cure = f"从头读一遍；还对的，在稿头里写 reviewed: {read.today}"
            yield Job(Group.STALE, words, cure, Place(draft.source), max(known))


def _samples(project: Project, found: Survey) -> Iterator[Job]:
    """A line a file; the sample stories in one."""
    pending: dict[str, list[tuple[Place, str]]] = {}
    for one in still_to_fill(project, found.house):
        pending.setdefault(one.place.path, []).append((one.place, one.what))
    for path, own in pending.items():
        more = f"，另有 {len(own) - 1} 处" if len(own) > 1 else ""
        yield Job(Group.SAMPLE, f"{path}：{own[0][1]}{more}", "换成真的，删掉“示例”", own[0][0])
    samples = [d for d in found.read.drafts if d.front and d.front.sample]
    if samples:
        words = f"{len(samples)} 篇示例故事"
        yield Job(Group.SAMPLE, words, "有了真的故事，就把示例的文件夹删掉", Place(samples[0].path))


def desk(found: Survey, todo: Iterable[Job]) -> Page:
    """The page of it."""
    repository, today = found.house.organisation.repository, found.read.today
    groups = {group: GroupView(group.name.lower(), group.value, ()) for group in Group}
    for job in todo:
        shown = groups[job.group]
        file = f"{job.place.path}:{job.place.line}"
        address = repository.replace("{path}", quote(job.place.path)) if repository else ""
        view = JobView(job.what, job.cure, file, address, f"{job.day}" if job.day else "")
        groups[job.group] = replace(shown, jobs=(*shown.jobs, view))
    day = f"{today.year}年{today.month}月{today.day}日"
    return desk_page(groups.values(), day, linked=bool(repository))


def as_rows(todo: Iterable[Job]) -> list[dict[str, object]]:
    """For a program."""
    return [
        {
            "group": job.group.name.lower(),
            "what": job.what,
            "cure": job.cure,
            "path": job.place.path,
            "line": job.place.line,
            "day": job.day.isoformat() if job.day else None,
        }
        for job in todo
    ]
