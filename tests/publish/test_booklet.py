"""The booklets of new colleagues: what is bound, links that stay inside, and a PDF one can turn the pages of."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

from conftest import CHROMIUM
from showcase.cli import main
from showcase.pages.page import Meta, Page
from showcase.publish.booklet import chapter_pages
from showcase.publish.pdf_words import plain_table
from showcase.site.booklet import rebound

START = "---\ntitle: 新同事\nsection: start\n---\n\n<!-- block: paths -->\n"
SAFETY = "---\ntitle: 安全\nsection: start\n---\n\n## 火\n\n打 119。看[电](#电)，再看[首页](../../index.md)。\n\n## 电\n\n先断电，再救人。\n"
PATHS = """paths:
  - key: common
    name: 人人
    line: 都走这一段
    steps:
      - {key: fire, title: 着火, day: 1, page: start/safety#火, why: 来不及找}
  - key: cooks
    name: 餐饮
    department: dining
    line: 一碗热饭
    steps:
      - {key: oil, title: 油锅, day: 2, why: 油会飞起来, show: {do: 盖上锅盖, whom: 班长, minutes: 5}}
"""
QUESTIONS = """questions:
  - {key: q, path: common, kind: single, ask: 先做什么呢？, right: [断电], wrong: [拉他], why: 不然两个人, page: start/safety#电, quote: 先断电，再救人}
"""


@pytest.fixture(scope="module")
def small(make_workshop):
    workshop = make_workshop()
    for name, text in {
        "index.md": START,
        "safety/index.md": SAFETY,
        "paths.yml": PATHS,
        "questions.yml": QUESTIONS,
    }.items():
        file = workshop.root / "docs/start" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return workshop


def test_links_lead_inside_or_nowhere_and_ids_are_the_chapters_own():
    body = (
        '<h2 id="h-a">甲</h2><a href="#h-a">a</a><a href="../b/index.html#h-x">b</a><a href="../c/index.html">c</a>'
        '<a href="tel:119">119</a><picture><source srcset="x 1x"><img src="../../assets/p.jpg" srcset="y 2x" loading="lazy"></picture>'
    )
    page, files = Page("start/a/index.md", Meta("甲", "", "manual"), body), {}
    made = rebound(page, {"start/a/index.html": "c1", "start/b/index.html": "c2"}, files)
    assert made == (
        '<h2 id="c1-h-a">甲</h2><a href="#c1-h-a">a</a><a href="#c2-h-x">b</a><a>c</a>'
        '<a href="tel:119">119</a><picture><img src="assets/p.jpg"></picture>'
    )
    assert list(files) == ["assets/p.jpg"]


def test_without_chromium_there_is_html_that_stands_alone(small, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["--root", str(small.root), "booklet"]) == 0
    folder = small.root / "booklet"
    assert sorted(p.name for p in folder.iterdir()) == ["assets", "common.html", "dining.html", "quanbu.html"]
    assert "没有找到 Chromium" in capsys.readouterr().err
    html = (folder / "dining.html").read_text("utf-8")
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    assert len(ids) == len(re.findall(r'\bid="', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids
    for path in re.findall(r'(?:src|href)="(assets/[^"]+)"', html):
        assert (folder / path).is_file(), path
    assert main(["--root", str(small.root), "booklet", "nobody"]) == 2
    assert "可以写 dining、common、quanbu" in capsys.readouterr().err


def test_a_radical_is_copied_as_the_character_it_looks_like():
    table = b"1 beginbfchar\n<2F08> <2F08>\n<0002> <4E00>\nendbfchar\n1 beginbfrange\n<0001> <0002> <2ED3>\n<0003> <0004> <4E00>\nendbfrange\n"
    assert plain_table(table) == (
        b"1 beginbfchar\n<2F08> <4EBA>\n<0002> <4E00>\nendbfchar\n"
        b"1 beginbfrange\n<0001> <0002> [<957F> <95E8>]\n<0003> <0004> <4E00>\nendbfrange\n"
    )


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="没有 Chromium")
def test_the_pdf_has_pages_bookmarks_tags_and_its_own_fonts(small, tmp_path):
    out = tmp_path / "made"
    assert main(["--root", str(small.root), "booklet", "dining", "--out", str(out)]) == 0
    reader = PdfReader(out / "dining.pdf")
    names = [item.title for item in reader.outline if not isinstance(item, list)]
    assert names == ["新同事手册", "目录", "餐饮", "安全", "餐饮：自测", "餐饮：签字单"]
    assert chapter_pages(out / "dining.pdf") == (1, 2, 3, 4, 5, 6)
    assert len(reader.pages) == 6
    contents = reader.pages[1].extract_text()
    assert [int(n) for n in re.findall(r"(\d+)$", contents, re.MULTILINE)] == [2, 3, 4, 5, 6]  # its own first
    assert "先断电，再救人。" in reader.pages[3].extract_text().replace("\n", "")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.metadata.title == "新同事手册：餐饮服务中心"
    fonts = [
        font.get_object() for page in reader.pages for font in page["/Resources"].get("/Font", {}).values()
    ]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        kept = inner["/FontDescriptor"].get_object() if "/FontDescriptor" in inner else {}
        assert font["/Subtype"] == "/Type3" or any(
            name in kept for name in ("/FontFile2", "/FontFile3", "/FontFile")
        ), font
