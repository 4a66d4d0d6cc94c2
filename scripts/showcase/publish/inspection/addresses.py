"""Where each address that a site's files name leads, and whether it may: case by case of letters, on any server."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from showcase.publish.inspection.reading import Named, Use
from showcase.publish.renderer import LOST

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_DRAWN = re.compile(r"data:image/", re.IGNORECASE)
# What the templates lead to: the two registers in which a site in China is filed.
OURS = frozenset({"beian.miit.gov.cn", "beian.mps.gov.cn"})


class Goal(NamedTuple):
    """Where an address leads: to a file of this site and a place in it, to another site, or nowhere that matters."""

    fault: str = ""  # what is wrong with it wherever it is, in Chinese
    file: str = ""
    anchor: str = ""
    host: str = ""


@dataclass(frozen=True)
class Addresses:
    """`ids`: of a page; `is_typed` says whether a host stands in a source of the site, by the file that names it."""

    files: frozenset[str]
    ids: Callable[[str], Collection[str] | None]
    origin: str  # of the site, with a final "/"; "" while nobody knows
    home: str  # the path in it that the page of no address names files by; "" for its own folder
    is_typed: Callable[[str, str], bool]
    _known: dict[tuple[str, str], Goal] = field(default_factory=dict, hash=False)  # what was found before

    def fault(self, file: str, named: Named) -> str:
        """What is wrong with an address that `file` names, in Chinese; "" when all is well."""
        goal = self.goal(file, named)
        if goal.host and not self.is_typed(file, goal.host):
            return f"通向 {goal.host}，而原稿里没有写过这个网站"
        return goal.fault or (self._missing(goal) if goal.file else "")

    def goal(self, file: str, named: Named) -> Goal:
        """Where it leads, whatever is there."""
        if named.address.startswith("#") or file == LOST:
            return self._goal(file, named)
        key = (posixpath.dirname(file), f"{named.use} {named.address}")
        if key not in self._known:
            self._known[key] = self._goal(file, named)
        return self._known[key]

    def _goal(self, file: str, named: Named) -> Goal:
        address = named.address.strip()
        if not address:
            return Goal("有空的地址")
        if address.startswith(("//", "\\")):
            return Goal(f"地址没有写协议就写了主机：{address}")
        if named.use == "own" and self.origin and _SCHEME.match(address):
            whole = urljoin(self.origin, address)
            if not address.startswith(self.origin) or not whole.startswith(self.origin):
                return Goal(f"本站的地址不以 {self.origin} 开头：{address}")
            return _inside(file, whole.removeprefix(self.origin) or "index.html", named.use)
        if _SCHEME.match(address):
            return _outside(named.use == "leads", address)
        if address.startswith("/"):
            if file != LOST or not self.home or not address.startswith(self.home):
                return Goal(f"地址从网站的根写起，换一个子路径就断了：{address}")
            return _inside(file, address.removeprefix(self.home) or "index.html", named.use)
        path = file + address if address[0] in "#?" else posixpath.join(posixpath.dirname(file), address)
        return _inside(file, path, named.use)

    def _missing(self, goal: Goal) -> str:
        target, anchor = goal.file, goal.anchor
        if target not in self.files:
            alike = next((name for name in self.files if name.lower() == target.lower()), "")
            return f"文件名的大小写不一样：{target}，实际是 {alike}" if alike else f"指向没有的文件 {target}"
        ids = self.ids(target) if anchor else None
        return f"{target} 上没有 #{anchor} 这个位置" if ids is not None and anchor not in ids else ""


def _outside(leads: bool, address: str) -> Goal:
    parts = urlsplit(address)
    if not leads:
        return Goal() if _DRAWN.match(address) else Goal(f"要从别处取文件：{address}")
    if parts.scheme in ("mailto", "tel"):
        return Goal()
    if parts.scheme != "https":
        return Goal(f"链接不是 https：{address}")
    host = (parts.hostname or "").lower()
    return Goal() if host in OURS else Goal(host=host)


def _inside(file: str, address: str, use: Use) -> Goal:
    path, _, anchor = address.partition("#")
    target = posixpath.normpath(unquote(path.partition("?")[0]))
    if target == ".." or target.startswith("../"):
        return Goal(f"地址出了网站的文件夹：{address}")
    if path.partition("?")[0].endswith("/") or target == ".":
        if file.endswith(".webmanifest"):
            return Goal()
        if use != "own":
            return Goal(f"链接写到文件夹为止，双击打开时不通：{address}")
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return Goal(file=target, anchor=unquote(anchor))


def outbound(named: Named) -> str:
    """The address of another site that a visitor may be led to; "" when it is none."""
    return (
        named.address
        if named.use == "leads" and _SCHEME.match(named.address) and "//" in named.address
        else ""
    )
