"""A page's heading font: cut to its characters, packed, and the same glyphs as in the whole font."""

import io

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from conftest import ROOT
from showcase.brand.fontbook import FontSource
from showcase.brand.fonts import HeadingFont
from showcase.brand.woff2 import woff2
from showcase.project.cache import Cache
from showcase.project.errors import ProjectError

SOURCE = FontSource(ROOT, "NotoSerifSC-600.ttf")
WORDS = "凌晨四点的灯，09"


def drawn(font, character):
    pen = RecordingPen()
    font.getGlyphSet()[font.getBestCmap()[ord(character)]].draw(pen)
    return pen.value


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    return HeadingFont(SOURCE, Cache(tmp_path_factory.mktemp("cache"))).cut(WORDS)


def test_it_holds_the_characters_asked_for_and_no_other(cut):
    assert set(map(chr, TTFont(io.BytesIO(cut)).getBestCmap())) == set(WORDS)
    assert len(cut) < 8_000


def test_each_character_is_drawn_and_set_as_in_the_whole_font(cut):
    small, whole = TTFont(io.BytesIO(cut)), TTFont(ROOT / "brand" / "fonts" / SOURCE.file)
    for character in WORDS:
        assert drawn(small, character) == drawn(whole, character), character
        names = small.getBestCmap()[ord(character)], whole.getBestCmap()[ord(character)]
        assert small["hmtx"][names[0]] == whole["hmtx"][names[1]], character
    assert {record.FeatureTag for record in small["GPOS"].table.FeatureList.FeatureRecord} >= {"halt", "chws"}
    assert {record.FeatureTag for record in small["GSUB"].table.FeatureList.FeatureRecord} == {"locl", "vert"}


def test_the_same_characters_give_the_same_bytes_with_and_without_a_cache(cut, tmp_path):
    cache = Cache(tmp_path)
    assert HeadingFont(SOURCE, cache).cut(reversed(WORDS)) == cut
    assert HeadingFont(SOURCE, cache).cut(WORDS) == cut


def test_what_the_font_lacks_is_named_and_left_out(tmp_path):
    font = HeadingFont(SOURCE, Cache(tmp_path))
    assert font.lacks("灯龘鿿 龘") == "龘鿿"
    assert set(TTFont(io.BytesIO(font.cut("灯龘"))).getBestCmap()) == {ord("灯")}


def test_a_font_that_is_packed_already_is_cut_too(tmp_path):
    folder = tmp_path / "brand" / "fonts"
    folder.mkdir(parents=True)
    with TTFont(ROOT / "brand" / "fonts" / SOURCE.file) as font:
        font.flavor = "woff"
        font.save(folder / "packed.woff")
    data = HeadingFont(FontSource(tmp_path, "packed.woff"), Cache(tmp_path)).cut("灯")
    assert set(TTFont(io.BytesIO(data)).getBestCmap()) == {ord("灯")}


def test_what_is_no_font_is_said_so(tmp_path):
    folder = tmp_path / "brand" / "fonts"
    folder.mkdir(parents=True)
    (folder / "not.ttf").write_bytes(b"\x00\x01\x00\x00 no font")
    with pytest.raises(ProjectError, match=r"not\.ttf 不是能用的字体文件"):
        HeadingFont(FontSource(tmp_path, "not.ttf"), Cache(tmp_path)).cut("灯")


def test_a_packed_font_is_read_back_table_by_table():
    data = (ROOT / "brand" / "fonts" / SOURCE.file).read_bytes()
    before, after = TTFont(io.BytesIO(data)), TTFont(io.BytesIO(woff2(data)))
    assert before.reader.keys() == after.reader.keys()
    for tag in before.reader.keys():  # noqa: SIM118  the reader is no mapping
        if tag != "head":  # its sum of the whole file
            assert before.reader[tag] == after.reader[tag], tag
