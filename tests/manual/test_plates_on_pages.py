"""Plates where a page asks for them: shown with their files, and what cannot be drawn is named."""

from showcase.manual.plates.misuse import NAMES


def test_a_page_that_asks_for_a_plate_shows_it_and_links_the_file(workshop):
    folder = workshop.root / "docs" / "brand"
    folder.mkdir(parents=True)
    page = "---\ntitle: 品牌\n---\n\n<!-- block: plate name=emblem-minimum -->\n\n<!-- block: plates group=misuse -->\n"
    (folder / "index.md").write_text(page, "utf-8")
    assert workshop.run("build").code == 0
    html = workshop.page("brand/index.html")
    assert 'href="../assets/plates/emblem-minimum.svg"' in html
    assert html.count('class="figure-plate"') == 1 + len(NAMES)
    assert 'aria-label="最小尺寸：打开大图"' in html
    svg = (workshop.site / "assets" / "plates" / "misuse-old.svg").read_text("utf-8")
    assert "旧版示意" not in svg  # outlines, not text
    first = {p.name: p.read_bytes() for p in (workshop.site / "assets" / "plates").iterdir()}
    assert workshop.run("build").code == 0
    assert {p.name: p.read_bytes() for p in (workshop.site / "assets" / "plates").iterdir()} == first


def test_a_site_that_asks_for_no_plate_draws_none(workshop):
    assert workshop.run("build").code == 0
    assert not (workshop.site / "assets" / "plates").exists()


def test_an_unknown_plate_or_group_is_named_with_those_that_exist(workshop):
    folder = workshop.root / "docs" / "brand"
    folder.mkdir(parents=True)
    page = "---\ntitle: 品牌\n---\n\n<!-- block: plate name=nothing -->\n\n<!-- block: plates group=nothing -->\n"
    (folder / "index.md").write_text(page, "utf-8")
    result = workshop.run("build")
    assert result.code == 1
    assert "没有“nothing”这张图版；可以用 emblem-construction" in result.err + result.out
    assert "没有“nothing”这一组图版；可以用 emblem" in result.err + result.out


def test_a_character_the_font_lacks_leaves_the_page_standing_and_is_a_finding(workshop):
    organisation = workshop.root / "brand" / "organisation.yml"
    text = organisation.read_text("utf-8")
    organisation.write_text(text.replace("short: 后勤保障部", "short: 后勤𰻝部"), "utf-8")
    folder = workshop.root / "docs" / "brand"
    folder.mkdir(parents=True)
    page = "---\ntitle: 品牌\n---\n\n<!-- block: plates group=emblem -->\n"
    (folder / "index.md").write_text(page, "utf-8")
    result = workshop.run("build")
    assert result.code == 0
    assert "FNT003" in result.err + result.out
    assert "没有“𰻝”" in result.err + result.out
    assert "图版暂时看不到" in workshop.page("brand/index.html")


def test_a_font_that_is_not_licensed_for_plates_stops_the_build(workshop):
    register = workshop.root / "brand" / "fonts" / "fonts.yml"
    register.write_text(register.read_text("utf-8").replace("lockup, plate, kit", "lockup, kit"), "utf-8")
    folder = workshop.root / "docs" / "brand"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(
        "---\ntitle: 品牌\n---\n\n<!-- block: plates group=emblem -->\n", "utf-8"
    )
    result = workshop.run("build")
    assert result.code == 2
    assert "uses 里没有 plate" in result.err
