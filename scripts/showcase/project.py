"""Where things lie in a project folder, and what time it is there."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from showcase.errors import ProjectError

PARTS = ("mkdocs.yml", "docs", "stories", "brand")

BEIJING = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True)
class Project:
    root: Path

    @property
    def settings(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def stories(self) -> Path:
        return self.root / "stories"

    @property
    def brand(self) -> Path:
        return self.root / "brand"

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    def relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def plain(file: Path) -> Path:
    """`file`, unless it is something else than a file: a pipe in its place would be waited for.

    Raises:
        OSError: it is a pipe, a folder, a device.
    """
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "不是普通文件", str(file))
    return file


def find_project(start: Path, *, exact: bool) -> Project:
    """The project at `start`, or the nearest upward when not `exact`.

    Raises:
        ProjectError: there is no mkdocs.yml, or one of docs/, stories/, brand/ is missing.
    """
    try:
        start = start.resolve()
    except (OSError, RuntimeError) as err:  # a link that leads back to itself
        raise ProjectError(f"{start} 打不开") from err
    places = [start] if exact else [start, *start.parents]
    for place in places:
        if (place / "mkdocs.yml").is_file():
            missing = [
                name for name in PARTS[1:] if not (place / name).is_dir() or (place / name).is_symlink()
            ]
            if missing:
                raise ProjectError(
                    f"{place} 里缺少文件夹（链接不算）：{'、'.join(name + '/' for name in missing)}"
                )
            return Project(place)
    raise ProjectError(f"{start} {'' if exact else '及其上级'}没有 mkdocs.yml；请用 --root 指明项目文件夹")


def source_time(project: Project, newest_story: dt.date | None) -> dt.datetime:
    """SOURCE_DATE_EPOCH, else the last commit, else noon UTC of the newest story's date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        if not re.fullmatch(r"[0-9]{1,10}", epoch):
            raise ProjectError("环境变量 SOURCE_DATE_EPOCH 要写秒数，例如 1767225600")
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    if (project.root / ".git").exists():
        try:
            answer = subprocess.run(
                ["git", "-C", str(project.root), "log", "-1", "--format=%ct"],
                capture_output=True,
                text=True,
                timeout=10,
                check=False,
            ).stdout.strip()
        except (OSError, subprocess.TimeoutExpired):
            answer = ""
        if re.fullmatch(r"[0-9]{1,10}", answer):  # a commit may bear any time that was typed into it
            return dt.datetime.fromtimestamp(int(answer), dt.UTC)
    day = newest_story or dt.date(2026, 1, 1)
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
