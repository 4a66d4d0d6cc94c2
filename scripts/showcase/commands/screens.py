"""`showcase screens`: the newest stories for the screens in a lobby, from a folder, without a network."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.channels.makers import SCREENS, darkroom
from showcase.channels.screens import NEWEST, SECONDS, pages
from showcase.channels.telling import chosen
from showcase.commands.exporting import (
    Done,
    differences_of,
    draft_option,
    made_of,
    out_option,
    stories_argument,
    target_of,
    tell,
)
from showcase.commands.options import command, in_project, today_option
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.project.errors import ProjectError
from showcase.project.finding import ordered
from showcase.project.folder import Project
from showcase.publish.swap import building, staging, swap
from showcase.reports.text import print_day
from showcase.site.options import Options
from showcase.site.survey import survey

MARK = "screens.css"  # by which a folder of ours is known


@command(
    "screens",
    "landscape.html 放在横屏（1920×1080）上，portrait.html 放在竖屏（1080×1920）上，用浏览器全屏打开，不用联网：最新的几篇轮流出现，"
    "每篇有照片、标题、一句话、二维码和图片来源。左右键换一篇，空格停下；系统设了“减少动态效果”的，停在那里等人换。只放正式网站会发布的故事。",
)
@in_project
@stories_argument
@out_option
@click.option("--newest", default=NEWEST, type=click.IntRange(1, 60), metavar="篇数", help=f"没有写故事时，放最新的几篇；默认 {NEWEST}。")  # fmt: skip
@click.option("--seconds", default=SECONDS, type=click.IntRange(5, 120), metavar="秒", help=f"每篇停几秒；默认 {SECONDS}。")  # fmt: skip
@draft_option
@today_option
def screens(
    project: Project,
    names: tuple[str, ...],
    folder: Path | None,
    newest: int,
    seconds: int,
    draft: bool,
    today: dt.date | None,
) -> int:
    target = target_of(project, "screens", folder, MARK)
    with building(project), watching() as watch, staging(target) as made:
        found = survey(project, Options(not draft, today), watch)
        wanted = chosen(found, names, every=not names)
        pairs, findings = made_of(project, found, (SCREENS,), wanted if names else wanted[:newest])
        if not pairs:
            raise ProjectError("没有能放上屏幕的故事；示例和三审不齐的，加 --draft 可以先看样子")
        stories = [story for story, _ in pairs]
        dark = darkroom(project, found.house, stories, SCREENS)
        made.chmod(0o755)
        for name, data in (
            *(file for _, part in pairs for file in part.export.files),
            *pages(stories, found.house, dark, seconds),
        ):
            (made / name).write_bytes(data)
        done = Done(tuple(pairs), ordered((*findings, *differences_of(found, pairs))), target)
        swap(made, target)
    print_day(err, found.read.judged)
    return tell(done)
