"""What the core reads of mkdocs.yml: the site's address and its two menus.

Read without MkDocs, so that another generator with the same file can take its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import yaml

from showcase.errors import ProjectError, fault
from showcase.project import Project


@dataclass(frozen=True)
class MenuItem:
    text: str
    path: str  # of a page, from the site's root, x/index.md
    section: str = ""


@dataclass(frozen=True)
class Settings:
    origin: str = ""  # the site's own address with a final "/", "" when unknown
    is_sample: bool = False  # an address nobody can have (RFC 2606): never printed on a page
    nav: tuple[MenuItem, ...] = ()
    footer: tuple[MenuItem, ...] = ()


def read_settings(project: Project) -> Settings:
    """mkdocs.yml.

    Raises:
        ProjectError: it is no YAML, or the address or a menu does not fit.
    """
    try:
        # BaseLoader makes only texts, lists and mappings, whatever tags MkDocs users write.
        value: Any = yaml.load(project.settings.read_text("utf-8-sig"), Loader=yaml.BaseLoader)
    except OSError as err:
        raise ProjectError(f"mkdocs.yml 打不开：{fault(err)}") from err
    except UnicodeDecodeError:
        raise ProjectError("mkdocs.yml 不是 UTF-8 编码，请另存为 UTF-8") from None
    except RecursionError as err:
        raise ProjectError("mkdocs.yml: 层次太深") from err
    except yaml.YAMLError as err:
        mark = getattr(err, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise ProjectError(f"mkdocs.yml{line}: YAML 的写法有误，请检查缩进、冒号和引号") from err
    if not isinstance(value, dict):
        raise ProjectError("mkdocs.yml: 应当是一行一项的“键: 值”")
    extra = value.get("extra") or {}
    menus = (extra.get("showcase") or {}) if isinstance(extra, dict) else {}
    if not isinstance(menus, dict):
        raise ProjectError("mkdocs.yml: extra.showcase 应当是“键: 值”")
    origin = _origin(value.get("site_url") or "")
    sample = (urlsplit(origin).hostname or "").endswith(".example")
    return Settings(origin, sample, _menu(menus, "nav"), _menu(menus, "footer"))


def _origin(address: object) -> str:
    if not address:
        return ""
    try:
        parts = urlsplit(address) if isinstance(address, str) else None
    except ValueError:
        parts = None
    if (
        parts is None
        or parts.scheme not in ("http", "https")
        or not parts.netloc
        or parts.query
        or parts.fragment
    ):
        raise ProjectError("mkdocs.yml: site_url 写完整地址，例如 https://www.example.edu.cn/houqin/")
    return str(address).rstrip("/") + "/"


def _menu(menus: dict[str, Any], name: str) -> tuple[MenuItem, ...]:
    try:
        items = tuple(MenuItem(**item) for item in menus.get(name) or [])
        if all(isinstance(value, str) for item in items for value in vars(item).values()):
            return items
        raise TypeError
    except TypeError:
        raise ProjectError(
            f"mkdocs.yml: extra.showcase.{name} 的每一项写成 {{text: 故事, path: stories/index.md, section: stories}}"
        ) from None
