"""An inspection sheet is one A4 page, however much a unit has to do and however long its titles are."""

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


@pytest.mark.parametrize("unit", ["", "dining"])
def test_a_full_sheet_is_one_page_of_a4(sheets, unit, tmp_path):
    if not CHROMIUM:
        pytest.skip("没有 Chromium")
    pdf = tmp_path / "sheet.pdf"
    print_pdf(CHROMIUM, sheets / unit / "index.html", pdf)
    reader = PdfReader(pdf)
    assert len(reader.pages) == 1
    assert tuple(round(float(side)) for side in reader.pages[0].mediabox[2:]) == (595, 842)
    words = reader.pages[0].extract_text()
    assert "单位负责" in words
    assert "一页放不下" in words.replace("⼀", "一").replace(
        "⻚", "页"
    )  # Chromium names some Han by their radicals
