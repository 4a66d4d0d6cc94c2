"""`showcase write`: the site as a Markdown tree with its theme."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.commands.options import command, in_project
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.project import Project
from showcase.publish import building
from showcase.reports.text import print_findings
from showcase.site import assemble
from showcase.survey import Options
from showcase.tree import write_tree


@command("write")
@in_project
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--official", is_flag=True, help="没有示例，也没有未经终审的故事。")
def write(project: Project, folder: Path, official: bool) -> int:
    with building(project), watching() as watch:
        site = assemble(project, Options(official), watch)
        write_tree(project, site, folder.absolute())
    print_findings(err, site.findings)
    err.print(f"{len(site.pages)} 个页面写在 {folder}；在那里运行 mkdocs build 即可", soft_wrap=True)
    return int(any(finding.is_error for finding in site.findings))
