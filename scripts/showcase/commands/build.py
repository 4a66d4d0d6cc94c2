"""`showcase build`: the site, checked, made anew and exchanged for the old one in one step."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from showcase.channels.makers import kept_entries
from showcase.commands.assembly import Raised, handed, raised, say, sum_up, tell_gone
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
from showcase.project.sight import Sight, sight
from showcase.publish.handed_over import earlier, read_record, record_bytes, record_name
from showcase.publish.laid import Ledger
from showcase.publish.standing import Standing, Told, standing
from showcase.publish.swap import building, check_target, staging, swap
from showcase.reports.build import build_report, standing_line, told
from showcase.reports.text import counted
from showcase.site.before import house_seen
from showcase.site.desk import jobs
from showcase.site.leaves import keep
from showcase.site.options import Options
from showcase.site.pending import still_to_fill


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
    options = Options(official, today, edition)
    asked = _Asked(project, options, target, since, report_file, prune)
    with building(project):
        there = standing(project, options, target) if asked.is_plain else None
        seen = sight(target)
        said = there.told(seen) if there else None
        if said:
            say(said, standing_line(said))
        else:
            said = _anew(asked, there, seen)
    err.print(f"{counted(said.findings)}。网站在 {target}", soft_wrap=True)
    return int(any(finding.is_error for finding in said.findings))


@dataclass(frozen=True)
class _Asked:
    project: Project
    options: Options
    target: Path
    since: Path | None
    report_file: Path | None
    prune: bool

    @property
    def is_plain(self) -> bool:
        """Nothing is wanted but the site."""
        return not (self.options.official or self.since or self.report_file or self.prune)


def _anew(asked: _Asked, there: Standing | None, seen: Sight | None) -> Told:
    """Makes the site and puts it in the place of the one that was seen there; what is to be said of it."""
    project, target, edition = asked.project, asked.target, asked.options.edition
    official = asked.options.official
    kept = project.root / record_name(edition)
    before = earlier(asked.since) if asked.since else None
    record = read_record(project, edition) if official and not asked.since else None
    ledger = Ledger(project, target)
    standing_site = ledger.before(seen, house_seen(project))
    with staging(target) as folder:
        done = raised(project, asked.options, folder, standing_site)
        handover, now = handed(done, folder, official, record, before)
        waiting = still_to_fill(project, done.site.survey.house) if official else ()
        files = {kept: record_bytes(now)} if official else {}
        if asked.report_file:
            todo = jobs(project, done.site.survey)
            report = build_report(done.site, done.made, done.findings, handover, waiting, todo)
            files[asked.report_file] = report.encode("utf-8", "replace")
        said = told(done.site, done.findings)
        new = sight(folder)
        with ExitStack() as written_files:
            for file, data in files.items():
                written_files.enter_context(written(file, data))
            swap(folder, target)  # the last that can fail
    stands = ledger.keep(done.laid, new)
    keep(done.site.leaves, done.laid.prints, standing_site.kept)
    if there:
        there.keep(stands, said)
    if asked.prune:
        _prune(project, done)
    sum_up(done)
    tell_gone(handover, "--report 里的 purge 逐个列出")
    if waiting:
        err.print(f"上线前还要填 {len(waiting)} 处，showcase check --official 逐处列出", soft_wrap=True)
    return said


def _prune(project: Project, done: Raised) -> None:
    whole, made = done.site.survey.collection, done.made
    entries = made.photo_entries | kept_entries(whole.house, whole.catalogue)
    freed = Cache(project.cache / "photos").prune(entries)
    freed += Cache(project.cache / "cards").prune(made.card_entries)
    err.print(f"缓存清掉 {freed / 1048576:.1f} MB", soft_wrap=True)
