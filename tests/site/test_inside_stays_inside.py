"""What only the internal edition knows is in no file of the public one: page, table, calendar, index, picture, archive.

Every internal name, sum and sentence holds a character that nothing else does, so that a part of it, or an index of its
pairs of characters, would be found too.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from conftest import Workshop, photo_bytes
from showcase.cli import main

PLAN = """plan:
  - key: shown
    title: 给树挂上名牌
    unit: dining
    post: 养护技术员
    person: 王犇
    note: 催过一次，猋
    start: 2026-01-05
    due: 2026-12-31
    budget: zhang-yincang
    evidence: [{rule: inner}, {file: 验收单}]
"""
BUDGET = """budget:
  - key: zhang-yincang
    title: 内部的骉项目
    purpose: facility
    planned: 7.391531万元
    spent: 51843.27元
    items: [{on: 2026-05-01, amount: 51843.27元, words: 内部麤支出}]
    goal: 内部的蟲效果
    result: 内部的鱻结果
    why: 内部的羴理由
  - {key: open, title: 公开的项目, purpose: facility, planned: 1万元, goal: 看得见的效果, public: true}
"""
GROUP = """group:
  - {key: one, post: 副部长, role: deputy, person: 李赑, since: 2026-01-01}
"""
MEETINGS = """meetings:
  - key: first
    start: 2026-03-26 14:37
    place: 内部的磊会议室
    present: [one]
    topics: [内部的淼议题]
    decisions:
      - {text: 内部的焱决定, unit: dining, post: 焱岗, due: 2026-04-30}
      - {text: 夜班台添一盏灯, unit: dining, post: 楼长, due: 2026-04-30, audience: students}
    next: 2026-08-17 09:53
    note: 内部的垚备注
"""
RULES = """rules:
  - key: inner
    title: 内部的晶办法
    number: 晶发1号
    kind: pay
    issued: 2026-01-01
    in_force: 2026-01-01
    line: 内部的晶一句话
    audience: internal
  - {key: open, title: 公开的办法, kind: finance, issued: 2026-01-01, in_force: 2026-01-01, line: 公开的一句话, remark: 内部的毳备注}
"""
REVIEW = "review: {first: 赵喆, second: 钱堃, final: 孙鑫甲, date: 2026-03-06}\n"
PAGES = {
    "plan": "---\ntitle: 计划\n---\n\n<!-- block: plan -->\n\n<!-- block: budget -->\n",
    "group": "---\ntitle: 小组\n---\n\n<!-- block: group -->\n\n<!-- block: meetings -->\n",
    "rules": "---\ntitle: 制度\n---\n\n<!-- block: rules -->\n",
    "inside": "---\ntitle: 只给里面看的嚞页\naudience: internal\n---\n\n这一句只给里面的人看，囍。\n",
    "practice/inner": """---
title: 内部的燚做法
audience: internal
practice: {problem: sore, field: thrift, unit: dining, post: 燚岗, date: 2026-05-20, results: [少了 38 公斤], keywords: [燚, 节约]}
---

## 问题

## 做法

## 结果
""",
}
SECRETS = (*"犇猋骉麤蟲鱻羴赑磊淼焱垚晶毳喆堃嚞囍燚", "王犇", "一次，猋", "李赑", "赵喆", "内部的", "73,915.31", "73915.31", "7.391531", "51,843.27", "51843.27", "14:37", "09:53", "zhang-yincang")  # fmt: skip


def filled(workshop: Workshop) -> Workshop:
    for path, text in PAGES.items():
        folder = workshop.root / "docs" / path
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(text, "utf-8")
    for path, text in (
        ("plan/plan-2026", PLAN), ("plan/budget-2026", BUDGET), ("group/group", GROUP), ("group/meetings", MEETINGS), ("rules/rules", RULES),
    ):  # fmt: skip
        (workshop.root / "docs" / f"{path}.yml").write_text(text, "utf-8")
    photo = photo_bytes(exif=_exif("拍摄人 王犇 猋"))
    workshop.story("one", more=f"cover: a.jpg\n{REVIEW}", photos={"a.jpg": photo})
    return workshop


def _exif(words: str) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = words.encode().decode("latin-1")
    exif[0x9C9B] = words.encode("utf-16-le")
    return exif.tobytes()


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from opened(path.relative_to(folder).as_posix(), path.read_bytes())


def opened(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The file, and what is packed in it."""
    yield name, data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from opened(f"{name}!{inner}", archive.read(inner))


def forms(secret: str) -> tuple[bytes, ...]:
    """As text, in the two byte orders of a picture's metadata, and as JSON or HTML would write it for ASCII."""
    escaped = "".join(f"\\u{ord(c):04x}" for c in secret)
    entities = "".join(f"&#{ord(c)};" for c in secret)
    own = (
        secret.encode(),
        secret.encode("utf-16-le"),
        secret.encode("utf-16-be"),
        escaped.encode(),
        entities.encode(),
    )
    return (
        own if len(secret) > 1 else (own[0], own[3], own[4])
    )  # two bytes alone stand in many a picture by chance


def is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def holding(found: Iterable[tuple[str, bytes]], secret: str) -> list[str]:
    """Where `secret` stands. Three bytes alone stand in many a picture by chance: a single character is looked for in texts."""
    looked = ((name, data) for name, data in found if len(secret) > 1 or is_text(data))
    return [name for name, data in looked if secret in name or any(form in data for form in forms(secret))]


@pytest.fixture(scope="module")
def editions(make_workshop):
    workshop = filled(make_workshop())
    arguments = ["--root", str(workshop.root)]
    day = ["--today", "2026-06-01"]
    assert main([*arguments, "build", *day]) == 0
    assert main([*arguments, "build", "--edition", "internal", *day]) == 0
    archive = workshop.root.parent / "handover.zip"
    assert main([*arguments, "pack", "--out", str(archive), *day]) == 0
    public = [*files(workshop.site), *opened("handover.zip", archive.read_bytes())]
    return public, list(files(workshop.root / "site-internal"))


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_internal_is_in_any_file_of_the_public_edition(editions, secret):
    public, _ = editions
    assert holding(iter(public), secret) == []


@pytest.mark.parametrize(
    "secret", [s for s in SECRETS if s not in ("7.391531", "73915.31", "51843.27", "zhang-yincang")]
)
def test_the_internal_edition_holds_each_of_them(editions, secret):
    """So that the search above would have found it."""
    _, internal = editions
    assert holding(iter(internal), secret)


def test_the_search_looks_into_archives_and_every_kind_of_file(editions):
    public, _ = editions
    names = {name for name, _ in public}
    assert {
        "plan/plan-2026.csv",
        "plan/budget.csv",
        "rules/rules.csv",
        "group/group.csv",
        "search/index.js",
    } <= names
    assert any(name.startswith("handover.zip!") and name.endswith("plan/index.html") for name in names)
    assert any(name.endswith(".jpg") for name in names)
    assert holding(iter(public), "夜班台添一盏灯")
    assert holding(iter(public), "公开的项目")
