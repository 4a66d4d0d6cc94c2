"""A review counts when its three names are the names of three people; else the official site leaves the story out."""

from __future__ import annotations

import json
import re

import pytest

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.cli import main
from showcase.project.folder import Project
from showcase.stories.front import Front
from showcase.stories.rules.reviewers import lacking, no_name

HOUSE = read_organisation(Project(ROOT))
COUNTS = (
    ("申初", "申复", "申终"),
    ("申初（一食堂）", "宣传办公室：申复", "申 终"),
    ("王主任", "李书记", "欧阳部长"),
    ("李登科", "石中玉", "张小明明主任"),
    ("阿不都·热合曼", "尤素福", "马办成"),
    ("Li Ming", "Anna Wang", "O’Neill"),
)
NOT = {
    ("科室", "办公室", "分管领导"): "初审写的是单位或部门；复审写的是单位或部门；终审写的是职务",
    ("申初", "申复", "分管领导"): "终审写的是职务",
    ("申初", "宣传办公室", "申终"): "复审写的是单位或部门",
    ("餐饮服务中心", "申复", "申终"): "初审写的是单位或部门",
    ("餐饮", "申复", "申终"): "初审写的是单位或部门",
    ("餐饮科", "后勤集团", "绿化养护班"): "初审写的是单位或部门；复审写的是单位或部门；终审写的是单位或部门",
    ("待确认", "某人", "n/a"): "初审写的是还没有定下来的意思；复审写的是还没有定下来的意思；终审写的是占位置的字",
    ("后勤保障部", "申复", "申终"): "初审写的是单位或部门",
    ("一食堂", "申复", "申终"): "初审写的是单位或部门",
    ("综合科", "安全科", "申终"): "初审写的是单位或部门；复审写的是单位或部门",
    ("一食堂早餐班组", "申复", "申终"): "初审写的是单位或部门",
    ("（一食堂）", "申复", "申终"): "初审写的没有姓名",
    ("食堂经理", "副主任", "申终"): "初审写的是职务；复审写的是职务",
    ("办公室主任", "申复", "安全主管"): "初审写的是职务；终审写的是职务",
    ("申初", "申初", "申初"): "初审和复审是同一个人；初审和终审是同一个人",
    ("科室", "申复", "申复"): "初审写的是单位或部门；复审和终审是同一个人",
    ("王小明明明主任", "常务副主任", "常务工作主管"): "初审写的是职务；复审写的是职务；终审写的是职务",
    ("申初", "申 初", "申终"): "初审和复审是同一个人",
    ("Li Ming", "ＬＩ　ＭＩＮＧ", "申终"): "初审和复审是同一个人",
    ("申初", "申复", "申初（办公室）"): "初审和终审是同一个人",
    ("申初", "申复", "科室：申初"): "初审和终审是同一个人",
    (None, None, "申终"): "还没有初审、复审",
    (None, None, None): "还没有初审、复审、终审",
    ("申初", None, "申终"): "还没有复审",
    ("申初", "同上", "申终"): "复审写的是还没有定下来的意思",
    ("待定", "无", "/"): "初审写的是还没有定下来的意思；复审写的是还没有定下来的意思；终审写的没有姓名",
    ("某某", "张某", "李某某"): "初审写的是还没有定下来的意思；复审写的是还没有定下来的意思；终审写的是还没有定下来的意思",
    ("张三", "李四", "王五"): "初审写的是举例用的名字；复审写的是举例用的名字；终审写的是举例用的名字",
    ("初审", "复审人", "已审"): "初审写的是审稿的一步；复审写的是审稿的一步；终审写的是审稿的一步",
    ("xxx", "A", "123"): "初审写的是占位置的字；复审写的是占位置的字；终审写的是占位置的字",
    ("示例初审人", "申复", "申终"): "初审写的是占位置的字",
    ("甲", "乙方", "申终"): "初审写的只有一个字，不是姓名",
    ("【待填：初审人的姓名】", "申复", "申终"): "初审写的是空",
}  # fmt: skip
PLACEHOLDERS = {
    "posts": "{first: 科室, second: 办公室, final: 分管领导, date: 2026-03-08}",
    "one": "{first: 申初, second: 申初, final: 申初, date: 2026-03-08}",
    "alone": "{final: 申终, date: 2026-03-08}",
    "nothing": "{}",
}
FOUND = {
    "posts": ["REV004"] * 3,
    "one": ["REV005"] * 2,
    "alone": ["REV002"] * 2,
    "nothing": ["REV001"],
}


def front(names, **more):
    review = {key: name for key, name in zip(("first", "second", "final"), names, strict=True) if name}
    return Front.model_validate({"review": review, **more})


@pytest.mark.parametrize("names", COUNTS, ids=str)
def test_three_names_of_three_people_count(names):
    assert lacking(front(names), HOUSE) == ""


@pytest.mark.parametrize(("names", "why"), NOT.items(), ids=str)
def test_what_is_no_name_or_no_third_person_does_not_count_and_says_why(names, why):
    assert lacking(front(names), HOUSE) == why


def test_a_sample_names_nobody_and_need_not():
    assert lacking(front(("示例初审人", "示例复审人", "示例终审人"), sample="true"), HOUSE) == ""


def test_who_really_bears_an_example_name_counts_once_the_house_lists_him():
    assert no_name("王五", HOUSE.model_copy(update={"reviewers": ("王五",)})) is None
    assert no_name("科室", HOUSE.model_copy(update={"reviewers": ("科室",)})) == "是单位或部门"


@pytest.fixture(scope="module")
def office(make_workshop):
    """One story whose review counts, and one of each kind whose does not."""
    workshop = make_workshop()
    review = "{first: 申初, second: 申复, final: 申终, date: 2026-03-08}"
    for slug, written in {"counts": review, **PLACEHOLDERS}.items():
        workshop.story(slug, title=f"四点的灯 {slug}", more=f"review: {written}\n")
    return workshop


def built(office, capsys, *arguments):
    report = office.root / "report.json"
    call = ["--root", str(office.root), "build", "--today", "2026-04-01", "--report", str(report)]
    assert main([*call, *arguments]) == 0
    said = capsys.readouterr()
    return said.out + said.err, json.loads(report.read_text("utf-8"))


def test_the_official_site_leaves_out_what_nobody_reviewed_and_the_report_says_why(office, capsys):
    _, report = built(office, capsys, "--official")
    assert {p.parent.name for p in (office.site / "stories" / "2026").glob("*/index.html")} == {"counts"}
    for slug, codes in FOUND.items():
        found = [f for f in report["findings"] if f"/{slug}/" in f["path"] and f["code"].startswith("REV")]
        assert sorted(f["code"] for f in found) == codes, slug
        assert all("正式网站不会发布这一篇" in f["message"] for f in found)
    assert not [f for f in report["findings"] if "/counts/" in f["path"]]


def test_the_preview_shows_it_with_a_mark(office, capsys):
    built(office, capsys)
    for slug in PLACEHOLDERS:
        assert "待审" in office.page(f"stories/2026/{slug}/index.html"), slug
    opening = office.page("stories/2026/counts/index.html").partition('</header>\n<div class="story__body')[0]
    assert "待审" not in opening


def test_the_sheet_says_what_the_review_lacks(office, capsys):
    assert main(["--root", str(office.root), "check", "--format", "sheet", "stories/2026/posts"]) == 0
    assert (
        "三审还不算数，初审写的是单位或部门；复审写的是单位或部门；终审写的是职务" in capsys.readouterr().out
    )


@pytest.mark.parametrize("slug", PLACEHOLDERS)
def test_the_line_of_the_hint_with_its_blanks_filled_counts(office, capsys, slug, tmp_path):
    _, report = built(office, capsys)
    hint = next(f["hint"] for f in report["findings"] if f"/{slug}/" in f["path"] and "review: " in f["hint"])
    line = hint[hint.index("review: ") :]
    people = {"初审": "申初", "复审": "申复", "终审": "申终"}
    line = re.sub(r"【待填：(..)人的姓名】", lambda m: people[m[1]], line).replace(
        "【待填：审完的日子】", "2026-03-08"
    )
    assert line == "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}"


def test_where_the_house_lists_its_reviewers_another_name_is_a_reminder_and_blocks_nothing(
    make_workshop, capsys
):
    office = make_workshop()
    file = office.root / "brand" / "organisation.yml"
    text = re.sub(r"(?m)^reviewers:.*$", "", file.read_text("utf-8"))
    file.write_text(text + "\nreviewers: [申 初, 申复]\n", "utf-8")
    office.story("a", more="review: {first: 申初（一食堂）, second: 申复, final: 申终, date: 2026-03-08}\n")
    _, report = built(office, capsys, "--official")
    (finding,) = (f for f in report["findings"] if f["path"].startswith("stories/"))
    assert finding["code"] == "REV006"
    assert finding["message"] == "终审写的人不在 brand/organisation.yml 的 reviewers 里"
    assert "名单里有 申 初、申复" in finding["hint"]
    assert office.page("stories/2026/a/index.html")
