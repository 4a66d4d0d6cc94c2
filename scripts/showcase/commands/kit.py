"""`showcase kit`: the visual identity to download, as one archive."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.commands.options import check_zip, command, in_project
from showcase.commands.terminal import err
from showcase.project.atomic import write_whole
from showcase.project.folder import Project
from showcase.publish.swap import building
from showcase.site.brandbook import assemble_kit


@command("kit")
@in_project
@click.option(
    "--out", "file", required=True, type=click.Path(path_type=Path), help="下载包写到哪个 .zip 文件。"
)
def kit(project: Project, file: Path) -> int:
    target = file.absolute()
    check_zip(file, "vi-kit.zip")
    with building(project):
        made = assemble_kit(project)
    write_whole(target, made.data)
    err.print(
        f"下载包 {made.version}，{len(made.data) / 1e6:.1f} MB，在 {file}；SHA-256 {made.sha256}",
        soft_wrap=True,
    )
    return 0
