"""What commands have in common on the command line: their help, the project they work in, days, files to write."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from showcase.commands import LINES
from showcase.commands.chinese_help import ChineseCommand
from showcase.errors import ProjectError
from showcase.project import Project, find_project

root_option = click.option(
    "--root", type=click.Path(path_type=Path), help="项目文件夹；默认从当前位置向上找 mkdocs.yml。"
)


def command(name: str, more: str = "") -> Callable[[Callable[..., int]], click.Command]:
    """Makes a function the command `name`; `more` is what its help says after its line."""
    return click.command(name, cls=ChineseCommand, help=f"{LINES[name]}\n\n{more}".strip())


def in_project(command: Callable[..., int]) -> Callable[..., int]:
    """`command` with the project as its first argument: the one that `--root` names or that we stand in."""

    @root_option
    @click.pass_context
    @functools.wraps(command)
    def with_project(context: click.Context, /, root: Path | None, **values: Any) -> int:
        chosen = root or context.obj
        return command(find_project(chosen or Path.cwd(), exact=chosen is not None), **values)

    return with_project


def project_around(context: click.Context) -> Project | None:
    """The project that `--root` names or that we stand in; None outside one."""
    if context.obj is not None:
        return find_project(context.obj, exact=True)
    try:
        return find_project(Path.cwd(), exact=False)
    except ProjectError:
        return None


def dated(context: click.Context, option: click.Parameter, text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter("日期写成 2026-03-05 的样子") from None


def check_zip(file: Path, example: str) -> None:
    """Raises ProjectError unless `--out` names an archive that can be written."""
    if file.suffix.lower() != ".zip":
        raise ProjectError(f"--out 写一个 .zip 文件名，例如 {example}：{file}")
    check_plain("--out", file)


def check_plain(option: str, file: Path) -> None:
    """Raises ProjectError unless `file` can be written where it is said to be."""
    if not file.parent.is_dir() or file.is_symlink() or (file.exists() and not file.is_file()):
        raise ProjectError(f"{option} 要写一个普通文件，它的文件夹要已经在：{file}")
