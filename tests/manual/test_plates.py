import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from conftest import ROOT
from showcase.brand.drawing import Emblem
from showcase.brand.drawing.reader import read_outlines
from showcase.brand.drawing.shapes import GEOMETRY
from showcase.brand.drawing.style import READ
from showcase.brand.figure import plain
from showcase.brand.lettering import LacksCharacter
from showcase.brand.raster import raster
from showcase.brand.svg import TAG, viewbox
from showcase.house import read_house
from showcase.manual.lockup import UNIT, draw, letters, lockups
from showcase.manual.plates import GROUPS, kept_plates, plates
from showcase.manual.plates.basics import GRID, MARK_CONTRAST, VARIANTS, least_contrast
from showcase.manual.plates.brand import read_brand
from showcase.manual.plates.combinations import lockup, lockup_size
from showcase.manual.plates.misuse import NAMES, broken_rules, misplaced, proper
from showcase.manual.plates.sheet import Sheet
from showcase.photos.contrast import contrast
from showcase.project.cache import Cache
from showcase.project.folder import Project

PROJECT = Project(ROOT)
ELEMENTS = {"svg", "g", "title", "desc", *GEOMETRY}
ATTRIBUTES = {
    "viewBox",
    "width",
    "height",
    "transform",
    "role",
    "aria-label",
    *READ,
    *set().union(*GEOMETRY.values()),
}
HOUSE = read_house(PROJECT)
TOKENS, ORGANISATION = HOUSE.tokens, HOUSE.organisation


@pytest.fixture(scope="module")
def drawn():
    return {plate.name: plate for plate in plates(HOUSE)}


@pytest.fixture(scope="module")
def brand():
    return read_brand(HOUSE)


def changed(**colours):
    """The tokens with other light values for some colours."""
    palette = {
        name: colour.model_copy(update={"light": colours[name]}) if name in colours else colour
        for name, colour in TOKENS.colour.items()
    }
    return TOKENS.model_copy(update={"colour": palette})


def emblems(svg):
    """(across, down) scale of each emblem drawn."""
    return [(float(a), float(b)) for a, b in re.findall(r"scale\((-?[\d.]+) (-?[\d.]+)\)", svg)]


def test_every_plate_is_outlines_and_nothing_else(drawn):
    assert len(drawn) > 40
    for name, plate in drawn.items():
        assert re.fullmatch(r"[a-z0-9-]+", name)
        assert plate.group in GROUPS
        root = ElementTree.fromstring(plate.svg)
        for element in root.iter():
            assert element.tag.removeprefix(TAG) in ELEMENTS, name
            assert set(element.attrib) <= ATTRIBUTES, (name, set(element.attrib) - ATTRIBUTES)
            assert not any("url(" in value for value in element.attrib.values())
        assert root.find(f"{TAG}title").text == plate.title
        assert "NaN" not in plate.svg
        assert "inf" not in plate.svg


def test_every_plate_has_its_own_name_and_a_caption_that_ends(drawn):
    assert len(plates(HOUSE)) == len(drawn)
    assert all(plate.use.endswith("。") and plate.title for plate in drawn.values())
    assert {plate.group for plate in drawn.values()} == set(GROUPS) - {"uniform"}


def test_every_plate_can_be_turned_into_pixels_and_has_its_own_paper(drawn):
    for name, plate in drawn.items():
        image = raster(plate.svg, 240)
        assert image.width == 240, name
        # all but the last row and column, which may be parts of a pixel: by night, too, it brings its own paper
        inside = image.crop((0, 0, image.width - 1, image.height - 1))
        assert inside.getchannel("A").getextrema() == (255, 255), name
        assert len(image.convert("RGB").getcolors(maxcolors=1 << 20)) > 4, name


def test_the_same_source_gives_the_same_plates(drawn):
    assert {p.name: p for p in plates(HOUSE)} == drawn


def test_plates_hold_only_colours_of_the_tokens_and_those_that_misuse_and_mourning_need(drawn):
    from showcase.manual.plates.applications import GREY, _softer
    from showcase.manual.plates.basics import tint
    from showcase.manual.plates.misuse import STRANGE

    brand = read_brand(HOUSE)
    light = {colour.light for colour in TOKENS.colour.values()}
    for name, plate in drawn.items():
        extra = set(re.findall(r"#[0-9a-f]{6}", plate.svg)) - light
        allowed = {
            "misuse-recoloured": {STRANGE},
            "edition-memorial": {GREY, "#f4f4f4"},
            "meeting-backdrop": {_softer(brand)},
            "colour-tints": {
                tint(brand.colour(n), s) for n in ("brand", "accent", "ink") for s in (100, 80, 60, 40, 20)
            },
        }
        assert extra <= allowed.get(name, set()), name


def test_a_colour_changed_in_the_tokens_changes_the_plates_that_show_it(drawn):
    after = {p.name: p for p in plates(replace(HOUSE, tokens=changed(brand="#234e7a")))}
    assert after.keys() == drawn.keys()
    for name in drawn:
        shown = TOKENS.colour["brand"].light in drawn[name].svg
        if shown:
            assert after[name].svg != drawn[name].svg, name
            assert TOKENS.colour["brand"].light not in after[name].svg, name
    assert sum(after[name].svg != drawn[name].svg for name in drawn) > 35


def test_the_grid_has_sixteen_fields_across_the_emblem(drawn):
    lines = [e.attrib for e in ElementTree.fromstring(drawn["emblem-construction"].svg).iter(f"{TAG}line")]
    upright = sorted({float(a["x1"]) for a in lines if a["x1"] == a["x2"] and a["stroke-width"] == "0.15"})
    across, _ = emblems(drawn["emblem-construction"].svg)[0]
    width = across * 512
    assert len(upright) == GRID + 1
    assert upright[-1] - upright[0] == pytest.approx(width, abs=0.01)
    assert upright[1] - upright[0] == pytest.approx(width / 16, abs=0.01)


@pytest.mark.parametrize("clear", [0.25, 0.4])
def test_the_clear_space_drawn_is_that_of_the_tokens(clear):
    tokens = TOKENS.model_copy(update={"emblem": TOKENS.emblem.model_copy(update={"clear_space": clear})})
    plate = next(p for p in plates(replace(HOUSE, tokens=tokens)) if p.name == "emblem-clear-space")
    _, outer, inner = [
        {k: float(e.get(k)) for k in ("x", "y", "width", "height")}
        for e in ElementTree.fromstring(plate.svg).iter(f"{TAG}rect")
    ]
    across, _ = emblems(plate.svg)[0]
    assert inner["width"] == pytest.approx(across * 512, abs=0.01)
    assert inner["x"] - outer["x"] == pytest.approx(clear * inner["width"], abs=0.01)
    assert inner["y"] - outer["y"] == pytest.approx(clear * inner["width"], abs=0.01)
    assert outer["width"] == pytest.approx((1 + 2 * clear) * inner["width"], abs=0.02)
    assert f"{clear:g} 倍" in plate.use


def test_the_least_sizes_are_drawn_as_large_as_they_are(drawn):
    plate = drawn["emblem-minimum"]
    (printed, _), (screen, _) = emblems(plate.svg)
    assert printed * 512 == pytest.approx(TOKENS.emblem.minimum.mm, abs=0.01)
    root = ElementTree.fromstring(plate.svg)
    px_per_unit = float(root.get("width")) / plate.size[0]
    assert screen * 512 * px_per_unit == pytest.approx(TOKENS.emblem.minimum.px, abs=0.05)
    assert px_per_unit == pytest.approx(96 / 25.4, abs=0.001)  # so a unit prints as 1 mm


def test_the_grounds_that_are_allowed_are_those_where_the_weakest_colour_is_seen(brand, drawn):
    verdicts = {
        (look, ground): least_contrast(brand, look, ground) >= MARK_CONTRAST
        for look, _ in VARIANTS
        for ground in ("paper", "surface", "band", "accent", "brand", "ink")
    }
    assert verdicts["full", "paper"]
    assert not verdicts["full", "band"]  # the gold leaves would be lost
    assert not verdicts["full", "accent"]
    assert verdicts["reversed", "brand"]
    assert not verdicts["reversed", "paper"]
    ringed = drawn["emblem-grounds"].svg.count("<circle")
    assert ringed == sum(not allowed for allowed in verdicts.values())


@pytest.mark.parametrize("chosen", tuple(lockups(ORGANISATION)), ids=lambda one: one.name)
def test_a_lockup_on_a_plate_is_the_one_to_download(brand, chosen):
    kept = draw(chosen, letters(chosen, TOKENS, brand.face), HOUSE.emblem.svg, TOKENS, ("#000000", "#000000"))
    sheet = Sheet(brand)
    lockup(sheet, 10, 20, UNIT / 10, chosen.name)
    free = TOKENS.emblem.clear_space * UNIT  # part of the file, not of what is drawn

    def on_sheet(x, y):
        return pytest.approx(((float(x) - free) / 10 + 10, (float(y) - free) / 10 + 20), abs=0.011)

    number, plate = r"(-?[\d.]+)", "\n".join(sheet.parts)
    here = re.search(rf'<g transform="translate\({number} {number}\) scale\(0.10000 0.10000\)', plate)
    there = re.search(rf'<g transform="translate\({number} {number}\) scale\(1\)', kept)
    assert tuple(map(float, here.groups())) == on_sheet(*there.groups())
    words = re.findall(rf'd="([^"]+)" transform="translate\({number} {number}\) scale\(0.10000\)"', plate)
    files = re.findall(rf'transform="translate\({number} {number}\)" d="([^"]+)"', kept)
    assert len(words) == len(files) == len(chosen.lines)
    for (outline, *place), (*corner, same) in zip(words, files, strict=True):
        assert outline == same
        assert tuple(map(float, place)) == on_sheet(*corner)
    _, _, width, height = viewbox(kept)
    size = ((width - 2 * free) / 10, (height - 2 * free) / 10)
    assert lockup_size(brand, UNIT / 10, chosen.name) == pytest.approx(size, abs=0.011)


def test_the_plates_of_combinations_show_what_can_be_downloaded_and_nothing_else(drawn, brand):
    outlines = {
        one.name: [line.d for line in letters(one, TOKENS, brand.face)] for one in lockups(ORGANISATION)
    }
    for plate in drawn.values():
        if plate.group == "combination":
            found = set(re.findall(r'd="([^"]+)" transform="translate\([^"]*scale', plate.svg))
            assert any(found >= set(lines) for lines in outlines.values()), plate.name
            assert found <= {d for lines in outlines.values() for d in lines}, plate.name
    for key in ORGANISATION.departments:
        assert all(d in drawn["combination-centres"].svg for d in outlines[f"centre-{key}-horizontal"])


def test_what_is_printed_keeps_the_least_size(drawn):
    made = ("office", "meeting", "sign", "vehicle", "creative", "honour")
    printed = [p for p in drawn.values() if p.group in made and p.name != "office-slide"]
    assert len(printed) == 13
    for plate in printed:
        for across, _ in emblems(plate.svg):
            assert across * 512 >= TOKENS.emblem.minimum.mm - 0.01, plate.name


def test_no_plate_but_those_of_misuse_draws_an_emblem_deformed_or_turned(drawn):
    for name, plate in drawn.items():
        for across, down in emblems(plate.svg):
            if name != "misuse-deformed":
                assert across == pytest.approx(down, rel=0.001), name
        assert ("rotate" in plate.svg) == (name in ("misuse-tilted", "lettering-vertical")), name


def test_the_right_placement_breaks_no_rule(brand):
    assert broken_rules(proper(brand), TOKENS) == ()


@pytest.mark.parametrize("rule", NAMES)
def test_a_misuse_breaks_the_rule_it_shows_and_no_other(brand, rule):
    assert broken_rules(misplaced(brand, rule), TOKENS) == (rule,)


def test_the_plates_of_misuse_are_drawn_from_the_numbers_that_break_the_rule(brand, drawn):
    across, down = emblems(drawn["misuse-deformed"].svg)[0]
    assert down / across == pytest.approx(misplaced(brand, "deformed").stretch, rel=0.001)
    assert f"rotate({misplaced(brand, 'tilted').turn:g} " in drawn["misuse-tilted"].svg
    small = emblems(drawn["misuse-small"].svg)[0][0] * 512
    assert small == pytest.approx(misplaced(brand, "small").width, abs=0.01)
    assert small < TOKENS.emblem.minimum.mm
    for ground in misplaced(brand, "busy").grounds[1:]:
        assert ground in drawn["misuse-busy"].svg
    for name in NAMES:
        svg = drawn[f"misuse-{name}"].svg
        assert svg.count("M-2.64 -2.64L2.64 2.64M2.64 -2.64L-2.64 2.64") == 1, name  # a cross, by its form
    assert emblems(drawn["misuse-old"].svg) == []  # no old version exists, so none is made up


def test_the_cross_is_seen_on_its_disc():
    assert contrast(TOKENS.colour["ink"].light, TOKENS.colour["surface"].light) > 7


def test_an_emblem_of_one_shape_in_another_shape_of_box_is_drawn_as_well():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 20 400 200"><title>新徽</title>'
        '<g fill="#1f5a48" transform="translate(1 2)"><path id="a" d="M10 20H410V220H10Z"/></g></svg>'
    )
    read = read_outlines(svg.encode()).svg
    emblem = Emblem(read, dict.fromkeys(("mono", "reversed"), plain(read)))
    for plate in plates(replace(HOUSE, emblem=emblem)):
        assert "id=" not in plate.svg
        ElementTree.fromstring(plate.svg)
        if plate.name not in ("misuse-deformed", "misuse-apart"):
            assert all(a == pytest.approx(d, rel=0.001) for a, d in emblems(plate.svg)), plate.name


def test_a_name_the_font_cannot_write_is_named():
    names = ORGANISATION.names.model_copy(update={"short": "后勤𰻝部"})
    with pytest.raises(LacksCharacter, match="𰻝"):
        plates(replace(HOUSE, organisation=ORGANISATION.model_copy(update={"names": names})))


def test_markup_in_a_name_stays_text():
    names = ORGANISATION.names.model_copy(update={"short": "后勤&部"})
    for plate in plates(replace(HOUSE, organisation=ORGANISATION.model_copy(update={"names": names}))):
        ElementTree.fromstring(plate.svg)


def test_unchanged_plates_come_from_the_cache_without_a_font_tool(tmp_path, drawn):
    import subprocess
    import sys

    cache = Cache(tmp_path)
    first = kept_plates(HOUSE, (), cache)
    assert {p.name: p for p in first} == drawn
    code = f"""
import sys
from pathlib import Path
from showcase.house import read_house
from showcase.project.cache import Cache
from showcase.manual.plates import kept_plates
from showcase.project.folder import Project
from showcase.brand.svg import TAG, viewbox
p = Project(Path({str(ROOT)!r}))
found = kept_plates(read_house(p), (), Cache(Path({str(tmp_path)!r})))
assert len(found) == {len(first)}
sys.exit('fontTools' in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
