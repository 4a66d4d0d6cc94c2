"""`showcase check`: every finding at once, and what can safely be mended of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.commands.options import command, edition_option, in_project, today_option
from showcase.commands.terminal import err, out, tell_machine
from showcase.pages.editions import Edition
from showcase.project.errors import ProjectError
from showcase.project.finding import Unusable
from showcase.project.folder import Project
from showcase.project.revision import read_revision
from showcase.reports.checked import Checked, checked, keep_check, keep_whole, known_check, of_one_story
from showcase.reports.scope import Scope, asked_for, of_request
from showcase.reports.sources import Sources, guarded
from showcase.reports.text import counted, print_day, print_findings, print_kept_back, summary
from showcase.site.ground import around_now, stories_now
from showcase.site.options import Options
from showcase.site.sources_key import sources_key


@command(
    "check",
    "写上文件或文件夹，就只看它们：showcase check stories/2026/lingchen-huomian"
    "\n\n"
    "有错误时退出码是 1，只有提醒时是 0。",
)
@in_project
@click.argument("places", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab", "sheet"]),
    default="text",
    metavar="样式",
    help="text 给人看（默认）；sheet 审稿单，可贴进合并请求、可打印；json、github、gitlab 给程序用。",
)
@click.option(
    "--fix", is_flag=True, help="把能放心自动改的（标点、全角数字、照片文件名）改好，再列出剩下的。"
)
@click.option("--official", is_flag=True, help="按正式网站的要求检查：不收示例和三审不齐的故事。")
@click.option(
    "--changed-since",
    "since",
    metavar="提交或分支",
    help="只看从它以来改过的，例如 main；github 和 gitlab 列出全部，改过的在前。要有 git。",
)
@edition_option
@today_option
def check(
    project: Project,
    places: tuple[Path, ...],
    form: str,
    since: str | None,
    fix: bool,
    official: bool,
    edition: Edition,
    today: dt.date | None,
) -> int:
    if since is not None and places:
        raise ProjectError("--changed-since 和路径只写一样")
    scope = (
        asked_for(project, places, Path.cwd()) if since is None else of_request(read_revision(project, since))
    )
    console, options = out if form == "text" else err, Options(official, today, edition)
    is_plain = not (fix or official or since is not None or form == "sheet")
    around = around_now(project, options) if is_plain else ""
    if scope.story and (known := of_one_story(project, options, around, scope.story)):
        return _tell(project, known, scope, form)
    key = sources_key(project, options) if is_plain else ""  # of what is read from here on
    if known := known_check(project, options, key):
        return _tell(project, known, scope, form)
    seen = stories_now(project) if around else None
    from showcase.commands.looking import (  # here: it takes all that the project is made with
        surveyed,
        tell_more,
    )

    try:
        found = surveyed(project, options, scope, console, fix=fix)
    except Unusable as fault:
        if form == "sheet":
            raise
        return _stopped(project, fault, form)
    if not is_plain:
        return tell_more(project, found, scope, form, official=official)
    known = checked(project, found)
    keep_check(project, options, key, known)
    keep_whole(project, options, around, seen, found, known)
    return _tell(project, known, scope, form)


def _tell(project: Project, known: Checked, scope: Scope, form: str) -> int:
    """What was found in `scope`, where nothing else was asked for."""
    console = out if form == "text" else err
    sources = Sources(project, (), known.findings, known.private)
    findings = guarded(scope.findings(known.findings), sources.private)
    print_day(console, known.judged)
    print_kept_back(console, known.dues(scope))
    if form == "text":
        print_findings(out, findings, sources)
        out.print(scope.publishable(known.shown) + summary(findings), soft_wrap=True)
    else:
        tell_machine(form, findings)
    if known.is_without_home:
        err.print("首页有错误，改好以前网站不能生成", style="red", soft_wrap=True)
    return int(any(finding.is_error for finding in findings))


def _stopped(project: Project, fault: Unusable, form: str) -> int:
    """What is wrong with the settings, in the form that was asked for; nothing else could be looked at."""
    if form == "text":
        print_findings(out, fault.findings, Sources(project, (), fault.findings))
    else:
        tell_machine(form, fault.findings)
    err.print(f"设置里有 {counted(fault.findings)}，改好以前别的都没有检查。", soft_wrap=True)
    return fault.exit_code
