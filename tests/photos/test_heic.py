"""HEIC as phones write it, and damaged; how the files were made stands beside them."""

import contextlib
import io
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import ROOT, photo_bytes
from photos.make import tiled
from showcase.photos.plan import plan
from showcase.photos.recipes import BODY, CARD
from showcase.photos.render import develop
from showcase.photos.sniff import UnreadablePhoto

HEICS = {path.stem: path.read_bytes() for path in sorted((ROOT / "tests" / "photos").glob("*.heic"))}
RED, BLUE, GREEN, YELLOW = (200, 30, 30), (30, 30, 200), (30, 150, 30), (220, 200, 40)


def made(data, recipe=BODY):
    probe, outputs = develop(data, lambda found: plan(found, recipe))
    return probe, [Image.open(io.BytesIO(output)) for output in outputs.values()]


def corners(image):
    w, h = image.size
    return [
        image.convert("RGB").getpixel(spot)
        for spot in ((12, 12), (w - 12, 12), (12, h - 12), (w - 12, h - 12))
    ]


@pytest.mark.parametrize(
    ("name", "size", "colours"),
    [
        ("plain", (320, 160), (RED, BLUE, GREEN, YELLOW)),
        ("phone", (160, 320), (GREEN, RED, YELLOW, BLUE)),  # a quarter turn to the right, once
        ("tiles", (900, 300), (RED, BLUE, GREEN, YELLOW)),
    ],
)
def test_heic_of_phones_is_read_upright(name, size, colours):
    probe, images = made(HEICS[name])
    assert (probe.format, probe.width, probe.height, probe.orientation) == ("HEIF", *size, 1)
    assert len(images) >= 2
    for image in images:
        assert image.width / image.height == pytest.approx(size[0] / size[1], rel=0.01)
        for found, expected in zip(corners(image), colours, strict=True):
            assert all(abs(a - b) < 24 for a, b in zip(found, expected, strict=True)), (found, expected)
        assert not {"exif", "xmp", "icc_profile"} & set(image.info)


def test_tiles_join_without_a_seam_and_the_last_ones_are_cut():
    _, images = made(HEICS["tiles"])
    wide = max(images, key=lambda image: image.width).convert("RGB")
    assert wide.size == (900, 300)
    for x, colour in (
        (310, BLUE),
        (330, RED),
        (630, BLUE),
        (650, RED),
        (890, BLUE),
    ):  # tiles begin at 320 and 640
        assert all(abs(a - b) < 24 for a, b in zip(wide.getpixel((x, 40)), colour, strict=True)), x


def test_the_place_in_a_heic_is_noted():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 2.0, 50.0), 3: "E", 4: (103.0, 51.0, 20.0)})
    told = tiled((1, 1), exif.tobytes().removeprefix(b"Exif\0\0"))
    assert "gps" in made(told)[0].notes
    assert "gps" not in made(HEICS["phone"])[0].notes  # a folder for a place, and none in it
    assert "gps" not in made(HEICS["plain"])[0].notes


@pytest.mark.parametrize("name", HEICS)
def test_a_heic_cut_anywhere_is_refused_and_never_half_used(name):
    data = HEICS[name]
    for part in range(1, 24):
        with pytest.raises(UnreadablePhoto) as refused:
            made(data[: len(data) * part // 24], CARD)
        assert refused.value.code in ("PHO102", "PHO104"), part


def test_a_heic_that_claims_a_giant_or_ten_thousand_tiles_is_refused_before_it_is_decoded():
    giant = HEICS["tiles"].replace(struct.pack(">LL", 900, 300), struct.pack(">LL", 60_000, 60_000))
    layout = struct.pack(">BBHH", 1, 2, 900, 300)
    assert layout in HEICS["tiles"]
    tiled = giant.replace(layout, struct.pack(">BBHH", 255, 255, 60_000, 60_000))
    for data in (giant, tiled):
        with pytest.raises(UnreadablePhoto) as refused:
            made(data, CARD)
        assert refused.value.code in ("PHO102", "PHO103", "PHO104")


KINDS = {
    **HEICS,
    "avif": photo_bytes((200, 150), "AVIF"),
    "avif alpha": photo_bytes((90, 60), "AVIF", "RGBA"),
}


@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_heic_and_avif_damaged_anywhere_are_used_or_refused(data):
    source = bytearray(KINDS[data.draw(st.sampled_from(sorted(KINDS)))])
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(source) - 1))
        piece = data.draw(st.binary(min_size=1, max_size=4))
        source[start : start + data.draw(st.integers(0, 4))] = piece
    with contextlib.suppress(UnreadablePhoto):
        develop(bytes(source), lambda found: plan(found, CARD) if found.width * found.height < 10**7 else ())


def test_a_picture_damaged_inside_is_used_or_refused_by_code():
    for name, data in KINDS.items():
        place = data.rindex(b"mdat") + 8
        for start in range(place, len(data), max(1, (len(data) - place) // 12)):
            damaged = data[:start] + bytes(b ^ 0xFF for b in data[start : start + 8]) + data[start + 8 :]
            with contextlib.suppress(UnreadablePhoto):
                assert made(damaged, CARD)[1], name
