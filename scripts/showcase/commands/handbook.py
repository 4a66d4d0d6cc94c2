"""`showcase handbook`: the handbook of editors and administrators, as a documentation site."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import click

from showcase.commands.options import command, in_project
from showcase.commands.terminal import err, say_why
from showcase.handbook import assemble_handbook
from showcase.handbook.settings import CSS
from showcase.preview.server import PreviewServer
from showcase.preview.showing import Rooms, Showing, Trouble, trouble_of
from showcase.preview.watch import watch
from showcase.project.errors import MachineError, ProjectError, ShowcaseError, fault
from showcase.project.finding import Finding, Place, ordered, warning
from showcase.project.folder import Project
from showcase.publish.mkdocs_handbook import build_handbook, check_material
from showcase.publish.swap import building, check_target, for_everyone, staging, swap
from showcase.reports.text import counted, print_findings


@command(
    "handbook",
    "稿子的格式、编辑的步骤、部署说明和每一条检查规则，都在里面。给编辑和管理员看，不放到公开的网站上。",
)
@in_project
@click.option("--serve", is_flag=True, help="不写文件，在本机浏览，保存文件后自动刷新。")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, metavar="端口", help="浏览用的端口；默认 8001。"
)
@click.option("--out", "folder", type=click.Path(path_type=Path), help="放到哪个文件夹；默认 handbook/。")
def handbook(project: Project, folder: Path | None, serve: bool, port: int) -> int:
    check_material()
    if serve:
        if folder:
            raise ProjectError("--serve 不写文件，不能和 --out 一起用；去掉其中一个")
        return _shown(project, port)
    target = check_target(project, folder or project.root / "handbook", mark=CSS)
    with building(project), staging(target) as made:
        with for_everyone():
            made.chmod(0o755)
            findings, leaves = _made(project, made)
        swap(made, target)
    print_findings(err, findings)
    err.print(f"{counted(findings)}。编辑手册 {leaves} 页，在 {target}", soft_wrap=True)
    return int(any(finding.is_error for finding in findings))


def _made(project: Project, folder: Path) -> tuple[tuple[Finding, ...], int]:
    """What is wrong with the handbook that now lies in `folder`, and how many pages it has."""
    book = assemble_handbook(project)
    warnings = build_handbook(book, folder)
    told = (
        warning("DOC002", Place("docs"), f"生成器提醒：{line}", "请检查 docs/ 里对应的页面")
        for line in warnings
    )
    return ordered((*book.findings, *told)), len(book.leaves)


def _shown(project: Project, port: int) -> int:
    """Until it is interrupted; nobody but this machine can open it."""
    showing = Showing()
    try:
        server = PreviewServer("127.0.0.1", port, showing)
    except OSError as error:
        raise MachineError(f"端口 {port} 用不了：{fault(error)}；用 --port 换一个") from error
    with server, tempfile.TemporaryDirectory(prefix="showcase-handbook-") as temporary:
        rooms = Rooms(Path(temporary))

        def rebuild() -> None:
            folder = rooms.next()
            try:
                findings = _made(project, folder)[0]
            except ShowcaseError as error:  # shown; the next save may mend it
                say_why(str(error))
                showing.keep([Trouble(str(error))])
            else:
                print_findings(err, findings)
                showing.show(folder, [trouble_of(finding) for finding in findings if finding.is_error])

        threading.Thread(target=server.serve_forever, daemon=True).start()
        rebuild()
        err.print(
            f"浏览器打开 http://127.0.0.1:{port}/ ，保存文件后页面自动刷新；按 Ctrl+C 结束", soft_wrap=True
        )
        try:
            watch(
                project.root,
                (project.settings, project.docs, project.brand),
                lambda _: rebuild(),
                threading.Event(),
            )
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
    return 0
