"""The library of rules: what is in force on a day, chains both ways, loops and two successors, citations."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import replace

import pytest
from pydantic import ValidationError
from test_honours import HOUSE
from test_onboarding import Bare

from showcase.pages.records import record_files
from showcase.project.finding import Place
from showcase.records.budget import BudgetLine
from showcase.records.kind import World
from showcase.records.record import Entry, Ledger
from showcase.records.references import Directory
from showcase.records.regulation_pages import REGULATIONS, judge, library, pages, shown
from showcase.records.regulations import (
    KINDS,
    NEAR,
    PAPER_KINDS,
    Library,
    Regulation,
    State,
    citation,
    interval,
    years_between,
)


def rule(key: str, since: str, kind: str = "finance", **more: object) -> Regulation:
    values = {
        "key": key,
        "title": f"办法{key}",
        "kind": kind,
        "issued": since,
        "in_force": since,
        "line": "怎么办这件事",
    }
    return Regulation.model_validate(values | more)


A = rule("a", "2018-10-01")
B = rule("b", "2022-04-01", supersedes=["a"])
C = rule("c", "2026-04-15", supersedes=["b"])
E = rule("e", "2019-01-01", ended="2024-01-01")


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("2018-09-30", "待施行 待施行 待施行 待施行"),
        ("2018-10-01", "现行 待施行 待施行 待施行"),
        ("2022-03-31", "现行 待施行 待施行 现行"),
        ("2022-04-01", "已被代替 现行 待施行 现行"),
        ("2024-01-01", "已被代替 现行 待施行 已废止"),
        ("2026-04-15", "已被代替 已被代替 现行 已废止"),
    ],
)
def test_what_is_in_force_on_a_day(day, states):
    shelf = Library(dt.date.fromisoformat(day), (A, B, C, E))
    assert " ".join(shelf.state(one).value for one in (A, B, C, E)) == states


def test_a_chain_is_followed_both_ways():
    shelf = Library(dt.date(2026, 6, 1), (C, A, B, E))
    for one in (A, B, C):
        assert [r.key for r in shelf.chain(one)] == ["a", "b", "c"]
    assert [r.key for r in shelf.before(C)] == ["b", "a"]
    assert [r.key for r in shelf.after(A)] == ["b", "c"]
    assert shelf.chain(E) == (E,)
    assert shelf.state(C) is State.FORCE


def world(*rules: Regulation, internal: bool = True, day: str = "2026-06-01") -> World:
    entries = tuple(Entry(one, Place("docs/rules/rules.yml", 3)) for one in rules)
    stamp = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    ledgers = {Regulation: Ledger(entries)}
    return World(dt.date.fromisoformat(day), stamp, HOUSE, (), ledgers, internal=internal)


def told(*rules: Regulation, day: str = "2026-06-01") -> list[tuple[str, str]]:
    """(code, the first name in the message), but for the kinds that have no rule."""
    found = (f for f in judge(world(*rules, day=day)) if f.code != "REG003")
    return [(f.code, f.message.partition("》")[0].partition("《")[2]) for f in found]


def test_a_chain_that_loops_is_an_error_for_each_of_it():
    loop = (rule("x", "2020-01-01", supersedes=["z"]), rule("y", "2022-01-01", supersedes=["x"]), rule("z", "2024-01-01", supersedes=["y"]))  # fmt: skip
    assert told(*loop) == [("REG001", "办法x"), ("REG001", "办法y"), ("REG001", "办法z")]
    shelf = Library(dt.date(2026, 6, 1), loop)
    assert len(shelf.chain(loop[0])) == 3  # and it ends


def test_a_very_long_chain_is_gone_along_once_and_told_in_part():
    chain = [rule(f"r{n}", "2020-01-01", supersedes=[f"r{n - 1}"] if n else []) for n in range(3000)]
    shelf = Library(dt.date(2026, 6, 1), tuple(chain))
    assert shelf.looped == frozenset()
    assert [r.key for r in shelf.chain(chain[1500])] == [f"r{n}" for n in range(1500 - NEAR, 1501 + NEAR)]


@pytest.mark.parametrize("chance", [random.Random(n) for n in range(40)])
def test_a_loop_is_what_comes_back_to_itself(chance):
    keys = [f"r{n}" for n in range(chance.randrange(1, 12))]
    ways = {key: sorted({chance.choice(keys) for _ in range(chance.randrange(3))} - {key}) for key in keys}
    shelf = Library(dt.date(2026, 6, 1), tuple(rule(key, "2020-01-01", supersedes=ways[key]) for key in keys))

    def reached(key):
        found, waiting = set(), [*ways[key]]
        while waiting:
            if (one := waiting.pop()) not in found:
                found.add(one)
                waiting += ways[one]
        return found

    assert shelf.looped == {key for key in keys if key in reached(key)}


def test_each_way_of_a_long_loop_is_gone_once_or_this_takes_minutes():
    ring = tuple(rule(f"r{n}", "2020-01-01", supersedes=[f"r{(n + 1) % 6000}"]) for n in range(6000))
    assert len(Library(dt.date(2026, 6, 1), ring).looped) == 6000


def test_what_stands_between_two_loops_is_in_none():
    loops = (rule("a", "2020-01-01", supersedes=["b"]), rule("b", "2020-01-01", supersedes=["a"]))
    more = (rule("c", "2021-01-01", supersedes=["b"]), rule("d", "2021-01-01", supersedes=["e", "c"]))
    ring = (*loops, *more, rule("e", "2021-01-01", supersedes=["d"]))
    assert Library(dt.date(2026, 6, 1), ring).looped == {"a", "b", "d", "e"}


def test_two_successors_are_an_error_at_what_they_succeed():
    assert told(A, B, rule("c", "2026-04-15", supersedes=["a"])) == [("REG002", "办法a")]
    assert told(A, B, C) == []


def test_one_rule_may_take_the_place_of_several():
    both = rule("n", "2026-01-01", supersedes=["a", "e"])
    assert told(A, E, both) == []
    assert {r.key for r in Library(dt.date(2026, 6, 1), (A, E, both)).before(both)} == {"a", "e"}


@pytest.mark.parametrize(
    ("day", "years", "old"),
    [("2027-03-31", 4, []), ("2027-04-01", 5, [("REG004", "办法b")])],
)
def test_a_rule_is_looked_at_again_after_five_whole_years(day, years, old):
    assert years_between(B.in_force, dt.date.fromisoformat(day)) == years
    assert told(A, B, day=day) == old


def test_years_are_whole_years():
    leap = dt.date(2024, 2, 29)
    assert [years_between(leap, dt.date(2029, 2, 28)), years_between(leap, dt.date(2029, 3, 1))] == [4, 5]


def test_kinds_of_the_paper_without_a_rule_are_told():
    assert tuple(KINDS)[:9] == PAPER_KINDS
    found = [f.message for f in judge(world(A, rule("w", "2025-01-01", "welfare"))) if f.code == "REG003"]
    assert found == [
        f"没有一件现行的{name}制度"
        for name in ("议事决策", "干部管理", "职工关怀", "资产", "工会", "薪酬", "考核")
    ]


def test_a_rule_that_only_the_internal_edition_shows_still_ends_the_one_before_it():
    inner = rule("c", "2026-04-15", supersedes=["b"], audience="internal", remark="修订中")
    public = world(A, B, inner, internal=False)
    shelf = library(public)
    assert shelf.state(B) is State.REPLACED
    assert [r.key for r in shown(public, shelf.rules)] == ["a", "b"]
    assert {page.path for page in pages(public)} == {"rules/a/index.md", "rules/b/index.md"}
    assert world(inner).of(Regulation)[0].remark == "修订中"
    assert world(rule("d", "2026-01-01", remark="内"), internal=False).of(Regulation)[0].remark is None


def test_a_public_table_tells_neither_name_nor_key_of_what_only_the_internal_edition_shows():
    inner = rule("secret", "2026-04-15", supersedes=["b"], audience="internal", title="内部才有的办法")
    line = BudgetLine.model_validate(
        {"key": "x", "title": "树牌", "purpose": "facility", "planned": "1元", "goal": "有名字", "rule": "secret", "public": "true"}
    )  # fmt: skip
    names = Directory({"rules": {"b": "办法b", "secret": "内部才有的办法", "n": "办法n"}, "budget": {}})
    for internal, shown_as in ((True, "内部才有的办法"), (False, "（未公开）")):
        own = world(B, inner, rule("n", "2026-05-01", supersedes=["secret"]), internal=internal)
        own = replace(
            own, ledgers={**own.ledgers, BudgetLine: Ledger((Entry(line, Place("docs/plan/x.yml")),))}
        )
        tables = {file.path: file.data.decode("utf-8-sig") for file in record_files(own, names)}
        texts = [tables["rules/rules.csv"], tables["plan/budget.csv"]]
        assert [shown_as in text for text in texts] == [True, True]
        assert [word in "".join(texts) for word in ("secret", "内部才有的办法")] == [internal, internal]


@pytest.mark.parametrize(
    "more",
    [
        {"in_force": "2019-12-31", "issued": "2020-01-01"},
        {"ended": "2020-01-01"},
        {"supersedes": ["x"]},
        {"kind": "law"},
        {"url": "javascript:alert(1)"},
        {"url": "https:// x"},
        {"url": "ftp://example.org/a"},
        {"url": "https:///example"},
        {"title": "《办法》"},
        {"meets": "0"},
        {"title": "<script>"},
    ],
)
def test_a_rule_that_cannot_be_is_refused(more):
    with pytest.raises(ValidationError):
        rule("x", "2020-01-01", **more)


@pytest.mark.parametrize("title", ["《办法》实施细则", "关于印发《办法》"])
def test_a_title_may_begin_or_end_with_another(title):
    assert rule("x", "2020-01-01", title=title).title == title


def test_a_citation_is_written_as_the_standard_writes_a_document():
    """A worked example of GB/T 7714-2015 for an office's document on the web."""
    example = Regulation.model_validate(
        {
            "key": "x", "title": "关于转发北京市企业投资项目核准暂行实施办法的通知", "number": "京政办发〔2005〕37号", "kind": "finance",
            "issued": "2005-07-12", "in_force": "2005-07-12", "line": "转发一件办法",
            "url": "http://china.findlaw.cn/fagui/p_1/39934.html",
        }
    )  # fmt: skip
    assert citation(example, "北京市人民政府办公厅", dt.date(2011, 7, 12)) == (
        "北京市人民政府办公厅. 关于转发北京市企业投资项目核准暂行实施办法的通知: 京政办发〔2005〕37号[A/OL]. (2005-07-12)[2011-07-12]."
        " http://china.findlaw.cn/fagui/p_1/39934.html."
    )
    assert citation(A, "后勤保障部", dt.date(2026, 6, 1)) == "后勤保障部. 办法a[A]. (2018-10-01)."


def test_what_is_counted_by_kind_and_by_unit_is_in_force():
    ended = {"kind": "union", "unit": "dining"}
    own = [rule("u1", "2020-01-01", ended="2024-01-01", **ended), rule("u2", "2021-01-01", **ended), rule("u3", "2027-01-01", **ended)]  # fmt: skip
    here = world(*own)
    html = REGULATIONS.blocks["rules"](here, Bare(), {})
    assert re.findall(r'工会<span class="count">(\d+)</span>', html) == ["1"]
    assert re.findall(r'餐饮<span class="count">(\d+)</span>', html) == ["1"]
    (page,) = (page for page in pages(here) if page.path == "rules/unit/dining/index.md")
    assert page.lede == "餐饮中心自己的制度，现行1件，另有2件待施行或已经失效。"


def test_the_rule_that_says_how_often_to_meet_is_found():
    meets = rule("m", "2026-01-12", "decision", meets="92")
    assert interval((A, meets)) is meets
    assert interval((A,)) is None
