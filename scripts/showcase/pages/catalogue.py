"""What every page may ask: the stories, their photos, the names; and the cards made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from showcase.brand.organisation import Organisation
from showcase.fragments.linebreak import TERMS
from showcase.pages.pictures import picture
from showcase.pages.views import Card, Link, Picture
from showcase.photos.orders import Developed
from showcase.photos.recipes import CARD, COVER, Recipe
from showcase.project.addresses import href
from showcase.project.kept import key_of
from showcase.records.kind import Mention
from showcase.stories.story import Story

Signature = tuple[str, frozenset[str]]  # department, themes

GUIDE = "contribute/index.md"
KINDS = {"department": "部门", "series": "栏目", "year": "年份", "theme": "主题"}


@dataclass(frozen=True)
class Catalogue:
    stories: tuple[Story, ...]  # newest first
    photos: Mapping[str, Developed] = field(hash=False)  # by path from the root
    organisation: Organisation
    reviewers: bool = False  # whether a story says who reviewed it
    mentions: Mapping[tuple[str, str], tuple[Mention, ...]] = field(default_factory=dict, hash=False)
    """Which entries name something, by (kind of reference, key)"""
    guide: str = ""  # the page that tells visitors how to send in a story; "" where there is none
    changed: Mapping[str, dt.date] = field(default_factory=dict, hash=False)
    """The day of the last commit in a story's folder, where git knows"""

    @cached_property
    def has_sample(self) -> bool:
        return any(story.front.sample for story in self.stories)

    def invite(self, page: str) -> Link | None:
        return Link("投稿", href(page, self.guide)) if self.guide else None

    def everything(self, page: str) -> Link | None:
        """The way to all stories, when there is one."""
        if not self.stories:
            return None
        return Link("看全部故事", href(page, "stories/index.md"), len(self.stories))

    def mentioning(self, page: str, story: Story) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """(荣誉, its links), … of the entries that name the story or one of its teams."""
        teams = [
            key
            for key, team in self.organisation.teams.items()
            if team.name in {person.name for person in story.front.people}
        ]
        named = [("story", story.key), *(("team", key) for key in teams)]
        by_kind: dict[str, dict[str, Link]] = {}
        for mention in (mention for name in named for mention in self.mentions.get(name, ())):
            link = Link(mention.title, href(page, mention.path))
            by_kind.setdefault(mention.kind, {}).setdefault(f"{link.text}{link.href}", link)
        return tuple((kind, tuple(links.values())) for kind, links in by_kind.items())

    def updated(self, story: Story) -> dt.date:
        """When it was last changed, as far as anybody knows; never before its own day."""
        return max(story.date, self.changed.get(story.folder, story.date))

    def topics(self, story: Story) -> tuple[tuple[str, str], ...]:
        """The (kind, key) lists a story stands in."""
        front = story.front
        return (
            ("department", front.department),
            ("series", front.series),
            ("year", story.year),
            *(("theme", key) for key in story.themes),
        )

    def label(self, kind: str, key: str) -> str:
        if kind == "department":
            return self.organisation.departments[key].label
        if kind == "series":
            return self.organisation.series[key].label
        if kind == "theme":
            return self.organisation.themes[key]
        return f"{key}年"

    def keys(self, kind: str) -> tuple[str, ...]:
        """All keys of a kind, in the order people gave them; years newest first."""
        if kind == "department":
            return tuple(self.organisation.departments)
        if kind == "series":
            return tuple(self.organisation.series)
        if kind == "theme":
            return tuple(self.organisation.themes)
        return tuple(sorted({story.year for story in self.stories}, reverse=True))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What no line of a title may divide."""
        return tuple(dict.fromkeys((*TERMS, *self.organisation.proper_names)))

    def whole(self, story: Story) -> tuple[str, ...]:
        """What no line of this story's title may divide: its people too."""
        people = (word for person in story.front.people for word in (person.name, person.role))
        return self.names + tuple(word for word in people if word and word in story.front.title)

    def of(self, kind: str, key: str) -> tuple[Story, ...]:
        return tuple(story for story in self.stories if (kind, key) in self.topics(story))

    def topic_link(self, page: str, kind: str, key: str, count: int | None = None) -> Link:
        return Link(self.label(kind, key), href(page, f"topics/{kind}/{key}/index.md"), count)

    def cover(self, page: str, story: Story, recipe: Recipe) -> Picture | None:
        """The story's cover in the shape of `recipe`."""
        file = story.cover
        if not file:
            return None
        photo = self.photos[f"{story.folder}/{file}"]
        use, note = story.cover_use, story.note(file)
        alt, caption = (use.alt, use.caption) if use else (f"题图：{story.front.title}", "")
        return picture(page, photo.picture(recipe), alt=alt, caption=caption, credit=note.credit)

    def card(self, page: str, story: Story, recipe: Recipe = CARD) -> Card:
        front = story.front
        return Card(
            title=front.title,
            href=href(page, f"{story.folder}/index.md"),
            summary=front.summary,
            series=self.label("series", front.series),
            department=self.label("department", front.department),
            date=chinese_date(story.date),
            iso_date=story.date.isoformat(),
            minutes=story.body.minutes,
            picture=self.cover(page, story, recipe),
            sample=front.sample,
            pending=story.pending,
            whole=self.whole(story),
        )

    def shown_elsewhere(self, story: Story) -> str:
        """The key of all that other pages show of a story: its card, in which its title and its names are too."""
        if story.key not in self._shown_elsewhere:
            self._shown_elsewhere[story.key] = key_of(self.card("index.md", story))
        return self._shown_elsewhere[story.key]

    @cached_property
    def _shown_elsewhere(self) -> dict[str, str]:
        return {}

    def cards(self, page: str, stories: Iterable[Story]) -> tuple[Card, ...]:
        return tuple(self.card(page, story) for story in stories)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each story stands in `stories`, by key."""
        return {story.key: place for place, story in enumerate(self.stories)}

    @cached_property
    def by_key(self) -> Mapping[str, Story]:
        return {story.key: story for story in self.stories}

    @cached_property
    def _by_signature(self) -> Mapping[Signature, tuple[Story, ...]]:
        found: dict[Signature, list[Story]] = {}
        for story in self.stories:
            found.setdefault(_signature(story), []).append(story)
        return {signature: tuple(stories) for signature, stories in found.items()}

    def related(self, story: Story, most: int) -> tuple[Story, ...]:
        """Stories of the same department or themes, nearest first, then newest; never random."""
        own = _signature(story)
        if own not in self._nearest:
            # Stories alike in department and themes are equally near, so groups of them are
            # compared, not stories: 1,000 stories would else be a million comparisons.
            groups = [
                (near, group)
                for other, group in self._by_signature.items()
                if (near := _nearness(own, other))
            ]
            ranked = sorted(
                ((-near, self.places[s.key], s) for near, group in groups for s in group[: most + 1]),
                key=lambda entry: entry[:2],
            )
            self._nearest[own] = tuple(s for _, _, s in ranked[: most + 1])
        return tuple(other for other in self._nearest[own] if other.key != story.key)[:most]

    @cached_property
    def _nearest(self) -> dict[Signature, tuple[Story, ...]]:
        return {}

    def featured(self, page: str) -> tuple[Card, ...]:
        """The newest story of the series that leads, large, and the two newest others."""
        if not self.stories:
            return ()
        leads = self.organisation.featured
        first = next((s for s in self.stories if s.front.series == leads), self.stories[0])
        others = [story for story in self.stories if story is not first][:2]
        return self.card(page, first, COVER), *self.cards(page, others)


def _signature(story: Story) -> Signature:
    return story.front.department, frozenset(story.themes)


def _nearness(one: Signature, other: Signature) -> int:
    return 2 * (one[0] == other[0]) + len(one[1] & other[1])


def chinese_date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
