"""The department's films: docs/brand/film/film.yml, with video, poster and captions beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from showcase.brand.tokens import Tokens
from showcase.fragments import fragment
from showcase.project.finding import Finding, error
from showcase.records.kind import Canvas, Kind, RecordFile, World
from showcase.records.options import only
from showcase.records.record import Entry, Record, RecordPhoto
from showcase.typed.fields import Name, OneLine, Typed, length, several

MAX_VIDEO = 100 << 20  # bytes: three minutes of 1080p at 4 Mbit/s; more does not belong in a repository
MAX_CAPTIONS = 1 << 20
# Where phones and cameras write the place of filming: QuickTime's location atom and key.
PLACES = (b"\xa9xyz", b"com.apple.quicktime.location")


def _video_name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.(mp4|webm)", text):
        raise ValueError("文件名写成 film.mp4 或 film.webm 的样子：字母、数字、连字符")
    return text


def _captions_name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.vtt", text):
        raise ValueError("文件名写成 film.vtt 的样子")
    return text


def _moment(text: str) -> str:
    if not re.fullmatch(r"\d{1,2}:[0-5]\d", text):
        raise ValueError("时间写成 '0:05' 的样子：分、秒，加引号")
    return text


class Line(Typed):
    at: Annotated[str, AfterValidator(_moment)] = Field(title="时间", examples=["'0:05'"])
    text: Annotated[OneLine, AfterValidator(length(1, 300))] = Field(
        title="话", examples=["灯先亮在面案上。"]
    )


class Film(Record):
    title: Name = Field(title="片名", examples=["一天的后勤"])
    file: Annotated[str, AfterValidator(_video_name)] = Field(
        title="视频",
        description="MP4（H.264）或 WebM，不超过 100 MB，放在这张表旁边。",
        examples=["film.mp4"],
    )
    poster: RecordPhoto = Field(
        title="封面",
        description="没开始放时显示的画面。",
        examples=["{file: poster.jpg, alt: 天没亮，后厨的灯先亮了, credit: 宣传办公室, consent: not-needed}"],
    )
    captions: Annotated[str, AfterValidator(_captions_name)] | None = Field(
        None, title="字幕", description="没有字幕不发布。", examples=["film.vtt"]
    )
    transcript: Annotated[tuple[Line, ...], AfterValidator(several(1, 400))] = Field(
        title="文字稿",
        description="时间和话。",
        examples=["[{at: '0:00', text: 凌晨四点，灯先亮在面案上。}]"],
    )
    credit: OneLine = Field("", title="谁拍的", examples=["宣传办公室"])

    @property
    def type(self) -> str:
        return "video/mp4" if self.file.endswith(".mp4") else "video/webm"


@dataclass(frozen=True)
class FilmView:
    film: Film
    video: str
    captions: str
    poster: Any | None


def address(name: str) -> str:
    """Of a film's file, from the site's root."""
    return f"assets/film/{name.lower()}"


def beside(film: Film) -> Iterator[tuple[str, int]]:
    yield film.file, MAX_VIDEO
    if film.captions:
        yield film.captions, MAX_CAPTIONS


def faults(entry: Entry[Film], _: Tokens) -> Iterator[Finding]:
    """What keeps a film from being shown: files that are not there, or are not what their names say."""
    film = entry.record
    for spot, name in (("file", film.file), ("captions", film.captions)):
        if isinstance(refused := entry.files.get(name or ""), str):
            hint = "把文件放在 film.yml 旁边；太大的先压缩"
            yield error("MED002", entry.at(spot), f"{name}：{refused}", hint)
    if film.captions is None:
        hint = "把字幕存成 film.vtt 放在旁边，加一行 captions: film.vtt"
        yield error("MED001", entry.place, f"宣传片 {film.file} 没有字幕，先不发布", hint)
    elif isinstance(text := entry.files.get(film.captions), bytes) and not _is_captions(text):
        hint = "UTF-8 编码，第一行写 WEBVTT，下面每段一行时间（00:00:01.000 --> 00:00:04.000）和一行字"
        yield error("MED004", entry.at("captions"), f"{film.captions} 不是能用的字幕", hint)
    video, place = entry.files.get(film.file), entry.at("file")
    if not isinstance(video, bytes):
        return
    if not (video[4:8] == b"ftyp" if film.file.endswith(".mp4") else video[:4] == b"\x1a\x45\xdf\xa3"):
        hint = "请用剪辑软件重新导出为 MP4（H.264）"
        yield error("MED003", place, f"{film.file} 的内容不是它名字说的视频格式", hint)
    elif any(mark in video for mark in PLACES):
        hint = "用剪辑软件重新导出一次，导出时不保留位置信息"
        yield error("MED005", place, f"{film.file} 里写着拍摄地点", hint)


def _is_captions(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    first, _, rest = text.replace("\r\n", "\n").partition("\n")
    return bool(re.fullmatch(r"WEBVTT([ \t].*)?", first)) and " --> " in rest


def shown(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Each film with its captions and its transcript."""
    only(options)
    films = world.of(Film)
    if not films:
        raise ValueError(f"{FILM.path} 里还没有宣传片；这一页的稿头写上 needs: film，没有片子时就不出现")
    views = tuple(
        FilmView(
            film,
            canvas.href(address(film.file)),
            canvas.href(address(film.captions or "")),
            canvas.picture(FILM, film.poster, "body"),
        )
        for film in films
    )
    return fragment("record_film", films=views)


def files(world: World) -> Iterator[RecordFile]:
    """Only where a page shows them."""
    if FILM.folder in world.folders:
        for entry in world.entries(Film):
            for name, data in entry.files.items():
                if isinstance(data, bytes):
                    yield RecordFile(address(name), data)


FILM = Kind(
    name="film",
    label="宣传片",
    folder="brand/film",
    record=Film,
    proof=faults,
    beside=beside,
    tabled=False,
    wants=("body",),
    blocks={"film": shown},
    files=files,
)
