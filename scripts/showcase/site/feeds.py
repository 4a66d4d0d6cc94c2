"""The stories for other programs: Atom and JSON Feed, of all and of each department; stories.json with its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from showcase.pages.catalogue import Catalogue
from showcase.pages.collection import Collection
from showcase.pages.links import live_links, with_whole_links
from showcase.pages.page import Asset
from showcase.pages.pictures import FOLDER
from showcase.photos.orders import Developed
from showcase.photos.recipes import BODY, COVER, Recipe
from showcase.stories.story import Story

MOST = 100  # stories of a feed, the newest; stories.json and those after it name all
A_FILE = 1000  # stories of a stories.json
ATOM, JSON_FEED, STORIES, SCHEMA = "feed.xml", "feed.json", "stories.json", "stories.schema.json"


def feed_files(whole: Collection, origin: str) -> Iterator[Asset]:
    """`origin`: the site's address with a final "/": a reader of feeds stands nowhere, so every address is whole."""
    catalogue, names = whole.catalogue, whole.house.organisation.names
    site = whole.house.tokens.names.site
    stories = catalogue.stories
    yield from _pair("", f"{site} · {names.short}", _whole(whole, stories[:MOST], origin), origin)
    for key, department in whole.house.organisation.departments.items():
        own = [story for story in stories if story.front.department == key][:MOST]
        if own:
            told = _whole(whole, own, origin)
            yield from _pair(f"feeds/{key}", f"{site} · {department.label}", told, origin)
    yield from story_lists([_entry(catalogue, story, origin) for story in stories], origin)
    yield Asset(SCHEMA, _json(_schema()))


def story_lists(rows: list[dict[str, Any]], origin: str) -> Iterator[Asset]:
    """Every story, newest first, in files of `A_FILE`; each names the one after it."""
    names = [STORIES, *(f"stories-{n}.json" for n in range(2, -(-len(rows) // A_FILE) + 1))]
    for number, name in enumerate(names):
        value: dict[str, Any] = {"schema": origin + SCHEMA}
        if number + 1 < len(names):
            value["next"] = origin + names[number + 1]
        yield Asset(name, _json(value | {"stories": rows[number * A_FILE : (number + 1) * A_FILE]}))


def _whole(whole: Collection, stories: Iterable[Story], origin: str) -> list[dict[str, Any]]:
    """What a feed says of each, with its text."""
    return [_entry(whole.catalogue, s, origin) | {"html": _text(whole, s, origin)} for s in stories]


def _entry(catalogue: Catalogue, story: Story, origin: str) -> dict[str, Any]:
    front = story.front
    cover = _photo(catalogue, story, story.cover, COVER) if story.cover else None
    value: dict[str, Any] = {
        # Not of the address, which may move; a number would look like somebody's.
        "id": f"urn:x-showcase:stories:{story.year}:{story.slug}",
        "url": f"{origin}{story.folder}/index.html",
        "title": front.title,
        "summary": front.summary,
        "date": front.date.isoformat(),
        "updated": catalogue.updated(story).isoformat(),
        "department": {"key": front.department, "label": catalogue.label("department", front.department)},
        "series": {"key": front.series, "label": catalogue.label("series", front.series)},
        "themes": [catalogue.label("theme", key) for key in story.themes],
        "people": [{"name": person.name, "role": person.role} for person in front.people],
        "honours": list(front.honours),
        "sample": front.sample,
    }
    return value | ({"image": origin + cover[0]} if cover else {})


def _photo(catalogue: Catalogue, story: Story, file: str, recipe: Recipe) -> tuple[str, int, int] | None:
    """(its address from the site's root, width, height) of the widest jpg."""
    photo: Developed | None = catalogue.photos.get(f"{story.folder}/{file}")
    if photo is None:
        return None
    made = [i for i in photo.picture(recipe) if i.encoder.format == "jpg"][-1]
    return f"{FOLDER}/{made.file}", *made.size


def _text(whole: Collection, story: Story, origin: str) -> str:
    """The sanitised text with its photos, the cover first; no places to jump to, every address whole."""
    page = f"{story.folder}/index.md"
    body = live_links(page, story.body.html, story.body.links, whole.addresses)

    def figure(match: re.Match[str]) -> str:
        use = story.body.photos[int(match[1])]
        return "" if use.file in story.hidden or use.file == story.cover else shown(use.file, BODY)

    def shown(file: str, recipe: Recipe) -> str:
        photo = _photo(whole.catalogue, story, file, recipe)
        if photo is None:
            return ""
        use = next((use for use in story.body.photos if use.file == file), None)
        alt, caption = (use.alt, use.caption) if use else (story.front.title, "")
        words = "　".join(filter(None, (caption, story.note(file).credit)))
        told = f"<figcaption>{escape(words)}</figcaption>" if words else ""
        address, width, height = photo
        image = (
            f'<img src="{escape(origin + address)}" alt="{escape(alt)}" width="{width}" height="{height}">'
        )
        return f"<figure>{image}{told}</figure>"

    cover = shown(story.cover, COVER) if story.cover else ""
    html = cover + re.sub(r'<figure class="photo-(\d+)"></figure>', figure, body)
    html = re.sub(r'<a class="footnote-backref".*?</a>|\s(?:id|class)="[^"]*"', "", html, flags=re.DOTALL)
    html = re.sub(r'<a href="#[^"]*"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)
    return with_whole_links(html, page, origin)


def _pair(name: str, title: str, entries: list[dict[str, Any]], origin: str) -> Iterator[Asset]:
    atom, other = (f"{name}.xml", f"{name}.json") if name else (ATOM, JSON_FEED)
    yield Asset(atom, _atom(atom, title, entries, origin))
    yield Asset(other, _json_feed(other, title, entries, origin))


def _atom(path: str, title: str, entries: Iterable[Mapping[str, Any]], origin: str) -> bytes:
    entries = tuple(entries)
    newest = max((entry["updated"] for entry in entries), default="1970-01-01")
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>urn:x-showcase:{path.removesuffix('.xml').replace('/', ':')}</id>",
        f"<title>{xml(title)}</title>",
        f"<updated>{_moment(newest)}</updated>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(origin + path)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(origin + "index.html")}/>',
        f"<author><name>{xml(title.rpartition(' · ')[2])}</name></author>",
    ]
    for one in entries:
        rows += [
            "<entry>",
            f"<id>{xml(one['id'])}</id>",
            f"<title>{xml(one['title'])}</title>",
            f"<published>{_moment(one['date'])}</published>",
            f"<updated>{_moment(one['updated'])}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(one["url"])}/>',
            f"<category term={quoteattr(one['department']['label'])}/>",
            f"<category term={quoteattr(one['series']['label'])}/>",
            f"<summary>{xml(one['summary'])}</summary>",
            f'<content type="html">{xml(one["html"])}</content>',
            "</entry>",
        ]
    return ("\n".join((*rows, "</feed>")) + "\n").encode()


def _json_feed(path: str, title: str, entries: Iterable[Mapping[str, Any]], origin: str) -> bytes:
    """Version 1.1."""
    items = []
    for one in entries:
        tags = [one["department"]["label"], one["series"]["label"], *one["themes"]]
        item = {
            "id": one["id"],
            "url": one["url"],
            "title": one["title"],
            "summary": one["summary"],
            "content_html": one["html"],
            "date_published": _moment(one["date"]),
            "date_modified": _moment(one["updated"]),
            "tags": list(dict.fromkeys(tags)),
        }
        items.append(item | ({"image": one["image"]} if "image" in one else {}))
    return _json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "home_page_url": origin + "index.html",
            "feed_url": origin + path,
            "language": "zh-CN",
            "items": items,
        }
    )


def _moment(day: str) -> str:
    return f"{day}T00:00:00+08:00"


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _schema() -> dict[str, Any]:
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    day = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

    def fields(optional: tuple[str, ...] = (), **known: object) -> dict[str, Any]:
        needed = [name for name in known if name not in optional]
        return {"type": "object", "properties": known, "required": needed, "additionalProperties": False}

    named = fields(key=text, label=text)
    story = fields(
        ("image",),
        id={"type": "string", "pattern": "^urn:x-showcase:stories:[0-9]{4}:[a-z0-9-]+$"},
        url={"type": "string", "pattern": "^https?://.+/stories/.+/index[.]html$"},
        title=text,
        summary=text,
        date=day,
        updated=day,
        department=named,
        series=named,
        themes=texts,
        people={"type": "array", "items": fields(name=text, role=text)},
        honours=texts,
        sample={"type": "boolean"},
        image=text,
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "网站上的故事",
        **fields(("next",), schema=text, next=text, stories={"type": "array", "items": story}),
    }
