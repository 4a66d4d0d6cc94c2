"""brand/fonts/fonts.yml: every font file with its licence, its source and what it may be used for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from showcase.errors import ProjectError, fault
from showcase.fields import Name, OneLine, Typed, length, read_settings
from showcase.project import Project, plain

SHOWN = "brand/fonts"
SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".eot", ".pfb", ".dfont"})
# TrueType, OpenType, collections, the web's two, Apple's TrueType and Type 1.
SIGNS = (b"\x00\x01\x00\x00", b"OTTO", b"ttcf", b"wOFF", b"wOF2", b"true", b"typ1", b"%!PS-AdobeFont")

Use = Literal["heading", "card", "lockup", "plate", "kit"]
"""Page headings (subset, woff2) · share cards and covers · outlines beside the emblem · VI plates · the file itself, handed on."""


def _file(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}", text):
        raise ValueError(
            "这里写 brand/fonts/ 里的文件名，只用字母、数字、点和连字符，例如 NotoSerifSC-600.ttf"
        )
    return text


def _sha256(text: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise ValueError("SHA-256 是 64 位十六进制数，用 sha256sum 文件名 可以得到")
    return text.lower()


FontFile = Annotated[str, AfterValidator(_file)]


class Font(Typed):
    file: FontFile
    family: Name
    licence: Name
    licence_file: FontFile
    source: Annotated[OneLine, AfterValidator(length(1, 200))]
    uses: Annotated[tuple[Use, ...], Field(min_length=1)]
    sha256: Annotated[str, AfterValidator(_sha256)]


class Fontbook(Typed):
    fonts: Annotated[tuple[Font, ...], Field(min_length=1, max_length=40)]

    def font(self, file: str, use: Use) -> Font:
        """The registered font of that file name, for that use.

        Raises:
            ProjectError: it is not registered, or not for this use.
        """
        found = next((font for font in self.fonts if font.file == file), None)
        if found is None:
            raise ProjectError(f"{SHOWN}/fonts.yml: 没有登记 {file}，brand/tokens.yml 里用到了它")
        if use not in found.uses:
            raise ProjectError(
                f"{SHOWN}/fonts.yml: {file} 的 uses 里没有 {use}，不能这样用；许可允许的话就补上"
            )
        return found


def read_fontbook(project: Project) -> Fontbook:
    """brand/fonts/fonts.yml, proved against the files that lie beside it.

    Raises:
        ProjectError: it does not fit, names a file that is missing or another, or leaves a font out.
    """
    folder, shown = project.brand / "fonts", f"{SHOWN}/fonts.yml"
    book = read_settings(Fontbook, folder / "fonts.yml", shown)
    names = [font.file for font in book.fonts]
    for font in book.fonts:
        if names.count(font.file) > 1:
            raise ProjectError(f"{shown}: {font.file} 登记了两次")
        actual = _hash(folder / font.file)
        if actual is None:
            raise ProjectError(f"{shown}: 登记的 {font.file} 不在 {SHOWN}/ 里；放回文件，或删掉这一条")
        if actual != font.sha256:
            raise ProjectError(
                f"{SHOWN}/{font.file}: 和登记的不是同一个文件；确认来源和许可以后，把 fonts.yml 里的 sha256 改成 {actual}"
            )
        if not (folder / font.licence_file).is_file():
            raise ProjectError(f"{shown}: {font.file} 的许可文件 {font.licence_file} 不在 {SHOWN}/ 里")
    for path in _font_files(folder):
        name = path.relative_to(folder).as_posix()
        if name not in names:
            name = name.encode("utf-8", "replace").decode()
            raise ProjectError(
                f"{SHOWN}/{name}: 这个字体没有登记；在 fonts.yml 里写上它的许可和来源，或把文件移走"
            )
    return book


def _hash(path: Path) -> str | None:
    try:
        return hashlib.sha256(plain(path).read_bytes()).hexdigest()
    except OSError:
        return None


def _font_files(folder: Path) -> Iterator[Path]:
    """Every file below `folder` that is a font by its name or by its first bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (path.suffix.lower() in SUFFIXES or _begins_like_a_font(path)):
            yield path


def _begins_like_a_font(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16).startswith(SIGNS)
    except OSError as err:
        raise ProjectError(f"{SHOWN}/{path.name}: 打不开（{fault(err)}）") from err
