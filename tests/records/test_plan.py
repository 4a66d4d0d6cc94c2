"""The plan as a ledger: four tasks on five days worked out by hand, parents and children, sheets, and what is kept inside."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from pydantic import ValidationError
from test_honours import HOUSE
from test_onboarding import Bare

from conftest import Workshop
from showcase.cli import main
from showcase.project.finding import Place
from showcase.records.kind import World
from showcase.records.plan import Plan, Standing, Task, is_bare, plans, quarter, standing
from showcase.records.plan_judging import judge
from showcase.records.plan_pages import PLAN, tables
from showcase.records.plan_views import newest, view
from showcase.records.plan_year import drawn, told_of
from showcase.records.reading import parsed
from showcase.records.record import Entry, Ledger, opened

STAMP = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
HOME = HOUSE.model_copy(update={"units": {"office": "综合办公室"}})
PROOF = [{"file": "签收单"}]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def task(key: str, start: str, end: str, **more: object) -> Task:
    values = {
        "key": key,
        "title": f"任务{key}",
        "unit": "dining",
        "post": "经理",
        "start": f"2026-{start}",
        "due": f"2026-{end}",
    }
    return Task.model_validate(values | more)


A = task("a", "03-01", "06-30", state="done", on="2026-06-30", evidence=PROOF)
B = task("b", "03-01", "06-30", state="done", on="2026-07-02")
C = task("c", "05-01", "07-31", unit="property")
D = task("d", "08-01", "12-31", unit="property", state="dropped", on="2026-09-01", why="并入别的项目")
FOUR = (A, B, C, D)

RUNNING, SOON, DONE, LATE = Standing.RUNNING, Standing.SOON, Standing.DONE, Standing.LATE
WAITING, OVERDUE, DROPPED = Standing.WAITING, Standing.OVERDUE, Standing.DROPPED


@pytest.mark.parametrize(
    ("today", "stand"),
    [
        ("04-01", (RUNNING, RUNNING, WAITING, WAITING)),
        ("05-31", (SOON, SOON, RUNNING, WAITING)),  # thirty days are left of a and b
        ("06-30", (DONE, SOON, RUNNING, WAITING)),  # the due day itself; thirty-one days are left of c
        ("07-02", (DONE, LATE, SOON, WAITING)),
        ("10-01", (DONE, LATE, OVERDUE, DROPPED)),
    ],
)
def test_four_tasks_stand_on_five_days_as_worked_out_by_hand(today, stand):
    assert tuple(standing(task, day(today)) for task in FOUR) == stand


def test_a_task_runs_from_the_day_on_which_it_starts():
    assert [standing(C, day(today)) for today in ("04-30", "05-01")] == [WAITING, RUNNING]
    assert standing(task("x", "05-01", "05-01"), day("05-01")) is SOON  # a day is enough


def test_a_unit_answers_for_its_own_work_and_a_level_is_that_of_the_goal():
    goal, mine = task("g", "01-01", "12-31"), task("t", "01-01", "12-31", under="g")
    other = task("u", "01-01", "12-31", under="g", unit="property")
    lost = task("l", "01-01", "12-31", under="elsewhere")
    rings = (task("x", "01-01", "12-31", under="y"), task("y", "01-01", "12-31", under="x"))
    plan = Plan(2026, day("06-30"), (mine, goal, other, lost, *rings))
    assert [one.key for one in plan.goals] == ["g", "l"]
    assert [one.key for one in plan.of_unit("property").tasks] == ["u"]
    assert [one.key for one in plan.of_unit("dining").tasks] == ["t", "l"]
    assert [plan.level(one) for one in plan.tasks] == [2, 1, 2, 1, 0, 0]


def test_what_is_below_a_goal_comes_in_order_with_its_level():
    goal, first, second = (task("g", "01-01", "12-31"), task("t", "01-01", "12-31", under="g"), task("u", "01-01", "12-31", under="g"))  # fmt: skip
    step = task("s", "01-01", "12-31", under="t")
    plan = Plan(2026, day("06-30"), (step, second, goal, first))
    assert [(level, part.key) for level, part in plan.below(goal)] == [(2, "u"), (2, "t"), (3, "s")]
    assert plan.goals == (goal,)


@pytest.mark.parametrize(
    ("today", "bare"), [("05-31", []), ("06-30", []), ("07-02", ["b"]), ("10-01", ["b"])]
)
def test_what_is_done_without_evidence_is_told_from_the_day_on_which_it_was_done(today, bare):
    assert [task.key for task in FOUR if is_bare(task, day(today))] == bare


def test_counts_by_unit_and_quarter_are_those_of_the_hand():
    plan = Plan(2026, day("10-01"), FOUR)
    assert plan.counts == {DONE: 1, LATE: 1, OVERDUE: 1, DROPPED: 1}
    assert plan.by_unit() == {"dining": {DONE: 1, LATE: 1}, "property": {OVERDUE: 1, DROPPED: 1}}
    assert plan.by_quarter() == {1: {}, 2: {DONE: 1, LATE: 1}, 3: {OVERDUE: 1}, 4: {DROPPED: 1}}
    assert [quarter(dt.date(2026, month, 1)) for month in (1, 3, 4, 6, 7, 9, 10, 12)] == [
        1,
        1,
        2,
        2,
        3,
        3,
        4,
        4,
    ]
    next_year = task("e", "11-01", "12-01").model_copy(update={"due": dt.date(2027, 1, 15)})
    assert Plan(2026, day("10-01"), (next_year,)).by_quarter()[5] == {WAITING: 1}


def test_a_mark_stands_in_the_month_in_which_its_task_is_due_what_is_asked_for_on_top():
    year = drawn(Plan(2026, day("10-01"), FOUR))
    found = [((mark.x - 48) // 60 + 1, mark.mark) for mark in year.marks]  # from the floor upward
    assert found == [(6, "good"), (6, "late"), (7, "fault"), (12, "drop")]
    assert year.marks[0].y > year.marks[1].y
    assert year.marks[0].y == year.marks[2].y
    assert [column.text for column in year.columns if column.now] == ["10月"]
    assert year.words == "4件事，办成2件，其中1件晚了；1件过了期。"
    assert year.bare == "有1件办完了，还没有凭据。"


def test_a_month_of_very_many_tasks_keeps_its_height_and_another_year_is_a_column_of_its_own():
    next_year = D.model_copy(update={"due": dt.date(2027, 1, 15), "state": None, "on": None})
    many = drawn(
        Plan(2026, day("03-01"), (next_year, *(A.model_copy(update={"key": f"a{n}"}) for n in range(300))))
    )
    assert min(mark.y for mark in many.marks) >= many.top >= 0
    assert many.columns[-1].text == "跨年"
    assert many.columns[-1].x < many.width
    assert many.words == "301件事，办成0件。"
    assert many.bare == ""


def test_a_goal_tells_how_much_of_it_is_done():
    goal, other = task("g", "01-01", "12-31"), task("o", "01-01", "12-31")
    own = tuple(one.model_copy(update={"under": "g"}) for one in FOUR)
    plan = Plan(2026, day("10-01"), (goal, other, *own))
    assert (told_of(plan, goal), told_of(plan, other)) == ("4件，办成2件", "")


def test_only_what_is_not_taken_apart_any_further_is_counted():
    goal, middle = task("goal", "01-01", "12-31"), task("middle", "01-01", "12-01", under="goal")
    leaf, alone = task("leaf", "01-01", "11-01", under="middle"), task("alone", "01-01", "02-01")
    plan = Plan(2026, day("10-01"), (leaf, middle, goal, alone))
    assert [one.key for one in plan.goals] == ["goal", "alone"]
    assert [(level, one.key) for level, one in plan.below(goal)] == [(2, "middle"), (3, "leaf")]
    assert [one.key for one in plan.work] == ["leaf", "alone"]
    assert (plan.level(goal), plan.level(leaf)) == (1, 3)
    assert [one.key for one in plan.of_unit("dining").tasks] == ["leaf", "alone"]


def world(
    *tasks: Task, today: str = "10-01", internal: bool = True, path: str = "docs/plan/plan-2026.yml"
) -> World:
    entries = tuple(Entry(one, Place(path, 3)) for one in tasks)
    return World(day(today), STAMP, HOME, (), {Task: Ledger(entries)}, internal=internal)


def codes(*tasks: Task, today: str = "10-01") -> list[str]:
    return [finding.code for finding in judge(world(*tasks, today=today))]


DONE_GOAL = task("g", "01-01", "06-30", state="done", on="2026-06-01", evidence=PROOF)


@pytest.mark.parametrize(
    ("tasks", "today", "found"),
    [
        ((A, D), "10-01", []),
        ((B,), "10-01", ["PLN005"]),
        ((C,), "07-31", []),
        ((C,), "08-01", ["PLN006"]),
        ((A,), "06-01", ["PLN003"]),  # its day has not come
        ((DONE_GOAL, task("h", "01-01", "06-30", under="g")), "06-10", ["PLN004"]),
        ((DONE_GOAL, task("h", "01-01", "06-30", under="g", state="done", on="2026-06-01", evidence=PROOF)), "06-10", []),
        ((DONE_GOAL.model_copy(update={"on": day("07-10")}), task("h", "01-01", "06-30", under="g")), "08-01", ["PLN004", "PLN006"]),
        ((DONE_GOAL.model_copy(update={"evidence": ()}), A.model_copy(update={"under": "g"})), "06-30", []),  # its part has some
        ((A,), "06-30", []),
        ((task("x", "05-01", "06-30", state="dropped", on="2026-04-01", why="并入别的项目"),), "10-01", []),
        ((task("x", "01-01", "12-31", under="y"), task("y", "01-01", "12-31", under="x")), "10-01", ["PLN001", "PLN001"]),
        ((task("x", "01-01", "12-31", under="x"),), "10-01", ["PLN001"]),
        ((task("x", "01-01", "12-31", under="elsewhere"),), "10-01", []),  # nothing is said of what is not there
        ((task("g", "01-01", "11-01"), task("h", "01-01", "11-02", under="g")), "09-01", ["PLN002"]),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_told(tasks, today, found):
    assert codes(*tasks, today=today) == found


@pytest.mark.parametrize(("many", "ends"), [(3, "“任务h2”"), (4, "“任务h2”等")])
def test_of_what_is_still_open_below_what_is_done_three_are_named(many, ends):
    parts = (task(f"h{n}", "01-01", "06-30", under="g") for n in range(many))
    (finding,) = judge(world(DONE_GOAL, *parts, today="06-10"))
    assert finding.message.endswith(f"下面还有 {many} 项没有办完：“任务h0”、“任务h1”、{ends}")


def test_a_fourth_level_is_one_too_many():
    chain = [task("a1", "01-01", "12-31")]
    chain += [task(f"a{n}", "01-01", "12-31", under=f"a{n - 1}") for n in range(2, 5)]
    (finding,) = judge(world(*chain))
    assert (finding.code, finding.is_error) == ("PLN008", True)
    assert "第 4 层" in finding.message


def test_a_very_long_chain_is_told_once_and_walked_no_further():
    first, *rest = (task(f"a{n}", "01-01", "12-31") for n in range(3000))
    chain = [first] + [one.model_copy(update={"under": f"a{n}"}) for n, one in enumerate(rest)]
    (finding,) = judge(world(*reversed(chain)))
    assert (finding.code, finding.message[:6]) == ("PLN008", "“任务a3”")
    plan = Plan(2026, day("10-01"), tuple(chain))
    assert [one.key for _, one in plan.below(first)] == ["a1", "a2"]
    ring = (first.model_copy(update={"under": "a2999"}), *chain[1:])
    assert Plan(2026, day("10-01"), ring).looped == {one.key for one in chain}


def test_a_goal_in_the_plan_of_another_year_is_told_with_its_year():
    old = Entry(task("old", "01-01", "12-31"), Place("docs/plan/plan-2025.yml", 3))
    new = Entry(task("new", "01-01", "11-30", under="old"), Place("docs/plan/plan-2026.yml", 3))
    (finding,) = judge(World(day("09-01"), STAMP, HOME, (), {Task: Ledger((old, new))}))
    assert (finding.code, finding.message) == ("PLN007", "“任务new”属于的 old 在 2025 年的计划里")


@pytest.mark.parametrize(
    "more",
    [
        {"due": "2026-01-31"},  # before it starts
        {"state": "done"},
        {"on": "2026-05-01"},
        {"state": "dropped", "on": "2026-05-01"},
        {"evidence": [{"file": "单子", "story": "2026/x"}]},
        {"evidence": [{}]},
        {"state": "late", "on": "2026-05-01"},
        {"person": "<b>某人</b>"},
    ],
)
def test_a_task_that_cannot_be_is_refused(more):
    with pytest.raises(ValidationError):
        task("x", "02-01", "06-30", **more)


def test_the_plan_shown_is_that_of_the_year_or_the_last_before_it():
    old = Entry(task("o", "01-01", "02-01"), Place("docs/plan/plan-2025.yml", 3))
    new = Entry(task("n", "01-01", "02-01"), Place("docs/plan/plan-2027.yml", 3))
    assert list(plans((old, new), day("01-01"))) == [2027, 2025]
    both = World(day("10-01"), STAMP, HOME, (), {Task: Ledger((old, new))})
    assert newest(both).year == 2025
    assert newest(both, {"year": "2027"}).year == 2027
    with pytest.raises(ValueError, match="2027、2025"):
        newest(both, {"year": "2024"})


def test_the_table_holds_what_was_computed_and_in_public_no_person():
    named = A.model_copy(update={"person": "示例某", "note": "催过"})
    for internal in (True, False):
        (file,) = tables(world(named, B, internal=internal))
        rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
        assert ("责任人" in rows[0], "示例某" in file.data.decode()) == (internal, internal)
        assert rows[1][-3:] == ["按时完成", "1", ""]
        assert rows[2][-3:] == ["逾期完成", "0", "是"]
        assert rows[0][-1] == "按 2026-10-01 算"
    assert opened(named).person is None
    assert opened(named).note is None


def test_a_day_of_another_year_is_told_with_its_year():
    over = task("x", "09-01", "12-31").model_copy(update={"due": dt.date(2027, 1, 15)})
    here = world(over)
    shown = [view(here, Bare(), Plan(2026, day("10-01"), (one,)), one).span for one in (over, A)]
    assert shown == ["9月1日—2027年1月15日", "3月1日—6月30日"]


YEAR = """plan:
  - key: goal
    title: 让一线的手艺看得见
    unit: dining
    post: 经理
    start: 2026-01-05
    due: 2026-12-31
"""


def test_a_key_of_an_earlier_year_is_not_used_again(workshop: Workshop, capsys):
    folder = workshop.root / "docs" / "plan"
    folder.mkdir()
    (folder / "plan-2025.yml").write_text(YEAR.replace("2026", "2025"), "utf-8")
    (folder / "plan-2026.yml").write_text(YEAR, "utf-8")
    assert main(["--root", str(workshop.root), "check", "--today", "2026-06-01"]) == 1
    told = capsys.readouterr().out
    assert "docs/plan/plan-2026.yml:2:10: REC003" in told
    assert "docs/plan/plan-2025.yml 第 2 行" in told


def test_a_task_of_a_unit_that_nobody_has_is_left_out_and_a_misspelt_key_is_mended(
    workshop: Workshop, capsys
):
    folder = workshop.root / "docs" / "plan"
    folder.mkdir()
    file = folder / "plan-2026.yml"
    file.write_text(YEAR.replace("unit: dining", "unit: kitchen").replace("post:", "pots:"), "utf-8")
    arguments = ["--root", str(workshop.root), "check", "--today", "2026-06-01"]
    assert main(arguments) == 1
    told = capsys.readouterr().out
    assert "没有“kitchen”这个单位" in told
    assert "office（综合办公室）" in told
    assert main([*arguments, "--fix"]) == 1
    assert "    post: 经理" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after", "line", "code"),
    [
        ("due: 2026-12-31", "due: 2026-13-31", 7, "REC002"),
        ("due: 2026-12-31", "due: 12月31日", 7, "REC002"),
        ("post: 经理", "post: ''", 5, "REC002"),
        ("    due:", "    state: 已完成\n    due:", 7, "REC002"),
        ("    due:", "    evidence: 单子\n    due:", 7, "REC002"),
        ("    due:", "\tdue:", 7, "REC001"),
        ("plan:", "plans:", 1, "REC002"),
    ],
)
def test_a_fault_in_a_plan_is_told_at_its_line_in_its_file(before, after, line, code):
    found = parsed(PLAN, YEAR.replace(before, after), "docs/plan/plan-2026.yml").findings
    assert (found[0].place.path, found[0].place.line, found[0].code) == (
        "docs/plan/plan-2026.yml",
        line,
        code,
    )
