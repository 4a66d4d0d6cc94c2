"""One story for Douyin: three covers, the words, the photos in order with the list of shots; the film where it is asked for."""

from __future__ import annotations

from showcase.channels.douyin.bare import has_emblem
from showcase.channels.douyin.caption import Caption, caption, caption_findings
from showcase.channels.douyin.film import Reel, film
from showcase.channels.douyin.shots import Slide, shot_list, shot_name, slides, subtitles
from showcase.channels.export import Export, Said
from showcase.channels.facts import Kind
from showcase.channels.pictures import Darkroom
from showcase.channels.same import read_back
from showcase.channels.telling import Told
from showcase.house import House
from showcase.photos.recipes import BODY, DOUYIN_3X4, DOUYIN_4X3, DOUYIN_9X16, WECHAT_WIDE
from showcase.project.finding import Finding, Place, error, warning

NAMES = {
    "cover-3x4.jpg": DOUYIN_3X4,
    "cover-4x3.jpg": DOUYIN_4X3,
    "cover-9x16.jpg": DOUYIN_9X16,
}
COVERS = tuple(NAMES.values())
WHOLE: frozenset[Kind] = frozenset({"roles", "honours"})


def export(told: Told, house: House, dark: Darkroom) -> Export:
    made = caption(told, house.organisation, house.tokens.names.site)
    found = slides(told)
    listed, heads = shot_list(found)
    read, stamps = subtitles(found)
    pictures = {
        **_covers(told, dark),
        **{shot_name(told, shot): dark.picture(told, shot.file, BODY) for shot in told.shots},
    }
    files = {
        **pictures,
        "caption.txt": made.whole.encode(),
        "shots.txt": listed.encode(),
        "subtitles.srt": read.encode(),
    }
    own = {"caption.txt": ("草稿，不要发布",), "shots.txt": heads, "subtitles.srt": stamps}
    said = tuple(Said(name, read_back(name, files[name]), phrases) for name, phrases in own.items())
    findings = tuple(_findings(told, made, pictures, dark))
    return Export("抖音", told.folder, tuple(sorted(files.items())), said, WHOLE, findings)


def export_with_film(told: Told, house: House, dark: Darkroom, reel: Reel | None = None) -> Export:
    plain = export(told, house, dark)
    found = slides(told)
    files = (*plain.files, ("film.mp4", film(told, found, house, dark, reel or Reel())))
    said = (*plain.said, Said("film.mp4", _drawn(told, found)))
    return Export(plain.channel, plain.folder, tuple(sorted(files)), said, plain.whole, plain.findings)


def _drawn(told: Told, found: tuple[Slide, ...]) -> str:
    credits = (slide.shot.credit for slide in found if slide.shot)
    return "\n".join((told.department, told.series, told.day, *(slide.words for slide in found), *credits))


def _covers(told: Told, dark: Darkroom) -> dict[str, bytes]:
    if told.cover is None:
        return {}
    return {name: dark.picture(told, told.cover.file, recipe) for name, recipe in NAMES.items()}


def _findings(told: Told, made: Caption, pictures: dict[str, bytes], dark: Darkroom) -> list[Finding]:
    place = Place(f"{told.story.folder}/index.md")
    found = list(caption_findings(told, made))
    if told.cover is None:
        found.append(warning("CHN004", place, "没有题图，抖音没有封面", "在稿头写 cover，或发送时另选一张"))
    carrying = WECHAT_WIDE.mark
    for name, data in pictures.items():
        if carrying and has_emblem(data, dark.mark, carrying):
            message = f"抖音的 {name} 角上有部徽，会被当成水印"
            found.append(error("CHN016", place, message, "换成没有部徽的那一张照片"))
    return found
