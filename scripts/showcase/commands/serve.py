"""`showcase serve`: the site on this machine, made anew when a file is saved."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import click

from showcase import mkdocs_plugin
from showcase.commands.options import command, in_project
from showcase.commands.terminal import err, say_why
from showcase.errors import MachineError, ProjectError, ShowcaseError, fault, machine_fault
from showcase.project import Project
from showcase.reports.build import build_line
from showcase.reports.text import print_findings
from showcase.site import assemble
from showcase.survey import Options


@command("serve")
@in_project
@click.option(
    "--address", default="127.0.0.1:8000", metavar="地址", help="本机的地址和端口；默认 127.0.0.1:8000。"
)
def serve(project: Project, address: str) -> int:
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
                say_why(str(error))
            except OSError as error:
                say_why(machine_fault(error))

        rebuild()
        err.print(f"浏览器打开 http://{address}/ ，保存文件后页面自动刷新；按 Ctrl+C 结束", soft_wrap=True)
        watched = (project.settings, project.docs, project.stories, project.brand)
        try:
            mkdocs_plugin.serve(host, int(port), folder, watched, rebuild)
        except OSError as error:
            raise MachineError(f"{address} 用不了：{fault(error)}；用 --address 换一个端口") from error
    return 0
