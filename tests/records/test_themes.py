"""A theme on one page: never empty; and the paper quoted word for word."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from test_activities import activity
from test_classroom import story
from test_honours import HOUSE
from test_plan import task

from conftest import ROOT, Workshop
from showcase.cli import main
from showcase.project.finding import Place, error
from showcase.records.activities import Activity
from showcase.records.kind import World
from showcase.records.plan import Task
from showcase.records.posts import POSTS, Post, judge, listed
from showcase.records.promises import Promise
from showcase.records.promises import judge as judge_promises
from showcase.records.quotations import QUOTATIONS, Quotation, quoted
from showcase.records.reading import parsed
from showcase.records.record import Entry, Ledger
from showcase.records.themes import theme

HOME = HOUSE.model_copy(update={"themes": {"party": "党建", "thrift": "节约"}})
PAPER = (ROOT / "tests" / "records" / "paper.txt").read_text("utf-8").split("\n", 2)[2]
OURS = parsed(QUOTATIONS, (ROOT / QUOTATIONS.path).read_text("utf-8"))


@pytest.mark.parametrize("quotation", OURS.records, ids=lambda one: one.key)
def test_the_paper_is_quoted_word_for_word(quotation):
    assert quotation.text in PAPER


def test_every_sentence_set_as_a_quotation_on_the_party_page_is_one_of_them():
    page = (ROOT / "docs" / "party" / "index.md").read_text("utf-8")
    used = re.findall(r"<!-- block: quote key=([\w-]+) -->", page)
    assert used
    assert set(used) <= {one.key for one in OURS.records}
    assert "\n>" not in page


class Bare:
    """A page that stands alone."""

    page = "party/index.md"
    whole = ()

    def href(self, target: str) -> str:
        return target

    def link(self, target: str) -> None:
        return None

    def cards(self, stories: object) -> tuple[object, ...]:
        return ()


def world(*records: object, today: str = "2026-06-01") -> World:
    ledgers = {
        model: Ledger(
            tuple(Entry(r, Place("docs/plan/plan-2026.yml", 3)) for r in records if isinstance(r, model))
        )
        for model in (Task, Activity, Post, Promise)
    }
    return World(dt.date.fromisoformat(today), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), HOME, (), ledgers)


PLANNED = task("a", "03-01", "07-31", theme="party")
FINISHED = task(
    "b", "03-01", "04-30", theme="party", state="done", on="2026-04-20", evidence=[{"file": "单子"}]
)
OTHER = task("c", "03-01", "07-31", theme="thrift")
COMING = activity("k", "2026-06-20 14:00", "2026-06-20 16:00", "party")
PAST = activity("p", "2026-05-20 14:00", "2026-05-20 16:00", "party", state="done")
UNION = activity("u", "2026-05-21 14:00", "2026-05-21 16:00", "union", state="done")
PARTY = {"theme": "party", "organiser": "party"}


def test_a_theme_shows_what_was_done_and_what_is_planned():
    html = theme(world(PLANNED, FINISHED, OTHER, COMING, PAST, UNION), Bare(), PARTY)
    assert "任务a" in html
    assert "任务b" not in html
    assert "任务c" not in html
    assert html.index("活动k") < html.index("活动p")
    assert "活动u" not in html


def test_a_theme_without_anything_says_so_and_prints_no_empty_list():
    html = theme(world(), Bare(), PARTY)
    assert "第一篇还在写" in html
    assert "还没有排上日子" in html
    assert "都办完了" not in html
    assert "排进年度计划的事，会写在这里" in html
    assert "<ol" not in html
    planned = theme(world(PLANNED), Bare(), {"theme": "party"})
    assert "先看打算做的" in planned
    assert "还没有排上日子" not in planned


def test_that_all_is_done_is_said_of_a_whole_plan_of_this_year_alone():
    done = world(FINISHED, OTHER)
    assert "都办完了" in theme(done, Bare(), {"theme": "party"})
    assert "都办完了" not in theme(world(OTHER), Bare(), {"theme": "party"})
    assert "都办完了" not in theme(world(FINISHED, today="2027-01-15"), Bare(), {"theme": "party"})
    fault = error("REC001", Place("docs/plan/plan-2026.yml"), "读不了", "")
    broken = replace(done.ledgers[Task], findings=(fault,))
    partial = replace(done, ledgers={**done.ledgers, Task: broken})
    assert "都办完了" not in theme(partial, Bare(), {"theme": "party"})


def test_a_table_of_quotations_without_entries_says_nothing_and_a_wrong_key_is_named():
    empty = world()
    assert quoted(empty, Bare(), {"key": "dangjian"}) == ""
    full = replace(empty, ledgers={Quotation: OURS})
    assert "用党建文化" in quoted(full, Bare(), {"key": "dangjian"})
    with pytest.raises(ValueError, match="没有“dangjan”这一句；可以写 dangjian"):
        quoted(full, Bare(), {"key": "dangjan"})


@pytest.mark.parametrize(
    "options", [{}, {"theme": "nothing"}, {"theme": "party", "organiser": "nobody"}, {"them": "party"}]
)
def test_a_theme_that_is_none_is_refused(options):
    with pytest.raises(ValueError, match="没有"):
        theme(world(), Bare(), options)


def post(**more: object) -> Post:
    hours = [
        {"at": "04:30", "what": "和面"},
        {"at": "07:00", "what": "开窗"},
        {"at": "12:30", "what": "下班"},
    ]
    values = {
        "key": "mian", "post": "面点师", "unit": "dining", "line": "四点开灯", "day": hours, "learns": ["看水温"], "grows": ["帮工", "面点师"],
        "asks": "肯学",
    }  # fmt: skip
    return Post.model_validate(values | more)


NIGHT = [
    {"at": "23:00", "what": "接班"},
    {"at": "02:00", "what": "再走一遍"},
    {"at": "07:00", "what": "交班"},
]
LONG = [{"at": "19:30", "what": "接班"}, *NIGHT[1:]]  # eleven hours and a half
RESTED = [
    {"at": "06:30", "what": "浇水"},
    {"at": "11:00", "what": "歇到下午三点"},
    {"at": "15:00", "what": "除草"},
    {"at": "18:00", "what": "收工具"},
]
MIXED = [{"at": "04:30", "what": "和面"}, {"at": "03:00", "what": "点灯"}, {"at": "12:30", "what": "下班"}]


@pytest.mark.parametrize(
    ("more", "today", "codes"),
    [
        ({}, "2026-06-01", []),
        ({"opens": "2026-05-01", "closes": "2026-06-01"}, "2026-06-01", []),
        ({"opens": "2026-05-01", "closes": "2026-05-31"}, "2026-06-01", ["POS001"]),
        ({"day": NIGHT}, "2026-06-01", []),
        ({"day": MIXED}, "2026-06-01", ["POS002"]),
        ({"day": LONG}, "2026-06-01", ["POS003"]),
        ({"day": RESTED}, "2026-06-01", []),
    ],
)
def test_what_is_wrong_with_a_post_is_told(more, today, codes):
    assert [f.code for f in judge(world(post(**more), today=today))] == codes


def test_a_story_beside_a_post_or_a_promise_is_of_its_own_department():
    promise = Promise.model_validate(
        {"key": "p", "department": "dining", "text": "热菜不凉", "post": "班长", "check": "看窗口写的", "complain": "找值班经理", "story": "2026/a"}
    )  # fmt: skip
    for kind, entry in ((judge, post(story="2026/a")), (judge_promises, promise)):
        found = world(entry)
        for department, told in (("dining", []), ("dormitory", ["POS004", "PRM003"])):
            here = replace(found, stories=(story("a", department),))
            codes = [f.code for f in kind(here) if f.code in ("POS004", "PRM003")]
            assert codes == [code for code in told if code.startswith("POS" if kind is judge else "PRM")]


def test_a_post_says_whether_it_takes_people_on_the_day():
    one = post(opens="2026-05-01", closes="2026-06-30")
    assert "正在招，到6月30日" in listed(world(one), Bare(), {})
    assert "5月1日起招" in listed(world(one, today="2026-04-30"), Bare(), {})
    assert "招" not in listed(world(one, today="2026-07-01"), Bare(), {}).split("</header>")[0]


@pytest.mark.parametrize("bad", ["24:00", "4:30", "下午", "04：30"])
def test_an_hour_is_an_hour(bad):
    text = (
        f"posts:\n  - {{key: a, post: 甲, unit: dining, line: 一句话, day: [{{at: '{bad}', what: 做事}}]}}\n"
    )
    assert any(f.code == "REC002" for f in parsed(POSTS, text).findings)


def test_a_quotation_that_is_not_there_leaves_the_page_out_and_names_those_there_are(
    workshop: Workshop, capsys
):
    folder = workshop.root / "docs" / "party"
    folder.mkdir()
    (folder / "quotations.yml").write_text(
        "quotations:\n  - {key: one, text: 一句照抄的原文, source: 《意见》}\n", "utf-8"
    )
    page = folder / "index.md"
    page.write_text("---\ntitle: 党建\n---\n\n<!-- block: quote key=tow -->\n", "utf-8")
    assert main(["--root", str(workshop.root), "check"]) == 1
    assert "可以写 one" in capsys.readouterr().out
    page.write_text("---\ntitle: 党建\n---\n\n<!-- block: quote key=one -->\n", "utf-8")
    assert main(["--root", str(workshop.root), "build"]) == 0
    assert "<p>一句照抄的原文</p>" in workshop.page("party/index.html")
