"""What new colleagues' lists hold, made by hand for a test: parts of ways, questions, numbers, words."""

from __future__ import annotations

import datetime as dt

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.project.finding import Place
from showcase.project.folder import Project
from showcase.records.contacts import Contact
from showcase.records.glossary import Term
from showcase.records.kind import World
from showcase.records.paths import Path
from showcase.records.questions import Question
from showcase.records.record import Entry, Ledger

DAY = dt.date(2026, 6, 1)


HOUSE = read_organisation(Project(ROOT))


def step(key, day=1, **more):
    values = {
        "key": key,
        "title": f"步{key}",
        "why": "为了走得稳",
        "show": {"do": "做一遍给人看", "whom": "班长", "minutes": "5"},
    }
    return values | ({"day": str(day)} if day < 6 else {"week": str(day - 4)}) | more


def part(key, *steps, **more):
    return Path.model_validate(
        {"key": key, "name": f"路{key}", "line": "走一段路看看", "steps": list(steps)} | more
    )


def world(*paths, texts=None, terms=(), asks=(), numbers=()):
    def ledger(records):
        return Ledger(tuple(Entry(one, Place("docs/start/x.yml", n)) for n, one in enumerate(records, 1)))

    ledgers = {Path: ledger(paths), Term: ledger(terms), Question: ledger(asks), Contact: ledger(numbers)}
    return World(
        DAY,
        dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
        HOUSE,
        (),
        ledgers,
        folders=frozenset({"start"}),
        texts=texts or {},
    )


# All three parts have day 1; the department's `drill` waits for everybody's `exits`, the post's `oil` for `drill`.
COMMON = part("common", step("late", 2), step("exits"), step("alarm"))


KITCHENS = part("kitchens", step("rules"), step("drill", 1, after=["common.exits"]), department="dining")


STOVE = part(
    "stove", step("oil", 2, after=["kitchens.drill"]), step("week", 6), department="dining", posts=["灶间"]
)


def question(**more):
    values = {
        "key": "q", "path": "common", "kind": "single", "ask": "先做什么呢？", "right": ["断电"], "wrong": ["拉他"],
        "why": "先断电才能救人", "page": "start/a#丙", "quote": "先断电，再救人",
    }  # fmt: skip
    return Question.model_validate(values | more)


def contact(**more):
    return Contact.model_validate(
        {"key": "x", "group": "service", "what": "电梯困人", "whom": "值班室"} | more
    )


def term(key, word, **more):
    return Term.model_validate({"key": key, "word": word, "group": "work", "meaning": "一个词的意思"} | more)
