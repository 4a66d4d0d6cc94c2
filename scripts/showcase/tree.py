"""The finished Markdown tree with its theme and a mkdocs.yml that needs no plug-in of ours."""

from __future__ import annotations

import re
import shutil
from importlib import resources
from pathlib import Path

import yaml

from showcase.errors import ProjectError
from showcase.project import Project
from showcase.site import Site, write_asset


def write_tree(project: Project, site: Site, folder: Path) -> None:
    """docs/, theme/ and mkdocs.yml in `folder`, which must be empty or new.

    Raises:
        ProjectError: the folder holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ProjectError(f"{folder} 不是空文件夹，请换一个位置")
    for page in site.pages:
        file = folder / "docs" / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.markdown, "utf-8")
    for asset in site.assets:
        write_asset(asset, folder / "docs")
    with resources.as_file(resources.files("showcase") / "theme") as theme:
        shutil.copytree(theme, folder / "theme", ignore=shutil.ignore_patterns("assets"))
    settings = _settings(site) + _extensions(project.settings.read_text("utf-8-sig"))
    (folder / "mkdocs.yml").write_text(settings, "utf-8")


def _extensions(settings: str) -> str:
    """The Markdown extensions as they are written, with their tags."""
    found = re.search(r"^markdown_extensions:.*?(?=^[^\s#-]|\Z)", settings, re.MULTILINE | re.DOTALL)
    return found.group() if found else ""


def _settings(site: Site) -> str:
    value = {
        "site_name": site.name,
        "site_url": site.extra["origin"],
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "zh", "font": False, "custom_dir": "theme"},
        "plugins": [],
        "nav": ["index.md"],
        "not_in_nav": "/**",
        "extra": {"showcase": dict(site.extra)},
    }
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
