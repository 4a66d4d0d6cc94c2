"""Drafts + findings → stories or nothing: a Story exists only for a draft without errors."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from showcase import markup, rules
from showcase.finding import Finding, Place, error, ordered, warning
from showcase.organisation import Organisation
from showcase.photos.cache import Cache
from showcase.photos.plan import too_small
from showcase.photos.recipes import BODY, CARD, COVER, SHARE
from showcase.photos.studio import Developed, Order, Progress, Refusal, Studio, Want
from showcase.rules.passages import passages
from showcase.rules.rule import Subject
from showcase.story import Body, Draft, PhotoNote, PhotoUse, Story
from showcase.workers import Failed, Workers

RENDER_SECONDS = 5.0  # for one body; ordinary ones take a millisecond


@dataclass(frozen=True)
class Terms:
    """On what terms stories are taken in: the day, the house and its words."""

    today: dt.date
    organisation: Organisation
    motto: tuple[str, ...]
    official: bool = False


@dataclass(frozen=True)
class Intake:
    stories: tuple[Story, ...]  # newest first
    photos: Mapping[str, Developed]  # by path
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]  # paths of drafts with errors
    rendered: int = 0  # bodies made now, not taken from the cache


def take_in(
    drafts: Iterable[Draft],
    terms: Terms,
    studio: Studio,
    workers: Workers,
    progress: Progress | None = None,
) -> Intake:
    drafts = tuple(drafts)
    bodies, rendered = _bodies(drafts, Cache(studio.cache.folder.parent / "bodies"), workers)
    found: list[Finding] = [finding for draft in drafts for finding in draft.findings]
    candidates: list[tuple[Draft, Story]] = []
    for draft in drafts:
        body, faults = bodies.get(draft.path, (Body("", ""), ()))
        found += faults
        found += rules.check(
            Subject(draft, body, passages(draft), terms.organisation, terms.motto, terms.today)
        )
        if draft.front is None:
            continue
        found += _check(draft, body, terms.organisation)
        themes = tuple(dict.fromkeys(k for t in draft.front.themes if (k := terms.organisation.theme_key(t))))
        candidates.append((draft, Story(draft.year, draft.slug, draft.front, body, themes)))
    broken = {finding.place.path for finding in found if finding.is_error}
    wanted = [
        (draft, story)
        for draft, story in candidates
        if not _is_broken(draft, broken) and _is_due(story, terms)
    ]
    developed = studio.develop((order for _, story in wanted for order in orders(story)), progress)
    for draft, story in wanted:
        found += _check_photos(draft, story, developed)
    broken = {finding.place.path for finding in found if finding.is_error}
    stories = [story for draft, story in wanted if not _is_broken(draft, broken)]
    found += _check_links(stories)
    return Intake(
        tuple(sorted(stories, key=lambda s: (-s.date.toordinal(), s.key))),
        {path: photo for path, photo in developed.items() if isinstance(photo, Developed)},
        ordered(found),
        tuple(sorted({draft.path for draft in drafts if _is_broken(draft, broken)})),
        rendered,
    )


def _is_broken(draft: Draft, broken: set[str]) -> bool:
    return any(path == draft.folder or path.startswith(f"{draft.folder}/") for path in broken)


def _is_due(story: Story, terms: Terms) -> bool:
    front = story.front
    if front.withdrawn or (front.publish and front.publish > terms.today):
        return False
    if front.expires and front.expires <= terms.today:
        return False
    return not (terms.official and (front.sample or front.review.final is None))


def orders(story: Story) -> Iterable[Order]:
    """The outputs a story's pages and cards show."""
    for file in story.photo_files:
        focal = note_of(story, file).focal
        wants = set()
        if file == story.front.cover:
            wants |= {Want(COVER, focal), Want(CARD, focal), Want(SHARE, focal)}
        else:
            wants.add(Want(BODY))
        yield Order(f"{story.folder}/{file}", frozenset(wants))


def note_of(story: Story, file: str) -> PhotoNote:
    return story.front.photos.get(file, PhotoNote())


def _bodies(
    drafts: tuple[Draft, ...], cache: Cache, workers: Workers
) -> tuple[dict[str, tuple[Body, tuple[Finding, ...]]], int]:
    """Each draft's body with its faults, from the cache or rendered in a worker."""
    done: dict[str, tuple[Body, tuple[Finding, ...]]] = {}
    missing: list[tuple[Draft, str]] = []
    for draft in drafts:
        if not draft.text.strip():
            if draft.front is not None:
                place = Place(draft.path, draft.body_line)
                done[draft.path] = (
                    Body("", ""),
                    (error("FM004", place, "还没有正文", "正文写在第二个 --- 后面"),),
                )
            continue
        name = hashlib.sha256(f"{markup.VERSION}\0{draft.text}".encode()).hexdigest()
        try:
            done[draft.path] = _located(draft, *_thawed(cache.get_json(name)))
        except (TypeError, KeyError):  # no entry, or one of another shape
            missing.append((draft, name))
    tasks = [(draft.text,) for draft, _ in missing]
    for index, result in workers.run(markup.render, tasks, seconds=RENDER_SECONDS):
        draft, name = missing[index]
        if isinstance(result, Failed):
            done[draft.path] = Body("", ""), (_unrenderable(draft, result),)
            continue
        body, faults = result
        cache.put_json(name, {"body": asdict(body), "faults": [asdict(fault) for fault in faults]})
        done[draft.path] = _located(draft, body, faults)
    return done, len(missing)


def _thawed(known: Any) -> tuple[Body, tuple[markup.Fault, ...]]:
    facts = known["body"]
    photos = tuple(PhotoUse(**use) for use in facts["photos"])
    body = Body(facts["html"], facts["text"], photos, tuple(facts["links"]))
    return body, tuple(markup.Fault(**fault) for fault in known["faults"])


def _located(draft: Draft, body: Body, faults: tuple[markup.Fault, ...]) -> tuple[Body, tuple[Finding, ...]]:
    offset = draft.body_line - 1
    return body, tuple(
        error(fault.code, Place(draft.path, fault.line + offset), fault.message, fault.hint)
        for fault in faults
    )


def _unrenderable(draft: Draft, failed: Failed) -> Finding:
    why = f"超过了 {RENDER_SECONDS:g} 秒" if failed.why == "time" else "中途停了下来"
    place = Place(draft.path, draft.body_line)
    return error("SEC006", place, f"排版这篇正文时{why}", "请检查是否粘贴了不成段落的内容，删减后再试")


def _check(draft: Draft, body: Body, organisation: Organisation) -> Iterable[Finding]:
    """What front matter and body say, against each other and against the organisation."""
    front, top = draft.front, Place(draft.path)
    assert front is not None
    if front.department not in organisation.departments:
        known = "、".join(organisation.departments)
        yield error("FM005", top, f"department：没有“{front.department}”这个部门", f"可以写 {known}")
    if front.series not in organisation.series:
        yield error(
            "FM005", top, f"series：没有“{front.series}”这个系列", f"可以写 {'、'.join(organisation.series)}"
        )
    for theme in front.themes:
        if organisation.theme_key(theme) is None:
            yield error(
                "FM005",
                top,
                f"themes：没有“{theme}”这个主题",
                f"可以写 {'、'.join(organisation.themes.values())}",
            )
    if str(front.date.year) != draft.year:
        yield error(
            "FM006",
            top,
            f"日期是 {front.date.year} 年，文件夹却在 {draft.year} 里",
            "改日期，或把文件夹移到对应的年份",
        )
    if front.cover and front.cover not in draft.photos:
        yield error("PHO002", top, f"封面 {front.cover} 不在文件夹里", _nearby(draft))
    for use in body.photos:
        if use.file not in draft.photos:
            line = use.line + draft.body_line - 1
            yield error("PHO002", Place(draft.path, line), f"照片 {use.file} 不在文件夹里", _nearby(draft))
    for file in front.photos:
        if file not in draft.photos:
            yield warning("PHO005", top, f"photos 里写了 {file}，文件夹里没有", "改正文件名，或删掉这一项")


def _nearby(draft: Draft) -> str:
    return f"文件夹里有：{'、'.join(draft.photos)}" if draft.photos else "把照片放在 index.md 旁边"


def _check_photos(
    draft: Draft, story: Story, developed: Mapping[str, Developed | Refusal]
) -> Iterable[Finding]:
    for file in story.photo_files:
        path = f"{story.folder}/{file}"
        photo = developed[path]
        if isinstance(photo, Refusal):
            yield error(photo.code, Place(path), photo.message, photo.hint)
        else:
            yield from photo_warnings(photo, path)


_NOTES = {
    "gps": (
        "PHO201",
        "照片里有拍摄地点，发布的图片已经去掉",
        "仓库里的原照片仍然带着；介意的话请先在手机相册里去掉位置再提交",
    ),
    "orientation": (
        "PHO202",
        "照片的方向信息不合规矩，已按原样摆放",
        "如果方向不对，请在手机上旋转后重新导出",
    ),
    "frames": ("PHO203", "这是一组画面，只用了第一幅", "想用另一幅，请单独导出"),
    "profile": (
        "PHO204",
        "照片的颜色描述读不懂，按普通颜色（sRGB）处理",
        "如果颜色不对，请用手机相册重新导出为 JPEG",
    ),
}


def photo_warnings(photo: Developed, path: str) -> Iterable[Finding]:
    """What is worth saying of a photo that is used."""
    for note in photo.probe.notes:
        yield warning(_NOTES[note][0], Place(path), *_NOTES[note][1:])
    small = [want.recipe for want in photo.plans if too_small(photo.probe, want.recipe)]
    if small:
        recipe = max(small, key=lambda recipe: recipe.needs)
        width, height = recipe.needed_size
        size = f"{width}×{height}" if height else f"宽 {width}"
        yield warning(
            "PHO205",
            Place(path),
            f"照片是 {photo.probe.width}×{photo.probe.height}，做{recipe.label}至少要 {size} 像素；{'四周用它自己的颜色补足' if recipe.extend else '已按小一号的尺寸使用'}",
            "请找原图重新放进来，不要用聊天软件压缩过的",
        )


def _check_links(stories: list[Story]) -> Iterable[Finding]:
    return ()
