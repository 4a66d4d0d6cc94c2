"""The finished site looked through before it goes online: what no visitor, server or law would take stops the exchange."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from showcase.pages.editions import MARK
from showcase.project.cache import Cache
from showcase.project.errors import UNTOUCHED, ProjectError
from showcase.project.finding import MOST_LINES, Place
from showcase.project.folder import Project
from showcase.publish.inspection.pictures import HEAD, carried
from showcase.publish.inspection.private import secrets
from showcase.publish.inspection.reading import Fault, Found
from showcase.publish.inspection.sources import Sources
from showcase.publish.inspection.texts import READ, Terms, Texts
from showcase.publish.kinds import KINDS
from showcase.publish.laid import Laid
from showcase.publish.renderer import LOST
from showcase.site.assemble import Site

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


class Unfit(ProjectError):
    """The site that was made may not go online; a line for each cause."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.shown = (f"网站做好了，但没有通过最后一道检查，没有换上；{UNTOUCHED}", *lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            self.shown += (f"另有 {len(lines) - MOST_LINES} 处没有列出",)
        super().__init__("\n".join(self.shown))

    @property
    def lines(self) -> tuple[str, ...]:
        return self.shown


@dataclass(frozen=True)
class Inspected:
    """What was found on the way, for the papers of a hand-over."""

    outbound: Mapping[str, tuple[str, ...]]  # addresses of other sites → the pages that lead there


def inspect(project: Project, site: Site, folder: Path, laid: Laid | None = None) -> Inspected:
    """Looks through every file of the site in `folder`; what is `laid` as a link was looked through when it was made.

    Raises:
        Unfit: something may not go online; nothing was exchanged.
    """
    sources = Sources(project, {leaf.address: leaf.known.source for leaf in site.leaves})
    files = sorted(_listed(folder))
    prints = {path: laid.prints[path] for path in laid.linked} if laid else {}
    texts = Texts(folder, frozenset(files), _terms(project, site), sources.names)
    texts.read(files, prints, Cache(project.cache / "inspected"))
    faults = [
        *_of_names(site, files, prints),
        *texts.faults(),
        *_of_pictures(folder, files, sources, frozenset(prints)),
        *_of_reviewers(site, folder),
    ]
    if faults:
        raise Unfit(tuple(dict.fromkeys(_told(path, fault, sources) for path, fault in faults)))
    return Inspected(texts.leads())


def _listed(folder: Path) -> Iterator[str]:
    for at, _, names in os.walk(folder):
        within = Path(at).relative_to(folder).as_posix()
        yield from (name if within == "." else f"{within}/{name}" for name in names)


def _terms(project: Project, site: Site) -> Terms:
    house = site.survey.house
    secret = secrets(project.root, house.organisation.hotlines, _let_pass(site))
    return Terms(secret, str(site.extra["policy"]), house.settings.origin, str(site.extra["path"]))


def _let_pass(site: Site) -> Iterator[str]:
    """Where the site will stand, also inside the campus; the lines of manuscripts where an editor lets a number pass."""
    yield site.survey.house.settings.origin
    for one in site.survey.examined:
        for finding, _ in one.allowed:
            if finding.code.startswith("PII") and finding.place.path == one.draft.path:
                yield one.draft.line(finding.place.line)


def _of_names(site: Site, files: list[str], seen: Collection[str]) -> Iterator[Found]:
    """Of the names; those that were `seen` before are such as a file of ours may have."""
    expected = {LOST, *(leaf.address for leaf in site.leaves), *(asset.path for asset in site.assets)}
    public = site.extra["edition"] != "internal"
    for path in files:
        if path not in expected:
            yield path, Fault(1, "不是这个网站的文件")
        elif path not in seen and not _may_be_called(path):
            yield path, Fault(1, "这种文件不该发布")
        if public and path == MARK:
            yield path, Fault(1, "是内部版的标记")
    yield from ((path, Fault(1, "没有写出来")) for path in sorted(expected - set(files)))
    if len({path.lower() for path in files}) < len(files):
        yield from _alike(files)


def _may_be_called(path: str) -> bool:
    return posixpath.splitext(path)[1] in KINDS and all(map(_NAME.fullmatch, path.split("/")))


def _alike(files: Iterable[str]) -> Iterator[Found]:
    lower: dict[str, str] = {}
    for path in files:
        if path.lower() in lower:
            yield path, Fault(1, f"和 {lower[path.lower()]} 只差大小写，有的服务器只留得下一个")
        lower[path.lower()] = path


def _of_pictures(folder: Path, files: list[str], sources: Sources, seen: frozenset[str]) -> Iterator[Found]:
    """Of everything that is not text; of what was `seen` through before, whether it has since become a source."""
    for path in files:
        if posixpath.splitext(path)[1] not in READ:
            size = (folder / path).stat().st_size
            if path not in seen:
                yield from ((path, Fault(1, f"带着{what}")) for what in _carried(folder / path, path, size))
            if size in sources.photos and (photo := sources.original((folder / path).read_bytes())):
                yield path, Fault(1, f"是没有加工过的原照片 {photo}")


def _carried(file: Path, path: str, size: int) -> Iterator[str]:
    with file.open("rb") as picture:
        head = picture.read(HEAD)
        picture.seek(max(0, size - 16))
        tail = picture.read()
    yield from carried(path, head, tail)


def _of_reviewers(site: Site, folder: Path) -> Iterator[Found]:
    """On the public site no story names who reviewed it, unless that person is in the story itself."""
    if site.extra["edition"] == "internal" or site.survey.house.organisation.show_reviewers:
        return
    drafts = {one.draft.folder: one.draft for one in site.survey.examined}
    for story in site.survey.collection.catalogue.stories:
        draft = drafts.get(story.folder)
        if draft is None or draft.front is None:
            continue
        review = draft.front.review
        names = {name for name in (review.first, review.second, review.final) if name}
        own = {line for path, (line, _) in draft.marks.items() if path[:1] == ("review",)}
        rest = "\n".join(text for number, text in enumerate(draft.lines, 1) if number not in own)
        path = f"{story.folder}/index.html"
        file = folder / path
        page = file.read_text("utf-8", "replace") if names and file.is_file() else ""
        for name in sorted(name for name in names if name in page and name not in rest):
            yield path, Fault(1, f"写出了审稿人 {name}", name)


def _told(path: str, fault: Fault, sources: Sources) -> str:
    place: Place = sources.place(path, fault.line, fault.original)
    if place.path == path:
        return f"{place}: {fault.words}；这个文件是程序做的，请把这一行告诉维护程序的人"
    return f"{place}: 做成的 {path} 里，{fault.words}"
