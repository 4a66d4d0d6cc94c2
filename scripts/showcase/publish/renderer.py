"""The finished site as files: our templates around what each page says, and everything that lies beside.

What plain `mkdocs build` makes of the same `Site` through our plug-in has the same bytes; a test holds both to it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, pass_context
from jinja2.runtime import Context

from showcase.fragments.compiled import Compiled
from showcase.pages.page import Asset, Page
from showcase.project.addresses import href
from showcase.project.version import PACKAGE
from showcase.site.assemble import Site
from showcase.site.before import Before

LOST = "404.html"


@pass_context
def _url(context: Context, path: str) -> str:
    """`path`, from the site's root, as the page names it; the page of no address names it from the root."""
    page = context["page"]
    return href(page["url"], path) if page else posixpath.join(context["base_url"], path)


class Renderer:
    """Our templates, filled with what every page of `site` wears."""

    def __init__(self, site: Site) -> None:
        self._theme = theme()
        self._config = {"site_name": site.name, "extra": {"showcase": site.extra}}

    def page(self, page: Page) -> Asset:
        said = {"url": page.address, "meta": page.meta.for_theme(), "content": page.body}
        document = self._theme.get_template("main.html")
        text = document.render(config=self._config, page=said, base_url=href(page.address, "."))
        return Asset(page.address, text.encode("utf-8", "xmlcharrefreplace"))

    def lost(self) -> Asset:
        """What is shown for an address without a page."""
        return Asset(LOST, self._theme.get_template(LOST).render(config=self._config, page=None).encode())


@cache
def theme() -> Environment:
    loader, kept = PackageLoader("showcase", "theme"), Compiled(PACKAGE / "theme")
    found = Environment(loader=loader, auto_reload=False, bytecode_cache=kept)  # escapes by `|e` throughout
    found.filters["url"] = _url
    return found


def rendered(site: Site, before: Before | None = None) -> Iterator[Asset]:
    """Every page of `site`, and the one that is shown for an address without a page; those that stand `before` as they are."""
    renderer = Renderer(site)
    for leaf in site.leaves:
        if leaf.page:
            yield renderer.page(leaf.page)
        elif before:
            yield before.asset(leaf.address)
    yield renderer.lost()
