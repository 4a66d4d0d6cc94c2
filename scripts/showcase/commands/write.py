"""`showcase write`: the site as a Markdown tree with its theme."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.commands.options import command, in_project, today_option
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.project.folder import Project
from showcase.publish.swap import building
from showcase.publish.tree import write_tree
from showcase.reports.text import print_day, print_findings, print_kept_back
from showcase.site.assemble import assemble
from showcase.site.options import Options


@command("write")
@in_project
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--official", is_flag=True, help="没有示例，也没有三审不齐的故事。")
@today_option
def write(project: Project, folder: Path, official: bool, today: dt.date | None) -> int:
    with building(project), watching() as watch:
        site, _ = assemble(project, Options(official, today), watch)
        write_tree(site, folder.absolute())
    print_day(err, site.survey.read.judged)
    print_kept_back(err, site.kept_back)
    print_findings(err, site.survey.findings)
    err.print(f"{len(site.pages)} 个页面写在 {folder}；在那里运行 mkdocs build 即可", soft_wrap=True)
    return int(any(finding.is_error for finding in site.survey.findings))
