"""`showcase wechat`: stories for the WeChat account, and any HTML held against what its editor keeps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.channels.makers import WECHAT
from showcase.channels.wechat.validator import MOST_BYTES, MOST_CHARACTERS, validate
from showcase.commands.exporting import draft_option, every_option, exported, out_option, stories_argument
from showcase.commands.options import command, in_project, today_option
from showcase.commands.terminal import err
from showcase.project.errors import ProjectError
from showcase.project.folder import Project

LARGEST = 20_000_000  # bytes; with its pictures written into it a page takes a few


@command(
    "wechat",
    "每篇一个文件夹：article.html、preview.html（打开它，按“复制正文”，到公众号后台粘贴）、两种封面、正文图片、meta.json。"
    "只做正式网站会发布的故事。--validate 查任何一个 HTML 文件，公众号会去掉什么、怎么改。",
)
@in_project
@stories_argument
@out_option
@every_option
@draft_option
@click.option(
    "--validate",
    "file",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="只查这个 HTML 文件，什么都不写。",
)
@today_option
def wechat(
    project: Project,
    names: tuple[str, ...],
    folder: Path | None,
    every: bool,
    draft: bool,
    file: Path | None,
    today: dt.date | None,
) -> int:
    if file:
        return _validated(file)
    return exported(project, WECHAT, names, (folder, every, draft, today))


def _validated(file: Path) -> int:
    try:
        data = file.read_bytes() if file.is_file() and file.stat().st_size <= LARGEST else None
        text = data.decode("utf-8") if data is not None else None
    except UnicodeDecodeError:
        text = None
    if text is None:
        raise ProjectError(f"--validate 要一个 UTF-8 的 HTML 文件，不超过 {LARGEST // 1_000_000} MB：{file}")
    verdict = validate(text)
    for one in verdict.breaches:
        err.print(
            f"{file}:{one.line}:{one.column}: {one.message}\n    → {one.cure}", soft_wrap=True, markup=False
        )
    err.print(
        f"连标签 {verdict.characters} 个字符（要少于 {MOST_CHARACTERS}），{verdict.size} 字节（要少于 {MOST_BYTES}）；"
        f"{len(verdict.breaches)} 处要改",
        soft_wrap=True,
    )
    return int(bool(verdict.breaches))
