"""Puts a finished folder in the place of the old one in a single step.

The new site is built beside the target and exchanged with it by one system call, so a visitor, or
a build killed at any moment, finds the old site or the new one, whole.
"""

from __future__ import annotations

import ctypes
import errno
import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from showcase.pages.editions import FOLDERS, MARK, Edition
from showcase.project.errors import MachineError, ProjectError
from showcase.project.folder import PARTS, Project
from showcase.project.holding import held, is_free

SITE = "assets/site.css"  # by this file a folder is known to hold a site of ours
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def check_target(project: Project, target: Path, edition: Edition = "public", mark: str = SITE) -> Path:
    """`target`, absolute, proved safe to replace: empty, or with the file `mark` in it.

    Raises:
        ProjectError: it is, holds, or lies in a folder of the sources, or holds something that is no site of ours
            or another edition.
    """
    target = target.absolute()
    real = Path(os.path.realpath(target))
    sources = [project.root / part for part in (*PARTS, "scripts", "tests", ".git", ".venv")]
    if (
        real == project.root
        or real in project.root.parents
        or any(real == s or s in real.parents for s in sources)
    ):
        raise ProjectError(f"不能放在 {target}：那里是项目自己的文件")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ProjectError(f"{target} 不是普通文件夹，请换一个位置")
    if target.is_dir() and any(target.iterdir()) and not (target / mark).is_file():
        raise ProjectError(f"{target} 里有别的内容，不是以前做出来的；请换一个空文件夹")
    _check_edition(project, target, edition)
    return target


def _check_edition(project: Project, target: Path, edition: Edition) -> None:
    """One folder holds one edition: what is internal must not come to lie where the public site is taken from."""
    other: Edition = "internal" if edition == "public" else "public"
    holds = (
        target.is_dir() and any(target.iterdir()) and ("internal" if (target / MARK).is_file() else "public")
    )
    own = (
        edition == "internal" and Path(os.path.realpath(target)) == project.root.resolve() / FOLDERS["public"]
    )
    if holds == other or own:
        place = "公开版" if edition == "internal" else "内部版"
        raise ProjectError(
            f"{target} 是放{place}的地方，两版不能放在一起；请换一个文件夹，例如 --site-dir {FOLDERS[edition]}"
        )


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
    folder = target.parent / f".{target.name}.building-{os.urandom(4).hex()}"
    folder.mkdir()
    try:
        with held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_away(leftover: Path, target: Path) -> None:
    """Removes what a killed build left, unless it is the only site there is or another build's."""
    if leftover.suffix == ".old" and not target.exists():
        leftover.replace(target)
        return
    if is_free(leftover):
        shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def for_everyone() -> Iterator[None]:
    """What is written meanwhile may be read by the web server, whatever the umask of who builds."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


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
    except (OSError, AttributeError, TypeError):  # Windows knows no library without a name
        return False
    result = renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if result == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.EPERM):
        return False
    raise OSError(number, os.strerror(number), str(other))
