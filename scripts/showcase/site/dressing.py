"""What every page gets besides what it says: the next stop of a way, the code for paper, its font, its styles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from showcase.pages.collection import Collection
from showcase.pages.page import Asset, Page
from showcase.pages.trail import Trail
from showcase.project.cache import Cache
from showcase.site import chrome
from showcase.site.onpaper import on_paper
from showcase.site.typeface import fitted
from showcase.site.wardrobe import clad


@dataclass(frozen=True)
class Dressed:
    pages: tuple[Page, ...]  # but for their share cards
    files: Mapping[str, tuple[Asset, ...]] = field(hash=False)  # that a page names, by its path
    asked: Mapping[str, str] = field(hash=False)  # what it sets in the heading font, by its path
    lost: str  # the stylesheet of the heading font for the page of no address
    lost_files: tuple[Asset, ...]
    lacking: str  # characters asked for that the heading font does not have


def dressed(
    pages: Iterable[Page], whole: Collection, way: Trail, brand: Cache, others: Iterable[str] = ()
) -> Dressed:
    """`pages` with all but their cards. `others`: what pages that are not made now set in the heading font.

    Raises:
        ProjectError: the font is missing or is none.
    """
    paper = on_paper(map(way.along, pages), chrome.known_origin(whole.house))
    fit = fitted(paper, whole, chrome.written(), brand, others)
    styled = clad(fit.pages, chrome.parts())
    files = {
        path: (*own, styled.by_page[path]) if path in styled.by_page else own
        for path, own in fit.by_page.items()
    }
    return Dressed(styled.pages, files, fit.asked, fit.lost, fit.lost_files, fit.lacking)
