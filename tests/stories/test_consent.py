"""Nobody's face without consent: what is missing is an error, and its hint is the line that mends it."""

from __future__ import annotations

import json
import re

import pytest

from conftest import photo_bytes
from showcase.cli import main

HEAD = """---
title: 凌晨四点的灯
date: 2026-03-05
department: dining
series: frontline
summary: 一句话说清这个故事。
{more}review: {{first: 申初, second: 申复, final: 申终, date: 2026-03-08}}
{last}---

四点整，灯亮了。

{body}
"""
LAMP = "![面案上方的一盏灯](a.jpg)"
BOTH = f"{LAMP}\n\n![门口的一盏灯](b.jpg)"

# What the author typed for `photos`, and what is shown.
NOTES = {
    "nothing": ("", BOTH),
    "nothing, with a cover": ("cover: a.jpg\n", BOTH),
    "an empty key": ("photos:\n", BOTH),
    "an empty mapping": ("photos: {}\n", BOTH),
    "a credit": ("photos: {a.jpg: {credit: 一食堂}}\n", LAMP),
    "one of two, on one line": ("photos: {a.jpg: {consent: signed}}\n", BOTH),
    "both, on one line": ("photos: {a.jpg: {credit: 一食堂}, b.jpg: {focal: [0.5, 0.4]}}\n", BOTH),
    "an empty note on one line": ("photos: {a.jpg: {}, b.jpg: {credit: '甲, 乙'}}\n", BOTH),
    "a line a photo": ("photos:\n  a.jpg: {credit: 一食堂}\n", BOTH),
    "four spaces": ("photos:\n    a.jpg: {credit: 一食堂, consent: team}\n", BOTH),
    "a comment behind": ("photos:\n  a.jpg: {credit: 一食堂} # 题图\n", LAMP),
    "a comma at the end": ("photos:\n  a.jpg: {credit: 一食堂, }\n", LAMP),
    "an empty note": ("photos:\n  a.jpg:\n  b.jpg: {}\n", BOTH),
    "a line an entry": ("photos:\n  a.jpg:\n    credit: 一食堂\n    focal: [0.5, 0.5]\n", LAMP),
    "several lines in one": ("photos: {a.jpg: {credit: 一食堂},\n  b.jpg: {credit: 二食堂}}\n", BOTH),
    "a quotation with a bracket": ('photos:\n  a.jpg: {credit: "一食堂 } 二食堂"}\n', LAMP),
    "a quoted name": ('photos: {"a.jpg": {credit: 一食堂}}\n', LAMP),
}  # fmt: skip


def stored(workshop, more="", body=LAMP, last="", photos=("a.jpg", "b.jpg")):
    folder = workshop.raw_story(
        "deng",
        HEAD.format(more=more, body=body, last=last).encode(),
        {name: photo_bytes((1700, 1200)) for name in photos},
    )
    return folder / "index.md"


def found(workshop, capsys, code="PHO303"):
    capsys.readouterr()
    main(["--root", str(workshop.root), "check", "--today", "2026-04-01", "--format", "json"])
    return [finding for finding in json.loads(capsys.readouterr().out) if finding["code"] == code]


def apply(file, finding):
    """What an editor does who reads the hint: the line after its last colon, put where it says."""
    where, line = re.fullmatch(r".*?。(.*?(?:加一行|改成))：(.*)", finding["hint"]).groups()
    lines = file.read_text("utf-8").split("\n")
    if where == "在稿头加一行":
        lines.insert(1, line)
    elif where == "在 photos 下面加一行":
        lines.insert(next(n for n, old in enumerate(lines) if old.startswith("photos:")) + 1, line)
    elif where.endswith("下面加一行"):
        lines.insert(finding["line"] - 1, line)
    elif where == "把 photos 改成":
        start = next(n for n, old in enumerate(lines) if old.startswith("photos:"))
        end = next(n for n, old in enumerate(lines[start + 1 :], start + 1) if old[:1].strip())
        lines[start:end] = [line]
    else:
        lines[finding["line"] - 1] = line
    file.write_text("\n".join(lines), "utf-8")


@pytest.mark.parametrize("kind", NOTES)
def test_the_hint_holds_the_line_that_mends_it(workshop, capsys, kind):
    more, body = NOTES[kind]
    file = stored(workshop, more, body)
    before = found(workshop, capsys)
    assert before
    while left := found(workshop, capsys):
        assert len(left) <= len(before)
        apply(file, left[0])
        before = left[1:]
    text = file.read_text("utf-8")
    assert "【待填：" in text or "consent" in more  # what only a person can say is not said for him
    file.write_text(re.sub("【待填：[^】]*】", "signed", text), "utf-8")
    main(["--root", str(workshop.root), "check", "--format", "json"])
    errors = [f for f in json.loads(capsys.readouterr().out) if f["severity"] == "error"]
    assert errors == []
    text = file.read_text("utf-8")
    for kept in re.findall(r"credit: [^},]*|focal: \[[^]]*]|consent: (?:signed|team)|# 题图", more):
        assert kept.rstrip() in text or kept.replace("'", '"') in text


def test_a_face_without_consent_is_published_by_no_build_whatever_is_reviewed(workshop, capsys):
    workshop.raw_story(
        "deng",
        HEAD.format(more="", body="![王师傅正对着镜头笑](a.jpg)", last="").encode(),
        {"a.jpg": photo_bytes((1700, 1200))},
    )
    workshop.story("zaocan")
    for more in ((), ("--official",)):
        assert main(["--root", str(workshop.root), "build", *more]) == 1
        assert not (workshop.site / "stories/2026/deng").exists()
        assert not list(workshop.site.rglob("*deng*"))
    main(["--root", str(workshop.root), "check", "--format", "sheet"])
    sheet = capsys.readouterr().out
    assert "不可合并 · 《凌晨四点的灯》" in sheet
    assert "没有写同意的情况" in sheet


@pytest.mark.parametrize("last", ["sample: true\n", "withdrawn: {date: 2026-03-20, reason: 本人要求}\n"])
def test_samples_and_what_is_withdrawn_need_none(workshop, capsys, last):
    stored(workshop, last=last)
    assert found(workshop, capsys) == []


def test_a_photo_that_is_shown_nowhere_needs_none(workshop, capsys):
    stored(workshop, "photos: {a.jpg: {consent: not-needed}}\n")
    assert found(workshop, capsys) == []


def test_a_fault_elsewhere_in_the_front_matter_hides_nothing(workshop, capsys):
    stored(workshop, "themes: 养猫\npeople: 王师傅\n", BOTH)
    assert [finding["message"][:5] for finding in found(workshop, capsys)] == ["a.jpg", "b.jpg"]


def test_no_allowance_lets_it_pass(workshop, capsys):
    stored(workshop, "allow: [{code: PHO303, reason: 赶着发, until: 2027-01-01}]\n")
    assert found(workshop, capsys)
    assert found(workshop, capsys, "FM007")
