"""`showcase emblem`: logos as the programs of designers export them, and what is told of each."""

import io
import re

import pytest
import resvg_py
from PIL import Image

from conftest import ROOT
from showcase.cli import main

ILLUSTRATOR = """<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 27.0 -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="图层_1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  x="0px" y="0px" viewBox="0 0 120 120" style="enable-background:new 0 0 120 120;" xml:space="preserve">
<style type="text/css">
	.st0{fill:#1F5A48;}
	.st1{fill:#FFFFFF;stroke:#FFFFFF;stroke-miterlimit:10;}
</style>
<g data-name="底"><circle class="st0" cx="60" cy="60" r="55"/></g>
<path class="st1" d="M30,55h60v10H30z"/>
</svg>
"""
INKSCAPE = """<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="40mm"
  xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd">
<sodipodi:namedview id="base" inkscape:zoom="1"/><metadata id="m"><x/></metadata>
<g inkscape:label="图层 1" transform="translate(10 10) scale(1.5)">
<rect style="fill:teal;fill-opacity:1" x="1" y="1" width="80" height="80"/></g></svg>
"""
CORELDRAW = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="100mm" height="100mm" version="1.1"
  style="shape-rendering:geometricPrecision; fill-rule:evenodd" viewBox="0 0 10000 10000"
  xmlns:xodm="http://www.corel.com/coreldraw/odm/2003">
<defs><style type="text/css"><![CDATA[ .fil0 {fill:rgb(31,90,72)} ]]></style></defs>
<g id="图层_x0020_1"><metadata id="CorelCorpID_0Corel-Layer"/>
<path class="fil0" d="M1000 1000l8000 0 0 8000 -8000 0z"/></g></svg>
"""
FIGMA = """<svg width="96" height="96" viewBox="0 0 96 96" fill="none" xmlns="http://www.w3.org/2000/svg">
<g clip-path="url(#clip0)"><rect width="96" height="96" rx="48" fill="url(#paint0)"/></g>
<defs><linearGradient id="paint0" x1="0" y1="0" x2="96" y2="96" gradientUnits="userSpaceOnUse">
<stop stop-color="#1F5A48"/><stop offset="1" stop-color="#0B2E24"/></linearGradient>
<clipPath id="clip0"><rect width="96" height="96" fill="white"/></clipPath></defs></svg>
"""
EXPORTS = {"ai": ILLUSTRATOR, "ink": INKSCAPE, "cdr": CORELDRAW, "figma": FIGMA}
# A text, a picture from elsewhere and a script: each draws wrong or runs.
REFUSED = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">
<circle cx="50" cy="50" r="40"/>
<text x="10" y="50">后勤</text>
<image xlink:href="logo.png" width="10" height="10"/>
<script>alert(1)</script></svg>
"""


def proofed(tmp_path, text, name="x", to="html", root=ROOT):
    file, target = tmp_path / f"{name}.svg", tmp_path / f"{name}-sheet.{to}"
    file.write_text(text, "utf-8")
    return main(["--root", str(root), "emblem", str(file), "--out", str(target)]), target


def pixels(svg):
    return Image.open(
        io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=96, height=96, dpi=96)))
    ).convert("RGBA")


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_cleaned_and_draws_the_same(tmp_path, capsys, name):
    code, clean = proofed(tmp_path, EXPORTS[name], name, "svg")
    assert code == 0, capsys.readouterr().err
    text = clean.read_text("utf-8")
    assert not re.search(r"class=|style=|<style|<!--|DOCTYPE|inkscape|sodipodi|data-name|metadata", text)
    before, after = pixels(EXPORTS[name]), pixels(text)
    assert before.size == after.size
    alike = sum(
        max(abs(a - b) for a, b in zip(one, other, strict=True)) < 24
        for one, other in zip(before.get_flattened_data(), after.get_flattened_data(), strict=True)
    )
    assert alike >= 0.98 * before.width * before.height


@pytest.mark.parametrize("name", EXPORTS)
def test_the_sheet_shows_every_variant_and_asks_nothing_elsewhere(tmp_path, name):
    code, sheet = proofed(tmp_path, EXPORTS[name], name)
    html = sheet.read_text("utf-8")
    assert code == 0
    assert all(word in html for word in ("单色", "反白", "16"))
    assert "<script" not in html
    assert not re.search(r"(?:src|href)=\"(?!data:|#)", html)


def test_what_was_dropped_and_every_colour_is_told(tmp_path, capsys):
    proofed(tmp_path, ILLUSTRATOR)
    told = capsys.readouterr().out
    assert "去掉：" in told
    assert "#1f5a48 → brand" in told
    assert re.search(r"#ffffff .*没有，和它像的标准色是 on-brand", told)


def test_all_that_would_draw_wrong_is_told_at_once_with_its_line_and_nothing_is_written(tmp_path, capsys):
    code, sheet = proofed(tmp_path, REFUSED)
    told = capsys.readouterr().err
    assert code == 1
    assert not sheet.exists()
    assert [int(line) for line in re.findall(r"x\.svg:(\d+):1: SET030", told)] == [3, 4, 5]
    assert all(program in told for program in ("Illustrator", "Inkscape", "CorelDRAW"))


def test_outside_a_project_it_works_too_and_maps_no_colour(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logo.svg").write_text(INKSCAPE, "utf-8")
    assert main(["emblem", "logo.svg"]) == 0
    assert (tmp_path / "logo-sheet.html").exists()
    assert "→ brand" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["sheet.png", "sheet", "../logo.pdf"])
def test_another_kind_of_sheet_is_refused_in_a_line(tmp_path, capsys, name):
    (tmp_path / "logo.svg").write_text(INKSCAPE, "utf-8")
    code = main(["--root", str(ROOT), "emblem", str(tmp_path / "logo.svg"), "--out", str(tmp_path / name)])
    assert code == 2
    assert "--out" in capsys.readouterr().err


def test_a_colour_that_no_token_knows_and_what_was_dropped_are_remarks_of_the_project(workshop):
    (workshop.root / "brand" / "emblem.svg").write_text(INKSCAPE, "utf-8")
    done = workshop.run("check")
    (colour,) = [line for line in done.err.splitlines() + done.out.splitlines() if "SET032" in line]
    assert "#008080" in colour
    assert "brand/emblem.svg" in colour
    assert any("SET033" in line for line in done.err.splitlines() + done.out.splitlines())


# A navy disc with a white ring and an ivory house: readable on paper, and in the dark only by its colours.
NAVY = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
<circle cx="50" cy="50" r="46" fill="#191970"/>
<path fill="#ffffff" fill-rule="evenodd" d="M50 14a36 36 0 1 0 .1 0zM50 20a30 30 0 1 1-.1 0z"/>
<path fill="#fffff0" d="M30 65h40V48L50 34 30 48z"/></svg>
"""


@pytest.mark.parametrize(
    ("colours", "schemes"),
    [
        ("{'#191970': on-accent, '#ffffff': on-brand, '#fffff0': paper}", ["深色"]),
        ("{'#191970': brand, '#ffffff': on-brand, '#fffff0': on-brand}", []),
        ("{'#191970': paper, '#ffffff': surface, '#fffff0': paper}", ["浅色", "深色"]),
    ],
)
def test_colours_in_which_a_page_shows_half_an_emblem_are_told_of(workshop, colours, schemes):
    (workshop.root / "brand" / "emblem.svg").write_text(NAVY, "utf-8")
    tokens = workshop.root / "brand" / "tokens.yml"
    text = tokens.read_text("utf-8")
    ours = "{'#1f5a48': brand, '#b9822b': accent}"
    assert ours in text
    tokens.write_text(text.replace(ours, colours), "utf-8")
    done = workshop.run("check")
    told = [line for line in (done.out + done.err).splitlines() if "SET034" in line]
    assert [next(word for word in ("浅色", "深色") if word in line) for line in told] == schemes


def test_a_colour_like_none_of_the_tokens_is_told_to_be_added_and_none_is_offered(workshop):
    (workshop.root / "brand" / "emblem.svg").write_text(NAVY.replace("#191970", "#c71585"), "utf-8")
    done = workshop.run("check")
    lines = (done.out + done.err).splitlines()
    at = next(n for n, line in enumerate(lines) if "SET032" in line and "#c71585" in line)
    assert "没有和它像的标准色" in lines[at + 1]
