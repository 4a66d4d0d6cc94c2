import contextlib
import hashlib
import io
import json
import os
import re
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from conftest import PHOTOS, ROOT, photo_bytes
from photos.make import tiled
from showcase.cli import main
from showcase.photos.focal import find_focal
from showcase.photos.plan import crop_box, plan, too_small, widths
from showcase.photos.recipes import AVIF, BANNER, BODY, CARD, COVER, JPG, RECIPES, SHARE, Recipe
from showcase.photos.render import develop, sharpened
from showcase.photos.sniff import UnreadablePhoto

RED, BLUE = (200, 30, 30), (30, 30, 200)


def outputs(data, recipe, focal=None):
    facts, made = develop(data, lambda found: plan(found, recipe, focal))
    return [(i, Image.open(io.BytesIO(made[i.file]))) for i in plan(facts, recipe, focal)]


def probe(data):
    return develop(data, lambda found: ())[0]


def halves(orientation=None, size=(800, 400), **options):
    """Left red, right blue, as stored."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    if orientation is not None:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95, **options)
    return buffer.getvalue()


def near(pixel, colour):
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


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


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation):
    facts = probe(halves(orientation))
    assert (facts.width, facts.height) == ((800, 400) if orientation <= 4 else (400, 800))
    image = outputs(halves(orientation), BODY)[0][1].convert("RGB")
    w, h = image.size
    first, last = {
        1: (RED, BLUE), 2: (BLUE, RED), 3: (BLUE, RED), 4: (RED, BLUE),
        5: (RED, BLUE), 6: (RED, BLUE), 7: (BLUE, RED), 8: (BLUE, RED),
    }[orientation]  # fmt: skip
    spots = (
        ((w // 8, h // 2), (w * 7 // 8, h // 2))
        if orientation <= 4
        else ((w // 2, h // 8), (w // 2, h * 7 // 8))
    )
    assert near(image.getpixel(spots[0]), first)
    assert near(image.getpixel(spots[1]), last)


@pytest.mark.parametrize("orientation", [9, 99])
def test_an_illegal_orientation_is_noted_and_left_as_stored(orientation):
    facts = probe(halves(orientation))
    assert facts.orientation == 1
    assert "orientation" in facts.notes


def test_no_orientation_is_no_mistake():
    facts = probe(halves(0))  # Android writes 0 where it knows none
    assert (facts.width, facts.height, facts.orientation, facts.notes) == (800, 400, 1, ())


@pytest.mark.parametrize(
    ("place", "noted"),
    [
        ({0: b"\2\3\0\0"}, False),  # as Canon and Nikon write without a receiver
        (
            {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0), 29: "2026:03:05"},
            False,
        ),  # a phone without a fix
        ({1: "N", 2: (36.0, 3.0, 0.0)}, True),
        ({3: "E", 4: (0.0, 0.0, 0.5)}, True),
    ],
)
def test_a_place_is_noted_where_one_is_written(place, noted):
    exif = Image.Exif()
    exif[0x010F] = "phone"
    exif.get_ifd(0x8825).update(place)
    buffer = io.BytesIO()
    Image.new("RGB", (90, 60)).save(buffer, "JPEG", exif=exif)
    assert ("gps" in probe(buffer.getvalue()).notes) is noted


def test_a_place_of_nought_by_nought_is_none():
    exif = Image.Exif()
    exif[0x010F] = "camera"
    exif.get_ifd(0x8825).update({2: (77.0, 77.0, 77.0), 4: (77.0, 77.0, 77.0)})
    buffer = io.BytesIO()
    Image.new("RGB", (90, 60)).save(buffer, "JPEG", exif=exif)
    written = buffer.getvalue()
    number = next(n for n in (struct.pack(">LL", 77, 1), struct.pack("<LL", 77, 1)) if n in written)
    assert written.count(number) == 6
    assert "gps" in probe(written).notes
    assert probe(written.replace(number, bytes(8))).notes == ()  # Leica without a fix


def test_nothing_about_the_place_or_the_camera_is_in_an_output():
    source = PHOTOS / "boli-men" / "louting.jpg"
    data = source.read_bytes()
    with Image.open(source) as original:
        assert original.getexif().get_ifd(0x8825)  # it does hold a position
    assert "gps" in probe(data).notes
    for recipe in (BODY, SHARE):
        for _, image in outputs(data, recipe):
            assert not image.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info)


def test_comments_and_profiles_do_not_survive():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = halves(icc_profile=profile, comment=b"secret note")
    for instruction, image in outputs(data, BODY):
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}, instruction


def test_colours_of_another_profile_become_srgb():
    lab = ImageCms.createProfile("LAB")
    data = halves(icc_profile=ImageCms.ImageCmsProfile(lab).tobytes())  # it does not fit RGB: taken for sRGB
    assert near(outputs(data, BODY)[0][1].convert("RGB").getpixel((10, 100)), RED)


def described(mode, kind, profile):
    buffer = io.BytesIO()
    Image.new(mode, (600, 400), (90, 255) if mode == "LA" else 90).save(buffer, kind, icc_profile=profile)
    return buffer.getvalue()


def test_a_grey_photo_may_carry_the_profile_it_had_in_colour():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for mode, kind in (("L", "JPEG"), ("L", "PNG"), ("LA", "PNG")):
        data = described(mode, kind, profile)
        assert probe(data).notes == (), mode
        assert near(outputs(data, BODY)[0][1].convert("RGB").getpixel((10, 100)), (90, 90, 90)), mode


def gamma_profile(space, gamma):
    """The smallest ICC 2 profile that lcms takes: one curve, for RGB with sRGB's primaries."""
    curve = struct.pack(">4sLLHH", b"curv", 0, 1, round(gamma * 256), 0)

    def xyz(*values):
        return struct.pack(">4sL3l", b"XYZ ", 0, *(round(value * 65536) for value in values))

    tags = {b"wtpt": xyz(0.9642, 1.0, 0.8249)}
    if space == b"GRAY":
        tags[b"kTRC"] = curve
    else:
        tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
        tags[b"rXYZ"], tags[b"gXYZ"] = xyz(0.4360, 0.2225, 0.0139), xyz(0.3851, 0.7169, 0.0971)
        tags[b"bXYZ"] = xyz(0.1431, 0.0606, 0.7141)
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        table += name + struct.pack(">LL", start + len(body), len(value))
        body += value
    header = struct.pack(
        ">L4sL4s4s4s12s4s4sLLLQL3l4s44s", start + len(body), b"test", 0x02100000, b"mntr", space, b"XYZ ",
        b"", b"acsp", b"", 0, 0, 0, 0, 0, 63190, 65536, 54061, b"", b"",
    )  # fmt: skip
    return header + struct.pack(">L", len(tags)) + table + body


@pytest.mark.parametrize(("mode", "kind"), [("L", "JPEG"), ("L", "PNG"), ("LA", "PNG")])
@pytest.mark.parametrize("space", [b"RGB ", b"GRAY"])
def test_grey_follows_its_profile_of_either_kind(mode, kind, space):
    data = described(mode, kind, gamma_profile(space, 1.0))
    assert probe(data).notes == ()
    middle = outputs(data, BODY)[0][1].convert("L").getpixel((10, 100))
    assert abs(middle - 160) < 4  # 90/255 of the light, in sRGB


def test_a_broken_profile_does_not_lose_the_photo():
    assert near(
        outputs(halves(icc_profile=b"no profile"), BODY)[0][1].convert("RGB").getpixel((10, 100)), RED
    )


def test_transparency_stands_on_white_and_16_bit_grey_keeps_its_tones():
    clear = io.BytesIO()
    Image.new("RGBA", (600, 400), (0, 0, 0, 0)).save(clear, "PNG")
    assert outputs(clear.getvalue(), BODY)[0][1].convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    half = io.BytesIO()
    Image.new("RGBA", (600, 400), (0, 0, 0, 128)).save(half, "PNG")
    assert 120 < outputs(half.getvalue(), BODY)[0][1].convert("L").getpixel((5, 5)) < 135
    grey = io.BytesIO()
    Image.new("I;16", (600, 400), 32768).save(grey, "PNG")
    assert 120 < outputs(grey.getvalue(), BODY)[0][1].convert("L").getpixel((5, 5)) < 136


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "P"),
        ("PNG", "LA"),
        ("PNG", "1"),
        ("GIF", "P"),
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
        ("WEBP", "RGBA"),
        ("AVIF", "RGB"),
    ],
)
def test_every_allowed_format_and_mode_is_used(kind, mode):
    assert outputs(photo_bytes((500, 400), kind, mode), BODY)[0][1].size == (480, 384)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "PHO101"),
        (b"not a picture at all", "PHO102"),
        (b"%PDF-1.7\n", "PHO102"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PHO102"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "PHO102"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "PHO102"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PHO102"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_code(data, code):
    with pytest.raises(UnreadablePhoto) as refused:
        probe(data)
    assert refused.value.code == code


def test_a_truncated_photo_is_refused():
    data = photo_bytes((1200, 800))[:-2000]
    with pytest.raises(UnreadablePhoto) as refused:
        outputs(data, BODY)
    assert refused.value.code == "PHO104"


def test_a_bomb_is_refused_before_it_is_decoded():
    bomb = io.BytesIO()
    Image.new("1", (30_000, 20_000)).save(bomb, "PNG")  # 600 megapixels in 80 kB
    with pytest.raises(UnreadablePhoto) as refused:
        probe(bomb.getvalue())
    assert refused.value.code == "PHO103"


def test_the_same_photo_gives_the_same_bytes_and_names():
    data = (PHOTOS / "lingchen-huomian" / "luguo.jpeg").read_bytes()
    one, other = (develop(data, lambda found: plan(found, COVER), threads=n) for n in (1, 2))
    assert one == other
    assert set(one[1]) == {i.file for i in plan(one[0], COVER)}


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "AVIF", "HEIF", "JPEG"])
def test_an_output_has_the_same_bytes_made_alone_or_with_outputs_of_other_sizes(kind):
    """Three negatives of one photo: most formats are opened once for all of them."""
    data = tiled((8, 13)) if kind == "HEIF" else photo_bytes((2560, 2080), kind)
    recipes = [BODY, BANNER, RECIPES["douyin-9x16"]]
    facts, together = develop(data, lambda found: [i for recipe in recipes for i in plan(found, recipe)])
    assert len({i.negative for recipe in recipes for i in plan(facts, recipe)}) == 3
    alone = {}
    for recipe in reversed(recipes):
        alone |= develop(data, lambda found, recipe=recipe: plan(found, recipe))[1]
    assert alone == together


def test_a_name_changes_with_whatever_changes_the_bytes():
    facts = probe(photo_bytes())
    one = {i.key for i in plan(facts, CARD, (0.5, 0.5))}
    assert one.isdisjoint(i.key for i in plan(facts, CARD, (0.9, 0.5)))
    other = Recipe("card", "卡片", (640,), (4, 3), (JPG.__class__("jpg", 81, JPG.options), AVIF))
    assert len(one & {i.key for i in plan(facts, other, (0.5, 0.5))}) == 1
    assert one.isdisjoint(i.key for i in plan(probe(photo_bytes((901, 600))), CARD, (0.5, 0.5)))


def test_every_photo_of_this_project_can_be_used():
    files = [
        f
        for f in (*(ROOT / "stories").rglob("*"), *(ROOT / "docs").rglob("*"))
        if f.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")
    ]
    assert len(files) > 30
    for file in files:
        facts = probe(file.read_bytes())
        assert facts.width > 400, file
        assert plan(facts, BANNER)


def test_all_photos_of_this_project_are_developed_by_the_images_command(tmp_path):
    files = sorted(
        f
        for f in (*(ROOT / "stories").rglob("*"), *(ROOT / "docs").rglob("*"))
        if f.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic")
    )
    assert main(["images", *map(str, files), "--out", str(tmp_path / "out"), "--recipe", "card"]) == 0
    rows = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert len(rows) == len(files) > 30
    for row in rows:
        for output in row["outputs"]:
            assert output["width"] * 3 == pytest.approx(output["height"] * 4, abs=3)
            made = (tmp_path / "out" / output["file"]).read_bytes()
            assert hashlib.sha256(made).hexdigest() == output["sha256"]


def test_photos_from_a_windows_archive_and_one_too_large_do_not_stop_the_others(tmp_path, capsys):
    odd, good, large = (
        tmp_path / name for name in (os.fsdecode("食堂.jpg".encode("gbk")), "good.jpg", "large.jpg")
    )
    for path in (odd, good):
        path.write_bytes(photo_bytes((700, 525)))
        os.utime(path, (10**9, 10**9))  # remembered by name, as every photo that was not changed a moment ago
    large.write_bytes(photo_bytes() + bytes(41 << 20))
    out = tmp_path / "out"
    assert main(["images", str(odd), str(good), str(large), "--out", str(out), "--recipe", "card"]) == 1
    rows = json.loads((out / "manifest.json").read_text("utf-8"))
    assert [len(row.get("outputs", ())) for row in rows] == [2, 2, 0]
    assert rows[2]["refused"]["code"] == "PHO107"
    assert "导出为长边 4000" in rows[2]["refused"]["hint"]
    assert "1 张没有使用" in capsys.readouterr().err


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


def test_heic_from_a_phone_and_a_two_framed_jpeg_are_read():
    frames = io.BytesIO()
    Image.new("RGB", (640, 480), RED).save(
        frames, "MPO", save_all=True, append_images=[Image.new("RGB", (640, 480), BLUE)]
    )
    assert near(outputs(frames.getvalue(), BODY)[0][1].convert("RGB").getpixel((9, 9)), RED)
    moving = io.BytesIO()
    Image.new("RGB", (640, 480), RED).save(
        moving, "GIF", save_all=True, append_images=[Image.new("RGB", (640, 480), BLUE)]
    )
    assert "frames" in probe(moving.getvalue()).notes


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_bytes_are_used_or_refused_and_nothing_else(data):
    source = bytearray(SMALL[data.draw(st.sampled_from(sorted(SMALL)))])
    for _ in range(data.draw(st.integers(1, 8))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(source)))
    with contextlib.suppress(UnreadablePhoto):
        develop(
            bytes(source[: cut or None]),
            lambda found: plan(found, CARD) if found.width * found.height < 10**7 else (),
        )


SMALL = {
    kind: photo_bytes((120, 90), kind, mode)
    for kind, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("GIF", "P"), ("AVIF", "RGB"))
}


@given(st.tuples(*[st.integers(0, 255)] * 3), st.tuples(*[st.integers(1, 9)] * 2))
def test_sharpening_leaves_a_plain_colour_as_it_is_to_the_edge(colour, size):
    plain = Image.new("RGB", size, colour)
    assert sharpened(plain).getcolors() == [(size[0] * size[1], colour)]


def test_sharpening_steepens_lightness_and_leaves_hue_alone():
    """An edge between two greens of one hue, and one between a red and a green of the same lightness."""
    edge = Image.new("RGB", (40, 20), (40, 100, 60))
    edge.paste((80, 140, 100), (20, 0, 40, 20))
    sharp = sharpened(edge)
    dark, light = sharp.getpixel((19, 10)), sharp.getpixel((20, 10))
    assert dark[1] < 100 < 140 < light[1]
    # The same is added to all three: their differences stay.
    assert (dark[1] - dark[0], dark[1] - dark[2]) == (60, 40) == (light[1] - light[0], light[1] - light[2])
    green = (60, 120, 60)
    hues = Image.new("RGB", (40, 20), green)
    red = next((r, 70, 60) for r in range(256) if grey((r, 70, 60)) == grey(green))
    hues.paste(red, (20, 0, 40, 20))
    assert {colour for _, colour in sharpened(hues).getcolors()} == {green, red}


def grey(colour):
    return Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))
