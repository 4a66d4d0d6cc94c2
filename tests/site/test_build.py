import io
import json
import re
import shutil

import pytest
from PIL import Image

from conftest import PHOTOS, photo_bytes

COVER = "cover: a.jpg\n"


@pytest.fixture(scope="module")
def drawn(make_workshop):
    """Three stories with photos, built once; each test gets a copy."""
    workshop = make_workshop()
    for n, department in enumerate(("dining", "dormitory", "dining"), 1):
        workshop.story(
            f"story-{n}",
            title=f"第{n}个早晨的灯",
            department=department,
            more=COVER + "themes: [育人]\n",
            body='![一张渐变](b.jpg "图注在这里")',
            photos={"a.jpg": photo_bytes((1000 + n, 700)), "b.jpg": photo_bytes((800, 1000 + n))},
        )
    assert workshop.run("build").code == 0
    return workshop


@pytest.fixture
def three(drawn, tmp_path):
    return drawn.copy(tmp_path / "copy")


def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_story_becomes_a_page_a_card_and_entries_in_its_lists(three):
    page = three.page("stories/2026/story-1/index.html")
    assert "<h1" in page
    assert "图注在这里" in page
    assert page.count("<picture>") >= 2
    for address in (
        "stories/index.html",
        "topics/department/dining/index.html",
        "topics/series/frontline/index.html",
        "topics/year/2026/index.html",
        "topics/theme/education/index.html",
        "culture/dining/index.html",
        "index.html",
    ):
        assert "story-1/index.html" in three.page(address), address
    assert "story-2/index.html" not in three.page("topics/department/dining/index.html")


def test_a_second_build_decodes_and_encodes_nothing_and_says_so(three):
    before = tree(three.site)
    again = three.run("build", "--report", str(three.root / "report.json"))
    assert "没有解码，没有编码" in again.err
    report = json.loads((three.root / "report.json").read_text("utf-8"))
    assert report["photos"]["decoded"] == report["photos"]["encoded"] == report["rendered"] == 0
    assert tree(three.site) == before


def test_two_builds_with_fresh_caches_give_the_same_bytes(three, tmp_path):
    assert three.alone().run("build", "--site-dir", str(tmp_path / "two")).code == 0
    one, two = tree(three.site), tree(tmp_path / "two")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_one_changed_photo_makes_only_its_own_files_again(three):
    (three.root / "stories" / "2026" / "story-1" / "b.jpg").write_bytes(photo_bytes((1200, 800)))
    assert "解码 1 张" in three.run("build").err


def test_sources_are_never_published(three):
    names = set(tree(three.site))
    assert not [n for n in names if n.endswith((".md", ".yml", ".map")) or "/a.jpg" in n]
    assert all(re.fullmatch(r"[a-z0-9/._-]+", name) for name in names)


def test_a_place_in_a_photo_is_gone_from_everything_published(workshop):
    workshop.story("gps", more="cover: p.jpg\n", photos={"p.jpg": PHOTOS / "lingchen-huomian" / "luguo.jpeg"})
    result = workshop.run("build")
    assert "PHO201" in result.err
    for name, data in tree(workshop.site).items():
        if name.startswith("assets/photos/"):
            assert b"Exif" not in data[:4096], name
            assert not Image.open(io.BytesIO(data)).getexif(), (
                name
            )  # three letters of it may stand in pixels by chance


def test_a_site_without_a_story_stands(workshop):
    result = workshop.run("build")
    assert result.code == 0, result.err
    for address in (
        "index.html",
        "stories/index.html",
        "culture/dining/index.html",
        "404.html",
        "sitemap/index.html",
    ):
        assert "</html>" in workshop.page(address)


def test_the_official_site_holds_no_sample_and_nothing_unreviewed(three):
    three.story("sample", title="这是一篇示例", more="sample: true\nreview: {final: 申终}\n")
    three.story(
        "final",
        title="这篇三审齐了",
        more="review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}\n",
    )
    assert three.run("build", "--official").code == 0
    stories = {p.parent.name for p in (three.site / "stories" / "2026").glob("*/index.html")}
    assert stories == {"final"}
    assert three.run("build").code == 0
    assert "示例" in three.page("stories/2026/sample/index.html")
    assert "待审" in three.page("stories/2026/story-1/index.html")


def test_a_story_appears_on_its_day_and_goes_on_its_last(workshop):
    workshop.story("later", more="publish: 2026-05-01\nexpires: 2026-06-01\n")
    page = workshop.site / "stories" / "2026" / "later" / "index.html"
    for day, shown in (
        ("2026-04-30", False),
        ("2026-05-01", True),
        ("2026-05-31", True),
        ("2026-06-01", False),
    ):
        assert workshop.run("build", "--today", day).code == 0
        assert page.exists() is shown, day


def test_related_stories_share_department_or_theme_and_the_nearest_come_first(three):
    three.story("far", title="谁也不沾的一篇", department="transport")
    three.run("build")
    related = three.page("stories/2026/story-1/index.html").split('id="related"')[1]
    assert "far/index.html" not in related
    assert related.index("story-3/index.html") < related.index("story-2/index.html")


def test_more_than_twenty_four_stories_take_a_second_page(workshop):
    for n in range(26):
        workshop.story(f"s-{n:02}", title=f"第{n:02}个早晨的灯")
    assert workshop.run("build").code == 0
    first, second = workshop.page("stories/index.html"), workshop.page("stories/page-2/index.html")
    shown = [len(set(re.findall(r"2026/(s-\d\d)/index\.html", page))) for page in (first, second)]
    assert shown == [24, 2]
    assert 'href="page-2/index.html"' in first
    assert 'href="../index.html"' in second


def test_a_folder_without_git_and_with_it_gives_the_same_pages(three, tmp_path):
    (three.root / ".git").mkdir()  # an empty one: git has nothing to say
    assert three.run("build", "--site-dir", str(tmp_path / "git")).code == 0
    assert tree(three.site) == tree(tmp_path / "git")


def test_pruning_removes_what_no_page_shows_and_nothing_else(three):
    before = {p.name for p in (three.root / ".cache" / "photos").glob("*/*")} | {"sources"}
    shutil.rmtree(three.root / "stories" / "2026" / "story-1")
    assert three.run("build", "--prune").code == 0
    after = {p.name for p in (three.root / ".cache" / "photos").glob("*/*")}
    assert after < before
    assert "没有解码，没有编码" in three.run("build").err
