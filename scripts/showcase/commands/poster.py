"""`showcase poster`: one picture of a story for WeChat groups and moments, and the same on paper."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.channels.makers import POSTER, POSTER_ON_PAPER
from showcase.channels.paper import POSTERS
from showcase.commands.exporting import draft_option, every_option, exported, out_option, stories_argument
from showcase.commands.options import command, in_project, today_option
from showcase.commands.sheets import printing
from showcase.project.folder import Project


@command(
    "poster",
    "每篇一张 poster.png，1080×1440：照片、标题、一句话、部徽，网站地址填好以后还有二维码。"
    "--print 另做 poster-a3（四边出血 3 毫米，带裁切线）和 poster-a4，HTML，有 Chromium 的机器上还有 PDF。只做正式网站会发布的故事。",
)
@in_project
@stories_argument
@out_option
@every_option
@draft_option
@click.option("--print", "printed", is_flag=True, help="另做 A3 和 A4，用来印。")
@today_option
def poster(
    project: Project,
    names: tuple[str, ...],
    folder: Path | None,
    every: bool,
    draft: bool,
    printed: bool,
    today: dt.date | None,
) -> int:
    maker = printing(POSTER_ON_PAPER, POSTERS) if printed else POSTER
    return exported(project, maker, names, (folder, every, draft, today))
