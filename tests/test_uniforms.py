import re

import pytest

from conftest import ROOT
from showcase.brand import read_tokens
from showcase.emblem import read_emblem
from showcase.errors import ProjectError
from showcase.lettering import Typeface
from showcase.organisation import read_organisation
from showcase.plates.sheet import read_brand
from showcase.plates.uniform import CUTS, emblem_place, emblem_variant, uniform_plates
from showcase.project import Project
from showcase.uniforms import HALF_A_CHEST, read_uniforms

PROJECT = Project(ROOT)
TOKENS, ORGANISATION = read_tokens(PROJECT), read_organisation(PROJECT)
BRAND = read_brand(
    TOKENS, ORGANISATION, read_emblem(PROJECT), Typeface(ROOT / "brand" / "fonts" / "NotoSerifSC-600.ttf")
)

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
    return Project(workshop.root)


def test_our_own_uniforms_are_marked_as_samples():
    found = read_uniforms(PROJECT, TOKENS, ORGANISATION)
    assert found.sample
    assert len(found.uniforms) >= 3


def test_no_file_means_no_uniforms(workshop):
    assert read_uniforms(Project(workshop.root), TOKENS, ORGANISATION).uniforms == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("main: surface", "main: red", "没有的颜色 red"),
        ("main: surface, ", "", "缺少 colours.main"),
        ("department: dining", "department: canteen", "没有“canteen”"),
        ("pieces: [jacket, apron]", "pieces: [apron]", "pieces 里却没有它"),
        ("width: 60", "width: 6", "小于最小尺寸 12 毫米"),
        ("across: 110", "across: 190", f"不能超过 {HALF_A_CHEST} 毫米"),
        ("across: 110", "across: -5", "emblem.across"),
        ("below: 80", "below: 8.5", "这里写一个整数"),
        ("season: all", "season: monsoon", "不在可选的值里"),
        ("seam: collar", "seam: sleeve", "不在可选的值里"),
        ("fabric: 棉涤", "fabric: 棉涤\n    cloth: 棉", "没有 uniforms.0.cloth 这一项"),
        ("fabric: 棉涤", "fabric: <b>棉涤</b>", "不能有 < 或 >"),
        ("fabric: 棉涤", "fabric: null", "空着"),
        ("key: kitchen", "key: ../x", "键只用小写字母"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(workshop, old, new, said):
    assert old in ONE
    with pytest.raises(ProjectError, match=re.escape(said)) as fault:
        read_uniforms(written(workshop, ONE.replace(old, new)), TOKENS, ORGANISATION)
    assert "\n" not in str(fault.value)
    assert "uniforms.yml" in str(fault.value)


def test_a_key_used_twice_is_refused(workshop):
    twice = ONE + ONE.partition("\n")[2]
    with pytest.raises(ProjectError, match="用了两次"):
        read_uniforms(written(workshop, twice), TOKENS, ORGANISATION)


def test_the_emblem_is_drawn_at_its_millimetres(workshop):
    uniform = read_uniforms(written(workshop, ONE), TOKENS, ORGANISATION).uniforms[0]
    (plate,) = uniform_plates(BRAND, [uniform])
    assert emblem_place(uniform) == (80, 84 + 80)  # the collar seam lies 84 mm below the highest point
    x, y, across, down = map(
        float, re.search(r"translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+) ([\d.]+)\)", plate.svg).groups()
    )
    assert across * 512 == pytest.approx(60, abs=0.01)  # one unit of the sheet is one mm
    assert across == down
    jacket = CUTS["jacket"]
    outline = re.search(rf'd="{jacket.outline}" transform="translate\(([\d.]+) ([\d.]+)\)"', plate.svg)
    middle, top = map(float, outline.groups())
    assert x - middle == pytest.approx(110 - 60 / 2)
    assert y - top == pytest.approx(84 + 80)
    assert "部徽宽 60 毫米" in plate.use
    assert "领口缝下 80 毫米，距前中线 110 毫米" in plate.use


def test_every_emblem_of_ours_lies_on_its_cloth():
    for uniform in read_uniforms(PROJECT, TOKENS, ORGANISATION).uniforms:
        left, top = emblem_place(uniform)
        cut = CUTS[uniform.emblem.piece]
        assert 0 <= left < left + uniform.emblem.width < cut.half
        assert 0 < top < top + uniform.emblem.width * BRAND.ratio < cut.height


def test_on_dark_cloth_the_emblem_is_reversed():
    assert emblem_variant(BRAND, "brand") == "reversed"
    assert emblem_variant(BRAND, "ink") == "reversed"
    assert emblem_variant(BRAND, "surface") == "full"
    assert emblem_variant(BRAND, "band") == "mono"  # gold on linen is too weak


def test_the_page_shows_each_uniform_with_its_facts(workshop):
    project = written(workshop, "sample: true\n" + ONE)
    page = "---\ntitle: 工服\n---\n\n<!-- block: uniforms -->\n"
    (project.docs / "brand" / "uniforms" / "index.md").write_text(page, "utf-8")
    assert workshop.run("build").code == 0
    html = workshop.page("brand/uniforms/index.html")
    assert "食堂灶间·四季" in html
    assert "示例" in html
    assert "<dd>上衣、围裙</dd>" in html
    assert "<code data-copy>#1f5a48</code>" in html
    assert (workshop.site / "assets" / "plates" / "uniform-kitchen.svg").is_file()


def test_without_records_the_page_says_how_to_begin(workshop):
    folder = workshop.root / "docs" / "brand" / "uniforms"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: 工服\n---\n\n<!-- block: uniforms -->\n", "utf-8")
    assert workshop.run("build").code == 0
    assert "还没有工服的记录" in workshop.page("brand/uniforms/index.html")
