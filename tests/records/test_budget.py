"""Money: decimal sums worked out by hand, shares, purposes, and what is told."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from drawing import canvas, words
from pydantic import TypeAdapter, ValidationError
from test_honours import HOUSE

from showcase.project.finding import Place
from showcase.records.budget import Accounts, BudgetLine, accounts
from showcase.records.budget_pages import BUDGET, judge, sums
from showcase.records.kind import World
from showcase.records.money import Money, in_yuan, share, told
from showcase.records.record import Entry, Ledger
from showcase.records.references import Directory
from showcase.records.table import as_csv

MONEY = TypeAdapter(Money)


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("12000元", "12000"), ("1.2万元", "12000"), ("0.1元", "0.1"), ("1200.50元", "1200.50"),
        ("0.123456万元", "1234.56"), ("5730.5 元", "5730.5"), ("0元", "0"),
        ("12,000元", "12000"), ("１２０００元", "12000"), ("1.2万", "12000"), ("1,234,567.50元", "1234567.5"),
    ],
)  # fmt: skip
def test_a_sum_is_read_with_its_unit(typed, yuan):
    assert MONEY.validate_python(typed) == Decimal(yuan)


@pytest.mark.parametrize(
    "typed",
    [
        "12000",
        "-5元",
        "1,20元",
        "1,2345元",
        "1234,567元",
        ",200元",
        "5.元",
        "十元",
        "1.005元",
        "0.0000001元",
        "1e5元",
        "12000美元",
        "元",
        "",
        "9" * 30 + "元",
    ],
)
def test_what_is_no_sum_is_refused(typed):
    with pytest.raises(ValidationError):
        MONEY.validate_python(typed)


@pytest.mark.parametrize(
    ("yuan", "column", "sentence"),
    [
        ("8500", "8,500", "8,500元"), ("12000", "12,000", "1.2万元"), ("31680.50", "31,680.50", "31,680.50元"),
        ("10000", "10,000", "1万元"), ("123456789", "123,456,789", "12345.6789万元"), ("0.1", "0.10", "0.10元"),
        ("9999.99", "9,999.99", "9,999.99元"),
    ],
)  # fmt: skip
def test_a_sum_is_told_without_rounding(yuan, column, sentence):
    assert (in_yuan(Decimal(yuan)), told(Decimal(yuan))) == (column, sentence)


def line(key: str, purpose: str, planned: str, **more: object) -> BudgetLine:
    values = {"key": key, "title": f"项目{key}", "purpose": purpose, "planned": planned, "goal": "做成一件事"}
    return BudgetLine.model_validate(values | more)


def item(amount: str, purpose: str | None = None) -> dict[str, str]:
    return {"on": "2026-05-01", "amount": amount, "words": "材料"} | ({"purpose": purpose} if purpose else {})


# 0.1 + 0.2 is 0.3 here, and 0.30000000000000004 in binary
A = line("a", "facility", "1万元", spent="0.3元", items=[item("0.1元"), item("0.2元")], result="办成了")
B = line("b", "identity", "1.5万元", items=[item("6450元"), item("3200元", "activity")])
C = line("c", "facility", "5000元")


def test_the_sums_of_a_year_are_those_of_the_hand():
    year = Accounts(2026, (A, B, C))
    assert (A.itemised, A.total, B.total, C.total) == (
        Decimal("0.3"),
        Decimal("0.3"),
        Decimal(9650),
        Decimal(0),
    )
    assert (year.planned, year.spent) == (Decimal(30000), Decimal("9650.3"))
    found = {p.purpose: (p.planned, p.spent, p.planned_share, p.spent_share) for p in year.portions}
    assert found == {
        "facility": (Decimal(15000), Decimal("0.3"), Decimal("50.0"), Decimal("0.0")),
        "identity": (Decimal(15000), Decimal(6450), Decimal("50.0"), Decimal("66.8")),
        "activity": (Decimal(0), Decimal(3200), Decimal("0.0"), Decimal("33.2")),
    }
    assert sum(p.spent for p in year.portions) == year.spent
    assert [one.key for one in year.without_result] == ["b"]
    assert share(Decimal(1), Decimal(0)) == Decimal(0)
    assert share(Decimal(1), Decimal(3)) == Decimal("33.3")


def test_a_table_holds_sums_without_an_end_of_noughts():
    text = as_csv(BUDGET, [line("a", "facility", "2.4万元", spent="1200.50元")], Directory()).decode()
    assert text.split("\r\n")[1].startswith(",a,项目a,软硬件设施,24000,1200.50,")


def world(*lines: BudgetLine, internal: bool = True) -> World:
    entries = tuple(Entry(one, Place("docs/plan/budget-2026.yml", 3)) for one in lines)
    stamp = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return World(dt.date(2026, 6, 1), stamp, HOUSE, (), {BudgetLine: Ledger(entries)}, internal=internal)


@pytest.mark.parametrize(
    ("one", "codes"),
    [
        (A, []),
        (B, ["BUD002", "BUD003"]),
        (C, []),
        (line("g", "facility", "1万元", items=[item("1元", "facility")], result="成了"), []),
        (line("d", "facility", "1万元", spent="0.31元", items=[item("0.1元"), item("0.2元")], result="成了"), ["BUD001"]),
        (line("e", "facility", "100元", spent="100.01元", result="成了"), ["BUD004"]),
        (line("f", "facility", "100元", spent="100元", result="成了"), []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_line_is_told(one, codes):
    assert [finding.code for finding in judge(world(one))] == codes


def test_a_sum_that_does_not_add_up_is_answered_with_the_right_one():
    one = line("d", "facility", "1万元", spent="9600元", items=[item("9000元")], result="成了")
    (finding,) = judge(world(one))
    assert "9,600元" in finding.message
    assert "spent: 9000元" in finding.hint


def test_each_year_has_accounts_of_its_own_the_newest_first():
    entries = [Entry(C, Place(f"docs/plan/budget-{year}.yml", 3)) for year in (2025, 2027, 2026, 2025)]
    found = accounts(entries)
    assert [(year, len(one.lines)) for year, one in found.items()] == [(2027, 1), (2026, 1), (2025, 2)]


def test_in_public_there_are_only_lines_that_say_so():
    open_line = line("p", "facility", "100元", public="true")
    assert [one.key for one in world(A, open_line, internal=False).of(BudgetLine)] == ["p"]
    assert [one.key for one in world(A, open_line).of(BudgetLine)] == ["a", "p"]
    assert accounts(world(A, internal=False).entries(BudgetLine)) == {}


def test_a_year_is_shown_with_a_bar_a_purpose_and_what_came_of_each_line():
    shown = world(A, B, C)
    drawn = sums(shown, canvas(shown), {})
    assert re.findall(r'width="(\d+)" height="[84]"></rect>', drawn) == ["100", "0", "100", "43", "0", "21"]
    said = words(drawn)
    assert said.startswith("2026年全部 3 条，预算 3万元 ，已支出 9,650.30元 ，用去 32.2%。")
    assert (
        "软硬件设施 15,000 0.30 50.0% 标识和工服 15,000 6,450 50.0% 文化活动 0 3,200 0.0% 合计 30,000 9,650.30"
        in said
    )
    assert "项目b 标识和工服 预算 15,000 元 支出 9,650 元 用去 64.3%" in said
    assert "还没有写效果 用途不符 材料，3,200元，用在文化活动" in said
    assert said.count("还没有写效果") == 2
    assert said == words(sums(shown, canvas(shown), {"year": "2026"}))


def test_a_year_of_which_nothing_is_public_is_no_page_and_one_that_is_not_there_is_told():
    hidden = world(A, internal=False)
    assert words(sums(hidden, canvas(hidden), {})).startswith("经费还没有公开的条目")
    for year in ("2025", "今年"):
        with pytest.raises(ValueError, match=f"没有 {year} 年的经费；可以写 2026"):
            sums(world(A), canvas(world(A)), {"year": year})
    nothing = world(line("a", "facility", "0元"))
    assert "用去 0.0%" in words(sums(nothing, canvas(nothing), {}))
