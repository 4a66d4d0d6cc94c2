"""A story as every channel takes it: chosen, with the consent that this channel needs, its links whole, its photos in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from showcase.pages.catalogue import chinese_date
from showcase.pages.links import live_links, with_whole_links
from showcase.photos.plan import Focal
from showcase.project.errors import ProjectError
from showcase.project.finding import Finding, Place, error, warning
from showcase.site.survey import Survey
from showcase.stories.front import related_key
from showcase.stories.intake import SHOWN, Examined
from showcase.stories.story import Story

Channel = Literal["website", "wechat", "douyin", "poster", "board", "screens"]
CALLED: dict[Channel, str] = {
    "website": "网站",
    "wechat": "公众号",
    "douyin": "抖音",
    "poster": "海报",
    "board": "展板",
    "screens": "大厅屏幕",
}
KEPT_OFF = frozenset({"CHN001", "CHN002"})  # findings of a story that a channel may not tell
HERE = "本站 "  # stands for the site's address while nobody knows it


@dataclass(frozen=True)
class Shot:
    """One photo that this channel may show; `place` is its number in the body's photos, None for a cover outside it."""

    file: str
    alt: str
    caption: str
    credit: str
    focal: Focal | None
    place: int | None


@dataclass(frozen=True)
class Told:
    story: Story
    html: str  # sanitised; a place for each photo; links with the site's address, or `HERE`
    address: str  # of its page, "" while the site's is not known
    department: str
    series: str
    day: str  # 2026年3月5日
    shots: tuple[Shot, ...]  # the cover first
    draft: bool  # not to be published as it is: the official site would not hold it
    owner: str

    @property
    def title(self) -> str:
        return self.story.front.title

    @property
    def cover(self) -> Shot | None:
        return self.shots[0] if self.shots and self.shots[0].file == self.story.cover else None

    @property
    def folder(self) -> str:
        """The name of its folder among exports."""
        return self.story.key.replace("/", "-")

    @property
    def byline(self) -> tuple[tuple[str, str], ...]:
        credits = self.story.front.credits
        rows = (("文", credits.text), ("图", credits.photo), ("编辑", credits.edit))
        return tuple((label, name) for label, name in rows if name)


def chosen(found: Survey, names: Iterable[str], *, every: bool) -> tuple[Story, ...]:
    """The stories that are meant, newest first.

    Raises:
        ProjectError: one is not there, or not in a state to be shown; or none is named.
    """
    stories = {story.key: story for story in found.collection.catalogue.stories}
    if every:
        return tuple(stories.values())
    wanted = []
    for name in names:
        key = related_key(name)
        alike = [known for known in stories if known == key or known.partition("/")[2] == key]
        if not alike:
            raise ProjectError(_why_not(found.examined, key))
        wanted.append(alike[0])
    if not wanted:
        raise ProjectError("写上是哪一篇，例如 2026/lingchen-huomian；全部都做写 --all")
    return tuple(stories[key] for key in dict.fromkeys(wanted))


def _why_not(examined: Iterable[Examined], key: str) -> str:
    for one in examined:
        if key in (f"{one.draft.year}/{one.draft.slug}", one.draft.slug) and one.state not in SHOWN:
            cure = (
                ""
                if "正式网站不收" not in one.state.value
                else "；先看样子加 --draft，每一页、每张图都会标上“草稿”"
            )
            return f"{one.draft.path} 现在不能送出去：{one.state.value}{cure}"
    return f"没有 {key} 这一篇；写 年份/文件夹名，例如 2026/lingchen-huomian"


def told(found: Survey, story: Story, channel: Channel) -> tuple[Told | None, tuple[Finding, ...]]:
    """(the story for `channel`, what an editor has to mend); None where consent keeps it off."""
    findings = tuple(_kept_off(found, story, channel))
    if findings:
        return None, findings
    whole = found.collection
    settings, catalogue = whole.house.settings, whole.catalogue
    origin = "" if settings.is_sample else settings.origin
    page = f"{story.folder}/index.md"
    body = live_links(page, story.body.html, story.body.links, whole.addresses)
    return (
        Told(
            story,
            with_whole_links(body, page, origin or HERE),
            f"{origin}{story.folder}/" if origin else "",
            catalogue.label("department", story.front.department),
            catalogue.label("series", story.front.series),
            chinese_date(story.date),
            tuple(_shots(story, channel)),
            story.front.sample or story.pending,
            whole.house.organisation.names.short,
        ),
        (),
    )


def without_address(told: Told) -> tuple[Finding, ...]:
    """Said once for all that is made without the code that leads to the page."""
    if told.address:
        return ()
    message = "site_url 没有填，或还是示例地址，做出来的没有二维码，也没有“阅读原文”"
    hint = "上线前在 mkdocs.yml 写上网站的完整地址，再导出一次"
    return (warning("CHN005", Place("mkdocs.yml"), message, hint),)


def allowed(channels: Iterable[str] | None, channel: Channel) -> bool:
    """Whether a consent that names `channels` covers this one; one that names none covers all."""
    return channels is None or channel in channels


def _shots(story: Story, channel: Channel) -> Iterator[Shot]:
    places = {use.file: (at, use) for at, use in reversed(list(enumerate(story.body.photos)))}
    for file in story.photo_files:
        note = story.note(file)
        if allowed(note.channels, channel):
            at, use = places.get(file, (None, None))
            alt, caption = (use.alt, use.caption) if use else (f"{story.front.title}的题图", "")
            yield Shot(file, alt, caption, note.credit, note.focal, at)


def _kept_off(found: Survey, story: Story, channel: Channel) -> Iterator[Finding]:
    draft = next((one.draft for one in found.examined if one.draft.folder == story.folder), None)
    called = CALLED[channel]
    for index, person in enumerate(story.front.people):
        if not allowed(person.channels, channel):
            place = draft.place("people", index, "channels") if draft else Place(f"{story.folder}/index.md")
            hint = f"这一篇不送到{called}；本人也同意{called}以后，在 channels 里加上 {channel}"
            yield error("CHN001", place, f"{person.name} 的同意不包括{called}", hint)
    cover = story.cover
    if cover and not allowed(story.note(cover).channels, channel):
        place = draft.place("photos", cover, "channels") if draft else Place(f"{story.folder}/index.md")
        hint = f"换一张题图，或者征得同意以后在 channels 里加上 {channel}"
        yield error("CHN002", place, f"题图 {cover} 的同意不包括{called}", hint)
