"""What commands have in common on the command line: their help, the project they work in, days, files to write."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from showcase.commands import LINES
from showcase.commands.chinese_help import ChineseCommand
from showcase.project.errors import ProjectError, ShowcaseError

if TYPE_CHECKING:
    from showcase.project.folder import Project

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
        from showcase.project.folder import find_project

        chosen = root or context.obj
        return command(find_project(chosen or Path.cwd(), exact=chosen is not None), **values)

    return with_project


def project_around(context: click.Context) -> Project | None:
    """The project that `--root` names or that we stand in; None outside one."""
    from showcase.project.folder import find_project

    if context.obj is not None:
        return find_project(context.obj, exact=True)
    try:
        return find_project(Path.cwd(), exact=False)
    except ProjectError:
        return None


edition_option = click.option(
    "--edition",
    type=click.Choice(["public", "internal"]),
    default="public",
    metavar="版本",
    help="public 公开版（默认）；internal 内部版，另有内部页和审稿人的姓名。",
)


class HouseKey(click.Option):
    """An option that takes a key of organisation.yml; its help names those of the project we stand in."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0], f"{_choices(ctx, str(self.name))}；{record[1]}")


def _choices(context: click.Context, name: str) -> str:
    from showcase.brand.organisation import read_organisation  # here: most commands have no such option

    try:
        project = project_around(context)
        organisation = read_organisation(project) if project else None
    except ShowcaseError:
        organisation = None
    if organisation is None:
        return "brand/organisation.yml 里的一个键"
    known = organisation.series if name == "series" else organisation.departments
    return "、".join(f"{key} {entry.label}" for key, entry in known.items())


department_option = click.option(
    "--department", default="", cls=HouseKey, metavar="部门", help="不写就留着待填。"
)
series_option = click.option("--series", default="", cls=HouseKey, metavar="栏目", help="不写就留着待填。")


def dated(context: click.Context, option: click.Parameter, text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter("日期写成 2026-03-05 的样子") from None


today_option = click.option(
    "--today",
    callback=dated,
    metavar="日期",
    help="按哪一天判断发布、到期、同意和放行；默认今天（北京时间）。",
)


since_option = click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="旧包",
    help="和哪一次交出去的比：上一个交接包，或其中的 manifest.json；默认是这台电脑上一次的正式网站。",
)


def check_zip(file: Path, example: str) -> None:
    """Raises ProjectError unless `--out` names an archive that can be written."""
    if file.suffix.lower() != ".zip":
        raise ProjectError(f"--out 写一个 .zip 文件名，例如 {example}：{file}")
    check_plain("--out", file)


def check_plain(option: str, file: Path) -> None:
    """Raises ProjectError unless `file` can be written where it is said to be."""
    if not file.parent.is_dir() or file.is_symlink() or (file.exists() and not file.is_file()):
        raise ProjectError(f"{option} 要写一个普通文件，它的文件夹要已经在：{file}")
