"""The story index and every filtered list: one mechanism."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from showcase.fragments import fragment
from showcase.pages.catalogue import KINDS, Catalogue
from showcase.pages.page import Meta, Page, Planned
from showcase.pages.views import FilterGroup, Link, ListView
from showcase.project.addresses import href
from showcase.project.kept import key_of
from showcase.records.series import page_path as series_path
from showcase.stories.story import Story

A_PAGE = 24  # divides by 2, 3 and 4 columns
NEAR = 2  # pages on either side of a list's own that it leads to, beside the first and the last

# These keep a page without a story, because hand-written pages link to them.
ALWAYS = ("department", "series")


@dataclass(frozen=True)
class Listing:
    folder: str  # stories, topics/<kind>/<key>
    title: str
    lede: str
    stories: tuple[Story, ...]
    topic: tuple[str, str] | None = None


def listings(catalogue: Catalogue) -> Iterator[Listing]:
    names = catalogue.organisation.names
    yield Listing("stories", "故事", f"{names.short}的人和手艺，一篇一篇记下来。", catalogue.stories)
    by_topic: dict[tuple[str, str], list[Story]] = {}
    for story in catalogue.stories:
        for topic in catalogue.topics(story):
            by_topic.setdefault(topic, []).append(story)
    for kind in KINDS:
        for key in catalogue.keys(kind):
            found = tuple(by_topic.get((kind, key), ()))
            if found or kind in ALWAYS:
                title = catalogue.label(kind, key)
                yield Listing(
                    f"topics/{kind}/{key}", title, _lede(catalogue, kind, key, found), found, (kind, key)
                )


def _lede(catalogue: Catalogue, kind: str, key: str, stories: Sequence[Story]) -> str:
    """What a reader finds in the list; of a theme or a year, told by its stories (newest first)."""
    organisation = catalogue.organisation
    if kind == "series":
        return f"{organisation.series[key].line}。"
    if kind == "department":
        return f"{organisation.departments[key].name}的故事。"
    found = {story.front.department for story in stories}
    labels = [catalogue.label("department", name) for name in catalogue.keys("department") if name in found]
    where = f"来自{'、'.join(labels)}" if len(labels) <= 3 else f"来自{len(labels)}个部门"
    return f"{_span(stories[-1].date, stories[0].date, kind)}，{len(stories)}篇故事，{where}。"


def _span(first: dt.date, last: dt.date, kind: str) -> str:
    """From the first month to the last; a list of one year does not repeat the year."""
    start = f"{first.month}月" if kind == "year" else f"{first.year}年{first.month}月"
    if (first.year, first.month) == (last.year, last.month):
        return start
    return f"{start}到{last.month}月" if first.year == last.year else f"{start}到{last.year}年{last.month}月"


def list_pages(catalogue: Catalogue) -> Iterator[Planned]:
    """Every list, cut into pages of `A_PAGE`.

    A page of one sees the list's own words and length, how many stories each other list has, and the cards it shows.
    """
    counts = Counter(topic for story in catalogue.stories for topic in catalogue.topics(story))
    common = (key_of(sorted(counts.items())), len(catalogue.stories), catalogue.guide)
    for listing in listings(catalogue):
        total = max(1, -(-len(listing.stories) // A_PAGE))
        own = (listing.folder, listing.title, listing.lede, listing.topic, len(listing.stories))
        for number in range(1, total + 1):
            shown = listing.stories[(number - 1) * A_PAGE : number * A_PAGE]
            facts = (*common, *own, number, [catalogue.shown_elsewhere(story) for story in shown])
            make = partial(_page, catalogue, listing, number, total, counts)
            yield Planned(page_path(listing.folder, number), make, facts)


def numbers(number: int, total: int) -> tuple[int, ...]:
    """The pages that page `number` of `total` leads to, and 0 where some are passed over; none where there is one.

    At most nine, so that a list of 5,000 stories does not print 208 numbers on each of its 208 pages.
    """
    if total == 1:
        return ()
    near = {1, total, *range(max(1, number - NEAR), min(total, number + NEAR) + 1)}
    shown: list[int] = []
    for n in sorted(near):
        last = shown[-1] if shown else 0
        if n - last == 2:  # a sign for one page would be as wide as its number
            shown.append(n - 1)
        elif n - last > 2:
            shown.append(0)
        shown.append(n)
    return tuple(shown)


def page_path(folder: str, number: int) -> str:
    return f"{folder}/index.md" if number == 1 else f"{folder}/page-{number}/index.md"


def _page(
    catalogue: Catalogue, listing: Listing, number: int, total: int, counts: Counter[tuple[str, str]]
) -> Page:
    path = page_path(listing.folder, number)
    shown = listing.stories[(number - 1) * A_PAGE : number * A_PAGE]

    def link(to: int, text: str) -> Link:
        return Link(text, href(path, page_path(listing.folder, to)), current=to == number)

    crumbs = [Link("首页", href(path, "index.md"))]
    if listing.topic:
        crumbs.append(Link("故事", href(path, "stories/index.md")))
    if listing.topic and listing.topic[0] == "series":
        crumbs.append(Link(listing.title, href(path, series_path(listing.topic[1]))))
    view = ListView(
        title=listing.title,
        lede=listing.lede,
        total=len(listing.stories),
        breadcrumbs=tuple(crumbs),
        filters=tuple(_filters(catalogue, path, listing.topic, counts)),
        cards=catalogue.cards(path, shown),
        pages=tuple(link(n, str(n)) if n else Link("…", "") for n in numbers(number, total)),
        previous=link(number - 1, "上一页") if number > 1 else None,
        next=link(number + 1, "下一页") if number < total else None,
        more=catalogue.everything(path),
        invite=catalogue.invite(path),
        has_sample=any(story.front.sample for story in shown),
        whole=catalogue.names,
    )
    suffix = f"（第 {number} 页）" if number > 1 else ""
    meta = Meta(f"{listing.title}{suffix}", listing.lede, "list", "stories", view.has_sample)
    return Page(path, meta, fragment("list", v=view), kicker="目录")


def _filters(
    catalogue: Catalogue, path: str, topic: tuple[str, str] | None, counts: Counter[tuple[str, str]]
) -> Iterator[FilterGroup]:
    for kind, label in KINDS.items():
        links = tuple(
            Link(
                catalogue.label(kind, key),
                href(path, f"topics/{kind}/{key}/index.md"),
                counts[kind, key],
                (kind, key) == topic,
            )
            for key in catalogue.keys(kind)
            if counts[kind, key]
        )
        if len(links) > 1 or any(link.current for link in links):  # one choice is none
            yield FilterGroup(label, links)
