"""Work clothes: every fault at its place, the piece left out and named, the page."""

import datetime as dt

import pytest

from conftest import ROOT
from showcase.house import read_house
from showcase.manual.plates.brand import read_brand
from showcase.manual.plates.uniform import CUTS, emblem_place
from showcase.project.folder import Project
from showcase.project.jail import Jail
from showcase.records.kinds import read_records
from showcase.records.uniforms import Clothes, worn

HOUSE = read_house(Project(ROOT))
BRAND = read_brand(HOUSE)

ONE = """uniforms:
  - key: kitchen
    trade: 食堂灶间
    department: dining
    season: all
    fabric: 棉涤
    colours: {main: surface, second: brand}
    pieces: [jacket, apron]
    emblem: {piece: jacket, width: 60, across: 110, seam: collar, below: 80}
"""


def written(workshop, text):
    folder = workshop.root / "docs" / "brand" / "uniforms"
    folder.mkdir(parents=True)
    (folder / "uniforms.yml").write_text(text, "utf-8")
    return read(workshop.root)


def read(root):
    return read_records(Jail(root), HOUSE.organisation, HOUSE.tokens, {}, dt.date(2026, 6, 1))


def test_our_own_uniforms_are_marked_as_samples():
    found = read(ROOT).ledgers[Clothes].records
    assert len(found) >= 3
    assert all(one.sample for one in found)


def test_no_file_means_no_uniforms(workshop):
    assert read(workshop.root).ledgers[Clothes].records == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "spot", "said"),
    [
        ("main: surface", "main: red", "REC004", (7, 21), "没有“red”这个颜色"),
        ("main: surface, ", "", "REC002", (7, 14), "main"),
        ("department: dining", "department: canteen", "REC004", (4, 17), "没有“canteen”这个部门"),
        ("pieces: [jacket, apron]", "pieces: [apron]", "UNI001", (9, 21), "pieces 里却没有它"),
        ("width: 60", "width: 6", "UNI001", (9, 36), "小于最小尺寸 12 毫米"),
        ("across: 110", "across: 190", "UNI001", (9, 48), "写 across: 170 或更小"),
        ("across: 110", "across: -5", "REC002", (9, 48), "现在是 -5"),
        ("below: 80", "below: 8.5", "REC002", (9, 74), "这里写一个整数"),
        ("season: all", "season: monsoon", "REC002", (5, 13), "season"),
        ("seam: collar", "seam: sleeve", "REC002", (9, 59), "seam"),
        ("fabric: 棉涤", "fabric: 棉涤\n    cloth: 棉", "REC002", (7, 12), "cloth"),
        ("fabric: 棉涤", "fabric: <b>棉涤</b>", "REC002", (6, 13), "不能有 < 或 >"),
        ("fabric: 棉涤", "fabric: null", "REC002", (6, 13), "空着"),
        ("key: kitchen", "key: ../x", "REC002", (2, 10), "键只用小写字母"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place_and_left_out(workshop, old, new, code, spot, said):
    assert old in ONE
    other = ONE.partition("\n")[2].replace("kitchen", "second")
    records = written(workshop, ONE.replace(old, new) + other)
    (finding,) = records.findings
    assert (finding.code, (finding.place.line, finding.place.column)) == (code, spot)
    assert said in finding.message + finding.hint
    assert [one.key for one in records.ledgers[Clothes].records] == ["second"]


def test_all_that_does_not_fit_is_said_at_once(workshop):
    text = ONE.replace("width: 60", "width: 6").replace("across: 110", "across: 198")
    assert [f.place.column for f in written(workshop, text).findings] == [36, 47]


def test_a_colour_may_be_named_by_its_label(workshop):
    label = HOUSE.tokens.colour["brand"].label
    (uniform,) = worn(
        written(workshop, ONE.replace("second: brand", f"second: {label}")).ledgers[Clothes].records
    )
    assert uniform.colour("second") == "brand"
    assert uniform.colour("trim") == "surface"


def test_every_emblem_of_ours_lies_on_its_cloth():
    for uniform in worn(read(ROOT).ledgers[Clothes].records):
        left, top = emblem_place(uniform)
        cut = CUTS[uniform.emblem.piece]
        assert 0 <= left < left + uniform.emblem.width < cut.half
        assert 0 < top < top + uniform.emblem.width * BRAND.ratio < cut.height


def test_the_page_shows_each_uniform_with_its_facts(workshop):
    written(workshop, "sample: true\n" + ONE)
    page = "---\ntitle: 工服\n---\n\n<!-- block: uniforms -->\n"
    (workshop.root / "docs" / "brand" / "uniforms" / "index.md").write_text(page, "utf-8")
    assert workshop.run("build").code == 0
    html = workshop.page("brand/uniforms/index.html")
    assert "食堂灶间·四季" in html
    assert "示例" in html
    assert "<dd>上衣、围裙</dd>" in html
    assert "<code data-copy>#1f5a48</code>" in html
    assert (workshop.site / "assets" / "plates" / "uniform-kitchen.svg").is_file()
    table = (workshop.site / "brand" / "uniforms" / "uniforms.csv").read_text("utf-8-sig")
    assert "苍绿 #1f5a48" in table
    assert "上衣、围裙" in table
    assert "brand" not in table


def test_without_records_the_page_says_that_nothing_is_settled_yet(workshop):
    folder = workshop.root / "docs" / "brand" / "uniforms"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: 工服\n---\n\n<!-- block: uniforms -->\n", "utf-8")
    assert workshop.run("build").code == 0
    assert "工服还没有定" in workshop.page("brand/uniforms/index.html")


def test_on_the_official_site_no_sample_is_drawn(workshop):
    written(workshop, "sample: true\n" + ONE)
    page = "---\ntitle: 工服\n---\n\n<!-- block: uniforms -->\n"
    (workshop.root / "docs" / "brand" / "uniforms" / "index.md").write_text(page, "utf-8")
    assert workshop.run("build", "--official").code == 0
    assert "工服还没有定" in workshop.page("brand/uniforms/index.html")
    assert not (workshop.site / "assets" / "plates" / "uniform-kitchen.svg").exists()
    assert not (workshop.site / "brand" / "uniforms" / "uniforms.csv").exists()
