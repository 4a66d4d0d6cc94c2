"""`showcase serve`: the site on this machine, made anew when a file is saved."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import click

from showcase.channels.desk import Desk
from showcase.commands.live import Live
from showcase.commands.options import command, edition_option, in_project, today_option
from showcase.commands.terminal import err
from showcase.pages.editions import Edition
from showcase.preview.server import PreviewServer, is_loopback
from showcase.preview.showing import Rooms, Showing
from showcase.preview.watch import watch
from showcase.project.errors import MachineError, ProjectError, fault
from showcase.project.folder import Project
from showcase.site.options import Options


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

        options = Options(today=today, edition=edition, preview=not open_to_network)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with _listening(project, Live(project, options, showing, rooms, desk)) as live:
                live.make()
                _tell_where(host, server.server_port, open_to_network=open_to_network)
                live.keep_making()
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


@contextlib.contextmanager
def _listening(project: Project, live: Live) -> Iterator[Live]:
    """`live`, told of every file that is saved meanwhile."""
    places, ended = (project.settings, project.docs, project.stories, project.brand), threading.Event()
    listener = threading.Thread(target=watch, args=(project.root, places, live.saved, ended), daemon=True)
    listener.start()
    try:
        yield live
    finally:
        ended.set()
        listener.join()
        live.end()


def _tell_where(host: str, port: int, *, open_to_network: bool) -> None:
    shown = f"[{host}]" if ":" in host else host
    err.print(
        f"浏览器打开 http://{shown}:{port}/ ，保存文件后页面自动刷新；按 Ctrl+C 结束",
        soft_wrap=True,
    )
    if open_to_network:
        err.print(
            "同一网络里的人现在都能打开，包括没审过的稿子；看完就按 Ctrl+C。",
            style="bold red",
            soft_wrap=True,
        )
