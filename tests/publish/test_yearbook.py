"""The yearbook: whose pages its contents name, what is in it, and that nothing typed in a title gets into its style."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

from conftest import CHROMIUM, Workshop, photo_bytes
from showcase.cli import main
from showcase.publish.printing import css_string

LONG = "\n\n".join("灯先亮在面案上，锅里的水才开始响，一个人站在那里揉面。" * 6 for _ in range(22))
HOSTILE = "一“} @import url(x); 盏灯’\\"
HONOURS = "honours:\n  - {key: a, title: 年度好手艺, year: 2026, by: 学校, level: department, field: service, kind: person, department: dining, post: 面点师, employment: [regular], rank: frontline}\n"
ACTIVITY = "organiser: union, start: 2026-{0}-22 15:00, end: 2026-{0}-22 17:00, place: 二楼, audience: 全体, line: 一桌一锅}}"
ACTIVITIES = (
    f"activities:\n  - {{key: b, title: 春分放风筝, state: done, {ACTIVITY.format('03')}\n"
    f"  - {{key: c, title: 冬至包饺子, {ACTIVITY.format('12')}\n"
)
PLAN = "plan:\n  - {key: c, title: 给树挂名牌, unit: dining, post: 技术员, person: 王犇, start: 2026-01-05, due: 2026-12-31}\n"


def filled(workshop: Workshop) -> Workshop:
    notes = "photos: {a.jpg: {consent: not-needed, credit: 拍摄者甲}, b.jpg: {consent: not-needed, credit: 拍摄者乙}}\ncover: a.jpg\n"
    photos = {"a.jpg": photo_bytes((1000, 700)), "b.jpg": photo_bytes((900, 600))}
    body = f'{LONG}\n\n## 小标题\n\n[网站](https://example.com/)的一句。\n\n![第二张](b.jpg "案上的灯")\n'
    workshop.story("long", title="很长的一篇", more=notes, photos=photos, body=body)
    workshop.story("hostile", title=HOSTILE)
    other = workshop.story("other", title="另一年的一篇", year="2025")
    (other / "index.md").write_text(
        (other / "index.md").read_text("utf-8").replace("2026-", "2025-"), "utf-8"
    )
    for name, text in (
        ("honours/honours", HONOURS),
        ("activities/activities", ACTIVITIES),
        ("plan/plan-2026", PLAN),
    ):
        (workshop.root / "docs" / name).parent.mkdir()
        (workshop.root / "docs" / f"{name}.yml").write_text(text, "utf-8")
    return workshop


@pytest.fixture(scope="module")
def book(make_workshop):
    """(the folder of it, its HTML)."""
    workshop = filled(make_workshop())
    file = workshop.root.parent / "book.html"
    assert (
        main(["--root", str(workshop.root), "yearbook", "2026", "--out", str(file), "--today", "2026-06-10"])
        == 0
    )
    return workshop, file.read_text("utf-8")


def test_the_book_holds_the_year_and_nothing_of_another(book):
    _, html = book
    assert "很长的一篇" in html
    assert "另一年的一篇" not in html
    assert "年度好手艺" in html
    assert "春分放风筝" in html
    assert "冬至包饺子" not in html  # planned, and not done yet
    assert "给树挂名牌" in html
    assert "拍摄者甲" in html
    assert "拍摄者乙" in html
    assert "王犇" not in html  # of the internal edition alone


def test_the_book_needs_no_other_file_and_runs_nothing(book):
    _, html = book
    sources = re.findall(r'(?:src|href)="([^"#][^"]{0,40})', html)
    assert sources
    assert {source.split(":")[0] for source in sources} == {"data"}
    assert "<script" not in html
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert re.findall(r"url\((?!data:)", style) == []
    assert "@import url" not in style
    assert html.count("</style>") == 1


@pytest.mark.parametrize("text", ['"', "\\", "</style>", "a\nb", "*/", "}", "“灯”"])
def test_a_text_in_the_style_is_a_string_whatever_it_holds(text):
    made = css_string(text)
    assert re.fullmatch(r'"(?:[\w ]|\\[0-9a-f]+ )*"', made)
    said = re.sub(r"\\([0-9a-f]+) ", lambda sign: chr(int(sign[1], 16)), made[1:-1])
    assert said == text


@pytest.mark.browser
def test_the_contents_name_the_page_on_which_each_heading_stands(book):
    workshop, html = book
    if not CHROMIUM:
        pytest.skip("没有 Chromium")
    reader = PdfReader(workshop.root.parent / "book.pdf")
    rows = re.findall(r'<li class="contents__\d"><a href="#([\w-]+)"><span>(.*?)</span>.*?<b>(\d*)</b>', html)
    assert [anchor for anchor, _, _ in rows] == [
        "year",
        "stories",
        "s1",
        "s2",
        "honours",
        "activities",
        "plan",
        "credits",
    ]
    words = [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]
    for anchor, title, number in rows:
        assert number, anchor
        plain = re.sub(r"\s|&#\d+;|&\w+;", "", title)
        if anchor != "s1" or plain == "很长的一篇":
            assert plain[:4] in words[int(number) - 1], (title, number)
    long = next(int(number) for _, title, number in rows if title == "很长的一篇")
    after = min(int(number) for _, _, number in rows if int(number) > long)
    assert after - long >= 2  # a long story goes on, and the numbers know it
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages} == {(595, 842)}
    assert all(
        "很长的一篇" in words[n] for n in range(long - 1, after - 1)
    )  # its name runs at the head of its pages
    assert reader.metadata.title == "后勤文化年鉴 2026"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["26", "--out", "a.html"], "四位数字"),
        (["2026", "--out", "a.pdf"], ".html"),
        (["1999", "--out", "a.html"], "1999 年没有"),
        (["2026", "--out", "none/a.html"], "文件夹要已经在"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_line(book, tmp_path, monkeypatch, capsys, arguments, words):
    workshop, _ = book
    monkeypatch.chdir(tmp_path)
    assert main(["--root", str(workshop.root), "yearbook", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
