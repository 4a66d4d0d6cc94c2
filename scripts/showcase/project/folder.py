"""Where things lie in a project folder, what time it is there, and by which day it is judged."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path

from showcase.project.errors import ProjectError
from showcase.project.exchange import settle
from showcase.project.jail import Jail

PARTS = ("mkdocs.yml", "docs", "stories", "brand")

MAX_TEXT = 1 << 20  # bytes of a file that people type
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

    def read(self, path: str, limit: int = MAX_TEXT) -> bytes:
        """A file of the project by its path from the root, with "/". All that is read of a project is read so, or
        through a jail that refuses the same.

        Raises:
            Missing: there is none.
            Refused: it is a link, behind a link, a pipe, or larger than `limit` bytes.
        """
        return self.jail.read(*path.split("/"), limit=limit)

    @property
    def jail(self) -> Jail:
        return Jail(self.root)

    def relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def find_project(start: Path, *, exact: bool) -> Project:
    """The project at `start`, or the nearest upward when not `exact`.

    A missing stories/ is an empty one: git keeps no folder without a file. What a killed command had half changed
    of several files is put back first.

    Raises:
        ProjectError: there is no mkdocs.yml, docs/ or brand/ is missing, or one of the three is a link or a file.
    """
    try:
        start = start.resolve()
    except (OSError, RuntimeError) as err:  # a link that leads back to itself
        raise ProjectError(f"{start} 打不开") from err
    places = [start] if exact else [start, *start.parents]
    for place in places:
        settle(place)
        if (place / "mkdocs.yml").is_file():
            found = Project(place)
            missing = [part.name for part in (found.docs, found.stories, found.brand) if not _stands(part)]
            if missing:
                raise ProjectError(
                    f"{place} 里缺少文件夹（链接不算）：{'、'.join(name + '/' for name in missing)}"
                )
            return found
    raise ProjectError(f"{start} {'' if exact else '及其上级'}没有 mkdocs.yml；请用 --root 指明项目文件夹")


def _stands(part: Path) -> bool:
    real = part.is_dir() and not part.is_symlink()
    return real or (part.name == "stories" and not os.path.lexists(part))


@dataclass(frozen=True)
class Judgement:
    """The day by which it is decided what waits, has expired, ends soon or is overdue."""

    day: dt.date  # in Beijing
    named_by: str = ""  # --today or SOURCE_DATE_EPOCH; empty when it is the clock's


def judgement(given: dt.date | None) -> Judgement:
    """`given` with --today, else SOURCE_DATE_EPOCH's day, else the clock's, in Beijing.

    Not the time of the sources: nobody need commit anything for a story to expire or a consent to end.
    """
    if given:
        return Judgement(given, "--today")
    if epoch := _epoch():
        return Judgement(epoch.astimezone(BEIJING).date(), "SOURCE_DATE_EPOCH")
    return Judgement(dt.datetime.now(BEIJING).date())


def _epoch() -> dt.datetime | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return None
    if not re.fullmatch(r"[0-9]{1,10}", epoch):
        raise ProjectError("环境变量 SOURCE_DATE_EPOCH 要写秒数，例如 1767225600")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC)


def refuse_brought_cache(project: Project) -> None:
    """What was made before is trusted, so it must have been made here: nobody may bring it with a merge request.

    Raises:
        ProjectError: files in .cache/ are part of the repository.
    """
    tracked = _git(project, "ls-files", "-z", "--", ".cache").split("\0")
    brought = [
        path
        for path in map(project.root.joinpath, filter(None, tracked))
        if path.is_symlink() or path.is_file()
    ]
    if brought:
        raise ProjectError(
            f"仓库里带着 .cache/（{len(brought)} 个文件），里面可以藏进没有检查过的网页；"
            "运行 git rm -r --cached .cache 并删掉这个文件夹，再请管理员看看是谁放进来的"
        )


def _git(project: Project, *arguments: str) -> str:
    """What git answers in the project; nothing where there is no repository or no git."""
    if not (project.root / ".git").exists():
        return ""
    import subprocess  # here: who asks for help asks git nothing

    try:
        return subprocess.run(
            ["git", "-C", str(project.root), *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=10,
            check=False,
        ).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def source_commit(project: Project) -> str:
    """The commit that the sources stand at, with "+" when they have been changed since; "" without a repository."""
    commit = _git(project, "rev-parse", "--verify", "HEAD")
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        return ""
    parts = [part for part in PARTS if (project.root / part).exists()]
    return commit + ("+" if _git(project, "status", "--porcelain", "--", *parts) else "")


def last_commit(project: Project) -> str:
    """Its name and time, and whether there is more: all that git tells of a project follows from them. "" without git."""
    shallow = (project.root / ".git" / "shallow").exists()
    return _git(project, "log", "-1", "--format=%H %ct") + (" shallow" if shallow else "")


def last_changes(project: Project, folder: str) -> dict[str, dt.date]:
    """The day of the last commit that changed each file below `folder`, in Beijing; nothing where there is no git.

    A clone without its history (`--depth 1`) would say the same day of every file: it says nothing.
    """
    if (project.root / ".git" / "shallow").exists():
        return {}
    found: dict[str, dt.date] = {}
    day: dt.date | None = None
    log = _git(
        project,
        "-c",
        "core.quotepath=off",
        "log",
        "--format=%x01%ct",
        "--name-only",
        "--relative",
        "--",
        folder,
    )
    for line in log.split("\n"):
        if re.fullmatch(r"\x01[0-9]{1,10}", line):
            day = dt.datetime.fromtimestamp(int(line[1:]), BEIJING).date()
        elif line and day:
            found.setdefault(line, day)
    return found


def source_time(project: Project, newest_story: dt.date | None) -> dt.datetime:
    """What is printed and stamped into files: SOURCE_DATE_EPOCH, else the last commit, else noon UTC of the newest
    story's date."""
    if epoch := _epoch():
        return epoch
    answer = _git(project, "log", "-1", "--format=%ct")
    if re.fullmatch(r"[0-9]{1,10}", answer):  # a commit may bear any time that was typed into it
        return dt.datetime.fromtimestamp(int(answer), dt.UTC)
    day = newest_story or dt.date(2026, 1, 1)
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
