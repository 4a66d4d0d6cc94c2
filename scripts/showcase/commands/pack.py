"""`showcase pack`: the site as one archive to hand to the administrator of the campus server."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from pathlib import Path

import click

from showcase.commands.assembly import handed, on_gone, raised
from showcase.commands.options import check_zip, command, in_project, since_option, today_option
from showcase.commands.telling import say
from showcase.commands.terminal import err
from showcase.project.atomic import written
from showcase.project.folder import Project
from showcase.publish.handed_over import earlier, read_record, record_bytes, record_name
from showcase.publish.pack import compressed as packed
from showcase.publish.pack import write_archive, write_difference
from showcase.publish.swap import building, staging
from showcase.reports.build import build_line, told
from showcase.reports.text import counted
from showcase.site.options import Options


@command(
    "pack",
    "里面是 site 文件夹、交接单、清单、校验和、软件清单、写好子路径的服务器配置，和上一次交出去的相比的变动，以及有撤稿时要从缓存里清掉的地址。"
    "写了 --since，另外做一个只有变动的小包。网站现做，不动 site/。",
)
@in_project
@click.option(
    "--out", "file", required=True, type=click.Path(path_type=Path), help="交接包写到哪个 .zip 文件。"
)
@click.option("--official", is_flag=True, help="正式网站：没有示例，也没有三审不齐的故事。")
@since_option
@click.option("--compressed", is_flag=True, help="每个文字文件旁边放好 .gz 和 .br，服务器不用自己压缩。")
@today_option
def pack(
    project: Project,
    file: Path,
    official: bool,
    since: Path | None,
    compressed: bool,
    today: dt.date | None,
) -> int:
    check_zip(file, "jiaojie.zip")
    difference = file.absolute().with_suffix(".diff.zip")
    if since:
        check_zip(difference, "jiaojie.diff.zip")
    options = Options(official, today)
    kept = project.root / record_name(options.edition)
    before = earlier(since) if since else None
    record = read_record(project, options.edition) if official and not since else None
    with building(project), staging(project.cache / "pack") as folder:
        done = raised(project, options, folder)
        handover, now = handed(done, folder, official, record, before, file.name)
        beside = packed(folder, handover) if compressed else {}
        with written(kept, record_bytes(now)) if official else nullcontext():
            if since:
                small = write_difference(folder, difference, handover, beside)
            size = write_archive(folder, file.absolute(), handover, beside)
    remarks = tuple(on_gone(handover, "包里的 purge.txt 逐个列出"))
    say(told(done.site, done.findings, remarks), build_line(done.site, done.made))
    packed_up = f"{len(handover.manifest.files)} 个文件，{size / 1e6:.1f} MB"
    if handover.before:
        changes = handover.changes
        packed_up += (
            f"；新增 {len(changes.added)}，有改动 {len(changes.changed)}，去掉 {len(changes.removed)}"
        )
    if not official:
        packed_up += "；带着示例，正式交接请加 --official"
    err.print(f"{counted(done.findings)}。交接包 {file}：{packed_up}", soft_wrap=True)
    if since:
        err.print(f"只有变动的包 {difference}：{small / 1e6:.1f} MB", soft_wrap=True)
    return int(any(finding.is_error for finding in done.findings))
