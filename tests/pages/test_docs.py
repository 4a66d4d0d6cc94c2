"""Hand-written pages: what stands on them, what is left out and named, and that `check` says what `build` says."""

from __future__ import annotations

import json
import os
import random
import re

import pytest

from conftest import HOME, ROOT, photo_bytes
from showcase.cli import main
from showcase.pages.document_drafts import read_shelf
from showcase.project.folder import Project

PAGE = """---
title: 一页
description: 说明。
{more}---

{body}
"""
CREDIT = "photos: {p.jpg: {credit: 某人}}\n"


PHOTO = {"p.jpg": photo_bytes()}


def write(workshop, folder, body, more="", photos=None):
    place = workshop.root / "docs" / folder
    place.mkdir(parents=True, exist_ok=True)
    (place / "index.md").write_text(PAGE.format(more=more, body=body), "utf-8")
    for name, data in (photos or {}).items():
        (place / name).write_bytes(data)


class Run:
    """One command on a project, in this process, and what it found and said."""

    def __init__(self, workshop, capsys, *arguments):
        self.workshop = workshop
        capsys.readouterr()
        self.code = main(["--root", str(workshop.root), *arguments])
        captured = capsys.readouterr()
        self.said = captured.out + captured.err

    def page(self, folder):
        """The built page; "" when it was left out."""
        page = self.workshop.site / folder / "index.html"
        return page.read_text("utf-8") if page.exists() else ""

    def rows(self):
        """What `check --format json` found."""
        return json.loads(self.said[self.said.index("[") :])

    def findings(self, folder="page"):
        """(code, line, column) of all that is wrong with docs/<folder>/index.md."""
        path = f"docs/{folder}/index.md"
        return [(r["code"], r["line"], r["column"]) for r in self.rows() if r["path"] == path]


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


def test_a_page_left_out_takes_no_other_with_it(workshop, run, check):
    """Links to it, blocks that show it and its own pages below say so; none of them is an error."""
    write(workshop, "broken", "<i>斜</i>", "department: dining\nlayout: culture\n")
    write(workshop, "broken/below", "下一层。")
    write(
        workshop,
        "page",
        "[看](../broken/index.md)\n\n<!-- block: cultures -->\n\n<!-- block: invitation page=broken -->",
    )
    assert check().findings() == [("LNK001", 6, 5), ("LNK001", 10, 1)]
    built = run("build")
    assert (built.code, built.page("broken")) == (1, "")
    assert "链接 ../broken/index.md 通向的页有错误，没有发布" in built.said
    assert "版块 invitation 指向的页有错误，没有发布" in built.said
    assert "先改好 docs/broken/index.md" in built.said
    assert "看" in built.page("page")
    assert "broken" not in built.page("page")
    assert built.page("broken/below")


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


HEAD = b"---\ntitle: a\n---\n"
UNREADABLE = {
    "gbk/index.md": ("标题".encode("gb18030"), "FILE008"),
    "utf-16/index.md": (b"\xff\xfe", "FILE008"),
    "bare/index.md": (b"no front matter", "FM001"),
    "yaml/index.md": (b"---\ntitle: [\n---\n", "DOC001"),
    "large/index.md": (HEAD + b"x" * (1 << 20), "DOC009"),
    "front/index.md": (b"---\ntitle: a\nkicker: " + b"x" * (17 << 10) + b"\n---\n", "DOC001"),
    "unseen/index.md": ("---\ntitle: 甲\n---\n张\u2060师傅\n".encode(), "FILE009"),
    "brackets/index.md": (HEAD + b"[" * 200_000, "SEC005"),
    "quotes/index.md": (HEAD + b"> " * 300 + b"a", "SEC004"),
    "lists/index.md": (HEAD + b"\n".join(b" " * 4 * n + b"- a" for n in range(300)), "SEC004"),
    "angles/index.md": (HEAD + b"a <b" * 60_000, "SEC00"),  # too slow, or every one of them named
    "about.md": (HEAD, "DOC005"),
    "capital/Index.md": (HEAD, "DOC005"),
    "部训/index.md": (HEAD, "DOC005"),
    "My Page/index.md": (HEAD, "DOC005"),
    "search/index.md": (HEAD, "DOC005"),
    "a/b/c/d/e/f/g/h/i/j/index.md": (HEAD, "DOC005"),
}


def test_a_page_that_cannot_be_read_or_stands_wrong_is_left_out_and_named(workshop, run, check):
    for name, (data, _) in UNREADABLE.items():
        file = workshop.root / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    write(workshop, "good", "好的一页。")
    built = run("build")
    assert built.code == 1
    assert "Traceback" not in built.said
    for name, (_, code) in UNREADABLE.items():
        top = "docs/a/b/c/d/e/f/g/h/i" if name.startswith("a/") else f"docs/{name.split('/')[0]}"
        assert re.search(rf"^{top}\S*: {code}", built.said, re.MULTILINE), name
    standing = {page.parent.name for page in workshop.site.glob("*/index.html")}
    assert standing == {"good", "search", "sitemap", "stories"}
    assert check().code == 1


def test_what_is_no_page_in_docs_is_told_of_and_nothing_of_it_is_published(workshop, run):
    docs, outside = workshop.root / "docs", workshop.root.parent / "outside"
    outside.mkdir()
    (outside / "index.md").write_text(PAGE.format(more="", body="外面的话"), "utf-8")
    (docs / "linked").symlink_to(outside, target_is_directory=True)
    (docs / "linked.jpg").symlink_to(outside / "index.md")
    (docs / "附件").mkdir()
    (docs / "附件" / "通知.pdf").write_bytes(b"%PDF")
    (docs / "hook.py").write_text("raise SystemExit")
    os.link(outside / "index.md", docs / "hard.yml")
    os.mkfifo(docs / "pipe.json")
    (docs / os.fsdecode(b"\xffodd")).mkdir()
    (docs / ".DS_Store").write_bytes(b"x")
    (docs / "culture" / "records.yml").write_text("a: b")
    built = run("build")
    assert built.code == 0, built.said
    named = set(re.findall(r"^docs/(\S+?):1:1: DOC006", built.said, re.MULTILINE))
    assert named == {"linked", "linked.jpg", "附件", "hook.py", "hard.yml", "pipe.json", "?odd"}
    assert "外面的话" not in "".join(p.read_text("utf-8") for p in workshop.site.rglob("*.html"))


def test_the_home_page_with_an_error_stops_the_build_and_check_lists_all_of_it(standing, capsys):
    old = standing.page("index.html")
    (standing.root / "docs" / "index.md").write_text(HOME + "\n<b>粗</b>\n\n![](none.jpg)\n", "utf-8")
    built = Run(standing, capsys, "build")
    assert (built.code, len(built.said.strip().splitlines())) == (2, 3), built.said
    assert "docs/index.md:11:1: 正文里有 HTML：<b；加粗写成 **字**\n" in built.said
    assert standing.page("index.html") == old
    checked = Run(standing, capsys, "check")
    assert checked.code == 1
    assert all(f"{word} 错误" in checked.said for word in ("11:1: SEC001", "13:5: PHO001", "13:5: PHO002"))
    assert "首页有错误" in checked.said


def test_without_a_home_page_there_is_no_project(workshop, run):
    (workshop.root / "docs" / "index.md").unlink()
    for command in ("build", "check"):
        assert run(command).code == 2
    assert "docs/index.md" in run("build").said


def test_an_official_site_goes_without_samples_and_links_to_them_say_why(workshop, run):
    write(workshop, "contacts", "一页示例。", "sample: true\n")
    promise = '## 我们的承诺\n\n!!! sample "示例承诺稿"\n    - 每道菜有价格。\n\n'
    write(workshop, "page", f"{promise}## 找谁\n\n看[遇事找谁](../contacts/index.md)。")
    workshop.story("sample", title="这是一篇示例", more="sample: true\n")
    write(workshop, "more", "看[那一篇](../stories/2026/sample/index.md)。")
    assert "每道菜有价格" in run("build").page("page")
    built = run("build", "--official")
    assert built.code == 0, built.said
    assert built.said.count("LNK005") == 2
    assert "通向的页是示例，正式网站不收" in built.said
    index = (workshop.site / "search" / "index.js").read_text("utf-8")
    assert "每道菜有价格" not in built.page("page") + index
    assert "我们的承诺" not in built.page("page")
    assert "看遇事找谁。" in built.page("page")
    assert built.page("contacts") == ""


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


def test_a_page_with_a_persons_number_is_left_out(workshop):
    for folder, words in (("phone", "找他打 13800138000。"), ("fine", "打服务台的电话。")):
        page = workshop.root / "docs" / folder
        page.mkdir()
        (page / "index.md").write_text(f"---\ntitle: 值班\n---\n\n{words}\n", "utf-8")
    result = workshop.run("build")
    assert result.code == 1
    assert "docs/phone/index.md:5:" in result.err
    assert "PII001 错误" in result.err
    assert not (workshop.site / "phone").exists()
    assert (workshop.site / "fine" / "index.html").is_file()
