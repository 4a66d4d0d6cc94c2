"""brand/fonts/fonts.yml: every font file with its licence, its source and what it may be used for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator

from showcase.brand.cssvalues import Family
from showcase.brand.fontsource import FONTS, MAX_FONT
from showcase.project.errors import ProjectError
from showcase.project.finding import Finding, Place, Unusable, error
from showcase.project.folder import Project
from showcase.project.jail import Missing, Refused
from showcase.typed.fields import Name, OneLine, Typed, length, several
from showcase.typed.typed_file import CODE, TypedFile, read_file

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
    family: Family
    licence: Name
    licence_file: FontFile
    source: Annotated[OneLine, AfterValidator(length(1, 200))]
    uses: Annotated[tuple[Use, ...], AfterValidator(several(1, 40))]
    sha256: Annotated[str, AfterValidator(_sha256)]


class Fontbook(Typed):
    fonts: Annotated[tuple[Font, ...], AfterValidator(several(1, 40))]

    def font(self, file: str, use: Use) -> Font:
        """The registered font of that file name, for that use.

        Raises:
            ProjectError: it is not registered, or not for this use.
        """
        found = next((font for font in self.fonts if font.file == file), None)
        if found is None:
            raise ProjectError(f"{FONTS}/fonts.yml: 没有登记 {file}，brand/tokens.yml 里用到了它")
        if use not in found.uses:
            raise ProjectError(
                f"{FONTS}/fonts.yml: {file} 的 uses 里没有 {use}，不能这样用；许可允许的话就补上"
            )
        return found


def read_fontbook(project: Project) -> Fontbook:
    """brand/fonts/fonts.yml, proved against the files that lie beside it.

    Raises:
        Unusable: it does not fit, names a file that is missing or another, or leaves a font out.
    """
    file = read_file(Fontbook, project, f"{FONTS}/fonts.yml")
    faults = [fault for at in range(len(file.value.fonts)) for fault in _against_files(project, file, at)]
    named = {name for font in file.value.fonts for name in (font.file, font.licence_file)}
    faults += _unregistered(project, named)
    if faults:
        raise Unusable(faults)
    return file.value


def _against_files(project: Project, file: TypedFile[Fontbook], at: int) -> Iterator[Finding]:
    font = file.value.fonts[at]
    if font.file in (earlier.file for earlier in file.value.fonts[:at]):
        yield file.fault(("fonts", at, "file"), f"{font.file} 登记了两次", "删掉一条")
        return
    for key, name, what in (("file", font.file, "登记的"), ("licence_file", font.licence_file, "许可文件")):
        try:
            data = project.read(f"{FONTS}/{name}", MAX_FONT)
        except Missing:
            yield file.fault(
                ("fonts", at, key), f"{what} {name} 不在 {FONTS}/ 里", "放回文件，或改成真正的文件名"
            )
        except Refused as err:
            yield file.fault(("fonts", at, key), f"{what} {name} {err}", f"把文件本身放进 {FONTS}/")
        else:
            actual = hashlib.sha256(data).hexdigest()
            if key == "file" and actual != font.sha256:
                yield file.fault(
                    ("fonts", at, "sha256"),
                    f"{FONTS}/{name} 和登记的不是同一个文件",
                    f"确认来源和许可以后，改成 sha256: {actual}",
                )


def _unregistered(project: Project, named: Collection[str]) -> Iterator[Finding]:
    """What of brand/fonts/ is not `named`: a font by its file's name or its first bytes, or no file at all."""
    try:
        for path, entry in project.jail.files(*FONTS.split("/")):
            place = Place("/".join(path))
            if place.path.removeprefix(f"{FONTS}/") in named:
                continue
            if not entry.is_plain:
                words = "这里有一个链接、管道或别的不是文件的东西"
                yield error(CODE, place, words, "换成文件本身，或移走")
            elif _is_font(project, path):
                yield error(
                    CODE, place, "这个字体没有登记", "在 fonts.yml 里写上它的许可和来源，或把文件移走"
                )
    except Missing:  # removed meanwhile
        return
    except Refused as err:
        yield error(CODE, Place(FONTS), f"{FONTS}/：{err}", "换成文件夹本身，里面放字体、许可和 fonts.yml")


def _is_font(project: Project, path: tuple[str, ...]) -> bool:
    by_name = PurePosixPath(path[-1]).suffix.lower() in SUFFIXES
    return by_name or project.jail.start(*path, size=16).startswith(SIGNS)
