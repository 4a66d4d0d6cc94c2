"""`showcase import`: a story's folder from a Word manuscript."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase import scaffold
from showcase.commands.options import command, dated, in_project
from showcase.commands.terminal import err, out
from showcase.manuscript.reception import receive
from showcase.organisation import read_organisation
from showcase.project import Project


@command(
    "import",
    "标题、小标题、列表、表格、引文、图片和图注照原样带过来；提要、替代文字、是否同意这些原稿里没有的，留着待填。"
    "批注、页眉页脚不带。文件用不了时什么都不写。",
)
@in_project
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.docx")
@click.option("--department", default="", metavar="部门", help="例如 dining；不写就留着待填。")
@click.option("--series", default="", metavar="栏目", help="例如 frontline；不写就是第一个栏目。")
@click.option("--date", "day", callback=dated, metavar="日期", help="事情发生的日子；默认今天（北京时间）。")
def import_(project: Project, file: Path, department: str, series: str, day: dt.date | None) -> int:
    house, day = read_organisation(project), day or scaffold.today()
    scaffold.check_choices(house, day, department, series)
    copy = receive(file)
    path, blanks = scaffold.imported_story(project, house, copy, day, department, series)
    out.print(path, soft_wrap=True)
    for text in copy.warnings:
        err.print(f"提醒：{text}。", soft_wrap=True)
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
