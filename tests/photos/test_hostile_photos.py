"""Photos made to break, hang or fill the machine: each is used or refused with a code, and soon."""

import contextlib
import io
import multiprocessing
import struct
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import PHOTOS, photo_bytes
from showcase.photos.costs import too_costly
from showcase.photos.decode import decoded
from showcase.photos.orders import Developed, Order, Refusal, Want
from showcase.photos.plan import plan
from showcase.photos.recipes import BODY, CARD, COVER
from showcase.photos.render import develop
from showcase.photos.sniff import UnreadablePhoto, read_header
from showcase.photos.studio import Studio
from showcase.project.workers import Workers


def made(data, *recipes):
    return develop(data, lambda found: [i for recipe in recipes for i in plan(found, recipe)])


def refused(data):
    with pytest.raises(UnreadablePhoto) as caught:
        made(data, CARD)
    return caught.value.code


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind, body):
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def png(width, height, *chunks, depth=8, colour=2):
    header = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


def jpeg(**options):
    return saved(Image.new("RGB", (800, 600), (90, 120, 60)), "JPEG", **options)


def folder(entries):
    """A TIFF header and one EXIF folder of (tag, kind, amount, value)."""
    rows = b"".join(struct.pack("<HHLL", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + rows + b"\0\0\0\0"


SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00" + b"\x00"


def test_a_jpeg_of_many_scans_is_refused_before_it_is_decoded():
    honest = jpeg(progressive=True)
    assert not too_costly(honest)
    assert refused(honest[:-2] + SCAN * 200 + b"\xff\xd9") == "PHO105"


def test_the_more_pixels_the_fewer_scans():
    large = saved(Image.new("L", (7000, 7000)), "JPEG", progressive=True)
    assert not too_costly(large)
    assert refused(large[:-2] + SCAN * 20 + b"\xff\xd9") == "PHO105"


def test_an_arithmetic_or_lossless_jpeg_is_refused():
    data = jpeg()
    for frame in (0xC3, 0xC9, 0xCA):
        assert refused(data.replace(b"\xff\xc0", bytes([0xFF, frame]), 1)) == "PHO105"


def test_a_flood_of_segments_or_junk_is_refused():
    data = jpeg()
    assert refused(data[:2] + b"\xff\xe5\x00\x02" * 100_000 + data[2:]) == "PHO105"
    assert refused(data[:2] + b"\xff\x00" * 100_000 + data[2:]) == "PHO105"


def test_forty_megabytes_of_exif_are_refused_and_endless_xmp_is_soon_read():
    data = jpeg()
    piece = b"\xff\xe1\xff\xff" + b"Exif\0\0" + b"a" * 65_527
    assert refused(data[:2] + piece * 600 + data[2:]) == "PHO105"
    xmp = (b"http://ns.adobe.com/xap/1.0/\0" + b"<dc:title><dc:title " * 9_000)[:65_533]
    assert made(data[:2] + b"\xff\xe1\xff\xff" + xmp + data[2:], CARD)[0].inscriptions == ()


def test_a_flood_of_png_chunks_or_gif_blocks_is_refused():
    assert refused(png(10, 10, chunk(b"IDAT", b"") * 50_000)) == "PHO105"
    gif = photo_bytes((40, 30), "GIF", "P")
    comment = b"\x21\xfe" + b"\x01a" * 500_000 + b"\0"
    assert refused(gif[:-1] + comment + b";") == "PHO105"
    assert not too_costly(gif)


def test_a_gif_of_very_many_pictures_is_not_read_to_its_end():
    moving = [Image.new("L", (8, 8), n % 256) for n in range(3)]
    data = saved(moving[0], "GIF", save_all=True, append_images=moving[1:], duration=10)
    frames = data[:-1] + data[data.index(b"\x21\xf9") : -1] * 20_000 + b";"
    assert "frames" in made(frames, CARD)[0].notes


def with_size(kind, width, height):
    """A small picture of `kind` whose header claims another size."""
    data = bytearray(photo_bytes((64, 48), kind, "P" if kind == "GIF" else "RGB"))
    if kind == "JPEG":
        place = data.index(b"\xff\xc0") + 5
        data[place : place + 4] = struct.pack(">HH", height, width)
    elif kind == "PNG":
        return png(width, height, chunk(b"IDAT", zlib.compress(b"\0" * 1000)))
    elif kind == "GIF":
        data[6:10] = struct.pack("<HH", width, height)
    elif kind == "WEBP":
        place = data.index(b"\x9d\x01\x2a") + 3
        data[place : place + 4] = struct.pack("<HH", min(width, 16383), min(height, 16383))
    else:
        place = data.index(b"ispe") + 8
        data[place : place + 8] = struct.pack(">LL", width, height)
    return bytes(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_header_that_claims_a_giant_is_refused_in_every_format(kind):
    assert refused(with_size(kind, 60_000, 60_000)) in ("PHO102", "PHO103", "PHO104")


@pytest.mark.parametrize(
    ("kind", "allowed", "too_large"),
    [("JPEG", (10_000, 6_000), (10_000, 6_001)), ("AVIF", (10_000, 6_000), (10_000, 6_001)),
     ("PNG", (6_000, 4_000), (6_000, 4_001)), ("GIF", (6_000, 4_000), (6_000, 4_001))],
)  # fmt: skip
def test_the_limit_of_each_format_is_the_one_promised(kind, allowed, too_large):
    assert read_header(with_size(kind, *allowed))[1].width == allowed[0]
    assert refused(with_size(kind, *too_large)) == "PHO103"


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (2, 29_000), (700, 20_000)])
def test_the_strangest_shapes_are_used_and_no_output_is_huge(size):
    facts, outputs = made(saved(Image.new("RGB", size, (9, 99, 9)), "PNG"), BODY, COVER, CARD)
    assert (facts.width, facts.height) == size
    for data in outputs.values():
        with Image.open(io.BytesIO(data)) as output:
            assert output.width * output.height <= 8_000_000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_photo_cut_anywhere_is_refused_and_never_half_used(kind):
    data = photo_bytes((300, 200), kind, "P" if kind == "GIF" else "RGB")
    for part in range(1, 16):
        assert refused(data[: len(data) * part // 16]) in ("PHO102", "PHO104"), part


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF"])
def test_a_copy_broken_off_that_ends_in_zeros_is_refused_as_not_whole(kind):
    with Image.open(PHOTOS / "lingchen-huomian" / "luguo.jpeg") as photo:
        image = photo.convert("P" if kind == "GIF" else "RGB").resize((1200, 800))
    if kind == "HEIF":  # nothing here writes one: the same boxes around other pixels
        data = (PHOTOS.parent.parent / "tests" / "photos" / "plain.heic").read_bytes()
        box = data.rindex(b"mdat") - 4
        size = int.from_bytes(data[box : box + 4], "big")
        data = data[:box] + struct.pack(">L", size + 90_000) + data[box + 4 : box + size] + b"\x55" * 90_000
    else:
        data = saved(image, kind)
    for part in (3, 5, 6):
        cut = len(data) * part // 8
        assert refused(data[:cut] + bytes(len(data) - cut)) == "PHO104", part


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_zeros_after_the_end_of_a_whole_photo_do_no_harm(kind):
    data = photo_bytes((300, 200), kind, "P" if kind == "GIF" else "RGB")
    assert made(data + bytes(50_000), CARD)[1]


def test_a_gif_damaged_after_its_first_picture_is_used():
    data = photo_bytes((300, 200), "GIF", "P")
    empty_control = b"\x21\xf9\0"
    facts, outputs = made(data[:-1] + empty_control * 2 + data[-200:], CARD)
    assert outputs
    assert facts.notes == ()


def test_a_strip_is_refused_for_its_length_and_not_for_its_pixels():
    with pytest.raises(UnreadablePhoto) as caught:
        made(saved(Image.new("L", (190, 31_000)), "PNG"), CARD)
    assert caught.value.code == "PHO103"
    assert "长边不能超过 30000" in caught.value.message


def test_what_else_a_file_is_does_not_matter_and_is_not_published():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("evil.html", "<script>alert(1)</script>")
    page = b"<html><script>alert(1)</script></html>"
    gif = photo_bytes((300, 200), "GIF", "P")
    for data in (
        photo_bytes() + archive.getvalue(),
        photo_bytes((300, 200), "PNG") + page,
        gif[:-1] + b"\x21\xfe" + bytes([len(page)]) + page + b"\0;",
        jpeg(comment=page),
        saved(Image.new("RGB", (300, 200)), "WEBP", xmp=page),
    ):
        _, outputs = made(data, CARD)
        assert outputs
        for output in outputs.values():
            assert b"script" not in output
            assert b"PK\x03\x04" not in output


@pytest.mark.parametrize(
    ("exif", "noted"),
    [
        (folder([(0x8769, 4, 1, 8), (0x8825, 4, 1, 8)]), None),  # folders that are their own parent
        (folder([(0x010E, 2, 0xFFFFFFFF, 0xFFFFFFF0)]), None),  # far outside
        (folder([(0x9000 + n, 7, 60_000, 8) for n in range(900)]), True),  # each value the whole file
        (folder([(n + 1, 4, 1, 1) for n in range(4_000)]), True),
        (folder([(0x0112, 2, 4, 0x74786574)]), True),  # an orientation that is a word
        (b"II*\0", None),
        (b"\xff" * 100, None),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])  # Pillow reads what it writes into an AVIF
def test_hostile_exif_costs_nothing_but_a_note(kind, exif, noted):
    data = saved(Image.new("RGB", (300, 200), (9, 99, 9)), kind, exif=b"Exif\0\0" + exif)
    facts, outputs = made(data, CARD)
    assert outputs
    assert facts.orientation == 1
    if noted:
        assert "orientation" in facts.notes


def test_an_orientation_after_the_pixels_of_a_png_counts():
    exif = folder([(0x0112, 3, 1, 6)])
    data = saved(Image.new("RGB", (300, 200)), "PNG")
    facts, _ = made(data[:-12] + chunk(b"eXIf", exif) + data[-12:], CARD)
    assert (facts.width, facts.height) == (200, 300)


def test_a_place_is_found_wherever_it_is_written():
    exif = Image.Exif()
    exif[0x010F] = "phone"  # Pillow writes no EXIF that holds nothing but a place
    exif.get_ifd(0x8825)[2] = (36.0, 3.0, 0.0)
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        data = saved(Image.new("RGB", (300, 200)), kind, exif=exif)
        facts, outputs = made(data, CARD)
        assert "gps" in facts.notes, kind
        assert not any(b"Exif" in output for output in outputs.values())


@pytest.mark.parametrize(
    ("kind", "mode"), [("AVIF", "RGB"), ("AVIF", "RGBA"), ("WEBP", "RGB"), ("WEBP", "RGBA")]
)
def test_reading_in_strips_gives_the_picture_that_pillow_reads(kind, mode, monkeypatch):
    monkeypatch.setattr("showcase.photos.decode.STRIP", 50_000)  # so that there are several
    with Image.open(PHOTOS / "lingchen-huomian" / "luguo.jpeg") as photo:
        image = photo.convert(mode).resize((903, 602))
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = saved(image, kind, quality=90)
    whole = Image.open(io.BytesIO(data)).convert("RGBa" if mode == "RGBA" else mode)
    for factor, target in ((1, (602, 401)), (2, (301, 200)), (4, (140, 98))):
        ours = decoded(Image.open(io.BytesIO(data)), target)
        assert ours.size == (-(-903 // factor), -(-602 // factor))
        assert ours.mode == whole.mode
        assert ours.tobytes() == whole.reduce(factor).tobytes()


def test_a_refusal_is_remembered_and_belongs_to_the_content(tmp_path):
    bad = jpeg(progressive=True)[:-2] + SCAN * 200 + b"\xff\xd9"
    for name, data in (("a.jpg", bad), ("b.jpg", b"%PDF-1.7"), ("good.jpg", photo_bytes())):
        (tmp_path / name).write_bytes(data)
    orders = [Order(name, frozenset({Want(CARD)})) for name in ("a.jpg", "b.jpg", "good.jpg")]
    with Workers(1) as workers:
        first = Studio(tmp_path, tmp_path / "cache", workers).develop(orders)
    others = set(multiprocessing.active_children())
    with Workers(1) as workers:
        again = Studio(tmp_path, tmp_path / "cache", workers).develop(orders)
        assert set(multiprocessing.active_children()) <= others  # not one worker was started
    assert first == again
    assert [again[n].code for n in ("a.jpg", "b.jpg")] == ["PHO105", "PHO102"]
    assert isinstance(again["good.jpg"], Developed)
    (tmp_path / "a.jpg").write_bytes(photo_bytes((700, 500)))
    with Workers(1) as workers:
        mended = Studio(tmp_path, tmp_path / "cache", workers).develop(orders)
    assert not any(isinstance(photo, Refusal) for name, photo in mended.items() if name != "b.jpg")


SOURCES = {
    **{k: photo_bytes((120, 90), k, m) for k, m in (("PNG", "RGBA"), ("WEBP", "RGBA"), ("AVIF", "RGBA"))},
    "progressive": saved(Image.new("RGB", (120, 90), (9, 99, 9)), "JPEG", progressive=True),
    "CMYK": photo_bytes((120, 90), "JPEG", "CMYK"),
    "exif": saved(Image.new("RGB", (120, 90)), "JPEG", exif=b"Exif\0\0" + folder([(0x8825, 4, 1, 8)])),
    "moving": saved(
        Image.new("L", (90, 60)), "GIF", save_all=True, append_images=[Image.new("L", (90, 60), 9)]
    ),
    "APNG": saved(
        Image.new("L", (90, 60)), "PNG", save_all=True, append_images=[Image.new("L", (90, 60), 9)]
    ),
    "MPO": saved(
        Image.new("RGB", (90, 60)), "MPO", save_all=True, append_images=[Image.new("RGB", (90, 60), 9)]
    ),
}


@given(st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_kind_damaged_anywhere_is_used_or_refused(data):
    source = bytearray(SOURCES[data.draw(st.sampled_from(sorted(SOURCES)))])
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(source) - 1))
        piece = data.draw(st.binary(min_size=1, max_size=6))
        source[start : start + data.draw(st.integers(0, 6))] = piece
    with contextlib.suppress(UnreadablePhoto):
        develop(bytes(source), lambda found: plan(found, CARD) if found.width * found.height < 10**7 else ())


def test_an_avif_that_hides_a_part_of_its_picture_is_refused():
    """Its crop is a property of the file that Pillow leaves aside: what was cut away would be published."""
    data = photo_bytes((400, 300), "AVIF")
    develop(data, lambda found: plan(found, CARD))
    # The property as ISO 14496-12 writes it: width, height and two offsets, each a fraction.
    place = data.index(b"ipco") - 4
    crop = struct.pack(">L4s8L", 40, b"clap", 200, 1, 150, 1, 0, 1, 0, 1)
    grown = bytearray(data[: place + 8] + data[place + 8 :])
    end = place + int.from_bytes(data[place : place + 4], "big")
    grown[end:end] = crop
    for name in (b"ipco", b"iprp", b"meta"):
        start = grown.index(name) - 4
        grown[start : start + 4] = (int.from_bytes(grown[start : start + 4], "big") + len(crop)).to_bytes(
            4, "big"
        )
    with pytest.raises(UnreadablePhoto) as refused:
        develop(bytes(grown), lambda found: plan(found, CARD))
    assert refused.value.code == "PHO102"
    assert "裁剪" in refused.value.message
