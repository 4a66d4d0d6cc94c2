"""A folder, as it was uploaded, against the manifest."""

from __future__ import annotations

import gzip
import os
import posixpath
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

import brotli

from showcase.publish.manifest import Manifest, sha256_of
from showcase.publish.verifying.trouble import AGAIN, EXTRA, Trouble

# What an administrator may put beside the site: settings, and the stylesheet of a day of mourning that is kept aside.
BESIDE = frozenset({".htaccess", "web.config", "memorial-off.css"})
OF_MOURNING = "memorial.css"  # either of two files may lie under this name
READABLE, ENTERABLE = stat.S_IROTH, stat.S_IROTH | stat.S_IXOTH


def verify_folder(folder: Path, manifest: Manifest) -> tuple[Trouble, ...]:
    return tuple(_troubles(folder, manifest))


def _troubles(folder: Path, manifest: Manifest) -> Iterator[Trouble]:
    found = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    lower = {path.lower(): path for path in found}
    for path, digest in manifest.files.items():
        if path not in found:
            alike = lower.get(path.lower())
            cure = f"改名：现在叫 {alike}" if alike else "把这个文件补传上来"
            yield Trouble("文件名的大小写不对" if alike else "缺少文件", cure, path)
            continue
        own = sha256_of(found[path].read_bytes())
        if own != digest and not (path == OF_MOURNING and own == manifest.files.get("memorial-on.css")):
            yield Trouble("文件和交出去的不一样", AGAIN, path)
    for path, file in sorted(found.items()):
        yield from _of_mode(path, file)
        if path in manifest.files or path in BESIDE:
            continue
        bare, packing = posixpath.splitext(path)
        if packing in (".gz", ".br") and bare in manifest.files:
            yield from _of_packed(path, file, manifest.files[bare])
        elif path.lower() not in {name.lower() for name in manifest.files}:
            yield Trouble("多出来的文件", EXTRA, path)


def _files(folder: Path) -> Iterator[Path]:
    for at, _, names in os.walk(folder):
        yield from (Path(at, name) for name in names)


def _of_mode(path: str, file: Path) -> Iterator[Trouble]:
    if os.name == "nt":
        return
    if not file.lstat().st_mode & READABLE and not file.is_symlink():
        yield Trouble("网页服务器读不了", "chmod -R o+rX 网站的文件夹", path)
    if file.is_symlink():
        yield Trouble("是一个链接", "换成文件本身；链接可能通向网站外面", path)


def _of_packed(path: str, file: Path, digest: str) -> Iterator[Trouble]:
    data = file.read_bytes()
    try:
        plain = gzip.decompress(data) if path.endswith(".gz") else brotli.decompress(data)
    except (OSError, EOFError, zlib.error, brotli.error):
        plain = b""
    if sha256_of(plain) != digest:
        yield Trouble("压缩好的和没有压缩的不是同一版", "用同一个包里的 .gz 和 .br，或全部删掉", path)
