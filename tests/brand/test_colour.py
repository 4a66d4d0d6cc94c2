"""Colours of any profile become sRGB; expected values are worked out from the profiles' own definitions."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from prints import RED, halves, near, outputs, probe
from showcase.photos.plan import plan
from showcase.photos.prints import sharpened
from showcase.photos.recipes import BODY, CARD
from showcase.photos.render import develop

# XYZ under D50 of red, green and blue, as Apple's and Adobe's own profiles give them.
P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
D50 = (0.96420, 1.0, 0.82491)

# Linear light of one into linear sRGB, both under D65: CSS Color 4 §18, Adobe RGB (1998) §4.3.
P3_TO_SRGB = ((1.22494, -0.22494, 0.0), (-0.04206, 1.04206, 0.0), (-0.01964, -0.07864, 1.09827))
ADOBE_TO_SRGB = ((1.39836, -0.39836, 0.0), (0.0, 1.0, 0.0), (0.0, -0.04293, 1.04293))
# XYZ under D50 into linear sRGB (Lindbloom, Bradford).
XYZ_TO_SRGB = (
    (3.13386, -1.61687, -0.49062),
    (-0.97877, 1.91614, 0.03345),
    (0.07195, -0.22899, 1.40524),
)


def fixed(*values):
    """ICC.1 s15Fixed16Number."""
    return b"".join(struct.pack(">l", round(value * 65536)) for value in values)


def xyz(values):
    return b"XYZ \0\0\0\0" + fixed(*values)


def gamma(value):
    return b"curv\0\0\0\0" + struct.pack(">LH", 1, round(value * 256))


# ICC.1 10.18, function 3: sRGB's curve, which Display P3 shares.
SRGB_CURVE = b"para\0\0\0\0\0\3\0\0" + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def profile(space, tags, *, kind=b"mntr", version=0x02400000, connection=b"XYZ "):
    """An ICC profile of these tags (ICC.1 7.2 and 7.3)."""
    name = b"test\0"
    described = b"desc\0\0\0\0" + struct.pack(">L", len(name)) + name + b"\0" * 78
    tags = {b"desc": described, b"wtpt": xyz(D50), **tags}
    place, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for tag, content in tags.items():
        table += tag + struct.pack(">LL", place + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    header = struct.pack(">L4xL4s4s4s12x4s", place + len(body), version, kind, space, connection, b"acsp")
    header = header.ljust(68, b"\0") + fixed(*D50)
    return header.ljust(128, b"\0") + struct.pack(">L", len(tags)) + table + body


def three(primaries, curve, version=0x02400000):
    tags = {
        name + suffix: content
        for name, primary in zip((b"r", b"g", b"b"), primaries, strict=True)
        for suffix, content in ((b"XYZ", xyz(primary)), (b"TRC", curve))
    }
    return profile(b"RGB ", tags, version=version)


def srgb(linear):
    """0–255 from linear light (IEC 61966-2-1)."""
    clipped = [min(1.0, max(0.0, value)) for value in linear]
    curved = [12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in clipped]
    return tuple(round(255 * value) for value in curved)


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def from_srgb_curve(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def shown(image, icc):
    """(the colour in the middle of each output, what was noted)."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=100, icc_profile=icc)
    probe, outputs = develop(buffer.getvalue(), lambda found: plan(found, CARD))
    assert sorted(name.rpartition(".")[2] for name in outputs) == ["avif", "avif", "jpg"]
    for output in outputs.values():
        with Image.open(io.BytesIO(output)) as again:
            assert "icc_profile" not in again.info
            yield again.convert("RGB").getpixel((again.width // 2, again.height // 2)), probe.notes


def assert_near(found, expected, within=4):
    assert all(abs(a - b) <= within for a, b in zip(found, expected, strict=True)), (found, expected)


COLOURS = [(200, 120, 80), (90, 160, 90), (60, 80, 180), (128, 128, 128), (255, 255, 255), (20, 20, 20)]


@pytest.mark.parametrize("colour", COLOURS)
def test_display_p3_of_a_phone_becomes_srgb(colour):
    linear = [from_srgb_curve(value / 255) for value in colour]
    expected = srgb(times(P3_TO_SRGB, linear))
    for version in (0x02400000, 0x04000000):
        icc = three(P3, SRGB_CURVE, version)
        for found, notes in shown(Image.new("RGB", (800, 600), colour), icc):
            assert_near(found, expected)
            assert notes == ()


@pytest.mark.parametrize("colour", COLOURS)
def test_adobe_rgb_of_a_camera_becomes_srgb(colour):
    linear = [(value / 255) ** (563 / 256) for value in colour]  # its gamma is 2.19921875
    expected = srgb(times(ADOBE_TO_SRGB, linear))
    for found, notes in shown(Image.new("RGB", (800, 600), colour), three(ADOBE, gamma(563 / 256))):
        assert_near(found, expected)
        assert notes == ()


def test_the_colours_above_do_differ_between_the_profiles():
    colour = (90, 160, 90)
    p3 = srgb(times(P3_TO_SRGB, [from_srgb_curve(value / 255) for value in colour]))
    adobe = srgb(times(ADOBE_TO_SRGB, [(value / 255) ** (563 / 256) for value in colour]))
    assert colour[0] - p3[0] > 15
    assert colour[0] - adobe[0] > 40


@pytest.mark.parametrize("value", [0, 32, 128, 255])
def test_linear_grey_becomes_srgb_grey(value):
    icc = profile(b"GRAY", {b"kTRC": gamma(1.0)})
    expected = srgb([value / 255] * 3)
    for found, notes in shown(Image.new("L", (800, 600), value), icc):
        assert_near(found, expected)
        assert notes == ()


# What ink looks like, CIELAB, the paper white as ICC profiles take it; the other corners are never asked for.
INKS = {
    (0, 0, 0, 0): (100.0, 0.0, 0.0),
    (1, 0, 0, 0): (62.0, -20.0, -30.0),
    (0, 1, 1, 0): (50.0, 42.0, 28.0),
    (1, 0, 1, 0): (55.0, -34.0, 22.0),
    (0, 0, 0, 1): (18.0, 1.0, 1.0),
}


def press():
    """A CMYK profile by table (ICC.1 lut8Type), two points a channel: its corners are INKS."""
    corners = [(c, m, y, k) for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
    labs = [INKS.get(corner, (0.0, 0.0, 0.0)) for corner in corners]
    table = bytes(v for l, a, b in labs for v in (round(l * 2.55), round(a) + 128, round(b) + 128))  # noqa: E741
    straight = bytes(range(256))
    identity = fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    lut = b"mft1\0\0\0\0\4\3\2\0" + identity + straight * 4 + table + straight * 3
    return profile(b"CMYK", {b"A2B0": lut}, kind=b"prtr", connection=b"Lab ")


def lab_to_srgb(lightness, a, b):
    """CIE 15, then Bradford to D65 within the matrix."""
    fy = (lightness + 16) / 116
    scaled = [
        v**3 if v > 6 / 29 else 3 * (6 / 29) ** 2 * (v - 4 / 29) for v in (fy + a / 500, fy, fy - b / 200)
    ]
    return srgb(times(XYZ_TO_SRGB, [s * white for s, white in zip(scaled, D50, strict=True)]))


@pytest.mark.parametrize("ink", INKS)
def test_cmyk_for_print_takes_the_look_of_its_profile(ink):
    image = Image.merge("CMYK", [Image.new("L", (800, 600), 255 * value) for value in ink])
    for found, notes in shown(image, press()):
        assert_near(found, lab_to_srgb(*INKS[ink]), within=6)
        assert notes == ()
    if any(ink):  # without the profile: far too bright
        plain = image.convert("RGB").getpixel((0, 0))
        assert max(abs(a - b) for a, b in zip(plain, lab_to_srgb(*INKS[ink]), strict=True)) > 12


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("icc", ["RGB", "L", "CMYK"])
def test_a_profile_of_another_kind_of_picture_is_noted_and_left_aside(mode, icc):
    profiles = {
        "RGB": three(P3, SRGB_CURVE), "L": profile(b"GRAY", {b"kTRC": gamma(1.0)}), "CMYK": press(),
    }  # fmt: skip
    image = Image.new(mode, (800, 600), {"L": 200, "RGB": (200, 120, 80), "CMYK": (200,) * 4}[mode])
    for found, notes in shown(image, profiles[icc]):
        # Who makes a photo grey often leaves it the RGB profile; it fits.
        assert ("profile" in notes) == (mode != icc and (mode, icc) != ("L", "RGB"))
        if mode != icc:
            assert_near(found, image.convert("RGB").getpixel((0, 0)))


def test_a_profile_cut_short_is_noted_and_the_photo_used():
    whole = three(P3, SRGB_CURVE)
    for length in (0, 60, 128, 140, len(whole) // 2, len(whole) - 30):
        for found, notes in shown(Image.new("RGB", (800, 600), (200, 120, 80)), whole[:length]):
            assert_near(found, (200, 120, 80))
            assert ("profile" in notes) == (length > 0)


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
