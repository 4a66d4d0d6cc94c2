import pytest

from conftest import ROOT
from showcase.brand.drawing import read_drawings
from showcase.brand.emblem import coloured
from showcase.brand.fontsource import FontSource
from showcase.brand.lettering import Lettering, Typeface
from showcase.brand.organisation import read_organisation
from showcase.brand.raster import raster
from showcase.brand.svg import viewbox
from showcase.brand.tokens import LockupRules, read_tokens
from showcase.manual.lockup import UNIT, arrange, draw, letters, lockups, motto_lettering
from showcase.project.folder import Project
from svgs import faults

PROJECT = Project(ROOT)
TOKENS, NAMES, SVG = read_tokens(PROJECT), read_organisation(PROJECT), read_drawings(PROJECT).main.svg
FACE = Typeface(FontSource(ROOT, TOKENS.type.heading.file))
RULES = LockupRules(gap=0.25, leading=1.5)


def line(width, height):
    """A line whose ink lies a tenth inside its box."""
    ink = (width * 0.1, height * 0.1, width * 0.9, height * 0.9)
    return Lettering("字", "M0 0Z", width, height, ink)


def test_beside_the_emblem_the_ink_is_centred_and_keeps_the_gap():
    placed = arrange(RULES, 0.25, 1.0, [line(1000, 200)], "horizontal")
    margin = UNIT / 4
    assert placed.emblem == (margin, margin)
    x, y = placed.lines[0]
    assert x + 100 == pytest.approx(margin + UNIT + UNIT / 4)  # ink starts after the gap
    assert y + 100 == pytest.approx(margin + UNIT / 2)  # middle of the ink = middle of the emblem
    assert placed.width == pytest.approx(margin + UNIT + UNIT / 4 + 800 + margin)
    assert placed.height == UNIT + 2 * margin


def test_text_higher_than_the_emblem_makes_room_for_itself():
    placed = arrange(RULES, 0.25, 0.5, [line(900, 300), line(900, 300)], "horizontal")
    ink = 300 + 150 + 300 - 60  # both lines, the leading between, less what is no ink
    assert placed.height == pytest.approx(ink + UNIT / 2)
    assert placed.emblem[1] == pytest.approx(UNIT / 4 + (ink - UNIT / 2) / 2)


def test_below_the_emblem_everything_stands_on_one_axis():
    placed = arrange(RULES, 0.25, 1.0, [line(1000, 200), line(400, 100)], "vertical")
    middles = [x + w / 2 for (x, _), w in zip(placed.lines, (1000, 400), strict=True)]
    assert middles == pytest.approx([placed.width / 2] * 2)
    assert placed.emblem[0] + UNIT / 2 == pytest.approx(placed.width / 2)
    assert placed.lines[0][1] + 20 == pytest.approx(placed.emblem[1] + UNIT + UNIT / 4)


def test_the_gap_is_no_less_than_the_clear_space():
    assert TOKENS.emblem.lockup.gap >= TOKENS.emblem.clear_space


def test_there_is_a_lockup_for_department_university_and_each_centre_both_ways():
    found = {lockup.name for lockup in lockups(NAMES)}
    for stem in ("department", "university-department", *(f"centre-{key}" for key in NAMES.departments)):
        assert {f"{stem}-horizontal", f"{stem}-vertical"} <= found
    assert {"department-horizontal-bilingual", "university-department-vertical-bilingual"} <= found
    assert "centre-dining-horizontal-bilingual" not in found  # no English name has been given


@pytest.mark.parametrize("name", ["department-horizontal", "university-department-vertical-bilingual"])
def test_nothing_stands_in_the_clear_space(name):
    lockup = next(one for one in lockups(NAMES) if one.name == name)
    svg = coloured(SVG, TOKENS, "light")
    drawn = draw(lockup, letters(lockup, TOKENS, FACE), svg, TOKENS, ("#1e2421", "#5a635e"))
    assert faults(drawn.encode()) == []
    width = viewbox(drawn)[2]
    image = raster(drawn, 600)
    left, top, right, bottom = image.getchannel("A").getbbox()
    margin = TOKENS.emblem.clear_space * UNIT * 600 / width - 1
    assert min(left, top, 600 - right, image.height - bottom) >= margin
    colours = {pixel for _, pixel in image.getcolors(1 << 20)}
    assert (0x1F, 0x5A, 0x48, 255) in colours
    assert (0x1E, 0x24, 0x21, 255) in colours


def test_an_emblem_with_groups_another_viewbox_and_colour_on_its_root_stays_itself():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 20 100 50" fill="#1f5a48">'
        '<g transform="translate(10 20)"><rect width="100" height="50"/></g></svg>'
    )
    lockup = next(iter(lockups(NAMES)))
    drawn = draw(lockup, letters(lockup, TOKENS, FACE), svg, TOKENS, ("#000000", "#000000"))
    assert faults(drawn.encode()) == []
    image = raster(drawn, round(viewbox(drawn)[2] / 4))
    middle = image.getpixel((round((UNIT / 4 + UNIT / 2) / 4), image.height // 2))
    assert middle == (0x1F, 0x5A, 0x48, 255)


def test_the_motto_upright_reads_from_the_right():
    drawn = motto_lettering(("爱校", "奋进"), FACE, "#000000", vertical=True)
    first, second = (FACE.set(word, 200, tracking=0.08, vertical=True).d for word in ("爱校", "奋进"))
    assert drawn.index(second) < drawn.index(first)  # written from left to right, read from the right
    assert faults(drawn.encode()) == []
