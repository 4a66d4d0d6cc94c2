"""What a block of a list draws on a page, with the canvas that pages have."""

from __future__ import annotations

import html
import re

from conftest import ROOT
from showcase.house import read_house
from showcase.pages.catalogue import Catalogue
from showcase.pages.collection import Collection
from showcase.pages.manual import Manual
from showcase.pages.records import RecordCanvas
from showcase.project.addresses import Addresses
from showcase.project.folder import Project
from showcase.records.kind import World

HOUSE = read_house(Project(ROOT))


def canvas(world: World, *known: str, page: str = "x/index.md") -> RecordCanvas:
    """`known`: the addresses of all pages that there are."""
    catalogue = Catalogue(world.stories, {}, world.organisation)
    return RecordCanvas(
        page, Collection(HOUSE, catalogue, (), {}, Manual(), world, Addresses(frozenset(known)))
    )


def words(drawn: str) -> str:
    """What is read of it, piece by piece, with a space between."""
    pieces = re.sub(r"<[^>]+>", "\n", re.sub(r"<wbr>|</?span class=\"nowrap\">", "", drawn)).split("\n")
    return " ".join(html.unescape(piece.strip()) for piece in pieces if piece.strip())
