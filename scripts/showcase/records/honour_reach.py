"""What the honours have not reached yet, as it is shown, told and offered as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from showcase.brand.organisation import Organisation
from showcase.fragments import fragment
from showcase.project.finding import Finding, Place, Severity, warning
from showcase.records.coverage import DIMENSIONS, Cell, Coverage, Share, Table, called, coverage, in_words
from showcase.records.honours import Honour, list_path
from showcase.records.kind import Canvas, RecordFile, World
from showcase.records.options import only
from showcase.records.table import as_sheet
from showcase.stories.rules.rule import Rule

CELLS = "honours/coverage.csv"
TOLD = 4  # cells that a finding names


@dataclass(frozen=True)
class Row:
    name: str
    href: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class TableView:
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ShareView:
    title: str
    rows: tuple[tuple[str, str, str], ...]  # name, share of the honours, of the people


@dataclass(frozen=True)
class Hook:
    """Where plates of a department are still to hang."""

    name: str
    count: int  # cells without an honour
    href: str | None


def found_in(world: World) -> Coverage:
    return coverage(world.of(Honour), world.organisation, world.today.year)


def reach(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Whom the honours have reached: a sentence, then department by department."""
    only(options)
    organisation, found = world.organisation, found_in(world)
    tables = tuple(_table(table, organisation, canvas) for table in found.tables)
    departments = {key: department.label for key, department in organisation.departments.items()}
    shares = (
        _shares("部门", found.departments, departments),
        _shares("用工方式", found.employments, organisation.employment),
    )
    return fragment(
        "record_honours",
        part="reach",
        words=in_words(found, organisation),
        hooks=tuple(_hooks(found, organisation, canvas)),
        tables=tables,
        watched=[(called(cell, organisation), cell) for cell in found.watched if cell.least],
        shares=[share for share in shares if share.rows],
        most=max((cell.least for cell in found.asked), default=1),
        crossed=len(found.crossed),
        filled=sum(cell.count > 0 for cell in found.crossed),
        table=canvas.href(CELLS) if world.of(Honour) else "",
    )


def _hooks(found: Coverage, organisation: Organisation, canvas: Canvas) -> Iterator[Hook]:
    """One for each department that has an empty cell; their cells are those of the sentence."""
    empty = Counter(cell.keys[0] for cell in found.missing if not cell.count)
    for key, department in organisation.departments.items():
        if empty[key]:
            yield Hook(department.label, empty[key], canvas.link(list_path("department", key)))


def _table(table: Table, organisation: Organisation, canvas: Canvas) -> TableView:
    rows = tuple(
        Row(
            department.label,
            canvas.link(list_path("department", key)),
            tuple(table.cells[key, column] for column in table.columns),
        )
        for key, department in organisation.departments.items()
    )
    return TableView(DIMENSIONS[table.dimension], _names(organisation, table), rows)


def _names(organisation: Organisation, table: Table) -> tuple[str, ...]:
    known = {"employment": organisation.employment, "rank": organisation.ranks, "field": organisation.fields}
    return tuple(known[table.dimension][key] for key in table.columns)


def _shares(title: str, shares: tuple[Share, ...], names: Mapping[str, str]) -> ShareView:
    return ShareView(
        title, tuple((names[one.key], f"{one.honours:.0%}", f"{one.heads:.0%}") for one in shares)
    )


def not_reached(world: World, path: str) -> Iterator[Finding]:
    """For each dimension, and for the cells that organisation.yml names: what has too few."""
    organisation, found = world.organisation, found_in(world)
    asked = [(f"按{DIMENSIONS[t.dimension]}看", tuple(t.cells.values())) for t in found.tables]
    for how, cells in (*asked, ("在单独写了数的格里", found.watched)):
        gaps = [cell for cell in cells if cell.lacks]
        if gaps:
            names = "、".join(_told(cell, organisation) for cell in gaps[:TOLD])
            more = f"等 {len(gaps)} 格" if len(gaps) > TOLD else ""
            words = f"近 {organisation.coverage.years} 年的荣誉{how}，还没有到：{names}{more}"
            hint = "评的时候留意这些岗位；荣誉页的覆盖表里看得到每一格"
            yield warning("HON002", Place(path), words, hint)


def _told(cell: Cell, organisation: Organisation) -> str:
    lack = f"（{cell.count} 项，要 {cell.least} 项）" if cell.count else ""
    return called(cell, organisation) + lack


def cells_file(world: World) -> Iterator[RecordFile]:
    """Each cell of the tables, and of all four together, as a table to sort and filter."""
    if world.of(Honour):
        found, organisation = found_in(world), world.organisation
        tabled = [cell for table in found.tables for cell in table.cells.values()]
        rows = (_line(cell, organisation) for cell in (*tabled, *found.watched, *found.crossed))
        head = ["部门", *DIMENSIONS.values(), f"{found.first}到{found.last}年的荣誉", "至少要有", "还差"]
        yield RecordFile(CELLS, as_sheet(head, rows))


def _line(cell: Cell, organisation: Organisation) -> tuple[str, ...]:
    department, *keys = cell.keys
    names = (organisation.employment, organisation.ranks, organisation.fields)
    return (
        organisation.departments[department].label,
        *(known.get(key, "合计") for known, key in zip(names, keys, strict=True)),
        str(cell.count),
        str(cell.least or ""),
        str(cell.least - cell.count) if cell.lacks else "",
    )


NOT_REACHED = Rule(
    "HON002",
    Severity.WARNING,
    "荣誉还有没到的地方",
    what="近几年的荣誉，按部门和用工方式、岗位层级、领域分成格，哪一格少于 organisation.yml 里 coverage 的数。",
    why="实施意见要求荣誉不分层级、编制、类别，覆盖全方位、各层级、各领域。空着的格，就是还没有看见的人。",
    example="运输的劳务派遣，三年里没有一项",
    instead="评的时候看一眼覆盖表，把这一格补上；本来就没有人的格，在 coverage 的 cells 里写 least: 0",
)
