"""`showcase board`: a story as an A3 for the wall and an A4 for the hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from showcase.channels.makers import BOARD
from showcase.channels.paper import BOARDS
from showcase.commands.exporting import draft_option, every_option, exported, out_option, stories_argument
from showcase.commands.options import command, in_project, today_option
from showcase.commands.sheets import printing
from showcase.project.folder import Project


@command(
    "board",
    "每篇一个文件夹：board-a3 是 A3 展板，四边出血 3 毫米，带裁切线，交给印厂；sheet-a4 是 A4 单页，自己的打印机就能印。"
    "各有 HTML，装了 Chromium 的机器上还有 PDF，字体嵌在里面。题图按画面重点裁，正文取开头的整句，约 300 字。只做正式网站会发布的故事。",
)
@in_project
@stories_argument
@out_option
@every_option
@draft_option
@today_option
def board(
    project: Project,
    names: tuple[str, ...],
    folder: Path | None,
    every: bool,
    draft: bool,
    today: dt.date | None,
) -> int:
    return exported(project, printing(BOARD, BOARDS), names, (folder, every, draft, today))
