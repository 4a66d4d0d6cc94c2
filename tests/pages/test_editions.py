"""The public site holds nothing of what is internal; the internal edition holds both, in a folder of its own."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile

import pytest

from conftest import CULTURE, photo_bytes
from showcase.cli import main
from showcase.pages.editions import MARK

REVIEWERS = ("初审甲乙", "复审丙丁", "终审戊己")
INTERNAL = {
    "title": "夜间备勤排班",
    "description": "谁在哪一夜守着锅炉房。",
    "kicker": "只给值班的人",
    "line": "铁皮柜第三格",
    "caption": "备勤室墙上的钥匙板",
    "alt": "一块挂满编号钥匙的木板",
    "credit": "备勤组自拍",
    "sentence": "锅炉房的备用钥匙挂在铁皮柜里。",
    "path": "duty/roster",
}
PAGE = """---
title: {title}
description: {description}
kicker: {kicker}
line: {line}
layout: culture
department: dining
cover: key.jpg
cover_alt: {alt}
photos:
  key.jpg: {{credit: {credit}}}
audience: {audience}
---

## {sentence}

![{alt}](key.jpg "{caption}")

<!-- block: stories department=dining -->

[首页](../../index.md)
"""
HANDBOOK = "---\ntitle: 怎样重启生成机\naudience: handbook\n---\n\n拔掉电源，数到三十秒再插上。\n"
REVIEW = "review: {{first: {}, second: {}, final: {}, date: 2026-03-08}}\n".format(*REVIEWERS)


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def holds(found, words):
    """The files in whose name or bytes `words` stand: as text, as JSON writes it, or with places to break in it."""
    spellings = {words, words.encode("unicode_escape").decode(), json.dumps(words)[1:-1]}
    wanted = [spelling.encode(code) for spelling in spellings for code in ("utf-8", "utf-16-be")]
    return [
        path
        for path, data in found.items()
        if any(w in part for w in wanted for part in (path.encode(), data, re.sub(rb"<[^<>]*>", b"", data)))
    ]


@pytest.fixture(scope="module")
def editions(make_workshop):
    workshop = make_workshop()
    docs = workshop.root / "docs"
    for name, text in {
        INTERNAL["path"]: PAGE.format(**INTERNAL, audience="internal"),
        "handbook/restart": HANDBOOK,
        "open": "---\ntitle: 公开的一页\n---\n\n看[排班](../duty/roster/index.md)和[重启](../handbook/restart/index.md)。\n",
    }.items():
        (docs / name).mkdir(parents=True)
        (docs / name / "index.md").write_text(text, "utf-8")
    (docs / INTERNAL["path"] / "key.jpg").write_bytes(photo_bytes((1801, 1203)))
    workshop.story(
        "one",
        more="cover: a.jpg\n" + REVIEW,
        body="看[排班](../../../duty/roster/index.md)。",
        photos={"a.jpg": photo_bytes((1000, 700))},
    )
    (workshop.root / "mkdocs.yml").write_text(
        (workshop.root / "mkdocs.yml").read_text("utf-8").replace("houqin.example", "www.houqin.cn"), "utf-8"
    )
    said = {}
    for edition in ("public", "internal"):
        report = str(workshop.root / f"{edition}.json")
        said[edition] = workshop.run("build", "--edition", edition, "--report", report)
        assert said[edition].code == 0, said[edition].err
    return workshop, said, files(workshop.site), files(workshop.root / "site-internal")


@pytest.mark.parametrize("words", [*INTERNAL.values(), *REVIEWERS], ids=str)
def test_no_file_of_the_public_site_holds_an_internal_text_and_the_internal_one_does(editions, words):
    _, _, public, internal = editions
    assert holds(public, words) == []
    assert holds(internal, words)


def test_no_picture_of_an_internal_page_is_public(editions):
    _, _, public, internal = editions
    digests = {hashlib.sha256(data).digest() for data in public.values()}
    only = [path for path in internal if path not in public and path.endswith((".avif", ".jpg"))]
    assert len(only) > 5
    assert [path for path in only if hashlib.sha256(internal[path]).digest() in digests] == []


def test_a_handbook_page_stands_in_neither_edition(editions):
    _, _, public, internal = editions
    for words in ("怎样重启生成机", "数到三十秒", "handbook/"):
        assert holds(public, words) == holds(internal, words) == []


def test_the_hand_over_archive_holds_the_public_edition_alone(editions, tmp_path):
    workshop = editions[0]
    archive = tmp_path / "pack.zip"
    assert main(["--root", str(workshop.root), "pack", "--out", str(archive)]) == 0
    with zipfile.ZipFile(archive) as opened:
        found = {name: opened.read(name) for name in opened.namelist()}
    assert {name.removeprefix("site/") for name in found} >= set(editions[2])
    for words in (*INTERNAL.values(), *REVIEWERS, MARK):
        assert holds(found, words) == [], words


def test_a_link_from_a_public_page_to_what_is_not_public_is_named_with_its_cause_and_becomes_text(editions):
    workshop, said, public, _ = editions
    page = public["open/index.html"].decode()
    assert "看排班和重启。" in page
    heard = said["public"].err
    assert "../duty/roster/index.md 通向的页只在内部版里" in heard
    assert "../handbook/restart/index.md 通向的页在编辑手册里" in heard
    assert "../../../duty/roster/index.md 通向的页只在内部版里" in heard
    assert "删掉它稿头里的 audience: internal" in heard
    found = json.loads((workshop.root / "public.json").read_text("utf-8"))["findings"]
    assert [(f["path"], f["line"]) for f in found if f["code"] == "LNK001"] == [
        ("docs/open/index.md", 5),
        ("docs/open/index.md", 5),
        ("stories/2026/one/index.md", 14),
    ]
    assert "../duty/roster/index.html" in editions[3]["open/index.html"].decode()


def test_the_internal_edition_asks_no_search_engine_in_and_says_what_it_is(editions):
    _, _, public, internal = editions
    assert "sitemap.xml" in public
    assert "sitemap.xml" not in internal
    assert MARK in internal
    for path, data in internal.items():
        if path.endswith("/index.html"):
            assert b'<meta name="robots" content="noindex">' in data, path
            assert "内部版".encode() in data, path
    assert "内部版".encode() not in public["index.html"]


@pytest.mark.parametrize(
    ("edition", "folder"),
    [("internal", "site"), ("internal", "."), ("public", "site-internal")],
)
def test_one_edition_is_never_written_over_the_other(editions, edition, folder, capsys):
    workshop = editions[0]
    target = workshop.root / folder
    before = files(workshop.site)
    arguments = ["--root", str(workshop.root), "build", "--edition", edition, "--site-dir", str(target)]
    assert main(arguments) == 2
    assert files(workshop.site) == before


def test_the_internal_edition_does_not_take_the_public_place_before_there_is_a_site(workshop, capsys):
    arguments = ["--root", str(workshop.root), "build", "--edition", "internal"]
    assert main([*arguments, "--site-dir", str(workshop.site)]) == 2
    assert "--site-dir site-internal" in capsys.readouterr().err
    assert not workshop.site.exists()


def test_an_office_may_show_its_reviewers_to_everyone(make_workshop):
    workshop = make_workshop()
    workshop.story("one", more=REVIEW)
    file = workshop.root / "brand" / "organisation.yml"
    file.write_text(file.read_text("utf-8") + "\nshow_reviewers: true\n", "utf-8")
    assert main(["--root", str(workshop.root), "build"]) == 0
    page = workshop.page("stories/2026/one/index.html")
    assert all(name in page for name in REVIEWERS)


def test_the_words_of_every_page_are_checked_whoever_reads_it(workshop):
    folder = workshop.root / "docs" / "duty"
    folder.mkdir()
    (folder / "index.md").write_text(
        "---\ntitle: 排班\naudience: internal\n---\n\n手机 13912345678。\n", "utf-8"
    )
    found = json.loads(workshop.run("check", "--format", "json").out)
    assert ("PII001", "docs/duty/index.md", 6) in {(f["code"], f["path"], f["line"]) for f in found}


def test_a_culture_page_is_public_unless_it_says_otherwise(workshop):
    page = workshop.root / "docs" / "culture" / "dining" / "index.md"
    page.write_text(CULTURE.replace("line: ", "audience: nobody\nline: "), "utf-8")
    result = workshop.run("build")
    assert result.code == 1
    assert "public、internal 或 handbook" in result.err
    assert not (workshop.site / "culture" / "dining").exists()
