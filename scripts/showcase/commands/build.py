"""`showcase build`: the site, checked, made anew and exchanged for the old one in one step."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from pathlib import Path

import click

from showcase.channels.makers import kept_entries
from showcase.commands.assembly import handed, raised, sum_up, tell_gone
from showcase.commands.options import (
    check_plain,
    command,
    edition_option,
    in_project,
    since_option,
    today_option,
)
from showcase.commands.terminal import err
from showcase.pages.editions import FOLDERS, Edition
from showcase.project.atomic import written
from showcase.project.cache import Cache
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.publish.handed_over import earlier, read_record, record_bytes, record_name
from showcase.publish.swap import building, check_target, staging, swap
from showcase.reports.build import build_report
from showcase.reports.text import counted
from showcase.site.desk import jobs
from showcase.site.pending import still_to_fill
from showcase.site.reading import Options


@command("build")
@in_project
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="网站放到哪个文件夹；默认 site/，内部版是 site-internal/。",
)
@click.option("--official", is_flag=True, help="正式网站：没有示例，也没有三审不齐的故事。")
@edition_option
@today_option
@click.option("--prune", is_flag=True, help="生成以后，删掉缓存里这个网站不再用的图片。")
@since_option
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="把结果另写成一个 JSON 文件。")
def build(
    project: Project,
    site_dir: Path | None,
    official: bool,
    edition: Edition,
    today: dt.date | None,
    prune: bool,
    since: Path | None,
    report_file: Path | None,
) -> int:
    target = check_target(project, site_dir or project.root / FOLDERS[edition], edition)
    if report_file:
        report_file = report_file.absolute()
        check_plain("--report", report_file)
        if target in report_file.parents:
            raise ProjectError(f"--report 不能写进要发布的 {target}")
    kept = project.root / record_name(edition)
    before = earlier(since) if since else None
    record = read_record(project, edition) if official and not since else None
    with building(project), staging(target) as folder:
        done = raised(project, Options(official, today, edition), folder)
        site, made, findings = done.site, done.made, done.findings
        handover, now = handed(done, folder, official, record, before)
        waiting = still_to_fill(project, site.survey.house) if official else ()
        files = {kept: record_bytes(now)} if official else {}
        if report_file:
            todo = jobs(project, site.survey)
            report = build_report(site, made, findings, handover, waiting, todo)
            files[report_file] = report.encode("utf-8", "replace")
        with ExitStack() as written_files:
            for file, data in files.items():
                written_files.enter_context(written(file, data))
            swap(folder, target)  # the last that can fail
        if prune:
            whole = site.survey.collection
            entries = made.photo_entries | kept_entries(whole.house, whole.catalogue)
            freed = Cache(project.cache / "photos").prune(entries)
            freed += Cache(project.cache / "cards").prune(made.card_entries)
            err.print(f"缓存清掉 {freed / 1048576:.1f} MB", soft_wrap=True)
    sum_up(done)
    tell_gone(handover, "--report 里的 purge 逐个列出")
    if waiting:
        err.print(f"上线前还要填 {len(waiting)} 处，showcase check --official 逐处列出", soft_wrap=True)
    err.print(f"{counted(findings)}。网站在 {target}", soft_wrap=True)
    return int(any(finding.is_error for finding in findings))
