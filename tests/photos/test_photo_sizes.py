"""Which part of a photo is shown, how large, and what is said where it is too small."""

import io
import math
import re
from dataclasses import replace

import pytest
from PIL import Image

from conftest import PHOTOS, photo_bytes
from prints import BLUE, RED, halves, near, outputs, probe
from showcase.cli import main
from showcase.photos.focal import find_focal
from showcase.photos.marks import Mark, Variant
from showcase.photos.plan import MAX_NEGATIVE, MAX_OUTPUT, crop_box, negative_scale, plan, too_small, widths
from showcase.photos.recipes import BODY, CARD, COVER, RECIPES


@pytest.mark.parametrize("focal", [(0, 0), (0.5, 0.5), (1, 1), (0.2, 0.9)])
@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (10, 4000), (4000, 10), (1, 1), (640, 480)])
@pytest.mark.parametrize("ratio", [(4, 3), (1200, 630), (760, 950)])
def test_a_crop_lies_within_the_photo_and_is_as_large_as_can_be(size, ratio, focal):
    left, top, right, bottom = crop_box(*size, ratio, focal)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert right - left == size[0] or bottom - top == size[1]


def test_a_crop_is_as_near_to_the_focal_point_as_fits():
    left, _, right, _ = crop_box(2000, 1000, (1, 1), (0.3, 0.5))
    assert (left + right) / 2 == pytest.approx(600, abs=1)
    assert crop_box(2000, 1000, (1, 1), (0.0, 0.5))[0] == 0


def test_widths_end_where_the_photo_does():
    assert widths(BODY, 5000) == (480, 960, 1600)
    assert widths(BODY, 1000) == (480, 960, 1000)
    assert widths(BODY, 960) == (480, 960)
    assert widths(BODY, 300) == (300,)
    assert widths(CARD, 600) == (640,)  # enlarged by less than a quarter
    assert widths(CARD, 400) == (400,)


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=lambda r: r.name)
@pytest.mark.parametrize("size", [(3000, 2000), (700, 900), (90, 60)])
def test_planned_sizes_are_the_made_ones(recipe, size):
    for instruction, image in outputs(photo_bytes(size), recipe):
        assert image.size == instruction.size
        assert image.format == {"avif": "AVIF", "jpg": "JPEG"}[instruction.encoder.format]


def test_a_photo_narrower_than_the_recipe_is_not_enlarged():
    assert max(i.size[0] for i, _ in outputs(photo_bytes((700, 500)), BODY)) == 700


def test_a_cover_too_small_is_extended_and_never_stretched():
    data = halves(size=(400, 300))
    facts = probe(data)
    (instruction,) = plan(facts, RECIPES["douyin-9x16"])
    assert instruction.size == (1080, 1920)
    left, top, right, bottom = instruction.place
    across = (right - left) / (instruction.box[2] - instruction.box[0])
    down = (bottom - top) / (instruction.box[3] - instruction.box[1])
    assert across == pytest.approx(down, rel=0.01)
    assert across <= 1.25
    image = outputs(data, RECIPES["douyin-9x16"])[0][1].convert("RGB")
    assert near(image.getpixel((left + 20, top + 20)), RED)
    assert near(image.getpixel((right - 20, bottom - 20)), BLUE)
    red, _, blue = image.getpixel((5, 960))  # the ground takes the colour of the edge it continues
    assert red > blue


@pytest.mark.parametrize("name", ["douyin-9x16", "wechat-wide", "wechat-square"])
def test_the_ground_around_a_bright_photo_is_as_bright(name):
    bright = io.BytesIO()
    Image.new("RGB", (400, 300), (240, 240, 235)).save(bright, "PNG")
    ((_, image),) = outputs(bright.getvalue(), RECIPES[name])
    assert min(low for low, _ in image.convert("RGB").getextrema()) > 225


@pytest.mark.parametrize(("size", "small"), [((959, 900), True), ((960, 640), False), ((2000, 400), True)])
def test_too_small_is_said_of_a_photo_that_gives_less_than_the_recipe_needs(size, small):
    assert too_small(probe(photo_bytes(size)), COVER) is small


@pytest.mark.parametrize(
    "names", [("douyin-3x4", "douyin-4x3", "douyin-9x16"), ("cover", "share", "card"), ("body",)]
)
def test_a_photo_of_the_size_that_is_asked_for_is_large_enough_for_all(names, tmp_path, capsys):
    def warned(size):
        path = tmp_path / f"{size[0]}.jpg"
        path.write_bytes(photo_bytes(size))
        options = [part for name in names for part in ("--recipe", name)]
        assert main(["images", str(path), "--out", str(tmp_path / f"out{size[0]}"), *options]) == 0
        return [line for line in capsys.readouterr().err.splitlines() if "PHO205" in line]

    (line,) = warned((300, 200))
    assert all(RECIPES[name].label in line for name in names)
    wanted = re.search(r"要 (?:宽 (\d+)|(\d+)×(\d+)) 像素才够", line)
    width, height = int(wanted[1] or wanted[2]), int(wanted[3] or 100)
    assert warned((width, height)) == []
    assert warned((width - 1, height))


def test_the_focal_point_is_drawn_to_what_is_detailed_and_warm():
    import random

    scene = Image.new("RGB", (900, 600), (150, 170, 190))
    noise = random.Random(1)
    for _ in range(400):  # a plate of food, right of the middle and low
        x, y = noise.randint(560, 760), noise.randint(320, 520)
        scene.paste((noise.randint(150, 255), noise.randint(60, 120), 40), (x, y, x + 12, y + 12))
    x, y = find_focal(scene)
    assert x > 0.6
    assert y > 0.57
    assert find_focal(Image.new("RGB", (300, 200), (90, 90, 90))) == (0.5, 0.5)


def test_the_found_focal_point_is_nearer_to_what_people_chose_than_the_centre_is():
    import yaml

    found_off, centre_off = [], []
    for index in sorted(PHOTOS.glob("*/index.md")):
        notes = yaml.safe_load(index.read_text("utf-8").split("---\n")[1]).get("photos", {})
        for name, note in notes.items():
            if "focal" in note:
                x, y = note["focal"]
                fx, fy = probe((index.parent / name).read_bytes()).focal
                found_off.append(((fx - x) ** 2 + (fy - y) ** 2) ** 0.5)
                centre_off.append(((0.5 - x) ** 2 + (0.5 - y) ** 2) ** 0.5)
    assert len(found_off) > 20
    assert sum(found_off) < sum(centre_off)


@pytest.mark.parametrize(
    ("size", "ratio", "focal", "box"),
    [
        ((2000, 1000), (1, 1), (0.5, 0.5), (500, 0, 1500, 1000)),
        ((2000, 1000), (1, 1), (1, 1), (1000, 0, 2000, 1000)),
        ((1000, 2000), (1, 1), (0.5, 0), (0, 0, 1000, 1000)),
        ((1000, 2000), (1, 1), (0.5, 1), (0, 1000, 1000, 2000)),
        ((1000, 2000), (1, 1), (0.5, 0.3), (0, 100, 1000, 1100)),
        ((900, 600), (3, 2), (0.1, 0.9), (0, 0, 900, 600)),
        ((1000, 600), (3, 2), (0.5, 0.5), (50, 0, 950, 600)),
    ],
)
def test_a_crop_stands_where_it_should_to_the_pixel(size, ratio, focal, box):
    assert crop_box(*size, ratio, focal) == box


def test_the_widths_of_a_photo_just_large_enough_and_one_pixel_short_of_it():
    assert widths(BODY, 1600) == (480, 960, 1600)
    assert widths(BODY, 1599) == (480, 960, 1599)
    assert widths(BODY, 481) == (480, 481)
    assert widths(BODY, 480) == (480,)
    assert widths(BODY, 479) == (479,)
    assert widths(CARD, 512) == (640,)  # 512 × 1.25
    assert widths(CARD, 511) == (511,)


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=lambda r: r.name)
def test_a_photo_is_too_small_by_one_pixel_less_than_the_recipe_needs(recipe):
    if not recipe.ratio:
        assert [too_small(facts(recipe.needs - n, 40), recipe) for n in (0, 1)] == [False, True]
        return
    across, down = recipe.ratio
    tall = 10 * recipe.needs * down // across  # so that the width alone decides
    assert [too_small(facts(recipe.needs - n, tall), recipe) for n in (0, 1)] == [False, True]


def facts(width, height):
    return replace(probe(photo_bytes((40, 30))), width=width, height=height)


def test_what_is_extended_is_enlarged_as_far_as_may_be_and_no_further():
    recipe = RECIPES["douyin-9x16"]
    width = recipe.widths[-1]
    enough = -(-width * 4 // 5)  # enlarged by a quarter
    for across, extended in ((enough, False), (enough - 1, True)):
        (instruction,) = {one.size: one for one in plan(facts(across, 10 * across), recipe)}.values()
        assert (instruction.place is not None) == extended
    (small,) = plan(facts(401, 301), recipe)
    left, top, right, bottom = small.place
    assert (right - left, bottom - top) == (round(401 * 1.25), round(301 * 1.25))
    assert abs(left - (small.size[0] - right)) <= 1
    assert abs(top - (small.size[1] - bottom)) <= 1


def test_a_negative_is_as_large_as_the_largest_print_needs_and_never_enlarged():
    for recipe in {one.negative: one for one in RECIPES.values()}.values():
        assert negative_scale(facts(300, 200), recipe.negative) == 1.0
        scale = negative_scale(facts(9000, 6000), recipe.negative)
        assert 0 < scale < 1
        needed = max(
            one.widths[-1] / (right - left)
            for one in RECIPES.values()
            if one.negative == recipe.negative
            for left, _, right, _ in [
                crop_box(9000, 6000, one.ratio, (0.5, 0.5)) if one.ratio else (0, 0, 9000, 6000)
            ]
        )
        assert scale == pytest.approx(min(needed, math.sqrt(MAX_NEGATIVE / (9000 * 6000))))


def test_a_mark_adds_its_own_entry_to_the_cache_where_the_recipe_has_a_place_for_one():
    mark = Mark((Variant("full", b"png", ("#1f5a48",)),), 0.25, 24)
    marked = next(recipe for recipe in RECIPES.values() if recipe.mark)
    for recipe, given, carried in (
        (CARD, None, False),
        (CARD, mark, False),
        (marked, None, False),
        (marked, mark, True),
    ):
        one, *_ = plan(facts(2000, 1500), recipe, mark=given)
        assert one.entries == ((one.file, f"{one.key}.mark") if carried else (one.file,))
        assert one.mark_entry == (f"{one.key}.mark" if carried else "")
    keys = {
        plan(facts(2000, 1500), marked, mark=given)[0].key
        for given in (None, mark, replace(mark, minimum=32))
    }
    assert len(keys) == 3


def test_what_people_set_goes_before_what_was_found_and_a_whole_photo_is_shown_whole():
    photo = replace(facts(2000, 1000), focal=(1, 1))
    square = (1000, 1000)
    assert {one.box for one in plan(photo, replace(CARD, ratio=square))} == {(1000, 0, 2000, 1000)}
    assert {one.box for one in plan(photo, replace(CARD, ratio=square), (0.0, 0.0))} == {(0, 0, 1000, 1000)}
    assert {one.box for one in plan(photo, BODY)} == {(0, 0, 2000, 1000)}


def test_widths_between_are_made_in_the_first_format_alone_and_none_beyond_the_widest():
    made = {}
    for one in plan(facts(960, 640), BODY):
        made.setdefault(one.size[0], []).append(one.encoder.format)
    assert made == {480: ["avif", "jpg"], 720: ["avif"], 960: ["avif", "jpg"]}


def test_a_long_strip_is_no_larger_than_other_photos_and_one_to_three_is_not_touched():
    assert max(one.size[0] * one.size[1] for one in plan(facts(2000, 30_000), BODY)) <= MAX_OUTPUT
    assert max(one.size for one in plan(facts(2000, 30_000), BODY)) == (730, 10_950)
    assert max(one.size for one in plan(facts(1600, 4800), BODY)) == (1600, 4800)
    assert {one.size[1] for one in plan(facts(4000, 1), BODY)} == {1}


@pytest.mark.parametrize(("alpha", "under"), [(False, ""), (True, "#fbf8f1")])
def test_a_ground_is_laid_under_what_is_transparent_alone(alpha, under):
    made = plan(replace(facts(2000, 1500), alpha=alpha), CARD, ground="#fbf8f1")
    assert {one.ground for one in made} == {under}
