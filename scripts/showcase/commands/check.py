"""`showcase check`: every finding at once, and what can safely be mended of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from rich.console import Console

from showcase.commands.options import command, edition_option, in_project, today_option
from showcase.commands.progress import watching
from showcase.commands.terminal import err, out, tell
from showcase.pages.correcting import page_changes
from showcase.pages.editions import Edition
from showcase.project.errors import ProjectError
from showcase.project.finding import Finding, Unusable
from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused
from showcase.project.revision import read_revision
from showcase.records.comparing import list_edits
from showcase.records.correcting import list_changes, write_file
from showcase.reports.checked import Checked, checked, keep_check, keep_whole, known_check, of_one_story
from showcase.reports.machine import as_github, as_gitlab, as_json
from showcase.reports.scope import Scope, asked_for, of_request
from showcase.reports.sheet import Sheet
from showcase.reports.shown import shown
from showcase.reports.sources import Sources, guarded, private_lines
from showcase.reports.text import (
    counted,
    print_changes,
    print_day,
    print_findings,
    print_kept_back,
    print_pending,
    summary,
)
from showcase.site.dues import kept_back
from showcase.site.one_story import seen_now
from showcase.site.pending import still_to_fill
from showcase.site.reading import Options
from showcase.site.sources_key import sources_key
from showcase.site.survey import Survey, survey
from showcase.stories import fixes

ROUNDS = 4  # a line that can be read only now may have more to mend


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
    seen = seen_now(project, options) if is_plain else None
    if seen and scope.story and (known := of_one_story(project, options, seen, scope.story)):
        return _tell(project, known, scope, form)
    key = sources_key(project, options) if is_plain else ""  # of what is read from here on
    if known := known_check(project, options, key):
        return _tell(project, known, scope, form)
    try:
        found = _surveyed(project, options, scope, console, fix=fix)
    except Unusable as fault:
        if form == "sheet":
            raise
        return _stopped(project, fault, form)
    if seen:
        known = checked(project, found)
        keep_check(project, options, key, known)
        keep_whole(project, options, seen, found, known)
        return _tell(project, known, scope, form)
    return _tell_more(project, found, scope, form, official=official)


def _tell_more(project: Project, found: Survey, scope: Scope, form: str, *, official: bool) -> int:
    """What was found in `scope`, where more was asked for than that."""
    console, since = out if form == "text" else err, scope.revision is not None
    stories = scope.stories(found.examined)
    whole = scope.whole(stories)  # the verdict on a story needs all of it
    told = whole if form == "sheet" else Scope() if since and form in ("github", "gitlab") else scope
    sources = Sources(project, found.examined, found.findings)
    findings = guarded(told.findings(found.findings), sources.private)
    print_day(console, found.read.judged)
    print_kept_back(console, kept_back(stories))
    if form == "text":
        print_findings(out, findings, sources)
        out.print(
            f"{len(found.collection.catalogue.stories)} 篇故事可以发布。{summary(findings)}", soft_wrap=True
        )
        if official and scope.only is None:
            print_pending(out, still_to_fill(project, found.house))
        if elsewhere := scope.elsewhere(found.findings):
            out.print(
                f"没有改到的文件里还有 {len(elsewhere)} 个错误：showcase check 列出全部。", soft_wrap=True
            )
    elif form == "sheet":
        tell(Sheet(found, sources, whole, list_edits(project, scope.revision)).markdown())
    else:
        _tell_machine(
            form, findings, guarded(scope.findings(found.findings), sources.private) if since else ()
        )
    if found.home_faults:
        err.print("首页有错误，改好以前网站不能生成", style="red", soft_wrap=True)
    return int(any(finding.is_error for finding in findings))


def _tell(project: Project, known: Checked, scope: Scope, form: str) -> int:
    """What was found in `scope`, where nothing else was asked for."""
    console = out if form == "text" else err
    sources = Sources(project, (), known.findings, known.private)
    findings = guarded(scope.findings(known.findings), sources.private)
    print_day(console, known.judged)
    print_kept_back(console, known.dues(scope))
    if form == "text":
        print_findings(out, findings, sources)
        out.print(f"{known.stories} 篇故事可以发布。{summary(findings)}", soft_wrap=True)
    else:
        _tell_machine(form, findings)
    if known.is_without_home:
        err.print("首页有错误，改好以前网站不能生成", style="red", soft_wrap=True)
    return int(any(finding.is_error for finding in findings))


def _surveyed(project: Project, options: Options, scope: Scope, console: Console, *, fix: bool) -> Survey:
    """The project, after what was to be mended is."""
    with watching() as watch:
        found, rounds = survey(project, options, watch), 0
        while fix and rounds < ROUNDS and _mend(console, project, scope.findings(found.findings), found):
            found, rounds = survey(project, options, watch), rounds + 1
    if fix and not rounds:
        console.print("没有可以自动改的。", soft_wrap=True)
    return found


def _stopped(project: Project, fault: Unusable, form: str) -> int:
    """What is wrong with the settings, in the form that was asked for; nothing else could be looked at."""
    if form == "text":
        print_findings(out, fault.findings, Sources(project, (), fault.findings))
    else:
        _tell_machine(form, fault.findings)
    err.print(f"设置里有 {counted(fault.findings)}，改好以前别的都没有检查。", soft_wrap=True)
    return fault.exit_code


def _tell_machine(form: str, findings: tuple[Finding, ...], changed: tuple[Finding, ...] = ()) -> None:
    forms = {"json": as_json, "gitlab": as_gitlab}
    text = forms[form](findings) if form in forms else as_github(findings, frozenset(changed))
    if text:
        tell(f"{text}\n")


def _mend(console: Console, project: Project, findings: tuple[Finding, ...], found: Survey) -> bool:
    """Whether a file was changed; shows what."""
    jail, done = Jail(project.root), []
    for change in fixes.changes((one.draft for one in found.examined), findings):
        try:
            fixes.write(jail, change)
        except Refused as why:
            err.print(f"没有改 {shown(change.draft.path)}：{why}", style="yellow", soft_wrap=True)
        else:
            done.append(change)
    allowed = (finding for one in found.examined for finding, _ in one.allowed)
    print_changes(console, done, private_lines((*found.findings, *allowed)))
    return _mend_files(console, jail, findings) or bool(done)


def _mend_files(console: Console, jail: Jail, findings: tuple[Finding, ...]) -> bool:
    """Whether a list or a page was changed; shows what, but nothing of a file with a private number."""
    closed = {path for path, _ in private_lines(findings)}
    changes = (*list_changes(jail, findings), *page_changes(jail, findings))
    for change in changes:
        write_file(jail, change)
        console.print(f"改好 {change.path}：{change.count} 处", style="bold", soft_wrap=True)
        for line in change.difference() if change.path not in closed else ():
            console.print(shown(line), markup=False, soft_wrap=True)
    return bool(changes)
