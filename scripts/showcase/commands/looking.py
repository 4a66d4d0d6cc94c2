"""What a check does that has to look at the whole project: to read it, to mend it, to tell more of it than is kept."""

from __future__ import annotations

from rich.console import Console

from showcase.commands.progress import watching
from showcase.commands.terminal import err, out, tell, tell_machine
from showcase.pages.correcting import page_changes
from showcase.project.finding import Finding
from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused
from showcase.records.comparing import list_edits
from showcase.records.correcting import list_changes, write_file
from showcase.reports.scope import Scope
from showcase.reports.sheet import Sheet
from showcase.reports.shown import shown
from showcase.reports.sources import Sources, guarded, private_lines
from showcase.reports.text import (
    print_changes,
    print_day,
    print_findings,
    print_kept_back,
    print_pending,
    summary,
)
from showcase.site.kept_back import kept_back
from showcase.site.options import Options
from showcase.site.pending import still_to_fill
from showcase.site.survey import Survey, survey
from showcase.stories import fixes

ROUNDS = 4  # a line that can be read only now may have more to mend


def surveyed(project: Project, options: Options, scope: Scope, console: Console, *, fix: bool) -> Survey:
    """The project, after what was to be mended is."""
    with watching() as watch:
        found, rounds = survey(project, options, watch), 0
        while fix and rounds < ROUNDS and _mend(console, project, scope.findings(found.findings), found):
            found, rounds = survey(project, options, watch), rounds + 1
    if fix and not rounds:
        console.print("没有可以自动改的。", soft_wrap=True)
    return found


def tell_more(project: Project, found: Survey, scope: Scope, form: str, *, official: bool) -> int:
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
        folders = (story.folder for story in found.collection.catalogue.stories)
        out.print(scope.publishable(folders) + summary(findings), soft_wrap=True)
        if official and scope.only is None:
            print_pending(out, still_to_fill(project, found.house))
        if elsewhere := scope.elsewhere(found.findings):
            out.print(
                f"没有改到的文件里还有 {len(elsewhere)} 个错误：showcase check 列出全部。", soft_wrap=True
            )
    elif form == "sheet":
        tell(Sheet(found, sources, whole, list_edits(project, scope.revision)).markdown())
    else:
        tell_machine(
            form, findings, guarded(scope.findings(found.findings), sources.private) if since else ()
        )
    if found.home_faults:
        err.print("首页有错误，改好以前网站不能生成", style="red", soft_wrap=True)
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
