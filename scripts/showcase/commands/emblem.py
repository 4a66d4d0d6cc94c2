"""`showcase emblem`: what would be made of an emblem's file, on one sheet."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.brand.drawing import CODE
from showcase.brand.drawing.reader import MAX_BYTES, read_outlines
from showcase.brand.tokens import read_tokens
from showcase.commands.options import check_plain, command, project_around
from showcase.commands.terminal import err, out
from showcase.manual.proof import proof
from showcase.project.atomic import write_whole
from showcase.project.errors import ProjectError
from showcase.project.finding import Place, error, ordered
from showcase.project.outside import read_outside
from showcase.reports.shown import shown
from showcase.reports.text import print_findings


@command(
    "emblem",
    "把颜色和它们的对照、彩色、单色、反白、小尺寸、留白、去掉的东西画在一张网页上，不改项目里的文件。不在项目里也能用，只是没有颜色的对照。",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option(
    "--out", "target", type=click.Path(path_type=Path), metavar="文件",
    help="写到哪个 .html；写成 .svg 就只要清理过的图形。默认是当前文件夹里的 文件名-sheet.html。",
)  # fmt: skip
@click.pass_context
def emblem(context: click.Context, file: Path, target: Path | None) -> int:
    target = target or Path(f"{file.stem}-sheet.html")
    if target.suffix.lower() not in (".html", ".svg"):
        raise ProjectError(f"--out 写一个 .html 或 .svg 文件名：{target}")
    check_plain("--out", target)
    project = project_around(context)
    data = read_outside(file, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise ProjectError(f"{file} 超过 {MAX_BYTES >> 10} KB，请在制图软件里简化路径")
    reading = read_outlines(data)
    if reading.faults:
        found = [error(CODE, Place(str(file), f.line, f.column), f.told, f.hint) for f in reading.faults]
        print_findings(err, ordered(found))
        err.print(f"{shown(str(file))} 里有 {len(found)} 处要改，什么都没有写。", soft_wrap=True)
        return 1
    for what in reading.dropped:
        out.print(f"去掉：{shown(what)}", soft_wrap=True)
    if target.suffix.lower() == ".svg":
        write_whole(target, reading.svg.encode())
    else:
        sheet = proof(reading, read_tokens(project) if project else None, file.name)
        for line in sheet.lines:
            out.print(shown(line), soft_wrap=True)
        write_whole(target, sheet.html.encode())
    err.print(f"写好了：{target}", soft_wrap=True)
    return 0
