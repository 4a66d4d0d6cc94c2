"""What the public site says is for those who read it: no file name, no command, no word of how it is made."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from conftest import ROOT, photo_bytes
from showcase.cli import main

# What only somebody at work on the project can follow.
EDITORS = re.compile(
    r"\b(?:stories|docs|brand|scripts)/|\.(?:yml|yaml|md|svg)\b|\bindex\.md|(?<![\w.])showcase\b|\bmkdocs\b|\.venv"
    r"|\bmake (?:site|check|serve)|\bnginx\b|\bsudo\b|合并请求|稿头|命令行|部署说明|检查规则"
)


def words_of(page):
    """What a visitor reads on it, and what is said to those who listen."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.S)
    spoken = " ".join(re.findall(r'\b(?:alt|aria-label|title|content)="([^"]*)"', page))
    return re.sub(r"<[^>]*>", "", body) + " " + spoken


@pytest.fixture(scope="module")
def empty(make_workshop):
    """The hand-written pages of this project without one story, record or promise."""
    workshop = make_workshop()
    shutil.rmtree(workshop.root / "docs")
    shutil.copytree(ROOT / "docs", workshop.root / "docs", ignore=shutil.ignore_patterns("*.yml"))
    small = photo_bytes((1200, 800))
    for photo in (workshop.root / "docs").rglob("*.[jJ]*[gG]"):
        photo.write_bytes(small)
    main(["--root", str(workshop.root), "build"])
    return workshop.site


def said_to_editors(folder):
    return sorted(
        {
            (page.relative_to(folder).as_posix(), found.group())
            for page in folder.rglob("*.html")
            for found in EDITORS.finditer(words_of(page.read_text("utf-8")))
        }
    )


def test_no_page_of_our_site_speaks_to_editors(built):
    assert said_to_editors(built) == []


def test_what_is_empty_says_something_a_visitor_can_use(empty):
    assert said_to_editors(empty) == []
    lists = (empty / "stories" / "index.html").read_text("utf-8")
    assert "讲给我们听" in lists
    assert 'href="../contribute/index.html"' in lists


def test_neither_search_nor_sitemap_leads_to_what_is_not_for_visitors(built):
    rows = []
    for shard in sorted((built / "search" / "d").glob("*.js")):
        call = shard.read_text("utf-8").strip().rstrip(";")
        rows += [
            part
            for part in json.loads(f"[{call[call.index('(') + 1 : call.rindex(')')]}]")
            if isinstance(part, dict)
        ]
    assert len(rows) > 30
    for row in rows:
        assert not EDITORS.search(" ".join((row["t"], row["s"], row["k"], row["x"]))), row["u"]
    assert not re.search(r"rules/[a-z]{2,4}\d|handbook|deploy", " ".join(row["u"] for row in rows))
    assert not re.search(
        r"/(?:rules/[a-z]{2,4}\d|handbook|deploy)", (built / "sitemap.xml").read_text("utf-8")
    )
