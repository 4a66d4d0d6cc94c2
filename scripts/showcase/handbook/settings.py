"""The handbook's own mkdocs.yml: Material as it is, in the department's colours, without a word from outside."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import yaml

from showcase.brand.tokens import Tokens
from showcase.handbook.pages import Leaf
from showcase.handbook.rulebook import FOLDER, INDEX, by_code, rule_path
from showcase.house.settings import MenuItem
from showcase.records.rules import FAMILIES

CSS, EMBLEM = "assets/handbook.css", "assets/emblem.svg"

# Between any two Han characters too: measured against words cut by jieba, which loses names and 师傅.
SEPARATOR = r"[\s\u200b\u3000\-·、，。：；！？“”‘’（）《》…]+|(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])"

FEATURES = (
    "navigation.tabs",
    "navigation.tabs.sticky",
    "navigation.top",
    "navigation.footer",
    "toc.follow",
    "search.highlight",
    "content.code.copy",
    "content.tabs.link",
)

EXTENSIONS = """
markdown_extensions:
  - admonition
  - def_list
  - footnotes
  - tables
  - toc:
      permalink: true
      permalink_title: 这一节的地址
      slugify: !!python/name:markdown.extensions.toc.slugify_unicode
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""


def settings_text(name: str, owner: str, menu: Iterable[MenuItem], leaves: Iterable[Leaf]) -> str:
    """The whole file."""
    value: dict[str, Any] = {
        "site_name": name,
        "site_url": "",
        "copyright": owner,
        "use_directory_urls": False,
        "docs_dir": "docs",
        "theme": _theme(),
        "extra": {"generator": False},
        "extra_css": [CSS],
        "plugins": [{"search": {"lang": ["zh", "en"], "separator": SEPARATOR}}],
        "validation": {"nav": {"omitted_files": "warn"}, "links": {"anchors": "warn"}},
        "nav": navigation(menu, leaves),
    }
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False) + EXTENSIONS


def _theme() -> dict[str, Any]:
    def scheme(name: str, media: str, icon: str, other: str) -> dict[str, Any]:
        return {
            "media": f"(prefers-color-scheme: {media})",
            "scheme": name,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": f"material/{icon}", "name": f"换成{other}"},
        }

    return {
        "name": "material",
        "language": "zh",
        "font": False,
        "logo": EMBLEM,
        "favicon": EMBLEM,
        "features": list(FEATURES),
        "palette": [
            scheme("default", "light", "weather-night", "深色"),
            scheme("slate", "dark", "weather-sunny", "浅色"),
        ],
    }


def navigation(menu: Iterable[MenuItem], leaves: Iterable[Leaf]) -> list[Any]:
    """What the menu lists, by section; then pages it does not name; then the rules by family."""
    titles = {one.path: one.title for one in leaves if not one.path.startswith(f"{FOLDER}/")}
    nav: list[Any] = []
    listed = [item for item in menu if item.path in titles]
    for section, group in groupby(listed, key=lambda item: item.section):
        entries = [{item.text: titles_path} for item in group if (titles_path := item.path)]
        nav += [{section: entries}] if section else entries
    named = {item.path for item in listed}
    rest = [{title: path} for path, title in titles.items() if path not in named]
    if rest:
        nav += rest if not listed else [{"其他": rest}]
    rules: list[Any] = [{"全部规则": INDEX}]
    for family, name in FAMILIES.items():
        found = [{f"{r.code} {r.name}": rule_path(r.code)} for r in by_code() if r.family == family]
        if found:
            rules.append({name: found})
    return [*nav, {"规则": rules}]


def colours(tokens: Tokens) -> str:
    """The department's green in the places where Material takes a colour."""
    brand, ground = tokens.colour["brand"], tokens.colour["on-brand"]
    accent = tokens.colour["accent-text"]
    return f"""[data-md-color-primary="custom"] {{
  --md-primary-fg-color: {brand.light};
  --md-primary-fg-color--light: {brand.light};
  --md-primary-fg-color--dark: {brand.light};
  --md-primary-bg-color: {ground.light};
  --md-primary-bg-color--light: {ground.light};
  --md-typeset-a-color: {brand.light};
}}
[data-md-color-accent="custom"] {{ --md-accent-fg-color: {accent.light}; }}
[data-md-color-scheme="slate"][data-md-color-primary="custom"] {{ --md-typeset-a-color: {brand.dark}; }}
[data-md-color-scheme="slate"][data-md-color-accent="custom"] {{ --md-accent-fg-color: {accent.dark}; }}
.md-typeset .lede {{ font-size: 1.1em; color: var(--md-default-fg-color--light); }}
.md-typeset figcaption .credit {{ display: block; font-size: .85em; opacity: .8; }}
.md-typeset figure img {{ border-radius: 2px; }}
"""
