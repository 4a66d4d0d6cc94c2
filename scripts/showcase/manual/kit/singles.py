"""The files of the kit that are asked for most, each for itself, by what they are needed for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.manual.kit import Kit

FOLDER = "assets/kit"
USES = (
    (
        "幻灯片、文档",
        "彩色，透明底，放在白纸和浅色底上",
        ("department-horizontal.png", "emblem-colour-1024.png"),
    ),
    (
        "门牌、展架、海报",
        "矢量，放多大都清楚，交给印刷厂",
        ("department-horizontal.pdf", "emblem-colour.pdf"),
    ),
    ("头像", "方图，四边已经留好空", ("icon-512.png",)),
    ("深颜色上", "反白，放在深色底和照片暗处", ("emblem-reversed-1024.png", "emblem-reversed.svg")),
    ("一种颜色印", "票据、刻字、包装", ("emblem-mono.svg", "emblem-mono.pdf")),
    ("网页、小程序", "矢量，几百个字节", ("emblem-colour.svg", "department-vertical.svg")),
)
_NAMES = {"department": "部徽和部名", "emblem": "部徽", "icon": "图标"}


@dataclass(frozen=True)
class Single:
    path: str  # on the site
    label: str  # 部徽 PNG
    data: bytes


@dataclass(frozen=True)
class Use:
    what: str
    line: str
    files: tuple[Single, ...]


def uses(kit: Kit) -> Iterator[Use]:
    """What the kit has files for; a version that the emblem does not come in is left out."""
    with zipfile.ZipFile(io.BytesIO(kit.data)) as archive:
        found = {name.rpartition("/")[2]: name for name in archive.namelist() if _is_main(name)}
        for what, line, names in USES:
            files = tuple(_single(name, archive.read(found[name])) for name in names if name in found)
            if files:
                yield Use(what, line, files)


def _single(name: str, data: bytes) -> Single:
    stem, _, kind = name.rpartition(".")
    return Single(f"{FOLDER}/{name}", f"{_NAMES[stem.partition('-')[0]]} {kind.upper()}", data)


def _is_main(name: str) -> bool:
    """Whether no other version of the kit bears the same name: lockups in ink and in white do."""
    return "/colour/" in name or "/icons/" in name or "/emblem-" in name
