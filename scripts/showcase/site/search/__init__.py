"""The search index: every page's words by pairs of characters, in shards that a browser asks for by key."""

from __future__ import annotations

from collections.abc import Iterable

from showcase.pages.collection import Collection
from showcase.pages.directory import popular_words
from showcase.pages.page import Asset, Page
from showcase.project.addresses import published
from showcase.project.cache import Cache
from showcase.project.kept import Kept
from showcase.site.search.index import index_files
from showcase.site.search.reading import read_entries

# Pieces of a story lie all over the index: all that changes is to be forgotten when one is withdrawn.
INDEX = ("search/index.js", "search/k/", "search/d/")


def search_files(pages: Iterable[Page], whole: Collection, shelf: Cache) -> tuple[Asset, ...]:
    """The index of every page that may be found; `shelf` keeps what was read of each before."""
    words = whole.house.organisation.words
    popular = [(word, published(page)) for page, word in popular_words(whole).items()]
    kept = Kept(shelf, "internal" if whole.world.internal else "public")
    files = index_files(read_entries(pages, words), words, popular, kept)
    kept.save()
    return files
