"""The register of fonts, and what happens when it and the files disagree."""

import hashlib
import shutil

import pytest

from conftest import ROOT
from showcase.brand.fontbook import read_fontbook
from showcase.project.errors import ProjectError
from showcase.project.folder import Project


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "brand" / "fonts", tmp_path / "brand" / "fonts")
    return Project(tmp_path)


def fonts(project):
    return project.brand / "fonts"


def change(project, old, new):
    path = fonts(project) / "fonts.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def refusal(project):
    with pytest.raises(ProjectError) as caught:
        read_fontbook(project)
    return str(caught.value)


def test_our_own_register_fits_our_own_files():
    book = read_fontbook(Project(ROOT))
    font = book.font("NotoSerifSC-600.ttf", "heading")
    assert font.sha256 == hashlib.sha256((ROOT / "brand/fonts" / font.file).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["Fangzheng.TTF", "sub/hei.woff2", "kai.otf", "pack.ttc"])
def test_an_unregistered_font_is_named(project, name):
    path = fonts(project) / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"whatever")
    assert name in refusal(project)
    assert "没有登记" in refusal(project)


def test_a_font_under_another_name_is_still_a_font(project):
    shutil.copy(fonts(project) / "NotoSerifSC-600.ttf", fonts(project) / "readme.dat")
    assert "readme.dat:1:1: 这个字体没有登记" in refusal(project)


def test_a_registered_font_that_is_missing_or_another_stops_the_build(project):
    path = fonts(project) / "NotoSerifSC-600.ttf"
    data = path.read_bytes()
    path.write_bytes(data + b"\0")
    text = refusal(project)
    assert hashlib.sha256(data + b"\0").hexdigest() in text  # ready to copy
    path.unlink()
    assert "NotoSerifSC-600.ttf 不在 brand/fonts/ 里" in refusal(project)


def test_a_font_without_its_licence_text_is_not_used(project):
    (fonts(project) / "OFL.txt").unlink()
    assert "OFL.txt" in refusal(project)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    family: Noto Serif SC\n", "", "family"),
        ("uses: [heading,", "uses: [everything,", "uses"),
        ("file: NotoSerifSC-600.ttf", "file: ../../etc/passwd", "文件名"),
        ("sha256: c72d", "sha256: zz", "64"),
        ("    uses:", "    price: 0\n    uses:", "price"),
    ],
)
def test_a_register_that_does_not_fit_says_where(project, old, new, said):
    change(project, old, new)
    (text,) = refusal(project).splitlines()
    assert text.startswith("brand/fonts/fonts.yml:")
    assert said in text


def test_a_font_is_used_only_for_what_it_may_be_used_for(project):
    change(project, "[heading, card,", "[card,")
    book = read_fontbook(project)
    assert book.font("NotoSerifSC-600.ttf", "card").family == "Noto Serif SC"
    with pytest.raises(ProjectError, match="heading"):
        book.font("NotoSerifSC-600.ttf", "heading")
    with pytest.raises(ProjectError, match="没有登记"):
        book.font("Other.ttf", "card")


def test_the_build_stops_with_one_kind_line_and_leaves_the_old_site(workshop):
    workshop.story("one")
    assert workshop.run("build").code == 0
    before = workshop.page("index.html")
    (workshop.root / "brand" / "fonts" / "Stray.otf").write_bytes(b"OTTO")
    result = workshop.run("build")
    assert result.code == 2
    assert "Stray.otf:1:1: 这个字体没有登记" in result.err
    assert workshop.page("index.html") == before


def test_without_a_register_the_build_says_what_is_missing(workshop):
    (workshop.root / "brand" / "fonts" / "fonts.yml").unlink()
    result = workshop.run("build")
    assert result.code == 2
    assert "缺少 brand/fonts/fonts.yml" in result.err


def test_a_title_character_the_font_lacks_is_named_with_its_story(workshop):
    workshop.story("rare", title="一碗𰻝𰻝面的来历")
    workshop.story("plain", title="凌晨四点的灯")
    found = [line for line in workshop.run("build").err.splitlines() if "FNT001" in line]
    assert len(found) == 1
    assert "stories/2026/rare/index.md" in found[0]
    assert "𰻝" in found[0]
