"""The ways to find a page: the search page, the directory for people, sitemap.xml for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from showcase.fragments import fragment
from showcase.pages.catalogue import KINDS
from showcase.pages.collection import Collection
from showcase.pages.lists import listings
from showcase.pages.page import Asset, Meta, Page
from showcase.pages.views import FilterGroup, HeadView, Link
from showcase.project.addresses import href, published
from showcase.records.kind import Crumb, RecordPage

SEARCH, DIRECTORY = "search/index.md", "sitemap/index.md"
MAP = "sitemap.xml"
MANY = 24  # entries of one kind that are told one by one
A_MAP = 10_000  # addresses of a file; its format allows 50,000 and 50 MB, which ten photos a page would pass
_SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"


def popular_words(whole: Collection) -> dict[str, str]:
    """The words that lead to a page of this site, the first of each: path → word, in the order they were typed."""
    found: dict[str, str] = {}
    for entry in whole.house.organisation.words:
        if entry.page and published(entry.page) in whole.addresses.known:
            found.setdefault(entry.page, entry.word)
    return found


def search_page(whole: Collection) -> Page:
    """The field itself is made by script; without it the page offers the words often looked for and the directory."""
    path = SEARCH
    popular = tuple(Link(word, href(path, page)) for page, word in popular_words(whole).items())
    head = HeadView(
        "搜索",
        "输入两个字就能找，例如：食堂、师傅、宿舍。",
        "manual",
        breadcrumbs=(Link("首页", "../index.html"),),
    )
    meta = Meta(head.title, head.lede, "plain", noindex=True)
    ways = {"index": href(path, "stories/index.md"), "directory": href(path, DIRECTORY)}
    return Page(path, meta, fragment("head", v=head) + "\n" + fragment("search", popular=popular, **ways))


def directory_page(whole: Collection, records: Iterable[RecordPage]) -> Page:
    """For people: every hand-written page, under the entry of the header that it belongs to, every list, and the entries of lists."""
    path, catalogue = DIRECTORY, whole.catalogue

    def links(kind: str) -> tuple[Link, ...]:
        return tuple(
            Link(listing.title, href(path, f"{listing.folder}/index.md"), len(listing.stories))
            for listing in listings(catalogue)
            if listing.topic and listing.topic[0] == kind
        )

    everything = Link("全部故事", href(path, "stories/index.md"), len(catalogue.stories))
    groups = (
        *(
            FilterGroup(label, (everything, *pages) if section == "stories" else pages)
            for section, label, pages in _by_section(whole, path)
        ),
        *(FilterGroup(f"按{label}", links(kind)) for kind, label in KINDS.items()),
        *_entries(whole, path, records),
    )
    head = HeadView(
        "站点地图",
        "本站有哪些页面，故事怎么分类，都列在这里。",
        "manual",
        breadcrumbs=(Link("首页", "../index.html"),),
    )
    meta = Meta(head.title, head.lede, "manual")
    return Page(path, meta, fragment("head", v=head) + "\n" + fragment("sitemap", groups=groups))


def _entries(whole: Collection, path: str, records: Iterable[RecordPage]) -> Iterator[FilterGroup]:
    """The pages of entries by the page above them; of very many only how many there are."""
    found: dict[Crumb, list[RecordPage]] = {}
    for record in records:
        if record.above and not record.aside and published(record.above[-1].path) in whole.addresses.known:
            found.setdefault(record.above[-1], []).append(record)
    for above, own in found.items():
        if len(own) > MANY:
            yield FilterGroup(above.text, (Link("全部", href(path, above.path), len(own)),))
        else:
            yield FilterGroup(above.text, tuple(Link(one.title, href(path, one.path)) for one in own))


def _by_section(whole: Collection, path: str) -> Iterator[tuple[str, str, tuple[Link, ...]]]:
    """(section, its word in the header, its pages), in the header's order; what belongs to none comes last."""
    entries = {item.section: item.text for item in whole.house.settings.nav if item.section}
    for section, label in (*entries.items(), ("", "其他")):
        own = [
            doc
            for doc in whole.docs
            if (doc.matter.section if doc.matter.section in entries else "") == section
        ]
        yield (
            section,
            label,
            tuple(Link(doc.matter.title if doc.folder else "首页", href(path, doc.path)) for doc in own),
        )


def sitemap(origin: str, found: Iterable[str]) -> Iterator[Asset]:
    """sitemap.xml of these rows; where there are more than one may hold, it names the files that hold them."""
    rows = [row for row in found if row]
    if len(rows) <= A_MAP:
        yield Asset(MAP, _listed("urlset", f'{_SITEMAPS} xmlns:image="{_IMAGES}"', rows))
        return
    names = []
    for start in range(0, len(rows), A_MAP):
        names.append(f"sitemap-{start // A_MAP + 1}.xml")
        part = rows[start : start + A_MAP]
        yield Asset(names[-1], _listed("urlset", f'{_SITEMAPS} xmlns:image="{_IMAGES}"', part))
    parts = [f"<sitemap><loc>{escape(origin + name)}</loc></sitemap>" for name in names]
    yield Asset(MAP, _listed("sitemapindex", _SITEMAPS, parts))


def sitemap_row(origin: str, page: Page) -> str:
    """What it says of `page`; "" of one that no search engine is to list."""
    if page.meta.noindex:
        return ""
    day = page.changed or page.updated
    updated = f"<lastmod>{day}</lastmod>" if day else ""
    address = escape(origin + page.address.removesuffix("index.html"))
    images = "".join(
        f"<image:image><image:loc>{escape(origin + image)}</image:loc></image:image>" for image in page.images
    )
    return f"<url><loc>{address}</loc>{updated}{images}</url>"


def _listed(element: str, spaces: str, rows: Iterable[str]) -> bytes:
    body = "\n".join(rows)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}\n<{element} {spaces}>\n{body}\n</{element}>\n".encode()
