"""`showcase images`: the derivatives of any photo."""

from __future__ import annotations

import re
from pathlib import Path

import click

from showcase.brand.emblem import emblem_mark
from showcase.commands.options import command, project_around
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.house import read_house
from showcase.photos.export import check_out, export
from showcase.photos.orders import Refusal
from showcase.photos.recipes import RECIPES
from showcase.project.finding import Place, error, ordered
from showcase.reports.text import print_findings
from showcase.stories.rules.photos import photo_warnings


def _focal(context: click.Context, option: click.Parameter, text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    found = re.fullmatch(r"\s*(0(?:\.\d+)?|1(?:\.0+)?)\s*,\s*(0(?:\.\d+)?|1(?:\.0+)?)\s*", text)
    if not found:
        raise click.BadParameter("画面重点写成 0.62,0.40 的样子：从左数、从上数，0 到 1")
    return float(found[1]), float(found[2])


@command(
    "images",
    "在项目文件夹里运行，公众号头条封面带上项目的部徽。原照片不会改动；读不了的照片会说明原因，别的照常做完。",
)
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="照片…")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="图片放到哪个文件夹。")
@click.option(
    "--recipe",
    "names",
    multiple=True,
    type=click.Choice(list(RECIPES)),
    metavar="规格",
    help=f"只做这一种，可写多次；默认全做：{'、'.join(f'{name} {one.label}' for name, one in RECIPES.items())}。",
)
@click.option("--focal", callback=_focal, metavar="X,Y", help="画面重点，例如 0.62,0.40；默认自动判断。")
@click.pass_context
def images(
    context: click.Context,
    photos: tuple[Path, ...],
    folder: Path,
    names: tuple[str, ...],
    focal: tuple[float, float] | None,
) -> int:
    project = project_around(context)
    check_out(folder, project)
    house = read_house(project) if project else None
    mark = emblem_mark(house.emblem, house.tokens) if house else None
    recipes = [RECIPES[name] for name in names or RECIPES]
    with watching() as watch:
        done = export(photos, folder, recipes, focal, watch("照片"), mark)
    findings = []
    for photo, result in done.photos.items():
        if isinstance(result, Refusal):
            findings.append(error(result.code, Place(str(photo)), result.message, result.hint))
        else:
            findings += photo_warnings(result, str(photo))
    print_findings(err, ordered(findings))
    refused = sum(finding.is_error for finding in findings)
    err.print(
        f"{len(done.photos) - refused} 张照片做成 {done.files} 个文件，在 {folder}；{refused} 张没有使用。",
        soft_wrap=True,
    )
    return int(refused > 0)
