from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from showcase.photos.contrast import contrast
from showcase.photos.placement import (
    Fault,
    Ground,
    Placement,
    Rules,
    choose_variant,
    faults,
    ground_of,
    in_corner,
)

RULES = Rules(clear_space=0.25, minimum=24, proportion=512 / 484)
PAPER = ground_of(Image.new("RGB", (40, 40), "#fbf8f1"), (0, 0, 40, 40))
COLOURS = ("#1f5a48", "#b9822b")
VARIANTS = {"full": COLOURS, "reversed": ("#ffffff",), "mono": ("#1e2421",)}
CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")


def test_an_emblem_with_all_it_needs_has_no_fault():
    assert faults(Placement((400, 300), (50, 50, 150, 145), RULES), PAPER, COLOURS) == ()


@pytest.mark.parametrize("edge", [(24, 50), (50, 24), (276, 50), (50, 181)])
def test_a_pixel_too_near_to_an_edge_is_too_near(edge):
    left, top = edge
    placement = Placement((400, 300), (left, top, left + 100, top + 95), RULES)
    assert faults(placement, PAPER, COLOURS) == (Fault.CLEAR_SPACE,)


def test_what_stands_beside_the_emblem_may_touch_its_clear_space_but_not_enter_it():
    placement = Placement((800, 300), (50, 50, 150, 145), RULES)
    assert replace(placement, others=((175, 0, 500, 300),)).has_clear_space
    assert not replace(placement, others=((174, 60, 500, 90),)).has_clear_space


def test_too_small_stretched_and_faint_are_each_named():
    small = Placement((400, 300), (50, 50, 73, 72), RULES)
    assert faults(small, PAPER, COLOURS) == (Fault.MINIMUM_SIZE,)
    flat = Placement((400, 300), (50, 50, 150, 120), RULES)
    assert faults(flat, PAPER, COLOURS) == (Fault.PROPORTION,)
    good = Placement((400, 300), (50, 50, 150, 145), RULES)
    assert faults(good, PAPER, ("#ffffff",)) == (Fault.CONTRAST,)
    bad = Placement((60, 60), (0, 0, 20, 50), RULES)
    assert faults(bad, PAPER, ("#fbf8f1",)) == tuple(Fault)


@given(
    st.sampled_from(CORNERS),
    st.integers(1, 400),
    st.floats(0, 1),
    st.floats(0.3, 3),
    st.integers(0, 60),
)
def test_a_placement_in_a_corner_keeps_every_rule_of_geometry(corner, width, clear_space, proportion, margin):
    rules = Rules(clear_space, 24, proportion)
    placement = in_corner((3000, 3000), corner, width, rules, margin)
    assert placement.has_clear_space
    assert placement.is_large_enough
    assert placement.keeps_proportion


def test_the_worst_spot_decides_not_the_mean():
    half = Image.new("RGB", (100, 100), "#ffffff")
    half.paste("#000000", (0, 0, 50, 100))
    ground = ground_of(half, (0, 0, 100, 100))
    assert (ground.darkest, ground.lightest) == (0.0, pytest.approx(1))
    assert choose_variant(ground, VARIANTS) is None
    assert choose_variant(ground_of(half, (50, 0, 100, 100)), VARIANTS) == "full"
    assert (
        choose_variant(ground_of(half, (0, 0, 50, 100)), VARIANTS) == "reversed"
    )  # gold passes, green does not


def test_contrast_with_a_plain_ground_is_that_of_two_colours():
    assert PAPER.contrast(("#1f5a48",)) == pytest.approx(contrast("#1f5a48", "#fbf8f1"))
    assert Ground(0.2, 0.4).contrast(("#888888",)) == 1.0  # 0.246: lost somewhere in between


def test_a_box_reaching_beyond_the_picture_is_judged_where_there_is_one():
    picture = Image.new("RGB", (10, 10), "#1f5a48")
    assert ground_of(picture, (-5, -5, 5, 5)) == ground_of(picture, (0, 0, 5, 5))
    with pytest.raises(ValueError, match="outside"):
        ground_of(picture, (20, 20, 30, 30))


def test_the_choice_for_each_corner_of_a_picture_is_readable_there():
    dark_above = Image.linear_gradient("L").resize((900, 600)).convert("RGB")
    chosen = {}
    for corner in CORNERS:
        placement = in_corner(dark_above.size, corner, 160, RULES)
        ground = ground_of(dark_above, placement.clear_box)
        chosen[corner] = choose_variant(ground, VARIANTS)
        assert faults(placement, ground, VARIANTS[chosen[corner]]) == ()
    assert chosen == {"top-left": "reversed", "top-right": "reversed", "bottom-left": "mono", "bottom-right": "mono"}  # fmt: skip
