"""`showcase booklet`: the way of new colleagues as booklets to print, one a post, one a department and one of everything."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.commands.options import command, in_project, today_option
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.project.cache import Cache
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.publish.booklet import STYLE, write_booklets
from showcase.publish.printing import printer
from showcase.publish.swap import building, check_target, staging, swap
from showcase.reports.text import print_day, print_findings
from showcase.site.assemble import assemble
from showcase.site.booklet import books
from showcase.site.options import Options


@command(
    "booklet",
    "封面、目录、整条路、路上的每一页、自测、墙上的电话卡、签字单，合成一本。装了 Chromium 的机器上同时写 PDF：有书签、页码，字体嵌在里面。",
)
@in_project
@click.argument("name", default="", metavar="[部门或岗位]")
@click.option("--out", "folder", type=click.Path(path_type=Path), help="放到哪个文件夹；默认 booklet/。")
@click.option("--official", is_flag=True, help="没有示例。")
@today_option
def booklet(project: Project, name: str, folder: Path | None, official: bool, today: dt.date | None) -> int:
    target = check_target(project, folder or project.root / "booklet", mark=STYLE)
    with building(project), watching() as watch, staging(target) as made:
        site, _ = assemble(project, Options(official, today), watch)
        known = [book.name for book in books(site)]
        if not known:
            raise ProjectError("没有新同事的路，做不了手册；先在 docs/start/paths.yml 里写一条")
        if name and name not in known:
            raise ProjectError(f"没有 {name} 这一本；可以写 {'、'.join(known)}，不写就全做")
        made.chmod(0o755)
        done = tuple(write_booklets(site, made, name, Cache(project.cache / "brand")))
        swap(made, target)
    print_day(err, site.survey.read.judged)
    print_findings(err, site.survey.findings)
    for one in done:
        pages = f"，PDF {one.pages} 页" if one.pages else ""
        err.print(f"{one.book.subtitle}：{one.book.name}.html{pages}", soft_wrap=True)
    if not printer():
        err.print("没有找到 Chromium，只写了 HTML；在浏览器里打开，打印成 PDF 也一样", soft_wrap=True)
    err.print(f"{len(done)} 本，在 {target}", soft_wrap=True)
    return int(any(finding.is_error for finding in site.survey.findings))
