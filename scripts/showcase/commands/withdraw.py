"""`showcase withdraw`: a story, or one of its photos, is withdrawn; and what is to be done then."""

from __future__ import annotations

import datetime as dt

import click
from pydantic import ValidationError

from showcase.commands.options import command, in_project, today_option
from showcase.commands.terminal import err, out
from showcase.project.errors import ProjectError
from showcase.project.folder import Project, judgement
from showcase.reports.shown import shown
from showcase.stories.drafts import read_drafts
from showcase.stories.front import Withdrawn
from showcase.stories.withdrawal import Notice, chosen, photo_of, with_notice


@command(
    "withdraw",
    "故事写成 2026/文件夹名、文件夹的路径、网页的地址或标题都行，例如：showcase withdraw 2026/lingchen-huomian --reason 本人要求"
    "\n\n"
    "在稿头写上 withdrawn 和今天的日期，别的一个字也不动。只撤一张照片，加上 --photo 它的文件名。",
)
@in_project
@click.argument("story", metavar="故事")
@click.option(
    "--reason", required=True, metavar="理由", help="一句话，例如 本人要求；不写私事，不会印在网页上。"
)
@click.option("--photo", default="", metavar="照片", help="只撤这一张照片，故事留着。")
@today_option
def withdraw(project: Project, story: str, reason: str, photo: str, today: dt.date | None) -> int:
    draft = chosen(read_drafts(project), story)
    day = judgement(today).day
    try:
        withdrawn = Withdrawn.model_validate({"date": day, "reason": reason})
    except ValidationError:
        raise ProjectError("--reason 写一句话，1 到 60 个字，不换行，不带 < >") from None
    file = photo_of(draft, (), photo) if photo else ""
    data = with_notice(draft, Notice(withdrawn, file))
    project.jail.replace(*draft.path.split("/"), data=data)
    out.print(draft.path, soft_wrap=True)
    what = f"照片 {shown(file)} " if file else "这一篇"
    err.print(
        f"{what}撤下了，稿头里写着 {day}。接下来：\n"
        "1. 提交、合并这处改动，今天就重新生成：showcase build --official\n"
        f"2. 交给管理员上传的，做一个交接包：showcase pack --official --out jiaojie-{day}.zip --since 上一个交出去的包.zip；"
        "包里的 purge.txt 是要从缓存里清掉的地址。重做一次包，也要写上同一个 --since。\n"
        "3. 新版上线以后，请管理员清缓存，删掉服务器上更早的版本和更早的交接包。\n"
        "4. 公众号、抖音和别处发过的，另外删除。\n"
        "5. 仓库的旧记录里还有原稿和照片；本人要求彻底清掉的，请管理员处理。",
        soft_wrap=True,
    )
    return 0
