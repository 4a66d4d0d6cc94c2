"""Boards, single sheets and posters on paper: exact sizes, fonts within, whole sentences, whose consent is asked."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

from conftest import CHROMIUM, photo_bytes
from showcase.channels.excerpt import excerpt, paragraphs, sentences
from showcase.channels.paper import WORDS
from showcase.channels.titles import numbers_across
from showcase.cli import main
from showcase.markup import render

REVIEW = "review: {first: 张一, second: 李二, final: 王三, date: 2026-03-06}\n"
NOTE = "{consent: not-needed, credit: 拍摄者甲, focal: [0.25, 0.75]}"
LONG = "灯先亮在面案上，锅里的水才开始响。师傅说：“先洗手。再和面。”一个人站在那里揉。\n\n" * 9
MM = 72 / 25.4


def with_address(workshop):
    file = workshop.root / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url:.*$", "site_url: https://www.school.test/w/", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    return workshop


@pytest.fixture
def without_chromium(monkeypatch):
    """As on a machine that has none; nothing is printed, which takes longest."""
    monkeypatch.setenv("PATH", "")


@pytest.fixture(scope="module")
def boards(make_workshop):
    """(the folder of the boards, the workshop): a wide photo, a tall one, none; without a Chromium."""
    workshop = with_address(make_workshop())
    for name, size in (("wide", (2000, 1400)), ("tall", (1400, 2000))):
        workshop.story(
            name,
            title="500克砝码，先称一遍" if name == "tall" else "凌晨四点的灯",
            more=f"cover: a.jpg\nphotos: {{a.jpg: {NOTE}}}\n{REVIEW}",
            body=LONG,
            photos={"a.jpg": photo_bytes(size)},
        )
    workshop.story("bare", title="没有照片的一篇", more="sample: true\n", body=LONG)
    folder = workshop.root.parent / "boards"
    arguments = ["board", "wide", "tall", "bare", "--draft", "--out", str(folder)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        assert main(["--root", str(workshop.root), *arguments]) == 0
    return folder, workshop


@pytest.fixture(scope="module")
def pdfs(boards):
    """Name of the sheet → the PDF of the wide one."""
    if not CHROMIUM:
        pytest.skip("没有 Chromium")
    folder = boards[1].root.parent / "printed"
    assert main(["--root", str(boards[1].root), "board", "wide", "--out", str(folder)]) == 0
    return {name: PdfReader(folder / "2026-wide" / f"{name}.pdf") for name in ("board-a3", "sheet-a4")}


def millimetres(box):
    return tuple(round(float(side) / MM, 2) for side in (box.width, box.height))


@pytest.mark.browser
def test_each_sheet_is_one_page_of_its_exact_size(pdfs):
    board, sheet = (pdf.pages for pdf in pdfs.values())
    assert (len(board), len(sheet)) == (1, 1)
    assert millimetres(board[0].mediabox) == (323, 446)
    assert millimetres(board[0].bleedbox) == (303, 426)
    assert millimetres(board[0].trimbox) == (297, 420)
    assert float(board[0].trimbox.left) == pytest.approx(13 * MM, abs=0.01)
    assert millimetres(sheet[0].mediabox) == millimetres(sheet[0].trimbox) == (210, 297)


@pytest.mark.browser
def test_every_font_is_within_the_file_and_its_words_can_be_searched(pdfs):
    for pdf in pdfs.values():
        fonts = [font.get_object() for font in pdf.pages[0]["/Resources"]["/Font"].values()]
        assert fonts
        for font in fonts:
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            about = inner.get("/FontDescriptor", {})
            assert font["/Subtype"] == "/Type3" or {"/FontFile", "/FontFile2", "/FontFile3"} & set(about)
        words = re.sub(r"\s", "", pdf.pages[0].extract_text())
        for said in ("凌晨四点的灯", "一句话说清这个故事。", "灯先亮在面案上", "拍摄者甲", "扫码读全文"):
            assert said in words, said


def test_the_photo_keeps_its_focal_point_and_the_title_stands_where_the_photo_lets_it(boards):
    forms = {}
    for name in ("wide", "tall", "bare"):
        html = (boards[0] / f"2026-{name}" / "board-a3.html").read_text("utf-8")
        forms[name] = re.search(r"sheet--board sheet--(\w+)", html)[1]
        assert "<script" not in html
        assert "style=" not in html
        assert re.findall(r'(?:src|href)="([^"]*[:/][^"]*)"', html) == []
    assert forms == {"wide": "wide", "tall": "tall", "bare": "bare"}
    assert "--focal: 25.00% 75.00%;" in (boards[0] / "2026-wide" / "board-a3.css").read_text("utf-8")
    assert (boards[0] / "2026-wide" / "photo.jpg").is_file()
    assert not (boards[0] / "2026-bare" / "photo.jpg").exists()


def test_a_draft_says_that_it_is_not_to_be_printed(boards):
    said = {
        name: "草稿，不要印" in (boards[0] / f"2026-{name}" / "sheet-a4.html").read_text("utf-8")
        for name in ("wide", "bare")
    }
    assert said == {"wide": False, "bare": True}


def test_the_text_ends_with_a_sentence_and_quotations_stay_whole():
    html = render(LONG)[0].html
    for most in range(20, 400, 7):
        text = excerpt(html, most)
        assert sum(map(len, text)) <= most
        for paragraph, whole in zip(text, paragraphs(html), strict=False):
            assert whole.startswith(paragraph)
            assert paragraph.endswith(("。", "。”"))
            assert paragraph.count("“") == paragraph.count("”")
    assert sum(map(len, excerpt(html, WORDS))) > WORDS * 0.7
    assert excerpt(html, 5) == ()


def test_notes_and_headings_are_no_running_text():
    html = render("## 题\n\n一句[^1]。\n\n## 又一题\n\n再一句。\n\n[^1]: 注。\n")[0].html
    assert excerpt(html, 300) == ("一句。", "再一句。")
    assert list(sentences("好。（不急。）走……吧")) == ["好。", "（不急。）", "走……", "吧"]


@pytest.mark.parametrize(
    "between", ["- 一项\n- 两项", "1. 一项\n2. 两项", "| a |\n|---|\n| 1 |", "```\n代码\n```"]
)
def test_no_paragraph_stands_behind_a_list_or_table_that_is_left_out(between):
    lines = ("第一句。", "天冷了。要带四样：", between, "带齐了才走。")
    assert excerpt(render("\n\n".join(lines))[0].html, 300) == ("第一句。", "天冷了。")
    assert excerpt(render("\n\n".join(lines[2:]))[0].html, 300)[-1] == "带齐了才走。"


def test_short_numbers_stand_across_in_an_upright_title():
    assert numbers_across("称500克，2026年<") == "称<b>500</b>克，2026年&lt;"


def test_a_photo_or_a_person_agreed_for_other_places_makes_no_board(workshop, tmp_path, capsys):
    photos = {"a.jpg": photo_bytes((2000, 1400))}
    some = "{consent: not-needed, channels: [website, poster]}"
    workshop.story("one", more=f"cover: a.jpg\nphotos: {{a.jpg: {some}}}\n{REVIEW}", photos=photos)
    person = "people: [{name: 老王, role: 面点师, consent: signed, channels: [website]}]\n"
    workshop.story("two", more=f"{person}{REVIEW}")
    assert main(["--root", str(workshop.root), "board", "--all", "--out", str(tmp_path / "b")]) == 1
    told = capsys.readouterr().err
    assert "题图 a.jpg 的同意不包括展板" in told
    assert "老王 的同意不包括展板" in told
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["board.txt"]


def test_a_small_photo_an_unknown_address_and_a_missing_chromium_are_said(without_chromium, workshop, tmp_path, capsys):  # fmt: skip
    workshop.story("one", more=f"cover: a.jpg\n{REVIEW}", photos={"a.jpg": photo_bytes((1000, 700))})
    assert main(["--root", str(workshop.root), "board", "one", "--out", str(tmp_path / "b")]) == 0
    told = capsys.readouterr().err
    assert "CHN021" in told
    assert "CHN005" in told
    assert "没有找到 Chromium，只写 HTML" in told
    assert not list(tmp_path.rglob("*.pdf"))
    assert "扫码" not in (tmp_path / "b" / "2026-one" / "board-a3.html").read_text("utf-8")


@pytest.mark.browser
def test_a_poster_on_paper_has_the_sizes_of_a_board_and_none_of_its_text(boards, tmp_path):
    if not CHROMIUM:
        pytest.skip("没有 Chromium")
    root = ["--root", str(boards[1].root), "poster", "wide", "--print", "--out", str(tmp_path / "p")]
    assert main(root) == 0
    folder = tmp_path / "p" / "2026-wide"
    trims = {
        name: millimetres(PdfReader(folder / f"{name}.pdf").pages[0].trimbox)
        for name in ("poster-a3", "poster-a4")
    }
    assert trims == {"poster-a3": (297, 420), "poster-a4": (210, 297)}
    html = (folder / "poster-a3.html").read_text("utf-8")
    assert "灯先亮在面案上，锅里" not in html
    assert (folder / "poster.png").is_file()
