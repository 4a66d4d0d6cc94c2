"""A place in a hand-written page → the HTML that stories, pages and tokens fill it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from showcase.brand.tokens import Tokens, every_pair
from showcase.fragments import fragment
from showcase.pages import manual, practice
from showcase.pages.catalogue import KINDS, Catalogue
from showcase.pages.collection import Collection
from showcase.pages.documents import Doc
from showcase.pages.pictures import picture
from showcase.pages.records import RecordCanvas
from showcase.pages.views import ContrastRow, Link, Picture, Swatch, Tile
from showcase.photos.contrast import verdict
from showcase.photos.recipes import CARD
from showcase.project.addresses import Absence, href
from showcase.records.kinds import SYSTEMS
from showcase.records.options import only as _only
from showcase.records.series import page_path as series_path


class Withheld(Exception):
    """What a block would show is not on this site; its place stays empty."""

    def __init__(self, absence: Absence, what: str = "指向的页") -> None:
        super().__init__(absence.cause)
        self.absence, self.what = absence, what


@dataclass(frozen=True)
class Blocks:
    """The page that blocks stand on, and what they may draw on."""

    page: str  # path
    whole: Collection

    @property
    def catalogue(self) -> Catalogue:
        return self.whole.catalogue

    @property
    def tokens(self) -> Tokens:
        return self.whole.house.tokens

    def fill(self, name: str, options: Mapping[str, str]) -> str:
        """The HTML of block `name`.

        Raises:
            ValueError: there is no such block, or it does not take these options; in Chinese.
            Withheld: what it shows is not on this site.
        """
        block = BLOCKS.get(name)
        if block is None and name in RECORD_BLOCKS:
            return RECORD_BLOCKS[name](self.whole.world, RecordCanvas(self.page, self.whole), options)
        if block is None:
            raise ValueError(f"没有“{name}”这个版块；可以用 {'、'.join((*BLOCKS, *RECORD_BLOCKS))}")
        return block(self, options)


def featured(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    catalogue = blocks.catalogue
    return fragment(
        "block_featured", cards=catalogue.featured(blocks.page), invite=catalogue.invite(blocks.page)
    )


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
                raise ValueError(_unknown(blocks.catalogue, kind, options[kind]))
            found = tuple(story for story in found if topic in blocks.catalogue.topics(story))
    shown = found[: int(limit)]
    more = None if found else blocks.catalogue.everything(blocks.page)
    if len(found) > len(shown):
        target = f"topics/{topic[0]}/{topic[1]}/index.md" if topic else "stories/index.md"
        more = Link("全部故事", href(blocks.page, target), len(found))
    cards, invite = blocks.catalogue.cards(blocks.page, shown), blocks.catalogue.invite(blocks.page)
    return fragment("block_stories", cards=cards, more=more, invite=invite)


def _unknown(catalogue: Catalogue, kind: str, key: str) -> str:
    known = "、".join(f"{kind}={known}（{catalogue.label(kind, known)}）" for known in catalogue.keys(kind))
    return f"没有“{key}”这个{KINDS[kind]}；" + (f"可以写 {known}" if known else "先删掉这一行")


def cultures(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    tiles = []
    for doc in sorted(_culture_docs(blocks), key=lambda doc: _order(blocks, doc)):
        topics = {("department", doc.matter.department), ("theme", doc.matter.theme)}
        count = sum(bool(topics & set(blocks.catalogue.topics(story))) for story in blocks.catalogue.stories)
        shown = _tile_picture(blocks, doc)
        tiles.append(Tile(doc.matter.title, href(blocks.page, doc.path), doc.matter.line, count, shown))
    return fragment("block_cultures", tiles=tuple(tiles))


def _tile_picture(blocks: Blocks, doc: Doc) -> Picture | None:
    """A culture page's cover as a card."""
    if not doc.cover:
        return None
    photo = blocks.whole.photos[doc.photo_path(doc.cover)]
    return picture(blocks.page, photo.picture(CARD), alt=doc.matter.cover_alt)


def _culture_docs(blocks: Blocks) -> list[Doc]:
    return [
        doc
        for doc in blocks.whole.docs
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
        Link(
            catalogue.label("series", key),
            href(blocks.page, series_path(key)),
            len(catalogue.of("series", key)) or None,
        )
        for key in catalogue.keys("series")
    )
    return fragment("block_series", links=links)


def invitation(blocks: Blocks, options: Mapping[str, str]) -> str:
    """The one green band of a page: the way into the hand-written page `page` (start, brand/motto)."""
    _only(options, "page")
    folder = options.get("page", "")
    target = next((doc for doc in blocks.whole.docs if doc.folder and doc.folder == folder), None)
    if target is None and (absence := blocks.whole.addresses.absent.get(f"{folder}/index.html")):
        raise Withheld(absence)
    if target is None:
        known = "、".join(f"page={doc.folder}" for doc in blocks.whole.docs if doc.depth == 1)
        choices = f"，要的话可以写 {known}" if known else ""
        raise ValueError(f"没有 docs/{options.get('page', '…')}/index.md 这一页；不要这一条就删掉它{choices}")
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
    kit = blocks.whole.manual.kit
    if kit is None:
        cure = "请管理员把这个字补进 brand/fonts/ 的字体，再生成一次"
        raise Withheld(Absence(f"没有做成：{blocks.whole.manual.no_kit}", cure, "FNT003"), "的下载包")
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
    return manual.plate(blocks.page, blocks.whole.manual, options.get("name", "…"))


def plates(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options, "group")
    return manual.plates(blocks.page, blocks.whole.manual, options.get("group", "…"))


def contents(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options)
    return manual.contents(blocks.page, blocks.whole.docs)


def pages(blocks: Blocks, options: Mapping[str, str]) -> str:
    """The hand-written pages of a section beside this one and the cultures; those that this edition has."""
    _only(options, "section")
    section = options.get("section")
    found = [
        doc
        for doc in blocks.whole.docs
        if doc.matter.section == section and doc.matter.layout == "manual" and doc.depth == 1
    ]
    if not found and section is None:
        raise ValueError("写上哪一部分，例如 section=culture")
    return manual.chapters(blocks.page, (doc for doc in found if doc.path != blocks.page))


def practices(blocks: Blocks, options: Mapping[str, str]) -> str:
    _only(options, "field", "unit")
    return practice.listed(blocks.page, blocks.whole, options)


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
    "uses": lambda blocks, _: manual.uses(blocks.page, blocks.whole.manual),
    "specimen": lambda blocks, _: manual.specimen(blocks.tokens),
    "plate": plate,
    "plates": plates,
    "contents": contents,
    "pages": pages,
    "practices": practices,
}

RECORD_BLOCKS = {name: block for system in SYSTEMS for name, block in system.blocks.items()}
