"""What a hand-over says to the administrator of the server, and to the office."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from showcase.project.folder import BEIJING
from showcase.publish.manifest import Changes, Gone, Manifest, addresses, compared, gone
from showcase.publish.provenance import Provenance
from showcase.site.due import Due

SITE = "site/"
NOTHING = Gone((), (), ())


@dataclass(frozen=True)
class Handover:
    """A finished site with what it is compared with; `before` is None when nobody knows what that would be."""

    name: str  # of the site
    time: dt.datetime  # of its sources
    official: bool
    left_out: tuple[str, ...]
    kept_back: tuple[Due, ...]
    manifest: Manifest
    before: Manifest | None
    provenance: Provenance

    @cached_property
    def changes(self) -> Changes:
        return compared(self.before.files if self.before else {}, self.manifest.files)

    @cached_property
    def gone(self) -> Gone:
        return gone(self.before, self.manifest) if self.before else NOTHING

    @cached_property
    def purge(self) -> tuple[str, ...]:
        """The addresses that caches have to forget."""
        return addresses(self.gone.paths, self.provenance.origin)

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """Stories and photos that are withdrawn for the first time here; all of them when nobody knows."""
        known = self.before.withdrawn if self.before else ()
        first = self.official or self.before
        return tuple(one for one in self.manifest.withdrawn if first and one not in known)

    @property
    def no_longer_public(self) -> str:
        """How many stories and photos, or that a photo has gone from one of its places; empty for nothing."""
        counts = ((len(self.gone.stories), "篇故事"), (len(self.gone.photos), "张照片"))
        told = "、".join(f"{number} {what}" for number, what in counts if number)
        return f"有 {told}不再公开" if told else ("有照片从一些页面上撤下" if self.purge else "")

    @property
    def is_unknown(self) -> bool:
        """Whether something is withdrawn and nobody knows what caches still hold of it."""
        return bool(self.official and not self.before and self.manifest.withdrawn)


def note(handover: Handover, *, whole: bool = True) -> str:
    """handover.txt, 交接单; `whole` when the archive has every file, else only what is new or changed."""
    return "\n".join(
        (
            *_head(handover, whole),
            *(_online() if whole else _onto_the_last()),
            *_changes(handover),
            *_withdrawn(handover),
            *_outbound(handover),
            *_sources(handover),
            *_signatures(),
            "",
        )
    )


def _head(handover: Handover, whole: bool) -> Iterator[str]:
    files, made = handover.manifest.files, handover.provenance
    pages = sum(path.endswith(".html") for path in files)
    commit = f"{made.commit[:12]}{'，之后又有改动' if made.commit.endswith('+') else ''}"
    yield from (
        f"{handover.name} · 网站交接单" + ("" if whole else "（只有变动的文件）"),
        "",
        f"原稿时间  {handover.time.astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）",
        f"按哪一天  {made.day:%Y-%m-%d}（定时发布、到期和同意按这一天判断）",
        f"原稿版本  {commit or '没有版本记录'}；程序 showcase {made.version}，用到的软件列在 sbom.cdx.json",
        f"内容      {pages} 个网页，{len(files)} 个文件，{handover.manifest.size / 1e6:.1f} MB"
        + ("，都在 site 文件夹里" if whole else ""),
        f"放在      子路径 {made.path}（mkdocs.yml 的 site_url）；放到别处时 404 页的样式和链接会断",
        f"版本      {'正式：没有示例，只收三审齐了的故事' if handover.official else '内部看的：带示例，不要对外发布'}",
        "",
    )


def _online() -> Iterator[str]:
    yield from (
        "上线",
        "  1. 解压到服务器上一个新的文件夹，不要覆盖正在用的那个。",
        "  2. 核对（Linux）：在解压出来的文件夹里运行 sha256sum -c --quiet SHA256SUMS，什么都不显示就是完整。",
        "  3. 第一次上线：servers 文件夹里有写好子路径的 nginx.conf、apache.conf、.htaccess 和 web.config，选一种。",
        "  4. 把网站的目录指向 site，一次改名或改一次链接。",
        "  5. 打开首页和任意一篇故事看一眼；或请打包的人运行 showcase verify 网址 --pack 这个包，它逐项说哪里要改。",
        "     有不对的，指回上一版。",
        "",
        "只是静态文件：不用数据库和脚本语言，不访问外部地址。原始照片和稿件不在这里。",
    )


def _onto_the_last() -> Iterator[str]:
    yield from (
        "上线",
        "  1. 把服务器上正在用的那一版复制到一个新的文件夹 site，不要在正在用的上面改。",
        "  2. 解压到新文件夹的上一级，盖过同名文件；再删掉 delete.txt 里列的每个文件。",
        "  3. 核对（Linux）：在同一级运行 sha256sum -c --quiet SHA256SUMS，它核对整个网站，什么都不显示就是完整。",
        "     有一行不对，说明上一版不是打包时比的那一版：请改用整包。",
        "  4. 把网站的目录指向新文件夹，一次改名或改一次链接。",
    )


def _changes(handover: Handover) -> Iterator[str]:
    if handover.before:
        changes = handover.changes
        yield from (
            "",
            f"和上一次交出去的比：新增 {len(changes.added)}，有改动 {len(changes.changed)}，去掉 {len(changes.removed)}，逐个列在 changes.txt。",
        )


def _withdrawn(handover: Handover) -> Iterator[str]:
    told = handover.no_longer_public
    if told:
        yield from (
            "",
            f"{told}。服务器、CDN 和反向代理的缓存里可能还有，请在新版上线以后立即清掉 purge.txt 里的 {len(handover.purge)} 个地址：",
            "页面、照片的各种尺寸、分享卡，以及列出过、数到过它们的每一页。"
            + ("" if handover.provenance.origin else "地址从网站的根算起。"),
        )
    if handover.is_unknown:
        yield from (
            "",
            "这一版里有撤下的故事或照片，但打包的人手里没有上一次的记录，列不出要清的地址：请把整个网站的缓存清一次。",
        )
    if handover.withdrawn:
        yield from (
            "",
            f"这一版撤下了 {_counted(handover.withdrawn)}。确认新版无误以后，请删掉服务器上更早的版本和更早的交接包，里面还有它们：",
            *(f"  {one}" for one in handover.withdrawn),
        )


def _counted(withdrawn: tuple[str, ...]) -> str:
    stories = sum(one.endswith("/") for one in withdrawn)
    counts = ((stories, "篇故事"), (len(withdrawn) - stories, "张照片"))
    return "、".join(f"{number} {what}" for number, what in counts if number)


def _outbound(handover: Handover) -> Iterator[str]:
    hosts = Counter(urlsplit(address).hostname or "" for address in handover.provenance.outbound)
    if hosts:
        yield from ("", "通向别的网站的链接，都是原稿里写的（逐个列在 manifest.json 的 outbound）：")
        yield from (f"  {host}：{count} 个" for host, count in sorted(hosts.items()))


def _signatures() -> Iterator[str]:
    yield from ("", "交付人                日期            接收人                日期            ")


def _sources(handover: Handover) -> Iterator[str]:
    if handover.kept_back:
        yield from ("", "按日子没有放上网站的（供宣传办公室核对）：")
        yield from (f"  {due.place.path}：{due.words}" for due in handover.kept_back)
    if handover.left_out:
        yield from ("", f"有错误、这一版没有收的故事 {len(handover.left_out)} 篇，请告诉宣传办公室：")
        yield from (f"  {path}" for path in handover.left_out)


def change_list(changes: Changes) -> str:
    """changes.txt"""
    kinds = (("新增", changes.added), ("有改动", changes.changed), ("去掉", changes.removed))
    blocks = [f"{name}（{len(paths)}）\n" + "".join(f"  {path}\n" for path in paths) for name, paths in kinds]
    return "\n".join(blocks)
