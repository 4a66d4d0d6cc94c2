"""The emblem stands on a cover where every rule holds, and nowhere else."""

import io
import json

import pytest
from PIL import Image

from conftest import photo_bytes
from showcase.photos.marks import FULL, REVERSED, Mark, Variant, stamped
from showcase.photos.plan import plan
from showcase.photos.recipes import CARD, RECIPES, MarkPlace
from showcase.photos.render import develop

WIDE = RECIPES["wechat-wide"]
PLACE = MarkPlace(("top-right", "top-left"), 0.08)


def variant(name, colour):
    buffer = io.BytesIO()
    Image.new("RGBA", (320, 320), colour).save(buffer, "PNG")
    return Variant(name, buffer.getvalue(), (colour,))


MARK = Mark((variant(FULL, "#1f5a48"), variant(REVERSED, "#ffffff")), 0.25, 24)


def ground(*colours):
    """A cover in vertical stripes, left to right."""
    picture = Image.new("RGB", (1800, 766))
    wide = 1800 // len(colours)
    for n, colour in enumerate(colours):
        picture.paste(colour, (n * wide, 0, (n + 1) * wide, 766))
    return picture


def test_it_stands_in_full_colour_on_light_and_reversed_on_dark():
    assert stamped(ground("#f4f1ea"), MARK, PLACE)[1] == FULL
    assert stamped(ground("#102018"), MARK, PLACE)[1] == REVERSED


def test_it_keeps_its_clear_space_from_the_edges():
    picture, _ = stamped(ground("#ffffff"), MARK, PLACE)
    left, top, right, bottom = Image.eval(picture.convert("L"), lambda v: 255 if v < 200 else 0).getbbox()
    assert (right - left, bottom - top) == (144, 144)
    assert (1800 - right, top) == (36, 36)


def test_it_goes_to_the_other_corner_before_it_is_left_off():
    picture, found = stamped(ground("#ffffff", "#888888"), MARK, PLACE)
    assert found == FULL
    assert picture.getpixel((36 + 72, 36 + 72)) == (0x1F, 0x5A, 0x48)
    busy = ground(*["#000000", "#ffffff"] * 60)
    untouched = busy.tobytes()
    assert stamped(busy, MARK, PLACE) == (busy, "")
    assert busy.tobytes() == untouched


def test_a_least_size_that_leaves_no_clear_space_leaves_it_off():
    large = Mark(MARK.variants, 0.25, 900)
    assert stamped(ground("#ffffff"), large, PLACE)[1] == ""


def test_a_name_changes_with_the_emblem_and_only_where_it_stands():
    facts, _ = develop(photo_bytes((1900, 1200)), lambda found: ())
    other = Mark(MARK.variants[:1], 0.25, 24)
    keys = {plan(facts, WIDE, mark=mark)[0].key for mark in (None, MARK, other)}
    assert len(keys) == 3
    assert plan(facts, CARD, mark=MARK) == plan(facts, CARD)


@pytest.mark.parametrize(("colour", "carried"), [("#f6f4ee", True), ("#a6a6a6", False)])
def test_images_inside_a_project_carries_its_emblem_or_says_why_not(workshop, tmp_path, colour, carried):
    Image.new("RGB", (1900, 1000), colour).save(tmp_path / "a.jpg")
    out = tmp_path / "out"
    names = ("wechat-wide", "douyin-3x4")
    recipes = [word for name in names for word in ("--recipe", name)]
    result = workshop.run("images", str(tmp_path / "a.jpg"), "--out", str(out), *recipes)
    assert result.code == 0
    ((row,),) = [json.loads((out / "manifest.json").read_text("utf-8"))]
    assert {made["recipe"]: made["emblem"] for made in row["outputs"]} == {
        "wechat-wide": carried,
        "douyin-3x4": False,
    }
    assert ("PHO206" in result.err) is not carried
