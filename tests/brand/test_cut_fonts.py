"""A page's heading font: cut to its characters, packed, and the same glyphs as in the whole font."""

import io

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from conftest import ROOT
from showcase.brand.fonts import HeadingFont
from showcase.brand.fontsource import FontSource
from showcase.brand.woff2 import woff2
from showcase.project.cache import Cache
from showcase.project.errors import ProjectError

SOURCE = FontSource(ROOT, "NotoSerifSC-600.ttf")
WORDS = "凌晨四点——灯，09"


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
    assert len(small.getGlyphOrder()) < len(set(WORDS)) + 6  # no digits of other scripts


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


def test_a_packed_font_is_read_back_table_by_table(tmp_path):
    """Outlines with composites and boxes of their own, steps of every size, an overlap, and a glyph without any."""
    pen, glyphs = TTGlyphPen(None), {}
    for at, step in enumerate((1, 64, 65, 300, 768, 769, 1279, 1280, 4095, 4096, 16_000)):
        pen.moveTo((0, 0))
        pen.lineTo((step, -step))
        pen.qCurveTo((0, step), (step // 2, 0))
        pen.lineTo((0, -step))
        for _ in range(300 if at == 1 else 800 if at == 2 else 0):
            pen.lineTo((1, 1))
        pen.closePath()
        glyphs[f"g{at}"] = pen.glyph()
        pen.__init__(None)
    for name, turn in (("moved", (1, 0, 0, 1, 9, 300)), ("scaled", (0.5, 0, 0, 0.5, 0, 0)),
                       ("turned", (0.5, 0.5, -0.5, 0.5, 0, 0)), ("wide", (0.5, 0, 0, 1, 0, 0))):  # fmt: skip
        pen = TTGlyphPen(glyphs)
        pen.addComponent("g1", turn)
        pen.addComponent("g2", (1, 0, 0, 1, 0, 0))
        glyphs[name] = pen.glyph()
    glyphs = {".notdef": TTGlyphPen(None).glyph(), **glyphs}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({0x4E00 + at: name for at, name in enumerate(glyphs)})
    builder.setupGlyf(glyphs)
    builder.font["glyf"]["g3"].flags[0] |= 0x40
    builder.font["glyf"]["g4"].xMax += 1
    builder.font.recalcBBoxes = False
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    builder.font.save(tmp_path / "odd.ttf")
    data = (tmp_path / "odd.ttf").read_bytes()
    before, after = TTFont(io.BytesIO(data)), TTFont(io.BytesIO(woff2(data)))
    assert before.reader.keys() == after.reader.keys()
    for tag in before.reader.keys() - {"head", "glyf", "loca"}:  # head: its sum of the whole file
        assert before.reader[tag] == after.reader[tag], tag
    for name in glyphs:
        assert after["glyf"][name] == before["glyf"][name], name
