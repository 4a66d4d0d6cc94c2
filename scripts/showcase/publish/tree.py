"""The finished Markdown tree with its theme and a mkdocs.yml that needs no plug-in of ours."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import yaml

from showcase.house.keys import SLUGIFY
from showcase.project.errors import ProjectError
from showcase.publish.renderer import LOST
from showcase.site.assemble import Site, asset_bytes, write_asset

SITEMAP = "sitemap.xml"


def write_tree(site: Site, folder: Path) -> None:
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
        if asset.path != SITEMAP:
            write_asset(asset, folder / "docs")
    with resources.as_file(resources.files("showcase") / "theme") as theme:
        shutil.copytree(theme, folder / "theme", ignore=shutil.ignore_patterns("assets", "__pycache__"))
    (folder / "theme" / SITEMAP).write_text(_sitemap_template(site), "utf-8")
    (folder / "mkdocs.yml").write_text(_settings(site), "utf-8")


def _sitemap_template(site: Site) -> str:
    """Our own sitemap.xml, or nothing, in the place of MkDocs's, which writes over that of docs/: it knows no page's
    date, and no page at all where the site's address is a sample."""
    ours = next((asset_bytes(asset).decode() for asset in site.assets if asset.path == SITEMAP), "")
    return f"{{% raw %}}{ours}{{% endraw %}}"


class _Slugify:
    """The function that `SLUGIFY` names, in YAML."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(
    _Slugify,
    lambda dumper, _: dumper.represent_scalar(SLUGIFY.replace("!!", "tag:yaml.org,2002:", 1), ""),
)


def _settings(site: Site) -> str:
    value = {
        "site_name": site.name,
        "site_url": site.extra["origin"],
        "use_directory_urls": False,
        "theme": {"name": None, "custom_dir": "theme", "static_templates": [LOST]},
        "plugins": [],
        "markdown_extensions": site.survey.house.settings.markdown_extensions(_Slugify()),
        "nav": ["index.md"],
        "not_in_nav": "/**",
        "extra": {"showcase": dict(site.extra)},
    }
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
