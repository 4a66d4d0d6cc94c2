import subprocess
import sys

import pytest

from conftest import ROOT
from showcase.brand.fontsource import FontSource
from showcase.brand.lettering import LacksCharacter, Typeface
from showcase.brand.raster import raster
from showcase.project.errors import ProjectError

FONT = FontSource(ROOT, "NotoSerifSC-600.ttf")


@pytest.fixture(scope="module")
def face():
    return Typeface(FONT)


def drawn(lettering):
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {lettering.width} {lettering.height}">'
        f'<path d="{lettering.d}"/></svg>'
    )
    return raster(svg, round(lettering.width))


def test_han_stand_in_squares_one_beside_the_other(face):
    line = face.set("后勤保障部", 100)
    assert (line.width, line.height) == (500, 100)
    left, top, right, bottom = line.ink
    assert 0 <= left < right <= 500
    assert 0 <= top < bottom <= 100


def test_the_outlines_draw_the_characters_where_their_box_says(face):
    line = face.set("后勤", 100)
    box = drawn(line).getchannel("A").getbbox()
    assert all(abs(a - b) <= 1 for a, b in zip(box, line.ink, strict=True))


def test_tracking_stands_between_characters_only(face):
    assert face.set("后勤部", 100, tracking=0.1).width == 320
    assert face.set("部", 100, tracking=0.1).width == 100


def test_vertical_lettering_runs_down(face):
    column = face.set("爱校", 100, vertical=True, tracking=0.2)
    assert (column.width, column.height) == (100, 220)
    alpha = drawn(column).getchannel("A")
    assert alpha.crop((0, 0, 100, 100)).getbbox()
    assert alpha.crop((0, 100, 100, 120)).getbbox() is None
    assert alpha.crop((0, 120, 100, 220)).getbbox()


def test_latin_keeps_its_own_widths(face):
    assert face.set("il", 100).width < face.set("WM", 100).width < 250


def test_a_space_takes_room_and_draws_nothing(face):
    assert face.set(" ", 100).d == ""
    assert face.set("部 部", 100).width > 200


def test_a_character_the_font_lacks_is_named_and_no_box_is_drawn(face):
    with pytest.raises(LacksCharacter, match="“龘”“𠮷”") as fault:
        face.set("后龘勤𠮷龘", 100)
    assert fault.value.characters == "龘𠮷"
    assert face.lacks("后勤") == ""


def test_numbers_have_two_decimals_at_most_and_the_same_text_is_the_same_bytes(face):
    import re

    line = face.set("后勤保障部", 33.3)
    assert not re.search(r"\.\d{3}|-0(?![.\d])|e-", line.d)
    assert Typeface(FONT).set("后勤保障部", 33.3) == line


def test_what_is_no_font_is_said_in_a_line(tmp_path):
    (tmp_path / "brand" / "fonts").mkdir(parents=True)
    (tmp_path / "brand" / "fonts" / "a.ttf").write_bytes(b"no font")
    with pytest.raises(ProjectError, match=r"a\.ttf 不是能用的字体文件"):
        Typeface(FontSource(tmp_path, "a.ttf")).set("部", 10)
    with pytest.raises(ProjectError, match=r"缺少字体文件 brand/fonts/b\.ttf"):
        Typeface(FontSource(tmp_path, "b.ttf")).set("部", 10)


@pytest.mark.parametrize("end", [200, 4_000, 60_000, 400_000, 900_000])
def test_half_a_font_is_no_font(tmp_path, end):
    """fontTools raises what happens to come: struct.error, KeyError, IndexError."""
    (tmp_path / "brand" / "fonts").mkdir(parents=True)
    (tmp_path / "brand" / "fonts" / "half.ttf").write_bytes(FONT.read()[:end])
    with pytest.raises(ProjectError, match=r"half\.ttf 不是能用的字体文件"):
        Typeface(FontSource(tmp_path, "half.ttf")).set("部", 10)


def test_the_font_tools_are_loaded_by_the_first_text_only():
    code = "import sys, showcase.brand.lettering; sys.exit('fontTools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
