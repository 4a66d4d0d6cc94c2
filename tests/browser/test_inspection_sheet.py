"""An inspection sheet tells every open task on A4 pages, however many there are and however long their titles."""

import pytest
from pypdf import PdfReader

from conftest import CHROMIUM
from showcase.cli import main
from showcase.publish.printing import print_pdf

pytestmark = pytest.mark.browser

LONG = (
    "把主干道、教学楼和公寓之间的每一棵树都挂上写着名字和年份、扫一扫就能读到它的故事的名牌，坏了的当月补上"
)
MANY = 40


@pytest.fixture(scope="module")
def sheets(make_workshop):
    """The folder of the sheets of 2026."""
    workshop = make_workshop()
    (workshop.root / "docs" / "plan").mkdir()
    tasks = "".join(
        f"  - {{key: t{n}, title: {LONG}, unit: {unit}, post: 园林绿化中心养护班技术员兼树牌项目联系人, person: 示例某某, "
        f"start: 2026-01-05, due: 2026-0{1 + n % 9}-28, milestone: 五月底以前先挂完主干道两侧的一半并且拍照存档}}\n"
        for n, unit in ((n, "dining" if n % 2 else "property") for n in range(MANY))
    )
    (workshop.root / "docs" / "plan" / "plan-2026.yml").write_text(f"plan:\n{tasks}", "utf-8")
    arguments = ["--root", str(workshop.root), "build", "--edition", "internal", "--today", "2026-06-10"]
    assert main(arguments) == 0
    return workshop.root / "site-internal" / "plan" / "2026"


@pytest.mark.parametrize(("unit", "tasks"), [("", MANY), ("dining", MANY // 2)])
def test_every_open_task_stands_on_a_numbered_page_of_a4_that_is_signed(sheets, unit, tasks, tmp_path):
    if not CHROMIUM:
        pytest.skip("没有 Chromium")
    pdf = tmp_path / "sheet.pdf"
    print_pdf(CHROMIUM, sheets / unit / "index.html", pdf)
    pages = PdfReader(pdf).pages
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages} == {(595, 842)}
    # Chromium names some Han by their radicals
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert len(texts) > 1
    assert all("单位负责" in text for text in texts)
    assert all(f"第{number}张，共{len(texts)}张" in text for number, text in enumerate(texts, 1))
    assert "".join(texts).count("挂上写着名字和") == tasks  # the titles wrap and none is cut off
    assert "".join(texts).count("坏了的当") == tasks


def test_nothing_of_a_long_title_runs_under_the_next_column(sheets, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((sheets / "dining" / "index.html").as_uri())
    over = "[...document.querySelectorAll('.inspect th, .inspect td')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.locator(".inspect tbody tr").count() == MANY // 2
    assert page.evaluate(over) == 0
    assert page.locator(".inspect__sign:visible").count() == 1
    page.close()
