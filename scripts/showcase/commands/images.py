"""`showcase images`: the derivatives of any photo."""

from __future__ import annotations

import re
from pathlib import Path

import click

from showcase.brand.emblem import emblem_mark
from showcase.commands.options import command, project_around
from showcase.commands.progress import watching, watching_for_hours
from showcase.commands.terminal import err
from showcase.house import read_house
from showcase.photos.archive import REFUSED, Archive, Here, bring_in
from showcase.photos.cluster import Cluster
from showcase.photos.export import check_out, export
from showcase.photos.making import Task
from showcase.photos.orders import Refusal, Want
from showcase.photos.recipes import RECIPES
from showcase.project.errors import ProjectError
from showcase.project.finding import Place, error, ordered
from showcase.project.workers import Workers
from showcase.reports.text import print_findings
from showcase.stories.rules.photos import photo_warnings

SHOWN = 20  # of the refused photos of a folder; all of them are in a file


def _focal(context: click.Context, option: click.Parameter, text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    found = re.fullmatch(r"\s*(0(?:\.\d+)?|1(?:\.0+)?)\s*,\s*(0(?:\.\d+)?|1(?:\.0+)?)\s*", text)
    if not found:
        raise click.BadParameter("画面重点写成 0.62,0.40 的样子：从左数、从上数，0 到 1")
    return float(found[1]), float(found[2])


@command(
    "images",
    "在项目文件夹里运行，公众号头条封面带上项目的部徽。原照片不会改动；读不了的照片会说明原因，别的照常做完。"
    "给一个文件夹，就做里面的全部照片：停在半路也不要紧，再运行同一条命令，从没做的接着做；没有使用的写在 refused.txt。",
)
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="照片… 或 文件夹")
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
@click.option(
    "--scheduler",
    metavar="地址",
    help="给一个文件夹时，交给 Dask 集群做，例如 tcp://10.0.0.5:8786；集群要可信、在内网。默认在本机做。",
)
@click.pass_context
def images(
    context: click.Context,
    photos: tuple[Path, ...],
    folder: Path,
    names: tuple[str, ...],
    focal: tuple[float, float] | None,
    scheduler: str | None,
) -> int:
    project = project_around(context)
    folders = [photo for photo in photos if photo.is_dir()]
    if folders and len(photos) > 1:
        raise click.UsageError("文件夹一次写一个，不和别的照片写在一起")
    if scheduler and not folders:
        raise click.UsageError("--scheduler 用来做一个文件夹里的照片")
    check_out(folder, project)
    house = read_house(project) if project else None
    mark = emblem_mark(house.emblem, house.tokens) if house else None
    recipes = [RECIPES[name] for name in names or RECIPES]
    if folders:
        wants = tuple(Want(recipe, focal) for recipe in recipes)
        archive = Archive(folders[0].resolve(), folder.resolve(), Task(wants, mark=mark, sparing=True))
        return _bring_in(archive, scheduler)
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


def _bring_in(archive: Archive, scheduler: str | None) -> int:
    if archive.source == archive.out:
        raise ProjectError("--out 不能是放原照片的文件夹，请写一个新文件夹")
    with Cluster(scheduler) if scheduler else Workers() as makers, watching_for_hours("照片") as progress:
        maker = makers if isinstance(makers, Cluster) else Here(makers)
        brought = bring_in(archive, maker, progress)
    shown = brought.refused[:SHOWN]
    print_findings(err, [error(one.code, Place(path), one.message, one.hint) for path, one in shown])
    refused = len(brought.refused)
    more = f"，写在 {archive.out / REFUSED}" if refused else ""
    err.print(
        f"{brought.photos} 张照片做成 {brought.files} 个文件，{brought.before} 张早已做好，在 {archive.out}；"
        f"{refused} 张没有使用{more}。",
        soft_wrap=True,
    )
    return int(refused > 0)
