"""`showcase verify`: what lies on a server, or in a folder, against what was handed over."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.commands.options import command, project_around
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.project.errors import ProjectError
from showcase.publish.handed_over import earlier, read_record
from showcase.publish.manifest import Manifest
from showcase.publish.verifying import verify_address, verify_folder
from showcase.reports.verification import mending


@command(
    "verify",
    "网址：逐个文件核对状态、类型、校验和、缓存、压缩、响应头、跳转和 404。文件夹：核对少了、多了、不一样的文件。"
    "每一条都说请管理员改什么。全都对，退出码是 0；有要改的，是 1。",
)
@click.argument("place", metavar="网址或文件夹")
@click.option(
    "--pack",
    "pack",
    type=click.Path(path_type=Path),
    metavar="交接包",
    help="和哪一个交接包或 manifest.json 核对；默认是这个项目上一次交出去的正式网站。",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="旧包",
    help="再上一次的交接包：那时有、现在去掉的，不该还打得开。",
)
@click.pass_context
def verify(context: click.Context, place: str, pack: Path | None, since: Path | None) -> int:
    manifest, before = _manifests(context, pack, since)
    if "://" in place:
        with watching() as watch:
            troubles = verify_address(place, manifest, before, watch("核对"))
    else:
        folder = Path(place)
        if not folder.is_dir():
            raise ProjectError(f"写一个网址（https:// 开头）或一个文件夹：{place}")
        troubles = verify_folder(folder, manifest)
    for line in mending(troubles):
        click.echo(line)
    if troubles:
        err.print(f"核对了 {len(manifest.files)} 个文件，上面的请管理员改好，再运行一次", soft_wrap=True)
    else:
        err.print(f"{len(manifest.files)} 个文件都对，没有要改的", soft_wrap=True)
    return int(bool(troubles))


def _manifests(
    context: click.Context, pack: Path | None, since: Path | None
) -> tuple[Manifest, Manifest | None]:
    """What should be there, and what was there before."""
    before = earlier(since) if since else None
    if pack:
        return earlier(pack, "--pack"), before
    project = project_around(context)
    record = read_record(project, "public") if project else None
    if record is None:
        raise ProjectError(
            "这里没有交出去过正式网站；用 --pack 写上交接包，例如 showcase verify 网址 --pack jiaojie.zip"
        )
    return record.last, before or record.before
