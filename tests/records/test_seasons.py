"""The bloom calendar: verdicts worked out by hand, month by month; rings; the calendar re-read."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from drawing import canvas, words
from icalendar import Calendar
from pydantic import ValidationError

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.project.finding import Place as Spot
from showcase.project.folder import Project
from showcase.records.blooming import bloom_calendar, claims
from showcase.records.herbarium import chapter
from showcase.records.kind import World
from showcase.records.places import Place
from showcase.records.plants import MONTHS, Plant, Sight, four_seasons, sights_of, three_seasons, whole_year
from showcase.records.record import Entry, Ledger, Record
from showcase.records.ring import arc, ring, runs, span
from showcase.records.seasons import judge, month_views, pages, plants_table, this_month, year_ring

HOUSE = read_organisation(Project(ROOT))


def plant(key: str, **more: object) -> Plant:
    values = {"key": key, "name": key, "latin": key, "family": "科", "habit": "tree"} | more
    return Plant.model_validate(values)


def months(*numbers: int) -> list[str]:
    return [str(number) for number in numbers]


def place(*plants: str, sights: tuple[tuple[int, str], ...] = (), key: str = "po") -> Place:
    views = [{"month": str(month), "what": what} for month, what in sights]
    return Place.model_validate(
        {
            "key": key,
            "name": "南坡",
            "department": "greenery",
            "line": "一面坡",
            "plants": list(plants),
            "sights": views,
        }
    )


def world(*records: Record, month: int = 4) -> World:
    ledgers = {
        model: Ledger(tuple(Entry(r, Spot("x.yml")) for r in records if isinstance(r, model)))
        for model in (Plant, Place)
    }
    return World(dt.date(2026, month, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), HOUSE, (), ledgers)


# (flowering months of the only plants, does 三季有花 hold, and what is said of spring, summer, autumn)
THREE_SEASONS = [
    ([], False, ("春季还没有", "夏季还没有", "秋季还没有")),
    ([(4,), (7,), (10,)], True, ("春季有1种", "夏季有1种", "秋季有1种")),
    ([(4, 5), (6,)], False, ("春季有1种", "夏季有1种", "秋季还没有")),
    ([(5, 6, 7, 8, 9)], True, ("春季有1种", "夏季有1种", "秋季有1种")),
    ([(2,), (7,), (12,)], False, ("春季还没有", "夏季有1种", "秋季还没有")),
]


@pytest.mark.parametrize(("flowers", "holds", "said"), THREE_SEASONS)
def test_three_seasons_of_flowers_are_counted_season_by_season(flowers, holds, said):
    claim = three_seasons([plant(f"p{n}", flower=months(*when)) for n, when in enumerate(flowers)])
    assert claim.holds is holds
    assert [reason[: len(words)] for reason, words in zip(claim.reasons, said, strict=True)] == list(said)


def test_four_seasons_of_green_need_an_evergreen():
    assert not four_seasons([plant("a", flower=months(4))]).holds
    assert four_seasons([plant("a"), plant("b", evergreen="true")]).holds


@pytest.mark.parametrize("gone", range(1, 13))
def test_a_year_without_a_sight_in_one_month_is_not_a_whole_one(gone):
    sights = [Sight(month, "view", "景") for month in range(1, 13) if month != gone]
    claim = whole_year(sights)
    assert not claim.holds
    assert claim.reasons == (f"还差{MONTHS[gone - 1]}没有可看的",)
    assert whole_year([*sights, Sight(gone, "fruit", "果")]).holds


def test_without_its_winter_sights_the_year_lacks_january_and_february():
    summer = plant("a", flower=months(3, 4, 5, 6, 7, 8, 9, 10), fruit=months(11, 12), evergreen="true")
    winter = place("a", sights=((1, "雪后油松"), (2, "残雪")))
    assert claims(world(summer, winter))[2].holds
    bare = claims(world(summer, place("a")))[2]
    assert (bare.holds, bare.reasons) == (False, ("还差一月、二月没有可看的",))


def test_only_what_does_not_hold_is_told():
    summer = plant("a", flower=months(3, 4, 5, 6, 7, 8, 9, 10), fruit=months(11, 12))
    found = judge(world(summer, place("a", sights=((1, "雪"), (2, "残雪")))))
    told = [f.message for f in found if f.code == "PLT001"]
    assert told == ["“四季长青”还不成立：还没有一种常绿植物"]


def test_an_evergreen_alone_is_no_sight():
    assert sights_of([plant("a", evergreen="true")]) == ()


def test_a_plant_that_stands_nowhere_does_not_count_and_is_told_of():
    everywhere = world(plant("a", flower=months(4)), plant("b", flower=months(10)), place("a"))
    assert not claims(everywhere)[0].holds
    assert [f.code for f in judge(everywhere)].count("PLT002") == 1
    assert claims(world(plant("a", flower=months(4, 7, 10))))[0].holds  # no place yet: all of them count


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), ()),
        ((4,), ((4, 1),)),
        ((4, 5, 6), ((4, 3),)),
        ((4, 9, 10), ((4, 1), (9, 2))),
        ((11, 12, 1, 2), ((11, 4),)),
        ((1, 12), ((12, 2),)),
        (tuple(range(1, 13)), ((1, 12),)),
    ],
)
def test_months_are_runs_and_december_runs_on_into_january(given, expected):
    assert runs(given) == expected


def test_runs_in_words():
    assert [span(4, 1), span(4, 2), span(11, 4), span(12, 2)] == [
        "4月",
        "4–5月",
        "11月到次年2月",
        "12月到次年1月",
    ]


def test_every_time_something_shows_is_one_arc_of_the_ring():
    plants = [
        plant("a", flower=months(4, 5), fruit=months(9)),
        plant("b", flower=months(5, 10)),
        plant("c", evergreen="true"),
    ]
    drawn = ring(plants)
    assert len(drawn.heart) == 1
    assert sorted(a.words for a in drawn.arcs) == ["a 4–5月开花", "a 9月结果", "b 10月开花", "b 5月开花"]
    assert [tick.flowering for tick in drawn.ticks] == [0, 0, 0, 1, 2, 0, 0, 0, 0, 1, 0, 0]
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", drawn.ticks[0].slice)]
    assert numbers[:4] == [320, 266, 320, 50]  # January: from the heartwood up to the rim, at twelve o'clock
    assert numbers[-2:] == [320, 266]


def test_what_does_not_grow_stands_on_the_rim_in_the_middle_of_its_month():
    drawn = ring([plant("a", flower=months(4))], [(4, "南坡，雪"), (1, "林荫道，影子"), (4, "东墙，光")])
    assert [view.words for view in drawn.views] == ["一月：林荫道，影子", "四月：东墙，光", "四月：南坡，雪"]
    heads = [tuple(map(float, re.findall(r"-?\d+\.?\d*", view.path)[:2])) for view in drawn.views]
    (january, east, south) = heads
    assert january == (
        pytest.approx(320 + 271 * 0.2588, abs=0.1),
        pytest.approx(320 - 271 * 0.9659 - 9, abs=0.1),
    )
    assert east[1] < south[1]  # clockwise, both about half past three
    assert ring([plant("a", flower=months(4))]).views == ()


def test_an_arc_starts_at_twelve_oclock_and_turns_with_the_clock():
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", arc(100, 0, 90))]
    assert numbers[0] == pytest.approx(320 + 2.8, abs=0.1)
    assert numbers[1] == pytest.approx(220, abs=0.1)
    assert numbers[-2:] == [pytest.approx(420, abs=0.1), pytest.approx(320 - 2.8, abs=0.1)]


def test_the_calendar_can_be_read_again_and_runs_over_the_new_year():
    winter, spring = plant("mei", flower=months(12, 1)), plant("tao", flower=months(4, 5))
    (file,) = bloom_calendar(world(winter, spring, place("mei", "tao")))
    assert b"\r\n" in file.data
    assert b"\n" not in file.data.replace(b"\r\n", b"")
    events = {str(e["summary"]): e for e in Calendar.from_ical(file.data).walk("VEVENT")}
    assert events["tao开花"].decoded("dtstart") == dt.date(2026, 4, 1)
    assert events["tao开花"].decoded("dtend") == dt.date(2026, 6, 1)  # the day after the last
    assert events["mei开花"].decoded("dtstart") == dt.date(2026, 12, 1)
    assert events["mei开花"].decoded("dtend") == dt.date(2027, 2, 1)
    assert events["mei开花"]["location"] == "南坡"
    assert next(iter(bloom_calendar(world(winter, spring, place("mei", "tao"))))).data == file.data


@pytest.mark.parametrize(("month", "fits"), [(0, False), (1, True), (12, True), (13, False)])
def test_a_month_is_one_of_twelve(month, fits):
    if fits:
        assert plant("a", flower=months(month)).flower == (month,)
    else:
        with pytest.raises(ValidationError):
            plant("a", flower=months(month))


def test_all_twelve_months_may_be_named_once_and_in_any_order():
    assert plant("a", flower=months(*range(12, 0, -1))).flower == tuple(range(1, 13))
    with pytest.raises(ValueError, match="12"):
        plant("a", flower=months(*range(1, 13), 1))


@pytest.mark.parametrize(("season", "first", "last"), [("春", 3, 5), ("夏", 6, 8), ("秋", 9, 11)])
def test_a_season_begins_and_ends_with_its_months(season, first, last):
    for month in range(1, 13):
        said = " ".join(three_seasons([plant("a", flower=months(month))]).reasons)
        assert (f"{season}季有1种" in said) == (first <= month <= last)


@pytest.mark.parametrize(
    ("flower", "evergreen", "listed"),
    [
        ((3, 4), False, "春天开花"),
        ((5, 6, 7), False, "春天开花"),
        ((6,), False, "夏天开花"),
        ((9, 10), False, "秋天开花"),
        ((12, 1), False, "冬天开花"),
        ((), False, "看叶看果"),
        ((4,), True, "四季长青"),
    ],
)
def test_a_plant_is_listed_under_the_season_in_which_it_begins_to_flower(flower, evergreen, listed):
    more = {"evergreen": "true"} if evergreen else {}
    assert chapter(plant("p", flower=months(*flower), **more)) == listed


FLOWERS = [plant(f"p{n}", flower=months(4)) for n in range(1, 8)]
CAMPUS = world(
    *FLOWERS,
    plant("song", evergreen="true", fruit=months(4), sample="true"),
    plant("feng", habit="shrub", colour=months(10)),
    place(*(f"p{n}" for n in range(1, 8)), "song", sights=tuple((1, f"雪{n}") for n in range(1, 14))),
    place("p1", "feng", key="xi"),
)


def test_a_month_names_six_plants_with_their_first_place_and_counts_the_others():
    views = month_views(CAMPUS, canvas(CAMPUS, "places/po/index.html", "seasons/month/4/index.html"))
    april, october, january, july = (views[month - 1] for month in (4, 10, 1, 7))
    assert april.flower.count == 7
    assert april.flower.plants == tuple((f"p{n}", "南坡", "../places/po/index.html") for n in range(1, 7))
    assert (april.fruit.plants, april.now) == ((("song", "南坡", "../places/po/index.html"),), True)
    assert october.colour.plants == (("feng", "南坡", None),)  # no such page
    assert (len(january.views), january.more, january.views[11][0]) == (12, 1, "雪12")
    assert [one.empty for one in (april, october, january, july)] == [False, False, False, True]
    assert [one.href for one in (april, july)] == ["../seasons/month/4/index.html", None]


@pytest.mark.parametrize("kind", ["flower", "fruit", "colour"])
def test_one_thing_to_see_is_enough_for_a_month_and_needs_no_place(kind):
    bare = world(plant("a", **{kind: months(1)}))
    january, *others = month_views(bare, canvas(bare))
    assert getattr(january, kind).plants == (("a", "", None),)
    assert [month.empty for month in (january, *others)] == [False, *[True] * 11]


def test_what_a_month_shows_is_told_on_a_page_and_a_year_of_nothing_is_not():
    drawn = words(this_month(CAMPUS, canvas(CAMPUS, "seasons/index.html"), {}))
    assert "四月看什么 开花 p1 南坡 、 p2" in drawn
    assert "等7种" in drawn
    assert "；还有1处" in drawn
    assert drawn.endswith("看一整年")
    assert "看一整年" not in this_month(
        CAMPUS, canvas(CAMPUS, "seasons/index.html", page="seasons/index.md"), {}
    )
    bare = world(plant("a"))
    assert this_month(bare, canvas(bare), {}) == ""
    with pytest.raises(ValueError, match="还没有植物"):
        year_ring(world(), canvas(world()), {})


def test_the_ring_is_told_in_a_sentence():
    assert "9种植物的一年，画成年轮。四月开花最多，7种；最里面的细环是1种常绿。" in year_ring(
        CAMPUS, canvas(CAMPUS), {}
    )


def test_each_month_in_which_something_shows_and_each_habit_has_a_page():
    found = {page.path: page for page in pages(CAMPUS)}
    assert {path: (page.title, page.lede, page.sample) for path, page in found.items()} == {
        "seasons/month/4/index.md": (
            "四月看什么",
            "四月里有8种植物可看：开花的、挂果的、看叶看枝的。",
            True,
        ),
        "seasons/month/10/index.md": (
            "十月看什么",
            "十月里有1种植物可看：开花的、挂果的、看叶看枝的。",
            False,
        ),
        "seasons/habit/tree/index.md": ("校园里的乔木", "8种乔木，按从哪一季开花排。", True),
        "seasons/habit/shrub/index.md": ("校园里的灌木", "1种灌木，按从哪一季开花排。", False),
    }
    april = words(found["seasons/month/4/index.md"].body(canvas(CAMPUS)))
    assert april.startswith("开花 p1 南坡")
    assert "雪" not in april


def test_a_row_of_the_table_names_six_places_and_says_what_is_not_proved():
    many = world(
        plant("a", flower=months(4, 5, 9), note="老树", source="实地观察"),
        plant("b", evergreen="true"),
        *(place("a", key=f"p{n}") for n in range(8)),
    )
    drawn = words(plants_table(many, canvas(many), {}))
    assert "春天开花 a a 老树 科 · 乔木 4–5月、9月 " + " 、 ".join(["南坡"] * 6) + " 等8处 实地观察" in drawn
    assert drawn.startswith("按月份 四月 1 五月 1 九月 1 按形态 乔木 2 ")
    assert "1种的花期按一般的植物学资料写" in drawn


def test_a_plant_of_a_name_that_is_taken_and_a_latin_name_in_small_letters_are_told_of():
    twice = world(
        plant("a", name="丁香", latin="Syringa"),
        plant("b", name="丁香", latin="syringa oblata"),
        place("a", "b"),
    )
    told = {f.code: (f.message, f.hint) for f in judge(twice)}
    assert told["PLT003"][0].startswith("丁香已经有一条（a）")
    assert told["PLT004"][1] == "latin: Syringa oblata"
    assert "PLT002" not in told
    assert list(judge(world(place()))) == []  # no plant yet
