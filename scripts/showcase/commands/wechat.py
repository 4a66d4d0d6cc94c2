"""`showcase wechat`: stories for the WeChat account, and any HTML held against what its editor keeps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from showcase.channels.makers import WECHAT
from showcase.channels.wechat.account import Account, account_of_environment
from showcase.channels.wechat.ledger import Ledger
from showcase.channels.wechat.sending import send
from showcase.channels.wechat.validator import MOST_BYTES, MOST_CHARACTERS, validate
from showcase.commands.exporting import (
    Done,
    draft_option,
    every_option,
    made_together,
    out_option,
    stories_argument,
    tell,
)
from showcase.commands.options import command, in_project, today_option
from showcase.commands.terminal import err
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.publish.swap import building
from showcase.reports.text import print_findings

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
@click.option(
    "--send-draft",
    is_flag=True,
    help="另存进公众号的草稿箱；AppID 和 AppSecret 取自环境变量 WECHAT_APPID、WECHAT_SECRET。",
)
@today_option
def wechat(
    project: Project,
    names: tuple[str, ...],
    folder: Path | None,
    every: bool,
    draft: bool,
    file: Path | None,
    send_draft: bool,
    today: dt.date | None,
) -> int:
    if file:
        return _validated(file)
    account = _account(draft) if send_draft else None
    done = made_together(project, "wechat", (WECHAT,), names, (folder, every, draft, today))
    code = tell(done)
    return max(code, _sent(project, account, done)) if account else code


def _account(draft: bool) -> Account:
    if draft:
        raise ProjectError("--send-draft 只发能正式发布的，不能和 --draft 一起用")
    return account_of_environment()


def _sent(project: Project, account: Account, done: Done) -> int:
    """Sends what has no error; returns the exit code."""
    faulty = {finding.place.path for finding in done.findings if finding.is_error}
    ready = [(told, part.export) for told, part in done.made if f"{told.story.folder}/index.md" not in faulty]
    findings = []
    with building(project):
        for outcome in send(account, Ledger(project, account.name), ready):
            if outcome.finding:
                findings.append(outcome.finding)
            else:
                err.print(outcome.words, soft_wrap=True)
    print_findings(err, findings)
    return int(bool(findings))


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
