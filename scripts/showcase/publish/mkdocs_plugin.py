"""The same `Site` through MkDocs: what `mkdocs build` and `mkdocs serve` in the project's folder run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.theme import Theme

from showcase.pages.page import Page
from showcase.project.errors import ShowcaseError
from showcase.project.folder import Project
from showcase.publish.renderer import LOST
from showcase.site.assemble import Site, assemble, write_asset
from showcase.site.options import Options

THEME = Path(__file__).parent.parent / "theme"


def _assembled(root: Path) -> Site:
    """The site of the project in `root`. MkDocs has read mkdocs.yml, and run what it names, before it asks us."""
    try:
        return assemble(Project(root), Options())[0]
    except (ShowcaseError, OSError) as err:
        raise PluginError(str(err)) from err


class ShowcasePlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    site: Site
    pages: dict[str, Page]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        site = self.site = _assembled(Path(config.config_file_path).parent)
        config.theme = Theme(custom_dir=str(THEME), static_templates=[LOST])
        config.theme.static_templates -= {"sitemap.xml"}  # ours knows each story's date
        config.site_name = site.name
        # Still empty: MkDocs would walk docs/, through every link in it, for nothing.
        config.docs_dir = config.site_dir
        config.use_directory_urls = False  # every address of ours names its file
        config.extra["showcase"] = dict(site.extra)
        config.nav = ["index.md"]  # with every story in it, building is quadratic
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Only our pages: neither sources beside the pages of docs/ nor files of a theme are published."""
        pages = []
        for page in self.site.pages:
            level = InclusionLevel.INCLUDED if page.path == "index.md" else InclusionLevel.NOT_IN_NAV
            pages.append(File.generated(config, page.path, content="", inclusion=level))
        self.pages = {page.path: page for page in self.site.pages}
        return Files(pages)

    def on_page_markdown(self, markdown: str, page: MkDocsPage, **_: Any) -> str:
        """A page is finished: Markdown would pass it through unchanged at twice the cost of all the rest."""
        page.meta = self.pages[page.file.src_uri].meta.for_theme()
        return markdown

    def on_page_content(self, html: str, page: MkDocsPage, **_: Any) -> str:
        return self.pages[page.file.src_uri].body

    def on_post_build(self, config: MkDocsConfig) -> None:
        for asset in self.site.assets:
            write_asset(asset, Path(config.site_dir))
