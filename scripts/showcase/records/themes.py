"""One theme on one page: its stories, its activities, and what is planned. Where there is nothing yet, what is planned."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.fragments import fragment
from showcase.records.activities import ORGANISERS, Activity, upcoming
from showcase.records.kind import Canvas, System, World
from showcase.records.options import only
from showcase.records.plan import CLOSED, Task, standing
from showcase.records.plan_views import MARKS, newest, short

STORIES, DEEDS = 6, 8


def theme(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Stories of `theme`; of `organiser`, what it did and what it will; and the open tasks of the year's plan."""
    only(options, "theme", "organiser")
    key, organiser = options.get("theme", ""), options.get("organiser")
    if key not in world.organisation.themes:
        known = "、".join(f"{one}（{label}）" for one, label in world.organisation.themes.items())
        raise ValueError(f"没有“{key}”这个主题；可以写 {known}")
    if organiser is not None and organiser not in ORGANISERS:
        raise ValueError(f"没有“{organiser}”；可以写 {'、'.join(ORGANISERS)}")
    stories = tuple(
        s for s in world.stories if key in {world.organisation.theme_key(text) for text in s.front.themes}
    )
    own = tuple(a for a in world.of(Activity) if a.organiser == organiser)
    done = sorted((a for a in own if a.state == "done"), key=lambda a: (a.start, a.key), reverse=True)
    return fragment(
        "record_themes",
        label=world.organisation.themes[key],
        cards=canvas.cards(stories[:STORIES]),
        more=canvas.link(f"topics/theme/{key}/index.md") if len(stories) > STORIES else None,
        next=tuple((_day(a), a.title, a.line) for a in upcoming(own, world.today)),
        done=tuple((_day(a), a.title, a.line) for a in done[:DEEDS]),
        calendar=canvas.link("activities/index.md"),
        planned=_planned(world, key),
        over=_is_over(world, key),
        plan=canvas.link("plan/index.md"),
        asked=organiser is not None,
    )


def _day(activity: Activity) -> str:
    return f"{activity.start.year}年{short(activity.start.date())}"


def _is_over(world: World, key: str) -> bool:
    """Whether the plan of this very year has tasks of the theme, and every one of the list could be read."""
    plan, ledger = newest(world), world.ledgers[Task]
    if plan is None or plan.year != world.today.year:
        return False
    whole = not ledger.remains and not any(finding.is_error for finding in ledger.findings)
    return whole and any(t.theme == key for t in plan.work)


def _planned(world: World, key: str) -> tuple[tuple[str, str, str, str], ...]:
    """(task, post, by when, mark) of what the year still has to do."""
    plan = newest(world)
    tasks: tuple[Task, ...] = plan.work if plan else ()
    units = world.organisation.all_units
    return tuple(
        (
            t.title,
            f"{units[t.unit]} · {t.post}",
            f"{t.due.year}年{short(t.due)}以前",
            MARKS[standing(t, world.today)],
        )
        for t in sorted(tasks, key=lambda t: (t.due, t.key))
        if t.theme == key and standing(t, world.today) not in CLOSED
    )


THEMES = System(name="themes", label="主题", blocks={"theme": theme})
