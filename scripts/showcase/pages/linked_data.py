"""What a story's page says to machines (schema.org, JSON-LD): the article, who publishes it, where it stands, its pictures."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from showcase.pages.catalogue import Catalogue
from showcase.pages.pictures import FOLDER
from showcase.photos.recipes import BODY, COVER
from showcase.project.addresses import published
from showcase.stories.story import Story

CREDITS = "credits/"  # where the licences of photos are told
FREE = {
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "Unlicense": "https://unlicense.org/",
}


LICENSORS = frozenset(urlsplit(address).netloc for address in FREE.values())  # where `licence` may lead to


def linked_data(catalogue: Catalogue, story: Story, origin: str, known: frozenset[str]) -> str:
    """JSON that may stand in a page: no sign in it can end the element around it. Addresses begin with `origin`; of pages
    only those that are `known` are named.
    """
    page = f"{origin}{story.folder}/"
    names = catalogue.organisation.names
    publisher = {"@type": "Organization", "@id": f"{origin}#publisher", "name": names.full, "url": origin}
    front = story.front
    article: dict[str, Any] = {
        "@type": "Article",
        "@id": f"{page}#article",
        "headline": front.title,
        "description": front.summary,
        "datePublished": front.date.isoformat(),
        "dateModified": catalogue.updated(story).isoformat(),
        "inLanguage": "zh-CN",
        "articleSection": catalogue.label("department", front.department),
        "mainEntityOfPage": page,
        "publisher": {"@id": publisher["@id"]},
        "author": {"@type": "Organization", "name": front.credits.text or names.short},
        "image": _images(catalogue, story, origin, f"{CREDITS}index.html" in known),
    }
    topic = published(f"topics/department/{front.department}/index.md")
    steps = (
        ("首页", origin),
        ("故事", f"{origin}stories/"),
        (article["articleSection"], origin + topic.removesuffix("index.html")),
        (front.title, page),
    )
    trail = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": address}
            for at, (name, address) in enumerate(steps, 1)
        ],
    }
    graph = {"@context": "https://schema.org", "@graph": [article, publisher, trail]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def licence(credit: str) -> str:
    """The address of the licence that a credit names with its version; "" for none, or one in doubt."""
    if credit.count("CC") > 1:  # of two that do not agree neither
        return ""
    if match := re.search(r"CC[ -](BY(?:-(?:NC|SA|ND))*) (\d\.\d)(?!\d)", credit):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return next((address for name, address in FREE.items() if name in credit), "")


def story_images(catalogue: Catalogue, story: Story) -> tuple[tuple[str, str, str], ...]:
    """(file, address from the site's root of its widest jpg, what it shows) of each photo of the page."""
    told = {use.file: use.caption or use.alt for use in story.body.photos}
    rows = []
    for file in story.photo_files:
        recipe = COVER if file == story.cover else BODY
        made = catalogue.photos[f"{story.folder}/{file}"].picture(recipe)
        jpg = [one for one in made if one.encoder.format == "jpg"][-1]
        rows.append((file, f"{FOLDER}/{jpg.file}", told.get(file, story.front.title)))
    return tuple(rows)


def _images(catalogue: Catalogue, story: Story, origin: str, licensed: bool) -> list[dict[str, str]]:
    """Each with whom to credit and its licence: its own address where the credit names it, else the page of all licences."""
    rows = []
    for file, address, caption in story_images(catalogue, story):
        row = {"@type": "ImageObject", "contentUrl": origin + address, "caption": caption}
        if credit := story.note(file).credit or story.front.credits.photo:
            row["creditText"] = credit
            page = origin + CREDITS if licensed else ""
            row |= {"license": address} if (address := licence(credit) or page) else {}
            row |= {"acquireLicensePage": page} if page else {}
        rows.append(row)
    return rows
