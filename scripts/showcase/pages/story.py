"""A story's page."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from showcase.finding import Finding, Place, warning
from showcase.fragments import fragment
from showcase.intake import note_of
from showcase.markup import sanitise
from showcase.page import Page, SearchEntry, href, resolve
from showcase.pages.catalogue import Catalogue, chinese_date
from showcase.pages.pictures import FOLDER, picture
from showcase.pages.views import Link, StoryView
from showcase.photos.recipes import BODY, COVER, SHARE
from showcase.photos.studio import Want
from showcase.story import Story

RELATED = 3


def story_page(catalogue: Catalogue, story: Story, known: frozenset[str]) -> tuple[Page, tuple[Finding, ...]]:
    """The page, and a warning for each link that leads nowhere; such a link becomes plain text.

    `known` holds the addresses of all pages.
    """
    path, front = f"{story.folder}/index.md", story.front
    body, dead = _live_links(path, _with_figures(catalogue, story, path), story.body.links, known)
    department = catalogue.topic_link(path, "department", front.department)
    series = catalogue.topic_link(path, "series", front.series)
    before, after = _neighbours(catalogue, story, path)
    view = StoryView(
        title=front.title,
        summary=front.summary,
        series=series,
        department=department,
        date=chinese_date(story.date),
        iso_date=story.date.isoformat(),
        minutes=story.body.minutes,
        characters=story.body.characters,
        byline=_filled(("文", front.credits.text), ("图", front.credits.photo), ("编辑", front.credits.edit)),
        review=_filled(
            ("初审", front.review.first), ("复审", front.review.second), ("终审", front.review.final)
        ),
        breadcrumbs=(
            Link("首页", href(path, "index.md")),
            Link("故事", href(path, "stories/index.md")),
            department,
        ),
        body=Markup(sanitise(body)),
        cover=catalogue.cover(path, story, COVER),
        people=tuple((person.name, person.role) for person in front.people),
        themes=tuple(catalogue.topic_link(path, "theme", key) for key in story.themes),
        honours=front.honours,
        photo_credits=_photo_credits(story),
        related=catalogue.cards(path, related(catalogue, story)),
        previous=before,
        next=after,
        sample=front.sample,
        pending=front.review.final is None,
    )
    meta = {
        "title": front.title,
        "description": front.summary,
        "layout": "story",
        "section": "stories",
        "sample": front.sample,
        "card": _share_card(catalogue, story, path),
    }
    entry = SearchEntry(
        front.title,
        f"{story.folder}/index.html",
        front.summary,
        f"{department.text} · {series.text}",
        story.body.text,
    )
    findings = tuple(
        warning(
            "LNK001",
            Place(path),
            f"链接 {link} 没有通向任何页面，发布时去掉了链接",
            "检查路径，例如 ../另一篇/index.md",
        )
        for link in dead
    )
    return Page(path, meta, fragment("story", v=view), True, entry, story.date.isoformat()), findings


def related(catalogue: Catalogue, story: Story) -> tuple[Story, ...]:
    """Those the author named; then the nearest."""
    by_key = (
        {other.key: other for other in catalogue.stories if other is not story} if story.front.related else {}
    )
    named = [
        by_key[key]
        for name in story.front.related
        if (key := name.removeprefix("stories/").strip("/")) in by_key
    ]
    return tuple({other.key: other for other in (*named, *catalogue.related(story, RELATED))}.values())[
        :RELATED
    ]


def _neighbours(catalogue: Catalogue, story: Story, path: str) -> tuple[Link | None, Link | None]:
    """(the one before in time, the one after)."""
    stories = catalogue.stories
    place = catalogue.places[story.key]
    older = stories[place + 1] if place + 1 < len(stories) else None
    newer = stories[place - 1] if place else None
    return tuple(
        Link(s.front.title, href(path, f"{s.folder}/index.md")) if s else None for s in (older, newer)
    )  # type: ignore[return-value]


def _with_figures(catalogue: Catalogue, story: Story, path: str) -> str:
    def figure(match: re.Match[str]) -> str:
        use = story.body.photos[int(match.group(1))]
        if use.file == story.front.cover:
            return ""  # it opens the page already
        photo = catalogue.photos[f"{story.folder}/{use.file}"]
        note = note_of(story, use.file)
        shown = picture(path, photo, Want(BODY), alt=use.alt, caption=use.caption, credit=note.credit)
        return fragment("figure", p=shown, wide=shown.width > shown.height)

    return re.sub(r'<figure class="photo-(\d+)"></figure>', figure, story.body.html)


_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def _live_links(path: str, html: str, links: tuple[str, ...], known: frozenset[str]) -> tuple[str, list[str]]:
    """`html` with the dead ones of `links` as plain text, and which those are."""
    dead = {link for link in links if resolve(path, link) not in known}

    def keep(match: re.Match[str]) -> str:
        return match.group(2) if unescape(match.group(1)) in dead else match.group()

    return (_LINK.sub(keep, html) if dead else html), sorted(dead)


def _photo_credits(story: Story) -> tuple[tuple[str, str], ...]:
    uses = {use.file: use.caption or use.alt for use in story.body.photos}
    rows = []
    for file in story.photo_files:
        credit = note_of(story, file).credit
        if credit:
            name = uses.get(file, "题图")
            rows.append((name, credit))
    return tuple(rows)


def _share_card(catalogue: Catalogue, story: Story, path: str) -> str:
    if not story.front.cover:
        return href(path, "assets/card.jpg")
    photo = catalogue.photos[f"{story.folder}/{story.front.cover}"]
    want = Want(SHARE, note_of(story, story.front.cover).focal)
    return href(path, f"{FOLDER}/{photo.plans[want][-1].file}")


def _filled(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in pairs if text)
