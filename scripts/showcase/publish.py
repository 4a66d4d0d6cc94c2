"""Puts a finished folder in the place of the old one in a single step.

The new site is built beside the target and exchanged with it by one system call, so a visitor, or
a build killed at any moment, finds the old site or the new one, whole.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import filecmp
import glob
import html
import os
import posixpath
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from filelock import FileLock, Timeout

from showcase.errors import MachineError, ProjectError
from showcase.project import PARTS, Project

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
# The address of a real tag: in text "<" is escaped, in an attribute the quote.
ADDRESS = re.compile(r'<[a-zA-Z][^<>]*?\s(?:href|src)="([^"]*)"')


def check_target(project: Project, target: Path) -> Path:
    """`target`, absolute, proved safe to replace.

    Raises:
        ProjectError: it is, holds, or lies in a folder of the sources, or holds something that is no site of ours.
    """
    target = target.absolute()
    real = Path(os.path.realpath(target))
    sources = [project.root / part for part in (*PARTS, "scripts", "tests", ".git", ".venv")]
    if (
        real == project.root
        or real in project.root.parents
        or any(real == s or s in real.parents for s in sources)
    ):
        raise ProjectError(f"不能把网站建在 {target}：那里是项目自己的文件")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ProjectError(f"{target} 不是普通文件夹，请换一个位置")
    if target.is_dir() and any(target.iterdir()) and not (target / "assets" / "site.css").is_file():
        raise ProjectError(f"{target} 里有别的内容，不像以前生成的网站；请换一个空文件夹")
    return target


@contextmanager
def building(project: Project) -> Iterator[None]:
    """Only one build at a time in a project.

    Raises:
        MachineError: another build runs.
    """
    project.cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(project.cache / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise MachineError("另一次生成正在进行；等它结束后再试") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """An empty folder beside `target`, removed at the end; leftovers of killed builds go first.

    The folder stays locked, so that a build of another project to the same place leaves it alone.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in target.parent.glob(f".{glob.escape(target.name)}.building-*"):
        _put_away(leftover, target)
    folder = target.parent / f".{target.name}.building-{secrets.token_hex(4)}"
    folder.mkdir()
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with contextlib.suppress(OSError):  # some network disks lock no folder
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield folder
    finally:
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def _put_away(leftover: Path, target: Path) -> None:
    """Removes what a killed build left, unless it is the only site there is or another build's."""
    if leftover.suffix == ".old" and not target.exists():
        leftover.replace(target)
        return
    try:
        lock = os.open(leftover, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    except OSError:
        pass
    finally:
        os.close(lock)
    shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def for_everyone() -> Iterator[None]:
    """What is written meanwhile may be read by the web server, whatever the umask of who builds."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def verify(folder: Path, pages: Iterable[str]) -> list[tuple[str, str]]:
    """(page, address on it) for each local address that leads to no file.

    Raises:
        MachineError: a page is missing or not whole; the message names the first.
    """
    exists: dict[str, bool] = {}
    broken = []
    for page in pages:
        try:
            text = (folder / page).read_text("utf-8")
        except OSError:
            raise MachineError(f"生成的网站里缺少 {page}") from None
        if "</html>" not in text:
            raise MachineError(f"生成的网站里，{page} 不完整")
        for link in sorted(set(ADDRESS.findall(text))):
            target = unquote(re.split(r"[?#]", html.unescape(link))[0])
            if not target or re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
                continue
            address = posixpath.normpath(posixpath.join(posixpath.dirname(page), target))
            if address not in exists:
                exists[address] = (folder / address).is_file()
            if not exists[address]:
                broken.append((page, link))
    return broken


def outdated(target: Path, folder: Path) -> tuple[str, ...]:
    """Files of the old site at `target` that the new one in `folder` lacks or has with other bytes.

    What a server's or a reader's cache may still hold and should forget.
    """
    return tuple(
        path.relative_to(target).as_posix()
        for path in sorted(target.rglob("*"))
        if path.is_file() and not _is_same(path, folder / path.relative_to(target))
    )


def _is_same(old: Path, new: Path) -> bool:
    return new.is_file() and filecmp.cmp(old, new, shallow=False)


def swap(folder: Path, target: Path) -> None:
    """`folder` takes the place of `target` in one step; what was there is afterwards at `folder`."""
    if not target.exists():
        folder.replace(target)
        return
    if _exchange(folder, target):
        return
    # Without an exchange (not Linux, some network disks) there is a moment without a site.
    aside = folder.with_name(folder.name + ".old")
    target.replace(aside)
    try:
        folder.replace(target)
    except OSError:
        aside.replace(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    result = renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if result == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.EPERM):
        return False
    raise OSError(number, os.strerror(number), str(other))
