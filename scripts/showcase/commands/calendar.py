"""`showcase calendar`: what comes due in the next days."""

from __future__ import annotations

import datetime as dt
import re
from itertools import chain
from pathlib import Path

import click

from showcase.brand.memorial import read_memorial
from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import read_tokens
from showcase.commands.options import check_plain, command, in_project, today_option
from showcase.commands.terminal import err, tell
from showcase.pages.document_drafts import read_shelf
from showcase.project.atomic import write_whole
from showcase.project.folder import Project, judgement, source_time
from showcase.project.jail import Jail
from showcase.records.kinds import read_records
from showcase.reports.calendar import as_ics, as_text
from showcase.reports.shown import shown
from showcase.site.due import coming
from showcase.site.dues import (
    is_unclear,
    memorial_dues,
    page_dues,
    partly_read,
    record_dues,
    story_dues,
)
from showcase.site.reading import newest_story
from showcase.stories.drafts import read_drafts

MOST = 3660  # days; ten years


def _days(context: click.Context, option: click.Parameter, text: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= MOST:
        raise click.BadParameter(f"--days 写 1 到 {MOST} 之间的天数，例如 --days 30")
    return int(text)


@command(
    "calendar",
    "列出：定时发布、故事到期、照片的同意到期、放行到期、纪念日，还有没办完的任务、会上定的事、下次开会、招工截止。撤下的和已经到期的不列。"
    "\n\n"
    "放进手机或办公软件的日历：showcase calendar --format ics --out daoqi.ics，再导入这个文件；"
    "日子改了以后重新导入，同一件事会移到新的日子，不会变成两件。",
)
@in_project
@click.option(
    "--days", default="90", callback=_days, metavar="天数", help=f"看今后多少天，1 到 {MOST}；默认 90。"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "ics"]),
    default="text",
    metavar="样式",
    help="text 给人看（默认）；ics 日历文件。",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="文件", help="写进这个文件，不显示在屏幕上。")
@today_option
def calendar(project: Project, days: int, form: str, out: Path | None, today: dt.date | None) -> int:
    if out:
        check_plain("--out", out)
    day = judgement(today).day
    drafts, organisation, tokens = (
        tuple(read_drafts(project)),
        read_organisation(project),
        read_tokens(project),
    )
    titles = {f"{d.year}/{d.slug}": (d.front and d.front.title) or d.slug for d in drafts if d.slug}
    records = read_records(Jail(project.root), organisation, tokens, titles, day)
    dues = coming(
        chain(
            *(story_dues(draft, organisation, day) for draft in drafts),
            *map(page_dues, read_shelf(project).drafts),
            memorial_dues(read_memorial(project), day, days),
            record_dues(records, organisation, day),
        ),
        day,
        days,
    )
    if form == "ics":
        stamp = source_time(project, newest_story(drafts))
        data = as_ics(dues, organisation, tokens.names.site, stamp)
    else:
        data = as_text(dues, day, days).encode()
    if out:
        write_whole(out.absolute(), data)
        err.print(f"{len(dues)} 件事，写在 {out}", soft_wrap=True)
    else:
        tell(data if form == "ics" else data.decode())  # a terminal may know another encoding
    unclear = "、".join(shown(draft.path) for draft in drafts if draft.slug and is_unclear(draft))
    if unclear:
        err.print(f"稿头有读不懂的地方，可能没有算全：{unclear}；showcase check 会说哪里不对", soft_wrap=True)
    if lists := "、".join(map(shown, partly_read(records))):
        err.print(f"表里有读不懂的条目，没有算进去：{lists}；showcase check 会说哪里不对", soft_wrap=True)
    return 0
