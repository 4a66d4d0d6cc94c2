"""Hand-written pages: what stands on them, what is left out and named, and that `check` says what `build` says."""

from __future__ import annotations

import json
import random
import re

import pytest
from pages_written import CREDIT, PHOTO, Run, write

from conftest import ROOT, photo_bytes
from showcase.pages.document_drafts import read_shelf
from showcase.project.folder import Project


@pytest.fixture
def run(workshop, capsys):
    return lambda *arguments: Run(workshop, capsys, *arguments)


@pytest.fixture
def check(run):
    return lambda *more: run("check", "docs", "--format", "json", *more)


def test_a_photo_becomes_a_figure_and_its_source_stays_unpublished(workshop, run):
    write(workshop, "page", '![一张渐变](p.jpg "图注")', CREDIT, PHOTO)
    built = run("build")
    assert built.code == 0, built.said
    assert "<picture>" in built.page("page")
    assert '图注<span class="credit">某人</span>' in built.page("page")
    assert not list(workshop.site.rglob("p.jpg"))


def test_blocks_are_filled_outside_code_only_and_the_words_are_searched_as_they_are_read(workshop, run):
    workshop.story("one", title="第一个故事啊")
    body = "```\n<!-- block: stories -->\n```\n\n<!-- block: stories department=dining limit=1 -->\n\n## 手艺\n\n一锅汤[^1]。\n\n[^1]: 脚注。"
    write(workshop, "page", body)
    built = run("build")
    assert built.code == 0, built.said
    assert "&lt;!-- block: stories --&gt;" in built.page("page")
    assert built.page("page").replace("<wbr>", "").count("第一个故事啊") == 1
    searched = "".join(file.read_text("utf-8") for file in (workshop.site / "search" / "d").iterdir())
    assert r"\u003c!-- block: stories --\u003e 手艺 一锅汤。 脚注。" in searched


def test_every_error_of_a_page_is_named_at_once_and_the_page_is_left_out(workshop, run, check):
    body = "前文 <b>粗</b>。\n\n![](none.jpg)\n\n<!-- block: nothing -->\n\n[点](javascript:alert(1))\n\n!!! smaple\n    话"
    write(workshop, "page", body, "kicker: 眉题\ntitel: 错\n")
    assert check().findings() == [
        ("DOC001", 5, 8),
        ("SEC001", 8, 4),
        ("PHO001", 10, 5),
        ("PHO002", 10, 5),
        ("SEC003", 14, 5),
        ("DOC007", 16, 1),
    ]
    built = run("build")
    assert (built.code, built.page("page")) == (1, "")
    assert "没有发布：docs/page/index.md" in built.said
    assert "</html>" in workshop.page("index.html")


BLOCKS_AT_FAULT = {
    "<!-- block: nothing -->": "没有“nothing”",
    "<!-- block: stories department=integrity -->": "没有“integrity”这个部门",
    "<!-- block: stories limit=1000 -->": "limit",
    "<!-- block: motto department=dining -->": "没有 department",
    "<!-- block: stories; department -->": "认不出来",
    "<!-- block: invitation page=nowhere -->": "没有 docs/nowhere",
}


def test_a_block_that_cannot_be_filled_is_named_and_its_page_left_out(workshop, run):
    for number, block in enumerate(BLOCKS_AT_FAULT):
        write(workshop, f"page-{number}", f"前文。\n\n{block}\n\n后文。")
    built = run("build")
    assert built.code == 1
    for number, word in enumerate(BLOCKS_AT_FAULT.values()):
        assert re.search(rf"docs/page-{number}/index.md:8:1: DOC003 .*{word}", built.said)
        assert built.page(f"page-{number}") == ""


DEAD = {
    "看[这里](../nowhere/index.md)。": (6, 7),
    '看[这里](nope.md "题")。': (6, 7),
    "看[这里][1]。\n\n[1]: nope.md": (8, 6),
    "> 看[这里](a.pdf)": (6, 9),
    "- 看[**这里**](a/)": (6, 13),
    "`[这里](a/)` 看[这里](a/)": (6, 18),
}


def test_a_link_that_leads_nowhere_becomes_text_and_check_says_so_as_build_does(workshop, run, check):
    for number, body in enumerate(DEAD):
        write(workshop, f"page-{number}", body)
    checked = check()
    for number, (line, column) in enumerate(DEAD.values()):
        assert checked.findings(f"page-{number}") == [("LNK001", line, column)]
    built = run("build")
    assert (built.code, built.said.count("LNK001")) == (0, len(DEAD))
    for number in range(len(DEAD)):
        html = re.sub(r"</?strong>|</?span[^>]*>", "", built.page(f"page-{number}"))
        assert "看这里" in html
    assert "<code>[这里](a/)</code>" in built.page("page-5")


def test_links_to_headings_and_to_plates_land_and_others_are_named(workshop, run, check):
    links = "[一](#第一节) [二](../other/index.md#第二节) [三](../other/index.md#emblem-minimum) [四](#没有)"
    write(workshop, "page", f"## 第一节\n\n{links}")
    write(workshop, "other", "## 第二节\n\n<!-- block: plate name=emblem-minimum -->")
    assert check().findings() == [("LNK003", 8, links.index("#没有") + 1)]
    html = run("build").page("page")
    for href in ("#h-第一节", "../other/index.html#h-第二节", "../other/index.html#emblem-minimum"):
        assert f'href="{href}"' in html


SLIPS = {
    "文字 ![a](p.jpg) 文字": "PHO003",
    "- ![a](p.jpg)": "PHO003",
    "![a](IMG 1.jpg)": "PHO007",
    "[a](IMG 1.jpg)": "TXT064",
    "[a](<IMG 1.jpg>)": "LNK001",
    "<script>alert(1)</script>": "SEC001",
    '<p onclick="x()">a</p>': "SEC001",
    '<p style="color:red">a</p>': "SEC001",
    "[z](javascript:alert(1))": "SEC003",
    '<img src="https://example.org/t.gif">': "SEC001",
    "![a](https://example.org/t.gif)": "SEC003",
    "[x](//[a)": "SEC003",
}


def test_a_slip_is_named_and_no_page_but_its_own_is_lost(workshop, run, check):
    for number, body in enumerate(SLIPS):
        write(workshop, f"page-{number}", f"前文。\n\n{body}\n\n后文。", CREDIT, PHOTO)
    checked = check()
    for number, code in enumerate(SLIPS.values()):
        assert code in {found for found, _, _ in checked.findings(f"page-{number}")}, number
    built = run("build")
    for number, code in enumerate(SLIPS.values()):
        assert ("后文" in built.page(f"page-{number}")) == (code in ("LNK001", "TXT064")), number
    assert "alert(1)" not in "".join(p.read_text("utf-8") for p in workshop.site.rglob("*.html"))


def test_words_behind_a_hash_in_the_front_matter_of_a_page_are_told_of(workshop):
    write(workshop, "page", "话。", "line: 食堂 #2 号窗口\n")
    drafts = read_shelf(Project(workshop.root)).drafts
    found = [finding for draft in drafts for finding in draft.findings if draft.folder == "page"]
    assert [(f.code, f.place.line, f.hint) for f in found] == [("FM012", 4, '改成：line: "食堂 #2 号窗口"')]


def test_a_photo_needs_a_credit_and_to_be_one_and_a_note_needs_its_photo(workshop, run, check):
    write(workshop, "none", "![字](p.jpg)", photos=PHOTO)
    write(workshop, "empty", "![字](p.jpg)", "photos: {p.jpg: {focal: [0.5, 0.5]}}\n", PHOTO)
    write(workshop, "cover", "字", "cover: p.jpg\n", PHOTO)
    write(
        workshop, "stray", "![字](p.jpg)", "photos: {p.jpg: {credit: 某人}, q.jpg: {credit: 某人}}\n", PHOTO
    )
    write(workshop, "pdf", "![字](p.jpg)", CREDIT, {"p.jpg": b"%PDF-1.7 no photo"})
    write(workshop, "face", "![师傅正对着镜头笑](p.jpg)", CREDIT, PHOTO)
    write(
        workshop,
        "agreed",
        "![师傅正对着镜头笑](p.jpg)",
        CREDIT.replace("某人", "某人, consent: signed"),
        PHOTO,
    )
    checked = check()
    assert checked.findings("face") == [("PHO402", 7, 13)]
    assert checked.findings("agreed") == []
    assert checked.findings("none") == [("PHO401", 6, 6)]
    assert checked.findings("empty") == [("PHO401", 7, 6)]
    assert checked.findings("cover") == [("PHO401", 4, 8)]
    assert checked.findings("stray") == [("PHO005", 4, 38)]
    assert ("docs/pdf/p.jpg", "PHO102") in {(row["path"], row["code"]) for row in checked.rows()}
    built = run("build")
    assert [bool(built.page(name)) for name in ("none", "empty", "cover", "stray", "pdf")] == [
        False, False, False, True, False
    ]  # fmt: skip


def test_a_page_is_read_like_a_manuscript(workshop, check):
    """Its copy with warnings; a person's number leaves it out, as it does a story."""
    folder = workshop.root / "docs" / "zhiban"
    folder.mkdir()
    (folder / "index.md").write_text("---\ntitle: 值班\n---\n\n值班手机 13912345678,随时打。\n", "utf-8")
    checked = check()
    found = {
        (f["code"], f["severity"], f["line"]) for f in checked.rows() if f["path"] == "docs/zhiban/index.md"
    }
    assert {("PII001", "error", 5), ("TXT001", "warning", 5)} <= found
    assert checked.code == 1
    assert "13912345678" not in checked.said


def test_the_readme_names_every_block_there_is_and_no_other():
    from showcase.pages.blocks import BLOCKS, RECORD_BLOCKS

    told = (ROOT / "README.md").read_text("utf-8").split("\nBlocks:")[1].split("\n\n")[0]
    names = set(re.findall(r"`([a-z-]+)(?: [a-z]+=)?`", told))
    assert names == {*BLOCKS, *RECORD_BLOCKS}


PIECES = (
    "一段话。", "## 小标题", "> 引文", "- 一\n- 二", "1. 一\n\n    二", "| a | b |\n|---|---|\n| [x](../index.md) | `c` |",
    "```\n[x](nope.md)\n```", "```", "    <b>", "`[x](nope.md)`", '[x](nope.md "t")', "[x][1]", "[1]: nope.md",
    "[1]: ../index.md", "[x](../index.md#没有)", "![字](p.jpg)", "![](p.jpg)", "![字](none.jpg)", "字 ![字](p.jpg)",
    "<script>alert(1)</script>", "<b", "a<br>b", "<!-- 注 -->", "<!-- block: motto -->", "<!-- block: nothing -->",
    "- <!-- block: motto -->", '!!! note "题"\n    话[^1]', "!!! sample\n    ## 小\n    话", "!!! 没有\n    话", "[^1]: 脚注",
    "字[^1]", "甲\n:   乙", "[x](javascript:alert(1))", "<https://example.edu.cn/>", "[x](http://example.edu.cn/)",
    "{: .c }", "____", "&#106;", "\\<b>", "13912345678", "<a@example.edu.cn>",
)  # fmt: skip


def test_check_says_of_any_page_what_build_says(workshop, run):
    """Three hundred small pages in one project; each stands, or is left out and named, as `check` foretold."""
    chance = random.Random(19)
    small = {"p.jpg": photo_bytes((600, 400))}
    for number in range(300):
        write(
            workshop,
            f"page-{number}",
            "\n\n".join(chance.choices(PIECES, k=chance.randint(1, 5))),
            CREDIT,
            small,
        )
    report = workshop.root / "report.json"
    for more in ([], ["--official"]):
        checked = run("check", "--format", "json", *more)
        built = run("build", "--report", str(report), *more)
        assert (built.code, checked.code) == (1, 1)
        told = json.loads(report.read_text("utf-8"))
        assert told["findings"] == checked.rows()
        broken = {row["path"] for row in checked.rows() if row["severity"] == "error"}
        assert set(told["left_out"]) == broken
        assert 50 < len(broken) < 250
        for number in range(300):
            assert bool(built.page(f"page-{number}")) == (f"docs/page-{number}/index.md" not in broken), (
                number
            )
