"""Teams: the same team in stories, honours and on its own page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from test_honours import HOUSE as BARE
from test_honours import honour

from showcase.brand.organisation import Team
from showcase.markup.body import Body
from showcase.project.finding import Place
from showcase.records.honours import Honour
from showcase.records.kind import World
from showcase.records.kinds import CALLED, KINDS, with_mentions
from showcase.records.record import Entry, Ledger
from showcase.records.teams import pages, stories_of
from showcase.stories.front import FrontMatter
from showcase.stories.story import Story

TEAM = Team(name="早餐班组", department="dining", posts=("面点师",))
HOUSE = BARE.model_copy(update={"teams": {"zaocan": TEAM}})


def story(slug: str, *people: str) -> Story:
    front = {
        "title": "凌晨四点的灯", "date": "2026-03-05", "department": "dining", "series": "frontline", "summary": "一句话。",
        "people": [{"name": name, "role": "面点师", "consent": "team"} for name in people],
    }  # fmt: skip
    return Story("2026", slug, FrontMatter.model_validate(front), Body("<p>灯</p>", "灯"))


WORLD = World(
    dt.date(2026, 6, 1),
    dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    HOUSE,
    (story("one", "早餐班组"), story("two", "别的人"), story("three")),
    {
        Honour: Ledger(
            (Entry(honour("h", team="zaocan", story="2026/two"), Place("docs/honours/honours.yml", 3)),)
        )
    },
    folders=frozenset({"teams", "honours"}),
)


def test_a_teams_stories_are_those_that_name_it_among_their_people():
    assert [s.key for s in stories_of(WORLD, TEAM)] == ["2026/one"]


def test_a_team_has_a_page_only_where_a_page_leads_to_it():
    assert [page.path for page in pages(WORLD)] == ["teams/zaocan/index.md"]
    assert list(pages(replace(WORLD, folders=frozenset()))) == []


def test_what_is_named_knows_what_names_it():
    mentions = with_mentions(WORLD).mentions
    assert [m.title for m in mentions["team", "zaocan"]] == ["h"]
    assert [(m.kind, m.path) for m in mentions["story", "2026/two"]] == [("荣誉", "honours/h/index.md")]
    assert ("story", "2026/one") not in mentions


def test_every_kind_has_a_word_for_its_entries_that_is_no_key():
    nameless = {kind.name for kind in KINDS if not set(CALLED) & kind.record.model_fields.keys()}
    assert nameless == {"meetings"}  # told by their day; no page names them by an entry
