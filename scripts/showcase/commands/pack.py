"""`showcase pack`: the site as one archive to hand to the administrator of the campus server."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.commands.assembly import raised, sum_up
from showcase.commands.options import check_zip, command, dated, in_project
from showcase.commands.terminal import err
from showcase.pack import Handover, compared, earlier_sums, sums_of, write_archive
from showcase.project import Project
from showcase.publish import building, staging
from showcase.reports.text import counted
from showcase.survey import Options


@command(
    "pack",
    "里面是 site 文件夹、交接说明、校验和；写了 --since，还有和上一个交接包相比的变动。网站现做，不动 site/。",
)
@in_project
@click.option(
    "--out", "file", required=True, type=click.Path(path_type=Path), help="交接包写到哪个 .zip 文件。"
)
@click.option("--official", is_flag=True, help="正式网站：没有示例，也没有未经终审的故事。")
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="旧包",
    help="上一个交接包；列出从它以来变了哪些文件。",
)
@click.option(
    "--today", callback=dated, metavar="日期", help="按哪一天判断定时发布和到期；默认取源文件的时间。"
)
def pack(project: Project, file: Path, official: bool, since: Path | None, today: dt.date | None) -> int:
    target = file.absolute()
    check_zip(file, "jiaojie.zip")
    before = earlier_sums(since) if since else None
    with building(project), staging(project.cache / "pack") as folder:
        site, findings = raised(project, Options(official, today), folder)
        sums = sums_of(folder)
        changes = compared(before, sums) if before is not None else None
        handover = Handover(site.name, site.time, official, site.left_out, site.withdrawn)
        size = write_archive(folder, target, handover, sums, changes)
    sum_up(site, findings)
    told = f"{len(sums)} 个文件，{size / 1e6:.1f} MB"
    if changes:
        told += f"；新增 {len(changes.added)}，有改动 {len(changes.changed)}，去掉 {len(changes.removed)}"
    if not official:
        told += "；带着示例，正式交接请加 --official"
    err.print(f"{counted(findings)}。交接包 {file}：{told}", soft_wrap=True)
    return int(any(finding.is_error for finding in findings))
