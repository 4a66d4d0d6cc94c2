"""What commands that take stories to another channel have in common: which stories, where to, and the one exchange."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from showcase.channels.export import Export
from showcase.channels.pictures import Darkroom, darkroom
from showcase.channels.telling import CALLED, Channel, Told, chosen, told
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.house import House
from showcase.photos.recipes import Recipe
from showcase.project.errors import ProjectError
from showcase.project.finding import Finding, ordered
from showcase.project.folder import Project
from showcase.publish.swap import SITE, building, check_target, staging, swap
from showcase.reports.text import print_day, print_findings
from showcase.site.reading import Options
from showcase.site.survey import Survey, survey
from showcase.stories.story import Story

stories_argument = click.argument("names", nargs=-1, metavar="[故事…]")
out_option = click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="放到哪个文件夹，里面不能有别的东西。",
)
every_option = click.option("--all", "every", is_flag=True, help="能送出去的每一篇。")
draft_option = click.option("--draft", is_flag=True, help="示例和三审不齐的也做，每一页、每张图上标“草稿”。")

Asked = tuple[Path | None, bool, bool, dt.date | None]  # folder, every story, drafts too, the day
Make = Callable[[Told, House, Darkroom], Export]


def exported(
    project: Project,
    channel: Channel,
    names: Iterable[str],
    asked: Asked,
    recipes: Iterable[Recipe],
    make: Make,
) -> int:
    """Writes a folder a story, all in one exchange; returns the exit code."""
    folder, every, draft, today = asked
    if folder is None:
        raise ProjectError(f"写上放到哪个文件夹，例如 showcase {channel} --all --out {channel}")
    mark = f"{channel}.txt"
    target = check_target(project, folder, mark=mark)
    if any((parent / SITE).is_file() for parent in target.parents):
        raise ProjectError(f"{folder} 在网站的文件夹里面；请换一个文件夹，下一次生成会把它换掉")
    with building(project), watching() as watch, staging(target) as made:
        found = survey(project, Options(not draft, today), watch)
        wanted = chosen(found, names, every=every)
        if not wanted:
            raise ProjectError("没有能送出去的故事；示例和三审不齐的，加 --draft 可以先看样子")
        stories, findings = _told(found, wanted, channel)
        dark = darkroom(project, found.house, stories, recipes)
        exports = [make(story, found.house, dark) for story in stories]
        findings += [finding for one in exports for finding in one.findings]
        made.chmod(0o755)
        _write(made, mark, exports)
        swap(made, target)
    print_day(err, found.read.judged)
    print_findings(err, ordered(findings))
    err.print(
        f"{CALLED[channel]}：{len(exports)} 篇，在 {target}；{len(wanted) - len(exports)} 篇没有做",
        soft_wrap=True,
    )
    return int(any(finding.is_error for finding in findings))


def _told(found: Survey, wanted: Iterable[Story], channel: Channel) -> tuple[list[Told], list[Finding]]:
    """(what may go to `channel`, why the others may not)."""
    pairs = [told(found, story, channel) for story in wanted]
    return [story for story, _ in pairs if story], [finding for _, more in pairs for finding in more]


def _write(folder: Path, mark: str, exports: Iterable[Export]) -> None:
    lines = []
    for one in exports:
        (folder / one.folder).mkdir()
        for name, data in one.files:
            (folder / one.folder / name).write_bytes(data)
        lines.append(f"{one.folder}\n")
    (folder / mark).write_text("".join(lines), "utf-8")
