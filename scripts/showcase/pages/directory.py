"""The ways to find a page: the search page, the directory for people, sitemap.xml for machines."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from showcase.documents import Doc
from showcase.fragments import fragment
from showcase.page import Page, href
from showcase.pages.catalogue import KINDS, Catalogue
from showcase.pages.lists import listings
from showcase.pages.views import FilterGroup, HeadView, Link

SEARCH, DIRECTORY = "search/index.md", "sitemap/index.md"


def search_page() -> Page:
    path = SEARCH
    head = HeadView(
        "搜索",
        "输入两个字就能找，例如：食堂、师傅、宿舍。",
        "manual",
        breadcrumbs=(Link("首页", "../index.html"),),
    )
    meta = {
        "title": "搜索",
        "description": head.lede,
        "layout": "plain",
        "section": "",
        "noindex": True,
    }
    return Page(
        path,
        meta,
        fragment("head", v=head) + "\n" + fragment("search", index=href(path, "stories/index.md")),
        True,
    )


def directory_page(catalogue: Catalogue, documents: Iterable[Doc]) -> Page:
    """For people: every hand-written page and every list, by name."""
    path = DIRECTORY

    def links(kind: str) -> tuple[Link, ...]:
        return tuple(
            Link(listing.title, href(path, f"{listing.folder}/index.md"), len(listing.stories))
            for listing in listings(catalogue)
            if listing.topic and listing.topic[0] == kind
        )

    pages = tuple(Link(doc.matter.title if doc.folder else "首页", href(path, doc.path)) for doc in documents)
    groups = (
        FilterGroup("页面", pages),
        FilterGroup("故事", (Link("全部故事", href(path, "stories/index.md"), len(catalogue.stories)),)),
        *(FilterGroup(f"按{label}", links(kind)) for kind, label in KINDS.items()),
    )
    head = HeadView(
        "站点地图",
        "本站有哪些页面，故事怎么分类，都列在这里。",
        "manual",
        breadcrumbs=(Link("首页", "../index.html"),),
    )
    meta = {
        "title": "站点地图",
        "description": head.lede,
        "layout": "manual",
        "section": "",
    }
    return Page(path, meta, fragment("head", v=head) + "\n" + fragment("sitemap", groups=groups), True)


def sitemap(origin: str, pages: Iterable[Page]) -> bytes:
    rows = []
    for page in pages:
        if page.meta.get("noindex"):
            continue
        updated = f"<lastmod>{page.updated}</lastmod>" if page.updated else ""
        rows.append(
            f"<url><loc>{escape(origin + page.address.removesuffix('index.html'))}</loc>{updated}</url>"
        )
    body = "\n".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'.encode()
