"""A story's page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from showcase.fragments import fragment, quoted
from showcase.markup.allowed import STORY
from showcase.pages.catalogue import Catalogue, chinese_date
from showcase.pages.dabs import dabbed
from showcase.pages.linked_data import CREDITS, linked_data, story_images
from showcase.pages.links import landings, live_links
from showcase.pages.page import Meta, Page, as_one_block
from showcase.pages.pictures import picture
from showcase.pages.views import HeadView, Link, StoryView
from showcase.photos.recipes import BODY, COVER
from showcase.project.addresses import Addresses, href
from showcase.stories.front import related_key
from showcase.stories.story import Draft, Story

RELATED = 3


def story_page(catalogue: Catalogue, story: Story, addresses: Addresses, origin: str = "") -> Page:
    """The page; a link that leads to no page becomes plain text. `origin`: the site's address, where it may be printed."""
    path, front = f"{story.folder}/index.md", story.front
    body = live_links(path, _with_figures(catalogue, story, path), story.body.links, addresses)
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
        )
        if catalogue.reviewers
        else (),
        breadcrumbs=(
            Link("首页", href(path, "index.md")),
            Link("故事", href(path, "stories/index.md")),
            department,
        ),
        body=Markup(dabbed(as_one_block(STORY.clean(quoted(body, catalogue.whole(story)))))),
        cover=catalogue.cover(path, story, COVER),
        people=tuple((person.name, person.role) for person in front.people),
        themes=tuple(catalogue.topic_link(path, "theme", key) for key in story.themes),
        honours=front.honours,
        mentions=catalogue.mentioning(path, story),
        photo_credits=_photo_credits(story),
        related=catalogue.cards(path, related(catalogue, story)),
        previous=before,
        next=after,
        sample=front.sample,
        pending=story.pending,
        whole=catalogue.whole(story),
    )
    data = linked_data(catalogue, story, origin, addresses.known) if origin else None
    meta = Meta(front.title, front.summary, "story", "stories", front.sample, data=data)
    kicker = f"{department.text} · {series.text}"
    words = "\n".join((story.body.text, *_beside(catalogue, story)))
    images = tuple(address for _, address, _ in story_images(catalogue, story))
    changed = catalogue.updated(story).isoformat()
    return Page(
        path, meta, fragment("story", v=view), story.date.isoformat(), path, kicker, words, images, changed
    )


def story_facts(catalogue: Catalogue, story: Story, addresses: Addresses, source: str) -> tuple[object, ...]:
    """All that `story_page` and what is put around it see besides the house: the same facts, the same page.

    `source` is the digest of index.md, from which front matter and text follow. Of others the page shows cards and
    titles, which is what `shown_elsewhere` covers; of entries that name the story their titles and addresses.
    """
    path = f"{story.folder}/index.md"
    place, stories = catalogue.places[story.key], catalogue.stories
    beside = (*stories[max(0, place - 1) : place], *stories[place + 1 : place + 2])
    photos = (catalogue.photos[f"{story.folder}/{file}"] for file in story.photo_files)
    return (
        path,
        source,
        story.pending,
        sorted(story.ended),
        [(photo.probe.sha256, photo.hasty) for photo in photos],
        landings(path, story.body.links, addresses),
        place == 0,
        [catalogue.shown_elsewhere(other) for other in (*beside, *related(catalogue, story))],
        catalogue.mentioning(path, story),
        catalogue.updated(story),
        f"{CREDITS}index.html" in addresses.known,
    )


def _beside(catalogue: Catalogue, story: Story) -> Iterator[str]:
    """What a reader may search for that the body does not say."""
    yield from (catalogue.label("theme", key) for key in story.themes)
    yield from (f"{person.name} {person.role}" for person in story.front.people)
    yield from story.front.honours


def related(catalogue: Catalogue, story: Story) -> tuple[Story, ...]:
    """Those the author named; then the nearest."""
    asked = (catalogue.by_key.get(related_key(name)) for name in story.front.related)
    named = [other for other in asked if other and other is not story]
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
        Link(s.front.title, href(path, f"{s.folder}/index.md"), whole=catalogue.whole(s)) if s else None
        for s in (older, newer)
    )  # type: ignore[return-value]


def _with_figures(catalogue: Catalogue, story: Story, path: str) -> str:
    def figure(match: re.Match[str]) -> str:
        use = story.body.photos[int(match.group(1))]
        if use.file == story.cover or use.file in story.hidden:
            return ""  # the cover opens the page already
        photo = catalogue.photos[f"{story.folder}/{use.file}"]
        note = story.note(use.file)
        shown = picture(path, photo.picture(BODY), alt=use.alt, caption=use.caption, credit=note.credit)
        return fragment("figure", p=shown, wide=shown.width > shown.height)

    return re.sub(r'<figure class="photo-(\d+)"></figure>', figure, story.body.html)


def _photo_credits(story: Story) -> tuple[tuple[str, str], ...]:
    uses = {use.file: use.caption or use.alt for use in story.body.photos}
    rows = []
    for file in story.photo_files:
        credit = story.note(file).credit
        if credit:
            name = uses.get(file, "题图")
            rows.append((name, credit))
    return tuple(rows)


def _filled(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in pairs if text)


def tombstone(draft: Draft) -> Page:
    """What stands where a withdrawn story stood: that it was withdrawn and when, and nothing of what it said."""
    assert draft.front is not None
    assert draft.front.withdrawn is not None
    path = f"{draft.folder}/index.md"
    title = "这篇故事已经撤下"
    head = HeadView(
        title,
        "它曾经在这里，现在不再公开。",
        "manual",
        breadcrumbs=(Link("首页", href(path, "index.md")), Link("故事", href(path, "stories/index.md"))),
    )
    meta = Meta(title, head.lede, "plain", "stories", noindex=True)
    words = fragment(
        "tombstone", date=chinese_date(draft.front.withdrawn.date), index=href(path, "stories/index.md")
    )
    return Page(path, meta, fragment("head", v=head) + "\n" + words)
