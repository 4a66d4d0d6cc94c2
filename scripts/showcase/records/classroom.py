"""没有讲台的课堂: where something is learnt, by whom it is taught; counted from stories, drawn as a plan of seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from showcase.fragments import fragment
from showcase.project.finding import Finding, Place, Severity, warning
from showcase.records.kind import Canvas, Crumb, RecordPage, System, World
from showcase.records.options import only
from showcase.records.places import Place as PlaceRecord
from showcase.records.places import page_path as place_path
from showcase.stories.rules.rule import Rule
from showcase.stories.story import Story

SHOWN = "brand/organisation.yml"
SEAT, ACROSS, DOWN = 56, 72, 76  # units: a desk's width, from desk to desk, from row to row
HEIGHT = 38  # of a desk
LEFT, TOP = 96, 132  # before the first desk
FOLDER = "classroom"
INDEX = f"{FOLDER}/index.md"

Cell = tuple[str, str]  # department, theme
Cells = Mapping[Cell, tuple[Story, ...]]


@dataclass(frozen=True)
class Desk:
    x: int
    y: int
    count: int
    words: str  # department·theme：2篇
    cell: Cell
    has_place: bool = False  # without a story, though there is a place where it is learnt


@dataclass(frozen=True)
class Label:
    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Plan:
    width: int
    height: int
    desks: tuple[Desk, ...]
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    desc: str


@dataclass(frozen=True)
class Link:
    anchor: str
    title: str
    path: str


@dataclass(frozen=True)
class Lesson:
    """One cell as a part of a page."""

    anchor: str
    title: str
    href: str
    cards: tuple[object, ...]
    places: tuple[tuple[str, str], ...]
    missing: str  # which story would fill it; "" where there is one


def matrix(world: World) -> Cells:
    """The stories of each department that speak of each theme; every cell is there."""
    organisation = world.organisation
    cells: dict[Cell, list[Story]] = {
        (department, theme): [] for department in organisation.departments for theme in organisation.themes
    }
    for story in world.stories:
        for theme in story.themes:
            cell = (story.front.department, theme)
            if cell in cells:
                cells[cell].append(story)
    return {cell: tuple(stories) for cell, stories in cells.items()}


def empty_lines(world: World) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(departments that teach nothing yet, themes that nobody teaches yet)."""
    cells = matrix(world)
    taught = {cell for cell, stories in cells.items() if stories}
    departments = tuple(d for d in world.organisation.departments if d not in {cell[0] for cell in taught})
    themes = tuple(t for t in world.organisation.themes if t not in {cell[1] for cell in taught})
    return departments, themes


def judge(world: World) -> Iterator[Finding]:
    """A theme without a story, a department that teaches nothing: said, never shown as an empty page."""
    if not world.stories or FOLDER not in world.folders:
        return
    departments, themes = empty_lines(world)
    organisation = world.organisation
    for key in themes:
        words = f"主题“{organisation.themes[key]}”还没有一篇故事"
        yield warning("CLS001", Place(SHOWN), words, f"约一篇，稿头写 themes: [{organisation.themes[key]}]")
    for key in departments:
        words = f"{organisation.departments[key].label}的故事还没有写到任何主题"
        yield warning(
            "CLS001", Place(SHOWN), words, f"在 {organisation.departments[key].label}的故事稿头里写上 themes"
        )


def plan(world: World) -> Plan:
    """A desk a cell; departments are rows, themes columns, as organisation.yml has them."""
    organisation, cells = world.organisation, matrix(world)
    departments, themes = list(organisation.departments), list(organisation.themes)
    told = {(place.department, theme) for place in world.of(PlaceRecord) for theme in place.learn}
    desks = tuple(
        Desk(
            LEFT + ACROSS * themes.index(theme),
            TOP + DOWN * departments.index(department),
            len(stories),
            f"{organisation.departments[department].label}·{organisation.themes[theme]}："
            + _seated(len(stories), (department, theme) in told),
            (department, theme),
            not stories and (department, theme) in told,
        )
        for (department, theme), stories in cells.items()
    )
    rows = tuple(
        Label(LEFT - 16, TOP + DOWN * n + HEIGHT // 2, organisation.departments[key].label)
        for n, key in enumerate(departments)
    )
    columns = tuple(
        Label(LEFT + ACROSS * n + SEAT // 2, TOP - 26, organisation.themes[key])
        for n, key in enumerate(themes)
    )
    width, height = LEFT + ACROSS * len(themes), TOP + DOWN * len(departments) + 12
    return Plan(width, height, desks, rows, columns, in_words(world))


def _seated(stories: int, has_place: bool) -> str:
    return f"{stories}篇" if stories else "有地方在教，还没写" if has_place else "还缺一篇"


def in_words(world: World) -> str:
    """The whole map in one sentence."""
    cells = matrix(world)
    filled = sum(bool(stories) for stories in cells.values())
    return f"{len(world.organisation.departments)}个部门、{len(world.organisation.themes)}样本事，{len(cells)}个座位里坐了{filled}个，还空着{len(cells) - filled}个。"  # fmt: skip


def seats(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """The plan of seats, and the same as a table."""
    only(options)
    if not world.stories:
        return fragment("record_classroom", part="empty")
    drawn = plan(world)
    organisation, cells = world.organisation, matrix(world)
    columns = tuple((label, canvas.href(column_path(key))) for key, label in organisation.themes.items())
    rows = tuple(
        (
            department.label,
            canvas.href(row_path(key)),
            tuple(
                (len(cells[key, theme]), canvas.href(f"{row_path(key)}#{theme}"))
                for theme in organisation.themes
            ),
        )
        for key, department in organisation.departments.items()
    )
    desks = tuple((desk, canvas.href(f"{row_path(desk.cell[0])}#{desk.cell[1]}")) for desk in drawn.desks)
    waiting = sum(desk.has_place for desk in drawn.desks)
    return fragment(
        "record_classroom", part="seats", plan=drawn, desks=desks, waiting=waiting, columns=columns, rows=rows
    )


def row(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """What is learnt in one department, as one line of links."""
    only(options, "department")
    key = options.get("department", "")
    if key not in world.organisation.departments:
        raise ValueError(f"没有“{key}”这个部门；可以写 {'、'.join(world.organisation.departments)}")
    cells = matrix(world)
    there = bool(world.stories) and FOLDER in world.folders  # else the department has no page of its own
    line = tuple(
        (label, len(cells[key, theme]), canvas.href(f"{row_path(key)}#{theme}") if there else "")
        for theme, label in world.organisation.themes.items()
        if cells[key, theme] or (there and world.internal)  # what is not told yet is for those who write
    )
    more = canvas.href(row_path(key)) if there else ""
    return fragment("record_classroom", part="row", line=line, more=more)


def row_path(department: str) -> str:
    return f"classroom/{department}/index.md"


def column_path(theme: str) -> str:
    return f"classroom/theme/{theme}/index.md"


def pages(world: World) -> Iterator[RecordPage]:
    """A page a row and a page a column."""
    if not world.stories or FOLDER not in world.folders:
        return
    crumb, cells, organisation = Crumb("没有讲台的课堂", INDEX), matrix(world), world.organisation
    sample = any(story.front.sample for story in world.stories)
    for key, department in organisation.departments.items():
        count = sum(bool(cells[key, theme]) for theme in organisation.themes)
        lede = f"{len(organisation.themes)}样本事里，{department.name}已经教了{count}样。"
        row = tuple(
            ((key, theme), Link(theme, label, column_path(theme)))
            for theme, label in organisation.themes.items()
        )
        yield RecordPage(
            row_path(key), f"在{department.label}学什么", lede, partial(_body, world, cells, row), (crumb,), "culture",
            "没有讲台的课堂", sample,
        )  # fmt: skip
    for theme, label in organisation.themes.items():
        count = sum(bool(cells[key, theme]) for key in organisation.departments)
        column = tuple(
            ((key, theme), Link(key, department.label, row_path(key)))
            for key, department in organisation.departments.items()
        )
        yield RecordPage(
            column_path(theme), f"在哪里学{label}", f"{count}个部门的故事写到了{label}。",
            partial(_body, world, cells, column), (crumb,), "culture", "没有讲台的课堂", sample,
        )  # fmt: skip


def _body(world: World, cells: Cells, parts: tuple[tuple[Cell, Link], ...], canvas: Canvas) -> str:
    lessons = tuple(_lesson(world, canvas, cells, cell, link) for cell, link in parts)
    return fragment("record_classroom", part="page", lessons=lessons)


def _lesson(world: World, canvas: Canvas, cells: Cells, cell: Cell, link: Link) -> Lesson:
    department, theme = cell
    stories, names = cells[cell], world.organisation
    places = tuple(
        (place.name, canvas.href(place_path(place)))
        for place in world.of(PlaceRecord)
        if place.department == department and theme in place.learn
    )
    missing = (
        "" if stories else f"还缺一篇{names.departments[department].label}讲{names.themes[theme]}的故事。"
    )
    cards = canvas.cards(stories[:3])
    return Lesson(link.anchor, link.title, canvas.href(link.path), cards, places, missing)


RULES = (
    Rule(
        "CLS001",
        Severity.WARNING,
        "课堂地图上有空的一行或一列",
        what="每个主题是不是至少有一篇故事写到，每个部门的故事是不是至少写到一个主题。",
        why="实施意见说后勤是“没有讲台的课堂”。一样本事没有人讲，或一个部门什么也没讲，地图上就空一整行。",
        example="themes: []",
        instead="themes: [劳动]",
    ),
)

CLASSROOM = System(
    name="classroom",
    label="课堂",
    judge=judge,
    blocks={"classroom": seats, "classroom-row": row},
    pages=pages,
    rules=RULES,
)
