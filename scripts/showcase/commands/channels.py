"""`showcase channels`: stories for every channel at once, and what was exported held against the stories of now."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.channels.checking import Folder, check, check_site
from showcase.channels.makers import EVERY
from showcase.channels.website import built_site
from showcase.commands.exporting import (
    draft_option,
    every_option,
    made_together,
    out_option,
    stories_argument,
    tell,
)
from showcase.commands.options import command, in_project, today_option
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.project.finding import ordered
from showcase.project.folder import Project
from showcase.project.jail import Jail
from showcase.publish.swap import SITE, building
from showcase.reports.text import counted, print_day, print_findings
from showcase.site.options import Options
from showcase.site.survey import survey


@command(
    "channels",
    "公众号、抖音、海报、展板：每篇一个文件夹，各个渠道在里面各有一个，另有 manifest.json：照哪些文件做的，做出了哪些文件。"
    "做完逐个对：人名、职务、部门、数字、日期、荣誉、引的话，和故事里的一样不一样。"
    "展板的 PDF 用 showcase board，大厅屏幕用 showcase screens。"
    "发之前用 --check 再对一次：故事、照片、品牌后来有没有改，导出的文件有没有人动过。",
)
@in_project
@stories_argument
@out_option
@every_option
@draft_option
@click.option(
    "--check",
    "checked",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="只对这个导出过的文件夹，什么都不写；只做一个渠道的文件夹、做好的网站也行。",
)
@today_option
def channels(
    project: Project,
    names: tuple[str, ...],
    folder: Path | None,
    every: bool,
    draft: bool,
    checked: Path | None,
    today: dt.date | None,
) -> int:
    if checked is None:
        return tell(made_together(project, "channels", EVERY, names, (folder, every, draft, today)))
    with building(project), watching() as watch:
        found = survey(project, Options(False, today), watch)
        jail, shown = Jail(checked.absolute()), checked.name or "."
        if (checked / SITE).is_file():
            findings = ordered(check_site(found, built_site(jail, shown)))
        else:
            findings = ordered(check(project, found, Folder(jail, shown)))
    print_day(err, found.read.judged)
    print_findings(err, findings)
    err.print(f"{counted(findings)}。对的是 {checked}", soft_wrap=True)
    return int(any(finding.is_error for finding in findings))
