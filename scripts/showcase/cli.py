"""The command; the only module that prints or exits."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from showcase import fixes, mkdocs_plugin, scaffold
from showcase.brand import read_tokens
from showcase.brandbook import assemble_kit
from showcase.chinese_help import ChineseGroup, in_chinese
from showcase.emblem import emblem_mark, read_emblem
from showcase.errors import MachineError, ProjectError, ShowcaseError, fault, machine_fault
from showcase.finding import Finding, Place, error, ordered, warning
from showcase.jail import Jail, Refused
from showcase.organisation import read_organisation
from showcase.photos.cache import Cache, write_whole, written
from showcase.photos.export import check_out, export
from showcase.photos.recipes import RECIPES
from showcase.photos.studio import Refusal
from showcase.project import Project, find_project
from showcase.publish import building, check_target, for_everyone, outdated, staging, swap, verify
from showcase.reports import paths
from showcase.reports.build import build_line, build_report
from showcase.reports.machine import as_github, as_gitlab, as_json
from showcase.reports.sheet import Sheet
from showcase.reports.sources import Sources, guarded, private_lines
from showcase.reports.text import counted, print_changes, print_findings, shown, summary
from showcase.rules.photos import photo_warnings
from showcase.site import assemble
from showcase.survey import Options, Survey, survey
from showcase.tree import write_tree

SLOW = 1.0  # seconds after which progress is shown


class _Out(Console):
    """A reader that has seen enough (`| head`) changes nothing of what the command says by its exit code."""

    def on_broken_pipe(self) -> None:
        _hush(self.file)


class _Err(_Out):
    """Diagnostics that nobody can take, as on a full disk, do not stop what they tell of."""

    def print(self, *objects: Any, **options: Any) -> None:
        try:
            super().print(*objects, **options)
        except OSError:
            _hush(self.file)


def _hush(stream: Any) -> None:
    with suppress(OSError, ValueError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


def _tell(text: str, *, end: str = "\n") -> None:
    try:
        click.echo(f"{text}{end}", nl=False)
    except BrokenPipeError:
        _hush(sys.stdout)


# What people type is never markup.
out = _Out(highlight=False, markup=False, emoji=False)
err = _Err(stderr=True, highlight=False, markup=False, emoji=False)


@click.group(
    cls=ChineseGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="退出码：0 正常（可能有提醒）；1 有错误，出错的故事没有发布；2 项目或命令用不了，什么都没写；3 机器出了故障，旧网站没有动。",
)
@click.option("--root", type=click.Path(path_type=Path), help="项目文件夹；默认从当前位置向上找 mkdocs.yml。")
@click.version_option(package_name="showcase", message="%(version)s", help="显示版本号。")
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """把后勤保障部的故事、部徽和文化页面做成网站。"""
    context.obj = root


def _project(context: click.Context, root: Path | None) -> Project:
    chosen = root or context.obj
    return find_project(chosen or Path.cwd(), exact=chosen is not None)


def with_root(command: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option(
        "--root", type=click.Path(path_type=Path), help="项目文件夹；默认从当前位置向上找 mkdocs.yml。"
    )
    return option(click.pass_context(command))


def dated(context: click.Context, option: click.Parameter, text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter("日期写成 2026-03-05 的样子") from None


@cli.command()
@with_root
@click.option("--site-dir", type=click.Path(path_type=Path), help="网站放到哪个文件夹；默认 site/。")
@click.option("--official", is_flag=True, help="正式网站：没有示例，也没有未经终审的故事。")
@click.option(
    "--today", callback=dated, metavar="日期", help="按哪一天判断定时发布和到期；默认取源文件的时间。"
)
@click.option("--prune", is_flag=True, help="生成以后，删掉缓存里这个网站不再用的图片。")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="把结果另写成一个 JSON 文件。")
def build(
    context: click.Context,
    root: Path | None,
    site_dir: Path | None,
    official: bool,
    today: dt.date | None,
    prune: bool,
    report_file: Path | None,
) -> int:
    """检查、处理照片、生成网页，一步换上新网站。"""
    project = _project(context, root)
    target = check_target(project, site_dir or project.root / "site")
    if report_file:
        _check_report(report_file.absolute(), target)
    with building(project), staging(target) as folder:
        with _watching() as watch:
            site = assemble(project, Options(official, today), watch)
        with for_everyone():
            folder.chmod(0o755)
            warnings = mkdocs_plugin.build(project, site, folder)
        broken = verify(folder, [page.address for page in site.pages])
        findings = ordered((*site.findings, *_generator_findings(warnings), *_broken_links(broken)))
        findings = guarded(findings, private_lines(findings))
        purge = outdated(target, folder)
        report = build_report(site, findings, purge).encode("utf-8", "replace")
        with written(report_file.absolute(), report) if report_file else nullcontext():
            swap(folder, target)  # the last that can fail
        if prune:
            freed = Cache(project.cache / "photos").prune(site.photo_entries)
            freed += Cache(project.cache / "cards").prune(site.card_entries)
            err.print(f"缓存清掉 {freed / 1048576:.1f} MB", soft_wrap=True)
    print_findings(err, findings)
    err.print(build_line(site), soft_wrap=True)
    for path in site.left_out:
        err.print(f"没有发布：{path}", style="red", soft_wrap=True)
    if site.withdrawn:
        err.print(
            f"已撤下 {len(site.withdrawn)} 篇；请管理员清掉缓存里的旧文件（{len({*purge, *site.withdrawn})} 个，--report 里的 purge 逐个列出），"
            "公众号和抖音上的要另外删除",
            soft_wrap=True,
        )
    err.print(f"{counted(findings)}。网站在 {target}", soft_wrap=True)
    return int(any(finding.is_error for finding in findings))


def _check_report(file: Path, target: Path) -> None:
    if not file.parent.is_dir() or (file.exists() and not file.is_file()) or file.is_symlink():
        raise ProjectError(f"--report 要写一个普通文件，它的文件夹要已经在：{file}")
    if target in file.parents:
        raise ProjectError(f"--report 不能写进要发布的 {target}")


def _broken_links(broken: list[tuple[str, str]]) -> Iterator[Finding]:
    for page, link in broken:
        source = page.removesuffix(".html") + ".md"
        path = source if source.startswith("stories/20") else f"docs/{source}"
        yield error(
            "LNK002",
            Place(path),
            f"发布的页面指向不存在的 {link}",
            "照片单独占一行，写 ![说明](文件名)；链接写到那一页的 index.md",
        )


def _generator_findings(warnings: list[str]) -> Iterator[Finding]:
    for line in warnings:
        yield warning("DOC002", Place("docs"), f"生成器提醒：{line}", "请检查 docs/ 里对应的页面")


@cli.command()
@with_root
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
    context: click.Context,
    root: Path | None,
    places: tuple[Path, ...],
    form: str,
    fix: bool,
    official: bool,
    today: dt.date | None,
) -> int:
    """一次列出全部问题，不生成网站。

    写上文件或文件夹，就只看它们：showcase check stories/2026/lingchen-huomian

    有错误时退出码是 1，只有提醒时是 0。
    """
    project = _project(context, root)
    only = paths.chosen(project, places, Path.cwd())
    with _watching() as watch:
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
        _tell(Sheet(found, sources, stories, others).markdown(), end="")
    else:
        text = {"json": as_json, "github": as_github, "gitlab": as_gitlab}[form](findings)
        if text:
            _tell(text)
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


@cli.command()
@with_root
@click.option(
    "--address", default="127.0.0.1:8000", metavar="地址", help="本机的地址和端口；默认 127.0.0.1:8000。"
)
def serve(context: click.Context, root: Path | None, address: str) -> int:
    """在本机浏览，保存文件后自动刷新。"""
    project = _project(context, root)
    host, _, port = address.rpartition(":")
    if not host or not re.fullmatch("[0-9]{1,5}", port) or int(port) > 65535:
        raise ProjectError("--address 写成 127.0.0.1:8000 的样子")
    with tempfile.TemporaryDirectory(prefix="showcase-") as temporary:
        folder = Path(temporary)

        def rebuild() -> None:
            try:
                site = assemble(project, Options())
                mkdocs_plugin.build(project, site, folder)
                print_findings(err, site.findings)
                err.print(build_line(site), soft_wrap=True)
            except ShowcaseError as error:  # shown; the next save may mend it
                _stop(str(error), error.exit_code)
            except OSError as error:
                _stop(machine_fault(error), MachineError.exit_code)

        rebuild()
        err.print(f"浏览器打开 http://{address}/ ，保存文件后页面自动刷新；按 Ctrl+C 结束", soft_wrap=True)
        watched = (project.settings, project.docs, project.stories, project.brand)
        try:
            mkdocs_plugin.serve(host, int(port), folder, watched, rebuild)
        except OSError as error:
            raise MachineError(f"{address} 用不了：{fault(error)}；用 --address 换一个端口") from error
    return 0


@cli.command()
@with_root
@click.argument("title", metavar="标题")
@click.option("--department", default="", metavar="部门", help="例如 dining；不写就留着待填。")
@click.option("--series", default="", metavar="栏目", help="例如 frontline；不写就是第一个栏目。")
@click.option("--date", "day", callback=dated, metavar="日期", help="事情发生的日子；默认今天（北京时间）。")
def new(
    context: click.Context, root: Path | None, title: str, department: str, series: str, day: dt.date | None
) -> int:
    """建一个新故事的文件夹，照着里面的说明填。"""
    project = _project(context, root)
    path = scaffold.new_story(
        project, read_organisation(project), title, day or scaffold.today(), department, series
    )
    out.print(path, soft_wrap=True)
    err.print(
        f"建好了 {path}。接下来：\n"
        "1. 打开它，把带【】的地方填上。\n"
        "2. 照片放在它旁边，原图就好，文件名随意。\n"
        f"3. 运行 showcase check {path.removesuffix('/index.md')}，按提示改到没有错误。",
        soft_wrap=True,
    )
    return 0


def _focal(context: click.Context, option: click.Parameter, text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    found = re.fullmatch(r"\s*(0(?:\.\d+)?|1(?:\.0+)?)\s*,\s*(0(?:\.\d+)?|1(?:\.0+)?)\s*", text)
    if not found:
        raise click.BadParameter("画面重点写成 0.62,0.40 的样子：从左数、从上数，0 到 1")
    return float(found[1]), float(found[2])


def _project_around(context: click.Context) -> Project | None:
    """The project that `--root` names or that we stand in; None outside one."""
    if context.obj is not None:
        return find_project(context.obj, exact=True)
    try:
        return find_project(Path.cwd(), exact=False)
    except ProjectError:
        return None


@cli.command()
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="照片…")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="图片放到哪个文件夹。")
@click.option(
    "--recipe",
    "names",
    multiple=True,
    type=click.Choice(list(RECIPES)),
    metavar="规格",
    help=f"只做这一种，可写多次；默认全做：{'、'.join(f'{name} {one.label}' for name, one in RECIPES.items())}。",
)
@click.option("--focal", callback=_focal, metavar="X,Y", help="画面重点，例如 0.62,0.40；默认自动判断。")
@click.pass_context
def images(
    context: click.Context,
    photos: tuple[Path, ...],
    folder: Path,
    names: tuple[str, ...],
    focal: tuple[float, float] | None,
) -> int:
    """把任意照片做成网站、公众号和抖音要的各种尺寸，并写一份 manifest.json。

    在项目文件夹里运行，公众号头条封面带上项目的部徽。原照片不会改动；读不了的照片会说明原因，别的照常做完。
    """
    project = _project_around(context)
    check_out(folder, project)
    mark = emblem_mark(read_emblem(project), read_tokens(project)) if project else None
    recipes = [RECIPES[name] for name in names or RECIPES]
    with _watching() as watch:
        done = export(photos, folder, recipes, focal, watch("照片"), mark)
    findings = []
    for photo, result in done.photos.items():
        if isinstance(result, Refusal):
            findings.append(error(result.code, Place(str(photo)), result.message, result.hint))
        else:
            findings += photo_warnings(result, str(photo))
    print_findings(err, ordered(findings))
    refused = sum(finding.is_error for finding in findings)
    err.print(
        f"{len(done.photos) - refused} 张照片做成 {done.files} 个文件，在 {folder}；{refused} 张没有使用。",
        soft_wrap=True,
    )
    return int(refused > 0)


@cli.command()
@with_root
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--official", is_flag=True, help="没有示例，也没有未经终审的故事。")
def write(context: click.Context, root: Path | None, folder: Path, official: bool) -> int:
    """把成品写成 Markdown 和主题，只用 MkDocs 也能生成同样的页面。"""
    project = _project(context, root)
    with building(project), _watching() as watch:
        site = assemble(project, Options(official), watch)
        write_tree(project, site, folder.absolute())
    print_findings(err, site.findings)
    err.print(f"{len(site.pages)} 个页面写在 {folder}；在那里运行 mkdocs build 即可", soft_wrap=True)
    return int(any(finding.is_error for finding in site.findings))


@cli.command()
@with_root
@click.option(
    "--out", "file", required=True, type=click.Path(path_type=Path), help="下载包写到哪个 .zip 文件。"
)
def kit(context: click.Context, root: Path | None, file: Path) -> int:
    """做视觉识别下载包：部徽、组合、部训、色板、规范值、图版、许可，附清单和总览。"""
    project = _project(context, root)
    target = file.absolute()
    if target.suffix.lower() != ".zip":
        raise ProjectError(f"--out 写一个 .zip 文件名，例如 vi-kit.zip：{file}")
    if not target.parent.is_dir() or target.is_symlink() or (target.exists() and not target.is_file()):
        raise ProjectError(f"--out 要写一个普通文件，它的文件夹要已经在：{file}")
    with building(project):
        made = assemble_kit(project)
    write_whole(target, made.data)
    err.print(
        f"下载包 {made.version}，{len(made.data) / 1e6:.1f} MB，在 {file}；SHA-256 {made.sha256}",
        soft_wrap=True,
    )
    return 0


@contextmanager
def _watching() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """Progress on stderr, once something takes longer than `SLOW`."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    started = dt.datetime.now()
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:

        def watch(what: str) -> Callable[[int, int], None]:
            task = progress.add_task(what, total=None, visible=False)

            def step(done: int, of: int) -> None:
                slow = (dt.datetime.now() - started).total_seconds() > SLOW
                progress.update(task, completed=done, total=of, visible=slow)

            return step

        yield watch


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; returns its exit code. Never a traceback for what a person can mend."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no Chinese still gets an answer
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        with _told_to_stop():
            return int(cli.main(arguments, prog_name="showcase", standalone_mode=False) or 0)
    except ShowcaseError as error:
        return _stop(str(error), error.exit_code)
    except click.exceptions.Exit as error:
        return int(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _stop("已中断；网站要么还是旧的，要么已经换好，不会是一半", MachineError.exit_code)
    except click.ClickException as error:
        return _stop(f"命令写法不对：{in_chinese(error)}；showcase --help 有说明", ProjectError.exit_code)
    except OSError as error:
        return _stop(f"{machine_fault(error)}；旧网站没有动", MachineError.exit_code)
    except MemoryError:
        return _stop("内存不够；旧网站没有动", MachineError.exit_code)


def _open_streams() -> None:
    """A stream that was closed (`>&-`) leads nowhere: its number would else go to the next file opened."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
            stream = os.fdopen(number, "w" if number else "r", closefd=False)
            setattr(sys, name, stream)


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """A server or a closed terminal that ends us is answered as Ctrl+C is: in a line, with what is half done put away."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signals = (signal.SIGTERM, signal.SIGHUP) if threading.current_thread() is threading.main_thread() else ()
    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(message: str, code: int) -> int:
    err.print(message, style="bold red", soft_wrap=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
