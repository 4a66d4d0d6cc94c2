"""`showcase new`: a story's folder, to be filled in."""

from __future__ import annotations

import datetime as dt
import re

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


def _year(context: click.Context, option: click.Parameter, text: str | None) -> int | None:
    if text is not None and not re.fullmatch("20[0-9]{2}", text):
        raise click.BadParameter("--year 写四位数的年份，例如 --year 2027")
    return int(text) if text else None


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
@click.option(
    "--year", callback=_year, metavar="年份", help="new record：写进哪一年的表，例如 2027；不写是今年。"
)
def new(
    project: Project,
    title: str,
    kind: str | None,
    department: str,
    series: str,
    day: dt.date | None,
    year: int | None,
) -> int:
    if title == "record":
        return _record(project, kind, year)
    if year is not None:
        raise ProjectError("--year 只和 new record 一起用；故事的年份看 --date，例如 --date 2027-03-01")
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


def _record(project: Project, name: str | None, year: int | None) -> int:
    """An entry to fill in at the end of the list of that kind; of a yearly one, of that year or of today's."""
    known = "、".join(f"{kind.name}（{kind.label}）" for kind in BY_NAME.values())
    kind = next((k for k in BY_NAME.values() if name in (k.name, k.label)), None)
    if kind is None:
        raise ProjectError(
            f"没有“{name or ''}”这一种条目；可以写 {known}，例如 showcase new record {next(iter(BY_NAME))}"
        )
    if year is not None and not kind.yearly:
        raise ProjectError(f"{kind.label}只有一张表 {kind.path}，不分年份：去掉 --year")
    organisation, today = read_organisation(project), judgement(None).day
    titles = {
        f"{d.year}/{d.slug}": d.front.title or d.slug for d in read_drafts(project) if d.slug and d.front
    }
    directory = read_records(Jail(project.root), organisation, read_tokens(project), titles, today).directory
    path = kind.sheet(year or today.year)
    line = append_blank(project, kind, path, directory)
    out.print(f"{path}:{line}", soft_wrap=True)
    err.print(
        f"在 {path} 第 {line} 行添了一条{kind.label}。把带【】的地方填上，再运行 showcase check {path}。",
        soft_wrap=True,
    )
    if kind.yearly and year is None:
        err.print(f"要写进别的年份的表，加 --year，例如 --year {today.year + 1}。", soft_wrap=True)
    return 0
