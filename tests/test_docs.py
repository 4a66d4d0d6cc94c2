import json

import pytest

from conftest import photo_bytes

PAGE = """---
title: 一页
description: 说明。
{more}---

{body}
"""


@pytest.fixture
def page(workshop):
    def write(body, more="", photos=None):
        folder = workshop.root / "docs" / "page"
        folder.mkdir(exist_ok=True)
        (folder / "index.md").write_text(PAGE.format(more=more, body=body), "utf-8")
        for name, data in (photos or {}).items():
            (folder / name).write_bytes(data)
        result = workshop.run("build")
        address = workshop.site / "page" / "index.html"
        return result, address.read_text("utf-8") if address.exists() else ""

    return write


def test_a_photo_becomes_a_figure_and_its_source_stays_unpublished(page, workshop):
    result, html = page('![一张渐变](p.jpg "图注")', photos={"p.jpg": photo_bytes()})
    assert result.code == 0, result.err
    assert "<picture>" in html
    assert "图注" in html
    assert not list(workshop.site.rglob("p.jpg"))


def test_blocks_are_filled_outside_code_only(page, workshop):
    workshop.story("one", title="第一个故事啊")
    result, html = page(
        "```\n<!-- block: stories -->\n```\n\n<!-- block: stories department=dining limit=1 -->"
    )
    assert result.code == 0, result.err
    assert "&lt;!-- block: stories --&gt;" in html
    assert html.replace("<wbr>", "").count("第一个故事啊") == 1


@pytest.mark.parametrize(
    ("block", "word"),
    [
        ("<!-- block: nothing -->", "没有“nothing”"),
        ("<!-- block: stories department=integrity -->", "没有“integrity”这个部门"),
        ("<!-- block: stories limit=1000 -->", "limit"),
        ("<!-- block: motto department=dining -->", "没有 department"),
        ("<!-- block: stories; department -->", "认不出来"),
        ("<!-- block: invitation page=nowhere -->", "没有 docs/nowhere"),
    ],
)
def test_a_block_that_cannot_be_filled_is_named_and_the_page_stands(page, block, word):
    result, html = page(f"前文。\n\n{block}\n\n后文。")
    assert result.code == 1
    assert word in result.err
    assert "docs/page/index.md:8" in result.err
    assert "后文" in html


def test_a_link_that_leads_nowhere_becomes_text(page):
    result, html = page("看[这里](../nowhere/index.md)和[首页](../index.md)。")
    assert "LNK001" in result.err
    assert "看这里和<a" in html


def test_a_missing_photo_and_one_without_alt_text_are_named(page):
    assert "PHO002" in page("![字](none.jpg)")[0].err
    assert "PHO001" in page("![](p.jpg)", photos={"p.jpg": photo_bytes()})[0].err


def test_a_page_that_is_no_index_is_refused_with_its_right_place(workshop):
    (workshop.root / "docs" / "about.md").write_text("# x", "utf-8")
    result = workshop.run("build")
    assert result.code == 2
    assert "docs/about/index.md" in result.err


def test_every_block_named_in_the_readme_exists():
    from conftest import ROOT
    from showcase.blocks import BLOCKS

    told = (ROOT / "README.md").read_text("utf-8").split("\nBlocks:")[1].split("\n\n")[0]
    assert all(f"`{name}" in told for name in BLOCKS)


def test_a_page_is_read_like_a_manuscript_and_stays_on_the_site(workshop):
    page = workshop.root / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n值班手机 13912345678,随时打。\n", "utf-8")
    result = workshop.run("check", "--format", "json")
    found = {
        (f["code"], f["severity"], f["line"]) for f in json.loads(result.out) if f["path"] == "docs/index.md"
    }
    line = page.read_text("utf-8").split("\n").index("值班手机 13912345678,随时打。") + 1
    assert {("PII001", "warning", line), ("TXT001", "warning", line)} <= found
    assert result.code == 0
    assert "13912345678" not in result.out
