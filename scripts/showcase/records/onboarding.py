"""The way of a new colleague, drawn: who are you, a line with stops, the sheet to sign, the master's page, the office's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from showcase.fragments import fragment
from showcase.records.kind import Canvas, Crumb, Kind, RecordPage, World
from showcase.records.options import only
from showcase.records.path_findings import FOLDER, RULES, judge
from showcase.records.paths import NEEDS, Path
from showcase.records.questions import asked
from showcase.records.ways import LEVELS, Stop, Way, ways

INDEX = f"{FOLDER}/index.md"
A_YEAR = dt.timedelta(days=365)


def way_page(way: Way) -> str:
    return f"{FOLDER}/path/{way.key}/index.md"


def leaf(way: Way, name: str) -> str:
    """A page below that of a way: check, sheet, sheet-large, master."""
    return f"{FOLDER}/path/{way.key}/{name}/index.md"


@dataclass(frozen=True)
class StopView:
    id: str
    name: str
    number: int
    level: int
    title: str
    href: str | None
    why: str
    minutes: str  # 读 2 分钟，做 5 分钟
    do: str
    whom: str
    gate: str  # 没走完这一站，不开油炸锅。要有人带。


@dataclass(frozen=True)
class StageView:
    id: str
    name: str
    minutes: int
    stops: tuple[StopView, ...]


def anchor(stop: Stop) -> str:
    return f"s-{stop.name.replace('.', '-')}"


def stages(way: Way, canvas: Canvas) -> tuple[StageView, ...]:
    order = {stop.name: n for n, stop in enumerate(way.stops, 1)}
    return tuple(
        StageView(
            f"t-{stage.number}",
            stage.name,
            stage.minutes,
            tuple(_stop(stop, order[stop.name], canvas) for stop in stage.stops),
        )
        for stage in way.stages
    )


def _stop(stop: Stop, number: int, canvas: Canvas) -> StopView:
    step, show, gate = stop.step, stop.step.show, stop.step.before
    spent = [f"读 {stop.reading} 分钟"] if stop.reading else []
    spent += [f"做 {show.minutes} 分钟"] if show else []
    return StopView(
        anchor(stop), stop.name, number, stop.level, step.title, canvas.href(stop.target) if stop.target else None,
        step.why, "，".join(spent), show.do if show else "", show.whom if show else "",
        f"没走完这一站，不{gate.work}。{NEEDS[gate.needs]}。" if gate else "",
    )  # fmt: skip


def pages(world: World) -> Iterator[RecordPage]:
    """Of each way the line, the sheets and, of a department, the master's page; where a page of docs/ leads to them."""
    if FOLDER not in world.folders:
        return
    home = Crumb("新同事", INDEX)
    for way in ways(world):
        crumbs, kicker = (home, Crumb(way.name, way_page(way))), "新同事的路"
        sample = any(part.sample for part in way.parts)
        lede = f"{way.line}。第一周 {len([s for s in way.stops if s.step.day])} 站，{way.week_minutes} 分钟。"
        yield RecordPage(way_page(way), way.name, lede, partial(_line, world, way), (home,), "start", kicker, sample)  # fmt: skip
        for name, title in (("sheet", "签字单"), ("sheet-large", "签字单，大字版")):
            told = "走完一站，看的人看过，两个人都签字。用 A4 纸打印，随身带着。"
            yield RecordPage(
                leaf(way, name), f"{way.name}：{title}", told, partial(_sheet, world, way, name == "sheet-large"),
                crumbs, "start", kicker, sample, aside=True,
            )  # fmt: skip
        told = "哪一天教什么，常见的错，怎么签字。给带新人的师傅看。"
        yield RecordPage(
            leaf(way, "master"), f"{way.name}：带新人", told, partial(_master, world, way), crumbs, "start", "给师傅", sample,
            aside=True,
        )  # fmt: skip


def _line(world: World, way: Way, canvas: Canvas) -> str:
    links = [("自测", leaf(way, "check"))] if asked(world, way) else []
    links += [("签字单", leaf(way, "sheet")), ("签字单，大字版", leaf(way, "sheet-large")), ("给师傅", leaf(way, "master"))]  # fmt: skip
    return fragment(
        "record_way", part="line", way=way, stages=stages(way, canvas), levels=LEVELS,
        links=tuple((text, canvas.href(path)) for text, path in links), home=canvas.href(INDEX),
    )  # fmt: skip


def _sheet(world: World, way: Way, large: bool, canvas: Canvas) -> str:
    return fragment(
        "record_way", part="sheet", way=way, stages=stages(way, canvas), large=large,
        department=_department(world, way), owner=world.organisation.names.full,
        other=canvas.href(leaf(way, "sheet" if large else "sheet-large")),
    )  # fmt: skip


def _department(world: World, way: Way) -> str:
    return world.organisation.departments[way.department].name if way.department else ""


def _master(world: World, way: Way, canvas: Canvas) -> str:
    mistakes = tuple(text for part in reversed(way.parts) for text in part.mistakes)
    shown = tuple(
        (s.name, s.minutes, tuple(v for v in s.stops if v.do or v.gate)) for s in stages(way, canvas)
    )
    return fragment(
        "record_way", part="master", shown=shown, mistakes=mistakes, sheet=canvas.href(leaf(way, "sheet")),
        line=canvas.href(way_page(way)),
    )  # fmt: skip


def chooser(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Who are you: the departments, each with its posts, as links."""
    only(options)
    found = ways(world)
    branches = []
    for key, department in (*world.organisation.departments.items(), (None, None)):
        own = [w for w in found if key and w.department == key and w.own.level == 1]
        posts = tuple(
            (w.name, w.line, w.week_minutes, canvas.href(way_page(w)))
            for w in found
            if w.department == key and w.own.level == 2
        )
        branch = (own[0].name, own[0].week_minutes, canvas.href(way_page(own[0]))) if own else None
        if branch or posts:
            branches.append((department.label if department else "各部门", branch, posts))
    trunk = next(((w.name, len(w.stops), canvas.href(way_page(w))) for w in found if w.own.level == 0), None)
    return fragment("record_way", part="chooser", branches=tuple(branches), trunk=trunk)


def office(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """For those who run the site: how many steps each part has, and which nobody went through for a year."""
    only(options)
    if not world.internal:
        return ""
    rows = tuple(
        (part.name, LEVELS[part.level], len(part.steps), len(old), "、".join(old))
        for part in world.of(Path)
        for old in [stale(part, world.today)]
    )
    return fragment("record_way", part="office", rows=rows)


def stale(part: Path, today: dt.date) -> tuple[str, ...]:
    """The steps that were never gone through, or more than a year ago."""
    return tuple(
        step.title
        for step in part.steps
        if (day := step.checked or part.checked) is None or today - day > A_YEAR
    )


def address(part: Path) -> str:
    return f"{FOLDER}/path/{part.key}/index.md"


PATHS = Kind(
    name="paths",
    label="新同事的路",
    folder=FOLDER,
    record=Path,
    judge=judge,
    blocks={"paths": chooser, "paths-office": office},
    pages=pages,
    address=address,
    tabled=False,
    rules=RULES,
)
