"""`showcase import`: a story's folder from a Word manuscript."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.brand.organisation import read_organisation
from showcase.commands.options import command, dated, department_option, in_project, series_option
from showcase.commands.terminal import err, out
from showcase.project.folder import Project, judgement
from showcase.stories import scaffold
from showcase.stories.word.days import Happened, happened
from showcase.stories.word.reception import receive


@command(
    "import",
    "标题、小标题、列表、表格、引文、图片和图注照原样带过来；提要、替代文字、是否同意这些原稿里没有的，留着待填。"
    "批注、页眉页脚不带。文件用不了时什么都不写。",
)
@in_project
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.docx")
@department_option
@series_option
@click.option(
    "--date",
    "day",
    callback=dated,
    metavar="日期",
    help="事情发生的日子；不写就取原稿里写明的那一天，没有写明或不止一天的留着待填。",
)
def import_(project: Project, file: Path, department: str, series: str, day: dt.date | None) -> int:
    organisation = read_organisation(project)
    scaffold.check_choices(organisation, day, department, series)
    copy = receive(file)
    when = Happened(day) if day else happened(copy.days, judgement(None).day)
    path, blanks = scaffold.imported_story(project, organisation, copy, when, department, series)
    out.print(path, soft_wrap=True)
    for text in copy.warnings:
        err.print(f"提醒：{text}。", soft_wrap=True)
    for note in when.notes:
        err.print(f"{note}。", soft_wrap=True)
    if when.day is None:
        err.print(f"日子留着待填。{scaffold.moving(path)}", soft_wrap=True)
    by = [
        f"{what} {name}" for what, name in (("文字", copy.credits.text), ("图片", copy.credits.photo)) if name
    ]
    if by:
        err.print(f"署名写进了稿头：{'，'.join(by)}。", soft_wrap=True)
    err.print(
        f"建好了 {path}：{len(copy.photos)} 张图片，{blanks} 处待填，{len(copy.warnings)} 条提醒。接下来：\n"
        "1. 打开它，对照原稿看一遍，把带【】的地方填上。\n"
        "2. Word 会压缩图片；要得到原图的，用同样的文件名换上。\n"
        f"3. 运行 showcase check {path.removesuffix('/index.md')}，按提示改到没有错误。",
        soft_wrap=True,
    )
    return 0
