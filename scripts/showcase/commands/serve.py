"""`showcase serve`: the site on this machine, made anew when a file is saved."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import click

from showcase.channels.desk import Desk
from showcase.commands.options import command, edition_option, in_project, today_option
from showcase.commands.terminal import err, say_why
from showcase.pages.editions import Edition
from showcase.preview.server import PreviewServer, is_loopback
from showcase.preview.showing import Rooms, Showing, Trouble, keep_pages, trouble_of
from showcase.preview.watch import watch
from showcase.project.errors import MachineError, ProjectError, ShowcaseError, fault, machine_fault
from showcase.project.finding import Unusable
from showcase.project.folder import Project
from showcase.publish.renderer import write_site
from showcase.reports.build import build_line
from showcase.reports.text import print_day, print_findings, print_kept_back
from showcase.site.assemble import assemble
from showcase.site.reading import Options


@command(
    "serve",
    "写到一半的稿子不会弄坏页面：浏览器留着上一次的样子，上面一条写明哪里没写好，改好存盘就自己换上。"
    "右下角的“渠道预览”把一篇的网站、公众号、抖音、海报、展板、大厅屏幕并排放着，送出去以前看一遍；只在本机有。",
)
@in_project
@click.option(
    "--address", default="127.0.0.1:8000", metavar="地址", help="本机的地址和端口；默认 127.0.0.1:8000。"
)
@click.option(
    "--open-to-network", is_flag=True, help="同一网络里的人也能打开；没有密码，没审过的稿子谁都看得到。"
)
@edition_option
@today_option
def serve(
    project: Project, address: str, open_to_network: bool, edition: Edition, today: dt.date | None
) -> int:
    host, port = _checked(address, open_to_network=open_to_network)
    project.stories.mkdir(exist_ok=True)  # what is not there cannot be watched
    showing = Showing()
    desk = None if open_to_network else Desk(project)  # it makes files for whoever asks
    try:
        server = PreviewServer(
            host, port, showing, everybody=open_to_network, desk=desk.answer if desk else None
        )
    except OSError as error:
        raise MachineError(
            f"{address} 用不了：{fault(error)}；用 --address 换一个端口，例如 127.0.0.1:8001"
        ) from error
    with server, tempfile.TemporaryDirectory(prefix="showcase-") as temporary:
        rooms = Rooms(Path(temporary))

        def rebuild() -> None:
            options = Options(today=today, edition=edition, preview=not open_to_network)
            _rebuild(project, options, showing, rooms, desk)

        threading.Thread(target=server.serve_forever, daemon=True).start()
        rebuild()
        try:
            shown = f"[{host}]" if ":" in host else host
            err.print(
                f"浏览器打开 http://{shown}:{server.server_port}/ ，保存文件后页面自动刷新；按 Ctrl+C 结束",
                soft_wrap=True,
            )
            if open_to_network:
                err.print(
                    "同一网络里的人现在都能打开，包括没审过的稿子；看完就按 Ctrl+C。",
                    style="bold red",
                    soft_wrap=True,
                )
            watch((project.settings, project.docs, project.stories, project.brand), rebuild)
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
    return 0


def _checked(address: str, *, open_to_network: bool) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not re.fullmatch("[0-9]{1,5}", port) or int(port) > 65535:
        raise ProjectError("--address 写成 127.0.0.1:8000 的样子")
    if not open_to_network and not is_loopback(host):
        raise ProjectError(
            f"{host} 不只是本机：同一网络里的人都能看到没审过的稿子；真要这样，加上 --open-to-network"
        )
    return host, int(port)


def _rebuild(project: Project, options: Options, showing: Showing, rooms: Rooms, desk: Desk | None) -> None:
    """Shows the newest site, or the last good one with what is in its way."""
    try:
        site, made = assemble(project, options)
        folder = rooms.next()
        # The 404 page names its files by the path of the site, and here that is the top.
        write_site(replace(site, extra={**site.extra, "path": "/"}), folder)
    except Unusable as error:
        for line in error.lines:
            say_why(line)
        showing.keep(map(trouble_of, error.findings))
    except ShowcaseError as error:  # shown; the next save may mend it
        say_why(str(error))
        showing.keep([Trouble(str(error))])
    except OSError as error:
        said = str(MachineError(machine_fault(error)))
        say_why(said)
        showing.keep([Trouble(said)])
    else:
        troubles = [trouble_of(finding) for finding in site.survey.findings if finding.is_error]
        if before := showing.state.folder:
            keep_pages(before, folder, {trouble.page for trouble in troubles})
        if desk:
            desk.show(site)
        showing.show(folder, troubles)
        print_day(err, site.survey.read.judged)
        print_kept_back(err, site.kept_back)
        print_findings(err, site.survey.findings)
        err.print(build_line(site, made), soft_wrap=True)
