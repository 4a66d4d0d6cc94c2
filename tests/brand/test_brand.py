import re

import pytest
from PIL import Image

from conftest import ROOT
from showcase.brand.css import css
from showcase.brand.drawing import read_drawings
from showcase.brand.emblem import coloured
from showcase.brand.raster import raster
from showcase.brand.tokens import contrasts, every_pair, read_tokens
from showcase.photos.contrast import contrast, nearest_passing, verdict
from showcase.project.errors import ProjectError
from showcase.project.folder import Project

PROJECT = Project(ROOT)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the textbook near miss
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize(
    ("text", "ground"), [("#cccccc", "#ffffff"), ("#444444", "#000000"), ("#b9822b", "#fbf8f1")]
)
def test_the_suggested_colour_passes(text, ground):
    assert contrast(text, ground) < 4.5 <= contrast(nearest_passing(text, ground), ground)


def test_every_pair_the_theme_uses_reaches_aa():
    assert min(row.least for row in contrasts(read_tokens(PROJECT))) >= 4.5


def test_the_verdict_is_that_of_wcag():
    assert [verdict(r) for r in (7, 6.99, 4.5, 4.49, 3, 2.99)] == [
        "AAA",
        "AA",
        "AA",
        "大字 AA",
        "大字 AA",
        "不达标",
    ]


def test_the_table_holds_every_text_on_every_ground_once():
    tokens = read_tokens(PROJECT)
    pairs = [(row.text, row.ground) for row in every_pair(tokens)]
    assert len(pairs) == len(set(pairs))
    assert set(tokens.pairs) < set(pairs)  # those in use, and the others as well
    assert ("ink-2", "brand") in pairs
    assert all(text != ground for text, ground in pairs)


def test_print_colours_are_typed_by_a_person_or_stay_open():
    assert all(c.cmyk is None and c.spot == "" for c in read_tokens(PROJECT).colour.values())


def test_the_full_emblem_is_told_apart_from_each_ground_it_may_stand_on():
    tokens = read_tokens(PROJECT)
    rules = tokens.emblem
    for ground in rules.grounds.colour:
        for name in rules.colours.values():
            assert contrast(tokens.colour[name].light, tokens.colour[ground].light) >= 3, (name, ground)
    for ground in rules.grounds.reversed:
        assert contrast("#ffffff", tokens.colour[ground].light) >= 4.5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version: '0.9'", "version: 'neu'", "版本写成 1.0 的样子"),
        ("group: standard", "group: main", "standard"),
        ("label: 苍绿,", "label: 苍绿, cmyk: [80, 30, 60, 140],", "0 到 100"),
        ("reversed: [brand", "reversed: [brandt", "colour 里缺少 brandt"),
    ],
)
def test_a_slip_in_the_tokens_is_said_in_a_line(workshop, old, new, said):
    file = workshop.root / "brand" / "tokens.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ProjectError) as caught:
        read_tokens(Project(workshop.root))
    assert said in str(caught.value)
    assert "brand/tokens.yml" in str(caught.value)


def test_state_colours_stay_in_ledgers():
    for sheet in sorted((ROOT / "scripts/showcase/theme/assets/css").glob("*.css")):
        if not re.search("ledger|record|desk", sheet.name):  # the editors' desk lists what is due
            assert "--colour-state-" not in sheet.read_text("utf-8"), sheet.name


def test_every_token_the_stylesheets_name_exists():
    made = set(re.findall(r"(--[\w-]+):", css(read_tokens(PROJECT))))
    for sheet in sorted((ROOT / "scripts/showcase/theme/assets/css").glob("*.css")):
        text = sheet.read_text("utf-8")
        used, own = set(re.findall(r"var\((--[\w-]+)\)", text)), set(re.findall(r"(--[\w-]+):", text))
        made |= own
        assert used <= made | {"--band", "--on-band", "--button"}, (sheet.name, used - made)


def test_colours_stand_only_in_the_tokens():
    for sheet in sorted((ROOT / "scripts/showcase/theme/assets/css").glob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", text), sheet.name


def test_the_emblem_follows_the_tokens():
    svg, tokens = read_drawings(PROJECT).main.svg, read_tokens(PROJECT)
    by_night = coloured(svg, tokens, "dark")
    assert tokens.colour["brand"].dark in by_night
    assert tokens.colour["brand"].light not in by_night
    image = raster(coloured(svg, tokens, "light"), 128)
    assert image.size[0] == 128
    assert image.getpixel((0, 0))[3] == 0  # the ground stays free


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_one_colour_changed_changes_what_shows_it_and_nothing_else(workshop, tmp_path):
    workshop.story("one")
    assert workshop.run("build", "--site-dir", str(tmp_path / "before")).code == 0
    tokens = workshop.root / "brand" / "tokens.yml"
    tokens.write_text(tokens.read_text("utf-8").replace("light: '#1f5a48'", "light: '#234e7a'"), "utf-8")
    assert workshop.run("build", "--site-dir", str(tmp_path / "after")).code == 0
    before, after = files(tmp_path / "before"), files(tmp_path / "after")
    cards = [{name: before.pop(name) for name in sorted(before) if name.startswith("assets/cards/")}]
    cards.append({name: after.pop(name) for name in sorted(after) if name.startswith("assets/cards/")})
    assert len(cards[0]) == len(cards[1]) > 3  # each drawn anew, under a new address
    assert not set(cards[0].values()) & set(cards[1].values())
    changed = {name for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()
    assert {
        "assets/site.css",
        "assets/emblem.svg",
        "favicon.ico",
        "assets/card.jpg",
        "assets/apple-touch-icon.png",
    } <= changed
    for name in changed:
        if name.endswith(".html"):  # the stylesheet's new version number, the card's address, nothing besides
            version = [line for line in before[name].splitlines() if line not in after[name].splitlines()]
            known = (b"site.css?v=", b"assets/cards/")
            assert [line for line in version if not any(word in line for word in known)] == [], name
        else:
            assert name.startswith("assets/") or name == "favicon.ico", name


def test_the_icons_have_their_sizes(built):
    with Image.open(built / "favicon.ico") as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    for name, size in (("apple-touch-icon.png", 180), ("icon-192.png", 192), ("icon-512.png", 512)):
        with Image.open(built / "assets" / name) as image:
            assert image.size == (size, size)
            assert image.mode == "RGB"  # phones show transparent ones on black
    with Image.open(built / "assets" / "card.jpg") as card:
        assert card.size == (1200, 630)


def test_a_ground_on_which_no_version_of_the_emblem_stands_out_stops_the_build(workshop):
    file = workshop.root / "brand" / "tokens.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("reversed: [brand, ink]", "reversed: [brand, ink, line]"), "utf-8")
    done = workshop.run("check")
    assert done.code == 2
    assert "允许部徽放在 line 上" in done.out
    assert "低于 3:1" in done.out
    file.write_text(text.replace("mono: [paper,", "mono: [line, paper,"), "utf-8")
    assert workshop.run("check").code == 0


def test_no_size_of_text_falls_below_fourteen_pixels():
    sizes = re.findall(r"--step--?\d: clamp\(([\d.]+)rem", css(read_tokens(PROJECT)))
    assert len(sizes) >= 9
    assert min(map(float, sizes)) * 16 >= 14
