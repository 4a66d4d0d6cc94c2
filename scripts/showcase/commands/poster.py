"""`showcase poster`: one picture of a story for WeChat groups and moments."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from showcase.channels.makers import POSTER
from showcase.commands.exporting import draft_option, every_option, exported, out_option, stories_argument
from showcase.commands.options import command, in_project, today_option
from showcase.project.folder import Project


@command(
    "poster",
    "每篇一张 poster.png，1080×1440：照片、标题、一句话、部徽，网站地址填好以后还有二维码。只做正式网站会发布的故事。",
)
@in_project
@stories_argument
@out_option
@every_option
@draft_option
@today_option
def poster(
    project: Project,
    names: tuple[str, ...],
    folder: Path | None,
    every: bool,
    draft: bool,
    today: dt.date | None,
) -> int:
    return exported(project, POSTER, names, (folder, every, draft, today))
