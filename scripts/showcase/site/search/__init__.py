"""The search index: every page's words by pairs of characters, in shards that a browser asks for by key."""

from __future__ import annotations

from collections.abc import Iterable

from showcase.pages.collection import Collection
from showcase.pages.directory import popular_words
from showcase.pages.page import Asset
from showcase.project.addresses import published
from showcase.project.cache import Cache
from showcase.project.kept import Kept
from showcase.site.before import Before
from showcase.site.search.index import index_files
from showcase.site.search.reading import Findable, in_order

# Pieces of a story lie all over the index: all that changes is to be forgotten when one is withdrawn.
INDEX = ("search/index.js", "search/k/", "search/d/")


def search_files(
    pages: Iterable[Findable], whole: Collection, shelf: Cache, before: Before | None
) -> tuple[Asset, ...]:
    """The index of the pages; `shelf` keeps what was read of each."""
    words = whole.house.organisation.words
    popular = [(word, published(page)) for page, word in popular_words(whole).items()]
    kept = Kept(shelf, "internal" if whole.world.internal else "public")
    files = index_files(in_order(pages), words, popular, before, kept)
    kept.save()
    return files
