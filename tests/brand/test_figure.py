"""The emblem in one colour keeps every visible part, or is not made and said to be lost."""

import pytest

from conftest import ROOT
from showcase.brand.drawing import Drawings, read_drawings
from showcase.brand.drawing.reader import read_outlines
from showcase.brand.figure import figure, plain
from showcase.brand.raster import raster
from showcase.brand.svg import viewbox
from showcase.brand.tokens import read_tokens
from showcase.brand.verdict import judged
from showcase.project.cache import Cache
from showcase.project.folder import Project

PROJECT = Project(ROOT)
TOKENS = read_tokens(PROJECT)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
DISC = '<circle cx="50" cy="50" r="48" fill="#1f5a48"/>'
RING = '<circle cx="50" cy="50" r="40" fill="none" stroke="#1f5a48" stroke-width="9"/>'
BOWL = '<path d="M25 45H75C75 65 65 75 50 75S25 65 25 45Z" fill="#ffffff"/>'
SHADE = '<defs><linearGradient id="a"><stop offset="0" stop-color="#1f5a48"/><stop offset="1" stop-color="#2f6a58"/></linearGradient></defs>'


def drawn(*shapes, head=HEAD):
    reading = read_outlines("\n".join((head, *shapes, "</svg>")).encode())
    assert not reading.faults, reading.faults
    return reading


def inked(svg, x, y):
    """Whether there is ink at (x, y), in hundredths of the width."""
    image = raster(svg, 200)
    return image.getpixel((x * 2, y * 2))[3] > 127


@pytest.mark.parametrize(
    ("shapes", "ink", "open_"),
    [
        ((DISC, BOWL), [(50, 20)], [(50, 60)]),
        ((DISC, BOWL.replace("#ffffff", "#b9822b")), [(50, 20)], [(50, 60)]),
        ((DISC, '<circle cx="50" cy="50" r="30" fill="white"/>'), [(50, 5)], [(50, 50)]),
        ((DISC, '<circle cx="50" cy="50" r="30" fill="white"/>', BOWL.replace("#ffffff", "#1f5a48")), [(50, 5), (50, 60)], [(50, 30)]),
        (('<rect width="100" height="100" fill="#fff"/>', BOWL.replace("#ffffff", "#1f5a48")), [(50, 60)], [(50, 20)]),
        ((DISC.replace("#1f5a48", "#c00000"), BOWL.replace("#ffffff", "#007000")), [(50, 20)], [(50, 60)]),
        ((DISC, '<path d="M25 60H75" stroke="white" stroke-width="8"/>'), [(50, 20)], [(50, 60)]),
        ((SHADE, DISC.replace("#1f5a48", "url(#a)"), BOWL), [(50, 20)], [(50, 60)]),
        (('<g transform="translate(10 10) scale(.8)">', DISC, BOWL, "</g>"), [(50, 26)], [(50, 58)]),
        ((DISC, '<g opacity=".3">', BOWL, "</g>", BOWL.replace("#ffffff", "white")), [(50, 20)], [(50, 60)]),
        ((RING, '<circle cx="50" cy="50" r="20" fill="#b9822b"/>'), [(50, 50), (50, 10)], [(50, 22)]),
        ((BOWL,), [(50, 60)], [(50, 20)]),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_light_or_another_colour_on_a_shape_is_a_hole_in_it(tmp_path, shapes, ink, open_):
    emblem, findings = judged(Drawings(drawn(*shapes), {}), TOKENS, Cache(tmp_path))
    assert [finding.code for finding in findings if finding.is_error] == []
    for version in ("mono", "reversed"):
        text = emblem.single(version, "#ffffff")
        assert "#000000" not in text
        assert [inked(text, *point) for point in ink] == [True] * len(ink)
        assert [inked(text, *point) for point in open_] == [False] * len(open_)
        assert read_outlines(text.encode()).faults == ()  # outlines, as the emblem itself


@pytest.mark.parametrize(
    "shapes",
    [
        ('<path d="M0 0H50V99H0Z" fill="#1f5a48"/>', '<path d="M50 0H99V99H50Z" fill="#b9822b"/>'),
        (DISC, *(f'<circle cx="{x}" cy="50" r="2" fill="#245f4d"/>' for x in (20, 50, 80)), *(f'<path d="M{x} 60h4v9h-4z" fill="#{c}"/><path d="M{x + 4} 60h4v9h-4z" fill="#{d}"/>' for x, c, d in ((30, "902020", "206090"), (60, "206090", "902020")))),
    ],
)  # fmt: skip
def test_a_version_that_loses_a_part_is_an_error_with_both_pictures_names(tmp_path, shapes):
    emblem, findings = judged(Drawings(drawn(*shapes), {}), TOKENS, Cache(tmp_path))
    assert not emblem.shows("mono")
    assert not emblem.shows("reversed")
    (found,) = (finding for finding in findings if finding.is_error)
    assert found.code == "SET031"
    for name in ("brand/emblem.svg", "assets/emblem-mono.svg", "assets/emblem-reversed.svg"):
        assert name in found.message
    assert "brand/emblem-mono.svg" in found.hint


def test_a_small_part_counts_though_it_is_little_of_all_edges():
    """A dot on a figure of many edges: three hundredths of the edges were once let go."""
    teeth = "".join(f"M{x} 2h2v40h-2z" for x in range(2, 96, 4))
    dot = '<circle cx="50" cy="75" r="4" fill="#902020"/>'
    text = drawn(f'<path d="{teeth}M2 60h96v30h-96z" fill="#1f5a48"/>', dot).svg
    made = figure(text)
    assert made.holds
    assert not inked(made.svg, 50, 75)


def test_our_own_emblem_is_all_ink_and_judged_once(tmp_path):
    drawings = read_drawings(PROJECT)
    emblem, findings = judged(drawings, TOKENS, Cache(tmp_path))
    assert findings == ()
    assert emblem.figures == dict.fromkeys(("mono", "reversed"), plain(drawings.main.svg))
    assert len(list(tmp_path.rglob("*-figure"))) == 1


def test_a_gradient_stays_in_colour_and_is_solid_in_one(tmp_path):
    reading = drawn(SHADE, DISC.replace("#1f5a48", "url(#a)"))
    assert 'fill="url(#p1)"' in reading.svg
    assert set(reading.inks) == {"#1f5a48", "#2f6a58"}
    emblem, _ = judged(Drawings(reading, {}), TOKENS, Cache(tmp_path))
    assert "url(" not in emblem.figures["mono"]
    assert "<defs>" not in emblem.figures["mono"]


def test_the_designers_own_file_wins_and_stands_on_the_field_of_the_emblem(tmp_path):
    halves = drawn('<path d="M0 0H50V99H0Z" fill="#1f5a48"/>', '<path d="M50 0H99V99H50Z" fill="#b9822b"/>')
    own = drawn(
        '<rect width="90" height="200" y="0" fill="#123456"/>', head=HEAD.replace("100 100", "100 200")
    )
    emblem, findings = judged(Drawings(halves, {"mono": own}), TOKENS, Cache(tmp_path))
    (found,) = (finding for finding in findings if finding.is_error)
    assert "assets/emblem-reversed.svg" in found.message
    assert "assets/emblem-mono.svg" not in found.message
    assert emblem.shows("mono")
    assert not emblem.shows("reversed")
    mono = emblem.single("mono", "#1e2421")
    assert viewbox(mono) == (0, 0, 100, 100)
    assert [inked(mono, x, 50) for x in (20, 30, 60, 74)] == [False, True, True, False]


def test_a_designers_own_file_is_read_from_the_project_and_a_bad_one_stops_it_by_name(workshop):
    brand = workshop.root / "brand"
    (brand / "emblem-mono.svg").write_text("\n".join((HEAD, DISC, BOWL, "</svg>")), "utf-8")
    done = workshop.run("build")
    assert done.code == 0, done.err
    text = (workshop.site / "assets" / "emblem-mono.svg").read_text("utf-8")
    assert (inked(text, 50, 20), inked(text, 50, 60)) == (True, False)
    (brand / "emblem-mono.svg").write_text("\n".join((HEAD, "<text>部</text>", "</svg>")), "utf-8")
    done = workshop.run("check")
    assert done.code == 2
    assert "brand/emblem-mono.svg:2:1" in done.out
