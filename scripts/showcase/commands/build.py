"""`showcase build`: the site, checked, made anew and exchanged for the old one in one step."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.commands.asked import Asked
from showcase.commands.options import (
    check_plain,
    command,
    edition_option,
    in_project,
    since_option,
    today_option,
)
from showcase.commands.telling import say, say_pruned
from showcase.commands.terminal import err
from showcase.pages.editions import FOLDERS, Edition
from showcase.project.atomic import write_whole
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.sight import sight
from showcase.publish.standing import Told, standing
from showcase.publish.swap import building, check_target
from showcase.reports.build import standing_line
from showcase.reports.text import counted
from showcase.site.options import Options


@command("build")
@in_project
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="网站放到哪个文件夹；默认 site/，内部版是 site-internal/。",
)
@click.option("--official", is_flag=True, help="正式网站：没有示例，也没有三审不齐的故事。")
@edition_option
@today_option
@click.option("--prune", is_flag=True, help="生成以后，删掉缓存里这个网站不再用的图片。")
@since_option
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="把结果另写成一个 JSON 文件。")
def build(
    project: Project,
    site_dir: Path | None,
    official: bool,
    edition: Edition,
    today: dt.date | None,
    prune: bool,
    since: Path | None,
    report_file: Path | None,
) -> int:
    target = check_target(project, site_dir or project.root / FOLDERS[edition], edition)
    if report_file:
        report_file = report_file.absolute()
        check_plain("--report", report_file)
        if target in report_file.parents:
            raise ProjectError(f"--report 不能写进要发布的 {target}")
    options = Options(official, today, edition)
    asked = Asked(project, options, target, since, report_file, prune)
    with building(project):
        there, seen = standing(project, options, target), sight(target)
        said = there.told(seen, asked.compared())
        if said and asked.has_all(said):
            _say_again(asked, said)
        else:
            from showcase.commands.anew import made_anew  # here: it takes all that a site is made with

            said = made_anew(asked, there, seen)
    err.print(f"{counted(said.findings)}。网站在 {target}", soft_wrap=True)
    return int(any(finding.is_error for finding in said.findings))


def _say_again(asked: Asked, said: Told) -> None:
    """The site stands as it would be made: what was said of it holds."""
    if asked.report_file:
        write_whole(asked.report_file, said.report.encode("utf-8", "replace"))
    if asked.prune:
        say_pruned(0)
    say(said, standing_line(said))
