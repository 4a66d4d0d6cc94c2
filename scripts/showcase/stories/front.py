"""What the author of a story types above it."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from showcase.typed.fields import Day, Decimal, Name, OneLine, Typed, Yes, length
from showcase.typed.shapes import Kind

PHOTO_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".avif", ".mpo"})

Consent = Literal["signed", "team", "not-needed"]

# What people write for it. 同意 and the like are missing on purpose: they do not say who agreed, and how.
CONSENT_WORDS = {
    **dict.fromkeys(
        ("已签", "签了", "已签字", "已签名", "已签授权书", "本人签了", "本人已签", "签署"), "signed"
    ),
    **dict.fromkeys(("全组同意", "全班组同意", "班组同意", "团队", "团队同意", "集体同意"), "team"),
    **dict.fromkeys(("不需要", "无需", "不用", "没有拍到脸", "没拍到脸", "没有人", "无人"), "not-needed"),
}


def photo_name(text: str) -> str:
    """A file name beside the story, composed (NFC): printable, no folder, at most 120 bytes."""
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable() or re.search(r'[/\\:*?"<>|]', text) or text.startswith("."):
        raise ValueError('照片名里不能有 / \\ : * ? " < > | 或看不见的字符，也不能以点开头')
    if len(text.encode()) > 120:
        raise ValueError("照片名太长，请控制在 40 个汉字以内")
    return text


def related_key(text: str) -> str:
    """What `related` names, as year/slug, however it was written."""
    return text.removeprefix("stories/").removesuffix("/index.md").strip("/")


PhotoName = Annotated[str, AfterValidator(photo_name), Kind.FILE]

Unit = Annotated[Decimal, Field(ge=0, le=1)]


def _with_website(channels: tuple[str, ...]) -> tuple[str, ...]:
    """Every channel is made of what the website shows."""
    if "website" not in channels:
        raise ValueError("要有 website：别的渠道都从网站来；网站也不能用，就不要写进这一篇")
    return channels


# Where a consent holds; without it, everywhere.
Channels = Annotated[
    tuple[Literal["website", "wechat", "douyin", "poster", "board", "screens"], ...],
    AfterValidator(_with_website),
]


class Person(Typed):
    ALONE: ClassVar[str] = "name"  # what is meant where only a text is typed
    CALLED: ClassVar[dict[str, str]] = {
        "名字": "name",
        "姓名": "name",
        "岗位": "role",
        "同意": "consent",
        "授权": "consent",
        "渠道": "channels",
    }
    WORDS: ClassVar[dict[str, dict[str, str]]] = {"consent": CONSENT_WORDS}

    name: Name
    role: Name
    consent: Consent
    channels: Channels | None = None


class PhotoNote(Typed):
    """What a photo needs beyond its alt text."""

    ALONE: ClassVar[str] = "credit"
    CALLED: ClassVar[dict[str, str]] = {
        "重点": "focal",
        "供图": "credit",
        "摄影": "credit",
        "同意": "consent",
        "授权": "consent",
        "到期": "consent_until",
    }
    WORDS: ClassVar[dict[str, dict[str, str]]] = {"consent": CONSENT_WORDS}

    focal: Annotated[tuple[Unit, Unit], Field()] | None = None  # x, y after orientation, 0–1
    credit: Annotated[OneLine, AfterValidator(length(0, 200))] = ""
    consent: Consent | None = None
    consent_until: Day | None = None


class Withdrawn(Typed):
    ALONE: ClassVar[str] = "reason"
    CALLED: ClassVar[dict[str, str]] = {"日期": "date", "原因": "reason"}

    date: Day
    reason: Name


class StoryPhoto(PhotoNote):
    CALLED: ClassVar[dict[str, str]] = {**PhotoNote.CALLED, "渠道": "channels"}

    withdrawn: Withdrawn | None = None  # the story stays, the photo is shown nowhere
    channels: Channels | None = None


class Credits(Typed):
    ALONE: ClassVar[str] = "text"
    CALLED: ClassVar[dict[str, str]] = {
        "文": "text",
        "文字": "text",
        "供稿": "text",
        "作者": "text",
        "图": "photo",
        "摄影": "photo",
        "供图": "photo",
        "编辑": "edit",
    }

    text: Name | None = None
    photo: Name | None = None
    edit: Name | None = None


class Review(Typed):
    """三审"""

    ALONE: ClassVar[str] = "final"
    CALLED: ClassVar[dict[str, str]] = {"初审": "first", "复审": "second", "终审": "final", "日期": "date"}

    first: Name | None = None
    second: Name | None = None
    final: Name | None = None
    date: Day | None = None


class Allowance(Typed):
    ALONE: ClassVar[str] = "code"
    CALLED: ClassVar[dict[str, str]] = {"代码": "code", "理由": "reason", "期限": "until", "位置": "at"}

    code: Annotated[str, Field(pattern=r"^[A-Z]{2,4}\d{3}$")]
    reason: Name
    until: Day
    at: Annotated[OneLine, AfterValidator(length(0, 120))] = ""  # words of the line, or the photo's file name


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[Name, ...], BeforeValidator(_several), Field(max_length=12)]

Title = Annotated[OneLine, AfterValidator(length(4, 32))]

Summary = Annotated[OneLine, AfterValidator(length(1, 120))]


class Front(Typed):
    """A front matter as far as it can be read: what is missing or does not fit is None or empty."""

    BARE: ClassVar[tuple[str, ...]] = ("sample",)
    CALLED: ClassVar[dict[str, str]] = {  # the first word of each key is its name, the others are read as well
        "标题": "title", "题目": "title", "日期": "date", "时间": "date", "部门": "department", "栏目": "series",
        "提要": "summary", "摘要": "summary", "简介": "summary", "题图": "cover", "封面": "cover", "人物": "people",
        "照片": "photos", "图片": "photos", "主题": "themes", "署名": "credits", "三审": "review", "审稿": "review",
        "荣誉": "honours", "相关": "related", "发布": "publish", "到期": "expires", "撤下": "withdrawn",
        "放行": "allow", "示例": "sample",
    }  # fmt: skip

    title: Title | None = None
    date: Day | None = None
    department: Name | None = None
    series: Name | None = None
    summary: Summary | None = None
    cover: PhotoName | None = None
    people: Annotated[tuple[Person, ...], Field(max_length=40)] = ()
    photos: dict[PhotoName, StoryPhoto] = Field(default_factory=dict)
    themes: Texts = ()
    credits: Credits = Credits()
    review: Review = Review()
    honours: Texts = ()
    related: Texts = ()
    publish: Day | None = None
    expires: Day | None = None
    withdrawn: Withdrawn | None = None
    allow: Annotated[tuple[Allowance, ...], Field(max_length=20)] = ()
    sample: Yes = False


class FrontMatter(Front):
    """A front matter with all that a story needs."""

    title: Title
    date: Day
    department: Name
    series: Name
    summary: Summary


def withdrawn_photos(front: Front) -> frozenset[str]:
    return frozenset(file for file, note in front.photos.items() if note.withdrawn)
