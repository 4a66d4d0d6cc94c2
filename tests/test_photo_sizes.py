"""Which part of a photo is shown, how large, and what is said where it is too small."""

import io
import re

import pytest
from PIL import Image

from conftest import PHOTOS, photo_bytes
from prints import BLUE, RED, halves, near, outputs, probe
from showcase.cli import main
from showcase.photos.focal import find_focal
from showcase.photos.plan import crop_box, plan, too_small, widths
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
