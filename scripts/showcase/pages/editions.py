"""Who a hand-written page is for, and which of them an edition of the site holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from showcase.project.addresses import SAMPLE, Absence, published

if TYPE_CHECKING:
    from showcase.pages.documents import Audience, Doc

Edition = Literal["public", "internal"]

AUDIENCES: Mapping[Edition, frozenset[Audience]] = {
    "public": frozenset({"public"}),
    "internal": frozenset({"public", "internal"}),
}  # the handbook is a site of its own

FOLDERS: Mapping[Edition, str] = {"public": "site", "internal": "site-internal"}

# Lies in the internal edition alone, so that a folder tells which edition it holds.
MARK = "internal.txt"
MARK_WORDS = "这个文件夹是网站的内部版，里面有不对外公开的页面和审稿人的姓名。不要放到公开的服务器上。\n"


ABSENCES: Mapping[Audience, Absence] = {
    "internal": Absence(
        "只在内部版里", "改成公开的页，或删掉链接；那一页可以公开的话，删掉它稿头里的 audience: internal"
    ),
    "handbook": Absence("在编辑手册里，不在网站上", "把访客用得着的话写进这一页，或删掉链接"),
}


def held_by(documents: Iterable[Doc], edition: Edition, *, official: bool) -> tuple[Doc, ...]:
    return tuple(doc for doc in documents if _absence(doc, edition, official) is None)


def absences(documents: Iterable[Doc], edition: Edition, *, official: bool) -> Mapping[str, Absence]:
    """What the site does not hold, by the address it would have."""
    found = ((published(doc.path), _absence(doc, edition, official)) for doc in documents)
    return {address: absence for address, absence in found if absence}


def _absence(doc: Doc, edition: Edition, official: bool) -> Absence | None:
    """Why the page is not on the site; a home or culture page goes without its sample parts only."""
    if doc.matter.audience not in AUDIENCES[edition]:
        return ABSENCES[doc.matter.audience]
    if official and doc.matter.sample and doc.matter.layout not in ("home", "culture"):
        return SAMPLE
    return None
