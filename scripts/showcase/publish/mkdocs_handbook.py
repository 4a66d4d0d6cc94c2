"""Builds the handbook with MkDocs and Material as they are."""

from __future__ import annotations

import importlib.util
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin

from showcase.handbook import Handbook
from showcase.handbook.guard import PAGE, guarded
from showcase.project.errors import ProjectError, ShowcaseError
from showcase.site.assemble import write_asset


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class _Guard(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The last to touch what a page says, and what is around it."""

    def on_page_content(self, html: str, **_: Any) -> str:
        return PAGE.clean(html)

    def on_post_page(self, output: str, **_: Any) -> str:
        return guarded(output)


def check_material() -> None:
    """
    Raises:
        ProjectError: Material, which the public site does without, is not installed; what to run.
    """
    if not importlib.util.find_spec("material"):
        raise ProjectError(
            "编辑手册要用 Material 来做，这里还没有装；在项目的文件夹里运行 make handbook，它会装好再做"
        )


def build_handbook(handbook: Handbook, folder: Path) -> list[str]:
    """Writes the handbook's site into `folder`; returns what MkDocs warned of.

    Raises:
        ProjectError: it refused a setting or a page.
    """
    with tempfile.TemporaryDirectory(prefix="showcase-handbook-") as temporary:
        tree = Path(temporary)
        for leaf in handbook.leaves:
            file = tree / "docs" / leaf.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(leaf.source, "utf-8")
        for asset in handbook.assets:
            write_asset(asset, tree / "docs")
        (tree / "mkdocs.yml").write_text(handbook.settings, "utf-8")
        return _generate(tree / "mkdocs.yml", folder)


def _configured(settings: Path, folder: Path) -> Any:
    config: Any = load_config(config_file=str(settings), site_dir=str(folder))
    config.theme.static_templates.clear()  # a 404 page names its files by absolute paths
    config.plugins["showcase-guard"] = _Guard()  # the last plug-in, so none changes a page after it
    return config


def _generate(settings: Path, folder: Path) -> list[str]:
    if not os.environ.get(
        "SOURCE_DATE_EPOCH", "0"
    ).strip():  # set to nothing, which MkDocs takes for a number
        del os.environ["SOURCE_DATE_EPOCH"]
    warnings, log = _Warnings(), logging.getLogger("mkdocs")
    log.addHandler(warnings)
    log.propagate = False
    try:
        mkdocs_build.build(_configured(settings, folder))
    except MkDocsException as err:
        words = " ".join(f"{err} {' '.join(warnings.lines)}".split())
        raise ProjectError(f"MkDocs 没能生成编辑手册（原话：{words[:300]}）") from err
    except (ShowcaseError, OSError, MemoryError):
        raise
    except (Exception, SystemExit) as err:  # whatever its extensions make of a page
        raise ProjectError(f"MkDocs 没能生成编辑手册（{type(err).__name__}: {str(err)[:200]}）") from err
    finally:
        log.removeHandler(warnings)
    return warnings.lines
