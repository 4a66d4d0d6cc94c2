"""Puts a `Site` into MkDocs; the only module that imports it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from showcase.errors import ProjectError, ShowcaseError
from showcase.page import Page
from showcase.project import Project
from showcase.site import Site, assemble, write_asset
from showcase.survey import Options

THEME = Path(__file__).parent / "theme"


class ShowcasePlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    site: Site | None = None
    finished: dict[str, Page]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        site = self.site = self.site or assemble(Project(Path(config.config_file_path).parent), Options())
        config.theme.dirs.insert(0, str(THEME))
        config.theme.static_templates -= {"sitemap.xml"}  # ours knows each story's date
        config.site_name = site.name
        config.use_directory_urls = False  # every address of ours names its file
        config.extra["showcase"] = dict(site.extra)
        config.nav = ["index.md"]  # with every story in it, building is quadratic
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Only our pages: neither sources beside the pages of docs/ nor the base theme's files are published."""
        assert self.site is not None
        pages = []
        for page in self.site.pages:
            level = InclusionLevel.INCLUDED if page.path == "index.md" else InclusionLevel.NOT_IN_NAV
            content = "" if page.finished else page.markdown
            pages.append(File.generated(config, page.path, content=content, inclusion=level))
        self.finished = {page.path: page for page in self.site.pages if page.finished}
        return Files(pages)

    def on_page_markdown(self, markdown: str, page: MkDocsPage, **_: Any) -> str:
        """A finished page skips Markdown, which would pass it through unchanged at twice the cost of all the rest."""
        if ours := self.finished.get(page.file.src_uri):
            page.meta = dict(ours.meta)
        return markdown

    def on_page_content(self, html: str, page: MkDocsPage, **_: Any) -> str:
        ours = self.finished.get(page.file.src_uri)
        return ours.body if ours else html

    def on_post_build(self, config: MkDocsConfig) -> None:
        assert self.site is not None
        for asset in self.site.assets:
            write_asset(asset, Path(config.site_dir))


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def build(project: Project, site: Site, folder: Path) -> list[str]:
    """Writes the finished site into `folder`; returns what MkDocs warned of.

    Raises:
        ProjectError: mkdocs.yml does not fit, or has no `showcase` plug-in.
    """
    if not os.environ.get(
        "SOURCE_DATE_EPOCH", "0"
    ).strip():  # set to nothing, which MkDocs takes for a number
        del os.environ["SOURCE_DATE_EPOCH"]
    warnings, log = _Warnings(), logging.getLogger("mkdocs")
    log.addHandler(warnings)
    log.propagate = False
    try:
        config: Any = load_config(config_file=str(project.settings), site_dir=str(folder))
        plugin = config.plugins.get("showcase")
        if not isinstance(plugin, ShowcasePlugin):
            raise ProjectError("mkdocs.yml: plugins 里没有 showcase")
        plugin.site = site
        mkdocs_build.build(config)
    except MkDocsException as err:
        words = " ".join(f"{err} {' '.join(warnings.lines)}".split())
        raise ProjectError(f"mkdocs.yml 里有一项设置用不了（MkDocs 的原话：{words[:300]}）") from err
    except (ShowcaseError, OSError, MemoryError):
        raise
    except (Exception, SystemExit) as err:  # a hook or a plug-in of somebody else
        raise ProjectError(
            f"mkdocs.yml 里的插件或钩子出了错（{type(err).__name__}: {str(err)[:200]}）"
        ) from err
    finally:
        log.removeHandler(warnings)
    return warnings.lines


def serve(host: str, port: int, folder: Path, watched: Iterable[Path], rebuild: Callable[[], None]) -> None:
    """Shows `folder` and calls `rebuild` when something `watched` changes, until interrupted."""
    server = LiveReloadServer(rebuild, host, port, root=str(folder))
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:  # its thread would keep us alive
        server.shutdown()
