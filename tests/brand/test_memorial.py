"""What brand/memorial.yml may say, and what it changes in the build."""

import pytest

from showcase.brand.memorial import FILES, GREY, NORMAL, read_memorial
from showcase.project.errors import ProjectError
from showcase.project.folder import Project


def write(workshop, text):
    (workshop.root / "brand" / "memorial.yml").write_text(text, "utf-8")
    return Project(workshop.root)


def test_without_the_file_there_are_no_days(workshop):
    (workshop.root / "brand" / "memorial.yml").unlink()
    memorial = read_memorial(Project(workshop.root))
    assert not memorial.now
    assert list(memorial.marks()) == []


def test_a_day_is_one_date_or_every_year(workshop):
    project = write(
        workshop,
        "now: true\ndays:\n- {yearly: 12-13, reason: 国家公祭日}\n- {date: 2026-05-12, reason: 学校通知}\n",
    )
    memorial = read_memorial(project)
    assert memorial.now
    assert list(memorial.marks()) == ["12-13", "2026-05-12"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("days: [{yearly: 2-30, reason: 甲}]", "12-13 的样子"),
        ("days: [{yearly: 02-30, reason: 甲}]", "没有这一天"),
        ("days: [{date: 2026-02-30, reason: 甲}]", "没有这一天"),
        ("days: [{date: 12-13, reason: 甲}]", "2026-03-05 的样子"),
        ("days: [{yearly: 12-13}]", "缺少这一项"),
        ("days: [{reason: 甲}]", "二者写一样"),
        ("days: [{date: 2026-05-12, yearly: 05-12, reason: 甲}]", "二者写一样"),
        ("days: [{yearly: 12-13, reason: 甲, colour: grey}]", "没有 days 第 1 项的 colour 这一项"),
        ("days: 12-13", "列表"),
        ("now: 是", "true 或 false"),
        ("today: 2026", "没有 today 这一项"),
        ("- 12-13", "键: 值"),
        ("days: [", "memorial.yml"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(workshop, text, said):
    with pytest.raises(ProjectError) as refused:
        read_memorial(write(workshop, text))
    assert said in str(refused.value)
    assert "brand/memorial.yml" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_29_february_is_a_yearly_day(workshop):
    assert list(read_memorial(write(workshop, "days: [{yearly: 02-29, reason: 甲}]")).marks()) == ["02-29"]


def test_a_file_that_does_not_fit_stops_the_build_and_leaves_no_site(workshop):
    write(workshop, "days: [{yearly: 13-01, reason: 甲}]")
    result = workshop.run("build")
    assert result.code == 2
    assert "没有这一天" in result.err
    assert not workshop.site.exists()


def test_the_normal_file_does_nothing_and_tells_what_to_do():
    comment = FILES[NORMAL].strip()
    assert comment.startswith("/*")
    assert comment.endswith("*/")
    assert comment.count("*/") == 1
    assert GREY in comment
    assert "grayscale(1)" in FILES[GREY]


def test_every_page_carries_the_days_and_the_replaceable_file(workshop):
    write(
        workshop, "days:\n- {yearly: 12-13, reason: 公祭日的依据}\n- {date: 2026-05-12, reason: 学校通知}\n"
    )
    workshop.story("one")
    assert workshop.run("build").code == 0
    pages = sorted(workshop.site.rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        text = page.read_text("utf-8")
        assert 'data-memorial-days="12-13 2026-05-12"' in text, page
        assert " data-memorial>" not in text, page
        assert f'{NORMAL}">' in text, page
        assert "公祭日的依据" not in text, page
    assert workshop.page(NORMAL) == FILES[NORMAL]
    assert workshop.page(GREY) == FILES[GREY]


def test_now_makes_every_page_grey_without_script(workshop):
    write(workshop, "now: true\n")
    assert workshop.run("build").code == 0
    for page in workshop.site.rglob("*.html"):
        assert " data-memorial>" in page.read_text("utf-8"), page


def test_the_written_tree_carries_both_ways(workshop, tmp_path):
    write(workshop, "now: true\ndays: [{yearly: 12-13, reason: 甲}]\n")
    assert workshop.run("write", str(tmp_path / "tree")).code == 0
    assert (tmp_path / "tree" / "docs" / NORMAL).read_text("utf-8") == FILES[NORMAL]
    assert (tmp_path / "tree" / "docs" / GREY).read_text("utf-8") == FILES[GREY]
    settings = (tmp_path / "tree" / "mkdocs.yml").read_text("utf-8")
    assert "days: 12-13" in settings
    assert "now: true" in settings
