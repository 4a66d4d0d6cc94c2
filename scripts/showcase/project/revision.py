"""What a request changes, as git tells it; the only other thing git is asked for is the time of the sources."""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from showcase.project.errors import ProjectError
from showcase.project.folder import Project

SECONDS = 60


class Kind(StrEnum):
    ADDED = "新增"
    CHANGED = "改动"
    DELETED = "删除"
    RENAMED = "改名"


@dataclass(frozen=True, order=True)
class Edit:
    path: str  # from the project's root, with "/"; "../x" lies outside it
    kind: Kind
    before: str = ""  # the name it had

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.before, self.path) if self.before else (self.path,)


@dataclass(frozen=True)
class Revision:
    edits: tuple[Edit, ...]  # by path
    parting: str = ""  # the commit from which the sources parted

    @property
    def present(self) -> tuple[str, ...]:
        """What was added or changed, and is there to be looked at."""
        return tuple(edit.path for edit in self.edits if edit.kind is not Kind.DELETED)

    @property
    def outside(self) -> tuple[str, ...]:
        """Everything touched that is no part of a story; first what can hold a program."""
        touched = {path for edit in self.edits for path in edit.paths if not path.startswith("stories/")}
        return tuple(sorted(touched, key=lambda path: (path.startswith(("docs/", "brand/")), path)))

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of stories in which something is now, or was before, touched."""
        found = {_folder(path) for edit in self.edits for path in edit.paths}
        return tuple(sorted(folder for folder in found if folder))

    def heir(self, folder: str) -> str:
        """The folder to which the index.md of the story `folder` was moved, or ""."""
        old = f"{folder}/index.md"
        return next((_folder(edit.path) for edit in self.edits if edit.before == old), "")


def _folder(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:3]) if len(parts) > 3 and parts[0] == "stories" else ""


def read_revision(project: Project, since: str) -> Revision:
    """All that differs from where the sources parted from the commit or branch `since`, saved or not.

    Raises:
        ProjectError: git is not there, this is no repository, or it knows no `since`.
    """
    inside = _git(project, "rev-parse", "--show-prefix", why="这里不是 git 仓库")
    if since.startswith("-") or not since:
        raise ProjectError("--changed-since 后面写提交或分支，例如 main")
    lost = f"git 里没有 {since} 这个提交或分支"
    start = _git(project, "rev-parse", "--verify", "--quiet", f"{since}^{{commit}}", why=lost).strip()
    parting = _git(project, "merge-base", start.decode(), "HEAD", why=f"{since} 和现在的文件没有共同的来历")
    # Two steps: a file that was committed and is gone from the folder since is told of all the same.
    commit = parting.strip().decode()
    committed = _compared(project, commit, "HEAD")
    saved = _compared(project, "HEAD")
    new = _git(project, "ls-files", "--others", "--exclude-standard", "-z", why="git 列不出文件")
    prefix = os.fsdecode(inside.rstrip(b"\n"))
    edits = {edit for told in (committed, saved) for edit in _edits(told, prefix)}
    edits |= {Edit(_name(name), Kind.ADDED) for name in new.split(b"\0") if name}
    return Revision(tuple(sorted(edits)), commit)


def earlier(project: Project, revision: Revision, path: str, most: int) -> bytes | None:
    """The file at `path` before the request, byte for byte; empty where there was none, None of more than `most` bytes."""
    try:
        size = _git(project, "cat-file", "-s", f"{revision.parting}:./{path}", why="")
        if int(size) > most:
            return None
        return _git(project, "cat-file", "blob", f"{revision.parting}:./{path}", why="")
    except (ProjectError, ValueError):
        return b""


def _compared(project: Project, *revisions: str) -> bytes:
    flags = ("--name-status", "-z", "--find-renames", "--no-ext-diff", "--no-textconv")
    return _git(project, "diff", *flags, "--ignore-submodules=dirty", *revisions, "--", why="git 比不出改动")


def _edits(told: bytes, prefix: str) -> Iterator[Edit]:
    """The edits in the answer of `git diff --name-status -z`, whose names begin at the repository's top."""
    pieces = iter(told.split(b"\0"))

    def name() -> str:
        path = _name(next(pieces))
        return posixpath.relpath(path, prefix) if prefix else path

    for status in pieces:
        if status[:1] == b"R":
            before = name()
            yield Edit(name(), Kind.RENAMED, before)
        elif status[:1] == b"C":
            name()
            yield Edit(name(), Kind.ADDED)
        elif status:
            yield Edit(name(), {b"A": Kind.ADDED, b"D": Kind.DELETED}.get(status, Kind.CHANGED))


def _name(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")  # as `Place` shows it


def _git(project: Project, *arguments: str, why: str) -> bytes:
    command = ["git", "-C", str(project.root), "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except FileNotFoundError as err:
        raise ProjectError(
            "--changed-since 要用 git，这台机器上没有；也可以直接写路径：showcase check stories/2026"
        ) from err
    except (OSError, subprocess.TimeoutExpired) as err:
        raise ProjectError(f"{why}（git 没有回答）") from err
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        raise ProjectError(why + (f"（git 说：{said}）" if said else ""))
    return done.stdout
