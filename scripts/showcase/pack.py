"""The hand-over archive for the campus server.

site/…           the built site
handover.txt     what this is and how it goes online, for the server's administrator
changes.txt      against an earlier archive: what is new, other, gone; only when one is given
sha256sums.txt   of every file of the site, for `sha256sum -c`
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from showcase.atomic import replacing
from showcase.errors import ProjectError
from showcase.project import BEIJING

SITE, SUMS = "site/", "sha256sums.txt"
DEPLOY = "deploy/index.html"  # the page for the server's administrator, where a project has it
MOST = 64 << 20  # bytes of an earlier archive's sums: half a million files
_SUM = re.compile(r"([0-9a-f]{64})  site/(.+)")
OLDEST = dt.datetime(1980, 1, 1)  # the first moment a zip knows

Sums = Mapping[str, str]  # path below the site → SHA-256


@dataclass(frozen=True)
class Handover:
    """What the note says beside the files."""

    name: str  # of the site
    time: dt.datetime  # of its sources
    official: bool
    left_out: tuple[str, ...]
    withdrawn: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def sums_of(folder: Path) -> Sums:
    """Every file below `folder`, by path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def earlier_sums(file: Path) -> Sums:
    """The sums in an archive made before.

    Raises:
        ProjectError: it is no archive of ours.
    """
    try:
        with zipfile.ZipFile(file) as archive, archive.open(SUMS) as member:
            text = member.read(MOST + 1)
        found = [_SUM.fullmatch(line) for line in text.decode().splitlines()]
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile):
        found = [None]
    rows = {match[2]: match[1] for match in found if match}
    if len(rows) != len(found):
        raise ProjectError(f"--since 要写以前用 showcase pack 做的交接包，{file} 读不出来")
    return rows


def compared(before: Sums, now: Sums) -> Changes:
    return Changes(
        tuple(sorted(now.keys() - before.keys())),
        tuple(sorted(path for path in now.keys() & before.keys() if now[path] != before[path])),
        tuple(sorted(before.keys() - now.keys())),
    )


def write_archive(folder: Path, target: Path, handover: Handover, sums: Sums, changes: Changes | None) -> int:
    """Writes the site in `folder` with its papers to `target` in one step; returns the bytes written.

    Stored, not deflated: zlib's output differs between its builds, and photos are compressed already. The
    bytes depend on the site and `handover` alone.
    """
    papers = {"handover.txt": _note(handover, folder, sums, changes)}
    if changes:
        papers["changes.txt"] = _list(changes)
    papers[SUMS] = "".join(f"{digest}  {SITE}{path}\n" for path, digest in sums.items())
    moment = max(handover.time.astimezone(BEIJING).replace(tzinfo=None), OLDEST).timetuple()[:6]
    with replacing(target) as temporary:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
            for name, text in papers.items():
                archive.writestr(_entry(name, moment), text.encode())
            for path in sums:
                entry = _entry(SITE + path, moment)
                entry.file_size = (folder / path).stat().st_size  # more than 2 GiB needs to be known before
                with (folder / path).open("rb") as source, archive.open(entry, "w") as member:
                    while piece := source.read(1 << 20):
                        member.write(piece)
        return temporary.stat().st_size


def _entry(name: str, moment: tuple[int, ...]) -> zipfile.ZipInfo:
    year, month, day, hour, minute, second = moment
    info = zipfile.ZipInfo(name, (min(year, 2107), month, day, hour, minute, second))
    info.create_system = 3  # Unix, also when built elsewhere
    info.external_attr = 0o100644 << 16
    return info


def _note(handover: Handover, folder: Path, sums: Sums, changes: Changes | None) -> str:
    pages = sum(path.endswith(".html") for path in sums)
    size = sum((folder / path).stat().st_size for path in sums)
    lines = [
        f"{handover.name} · 网站交接包",
        "",
        f"原稿时间  {handover.time.astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）",
        f"内容      {pages} 个网页，{len(sums)} 个文件，{size / 1e6:.1f} MB，都在 site 文件夹里",
        f"版本      {'正式：没有示例，只收终审过的故事' if handover.official else '内部看的：带示例，不要对外发布'}",
        "",
        "上线",
        "  1. 解压到服务器上一个新的文件夹，不要覆盖正在用的那个。",
        "  2. 核对（Linux）：在解压出来的文件夹里运行 sha256sum -c --quiet sha256sums.txt，什么都不显示就是完整。",
        "  3. 把网站的目录指向 site，一次改名或改一次链接。放在哪个子路径下都可以。",
        "  4. 打开首页和任意一篇故事看一眼。有不对的，指回上一版。",
        *(f"  详细的步骤和 nginx、IIS 的配置：{SITE}{page}" for page in (DEPLOY,) if page in sums),
        "",
        "只是静态文件：不用数据库和脚本语言，不访问外部地址。原始照片和稿件不在这里。",
    ]
    if changes:
        lines += [
            "",
            f"和上一个交接包比：新增 {len(changes.added)}，有改动 {len(changes.changed)}，去掉 {len(changes.removed)}，逐个列在 changes.txt。",
            "用了 CDN 或反向代理缓存的，把其中“有改动”和“去掉”的清一次。",
        ]
    if handover.withdrawn:
        lines += [
            "",
            f"这一版撤下了 {len(handover.withdrawn)} 篇故事。确认新版无误以后，请删掉服务器上更早的版本和更早的交接包，里面还有它们：",
            *(f"  {address}" for address in handover.withdrawn),
        ]
    if handover.left_out:
        lines += ["", f"有错误、这一版没有收的故事 {len(handover.left_out)} 篇，请告诉宣传办公室："]
        lines += [f"  {path}" for path in handover.left_out]
    return "\n".join(lines) + "\n"


def _list(changes: Changes) -> str:
    kinds = (("新增", changes.added), ("有改动", changes.changed), ("去掉", changes.removed))
    blocks = [f"{name}（{len(paths)}）\n" + "".join(f"  {path}\n" for path in paths) for name, paths in kinds]
    return "\n".join(blocks)
