"""Where each address that a site's files name leads, and whether it may: case by case of letters, on any server."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from showcase.publish.inspection.reading import Named, Use
from showcase.publish.renderer import LOST

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_DRAWN = re.compile(r"data:image/", re.IGNORECASE)
# What the templates lead to: the two registers in which a site in China is filed.
OURS = frozenset({"beian.miit.gov.cn", "beian.mps.gov.cn"})


@dataclass(frozen=True)
class Addresses:
    """`ids`: of each page; `is_typed` says whether a host stands in a source of the site, by the file that names it."""

    files: frozenset[str]
    ids: Mapping[str, frozenset[str]] = field(hash=False)
    origin: str  # of the site, with a final "/"; "" while nobody knows
    home: str  # the path in it that the page of no address names files by; "" for its own folder
    is_typed: Callable[[str, str], bool]
    _known: dict[tuple[str, str], str] = field(default_factory=dict, hash=False)  # what was found before

    def fault(self, file: str, named: Named) -> str:
        """What is wrong with an address that `file` names, in Chinese; "" when all is well."""
        key = (posixpath.dirname(file), f"{named.use} {named.address}")
        if named.address.startswith("#") or file == LOST:
            return self._fault(file, named)
        if key not in self._known:
            self._known[key] = self._fault(file, named)
        return self._known[key]

    def _fault(self, file: str, named: Named) -> str:
        address = named.address.strip()
        if not address:
            return "有空的地址"
        if address.startswith(("//", "\\")):
            return f"地址没有写协议就写了主机：{address}"
        if named.use == "own" and self.origin and _SCHEME.match(address):
            whole = urljoin(self.origin, address)
            if not address.startswith(self.origin) or not whole.startswith(self.origin):
                return f"本站的地址不以 {self.origin} 开头：{address}"
            return self._missing(file, whole.removeprefix(self.origin) or "index.html", named.use)
        if _SCHEME.match(address):
            return self._outside(file, named.use == "leads", address)
        if address.startswith("/"):
            if file != LOST or not self.home or not address.startswith(self.home):
                return f"地址从网站的根写起，换一个子路径就断了：{address}"
            return self._missing(file, address.removeprefix(self.home) or "index.html", named.use)
        path = file + address if address[0] in "#?" else posixpath.join(posixpath.dirname(file), address)
        return self._missing(file, path, named.use)

    def _outside(self, file: str, leads: bool, address: str) -> str:
        parts = urlsplit(address)
        if not leads:
            return "" if _DRAWN.match(address) else f"要从别处取文件：{address}"
        if parts.scheme in ("mailto", "tel"):
            return ""
        if parts.scheme != "https":
            return f"链接不是 https：{address}"
        host = (parts.hostname or "").lower()
        if host in OURS or self.is_typed(file, host):
            return ""
        return f"通向 {host}，而原稿里没有写过这个网站"

    def _missing(self, file: str, address: str, use: Use) -> str:
        path, _, anchor = address.partition("#")
        target = posixpath.normpath(unquote(path.partition("?")[0]))
        if target == ".." or target.startswith("../"):
            return f"地址出了网站的文件夹：{address}"
        if path.partition("?")[0].endswith("/") or target == ".":
            if file.endswith(".webmanifest"):
                return ""
            if use != "own":
                return f"链接写到文件夹为止，双击打开时不通：{address}"
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        if target not in self.files:
            alike = next((name for name in self.files if name.lower() == target.lower()), "")
            return f"文件名的大小写不一样：{target}，实际是 {alike}" if alike else f"指向没有的文件 {target}"
        if anchor and target in self.ids and unquote(anchor) not in self.ids[target]:
            return f"{target} 上没有 #{unquote(anchor)} 这个位置"
        return ""


def outbound(named: Named) -> str:
    """The address of another site that a visitor may be led to; "" when it is none."""
    return (
        named.address
        if named.use == "leads" and _SCHEME.match(named.address) and "//" in named.address
        else ""
    )
