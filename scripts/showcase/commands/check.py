"""`showcase check`: every finding at once, and what can safely be mended of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from rich.console import Console

from showcase import fixes
from showcase.commands.options import command, dated, in_project
from showcase.commands.progress import watching
from showcase.commands.terminal import err, out, tell
from showcase.finding import Finding
from showcase.jail import Jail, Refused
from showcase.project import Project
from showcase.reports import paths
from showcase.reports.machine import as_github, as_gitlab, as_json
from showcase.reports.sheet import Sheet
from showcase.reports.sources import Sources, guarded, private_lines
from showcase.reports.text import print_changes, print_findings, shown, summary
from showcase.survey import Options, Survey, survey


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
@click.option("--official", is_flag=True, help="按正式网站的要求检查：不收示例和没有终审的故事。")
@click.option("--today", callback=dated, metavar="日期", help="按哪一天判断到期和放行；默认取源文件的时间。")
def check(
    project: Project,
    places: tuple[Path, ...],
    form: str,
    fix: bool,
    official: bool,
    today: dt.date | None,
) -> int:
    only = paths.chosen(project, places, Path.cwd())
    with watching() as watch:
        found = survey(project, Options(official, today), watch)
        if fix:
            console = out if form == "text" else err
            if _mend(console, project, paths.within(found.findings, only), found):
                found = survey(project, Options(official, today), watch)
    stories = paths.stories_within(found.examined, only)
    if form == "sheet":  # the verdict on a story needs the whole of it
        only = (*only, *(one.draft.folder for one in stories if only))
    sources = Sources(project, found.examined, found.findings)
    findings = guarded(paths.within(found.findings, only), sources.private)
    if form == "text":
        print_findings(out, findings, sources)
        out.print(f"{len(found.catalogue.stories)} 篇故事可以发布。{summary(findings)}", soft_wrap=True)
    elif form == "sheet":
        folders = {f"{one.draft.folder}/" for one in found.examined}
        others = tuple(f for f in findings if not any(f.place.path.startswith(folder) for folder in folders))
        tell(Sheet(found, sources, stories, others).markdown())
    else:
        text = {"json": as_json, "github": as_github, "gitlab": as_gitlab}[form](findings)
        if text:
            tell(f"{text}\n")
    return int(any(finding.is_error for finding in findings))


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
    return bool(done)
