import datetime as dt
import json
import re

import pytest

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.jail import Jail
from showcase.stories.drafts import read_draft
from showcase.stories.scaffold import LONGEST, draft_text, new_story, slug_of
from showcase.stories.story import SLUG
from showcase.stories.word.days import Happened
from showcase.typed.meant import BLANK

HOUSE = read_organisation(Project(ROOT))
DAY = dt.date(2026, 3, 5)


def fill(path, date="2026-03-05"):
    """Only what stands in the blanks is changed."""
    text = path.read_text("utf-8")
    assert BLANK in text
    for key, value in (("date", date), ("department", "dining"), ("series", "frontline")):
        text = re.sub(rf"(?m)^({key}: ){BLANK}[^】]*】$", rf"\g<1>{value}", text)
    path.write_text(re.sub(rf"{BLANK}[^】]*】", "一食堂早餐班组", text), "utf-8")


def found(workshop):
    return json.loads(workshop.run("check", "--format", "json").out)


def test_a_new_story_passes_once_its_blanks_are_filled(workshop):
    result = workshop.run("new", "凌晨四点的灯", "--department", "dining", "--date", "2026-03-05")
    assert result.code == 0, result.err
    path = "stories/2026/lingchen-sidian-de-deng/index.md"
    assert result.out.strip() == path
    assert "showcase check" in result.err
    before = found(workshop)
    assert {f["code"] for f in before if f["severity"] == "error"} == {"FM010"}
    lines = (workshop.root / path).read_text("utf-8").split("\n")
    assert {f["line"] for f in before if f["code"] == "FM010"} == {
        number for number, line in enumerate(lines, 1) if BLANK in line and not line.startswith("#")
    }
    fill(workshop.root / path)
    after = found(workshop)
    assert not [f for f in after if f["severity"] == "error"], after
    assert workshop.run("build").code == 0
    assert "凌晨四点的灯" in workshop.page("stories/2026/lingchen-sidian-de-deng/index.html")


def test_a_blank_keeps_a_story_off_the_site(workshop):
    workshop.run("new", "凌晨四点的灯", "--department", "dining", "--date", "2026-03-05")
    assert workshop.run("build").code == 1
    assert not (workshop.site / "stories/2026/lingchen-sidian-de-deng").exists()


def test_prose_may_say_that_something_is_to_be_filled_in(workshop):
    workshop.story("biao", body="表上有一栏写着待填。")
    assert "FM010" not in {f["code"] for f in found(workshop)}


def test_the_same_title_twice_gets_a_number_and_nothing_is_overwritten(workshop):
    for _ in range(3):
        assert workshop.run("new", "凌晨四点的灯", "--department", "dining", "--date", "2026-03-05").code == 0
    folders = sorted(path.name for path in (workshop.root / "stories/2026").iterdir())
    assert folders == [f"lingchen-sidian-de-deng{end}" for end in ("", "-2", "-3")]


def test_an_unknown_department_is_answered_with_those_there_are(workshop):
    result = workshop.run("new", "凌晨四点的灯", "--department", "canteen")
    assert result.code == 2
    assert "dining（餐饮）" in result.err
    assert not list((workshop.root / "stories").iterdir())


def test_without_a_department_the_choice_is_left_open(workshop):
    assert workshop.run("new", "凌晨四点的灯", "--date", "2026-03-05").code == 0
    codes = {f["code"] for f in found(workshop) if f["severity"] == "error"}
    assert codes == {"FM010"}  # a blank is said once: not also that there is no such department


@pytest.mark.parametrize(
    "title", ["灯", "长" * 33, "凌晨<b>四点", "第一行\n第二行", "藏着\u200b字的题", "null", "", "  ~  ", "【待填：标题】"]
)  # fmt: skip
def test_a_title_no_story_may_have_is_refused(workshop, title):
    with pytest.raises(ProjectError, match="标题"):
        new_story(Project(workshop.root), HOUSE, title, DAY, "dining")
    assert not list((workshop.root / "stories").iterdir())


def test_a_refusal_is_one_line_and_exit_code_2(workshop):
    result = workshop.run("new", "凌晨<b>四点", "--department", "dining")
    assert result.code == 2
    assert len(result.err.strip().split("\n")) == 1
    assert "《》" in result.err


@pytest.mark.parametrize(
    "title", ["早班: 四点的灯", "井 # 号也算", '他说"开饭了"', "? 开头的问号", "[方括号]开头", "@食堂的灯", "1234", "2026-03-05", "反斜线\\n在这", "{title} 的字"]
)  # fmt: skip
def test_a_title_with_yaml_signs_arrives_as_typed(workshop, title):
    path = workshop.root / new_story(Project(workshop.root), HOUSE, title, DAY, "dining")
    fill(path)
    draft = read_draft(Jail(workshop.root), "2026", path.parent.name)
    assert not draft.findings
    assert draft.front is not None
    assert draft.front.title == title


@pytest.mark.parametrize("linked", ["stories", "stories/2026"])
def test_a_link_in_the_way_is_refused_and_nothing_is_written_behind_it(workshop, tmp_path, linked):
    outside = tmp_path / "outside"
    outside.mkdir()
    if linked == "stories":
        (workshop.root / "stories").rmdir()
    (workshop.root / linked).symlink_to(outside)
    result = workshop.run("new", "凌晨四点的灯", "--department", "dining", "--date", "2026-03-05")
    assert result.code == 2
    assert "链接" in result.err
    assert not list(outside.iterdir())


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("凌晨四点的灯", "lingchen-sidian-de-deng"),
        ("银行行长的重担", "yinhang-hangzhang-de-zhongdan"),
        ("重庆小面在兰州", "chongqing-xiaomian-zai-lanzhou"),
        ("音乐厅的快乐", "yinyueting-de-kuaile"),
        ("还钱的人还在", "huanqian-de-ren-hai-zai"),
        ("2026 年的 Wi-Fi", "2026-nian-de-wi-fi"),
        ("……——！", "gushi"),
        ("ＡＢＣ１２３", "abc123"),
    ],
)
def test_a_slug_reads_as_the_title_sounds(title, slug):
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    "title",
    [
        "服" * 32,
        "a" * 32,
        "𰻝𰻝面馆的早晨",
        "🍜面条的故事",
        "łódź 的食堂",
        "后勤保障部二〇二六年迎新季宿舍调配与行李搬运全记录上篇",
    ],
)
def test_a_slug_is_always_a_folder_name(title):
    assert SLUG.fullmatch(slug_of(title))
    assert len(slug_of(title)) <= LONGEST


def test_the_template_explains_every_choice_of_the_house():
    text = draft_text("凌晨四点的灯", Happened(DAY), "dining", "", HOUSE)
    for key, entry in (*HOUSE.departments.items(), *HOUSE.series.items()):
        assert f"{key} {entry.label}" in text


def test_a_day_and_a_series_that_were_not_given_are_blanks_and_no_guess(workshop, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772500000")  # 3 March 2026
    result = workshop.run("new", "凌晨四点的灯", "--department", "dining")
    assert result.code == 0, result.err
    path = "stories/2026/lingchen-sidian-de-deng/index.md"
    assert result.out.strip() == path
    assert "没有写 --date，日子留着待填。先放在 stories/2026/ 里；是别的年份的" in result.err
    text = (workshop.root / path).read_text("utf-8")
    assert "\ndate: 【待填：写成 2026-03-05 的样子】\n" in text
    assert "\nseries: 【待填：上一行里选一个英文词】\n" in text
    assert "frontline " in text.split("\nseries:")[0].split("\n")[-1]
    assert {f["code"] for f in found(workshop) if f["severity"] == "error"} == {"FM010"}
    fill(workshop.root / path)
    assert not [f for f in found(workshop) if f["severity"] == "error"]


@pytest.mark.parametrize(("epoch", "year"), [("1798732799", "2026"), ("1798732800", "2027")])
def test_the_folder_of_a_story_without_a_day_is_that_of_the_judged_year_in_beijing(
    monkeypatch, workshop, epoch, year
):
    """The new year comes eight hours before that of UTC."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert new_story(Project(workshop.root), HOUSE, "凌晨四点的灯", None).startswith(f"stories/{year}/")


def test_a_day_that_was_given_decides_the_folder_and_says_nothing_of_moving(workshop):
    result = workshop.run("new", "凌晨四点的灯", "--date", "2019-03-05", "--series", "frontline")
    assert result.out.startswith("stories/2019/")
    text = (workshop.root / result.out.strip()).read_text("utf-8")
    assert ["\ndate: 2019-03-05\n" in text, "\nseries: frontline\n" in text] == [True, True]
    assert "待填" not in result.err


@pytest.mark.parametrize("command", ["new", "import"])
def test_help_says_what_becomes_of_a_day_that_is_not_given(workshop, command):
    told = re.sub(r"\s", "", workshop.run(command, "--help").out)
    assert "待填" in told
    assert not re.search("默认今天|第一个栏目", told)
