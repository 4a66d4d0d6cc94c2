"""PHO: the photos a manuscript names, their consent, and what was found in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from showcase.finding import Finding, Place, Severity, warning
from showcase.photos.plan import too_small
from showcase.photos.recipes import RECIPES, Recipe
from showcase.photos.studio import Developed
from showcase.rules.rule import Hit, Rule, Subject
from showcase.story import Draft, FrontMatter

SOON = dt.timedelta(days=30)


def ended(front: FrontMatter, today: dt.date) -> frozenset[str]:
    """The photos whose consent has ended; its last day still counts."""
    return frozenset(
        file for file, note in front.photos.items() if note.consent_until and note.consent_until < today
    )


def _nearby(draft: Draft) -> str:
    return f"文件夹里有：{'、'.join(draft.photos)}" if draft.photos else "把照片放在 index.md 旁边"


def _missing(subject: Subject) -> Iterator[Hit]:
    draft, front = subject.draft, subject.draft.front
    if front and front.cover and front.cover not in draft.photos:
        yield Hit(subject.at("cover"), f"题图 {front.cover} 不在文件夹里", _nearby(draft), front.cover)
    for use in subject.body.photos:
        # A name that is none (a path, an address) is a finding of its own.
        if use.file not in draft.photos and not re.search(r"[/\\:]", use.file):
            place = Place(draft.path, use.line + draft.body_line - 1)
            yield Hit(place, f"照片 {use.file} 不在文件夹里", _nearby(draft), use.file)


def _stray_note(subject: Subject) -> Iterator[Hit]:
    draft, front = subject.draft, subject.draft.front
    for file in front.photos if front else ():
        if file not in draft.photos:
            place = subject.at("photos", file)
            yield Hit(place, f"photos 里写了 {file}，文件夹里没有", "改正文件名，或删掉这一项", file)


def _consent_ended(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    for file in sorted(ended(front, subject.today)) if front else ():
        assert front is not None
        yield Hit(
            subject.at("photos", file, "consent_until"),
            f"{file} 的同意到 {front.photos[file].consent_until} 为止，网站上不再放这张照片",
            "续签以后改 consent_until，或换一张照片",
            file,
        )


def _consent_ends_soon(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    for file, note in front.photos.items() if front else ():
        end = note.consent_until
        if end and subject.today <= end <= subject.today + SOON:
            yield Hit(
                subject.at("photos", file, "consent_until"),
                f"{file} 的同意到 {end} 为止，还有 {(end - subject.today).days} 天",
                "提前请本人续签，或准备换一张照片",
                file,
            )


def _no_consent(subject: Subject) -> Iterator[Hit]:
    draft, front = subject.draft, subject.draft.front
    if front is None or not front.people:
        return
    shown = dict.fromkeys(
        (*([front.cover] if front.cover else ()), *(use.file for use in subject.body.photos))
    )
    for file in shown:
        if file in draft.photos and (file not in front.photos or front.photos[file].consent is None):
            yield Hit(
                subject.at("photos", file),
                f"写到了人，{file} 却没有写同意的情况",
                f"在 photos 里写 {file}: {{consent: signed}}；没有拍到脸就写 not-needed",
                file,
            )


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
    Rule(
        "PHO303",
        Severity.WARNING,
        "没有写照片的同意情况",
        what="people 里写了人，文中的照片有没有各自写明 consent。",
        why="网站认不出照片里是谁，只能请你写明：本人签了（signed）、全组同意（team）、没有拍到脸（not-needed）。",
        example="photos: {deng.jpg: {credit: 一食堂}}",
        instead="photos: {deng.jpg: {credit: 一食堂, consent: not-needed}}",
        check=_no_consent,
    ),
)
