"""`showcase new`: a story's folder, to be filled in."""

from __future__ import annotations

import datetime as dt

import click

from showcase import scaffold
from showcase.commands.options import command, dated, in_project
from showcase.commands.terminal import err, out
from showcase.organisation import read_organisation
from showcase.project import Project


@command("new")
@in_project
@click.argument("title", metavar="标题")
@click.option("--department", default="", metavar="部门", help="例如 dining；不写就留着待填。")
@click.option("--series", default="", metavar="栏目", help="例如 frontline；不写就是第一个栏目。")
@click.option("--date", "day", callback=dated, metavar="日期", help="事情发生的日子；默认今天（北京时间）。")
def new(project: Project, title: str, department: str, series: str, day: dt.date | None) -> int:
    path = scaffold.new_story(
        project, read_organisation(project), title, day or scaffold.today(), department, series
    )
    out.print(path, soft_wrap=True)
    err.print(
        f"建好了 {path}。接下来：\n"
        "1. 打开它，把带【】的地方填上。\n"
        "2. 照片放在它旁边，原图就好，文件名随意。\n"
        f"3. 运行 showcase check {path.removesuffix('/index.md')}，按提示改到没有错误。",
        soft_wrap=True,
    )
    return 0
