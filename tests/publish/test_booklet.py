"""The booklets of new colleagues: what is bound, links that stay inside, and a PDF one can turn the pages of."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

from conftest import CHROMIUM
from showcase.cli import main
from showcase.pages.page import Meta, Page
from showcase.publish.pdf_words import plain_table
from showcase.site.booklet import excerpt, rebound

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
  - key: stove
    name: 灶间
    department: dining
    posts: [灶间]
    line: 先认火再动手
    steps:
      - {key: fat, title: 热油, day: 3, why: 油会飞起来, page: culture/kitchens#锅}
"""
CULTURE = "---\ntitle: 灶间文化\nsection: culture\n---\n\n## 碗\n\n洗三遍。\n\n## 锅\n\n擦干再收。\n\n[看全部](../../index.md)\n\n## 盆\n\n倒扣。\n"
CONTACTS = """contacts:
  - {key: a, group: emergency, what: 着火, whom: 消防队, number: "119"}
"""
QUESTIONS = """questions:
  - {key: q, path: common, kind: single, ask: 先做什么呢？, right: [断电], wrong: [拉他], why: 不然两个人, page: start/safety#电, quote: 先断电，再救人}
"""


@pytest.fixture(scope="module")
def small(make_workshop):
    workshop = make_workshop()
    for name, text in {
        "start/index.md": START,
        "start/safety/index.md": SAFETY,
        "start/paths.yml": PATHS,
        "start/questions.yml": QUESTIONS,
        "start/contacts/index.md": "---\ntitle: 遇事找谁\nsection: start\n---\n\n<!-- block: contacts -->\n",
        "start/contacts/contacts.yml": CONTACTS,
        "culture/kitchens/index.md": CULTURE,
    }.items():
        file = workshop.root / "docs" / name
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


def test_of_a_page_for_other_readers_only_what_the_way_leads_to_is_bound():
    body = (
        '<header class="head x"><nav></nav><h1>甲</h1></header><h2 id="a">一</h2><p>一一</p>'
        '<section><h2 id="b">二</h2><p>二二<br></p></section><section><h2 id="c">三</h2></section>'
    )
    assert (
        excerpt(body, ("b",))
        == '<header class="head"><h1>甲</h1></header>\n<section><h2 id="b">二</h2><p>二二<br></p></section>'
    )
    assert excerpt(body, ("c", "a")).endswith(
        '\n<h2 id="a">一</h2><p>一一</p><section><h2 id="c">三</h2></section>'
    )
    assert excerpt(body, ("none",)) == excerpt(body, ()) == body


def test_without_chromium_there_is_html_that_stands_alone(small, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["--root", str(small.root), "booklet"]) == 0
    folder = small.root / "booklet"
    assert sorted(p.name for p in folder.iterdir()) == [
        "assets",
        "common.html",
        "cooks.html",
        "quanbu.html",
        "stove.html",
    ]
    assert "没有找到 Chromium" in capsys.readouterr().err
    html = (folder / "stove.html").read_text("utf-8")
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    assert len(ids) == len(re.findall(r'\bid="', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids
    assert "擦干再收" in html
    assert "洗三遍" not in html
    assert "看全部" not in html  # an invitation that paper cannot follow
    assert "盖上锅盖" in html  # the department's part of the way is the post's too
    for path in re.findall(r'(?:src|href)="(assets/[^"]+)"', html):
        assert (folder / path).is_file(), path
    assert main(["--root", str(small.root), "booklet", "nobody"]) == 2
    assert "可以写 common、cooks、stove、quanbu" in capsys.readouterr().err


def test_a_radical_is_copied_as_the_character_it_looks_like():
    table = b"1 beginbfchar\n<2F08> <2F08>\n<0002> <4E00>\nendbfchar\n1 beginbfrange\n<0001> <0002> <2ED3>\n<0003> <0004> <4E00>\nendbfrange\n"
    assert plain_table(table) == (
        b"1 beginbfchar\n<2F08> <4EBA>\n<0002> <4E00>\nendbfchar\n"
        b"1 beginbfrange\n<0001> <0002> [<957F> <95E8>]\n<0003> <0004> <4E00>\nendbfrange\n"
    )


def words(reader, number):
    return re.sub(r"\s", "", reader.pages[number - 1].extract_text())


def listed_pages(reader):
    """What the contents say, by title; each line has a number."""
    lines = reader.pages[1].extract_text().splitlines()
    at = next(n for n, line in enumerate(lines) if "目录" in line)
    found = re.findall(r"(\D+?)\s*(\d+)(?=\s|$)", " ".join(lines[at + 1 :]))
    return {title.strip(): int(number) for title, number in found}


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="没有 Chromium")
def test_the_pdf_has_pages_bookmarks_tags_and_its_own_fonts(small, tmp_path):
    out = tmp_path / "made"
    assert main(["--root", str(small.root), "booklet", "cooks", "--out", str(out)]) == 0
    reader = PdfReader(out / "cooks.pdf")
    names = [item.title for item in reader.outline if not isinstance(item, list)]
    assert names == ["新同事手册", "目录", "餐饮", "安全", "餐饮：自测", "墙上的电话卡", "餐饮：签字单"]
    assert listed_pages(reader) == {
        "餐饮": 3,
        "安全": 3,
        "餐饮：自测": 4,
        "墙上的电话卡": 6,
        "餐饮：签字单": 8,
    }
    assert len(reader.pages) == 8  # the answers have a page of their own, the card has two
    assert "新同事手册：餐饮服务中心" in words(reader, 3)
    assert "答案" in words(reader, 5)
    assert "先断电，再救人" not in words(reader, 4)
    assert "先断电，再救人。" in words(reader, 3)
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
