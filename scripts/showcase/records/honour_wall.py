"""The honour wall: name plates by year, a page an honour, and what the honours have not reached yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from showcase.brand.organisation import Organisation
from showcase.fragments import fragment
from showcase.project.finding import Finding, Severity, error, warning
from showcase.records.facets import Facet, Filter, filters, slices
from showcase.records.honour_reach import NOT_REACHED, cells_file, not_reached, reach
from showcase.records.honours import LEVELS, Honour, by_year, list_path
from showcase.records.kind import Canvas, Crumb, Kind, RecordPage, World
from showcase.records.options import only
from showcase.records.record import Entry
from showcase.stories.rules.rule import Rule

SECTION = "culture"


@dataclass(frozen=True)
class PlateView:
    """One honour on the wall."""

    title: str
    who: str
    href: str


@dataclass(frozen=True)
class YearView:
    year: int
    plates: tuple[PlateView, ...]


def judge(world: World) -> Iterator[Finding]:
    """Years that are not over yet, and what the honours, taken together, do not reach."""
    entries = world.entries(Honour)
    for entry in entries:
        if entry.record.year > world.today.year:
            words = f"{entry.record.title}的年份 {entry.record.year} 还没有到"
            yield warning("HON001", entry.at("year"), words, "核对证书上的年份")
    yield from _of_their_team(entries, world.organisation)
    yield from _twice(entries)
    if entries:
        yield from not_reached(world, HONOURS.path)


def _of_their_team(entries: Iterable[Entry[Honour]], organisation: Organisation) -> Iterator[Finding]:
    for entry in entries:
        honour = entry.record
        team = organisation.teams.get(honour.team or "")
        if team and team.department != honour.department:
            words = f"“{honour.title}”给的是{team.name}，写的部门却不是它的"
            yield error("HON003", entry.at("department"), words, f"department: {team.department}")


def _twice(entries: Iterable[Entry[Honour]]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], Entry[Honour]] = {}
    for entry in entries:
        one = entry.record
        before = first.setdefault(
            (one.title, one.year, one.by, one.department, one.team, one.post, one.person), entry
        )
        if before is not entry:
            words = (
                f"“{one.title}”（{one.year}年）写了两条，第 {before.place.line} 行已经有 {before.record.key}"
            )
            yield warning("HON004", entry.at("key"), words, "同一项荣誉只留一条；是两项的，题目写出区别")


def who(honour: Honour, organisation: Organisation) -> str:
    """The team, the person or the post that was honoured."""
    if honour.team and honour.team in organisation.teams:
        return organisation.teams[honour.team].name
    return honour.person or honour.post or ""


def _plate(honour: Honour, organisation: Organisation, canvas: Canvas) -> PlateView:
    return PlateView(honour.title, who(honour, organisation), canvas.href(page_path(honour)))


def _years(honours: Iterable[Honour], world: World, canvas: Canvas) -> tuple[YearView, ...]:
    return tuple(
        YearView(year, tuple(_plate(h, world.organisation, canvas) for h in listed))
        for year, listed in by_year(honours)
    )


def wall(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """All honours as name plates by year, or those of `department`, `field` or `team`."""
    only(options, "department", "field", "team")
    honours = [h for h in world.of(Honour) if all(getattr(h, k) == v for k, v in options.items())]
    if not honours and not options:
        raise ValueError(f"{HONOURS.path} 里还没有荣誉")
    if options:
        return _wall(honours, world, canvas, compact=True)
    ways = filters(facets(world.organisation), honours, canvas)
    return _wall(honours, world, canvas, ways, canvas.href(HONOURS.table))


def _wall(
    honours: Iterable[Honour],
    world: World,
    canvas: Canvas,
    ways: tuple[Filter, ...] = (),
    table: str = "",
    *,
    compact: bool = False,
) -> str:
    """Name plates by year; `table` is the address of the same as a table."""
    years = _years(honours, world, canvas)
    return fragment("record_honours", part="wall", years=years, filters=ways, table=table, compact=compact)


def facets(organisation: Organisation) -> tuple[Facet[Honour], ...]:
    departments = {key: department.label for key, department in organisation.departments.items()}
    return (
        Facet("部门", "honours/department", departments, lambda honour: (honour.department,)),
        Facet("领域", "honours/field", organisation.fields, lambda honour: (honour.field,)),
    )


def page_path(honour: Honour) -> str:
    return f"honours/{honour.key}/index.md"


def one_line(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """For the home page: the newest honours in one sentence; nothing where there is none."""
    only(options)
    years = by_year(world.of(Honour))
    if not years:
        return ""
    year, newest = years[0]
    plates = tuple(_plate(honour, world.organisation, canvas) for honour in newest[:3])
    more = canvas.link("honours/index.md")
    return fragment("record_honours", part="line", year=year, plates=plates, count=len(newest), more=more)


def pages(world: World) -> Iterator[RecordPage]:
    crumb = Crumb("荣誉墙", "honours/index.md")
    for honour in world.of(Honour):
        lede = honour.line or f"{honour.year}年，{honour.by}。"
        kicker = f"{honour.year} · {world.organisation.departments[honour.department].label}"
        yield RecordPage(
            page_path(honour), honour.title, lede, partial(_body, world, honour), (crumb,), SECTION, kicker,
            honour.sample,
        )  # fmt: skip
    for facet in facets(world.organisation):
        for own in slices(facet, world.of(Honour)):
            lede = f"{own.name}的{len(own.records)}项荣誉，按年份排。"
            sample = any(honour.sample for honour in own.records)
            yield RecordPage(
                own.path, f"{own.name}的荣誉", lede, partial(_listed, world, own.records), (crumb,), SECTION,
                f"按{facet.label}看", sample,
            )  # fmt: skip


def _listed(world: World, honours: Iterable[Honour], canvas: Canvas) -> str:
    return _wall(honours, world, canvas)


def _body(world: World, honour: Honour, canvas: Canvas) -> str:
    organisation = world.organisation
    story = world.story(honour.story)
    team = canvas.link(f"teams/{honour.team}/index.md") if honour.team else None
    facts = (
        ("给了谁", who(honour, organisation), team),
        ("部门", organisation.departments[honour.department].name, canvas.link(list_path("department", honour.department))),
        ("哪一年", f"{honour.year}年", None),
        ("颁发单位", f"{honour.by}（{LEVELS[honour.level]}）", None),
        ("领域", organisation.fields.get(honour.field, honour.field), canvas.link(list_path("field", honour.field))),
        ("用工方式", "、".join(organisation.employment[key] for key in honour.employment), None),
        ("岗位层级", organisation.ranks.get(honour.rank, honour.rank), None),
    )  # fmt: skip
    return fragment(
        "record_honours",
        part="page",
        title=honour.title,
        year=honour.year,
        facts=facts,
        shown=canvas.picture(HONOURS, honour.photo, "body") if honour.photo else None,
        cards=canvas.cards([story] if story else []),
    )


RULES = (
    Rule(
        "HON003",
        Severity.ERROR,
        "荣誉的班组是别的部门的",
        what="写了 team 的荣誉，department 是不是这个班组的部门。",
        why="覆盖表按部门数，部门写错了，两个部门的数都不对。",
        example="department: 别的部门的键\nteam: 早班的键（早班在另一个部门）",
        instead="department: 早班所在部门的键\nteam: 早班的键",
        allowable=False,
    ),
    Rule(
        "HON004",
        Severity.WARNING,
        "同一项荣誉写了两条",
        what="题目、年份、颁发单位和给了谁都一样的，有没有两条。",
        why="一项荣誉数了两次，覆盖表就多算一次。",
        example="两条都是 title: 年度安全班组、year: 2025、team: zaocan",
        instead="只留一条",
    ),
    Rule(
        "HON001",
        Severity.WARNING,
        "荣誉的年份还没有到",
        what="honours.yml 里的年份是不是在今年之后。",
        why="荣誉墙按年份排。写错的年份会排在最前面。",
        example="year: 2062",
        instead="year: 2026",
    ),
    NOT_REACHED,
)

HONOURS = Kind(
    name="honours",
    label="荣誉",
    folder="honours",
    record=Honour,
    judge=judge,
    blocks={"honours": wall, "honours-reach": reach, "honours-line": one_line},
    pages=pages,
    files=cells_file,
    address=page_path,
    rules=RULES,
)
