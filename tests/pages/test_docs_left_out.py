"""Hand-written pages that cannot be used: each is left out and named, and takes no other with it."""

from __future__ import annotations

import os
import re

import pytest
from pages_written import PAGE, Run, write

from conftest import HOME


@pytest.fixture
def run(workshop, capsys):
    return lambda *arguments: Run(workshop, capsys, *arguments)


@pytest.fixture
def check(run):
    return lambda *more: run("check", "docs", "--format", "json", *more)


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
