"""One colour changed in tokens.yml: two builds side by side, and what differs between them."""

import io
import re
import zipfile

import pytest

BRAND_PAGE = "---\ntitle: 品牌\ndescription: 部徽在这里。\nlayout: manual\nsection: brand\n---\n\n<!-- block: download -->\n"
OLD, NEW = "#b9822b", "#bd862f"  # the gold, a little lighter: every pair still passes


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def two_builds(make_workshop, tmp_path_factory):
    workshop = make_workshop()
    workshop.story("one")
    page = workshop.root / "docs" / "brand" / "index.md"
    page.parent.mkdir()
    page.write_text(BRAND_PAGE, "utf-8")
    folder = tmp_path_factory.mktemp("two")
    assert workshop.run("build", "--site-dir", str(folder / "before")).code == 0
    tokens = workshop.root / "brand" / "tokens.yml"
    text = tokens.read_text("utf-8")
    assert f"light: '{OLD}'" in text
    tokens.write_text(text.replace(f"light: '{OLD}'", f"light: '{NEW}'"), "utf-8")
    emblem = "{'#1f5a48': brand, '#b9822b': accent}"
    assert emblem in tokens.read_text("utf-8")  # what emblem.svg holds stays as it was
    assert workshop.run("build", "--site-dir", str(folder / "after")).code == 0
    return files(folder / "before"), files(folder / "after")


def kit_of(site):
    data = next(data for name, data in site.items() if name.endswith(".zip"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_stylesheet_icons_and_kit_follow_and_nothing_else_does(two_builds):
    before, after = two_builds
    cards = [{name for name in site if name.startswith("assets/cards/")} for site in two_builds]
    assert len(cards[0]) == len(cards[1]) > 0
    assert not cards[0] & cards[1]  # a card is named after what it shows, and each shows the gold
    assert before.keys() - cards[0] == after.keys() - cards[1]
    changed = {name for name in before.keys() & after.keys() if before[name] != after[name]}
    assert {
        "assets/site.css",
        "assets/emblem.svg",
        "favicon.ico",
        "assets/icon-512.png",
        "assets/card.jpg",
    } <= changed
    assert any(name.startswith("assets/kit/") for name in changed)
    assert "assets/emblem-mono.svg" not in changed
    assert "assets/emblem-reversed.svg" not in changed
    for name in changed:
        assert name.startswith("assets/") or name.endswith(".html") or name == "favicon.ico", name
        if name.endswith(".html"):  # the stylesheet's version and the kit's sum, and nothing besides
            lines = zip(before[name].splitlines(), after[name].splitlines(), strict=True)
            assert all(
                re.search(rb"site\.css\?v=|SHA-256|/cards/", one) for one, two in lines if one != two
            ), name


def test_within_the_kit_only_what_is_gold_changes(two_builds):
    before, after = map(kit_of, two_builds)
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    for part in (
        "01-emblem 部徽/colour/emblem-colour.svg",
        "01-emblem 部徽/colour/emblem-colour.pdf",
        "01-emblem 部徽/colour/emblem-colour-256.png",
        "02-lockup 组合/colour/department-horizontal.svg",
        "02-lockup 组合/colour/department-horizontal.png",
        "04-colour 颜色/brand.ase",
        "04-colour 颜色/brand.gpl",
        "05-tokens 规范值/brand.tokens.json",
        "05-tokens 规范值/brand.css",
        "06-plates 图版/emblem 部徽/emblem-versions.svg",
        "MANIFEST 清单.txt",
    ):
        assert part in changed
    for name in changed:
        assert not re.search(r"/mono/|/reversed/|03-motto|07-licence|dark\.tokens", name), name
    assert f"--colour-accent: {NEW}".encode() in after["05-tokens 规范值/brand.css"]


def test_a_name_the_font_cannot_write_leaves_the_site_standing_without_a_download(workshop):
    page = workshop.root / "docs" / "brand" / "index.md"
    page.parent.mkdir()
    page.write_text(BRAND_PAGE, "utf-8")
    file = workshop.root / "brand" / "organisation.yml"
    file.write_text(file.read_text("utf-8").replace("餐饮服务中心", "餐饮龘服务中心"), "utf-8")
    done = workshop.run("build")
    assert done.code == 0
    assert "没有“龘”" in done.err
    assert "docs/brand/index.md" in done.err
    assert (workshop.site / "brand" / "index.html").is_file()
    assert not list(workshop.site.rglob("*.zip"))
