"""What a built site says of a story, read back from its files: the page, the feed, the list for other systems."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from showcase.channels.export import Export, Said
from showcase.channels.facts import ALL, Kind
from showcase.channels.tree import Element, parsed, words, written
from showcase.project.errors import ProjectError
from showcase.project.jail import Jail, Missing, Refused
from showcase.site.feeds import JSON_FEED, STORIES
from showcase.stories.story import Story

MOST_PAGE, MOST_LIST = 8 << 20, 256 << 20  # bytes
LISTED: frozenset[Kind] = frozenset({"roles", "honours"})  # of these the list leaves out none
# Of the article on a page: what its story says. Around it stand the length in minutes, who reviewed it, its neighbours.
PARTS = frozenset({"kicker", "lede", "byline", "opening__photo", "story__body"})
SAID = frozenset({"文中的人", "荣誉"})  # of the table at its end
NOTE = re.compile(r"<sup>\d{1,3}</sup>")  # the number of a note in a feed, where it leads nowhere


@dataclass(frozen=True)
class BuiltSite:
    jail: Jail
    shown: str  # how findings call its folder
    feed: Mapping[str, Mapping[str, Any]]  # the newest, by the story's key
    listed: Mapping[str, Mapping[str, Any]]

    def exports(self, story: Story) -> Iterator[Export]:
        """What it says of `story`, file by file; nothing where it has no page of it."""
        try:
            page = self.jail.read(*story.folder.split("/"), "index.html", limit=MOST_PAGE).decode(
                "utf-8", "replace"
            )
        except Refused:
            return
        yield self._export(f"{story.folder}/index.html", page_words(page), ALL)
        if one := self.feed.get(story.key):
            text = (
                one["title"],
                one["summary"],
                one["date_published"][:10],
                words(NOTE.sub("", one["content_html"])),
            )
            yield self._export(JSON_FEED, "\n".join(text), frozenset({"quotes"}))
        if one := self.listed.get(story.key):
            people = (f"{person['name']}，{person['role']}" for person in one["people"])
            labels = (one["department"]["label"], one["series"]["label"], *one["themes"])
            text = (one["title"], one["summary"], one["date"], *people, *one["honours"], *labels)
            yield self._export(STORIES, "\n".join(text), LISTED)

    def _export(self, file: str, text: str, whole: frozenset[Kind]) -> Export:
        return Export("网站", self.shown, (), (Said(file, text),), whole)


def built_site(jail: Jail, shown: str) -> BuiltSite:
    """Raises ProjectError where a list of the site is none."""
    try:
        feed = _by_key(_rows(jail, JSON_FEED, "items"))
        listed: dict[str, Mapping[str, Any]] = {}
        name = STORIES
        while name and len(listed) < 1_000_000:
            value = _file(jail, name)
            listed |= _by_key(value.get("stories", ()))
            name = str(value.get("next", "")).rpartition("/")[2]
    except (Refused, ValueError, TypeError, KeyError, AttributeError, RecursionError) as err:
        raise ProjectError(f"{shown} 里的 {JSON_FEED} 或 {STORIES} 读不出来；请重新生成网站") from err
    return BuiltSite(jail, shown, feed, listed)


def _rows(jail: Jail, name: str, key: str) -> Iterable[Mapping[str, Any]]:
    rows: Iterable[Mapping[str, Any]] = _file(jail, name).get(key, ())
    return rows


def _file(jail: Jail, name: str) -> dict[str, Any]:
    """Empty where there is none, as without an address of the site."""
    try:
        value: dict[str, Any] = json.loads(jail.read(name, limit=MOST_LIST))
    except Missing:
        return {}
    return value


def _by_key(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {"/".join(str(row["id"]).split(":")[-2:]): row for row in rows}


def page_words(page: str) -> str:
    """What the page of a story says of it."""
    return "\n".join(words(written(part)) for part in _parts(parsed(page)))


def _parts(root: Element) -> Iterator[Element]:
    article = next((one for one in root.all if one.tag == "article" and "story" in one.classes), Element(""))
    for element in article.all:
        if element.tag in ("h1", "time") or element.classes & PARTS:
            yield element
        elif element.tag == "div":
            inner = list(element.elements)
            if inner and inner[0].tag == "dt" and inner[0].text in SAID:
                # An entry of a list that names the story is a link, and says what the list says.
                yield from (one for one in inner[1:] if not any(part.tag == "a" for part in one.all))
