"""How far the honours of the last years reach: department by employment, level of post and field, against what is asked.

A cell is a group of people or work that should be honoured: a department · a way of employment. organisation.yml says
how many honours it has to have: `coverage.cells` for one cell, else `departments` for all of a department, else
`least`. No honour is asked of a cell in which, by `heads`, nobody works.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from showcase.brand.organisation import Organisation
from showcase.records.honours import Honour

DIMENSIONS = {"employment": "用工方式", "rank": "岗位层级", "field": "领域"}
Keys = tuple[str, str, str, str]  # department, employment, rank, field; "" where they are taken together


@dataclass(frozen=True)
class Cell:
    keys: Keys
    count: int  # honours
    least: int  # that it should have; 0 where none is asked

    @property
    def lacks(self) -> bool:
        return self.count < self.least


@dataclass(frozen=True)
class Table:
    """Departments (rows) by one dimension (columns)."""

    dimension: str  # employment | rank | field
    columns: tuple[str, ...]  # keys
    cells: Mapping[tuple[str, str], Cell]  # (department, column)


@dataclass(frozen=True)
class Share:
    """A group's part of the honours against its part of the people."""

    key: str  # department or employment
    honours: float  # 0–1
    heads: float


@dataclass(frozen=True)
class Coverage:
    first: int  # year
    last: int
    total: int
    tables: tuple[Table, ...]
    watched: tuple[
        Cell, ...
    ]  # of more than a department and one dimension, because organisation.yml names them
    crossed: tuple[Cell, ...]  # every department by every employment, level and field
    departments: tuple[Share, ...]  # () without head-counts
    employments: tuple[Share, ...]  # an honour of several counts for each in equal parts

    @property
    def asked(self) -> tuple[Cell, ...]:
        """The cells of the tables and those watched, of which an honour is asked."""
        tabled = (cell for table in self.tables for cell in table.cells.values())
        return tuple(cell for cell in (*tabled, *self.watched) if cell.least)

    @property
    def missing(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.asked if cell.lacks)


def coverage(honours: Iterable[Honour], organisation: Organisation, year: int) -> Coverage:
    """What the honours of the last years reach, `year` being the last of them."""
    first = year - organisation.coverage.years + 1
    counted = [honour for honour in honours if first <= honour.year <= year]
    grid = _Grid(counted, organisation)
    tables = tuple(grid.table(name) for name in DIMENSIONS if grid.keys[name])
    by_department, by_employment = _shares(counted, organisation)
    return Coverage(
        first, year, len(counted), tables, grid.watched(), grid.crossed(), by_department, by_employment
    )


class _Grid:
    """Every honour counted once in each cell that holds it, whichever dimensions are told apart."""

    def __init__(self, honours: Iterable[Honour], organisation: Organisation) -> None:
        self.organisation = organisation
        self.departments = tuple(organisation.departments)
        names = (organisation.employment, organisation.ranks, organisation.fields)
        self.keys = {name: tuple(keys) for name, keys in zip(DIMENSIONS, names, strict=True)}
        rules = organisation.coverage.cells
        self.least = {(r.department, r.employment, r.rank, r.field): r.least for r in rules}
        self.counts = Counter(keys for honour in honours for keys in _cells_of(honour))

    def table(self, dimension: str) -> Table:
        at = 1 + tuple(DIMENSIONS).index(dimension)
        cells = {}
        for department, key in product(self.departments, self.keys[dimension]):
            keys = [department, "", "", ""]
            keys[at] = key
            cells[department, key] = self._cell((keys[0], keys[1], keys[2], keys[3]))
        return Table(dimension, self.keys[dimension], cells)

    def watched(self) -> tuple[Cell, ...]:
        named = (keys for keys in self.least if sum(map(bool, keys[1:])) > 1)
        whole = ((d, *keys[1:]) for keys in named for d in ([keys[0]] if keys[0] else self.departments))
        return tuple(self._cell(keys) for keys in dict.fromkeys(whole))

    def crossed(self) -> tuple[Cell, ...]:
        every = product(self.departments, *self.keys.values())
        return tuple(self._cell((d, e, r, f), least=0) for d, e, r, f in every)

    def _cell(self, keys: Keys, least: int | None = None) -> Cell:
        return Cell(keys, self.counts[keys], self._asked(keys) if least is None else least)

    def _asked(self, keys: Keys) -> int:
        department, employment = keys[:2]
        for named in (keys, ("", *keys[1:])):
            if named in self.least:
                return self.least[named]
        if employment and self.organisation.heads.get(department, {}).get(employment) == 0:
            return 0
        asked = self.organisation.coverage
        return asked.departments.get(department, asked.least)


def _cells_of(honour: Honour) -> Iterator[Keys]:
    """Each once: an honour of two ways of employment lies in both, and once where they are taken together."""
    ranks, fields = (("", honour.rank), ("", honour.field))
    for employment, rank, field in product(dict.fromkeys(("", *honour.employment)), ranks, fields):
        yield honour.department, employment, rank, field


def _shares(honours: list[Honour], organisation: Organisation) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
    """By department and by employment, among the departments whose heads are given."""
    heads = {key: of for key, of in organisation.heads.items() if sum(of.values())}
    known = [honour for honour in honours if honour.department in heads]
    people = sum(sum(of.values()) for of in heads.values())
    if not people or not known:
        return (), ()
    own: Counter[str] = Counter(honour.department for honour in known)
    part: dict[str, float] = dict.fromkeys(organisation.employment, 0.0)
    for honour in known:
        for key in (own_keys := set(honour.employment)):
            part[key] += 1 / len(own_keys)
    departments = tuple(
        Share(key, own[key] / len(known), sum(heads[key].values()) / people)
        for key in organisation.departments
        if key in heads
    )
    employments = tuple(
        Share(key, part[key] / len(known), sum(of.get(key, 0) for of in heads.values()) / people)
        for key in organisation.employment
    )
    return departments, employments


BEHIND = 0.05  # of the honours, below which a smaller share is no news


def in_words(found: Coverage, organisation: Organisation) -> str:
    """One sentence: how far the honours reach, and where they do not."""
    span = f"{found.first}到{found.last}年" if found.first != found.last else f"{found.last}年"
    if not found.total:
        return f"{span}还没有记下一项荣誉。"
    reached = len({cell.keys[0] for cell in found.crossed if cell.count})
    head = f"{span}的{found.total}项荣誉，{len(organisation.departments)}个部门里到了{reached}个"
    return f"{head}{_gaps(found)}{_behind(found, organisation)}。"


def _gaps(found: Coverage) -> str:
    if not found.missing:
        return "，每个部门的每种用工、每一层岗位、每个领域都有"
    none = sum(not cell.count for cell in found.missing)
    few = len(found.missing) - none
    told = [f"还空着{none}格"] if none else []
    told += [f"有{few}格不够数"] if few else []
    return f"；按部门看用工方式、岗位层级和领域，{len(found.asked)}格里{'，'.join(told)}"


def _behind(found: Coverage, organisation: Organisation) -> str:
    """The way of employment whose share of the honours falls most behind its share of the people."""
    widest = max(found.employments, key=lambda share: share.heads - share.honours, default=None)
    if widest is None or widest.heads - widest.honours < BEHIND:
        return ""
    name = organisation.employment[widest.key]
    return f"；{name}占人数的{widest.heads:.0%}，占荣誉的{widest.honours:.0%}"


def called(cell: Cell, organisation: Organisation) -> str:
    """Its keys by their names, a department first: 部门·用工."""
    department, employment, rank, field = cell.keys
    names = (
        organisation.departments[department].label,
        organisation.employment.get(employment, ""),
        organisation.ranks.get(rank, ""),
        organisation.fields.get(field, ""),
    )
    return "·".join(name for name in names if name)
