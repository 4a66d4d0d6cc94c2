"""The way of a new colleague: put together of its parts, in order, in minutes; what is missing; questions, numbers, words."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from drawing import canvas, words
from markupsafe import escape
from pydantic import ValidationError
from starting import COMMON, DAY, HOUSE, KITCHENS, STOVE, contact, part, question, step, world

from showcase.records import contacts, path_findings
from showcase.records.contacts import CONTACTS
from showcase.records.glossary import GLOSSARY, Term
from showcase.records.onboarding import PATHS, stale
from showcase.records.prose import Prose, minutes_of, sentence_length
from showcase.records.questions import QUESTIONS
from showcase.records.reading import parsed
from showcase.records.ways import forerunners, in_order, steps_of, ways


def test_a_way_is_put_together_by_day_then_all_then_department_then_post():
    made = {way.key: [stop.name for stop in way.stops] for way in ways(world(COMMON, KITCHENS, STOVE))}
    assert made == {
        "common": ["common.exits", "common.alarm", "common.late"],
        "kitchens": ["common.exits", "common.alarm", "kitchens.rules", "kitchens.drill", "common.late"],
        "stove": ["common.exits", "common.alarm", "kitchens.rules", "kitchens.drill", "common.late", "stove.oil", "stove.week"],
    }  # fmt: skip


def test_what_comes_first_comes_first_whatever_the_order_typed():
    early = part("common", step("a", after=["c"]), step("b"), step("c", after=["b"]))
    assert in_order((early,)) == (("common.b", "common.c", "common.a"), ())


def test_a_circle_is_told_of_once_and_the_rest_is_gone():
    ring = part("common", step("a", after=["b"]), step("b", after=["a"]), step("c"))
    assert in_order((ring,)) == (("common.c",), ("common.a", "common.b"))
    found = [f.message for f in path_findings.judge(world(ring, KITCHENS)) if f.code == "WAY002"]
    assert found[0] == "这几步互相等：common.a → common.b，路common的路上它们都不出现"


def test_a_step_that_waits_for_a_later_day_or_for_nothing_known_is_told_of():
    bad = part("common", step("a", 1, after=["b"]), step("b", 3), step("c", 1, after=["nobody"]))
    said = sorted(f.message for f in path_findings.judge(world(bad)) if f.code == "WAY002")
    assert said == ["after 写的 nobody 不在路common的路上", "common.a 排在 b 前面的日子，却要等它做完"]


@pytest.mark.parametrize(
    ("count", "minutes"), [(1, 1), (400, 1), (599, 1), (601, 2), (1000, 2), (1001, 3), (4000, 10)]
)
def test_four_hundred_characters_are_a_minute(count, minutes):
    assert minutes_of(count) == minutes


PAGE = Prose("一页", f'<p>{"字" * 100}</p><h2 id="h-a">甲</h2><p>{"字" * 900}</p><h3 id="h-b">乙</h3><p>{"字" * 500}</p><h2 id="h-c">丙</h2><p>一句。</p>', "start")  # fmt: skip


def test_a_heading_is_read_with_what_is_below_it_and_no_more():
    # 甲 901 characters with its title, 乙 501 below it: 1402; the whole page 100 + 1402 + 1 + 3
    assert (PAGE.part("甲").minutes, PAGE.part("甲").anchor) == (4, "#h-a")
    assert (PAGE.part("乙").minutes, PAGE.part("丙").minutes, PAGE.whole.minutes) == (1, 1, 4)
    assert PAGE.part("丁") is None


def test_minutes_of_a_day_are_what_is_read_and_what_is_done():
    read = part("common", step("a", page="start/a#甲"), step("b", page="start/a#乙", show=None), step("c", 2))
    (way,) = ways(world(read, texts={"start/a": PAGE}))
    assert [(stage.name, stage.minutes) for stage in way.stages] == [("第一天", 4 + 5 + 1), ("第二天", 5)]
    assert way.stops[0].target == "start/a/index.md#h-a"


def test_a_day_of_more_than_half_an_hour_is_told_of_at_the_last_part():
    long = part("common", *(step(f"s{n}") for n in range(6)))  # 30 minutes, and not one more
    assert [f.code for f in path_findings.judge(world(long))].count("WAY003") == 0
    said = [f.message for f in path_findings.judge(world(long, KITCHENS)) if f.code == "WAY003"]
    assert said == ["路kitchens的第一天要 40 分钟，超过 30 分钟"]


def test_a_step_whose_page_is_gone_is_left_out_and_told_of():
    gone = part(
        "common",
        step("a", page="start/a#没有", show=None),
        step("b", page="start/none", show=None),
        step("c", page="start/none"),
    )
    here = world(gone, texts={"start/a": PAGE})
    assert [stop.name for stop in ways(here)[0].stops] == ["common.c"]  # there is something to do
    said = [f.message for f in path_findings.judge(here) if f.code == "WAY001"]
    assert said[0] == "路common的“步a”：一页这一页没有小标题“没有”，这一站不出现"
    assert len(said) == 3


def test_each_fault_of_a_step_stands_at_its_line_with_a_cure():
    here = world(
        part(
            "common",
            step("ok", page="start/a"),
            step("none", page="start/none"),
            step("story", story="2026/none", show=None),
            step("plain"),
            step("hard", page="start/hard"),
            step("again", page="start/hard"),
            step("just", page="start/just"),
            step("circle", after=["ring"]),
            step("ring", after=["circle"]),
            step("lost", 2, after=["nobody"]),
        ),
        texts={
            "start/a": PAGE,
            "start/hard": Prose("难读", f"<p>{'字' * 40}。</p>", "start"),
            "start/just": Prose("刚好", f"<p>{'字' * 29}。</p>", "start"),
        },
    )
    found = [(f.code, f.message, f.hint) for f in path_findings.judge(here) if f.code != "WAY004"]
    assert [(code, message[:14]) for code, message, _ in found] == [
        ("WAY001", "路common的“步none"), ("WAY001", "路common的“步stor"),
        ("WAY002", "after 写的 nobod"), ("WAY002", "这几步互相等：common."), ("WAY003", "路common的第一天要 3"),
        ("WAY005", "难读平均一句 41 个字，超"),
    ]  # fmt: skip
    assert (
        found[2][2] == "可以写 common.ok、common.none、common.story、common.plain、common.hard、common.again"
    )
    assert found[4][2].startswith("挪一步到别的日子，最长的是“步ok”，9 分钟")
    nowhere = replace(here, folders=frozenset())
    assert list(path_findings.judge(nowhere)) == list(path_findings.judge(world())) == []


def test_departments_and_posts_without_a_way_are_named():
    said = [f.message for f in path_findings.judge(world(COMMON, KITCHENS, STOVE)) if f.code == "WAY004"]
    assert said[0] == "还没有新同事的路：公寓、物业、商务、运输、园林"
    assert said[1].startswith("这些岗位没有自己的路，只能走部门的：面点师、窗口、厨师、")
    assert len(said) == 2


def test_the_length_of_a_sentence_counts_no_titles_and_no_lists():
    assert sentence_length("标题很长很长很长没有句号\n十个字一句话在这里。\n二十。") == 6.5  # (10 + 3) / 2
    assert sentence_length("没有一句") == 0
    hard = Prose("难读", f"<p>{'字' * 40}。</p>", "start")
    one = part("common", step("a", page="start/hard"))
    said = [
        f.message for f in path_findings.judge(world(one, texts={"start/hard": hard})) if f.code == "WAY005"
    ]
    assert said == ["难读平均一句 41 个字，超过 30 个"]


def test_what_nobody_went_through_for_a_year_is_old():
    old = part(
        "common",
        step("a", checked="2025-06-01"),
        step("b", checked="2025-05-31"),
        step("c"),
        checked="2026-01-01",
    )
    assert stale(old, DAY) == ("步b",)
    assert stale(part("common", step("a")), DAY) == ("步a",)


@pytest.mark.parametrize(
    "more",
    [
        {"week": "2"}, {"day": None}, {"day": "6"}, {"day": None, "week": "5"}, {"show": None}, {"page": "start/a", "story": "2026/x"},
        {"page": "/etc/passwd"}, {"page": "start/../x"}, {"after": ["A b"]},
        {"show": {"do": "做一遍给人看", "whom": "班长", "minutes": "31"}}, {"before": {"work": "开车", "needs": "luck"}},
    ],
)  # fmt: skip
def test_a_step_that_cannot_be_gone_is_refused(more):
    with pytest.raises(ValidationError):
        part("x", step("a") | more)


def test_a_part_of_no_step_and_one_of_two_alike_are_refused():
    with pytest.raises(ValidationError):
        part("x")
    with pytest.raises(ValidationError):
        part("x", step("a"), step("a"))


BAD = {
    PATHS: ("paths:\n  - key: a\n    name: 甲\n    line: 一段路程\n    steps:\n      - {key: x, title: 走走, why: 为了走得稳, day: 9, page: start}\n", 6),
    CONTACTS: ("contacts:\n  - {key: a, group: fire, what: 着火, whom: 消防队}\n", 2),
    GLOSSARY: ("glossary:\n  - key: a\n    word: 留样\n    group: work\n", 2),
    QUESTIONS: ("questions:\n  - key: a\n    path: common\n    kind: one\n    ask: 先做什么呢？\n    right: [a]\n    wrong: [c]\n    why: 因为如此\n    page: start\n    quote: 原来的一句\n", 4),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD, ids=lambda kind: kind.name)
def test_a_fault_is_told_of_at_its_line_with_a_cure(kind):
    text, line = BAD[kind]
    ledger = parsed(kind, text)
    assert ledger.records == ()
    assert [(f.code, f.place.line) for f in ledger.findings] == [("REC002", line)]
    assert all(f.hint for f in ledger.findings)


HOSTILE = ('" onmouseover="hacked=1', "&lt;script&gt;hacked=1", "'-alert(1)-'", "{{7*7}}{% set x=1 %}")


def ways_in(html):
    """Scripts, and attributes that run one."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.extend(name for name, _ in attrs if name.startswith("on"))
            found.extend([tag] * (tag == "script"))

    Reader().feed(html)
    return found


class Bare:
    """A canvas of which only the words count."""

    whole = ()
    page = "start/index.md"

    def href(self, target):
        return target

    def link(self, target):
        return target


def test_whoever_chooses_sees_the_ways_there_are_and_is_told_when_there_is_only_everybodys():
    chooser = PATHS.blocks["paths"]
    html = chooser(world(COMMON, KITCHENS, STOVE), Bare(), {})
    links = ["start/path/common/index.md", "start/path/kitchens/index.md", "start/path/stove/index.md"]
    assert re.findall(r'href="([^"]+)"', html) == links
    assert "核定一条接上一条" in chooser(world(COMMON), Bare(), {})
    assert "路还在铺" in chooser(world(), Bare(), {})


@pytest.mark.parametrize("attack", HOSTILE)
def test_what_is_typed_stands_on_every_page_as_text(attack):
    mean = part(
        "common", step("a", title=attack, why=attack, page="start/a", show={"do": attack, "whom": attack, "minutes": "1"}, before={"work": attack, "needs": "led"}),
        name=attack, line=attack, mistakes=[attack],
    )  # fmt: skip
    own = part("cooks", step("b"), name=attack, line=attack, department="dining")
    asks = question(ask=attack, right=[attack], why=attack, quote="先断电，再救人", page="start/a")
    numbers = (contact(what=attack, whom=attack, then=attack, hours=attack, group="emergency"),)
    words = (
        Term.model_validate(
            {"key": "t", "word": attack[:16], "group": "work", "meaning": attack, "also": [attack[:15]]}
        ),
    )
    texts = {"start/a": Prose(attack, "<p>先断电，再救人</p>", "start")}
    here = replace(
        world(mean, own, texts=texts, asks=(asks,), numbers=numbers, terms=words),
        folders=frozenset({"start", "start/contacts"}),
    )
    drawn = [page.body(Bare()) for kind in (PATHS, CONTACTS, QUESTIONS) for page in kind.pages(here)]
    drawn += [
        kind.blocks[name](here, Bare(), {})
        for kind, name in ((PATHS, "paths"), (CONTACTS, "contacts"), (GLOSSARY, "glossary"))
    ]
    assert (
        len(drawn) == 2 * 5 + 1 + 3
    )  # the line, two sheets, the master's, the test of both; the card, three blocks
    for html in drawn:
        assert f"{escape(attack[:15])}" in html
        assert ways_in(html) == []


def test_the_master_is_told_of_every_gate_though_there_is_nothing_to_show():
    health = step("health", show=None, page="start/a", before={"work": "碰入口食物", "needs": "licence"})
    read = step("read", show=None, page="start/a")
    here = world(part("common", health, read), texts={"start/a": Prose("一页", "<p>字</p>", "start")})
    (html,) = (page.body(Bare()) for page in PATHS.pages(here) if page.path.endswith("/master/index.md"))
    assert "没走完这一站，不碰入口食物。要持证。" in html
    assert "步health" in html
    assert "步read" not in html


def test_a_number_stands_once_on_the_card_and_one_nobody_tried_is_left_for_the_pen():
    fire, gas = (contact(group="emergency", what=what, number="119") for what in ("着火", "燃气味"))
    sample = contact(
        group="own", what="不知道找谁", whom="值班电话", number="0000", card="yes", sample="true"
    )
    html = contacts.wall_card(world(numbers=(fire, gas, sample)))
    assert re.findall(r"<b>119</b><span>([^<]+)", html) == ["着火；燃气味"] * 3  # A4, and twice A6
    assert html.count("wallcard__blank") == 3
    assert "0000" not in html


def test_on_paper_the_answers_stand_apart_with_the_page_they_are_written_on():
    here = world(
        COMMON, asks=(question(),), texts={"start/a": Prose("一页", '<h2 id="h-c">丙</h2><p>先断电，再救人。</p>', "start")}
    )  # fmt: skip
    (html,) = (page.body(Bare()) for page in QUESTIONS.pages(here))
    key = html[html.index("quiz__key") :]
    assert "写在《一页》“丙”" in key
    assert "先断电" not in html[: html.index("<details")]


@pytest.mark.parametrize("chance", [random.Random(n) for n in range(30)])
def test_the_order_is_that_of_looking_through_all_that_wait_each_time(chance):
    keys = [f"s{n}" for n in range(chance.randrange(2, 14))]
    way = part(
        "x", *(step(k, chance.randrange(1, 6), after=chance.sample(keys, chance.randrange(3))) for k in keys)
    )
    names = steps_of([way])
    waiting = {name: {meant for _, meant in forerunners(name, names) if meant} for name in names}
    done = []
    while ready := [name for name, before in waiting.items() if before <= set(done)]:
        done.append(min(ready, key=lambda name: (names[name][1].when, list(names).index(name))))
        del waiting[done[-1]]
    assert in_order([way]) == (tuple(done), tuple(waiting))


def test_a_stop_says_what_to_read_how_long_to_whom_and_what_it_opens():
    gate = {"work": "开油炸锅", "needs": "led"}
    here = world(
        part(
            "common",
            step("read", page="start/a#丙", show=None),
            step("do", 2, before=gate),
            step("later", 6),
            sample="true",
        ),
        KITCHENS,
        part("gate", step("watch"), posts=["门卫"]),
        asks=(question(),),
        texts={"start/a": Prose("一页", '<h2 id="h-c">丙</h2><p>先断电，再救人。</p>', "start")},
    )
    made = {page.path.removeprefix("start/path/"): page for page in PATHS.pages(here)}
    line = made["common/index.md"]
    assert (line.lede, line.sample, line.aside) == ("走一段路看看。第一周 2 站，6 分钟。", True, False)
    drawn = line.body(canvas(here))
    said = words(drawn)
    assert "步read 1 · 人人都走 · 读 1 分钟 为了走得稳。 " in said
    assert "步do 2 · 人人都走 · 做 5 分钟 为了走得稳。 " in said
    assert "没走完这一站，不开油炸锅。要有人带。" in said
    assert 'href="../start/a/index.html#h-c"' in drawn
    assert "走完以后 自测 签字单 签字单，大字版 给师傅" in said
    assert all(page.aside for path, page in made.items() if path.count("/") == 2)
    sheets = {
        name: words(made[f"kitchens/{name}/index.md"].body(canvas(here))) for name in ("sheet", "sheet-large")
    }
    department = HOUSE.departments["dining"].name
    assert all(department in sheet for sheet in sheets.values())
    assert department not in words(made["gate/sheet/index.md"].body(canvas(here)))
    assert (sheets["sheet"][-8:], sheets["sheet-large"][-4:]) == (
        "大字版，18 磅",
        "标准字号",
    )  # the way to the other


def test_whoever_chooses_sees_minutes_and_posts_of_no_department_last():
    here = world(COMMON, KITCHENS, STOVE, part("gate", step("watch"), posts=["门卫"]))
    said = words(PATHS.blocks["paths"](here, canvas(here), {}))
    assert said.startswith(
        "人人都走 3 站，先走这一段，再分岔。 路common的，只走这一段 路kitchens 第一周 25 分钟"
    )
    assert said.endswith("路stove 走一段路看看 各部门 路gate 走一段路看看")


def test_the_office_sees_what_is_old_and_nobody_else_does():
    here = world(part("common", step("a"), step("b", checked="2026-05-01")), STOVE)
    assert PATHS.blocks["paths-office"](here, canvas(here), {}) == ""
    inside = replace(here, internal=True)
    said = words(PATHS.blocks["paths-office"](inside, canvas(inside), {}))
    assert said.endswith("路common 人人都走 2 1 步a 路stove 本岗位 2 2 步oil、步week")
