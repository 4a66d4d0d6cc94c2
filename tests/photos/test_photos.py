"""What is made of a photo: from which files, without what, and each time the same."""

import contextlib
import hashlib
import io
import json
import os
import struct
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat

from conftest import PHOTOS, ROOT, photo_bytes
from photos.make import tiled
from prints import BLUE, RED, halves, near, outputs, probe
from showcase.cli import main
from showcase.photos.plan import plan
from showcase.photos.recipes import (
    AVIF_GLANCE,
    AVIF_OPENING,
    BANNER,
    BODY,
    CARD,
    COVER,
    JPG,
    RECIPES,
    SHARE,
    TIGHTER,
    Recipe,
)
from showcase.photos.render import develop, encode
from showcase.photos.sniff import UnreadablePhoto


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
    source = PHOTOS / "lingchen-huomian" / "luguo.jpeg"
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
    other = Recipe("card", "卡片", (640,), (4, 3), (AVIF_GLANCE, JPG.__class__("jpg", 81, JPG.options)))
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


def test_photos_of_this_project_are_developed_by_the_images_command(tmp_path):
    files = sorted(
        f
        for f in (*(ROOT / "stories").rglob("*"), *(ROOT / "docs").rglob("*"))
        if f.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic")
    )[::8]  # all of them are in the site that other tests look at
    assert main(["images", *map(str, files), "--out", str(tmp_path / "out"), "--recipe", "card"]) == 0
    rows = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert len(rows) == len(files) > 5
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
    assert [len(row.get("outputs", ())) for row in rows] == [
        3,
        3,
        0,
    ]  # 640 in both formats, 320 for the rows of a phone
    assert rows[2]["refused"]["code"] == "PHO107"
    assert "导出为长边 4000" in rows[2]["refused"]["hint"]
    assert "1 张没有使用" in capsys.readouterr().err


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


def test_a_crop_at_the_scale_of_running_text_is_cut_out_of_it_to_the_pixel():
    """Resized and sharpened once; the cover of a 4:3 photo is as wide as the photo, 3:2 of it high."""
    data = (PHOTOS / "lingchen-huomian" / "luguo.jpeg").read_bytes()  # stored lying, upright 3:4
    with_jpg = {
        (i.recipe, i.size[0]): image
        for recipe in (BODY, COVER)
        for i, image in outputs(data, recipe, (0.5, 0.3))
        if i.encoder.format == "jpg"
    }
    for width in (480, 960):
        whole, cover = with_jpg["body", width].convert("RGB"), with_jpg["cover", width].convert("RGB")
        facts = probe(data)
        (box,) = {i.box for i in plan(facts, COVER, (0.5, 0.3))}
        top = round(box[1] * whole.height / facts.height)
        cut = whole.crop((0, top, width, top + cover.height))
        off = ImageStat.Stat(ImageChops.difference(cut, cover)).mean
        assert max(off) < 3, off  # JPEG's blocks lie elsewhere
        shifted = ImageStat.Stat(ImageChops.difference(ImageChops.offset(cut, 0, 1), cover)).mean
        assert max(off) < 0.6 * max(shifted)


def test_the_first_picture_of_a_page_is_packed_tighter_only_where_it_is_too_heavy():
    quick = tuple((name, 9 if name == "speed" else value) for name, value in AVIF_OPENING.options)
    free = replace(AVIF_OPENING, options=quick, most=0)
    busy = Image.effect_noise((160, 120), 90).convert("RGB")
    sizes = [len(encode(busy, replace(free, quality=q))) for q in (free.quality, *TIGHTER)]
    assert sizes == sorted(sizes, reverse=True)
    for most, size in ((sizes[0], sizes[0]), (sizes[0] - 1, sizes[1]), (sizes[2], sizes[2]), (1, sizes[-1])):
        assert len(encode(busy, replace(free, most=most))) == size
