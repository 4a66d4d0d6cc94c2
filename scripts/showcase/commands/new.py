"""`showcase new`: a story's folder, to be filled in."""

from __future__ import annotations

import datetime as dt

import click

from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import read_tokens
from showcase.commands.options import command, dated, department_option, in_project, series_option
from showcase.commands.terminal import err, out
from showcase.project.errors import ProjectError
from showcase.project.folder import Project, judgement
from showcase.project.jail import Jail
from showcase.records.blank import append_blank
from showcase.records.kinds import BY_NAME, read_records
from showcase.stories import scaffold
from showcase.stories.drafts import read_drafts


@command("new")
@in_project
@click.argument("title", metavar="标题|record")
@click.argument("kind", required=False, metavar="[种类]")
@department_option
@series_option
@click.option(
    "--date",
    "day",
    callback=dated,
    metavar="日期",
    help="事情发生的日子；不写就留着待填，先放在今年的文件夹里。",
)
def new(
    project: Project, title: str, kind: str | None, department: str, series: str, day: dt.date | None
) -> int:
    if title == "record":
        return _record(project, kind)
    if kind is not None:
        raise ProjectError(f"标题里有空格，要加引号：showcase new '{title} {kind}'")
    path = scaffold.new_story(project, read_organisation(project), title, day, department, series)
    out.print(path, soft_wrap=True)
    if day is None:
        err.print(f"没有写 --date，日子留着待填。{scaffold.moving(path)}", soft_wrap=True)
    err.print(
        f"建好了 {path}。接下来：\n"
        "1. 打开它，把带【】的地方填上。\n"
        "2. 照片放在它旁边，原图就好，文件名随意。\n"
        f"3. 运行 showcase check {path.removesuffix('/index.md')}，按提示改到没有错误。",
        soft_wrap=True,
    )
    return 0


def _record(project: Project, name: str | None) -> int:
    """An entry to fill in at the end of the list of that kind."""
    known = "、".join(f"{kind.name}（{kind.label}）" for kind in BY_NAME.values())
    kind = next((k for k in BY_NAME.values() if name in (k.name, k.label)), None)
    if kind is None:
        raise ProjectError(
            f"没有“{name or ''}”这一种条目；可以写 {known}，例如 showcase new record {next(iter(BY_NAME))}"
        )
    organisation, today = read_organisation(project), judgement(None).day
    titles = {
        f"{d.year}/{d.slug}": d.front.title or d.slug for d in read_drafts(project) if d.slug and d.front
    }
    directory = read_records(Jail(project.root), organisation, read_tokens(project), titles, today).directory
    path = kind.sheet(today.year)
    line = append_blank(project, kind, path, directory)
    out.print(f"{path}:{line}", soft_wrap=True)
    err.print(
        f"在 {path} 第 {line} 行添了一条{kind.label}。把带【】的地方填上，再运行 showcase check {path}。",
        soft_wrap=True,
    )
    return 0
