"""Practices: what a page has to say, where it is listed, how it is cited; a bad one harms no other."""

from __future__ import annotations

import json

import pytest

from conftest import Workshop
from showcase.cli import main

PAGE = """---
title: {title}
description: 一句话说清。
practice:
  problem: sore
  field: thrift
  unit: dining
  post: 一食堂经理
  date: 2026-05-20
  results: [每餐从 30 份到 128 份]
  keywords: [节约, 半份菜]
---

## 问题

没人点。

## 做法

换了勺。

## 结果

点的人多了。
"""
INDEX = "---\ntitle: 做法\n---\n\n<!-- block: practices -->\n"


def write(workshop: Workshop, slug: str, text: str) -> None:
    folder = workshop.root / "docs" / "practice" / slug
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def several(make_workshop):
    """Good ones and bad ones together; the findings of a check."""
    workshop = make_workshop()
    write(workshop, "good", PAGE.format(title="半份菜"))
    write(
        workshop,
        "named",
        PAGE.format(title="按中文名写")
        .replace("field: thrift", "field: 安全")
        .replace("unit: dining", "unit: 综合办公室"),
    )
    write(workshop, "nofield", PAGE.format(title="没有这个领域").replace("field: thrift", "field: thirft"))
    write(workshop, "nounit", PAGE.format(title="没有这个单位").replace("unit: dining", "unit: kitchen"))
    write(
        workshop, "vague", PAGE.format(title="没有数的结果").replace("每餐从 30 份到 128 份", "师生普遍满意")
    )
    write(workshop, "short", PAGE.format(title="缺一段").replace("## 结果\n", "## 后来\n"))
    write(workshop, "wrong", PAGE.format(title="写错一个键").replace("problem: sore", "problem: 痛点"))
    write(
        workshop,
        "hostile",
        PAGE.format(title="带标签").replace("post: 一食堂经理", "post: <img src=x onerror=alert(1)>"),
    )
    (workshop.root / "docs" / "practice" / "index.md").write_text(INDEX, "utf-8")
    assert main(["--root", str(workshop.root), "build", "--today", "2026-06-01"]) == 1
    return workshop


def test_a_bad_practice_is_left_out_and_the_others_stand(several, capsys):
    assert main(["--root", str(several.root), "check", "--today", "2026-06-01", "--format", "json"]) == 1
    found = {
        (f["path"].split("/")[2], f["code"], f["severity"])
        for f in json.loads(capsys.readouterr().out)
        if "practice" in f["path"]
    }
    assert found == {
        ("nofield", "PRA001", "error"), ("nounit", "PRA001", "error"), ("vague", "DOC001", "error"), ("short", "PRA002", "warning"),
        ("wrong", "DOC001", "error"), ("hostile", "DOC001", "error"),
    }  # fmt: skip
    folders = {path.parent.name for path in (several.site / "practice").glob("*/index.html")}
    assert folders == {"good", "named", "short"}


def test_the_index_lists_them_by_field_with_what_came_of_them(several):
    page = several.words("practice/index.html")
    thrift, safety = page.index('id="field-thrift"'), page.index('id="field-safety"')
    assert thrift < page.index("半份菜</a>")
    assert safety < page.index("按中文名写</a>")
    assert "每餐从 30 份到 128 份" in page
    assert "综合办公室 · 一食堂经理" in page
    assert "onerror" not in page


def test_a_practice_can_be_cited(several):
    page = several.words("practice/good/index.html")
    assert "兰州大学后勤保障部餐饮服务中心. 半份菜[R]. 兰州大学后勤保障部, 2026." in page
    assert (several.site / "practice/good/good.bib").read_text("utf-8").startswith("@techreport{good2026,\n")
    assert (several.site / "practice/good/good.ris").read_bytes().startswith(b"TY  - RPRT\r\n")
    assert 'href="good.bib"' in page
