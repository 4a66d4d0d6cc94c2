"""`showcase douyin`: stories for Douyin: covers, words, photos in order, and a slide film where ffmpeg is installed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.channels.douyin.film import program
from showcase.channels.makers import DOUYIN, DOUYIN_FILM
from showcase.commands.exporting import draft_option, every_option, exported, out_option, stories_argument
from showcase.commands.options import command, in_project, today_option
from showcase.commands.terminal import err
from showcase.project.folder import Project

ABSENT = "没有做短片：还没有装 ffmpeg，运行 make film 装上再做一次；别的都做好了"


@command(
    "douyin",
    "每篇一个文件夹：竖、横、全屏三种封面（都没有部徽，抖音把部徽当水印）、caption.txt（标题、文案、话题）、"
    "shots.txt（分镜表）、subtitles.srt、按顺序排好的照片。--film 另做 film.mp4：1080×1920，不到一分钟，没有声音。"
    "只做正式网站会发布的故事。",
)
@in_project
@stories_argument
@out_option
@every_option
@draft_option
@click.option("--film", is_flag=True, help="另做一部短片；要先运行 make film，一篇大约一分钟。")
@today_option
def douyin(
    project: Project,
    names: tuple[str, ...],
    folder: Path | None,
    every: bool,
    draft: bool,
    film: bool,
    today: dt.date | None,
) -> int:
    able = film and program() is not None
    code = exported(project, DOUYIN_FILM if able else DOUYIN, names, (folder, every, draft, today))
    if film and not able:
        err.print(ABSENT, soft_wrap=True)
    return code
