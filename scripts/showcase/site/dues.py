"""What comes due on which day, as the sources say it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from showcase.brand.memorial import Memorial
from showcase.brand.organisation import Organisation
from showcase.pages.documents import DocDraft
from showcase.project.finding import Place
from showcase.records.kinds import Records
from showcase.records.meeting_pages import MEETINGS
from showcase.records.meetings import Meeting, upcoming
from showcase.records.plan import CLOSED, Task, standing
from showcase.records.plan_pages import PLAN
from showcase.records.posts import POSTS, Post
from showcase.records.record import Entry
from showcase.site.due import Due, Kind
from showcase.stories.front import PhotoNote
from showcase.stories.rules.reviewers import lacking
from showcase.stories.story import Draft

DATED = (PLAN, MEETINGS, POSTS)


def story_dues(draft: Draft, organisation: Organisation, today: dt.date) -> Iterator[Due]:
    """The days of one story; a story that is withdrawn or has expired has none."""
    front = draft.front
    if front is None or front.withdrawn or (front.expires and front.expires < today):
        return
    title = draft.called
    if front.publish:
        unreviewed = "；三审还不算数，正式网站不收" if lacking(front, organisation) else ""
        words = f"从这一天起发布，要重新生成一次网站{unreviewed}"
        yield Due(front.publish, Kind.PUBLICATION, title, draft.place("publish"), words)
    if front.expires:
        words = "从这一天起不再显示，要重新生成一次网站；要留着就改 expires，或删掉它"
        yield Due(front.expires, Kind.EXPIRY, title, draft.place("expires"), words)
    for file, note in front.photos.items():
        if note.withdrawn:
            continue
        yield from _consent(file, note, draft.place("photos", file, "consent_until"))
    for number, allowance in enumerate(front.allow):
        place = draft.place("allow", number, "until")
        words = f"{allowance.code} 放行到这一天为止；把问题改掉，或写新的 reason 和 until"
        mark = f"{allowance.code} {allowance.at} {allowance.reason}"
        yield Due(allowance.until, Kind.ALLOWANCE, title, place, words, mark)


def is_unclear(draft: Draft) -> bool:
    """Whether something that can hold a day cannot be read in it."""
    keys = ("publish", "expires", "photos", "allow", "withdrawn")
    return draft.front is None or any(draft.is_lost(key) for key in keys)


def page_dues(draft: DocDraft) -> Iterator[Due]:
    """The consents of a hand-written page's photos."""
    for file, note in draft.part.photos.items() if draft.part else ():
        yield from _consent(file, note, draft.at("photos", file, "consent_until"))


def _consent(file: str, note: PhotoNote, place: Place) -> Iterator[Due]:
    if note.consent_until:
        words = "同意到这一天为止，第二天起照片不再显示；请本人续签以后改 consent_until，或换一张照片"
        yield Due(note.consent_until, Kind.CONSENT, file, place, words, file)


def record_dues(records: Records, organisation: Organisation, today: dt.date) -> Iterator[Due]:
    """What is open of the plans and of meetings, the next meeting, and posts that close."""
    ledgers, units = records.ledgers, organisation.all_units
    tasks: tuple[Entry[Task], ...] = ledgers[Task].entries
    parted = {entry.record.under for entry in tasks}
    for entry in tasks:
        task = entry.record
        if task.key not in parted and standing(task, today) not in CLOSED:
            words = f"{units[task.unit]} · {task.post}；办成了写 state、on 和 evidence"
            yield Due(task.due, Kind.TASK, task.title, entry.at("due"), words, task.key)
    meetings: tuple[Entry[Meeting], ...] = ledgers[Meeting].entries
    for meeting in meetings:
        yield from _decided(meeting, units, today)
    yield from _next_meeting(meetings, today)
    posts: tuple[Entry[Post], ...] = ledgers[Post].entries
    for listed in posts:
        post = listed.record
        if post.closes:
            words = "招到这一天为止；接着招就改 closes，招满了删掉 opens 和 closes"
            yield Due(post.closes, Kind.POST, post.post, listed.at("closes"), words, post.key)


def _decided(entry: Entry[Meeting], units: Mapping[str, str], today: dt.date) -> Iterator[Due]:
    for number, decision in enumerate(entry.record.decisions):
        if decision.is_open(today):
            place = entry.at("decisions", number, "due")
            words = f"{units[decision.unit]} · {decision.post}；办了写 state 和 on"
            mark = f"{entry.record.key} {decision.text}"
            yield Due(decision.due, Kind.DECISION, decision.text, place, words, mark)


def _next_meeting(meetings: tuple[Entry[Meeting], ...], today: dt.date) -> Iterator[Due]:
    moment = upcoming(tuple(entry.record for entry in meetings), today)
    if moment is None:
        return
    for entry in meetings:
        if moment in (entry.record.start, entry.record.next):
            place = entry.at("start" if moment == entry.record.start else "next")
            words = "开会以前，把上次定的事问一遍"
            yield Due(moment.date(), Kind.MEETING, f"文化建设工作小组 {moment:%H:%M}", place, words)
            return


def partly_read(records: Records) -> tuple[str, ...]:
    """The lists with days in which something cannot be read."""
    kept = (f.place.path for f in records.findings if f.is_error)
    return tuple(dict.fromkeys(path for path in kept if any(kind.holds(path) for kind in DATED)))


def memorial_dues(memorial: Memorial, today: dt.date, days: int) -> Iterator[Due]:
    """The memorial days from today on, each of those of every year as often as it comes."""
    years = range(today.year, min(today.year + days // 365 + 2, dt.MAXYEAR + 1))
    words = "全站变灰，浏览器按北京时间自动变，过了自动恢复"
    for day in memorial.days:
        dates = (day.date,) if day.date else (_in(year, str(day.yearly)) for year in years)
        for date in filter(None, dates):
            place = Place("brand/memorial.yml")
            yield Due(date, Kind.MEMORIAL, day.reason, place, words, f"{date} {day.reason}")


def _in(year: int, month_day: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(f"{year:04}-{month_day}")
    except ValueError:  # 29 February
        return None
