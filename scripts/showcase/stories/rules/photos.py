"""PHO: the photos a manuscript names, their consent, and what was found in them."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from showcase.markup.body import PhotoUse
from showcase.photos.orders import Developed
from showcase.photos.plan import too_small
from showcase.photos.recipes import RECIPES, Recipe
from showcase.project.finding import Finding, Fix, Place, Severity, warning
from showcase.stories.front import Front, PhotoNote, withdrawn_photos
from showcase.stories.rules.rule import SOON, Hit, Rule, Subject
from showcase.stories.story import Draft
from showcase.typed.meant import BLANK
from showcase.typed.writing import written


def ended(front: Front, today: dt.date) -> frozenset[str]:
    """The photos whose consent has ended."""
    left = {file: note for file, note in front.photos.items() if not note.withdrawn}
    return over(left, today)


def over(notes: Mapping[str, PhotoNote], today: dt.date) -> frozenset[str]:
    """The photos whose consent has ended; its last day still counts."""
    return frozenset(
        file for file, note in notes.items() if note.consent_until and note.consent_until < today
    )


def _alike(name: str) -> str:
    """The letters by which two spellings of a file name are the same to a person."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip("“”‘’\"' ").removeprefix("./")
    return re.sub(r"[\s_-]+", "", re.sub(r"\.jpe?g$", ".jpg", plain))


def nearest(name: str, photos: tuple[str, ...]) -> tuple[str, bool]:
    """(the photo that was meant by a name none has, whether that is sure); the first one where nothing is alike."""
    same = [photo for photo in photos if _alike(photo) == _alike(name)]
    if len(same) == 1:
        return same[0], True
    near = difflib.get_close_matches(name, photos, n=1, cutoff=0.5)
    return (near or [*photos, ""])[0], False


def _nearby(draft: Draft) -> str:
    return f"；文件夹里有：{'、'.join(draft.photos)}" if draft.photos else "；文件夹里还没有照片"


def _gone(front: Front | None) -> frozenset[str]:
    """Photos that may be deleted: nobody is asked to keep the picture of somebody who wants it away."""
    return withdrawn_photos(front) if front else frozenset()


def _missing(subject: Subject) -> Iterator[Hit]:
    draft, front = subject.draft, subject.draft.front
    if front and front.withdrawn:
        return
    present = {*draft.photos, *_gone(front)}
    if front and front.cover and front.cover not in present and BLANK not in front.cover:
        file, sure = nearest(front.cover, draft.photos)
        line, fix = draft.with_value(("cover",), written(file))
        hint = f"改成：{line}" if file else f"删掉这一行：{draft.line(subject.at('cover').line)}"
        message = f"题图 {front.cover} 不在文件夹里{_nearby(draft)}"
        yield Hit(subject.at("cover"), message, hint, front.cover, fix if sure else None)
    for use in subject.body.photos:
        # A name that is none (a path, an address) is a finding of its own.
        if use.file not in present and not re.search(r"[/\\:]", use.file) and BLANK not in use.file:
            yield _missing_in_body(draft, use)


def _missing_in_body(draft: Draft, use: PhotoUse) -> Hit:
    place = Place(draft.path, use.line + draft.body_line - 1)
    line, (file, sure) = draft.line(place.line), nearest(use.file, draft.photos)
    message, at = f"照片 {use.file} 不在文件夹里{_nearby(draft)}", line.find(f"]({use.file}")
    if not file:
        return Hit(place, message, f"把照片放在 index.md 旁边，或删掉这一行：{line}", use.file)
    if at < 0:
        return Hit(place, message, f"改成：![{use.alt}]({file.replace(' ', '%20')})", use.file)
    start, end, target = at + 2, at + 2 + len(use.file), file.replace(" ", "%20")
    fix = Fix(start + 1, end + 1, target) if sure else None
    return Hit(place, message, f"改成：{line[:start]}{target}{line[end:]}", use.file, fix)


def _stray_note(subject: Subject) -> Iterator[Hit]:
    draft, front = subject.draft, subject.draft.front
    for file in front.photos if front and not front.withdrawn else ():
        if file in {*draft.photos, *_gone(front)}:
            continue
        place, (better, sure) = subject.at("photos", file), nearest(file, draft.photos)
        taken = front is not None and better in front.photos
        line, fix = draft.with_key(("photos", file), written(better, flow=True))
        like = sure or bool(difflib.get_close_matches(file, [better], cutoff=0.6))
        hint = f"改成：{line}" if line and like and not taken else "删掉这一项，或把照片放进文件夹"
        yield Hit(
            place, f"photos 里写了 {file}，文件夹里没有", hint, file, fix if sure and not taken else None
        )


def _consent_ended(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    for file in sorted(ended(front, subject.today)) if front else ():
        assert front is not None
        place, end = subject.at("photos", file, "consent_until"), front.photos[file].consent_until
        yield Hit(place, *_over(file, end), file)


def _consent_ends_soon(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    if front is None or front.withdrawn:
        return
    for file, note in front.photos.items():
        end = note.consent_until
        if end and not note.withdrawn and dt.timedelta(0) <= end - subject.today <= SOON:
            yield Hit(subject.at("photos", file, "consent_until"), *_soon(file, end, subject.today), file)


def _over(file: str, end: dt.date | None) -> tuple[str, str]:
    return f"{file} 的同意到 {end} 为止，网站上不再放这张照片", "续签以后改 consent_until，或换一张照片"


def _soon(file: str, end: dt.date, today: dt.date) -> tuple[str, str]:
    return f"{file} 的同意到 {end} 为止，还有 {(end - today).days} 天", "提前请本人续签，或准备换一张照片"


def consent_ends(file: str, end: dt.date | None, place: Place, today: dt.date) -> Iterator[Finding]:
    """What is to be said of the last day of a consent, outside a story."""
    if end and end < today:
        yield warning("PHO301", place, *_over(file, end))
    elif end and end - today <= SOON:
        yield warning("PHO302", place, *_soon(file, end, today))


_NOTES = {
    "gps": ("PHO201", "照片里有拍摄地点，发布的图片已经去掉", "仓库里的原照片仍然带着；介意的话请先在手机相册里去掉位置再提交"),
    "orientation": ("PHO202", "照片的方向信息不合规矩，已按原样摆放", "如果方向不对，请在手机上旋转后重新导出"),
    "frames": ("PHO203", "这是一组画面，只用了第一幅", "想用另一幅，请单独导出"),
    "profile": ("PHO204", "照片的颜色描述读不懂，按普通颜色（sRGB）处理", "如果颜色不对，请用手机相册重新导出为 JPEG"),
}  # fmt: skip


def photo_warnings(photo: Developed, path: str) -> Iterable[Finding]:
    """What is worth saying of a photo that is used."""
    for note in photo.probe.notes:
        code, message, hint = _NOTES[note]
        yield warning(code, Place(path), message, hint)
    for name in photo.unmarked:
        yield warning(
            "PHO206",
            Place(path),
            f"{RECIPES[name].label}的两个上角颜色太杂或深浅居中，放上部徽看不清，这一张没有放",
            "换一张角上干净的照片，或调整画面重点 focal",
        )
    small = sorted(
        {want.recipe for want in photo.plans if too_small(photo.probe, want.recipe)},
        key=lambda recipe: recipe.label,
    )
    if small:
        # One size that is enough for all of them, so that the next photo is not too small for another.
        width, height = (max(recipe.needed_size[side] for recipe in small) for side in (0, 1))
        size = f"{width}×{height}" if height else f"宽 {width}"
        yield warning(
            "PHO205",
            Place(path),
            f"照片是 {photo.probe.width}×{photo.probe.height}，做{'、'.join(recipe.label for recipe in small)}"
            f"要 {size} 像素才够；{_instead(small)}",
            "请找原图重新放进来，不要用聊天软件压缩过的",
        )


def _instead(small: list[Recipe]) -> str:
    extended = sum(recipe.extend for recipe in small)
    if extended == len(small):
        return "四周用它自己的颜色补足"
    return (
        "封面和分享图四周用它自己的颜色补足，其余按小一号的尺寸使用" if extended else "已按小一号的尺寸使用"
    )


RULES = (
    Rule(
        "PHO002",
        Severity.ERROR,
        "文件夹里没有这张照片",
        what="cover 和正文里写的照片，是不是放在 index.md 旁边。",
        why="文件名差一个字母、大小写或后缀，网页上就是一个空框。",
        example="![面案上方的一盏灯](deng.jpeg)",
        instead="![面案上方的一盏灯](deng.jpg)",
        check=_missing,
        allowable=False,
    ),
    Rule(
        "PHO005",
        Severity.WARNING,
        "photos 里多写了一项",
        what="photos 里写的文件名，文件夹里有没有。",
        why="多半是文件改了名，画面重点、供图人和同意的情况就跟丢了。",
        example="photos: {deng.jpeg: {credit: 一食堂}}",
        instead="photos: {deng.jpg: {credit: 一食堂}}",
        check=_stray_note,
    ),
    Rule(
        "PHO301",
        Severity.WARNING,
        "照片的同意已经到期",
        what="photos 里的 consent_until 是不是已经过去。",
        why="民法典第一千零一十九条：没有肖像权人同意，不得公开他的肖像，法律另有规定的除外。到期的照片，下一次发布时连同各种尺寸一起撤下，文章保留。",
        example="photos: {deng.jpg: {consent: signed, consent_until: 2026-03-01}}",
        instead="photos: {deng.jpg: {consent: signed, consent_until: 2028-03-01}}",
        check=_consent_ended,
        allowable=False,
    ),
    Rule(
        "PHO302",
        Severity.WARNING,
        "照片的同意快要到期",
        what="consent_until 是不是在今后 30 天之内。",
        why="过了那一天，照片在下一次发布时撤下，早些续签就不会开天窗。",
        example="photos: {deng.jpg: {consent: signed, consent_until: 2026-03-20}}",
        instead="photos: {deng.jpg: {consent: signed, consent_until: 2028-03-20}}",
        check=_consent_ends_soon,
    ),
)
