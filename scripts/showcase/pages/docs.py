"""A hand-written page: its photos become figures, its blocks are filled, and both join what its author wrote.

What the author wrote is sanitised before that, as the last step on it; what is made here is our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from showcase.fragments import fragment, quoted
from showcase.markup.allowed import PAGE
from showcase.markup.body import PhotoUse
from showcase.pages import practice
from showcase.pages.blocks import Blocks, Withheld
from showcase.pages.collection import Collection
from showcase.pages.dabs import dabbed
from showcase.pages.document_intake import Documents, without
from showcase.pages.documents import Doc
from showcase.pages.links import live_links
from showcase.pages.page import Meta, Page, as_one_block
from showcase.pages.pictures import picture
from showcase.pages.views import FootView, HeadView, Link, Picture
from showcase.photos.orders import Developed
from showcase.photos.recipes import BANNER, BANNER_NARROW, BODY
from showcase.project.addresses import Addresses, anchors_in, href
from showcase.project.finding import Finding, error, warning
from showcase.stories.rules.links import link_faults


def fill_all(
    documents: Documents, standing: Callable[[Documents], Collection]
) -> tuple[Documents, Mapping[str, tuple[str, ...]]]:
    """Every page's blocks as HTML, by its path; `standing` knows what there is when those documents stand.

    A page with a block that cannot be filled is left out, and the others are filled without it.
    """
    while True:
        whole = standing(documents)
        filled = {doc.path: _filled(doc, Blocks(doc.path, whole)) for doc in documents.docs}
        found = {path: tuple(findings) for path, (_, findings) in filled.items()}
        broken = {path: faults for path, faults in found.items() if any(fault.is_error for fault in faults)}
        documents = without(documents, broken or found)
        if not broken:
            return documents, {path: blocks for path, (blocks, _) in filled.items()}


def _filled(doc: Doc, on_page: Blocks) -> tuple[tuple[str, ...], list[Finding]]:
    blocks: list[str] = []
    findings: list[Finding] = []
    for use in doc.body.blocks:
        place = doc.body_place(use.line, use.column)
        try:
            blocks.append(on_page.fill(use.name, dict(use.options)))
        except ValueError as err:
            findings.append(error("DOC003", place, str(err), "对照编辑手册“改网页”一页里的版块一览"))
        except Withheld as why:
            blocks.append("")
            message = f"版块 {use.name} {why.what}{why.absence.cause}，这个位置空着"
            findings.append(warning(why.absence.code, place, message, why.absence.cure))
    return tuple(blocks), findings


def anchors(doc: Doc, blocks: tuple[str, ...]) -> frozenset[str]:
    """The ids on a page that a link may lead to."""
    return anchors_in("".join((doc.body.html, *blocks)))


def doc_page(doc: Doc, blocks: tuple[str, ...], whole: Collection) -> tuple[Page, tuple[Finding, ...]]:
    """The page with its head, figures, blocks and foot; and where its links lead to nothing."""
    matter, motto = doc.matter, whole.house.tokens.motto
    in_part = whole.catalogue.has_sample and matter.layout in ("home", "culture")
    shows_samples = matter.sample or in_part or matter.needs in whole.sampled
    head = HeadView(
        title=matter.title,
        lede=matter.description,
        layout=matter.layout,
        kicker=matter.kicker,
        breadcrumbs=_breadcrumbs(doc, whole.titles),
        cover=_cover(doc, whole.photos),
        sample=shows_samples,
        motto=motto.words,
        motto_proposed=motto.status == "proposed",
        emblem=href(doc.path, "assets/emblem.svg"),
        whole=whole.catalogue.names,
    )
    foot = FootView(tuple(_credits(doc)))
    parts = (
        fragment("head", v=head),
        practice.head(doc, whole),
        _body(doc, blocks, whole),
        practice.foot(doc, whole),
        fragment("foot", v=foot),
    )
    meta = Meta(matter.title, matter.description, matter.layout, matter.section, shows_samples)
    page = Page(doc.path, meta, "\n".join(filter(None, parts)), source=doc.source)
    return page, tuple(_dead_links(doc, whole.addresses))


def _dead_links(doc: Doc, addresses: Addresses) -> Iterator[Finding]:
    for link in doc.body.links:
        place = doc.body_place(link.line, link.column)
        yield from link_faults(place, doc.path, link, addresses, "../culture/index.md")


def _body(doc: Doc, blocks: tuple[str, ...], whole: Collection) -> str:
    quotable = quoted(doc.body.html, whole.catalogue.names)
    html = dabbed(as_one_block(PAGE.clean(live_links(doc.path, quotable, doc.body.links, whole.addresses))))
    figures = tuple(_figure(doc, use, whole.photos) for use in doc.body.photos)
    html = re.sub(r'<figure class="photo-(\d+)"></figure>', lambda match: figures[int(match[1])], html)
    return re.sub(r'<div class="block-(\d+)"></div>', lambda match: blocks[int(match[1])], html)


def _figure(doc: Doc, use: PhotoUse, photos: Mapping[str, Developed]) -> str:
    if use.file in doc.ended:
        return ""
    photo, credit = photos[doc.photo_path(use.file)], doc.note(use.file).credit
    shown = picture(doc.path, photo.picture(BODY), alt=use.alt, caption=use.caption, credit=credit)
    return fragment("figure", p=shown, wide=shown.width > shown.height)


def _cover(doc: Doc, photos: Mapping[str, Developed]) -> Picture | None:
    if not doc.cover:
        return None
    photo, alt = photos[doc.photo_path(doc.cover)], doc.matter.cover_alt
    wide = picture(doc.path, photo.picture(BANNER), alt=alt, credit=doc.note(doc.cover).credit)
    return replace(wide, narrow=picture(doc.path, photo.picture(BANNER_NARROW), alt=alt))


def _credits(doc: Doc) -> Iterator[tuple[str, str]]:
    shown = {use.file: use.caption or use.alt for use in doc.photos}
    if doc.cover:
        shown = {doc.cover: "题图"} | {f: t for f, t in shown.items() if f != doc.cover}
    for file, text in shown.items():
        if credit := doc.note(file).credit:
            yield text, credit


def _breadcrumbs(doc: Doc, titles: Mapping[str, str]) -> tuple[Link, ...]:
    if not doc.folder:
        return ()
    parts = doc.folder.split("/")
    above = ["index.md", *("/".join(parts[:n]) + "/index.md" for n in range(1, len(parts)))]
    return tuple(
        Link("首页" if path == "index.md" else titles[path], href(doc.path, path))
        for path in above
        if path in titles
    )
