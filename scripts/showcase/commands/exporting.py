"""What commands that take stories to another channel have in common: which stories, where to, and the one exchange."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from showcase.channels.makers import Maker, darkroom
from showcase.channels.manifest import FILE, Part, manifest_of
from showcase.channels.same import differences
from showcase.channels.same import source as source_of
from showcase.channels.telling import KEPT_OFF, Told, chosen, told
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.pages.editions import FOLDERS
from showcase.project.errors import ProjectError
from showcase.project.finding import Finding, ordered
from showcase.project.folder import Project
from showcase.publish.swap import SITE, building, check_target, staging, swap
from showcase.reports.text import print_day, print_findings
from showcase.site.options import Options
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


@dataclass(frozen=True)
class Done:
    """What was made, story by story, and everything that is to be said of it."""

    made: tuple[tuple[Told, Part], ...]
    findings: tuple[Finding, ...]
    target: Path

    def parts(self, story: Story) -> tuple[tuple[Told, Part], ...]:
        return tuple(pair for pair in self.made if pair[0].story is story)


def exported(project: Project, maker: Maker, names: Iterable[str], asked: Asked) -> int:
    """Writes a folder a story for one channel, all in one exchange; returns the exit code."""
    return tell(made_together(project, maker.channel, (maker,), names, asked))


def made_together(
    project: Project, command: str, makers: Iterable[Maker], names: Iterable[str], asked: Asked
) -> Done:
    """The exports of all `makers`, of several each in a folder of its own below the story's, with their manifests."""
    folder, every, draft, today = asked
    names = tuple(names)
    if every and names:
        raise ProjectError("--all 是每一篇，不用再写故事名；两样只写一样")
    mark, makers = f"{command}.txt", tuple(makers)
    target = target_of(project, command, folder, mark)
    with building(project), watching() as watch, staging(target) as made:
        found = survey(project, Options(not draft, today), watch)
        wanted = chosen(found, names, every=every)
        if not wanted:
            raise ProjectError("没有能送出去的故事；示例和三审不齐的，加 --draft 可以先看样子")
        pairs, findings = made_of(project, found, makers, wanted)
        done = Done(tuple(pairs), ordered((*findings, *differences_of(found, pairs))), target)
        made.chmod(0o755)
        _write(made, mark, project, found, done)
        swap(made, target)
    print_day(err, found.read.judged)
    return done


def tell(done: Done) -> int:
    """Says what was made and what is to be mended; returns the exit code."""
    print_findings(err, done.findings)
    counts = Counter(part.export.channel for _, part in done.made)
    told = "，".join(f"{called} {count} 篇" for called, count in counts.items()) or "一篇也没有做"
    left = {finding.place.path for finding in done.findings if finding.code in KEPT_OFF}
    err.print(f"{told}，在 {done.target}" + (f"；{len(left)} 篇没有做全" if left else ""), soft_wrap=True)
    return int(any(finding.is_error for finding in done.findings))


def target_of(project: Project, command: str, folder: Path | None, mark: str) -> Path:
    if folder is None:
        raise ProjectError(f"写上放到哪个文件夹，例如 showcase {command} --all --out {command}")
    target = check_target(project, folder, mark=mark)
    sites = [project.root.resolve() / name for name in (*FOLDERS.values(), "handbook")]
    if any(
        (parent / SITE).is_file() or parent in sites
        for parent in (target.resolve(), *target.resolve().parents)
    ):
        raise ProjectError(f"{folder} 在网站的文件夹里面；请换一个文件夹，下一次生成会把它换掉")
    return target


def made_of(
    project: Project, found: Survey, makers: tuple[Maker, ...], wanted: Iterable[Story]
) -> tuple[list[tuple[Told, Part]], list[Finding]]:
    """(what was made, why the rest was not and what is to be mended)."""
    pairs, findings = [], []
    for maker in makers:
        tried = [told(found, story, maker.channel) for story in wanted]
        findings += [finding for _, more in tried for finding in more]
        stories = [story for story, _ in tried if story]
        dark = darkroom(project, found.house, stories, maker)
        for story in stories:
            export = maker.make(story, found.house, dark)
            findings += export.findings
            pairs.append((story, Part(maker.channel, f"{maker.channel}/" if len(makers) > 1 else "", export)))
    return pairs, findings


def differences_of(found: Survey, pairs: Iterable[tuple[Told, Part]]) -> Iterator[Finding]:
    drafts = {one.draft.folder: one.draft for one in found.examined}
    for story, part in pairs:
        source = source_of(story, found.house.organisation)
        yield from differences(part.export, source, drafts[story.story.folder])


def _write(folder: Path, mark: str, project: Project, found: Survey, done: Done) -> None:
    stories = {story.folder: story.story for story, _ in done.made}
    for name, story in stories.items():
        parts = done.parts(story)
        for _, part in parts:
            place = folder / name / part.prefix
            place.mkdir(parents=True)
            for file, data in part.export.files:
                (place / file).write_bytes(data)
        (folder / name / FILE).write_bytes(manifest_of(project, found.house, parts).as_json())
    (folder / mark).write_text("".join(f"{name}\n" for name in stories), "utf-8")
