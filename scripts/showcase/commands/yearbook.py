"""`showcase yearbook`: a year of stories, honours, activities, plan and bloom as one book."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click

from showcase.commands.options import check_plain, command, edition_option, in_project, today_option
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.pages.editions import Edition
from showcase.project.cache import Cache
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.publish.printing import printer
from showcase.publish.swap import building
from showcase.publish.yearbook import write_yearbook
from showcase.reports.text import print_day, print_findings
from showcase.site.options import Options
from showcase.site.survey import survey
from showcase.site.yearbook import yearbook as bound


@command(
    "yearbook",
    "封面、目录、这一年、故事全文、荣誉、活动、计划、花历、图片来源。一个 HTML 文件，不靠别的文件；装了 Chromium 的机器上旁边另有 PDF：目录有页码，每页有页眉。",
)
@in_project
@click.argument("year", metavar="年份")
@click.option(
    "--out",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到哪个 .html 文件。",
)
@click.option("--official", is_flag=True, help="没有示例，也没有三审不齐的故事。")
@edition_option
@today_option
def yearbook(
    project: Project, year: str, file: Path, official: bool, edition: Edition, today: dt.date | None
) -> int:
    if not re.fullmatch("[0-9]{4}", year):
        raise ProjectError(f"年份写四位数字，例如 showcase yearbook 2026 --out 2026.html；现在写的是 {year}")
    if file.suffix.lower() != ".html":
        raise ProjectError(f"--out 写一个 .html 文件名：{file}")
    for target in (file, file.with_suffix(".pdf")):
        check_plain("--out", target)
    with building(project), watching() as watch:
        found = survey(project, Options(official, today, edition), watch)
        book = bound(project, found, int(year))
        if not book.tells:
            raise ProjectError(f"{year} 年没有故事、荣誉、活动和计划，做不了年鉴")
        pages = write_yearbook(book, found, file.absolute(), Cache(project.cache / "brand"))
    print_day(err, found.read.judged)
    print_findings(err, [finding for finding in found.findings if finding.is_error])
    if not printer():
        err.print(
            "没有找到 Chromium，只写了 HTML；在浏览器里打开，打印成 PDF 也一样，只是目录没有页码",
            soft_wrap=True,
        )
    shown = f"，{file.with_suffix('.pdf')} {pages} 页" if pages else ""
    err.print(f"{year} 年鉴：{file}{shown}", soft_wrap=True)
    return int(any(finding.is_error for finding in found.findings))
