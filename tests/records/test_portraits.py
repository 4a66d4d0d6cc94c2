"""A picture of a team: which one stands on its page, and what is refused."""

from __future__ import annotations

import datetime as dt

from test_onboarding import Bare
from test_teams import HOUSE

from showcase.pages.views import Picture
from showcase.project.finding import Place
from showcase.records.kind import World
from showcase.records.kinds import called
from showcase.records.portraits import PORTRAITS, Portrait
from showcase.records.reading import parsed
from showcase.records.record import Entry, Ledger
from showcase.records.references import Directory, unresolved
from showcase.records.teams import TEAMS

GOOD = "portraits:\n  - team: zaocan\n    photo: {file: a.png, alt: 一口锅, credit: 我们画的, consent: not-needed}\n"


class Wall(Bare):
    """A canvas on which every file but `lost` can be shown."""

    def __init__(self, lost: str = "") -> None:
        self.lost = lost

    def picture(self, kind, photo, recipe):
        return (
            None
            if photo.file == self.lost
            else Picture(photo.alt, photo.file, 4, 3, "", "", credit=photo.credit)
        )


def listed(text: str, canvas: Wall) -> str:
    shown = tuple(Entry(one, Place("docs/teams/portraits.yml", 2)) for one in parsed(PORTRAITS, text).records)
    world = World(
        dt.date(2026, 6, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), HOUSE, (), {Portrait: Ledger(shown)}
    )
    return TEAMS.blocks["teams"](world, canvas, {})


def test_a_team_is_shown_by_its_picture_and_the_credit_is_said_once():
    twice = GOOD + GOOD.removeprefix("portraits:\n").replace("a.png", "b.png")
    html = listed(twice, Wall())
    assert 'src="a.png"' in html
    assert "b.png" not in html
    assert html.count("我们画的") == 1
    assert 'src="b.png"' in listed(twice, Wall(lost="a.png"))


def test_a_team_without_a_picture_has_its_name_on_a_plate():
    html = listed(GOOD, Wall(lost="a.png"))
    assert '<span class="plate__text">早餐班组</span>' in html
    assert "<img" not in html
    assert "图：" not in html


def test_a_picture_of_no_team_is_told():
    (entry,) = parsed(PORTRAITS, GOOD.replace("zaocan", "zaocn")).entries
    (finding,) = unresolved(Portrait, entry, Directory({"team": {"zaocan": "早餐班组"}}))
    assert "zaocn" in finding.message
    assert called(entry.record) == "zaocn"
