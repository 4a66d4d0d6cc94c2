"""The department's film: docs/brand/film/film.yml and the files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from showcase.fields import Name, OneLine, Typed, Yes, length, read_settings
from showcase.finding import Finding, Place, error
from showcase.jail import Jail, Refused
from showcase.project import Project

FOLDER = ("docs", "brand", "film")
SHOWN = "docs/brand/film/film.yml"
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
    at: Annotated[str, AfterValidator(_moment)]
    text: Annotated[OneLine, AfterValidator(length(1, 300))]


class FilmMatter(Typed):
    title: Name
    file: Annotated[str, AfterValidator(_video_name)]
    poster: Annotated[OneLine, AfterValidator(length(1, 120))]
    alt: Annotated[OneLine, AfterValidator(length(1, 120))]  # what the poster shows
    captions: Annotated[str, AfterValidator(_captions_name)] | None = None
    transcript: Annotated[tuple[Line, ...], Field(min_length=1, max_length=400)]
    credit: OneLine = ""


class FilmFile(Typed):
    BARE: ClassVar[tuple[str, ...]] = ("sample",)

    film: FilmMatter | None = None
    sample: Yes = False


@dataclass(frozen=True)
class Film:
    """A film that may be shown: its video and its captions are there and are what they say."""

    matter: FilmMatter
    video: bytes
    captions: bytes
    sample: bool = False

    @property
    def poster(self) -> str:
        """Path of the poster, for the photo studio."""
        return "/".join((*FOLDER, self.matter.poster))

    @property
    def kind(self) -> str:
        return "video/mp4" if self.matter.file.endswith(".mp4") else "video/webm"

    @property
    def video_path(self) -> str:
        return f"assets/film/{self.matter.file.lower()}"

    @property
    def captions_path(self) -> str:
        return f"assets/film/{(self.matter.captions or '').lower()}"


def read_film(project: Project) -> tuple[Film | None, tuple[Finding, ...]]:
    """The film on record, and what keeps it from being shown; (None, ()) when none is on record.

    Raises:
        ProjectError: film.yml does not fit.
    """
    file = project.root.joinpath(*FOLDER) / "film.yml"
    if not file.is_file():
        return None, ()
    found = read_settings(FilmFile, file, SHOWN)
    if found.film is None:
        return None, ()
    jail, files = Jail(project.root), {}
    findings: list[Finding] = []
    wanted = [(found.film.file, MAX_VIDEO)] + ([(found.film.captions, MAX_CAPTIONS)] if found.film.captions else [])  # fmt: skip
    for name, limit in wanted:
        try:
            files[name] = jail.read(*FOLDER, name, limit=limit)
        except Refused as err:
            findings.append(error("MED002", Place(SHOWN), f"{name}：{err}", "把文件放在 film.yml 旁边；太大的先压缩"))  # fmt: skip
    findings += _faults(found.film, files)
    if findings:
        return None, tuple(findings)
    captions = files[found.film.captions] if found.film.captions else b""
    return Film(found.film, files[found.film.file], captions, found.sample), ()


def _faults(film: FilmMatter, files: dict[str, bytes]) -> Iterator[Finding]:
    place, video = Place(SHOWN), files.get(film.file)
    if film.captions is None:
        yield error(
            "MED001", place, f"宣传片 {film.file} 没有字幕，先不发布",
            "把字幕存成 film.vtt 放在旁边，加一行 captions: film.vtt",
        )  # fmt: skip
    elif (text := files.get(film.captions)) is not None and not _is_captions(text):
        yield error(
            "MED004", place, f"{film.captions} 不是能用的字幕",
            "UTF-8 编码，第一行写 WEBVTT，下面每段一行时间（00:00:01.000 --> 00:00:04.000）和一行字",
        )  # fmt: skip
    if video is None:
        return
    if not (video[4:8] == b"ftyp" if film.file.endswith(".mp4") else video[:4] == b"\x1a\x45\xdf\xa3"):
        yield error("MED003", place, f"{film.file} 的内容不是它名字说的视频格式", "请用剪辑软件重新导出为 MP4（H.264）")  # fmt: skip
    elif any(mark in video for mark in PLACES):
        yield error("MED005", place, f"{film.file} 里写着拍摄地点", "用剪辑软件重新导出一次，导出时不保留位置信息")  # fmt: skip


def _is_captions(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    first, _, rest = text.replace("\r\n", "\n").partition("\n")
    return bool(re.fullmatch(r"WEBVTT([ \t].*)?", first)) and " --> " in rest
