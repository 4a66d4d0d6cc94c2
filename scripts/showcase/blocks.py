"""A place in a hand-written page → the HTML that stories, pages and tokens fill it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from showcase import manual
from showcase.brand import Tokens, every_pair
from showcase.contrast import verdict
from showcase.documents import Doc
from showcase.fragments import fragment
from showcase.kit import Kit
from showcase.lettering import LacksCharacter
from showcase.page import href
from showcase.pages.catalogue import KINDS, Catalogue
from showcase.pages.docs import tile_picture
from showcase.pages.views import ContrastRow, Link, Swatch, Tile
from showcase.photos.studio import Developed, Refusal


@dataclass(frozen=True)
class Blocks:
    """What a block may draw on, and the page it stands on."""

    page: str  # path
    catalogue: Catalogue
    tokens: Tokens
    docs: tuple[Doc, ...] = ()
    photos: Mapping[str, Developed | Refusal] = field(default_factory=dict, hash=False)
    kit: Callable[[], Kit] | None = None  # makes it when asked
    manual: manual.Manual = field(default_factory=manual.Manual, hash=False)

    def fill(self, name: str, options: Mapping[str, str]) -> str:
        """The HTML of block `name`.

        Raises:
            ValueError: there is no such block, or it does not take these options; in Chinese.
        """
        block = BLOCKS.get(name)
        if block is None:
            raise ValueError(f"没有“{name}”这个版块；可以用 {'、'.join(BLOCKS)}")
        return block(self, options)


def _only(options: Mapping[str, str], *allowed: str) -> None:
    for name in options:
        if name not in allowed:
            words = f"；可以写 {'、'.join(allowed)}" if allowed else ""
            raise ValueError(f"这个版块没有 {name} 这一项{words}")


def featured(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    return fragment("block_featured", cards=blocks.catalogue.featured(blocks.page))


def stories(blocks: Blocks, options: Mapping[str, str]) -> str:
    """Stories of one department, series, year or theme; `limit` at most (6 unless given)."""
    kinds = ("department", "series", "theme", "year")
    _only(options, *kinds, "limit")
    limit = options.get("limit", "6")
    if not limit.isdecimal() or not 1 <= int(limit) <= 24:
        raise ValueError("limit 写 1 到 24 的整数")
    found = blocks.catalogue.stories
    topic: tuple[str, str] | None = None
    for kind in kinds:
        if kind in options:
            topic = (kind, options[kind])
            if kind != "year" and options[kind] not in blocks.catalogue.keys(kind):
                raise ValueError(f"没有“{options[kind]}”这个{KINDS[kind]}")
            found = tuple(story for story in found if topic in blocks.catalogue.topics(story))
    shown = found[: int(limit)]
    more = None
    if len(found) > len(shown):
        target = f"topics/{topic[0]}/{topic[1]}/index.md" if topic else "stories/index.md"
        more = Link("全部故事", href(blocks.page, target), len(found))
    empty = "这里还没有故事。写好的第一篇会出现在这里。"
    return fragment("block_stories", cards=blocks.catalogue.cards(blocks.page, shown), more=more, empty=empty)


def cultures(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    tiles = []
    for doc in sorted(_culture_docs(blocks), key=lambda doc: _order(blocks, doc)):
        topics = {("department", doc.matter.department), ("theme", doc.matter.theme)}
        count = sum(bool(topics & set(blocks.catalogue.topics(story))) for story in blocks.catalogue.stories)
        shown = tile_picture(blocks.page, doc, blocks.photos)
        tiles.append(Tile(doc.matter.title, href(blocks.page, doc.path), doc.matter.line, count, shown))
    return fragment("block_cultures", tiles=tuple(tiles))


def _culture_docs(blocks: Blocks) -> list[Doc]:
    return [
        doc
        for doc in blocks.docs
        if doc.matter.layout == "culture" and (doc.matter.department or doc.matter.theme)
    ]


def _order(blocks: Blocks, doc: Doc) -> tuple[int, str]:
    """As the departments stand in organisation.yml; pages without one come last."""
    keys = list(blocks.catalogue.organisation.departments)
    department = doc.matter.department
    return (keys.index(department) if department in keys else len(keys), doc.path)


def series(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    catalogue = blocks.catalogue
    links = tuple(
        catalogue.topic_link(blocks.page, "series", key, len(catalogue.of("series", key)))
        for key in catalogue.keys("series")
    )
    return fragment("block_series", links=links)


def invitation(blocks: Blocks, options: Mapping[str, str]) -> str:
    """The one green band of a page: the way into the hand-written page `page` (start, brand/motto)."""
    _only(options, "page")
    target = next((doc for doc in blocks.docs if doc.folder and doc.folder == options.get("page")), None)
    if target is None:
        raise ValueError(
            f"没有 docs/{options.get('page', '…')}/index.md 这一页；page 写文件夹名，例如 page=start"
        )
    return fragment(
        "block_invitation",
        anchor=f"to-{target.folder.replace('/', '-')}",
        title=target.matter.title,
        whole=blocks.catalogue.names,
        lede=target.matter.description,
        href=href(blocks.page, target.path),
        button="从这里开始",
    )


def motto(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    words = blocks.tokens.motto
    return fragment(
        "block_motto", words=words.words, proposed=words.status == "proposed", source=words.source
    )


def emblem(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    return fragment(
        "block_emblem",
        href=href(blocks.page, "assets/emblem.svg"),
        meaning=blocks.tokens.emblem.meaning,
        sizes=(24, 48, 96),
    )


def palette(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    swatches = tuple(
        Swatch(
            name,
            colour.label,
            colour.use,
            colour.light,
            colour.dark,
            f"--colour-{name}",
            ", ".join(str(int(colour.light[i : i + 2], 16)) for i in (1, 3, 5)),
            " / ".join(map(str, getattr(colour, "cmyk", None) or ())),
            getattr(colour, "spot", ""),
        )
        for name, colour in blocks.tokens.colour.items()
    )
    return fragment("block_palette", swatches=swatches)


def contrast(blocks: Blocks, options: Mapping[str, str]) -> str:
    """Every text colour on every ground; the pairs that the site uses stand first."""
    _only(options)
    labels, used = blocks.tokens.colour, frozenset(blocks.tokens.pairs)
    rows = tuple(
        ContrastRow(
            labels[row.text].label,
            labels[row.ground].label,
            f"{row.light:.2f}:1",
            f"{row.dark:.2f}:1",
            verdict(row.least),
            (row.text, row.ground) in used,
        )
        for row in sorted(every_pair(blocks.tokens), key=lambda row: (row.text, row.ground) not in used)
    )
    return fragment("block_contrast", rows=rows)


def download(blocks: Blocks, options: Mapping[str, str]) -> str:
    """The VI kit: one button, and what a careful person wants to know before pressing it."""
    _only(options)
    if blocks.kit is None:
        raise ValueError("这里没有下载包可放")
    try:
        kit = blocks.kit()
    except LacksCharacter as err:  # one rare character in a name stops no site
        raise ValueError(f"下载包没有做成：{err}") from err
    return fragment(
        "block_download",
        href=href(blocks.page, kit.path),
        version=kit.version,
        date=kit.date,
        size=f"{len(kit.data) / 1e6:.1f} MB",
        sha256=kit.sha256,
    )


def plate(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options, "name")
    return manual.plate(blocks.page, blocks.manual, options.get("name", "…"))


def plates(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options, "group")
    return manual.plates(blocks.page, blocks.manual, options.get("group", "…"))


def uniforms(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    return manual.uniforms(blocks.page, blocks.manual, blocks.tokens, blocks.catalogue.organisation)


def film(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    return manual.film(blocks.page, blocks.manual, blocks.photos)


def contents(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    return manual.contents(blocks.page, blocks.docs)


BLOCKS: Mapping[str, Callable[[Blocks, Mapping[str, str]], str]] = {
    "featured": featured,
    "stories": stories,
    "cultures": cultures,
    "series": series,
    "invitation": invitation,
    "motto": motto,
    "emblem": emblem,
    "palette": palette,
    "contrast": contrast,
    "download": download,
    "plate": plate,
    "plates": plates,
    "uniforms": uniforms,
    "film": film,
    "contents": contents,
}
