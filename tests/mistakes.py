"""Mistakes as people make them in a front matter, and what is found in a story that has one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import pytest

from conftest import photo_bytes
from first_owner import house
from showcase.markup import render
from showcase.markup.body import Body
from showcase.project.finding import Finding
from showcase.project.jail import Jail
from showcase.stories import rules
from showcase.stories.drafts import read_draft
from showcase.stories.rules.passages import passages
from showcase.stories.rules.rule import Subject
from showcase.typed.meant import BLANK

GOOD = {
    "title": "title: 凌晨四点的灯",
    "date": "date: 2026-03-05",
    "department": "department: dining",
    "series": "series: frontline",
    "summary": "summary: 一句话说清这个故事。",
}
PHOTOS = ("deng.jpg", "mian zhen.jpg")


@dataclass(frozen=True)
class Mistake:
    key: str  # of the entry it stands for; "" for one more
    typed: str
    right: str  # the line of the hint
    fixed: bool = False  # whether --fix writes it


def wrong(key, typed, right, fixed=False):
    return pytest.param(Mistake(key, typed, right, fixed), id=typed.replace("\n", "⏎")[:40])


FIXED = True
MISTAKES = [
    # a sign of the wrong width, or none
    wrong("title", "title：凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("title", "title:凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("title", "title ： 凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("title", "title 凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("title", "title=凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("title", "标题：凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("title", "Title: 凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("title", "titel: 凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("title", "　title: 凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("title", "\ttitle: 凌晨四点的灯", "title: 凌晨四点的灯", FIXED),
    wrong("summary", "summary：早班：四点到岗。", "summary: 早班：四点到岗。", FIXED),
    wrong("summary", "summary: 早班: 四点到岗。", "summary: 早班：四点到岗。", FIXED),
    # quotation marks
    wrong("title", 'title: "节约"的一天', "title: “节约”的一天", FIXED),
    wrong("title", 'title: "凌晨四点的灯', "title: 凌晨四点的灯", FIXED),
    wrong("title", 'title: "凌晨四点的灯”', "title: 凌晨四点的灯", FIXED),
    wrong("title", "title: '凌晨'四点的灯", "title: ‘凌晨’四点的灯", FIXED),
    wrong("title", "title: [通知]食堂开饭了", 'title: "[通知]食堂开饭了"', FIXED),
    wrong("title", "title: @所有早起的人", 'title: "@所有早起的人"', FIXED),
    wrong("title", "title: *早班*的灯", 'title: "*早班*的灯"', FIXED),
    # too short, too long, empty, not there
    wrong("title", "title: 灯", f"title: 灯{BLANK}：再写几个字】"),
    wrong("title", f"title: {'凌晨四点，灯亮了。' * 4}", "title: 凌晨四点，灯亮了。凌晨四点，灯亮了。凌晨四点，灯亮了。"),
    wrong("summary", "summary:", f"summary: {BLANK}：提要】"),
    wrong("summary", "summary: ~", f"summary: {BLANK}：提要】"),
    wrong("summary", f"summary: {'四点整，灯亮了。' * 20}", f"summary: {'四点整，灯亮了。' * 15}"),
    wrong("series", "", f"series: {BLANK}：栏目】"),
    wrong("title", "title: 有<b>的题目", "title: 有〈b〉的题目"),
    wrong("title", 'title: "凌晨四点\\n的灯"', "title: 凌晨四点的灯"),
    # days
    wrong("date", "date: 2026/3/5", "date: 2026-03-05", FIXED),
    wrong("date", "date: 2026.3.5", "date: 2026-03-05", FIXED),
    wrong("date", "date: 2026年3月5日", "date: 2026-03-05", FIXED),
    wrong("date", "date: ２０２６-０３-０５", "date: 2026-03-05", FIXED),
    wrong("date", "date: 2026-3-5", "date: 2026-03-05", FIXED),
    wrong("date", "date: 20260305", "date: 2026-03-05", FIXED),
    wrong("date", "date: 二〇二六年三月五日", "date: 2026-03-05", FIXED),
    wrong("date", "date: 2026-03-05（周四）", "date: 2026-03-05", FIXED),
    wrong("date", "date：2026年3月5日", "date: 2026-03-05", FIXED),
    wrong("date", "date: 2026-02-30", "date: 2026-02-28"),
    wrong("date", "date: 3月5日", f"date: {BLANK}：哪一年】-03-05"),
    wrong("date", "date: 三月初", f"date: {BLANK}：2026-03-05 的样子】"),
    wrong("date", "date: 2025-03-05", "date: 2026-03-05"),
    # what the house knows by another name
    wrong("department", "department: 餐饮", "department: dining", FIXED),
    wrong("department", "department: 餐饮服务中心", "department: dining", FIXED),
    wrong("department", "department: Dining", "department: dining", FIXED),
    wrong("department", "部门：餐饮", "department: dining", FIXED),
    wrong("department", "department: dinning", "department: dining"),
    wrong("department", "department: 一食堂", f"department: {BLANK}：部门】"),
    wrong("series", "series: 一线故事", "series: frontline", FIXED),
    wrong("series", "series: 故事", "series: frontline"),
    wrong("", "themes: 育人、节约", "themes: [育人, 节约]", FIXED),
    wrong("", "themes: 育人 节约", "themes: [育人, 节约]", FIXED),
    wrong("", "themes: [育人，节约]", "themes: [育人, 节约]", FIXED),
    wrong("", "themes:［育人，节约］", "themes: [育人, 节约]", FIXED),
    wrong("", "themes: [“育人”, 节约]", "themes: [育人, 节约]", FIXED),
    wrong("", "themes: [育人, 天气]", f"themes: [育人, {BLANK}：主题】]"),
    wrong("", "themes: [育人, 节约", "themes: [育人, 节约]", FIXED),
    # brackets and what stands between them
    wrong("", "photos:\n  deng.jpg: ｛consent：not-needed｝", "  deng.jpg: {consent: not-needed}", FIXED),
    wrong("", "photos:\n  deng.jpg：{consent: not-needed}", "  deng.jpg: {consent: not-needed}", FIXED),
    wrong("", "photos:\ndeng.jpg: {consent: not-needed}", "  deng.jpg: {consent: not-needed}", FIXED),
    wrong("", "photos:\n　　deng.jpg: {consent: not-needed}", "    deng.jpg: {consent: not-needed}", FIXED),
    wrong("", "photos:\n\tdeng.jpg: {consent: not-needed}", "  deng.jpg: {consent: not-needed}", FIXED),
    wrong("", "photos:\n  - deng.jpg: {consent: team}", "  deng.jpg: {consent: team}", FIXED),
    wrong("", "photos:\n  deng.jpg: {focal: [0.5，0.4]，consent: team}", "  deng.jpg: {focal: [0.5, 0.4], consent: team}", FIXED),
    wrong("", "photos:\n  deng.jpg: {consent: team", "  deng.jpg: {consent: team}", FIXED),
    wrong("", "photos:\n  deng.jpg: consent: team", "  deng.jpg: {consent: team}", FIXED),
    wrong("", "photos:\n  deng.jpg: {consent: Team}", "  deng.jpg: {consent: team}", FIXED),
    wrong("", "photos:\n  deng.jpg: {consent: 已签}", "  deng.jpg: {consent: signed}"),
    wrong("", "photos:\n  deng.jpg: 已签", "  deng.jpg: {consent: signed}"),
    wrong("", "photos:\n  deng.jpg: {consent: 同意}", f"  deng.jpg: {{consent: {BLANK}：signed、team 或 not-needed】}}"),
    wrong("", "photos:\n  deng.jpg: {focal: [62%, 40%]}", "  deng.jpg: {focal: [0.62, 0.4]}", FIXED),
    wrong("", "photos:\n  deng.jpg: {focal: [62, 40]}", "  deng.jpg: {focal: [0.62, 0.4]}"),
    wrong("", "photos:\n  deng.jpg: {focal: 居中}", "  deng.jpg: {focal: [0.5, 0.5]}"),
    wrong("", "photos: deng.jpg", f"photos: {{deng.jpg: {{consent: {BLANK}：signed、team 或 not-needed】}}}}"),
    wrong("", "people: 王师傅", f"people: [{{name: 王师傅, role: {BLANK}：岗位】, consent: {BLANK}：signed、team 或 not-needed】}}]"),
    wrong("", "people:\n  - {name: 早餐班组, role: 一食堂}", f"  - {{name: 早餐班组, role: 一食堂, consent: {BLANK}：signed、team 或 not-needed】}}"),
    wrong("", "people:\n  -{name: 早餐班组, role: 一食堂, consent: team}", "  - {name: 早餐班组, role: 一食堂, consent: team}", FIXED),
    wrong("", "people: {name: 早餐班组, role: 一食堂, consent: team}", "people: [{name: 早餐班组, role: 一食堂, consent: team}]", FIXED),
    wrong("", "people: ［｛名字：早餐班组，岗位：一食堂，同意：team｝］", "people: [{name: 早餐班组, role: 一食堂, consent: team}]", FIXED),
    wrong("", "credits: 张三", "credits: {text: 张三}"),
    wrong("", "credits: ｛text：一食堂，photo：一食堂｝", "credits: {text: 一食堂, photo: 一食堂}", FIXED),
    wrong("", "review: {first: 申初，second: 申复}", "review: {first: 申初, second: 申复}", FIXED),
    wrong("", "withdrawn: 2026-04-01", f"withdrawn: {{date: 2026-04-01, reason: {BLANK}：原因】}}"),
    wrong("", "sample: 是", "sample: true", FIXED),
    wrong("", "sample: Yes", "sample: true", FIXED),
    wrong("", "publish: 2026年4月1日", "publish: 2026-04-01", FIXED),
    # photos by another name
    wrong("", "cover: DENG.jpg", "cover: deng.jpg", FIXED),
    wrong("", "cover: deng.jpeg", "cover: deng.jpg", FIXED),
    wrong("", "cover: ./deng.jpg", "cover: deng.jpg", FIXED),
    wrong("", "cover: “deng.jpg”", "cover: deng.jpg", FIXED),
    wrong("", "cover: 照片/deng.jpg", "cover: deng.jpg"),
    wrong("", "cover: mianzhen.jpg", "cover: mian zhen.jpg", FIXED),
    wrong("", "cover: dengg.jpg", "cover: deng.jpg"),
    wrong("", "photos: {Deng.JPG: {credit: 一食堂}}", "photos: {deng.jpg: {credit: 一食堂}}", FIXED),
]  # fmt: skip


def index(mistake, body="四点整，灯亮了。"):
    rows = {**GOOD, **({mistake.key: mistake.typed} if mistake.key else {})}
    front = "\n".join([row for row in rows.values() if row] + ([] if mistake.key else [mistake.typed]))
    return f"---\n{front}\n---\n\n{body}\n"


def found_in(root, text):
    folder = root / "stories" / "2026" / "a"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text(text, "utf-8")
    for name in PHOTOS:
        if not (folder / name).exists():
            (folder / name).write_bytes(photo_bytes((40, 30)))
    draft = read_draft(Jail(root), "2026", "a")
    body = render(draft.text)[0] if draft.text.strip() else Body()
    organisation, motto = house()
    subject = Subject(draft, body, passages(draft), organisation, motto, dt.date(2026, 4, 1))
    return draft, [*draft.findings, *rules.check(subject)]


def front_faults(findings: list[Finding]) -> list[Finding]:
    return [f for f in findings if f.code in ("FM001", "FM002", "FM005", "FM006", "PHO002", "PHO005")]


def applied(text: str, finding: Finding) -> str:
    """`text` with the hint taken at its word."""
    lines = text.split("\n")
    how, _, line = finding.hint.partition("：")
    line = re.sub(r"（日期没错的话.*）$", "", line)
    if how == "改成":
        lines[finding.place.line - 1] = line
    elif how == "加一行":
        lines.insert(finding.place.line - 1, line)
    else:
        assert how == "删掉这一行", finding.hint
        del lines[finding.place.line - 1]
    return "\n".join(lines)
