"""A folder of exports held against the stories as they are now: what was changed since, here or there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showcase.channels.manifest import (
    FILE,
    Manifest,
    as_it_lies,
    changed_files,
    changed_sources,
    read_manifest,
    sources_of,
)
from showcase.channels.same import differences, source
from showcase.channels.telling import CALLED, Told, told
from showcase.channels.website import BuiltSite
from showcase.project.errors import ProjectError
from showcase.project.finding import Finding, Place, error, warning
from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused
from showcase.site.survey import Survey
from showcase.stories.story import Story

AGAIN = "再导出一次；已经发出去的，照新的改"


@dataclass(frozen=True)
class Folder:
    """Exports as a command wrote them; `shown` is how findings call the folder."""

    jail: Jail
    shown: str

    def manifests(self) -> Iterator[tuple[str, Manifest]]:
        """By the name of the story's folder.

        Raises:
            ProjectError: there is none, or one cannot be read.
        """
        try:
            names = [entry.name for entry in self.jail.entries() if entry.is_folder]
        except Refused as err:
            raise ProjectError(f"{self.shown} 打不开：{err}") from err
        found = [(name, one) for name in names if (one := read_manifest(self.jail, name))]
        if not found:
            raise ProjectError(f"{self.shown} 里没有导出过的故事：一篇一个文件夹，里面有 {FILE}")
        yield from found


def check(project: Project, found: Survey, folder: Folder) -> Iterator[Finding]:
    """`found` with the drafts: what was exported as one may still be one."""
    stories = {story.key: story for story in found.collection.catalogue.stories}
    for name, manifest in folder.manifests():
        story = stories.get(manifest.story)
        place = Place(f"stories/{manifest.story}/index.md")
        if story is None:
            message = f"{folder.shown}/{name} 里还有这一篇，网站上已经没有它了"
            yield error("CHN014", place, message, "删掉这个文件夹；已经发出去的，到各个平台上撤下")
            continue
        yield from _touched(folder, name, manifest)
        yield from _of_story(project, found, folder, (name, manifest, story))


def check_site(found: Survey, site: BuiltSite) -> Iterator[Finding]:
    """What a built site says of each story whose page it has."""
    drafts = {one.draft.folder: one.draft for one in found.examined}
    for story in found.collection.catalogue.stories:
        now, kept_off = told(found, story, "website")
        yield from kept_off
        for export in site.exports(story) if now else ():
            assert now
            yield from differences(export, source(now, found.house.organisation), drafts[story.folder])


def _of_story(
    project: Project, found: Survey, folder: Folder, one: tuple[str, Manifest, Story]
) -> Iterator[Finding]:
    name, manifest, story = one
    draft = next(one.draft for one in found.examined if one.draft.folder == story.folder)
    tolds: list[Told] = []
    for part in manifest.parts:
        now, kept_off = told(found, story, part.channel)
        yield from kept_off
        if now is None:
            continue
        tolds.append(now)
        if now.draft and not manifest.draft:
            message = f"{folder.shown}/{name} 是照正式的做的，这一篇现在是示例，或三审不算数"
            yield error("CHN014", Place(draft.path), message, f"先不要发到{CALLED[part.channel]}")
        lies = as_it_lies(part, folder.jail, name)
        yield from differences(lies, source(now, found.house.organisation), draft)
    if tolds:
        for path in changed_sources(manifest, sources_of(project, found.house, tolds)):
            place = Place(path if "/" in path else "mkdocs.yml")
            yield error("CHN012", place, f"导出以后改过，{folder.shown}/{name} 还是旧的", AGAIN)


def _touched(folder: Folder, name: str, manifest: Manifest) -> Iterator[Finding]:
    for path, there in changed_files(manifest, folder.jail, name):
        what = "导出以后被改过" if there else "导出以后不见了"
        yield warning("CHN013", Place(f"{folder.shown}/{name}/{path}"), what, "要改就改故事，再导出一次")
