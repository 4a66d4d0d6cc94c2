"""`showcase build`: the site, checked, made anew and exchanged for the old one in one step."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from pathlib import Path

import click

from showcase.atomic import written
from showcase.commands.assembly import raised, sum_up
from showcase.commands.options import check_plain, command, dated, in_project
from showcase.commands.terminal import err
from showcase.errors import ProjectError
from showcase.photos.cache import Cache
from showcase.project import Project
from showcase.publish import building, check_target, outdated, staging, swap
from showcase.reports.build import build_report
from showcase.reports.text import counted
from showcase.survey import Options


@command("build")
@in_project
@click.option("--site-dir", type=click.Path(path_type=Path), help="网站放到哪个文件夹；默认 site/。")
@click.option("--official", is_flag=True, help="正式网站：没有示例，也没有未经终审的故事。")
@click.option(
    "--today", callback=dated, metavar="日期", help="按哪一天判断定时发布和到期；默认取源文件的时间。"
)
@click.option("--prune", is_flag=True, help="生成以后，删掉缓存里这个网站不再用的图片。")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="把结果另写成一个 JSON 文件。")
def build(
    project: Project,
    site_dir: Path | None,
    official: bool,
    today: dt.date | None,
    prune: bool,
    report_file: Path | None,
) -> int:
    target = check_target(project, site_dir or project.root / "site")
    if report_file:
        report_file = report_file.absolute()
        check_plain("--report", report_file)
        if target in report_file.parents:
            raise ProjectError(f"--report 不能写进要发布的 {target}")
    with building(project), staging(target) as folder:
        site, findings = raised(project, Options(official, today), folder)
        purge = outdated(target, folder)
        report = build_report(site, findings, purge).encode("utf-8", "replace")
        with written(report_file, report) if report_file else nullcontext():
            swap(folder, target)  # the last that can fail
        if prune:
            freed = Cache(project.cache / "photos").prune(site.photo_entries)
            freed += Cache(project.cache / "cards").prune(site.card_entries)
            err.print(f"缓存清掉 {freed / 1048576:.1f} MB", soft_wrap=True)
    sum_up(site, findings)
    if site.withdrawn:
        err.print(
            f"已撤下 {len(site.withdrawn)} 篇；请管理员清掉缓存里的旧文件（{len({*purge, *site.withdrawn})} 个，--report 里的 purge 逐个列出），"
            "公众号和抖音上的要另外删除",
            soft_wrap=True,
        )
    err.print(f"{counted(findings)}。网站在 {target}", soft_wrap=True)
    return int(any(finding.is_error for finding in findings))
