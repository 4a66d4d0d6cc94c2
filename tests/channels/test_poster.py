"""The poster: its size, its code that leads to the page, the word on a draft's."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from conftest import photo_bytes
from showcase.cli import main

REVIEW = "review: {first: 张一, second: 李二, final: 王三, date: 2026-03-06}\n"
COVER = "cover: a.jpg\nphotos: {a.jpg: {consent: not-needed, focal: [0.5, 0.2]}}\n"
CODE = (1080 - 72 - 176, 1242, 1080 - 72, 1418)  # where the code stands


@pytest.fixture(scope="module")
def posters(make_workshop):
    """(folder, workshop) of a story with a cover, one without, both on a site whose address is known."""
    workshop = make_workshop()
    settings = workshop.root / "mkdocs.yml"
    text = re.sub(r"^site_url:.*$", "site_url: https://www.school.test/w/", settings.read_text("utf-8"), flags=re.MULTILINE)  # fmt: skip
    settings.write_text(text, "utf-8")
    workshop.story("one", more=f"{COVER}{REVIEW}", photos={"a.jpg": photo_bytes((2000, 1400))})
    workshop.story("bare", title="没有照片的一篇，标题长到要分成两三行才放得下去吗", more=REVIEW)
    workshop.story(
        "draft",
        title="示例的一篇",
        more=f"{COVER}sample: true\n",
        photos={"a.jpg": photo_bytes((2000, 1400))},
    )
    folder = workshop.root.parent / "posters"
    assert main(["--root", str(workshop.root), "poster", "--all", "--draft", "--out", str(folder)]) == 0
    return folder, workshop


def colours(image, box):
    return {colour for _, colour in image.crop(box).getcolors(1 << 24)}


@pytest.mark.parametrize("name", ["one", "bare", "draft"])
def test_a_poster_has_its_size_and_a_code_in_two_colours(posters, name):
    with Image.open(posters[0] / f"2026-{name}" / "poster.png") as image:
        assert (image.size, image.mode) == ((1080, 1440), "RGB")
        assert colours(image, CODE) == {(0x1E, 0x24, 0x21), (255, 255, 255)}
        assert (0x1F, 0x5A, 0x48) in colours(image, (0, 1432, 1080, 1440))  # the spine


def test_without_a_photo_the_title_has_the_field(posters):
    field = (0, 0, 1080, 806)
    with Image.open(posters[0] / "2026-bare" / "poster.png") as image:
        whites = sum(count for count, colour in image.crop(field).getcolors(1 << 24) if min(colour) > 240)
    assert whites > 10_000  # the strokes of a title of 112 px or a little less


def test_a_draft_says_so_on_its_photo(posters):
    with Image.open(posters[0] / "2026-draft" / "poster.png") as draft, Image.open(posters[0] / "2026-one" / "poster.png") as plain:  # fmt: skip
        gold = [
            sum(abs(a - b) for a, b in zip(image.getpixel((45, 36)), (0xB9, 0x82, 0x2B), strict=True))
            for image in (draft, plain)
        ]
    assert gold[0] < 60 < gold[1]


def test_the_photo_on_a_poster_says_whose_it_is(workshop, tmp_path):
    """White letters on a dark band at the photo's foot; a photo without a credit has none."""
    credited = COVER.replace("consent", "credit: 南科手册贡献者，CC BY-SA 4.0, consent")
    for slug, more in (("one", credited), ("two", COVER)):
        workshop.story(slug, more=f"{more}{REVIEW}", photos={"a.jpg": photo_bytes((2000, 1400))})
    assert main(["--root", str(workshop.root), "poster", "--all", "--out", str(tmp_path / "p")]) == 0
    band = (0, 770, 1080, 806)
    whites = []
    for slug in ("one", "two"):
        with Image.open(tmp_path / "p" / f"2026-{slug}" / "poster.png") as image:
            strip = image.crop(band)
        whites.append(sum(count for count, colour in strip.getcolors(1 << 24) if min(colour) > 230))
    assert whites[0] > 500 > whites[1]


@pytest.mark.parametrize("out", ["site/x", "site", "site-internal/x", "handbook/x"])
def test_a_poster_is_never_put_into_a_site_be_there_one_or_not(workshop, out, capsys):
    workshop.story("one", more=REVIEW)
    assert main(["--root", str(workshop.root), "poster", "one", "--out", str(workshop.root / out)]) == 2
    assert "在网站的文件夹里面" in capsys.readouterr().err
    assert not (workshop.root / out).exists()


def test_every_story_and_one_of_them_is_asked_what_is_meant(workshop, tmp_path, capsys):
    workshop.story("one", more=REVIEW)
    assert main(["--root", str(workshop.root), "poster", "one", "--all", "--out", str(tmp_path / "p")]) == 2
    assert "两样只写一样" in capsys.readouterr().err


def test_without_an_address_there_is_no_code_and_the_editor_is_told(workshop, tmp_path, capsys):
    workshop.story("one", more=REVIEW)
    assert main(["--root", str(workshop.root), "poster", "one", "--out", str(tmp_path / "p")]) == 0
    assert "CHN005" in capsys.readouterr().err
    with Image.open(tmp_path / "p" / "2026-one" / "poster.png") as image:
        assert len(colours(image, CODE)) == 1


def test_a_cover_agreed_for_other_places_alone_makes_no_poster(workshop, tmp_path, capsys):
    more = f"{COVER}{REVIEW}".replace("not-needed", "not-needed, channels: [website, wechat]")
    workshop.story("one", more=more, photos={"a.jpg": photo_bytes((2000, 1400))})
    assert main(["--root", str(workshop.root), "poster", "one", "--out", str(tmp_path / "p")]) == 1
    assert "题图 a.jpg 的同意不包括海报" in capsys.readouterr().err
