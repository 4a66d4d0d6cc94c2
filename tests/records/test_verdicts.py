"""What can be typed without a fault and cannot be true, kind by kind: each is told once, at its field."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError
from test_budget import line
from test_honours import HOUSE, honour
from test_meetings import MEMBER, decision, meeting
from test_plan import task
from test_regulations import rule

from showcase.brand.organisation import Team
from showcase.project.finding import Place
from showcase.records.activities import Activity
from showcase.records.budget import BudgetLine
from showcase.records.citing import Reference
from showcase.records.kind import World
from showcase.records.kinds import taken_together
from showcase.records.plan import Task
from showcase.records.plants import Plant
from showcase.records.posts import Post
from showcase.records.record import Entry, Ledger, Record

PLACES: dict[type[Record], str] = {Task: "docs/plan/plan-2026.yml", BudgetLine: "docs/plan/budget-2026.yml"}
TEAMS = {"zaocan": Team.model_validate({"name": "早餐班", "department": "dining", "posts": ["面点师"]})}


def told(*records: Record) -> list[str]:
    """The codes of what is found, but for what a small world lacks anyway."""
    ledgers = {
        model: Ledger(
            tuple(
                Entry(one, Place(PLACES.get(model, "docs/x/x.yml"), number))
                for number, one in enumerate(records, 1)
                if isinstance(one, model)
            )
        )
        for model in {type(one) for one in records}
    }
    stamp = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    house = HOUSE.model_copy(update={"teams": TEAMS})
    found = taken_together(World(dt.date(2026, 6, 1), stamp, house, (), ledgers, internal=True))
    lacking = {"REG003", "HON002", "PLT001", "PLT002", "DEP001", "TEA001"}
    return [one.code for one in found if one.code not in lacking and not one.code.startswith("SER")]


def plant(key: str, **more: object) -> Plant:
    values = {"key": key, "name": f"树{key}", "latin": "Syringa oblata", "family": "木樨科", "habit": "shrub"}
    return Plant.model_validate(values | more)


def post(**more: object) -> Post:
    day = [{"at": at, "what": "做一件事"} for at in ("08:00", "12:00", "16:00")]
    values = {
        "key": "p", "post": "面点师", "unit": "dining", "line": "一句话", "day": day, "learns": ["看火候"],
        "grows": ["帮工", "班长"], "asks": "手干净",
    }  # fmt: skip
    return Post.model_validate(values | more)


COMING = Activity.model_validate(
    {"key": "act", "title": "冬至包饺子", "organiser": "union", "start": "2026-12-22 15:00", "end": "2026-12-22 17:00",
     "place": "二楼", "audience": "全体", "line": "一桌一锅"}
)  # fmt: skip
PAST = dt.datetime(2026, 5, 1, 15)
LATER = rule("later", "2026-12-01")
OLD, NEW = rule("old", "2019-01-01", ended="2024-01-01"), rule("new", "2024-01-01")


def done(**more: object) -> Task:
    return task(
        "t", "03-01", "06-30", state="done", **({"on": "2026-05-01", "evidence": [{"file": "单"}]} | more)
    )


@pytest.mark.parametrize(
    ("records", "codes"),
    [
        ((rule("a", "2022-01-01"), rule("b", "2010-01-01", supersedes=["a"], ended="2023-01-01")), ["REG005"]),
        ((rule("a", "2022-01-01"), rule("b", "2023-01-01", supersedes=["a"])), []),
        ((honour("a", department="cars", team="zaocan"),), ["HON003"]),
        ((honour("a", department="dining", team="zaocan"),), []),
        ((honour("a", title="好手艺"), honour("b", title="好手艺")), ["HON004"]),
        ((honour("a", title="好手艺"), honour("b", title="好手艺", post="另一个岗位")), []),
        ((MEMBER, meeting("m1", "2026-05-15"), meeting("m2", "2026-05-15")), ["MTG005"]),
        ((MEMBER, meeting("m1", "2026-05-15", absent=["a"])), ["MTG006"]),
        ((MEMBER, meeting("m1", "2026-05-15", decision("05-14", state="done", on="2026-05-20"))), ["MTG007"]),
        ((MEMBER, meeting("m1", "2026-05-15", decision("07-01", state="done", on="2026-06-20"))), ["MTG007"]),
        ((MEMBER, meeting("m1", "2026-05-15", decision("05-15", state="done", on="2026-06-01"))), []),
        ((done(on="2026-02-01"),), ["PLN009"]),
        ((done(on="2026-03-01"),), []),
        ((COMING, done(evidence=[{"activity": "act"}])), ["PLN010"]),
        ((COMING.model_copy(update={"state": "done", "start": PAST, "end": PAST}), done(evidence=[{"activity": "act"}])), []),
        ((LATER, done(evidence=[{"rule": "later"}])), ["PLN010"]),
        ((rule("today", "2026-06-01"), done(evidence=[{"rule": "today"}])), []),
        ((NEW, done(evidence=[{"rule": "new"}])), []),
        ((post(opens="2026-12-31", closes="2026-12-01"),), ["POS005"]),
        ((post(opens="2026-12-01", closes="2026-12-01"),), []),
        ((line("a", "facility", "100元", result="做成了", items=[{"on": "2025-12-31", "amount": "1元", "words": "树牌"}]),), ["BUD005"]),
        ((OLD, line("a", "facility", "100元", rule="old")), ["BUD006"]),
        ((NEW, line("a", "facility", "100元", rule="new")), []),
        ((line("a", "facility", "100元", evaluation="met"),), ["BUD007"]),
        ((plant("a", name="丁香"), plant("b", name="丁香")), ["PLT003"]),
        ((plant("a", latin="syringa oblata"),), ["PLT004"]),
        ((plant("a"), plant("b")), []),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_told(records, codes):
    assert told(*records) == codes


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://user:pass@example.edu.cn/", "https://user@example.edu.cn/"]
)
def test_an_address_leads_to_a_page_and_carries_no_password(url):
    source = {"kind": "web", "author": "学校", "title": "一页", "url": "https://example.edu.cn/a@b"}
    assert Reference.model_validate(source).url
    with pytest.raises(ValidationError):
        Reference.model_validate(source | {"url": url})
    with pytest.raises(ValidationError):
        rule("a", "2022-01-01", url=url)


def test_a_rule_is_named_without_the_marks_that_pages_put_around_it():
    with pytest.raises(ValidationError, match="不带书名号"):
        rule("a", "2022-01-01", title="《办法》")
    assert rule("a", "2022-01-01", title="转发《办法》的通知").title == "转发《办法》的通知"
