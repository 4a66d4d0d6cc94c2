"""What mkdocs.yml may hold, key by key."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from showcase.typed.fields import Name, OneLine, Typed, Yes

SLUGIFY = "!!python/name:markdown.extensions.toc.slugify_unicode"  # the one tag; Zensical and plain MkDocs want it so
TAGS = (SLUGIFY,)
EXTENSIONS = ("abbr", "admonition", "def_list", "fenced_code", "footnotes", "sane_lists", "tables", "toc")
SITE_URL = "写完整地址，例如 https://www.example.edu.cn/houqin/"
_ADDRESS = re.compile(r"https?://[\w.-]+(:[0-9]{1,5})?(/[\w./~%+-]*)?")

# What MkDocs knows and this site has no use for: why, and what to do instead.
REFUSED = {
    "hooks": ("钩子会运行文件里的程序", "删掉它"),
    "INHERIT": ("会读进另一个文件里的设置", "删掉它，设置都写在这一个文件里"),
    "theme": ("网页的模板是自带的", "删掉它和下面缩进的几行；颜色和字号在 brand/tokens.yml 里改"),
    "extra_javascript": ("网页只运行自带的脚本", "删掉它"),
    "extra_css": ("网页只用自带的样式", "删掉它；颜色和字号在 brand/tokens.yml 里改"),
    "extra_templates": ("网页的模板是自带的", "删掉它"),
    "nav": ("菜单另有写法", "写在 extra.showcase.nav 里，例如 {text: 故事, path: stories/index.md}"),
    "edit_uri": ("网页上没有“编辑此页”", "删掉它"),
    "edit_uri_template": ("网页上没有“编辑此页”", "删掉它"),
    "repo_url": ("网页上没有仓库链接", "删掉它"),
    "exclude_docs": ("docs/ 里的页都会发布", "删掉它；不要的页从 docs/ 移走"),
}
NO_USE = ("这个网站用不到它", "删掉它，或对照项目自带的 mkdocs.yml")


def _nothing(value: Any) -> Any:
    """A key with nothing to its right."""
    return {} if value == "" else value


def _no_lines(value: Any) -> Any:
    return [] if value == "" else value


def _address(text: str) -> str:
    if not text:
        return ""
    if not _ADDRESS.fullmatch(text) or "/.." in text:
        raise ValueError(SITE_URL)
    try:
        parts = urlsplit(text)
        assert parts.port != 0
    except (ValueError, AssertionError):
        raise ValueError(SITE_URL) from None
    return text.rstrip("/") + "/"


def _plugin(value: Any) -> Any:
    if isinstance(value, dict):
        raise ValueError("只写插件的名字，不带选项")
    if value not in ("showcase", "search"):
        raise ValueError(f"不用 {str(value)[:60]}：插件会运行别人的程序；只写 showcase")
    return value


def _at_work(plugins: tuple[str, ...]) -> tuple[str, ...]:
    if "showcase" not in plugins:
        raise ValueError("缺少 showcase；写上 - showcase")
    return plugins


def _extension(value: Any) -> Any:
    """One line of the list: a name, or `toc:` with its options."""
    name, options = next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else (value, "")
    if not isinstance(name, str) or name not in EXTENSIONS:
        raise ValueError(f"不用 {str(name)[:60]}；可以用 {'、'.join(EXTENSIONS)}")
    if options and name != "toc":
        raise ValueError(f"{name} 后面不带选项")
    return {"name": name, "toc": options or {}}


def _path(text: str) -> str:
    if not re.fullmatch(r"(?:[a-z0-9][a-z0-9-]*/)*index\.md", text):
        raise ValueError("写网页在网站里的路径，例如 stories/index.md")
    return text


def _rule_name(text: str) -> str:
    if text != SLUGIFY:
        raise ValueError(f"只能写 {SLUGIFY}")
    return text


class Toc(Typed):
    """Options of the extension that gives headings their anchors."""

    permalink: Yes = False
    slugify: Annotated[str, AfterValidator(_rule_name)] = ""


class _Extension(Typed):
    name: str
    toc: Toc


class MenuLine(Typed):
    text: Name
    path: Annotated[str, AfterValidator(_path)]
    section: OneLine = ""


_Menu = Annotated[tuple[MenuLine, ...], BeforeValidator(_no_lines)]


class _Menus(Typed):
    nav: _Menu = ()
    footer: _Menu = ()
    handbook: _Menu = ()


class _Extra(Typed):
    showcase: Annotated[_Menus, BeforeValidator(_nothing)] = _Menus()


class File(Typed):
    site_name: Name
    site_url: Annotated[str, AfterValidator(_address)] = ""
    site_description: OneLine = ""
    site_author: OneLine = ""
    copyright: OneLine = ""
    docs_dir: Literal["docs"] = "docs"
    site_dir: Literal["site"] = "site"
    use_directory_urls: Yes = False
    plugins: Annotated[tuple[Annotated[str, BeforeValidator(_plugin)], ...], AfterValidator(_at_work)]
    markdown_extensions: Annotated[
        tuple[Annotated[_Extension, BeforeValidator(_extension)], ...],
        Field(max_length=20),
        BeforeValidator(_no_lines),
    ] = ()
    extra: Annotated[_Extra, BeforeValidator(_nothing)] = _Extra()
