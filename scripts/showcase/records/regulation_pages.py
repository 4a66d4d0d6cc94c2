"""The library of rules as pages: by kind, by department, a page a rule with its citation and what came before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from showcase.fragments import fragment
from showcase.project.finding import Finding, Place, Severity, error, warning
from showcase.records.kind import Canvas, Crumb, Kind, RecordPage, World
from showcase.records.options import only
from showcase.records.record import Entry
from showcase.records.regulations import (
    KINDS,
    OLD,
    PAPER_KINDS,
    Library,
    Regulation,
    State,
    citation,
    years_between,
)
from showcase.stories.rules.rule import Rule

INDEX = "rules/index.md"
MARKS = {State.FORCE: "good", State.COMING: "due", State.REPLACED: "old", State.ENDED: "old"}


@dataclass(frozen=True)
class RuleView:
    title: str
    href: str | None
    line: str
    number: str
    unit: str
    since: str  # 2026年3月1日起施行
    state: str
    mark: str
    old: bool
    internal: bool
    here: bool = False


def library(world: World) -> Library:
    """All rules, those that this edition does not show too: one of them may have taken the place of one that it shows."""
    return Library(world.today, replace(world, internal=True).of(Regulation))


def shown(world: World, rules: Iterable[Regulation]) -> tuple[Regulation, ...]:
    """Those that this edition shows, as it may know them."""
    known = world.keyed(Regulation)
    return tuple(known[rule.key] for rule in rules if rule.key in known)


def page_path(rule: Regulation) -> str:
    return f"rules/{rule.key}/index.md"


def judge(world: World) -> Iterator[Finding]:
    shelf = library(world)
    for entry in world.entries(Regulation):
        yield from _of(entry, shelf)
    if shelf.rules:
        for kind in shelf.kinds_without:
            words = f"没有一件现行的{KINDS[kind]}制度"
            yield warning(
                "REG003", Place(REGULATIONS.path), words, f"加一条 kind: {kind}；正在起草的，写进年度计划"
            )


def _of(entry: Entry[Regulation], shelf: Library) -> Iterator[Finding]:
    rule = entry.record
    if rule.key in shelf.looped:
        hint = "旧的被新的代替，不会反过来：删掉错的一条 supersedes"
        yield error("REG001", entry.at("supersedes"), f"《{rule.title}》绕了一圈代替自己", hint)
    for number, old in enumerate(shelf.by_key[key] for key in rule.supersedes if key in shelf.by_key):
        if rule.in_force < old.in_force and rule.key not in shelf.looped:
            words = f"《{rule.title}》{rule.in_force} 施行，比它代替的《{old.title}》（{old.in_force}）还早"
            hint = "旧的代替不了新的：把 supersedes 写到新的那一件里，或改对施行的日子"
            yield error("REG005", entry.at("supersedes", number), words, hint)
    new = shelf.successors.get(rule.key, ())
    if len(new) > 1:
        names = "、".join(f"《{one.title}》（{one.key}）" for one in new)
        yield error(
            "REG002",
            entry.at("key"),
            f"《{rule.title}》被 {len(new)} 件代替：{names}",
            "只留接替它的那一件的 supersedes",
        )
    if shelf.is_old(rule):
        words = f"《{rule.title}》施行 {years_between(rule.in_force, shelf.day)} 年了"
        yield warning(
            "REG004", entry.at("in_force"), words, "看看还合不合用：修订、重新发布，或写 ended 废止"
        )


def listed(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Rules in force by kind, then what is no longer; or those of `unit`, or of `kind`."""
    only(options, "unit", "kind")
    shelf = library(world)
    if not shelf.rules and not options:
        raise ValueError(f"{REGULATIONS.path} 里还没有制度")
    units = world.organisation.all_units
    for name, known in (("unit", units), ("kind", KINDS)):
        if (wanted := options.get(name)) is not None and wanted not in known:
            raise ValueError(f"没有“{wanted}”；可以写 {'、'.join(known)}")
    if options:
        own = [r for r in shelf.rules if all(getattr(r, k) == v for k, v in options.items())]
        force = [r for r in own if shelf.state(r) in (State.FORCE, State.COMING)]
        return fragment(
            "record_rules", part="short", rules=_views(world, canvas, shelf, force), all=canvas.link(INDEX)
        )
    groups = tuple(_group(world, canvas, shelf, kind) for kind in KINDS)
    gone = [r for r in shelf.rules if shelf.state(r) in (State.REPLACED, State.ENDED)]
    return fragment(
        "record_rules",
        part="library",
        groups=tuple(group for group in groups if group[2] or group[0] in PAPER_KINDS),
        units=tuple(_unit_links(world, canvas, shelf)),
        gone=_views(world, canvas, shelf, gone),
        old=len(shown(world, shelf.old)),
        years=OLD,
        force=len(shown(world, shelf.in_force)),
        lacking=tuple(KINDS[kind] for kind in shelf.kinds_without),
        table=canvas.href(REGULATIONS.table),
    )


def _group(
    world: World, canvas: Canvas, shelf: Library, kind: str
) -> tuple[str, str, tuple[RuleView, ...], bool]:
    """(key, name, rules, whether there is none in force at all)."""
    own = [r for r in shelf.rules if r.kind == kind and shelf.state(r) in (State.FORCE, State.COMING)]
    return kind, KINDS[kind], _views(world, canvas, shelf, own), kind in shelf.kinds_without


def _unit_links(world: World, canvas: Canvas, shelf: Library) -> Iterator[tuple[str, str, int]]:
    """(name, address, how many in force) of each unit that has rules of its own."""
    own = [rule for rule in shown(world, shelf.rules) if rule.unit]
    count = Counter(rule.unit for rule in own if shelf.state(rule) is State.FORCE)
    for key, name in world.organisation.all_units.items():
        if any(rule.unit == key for rule in own):
            yield name, canvas.href(unit_path(key)), count[key]


def unit_path(key: str) -> str:
    return f"rules/unit/{key}/index.md"


def _views(
    world: World, canvas: Canvas, shelf: Library, rules: Iterable[Regulation], here: Regulation | None = None
) -> tuple[RuleView, ...]:
    own = shown(world, rules)
    return tuple(_view(world, canvas, shelf, rule, here is not None and rule.key == here.key) for rule in own)


def _view(world: World, canvas: Canvas, shelf: Library, rule: Regulation, here: bool) -> RuleView:
    state, day = shelf.state(rule), rule.in_force
    return RuleView(
        rule.title,
        canvas.href(page_path(rule)),
        rule.line,
        rule.number or "",
        world.organisation.all_units[rule.unit] if rule.unit else "全部门",
        f"{day.year}年{day.month}月{day.day}日起施行",
        state.value,
        MARKS[state],
        shelf.is_old(rule),
        rule.internal,
        here,
    )


def pages(world: World) -> Iterator[RecordPage]:
    """A page a rule, unless somebody wrote one by hand at its address; a page a department that has any."""
    above, shelf = (Crumb("制度", INDEX),), library(world)
    for rule in world.of(Regulation):
        if f"rules/{rule.key}" not in world.folders:
            yield RecordPage(
                page_path(rule), rule.title, f"{rule.line}。", partial(_body, world, shelf, rule), above, "culture", KINDS[rule.kind],
                rule.sample,
            )  # fmt: skip
    for key, name in world.organisation.all_units.items():
        own = [rule for rule in world.of(Regulation) if rule.unit == key]
        if own:
            yield RecordPage(
                unit_path(key), f"{name}的制度", _sum(world.organisation.unit_name(key), own, shelf),
                partial(_of_unit, world, own), above, "culture", "按单位看", any(rule.sample for rule in own),
            )  # fmt: skip


def _sum(name: str, own: list[Regulation], shelf: Library) -> str:
    """How many are in force is told, and the others apart: the same number as on the page of all."""
    force = sum(shelf.state(rule) is State.FORCE for rule in own)
    others = len(own) - force
    return f"{name}自己的制度，现行{force}件{f'，另有{others}件待施行或已经失效' if others else ''}。"


def _of_unit(world: World, own: list[Regulation], canvas: Canvas) -> str:
    rules = _views(world, canvas, library(world), own)
    return fragment("record_rules", part="short", rules=rules, all=canvas.link(INDEX))


def one(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """On the hand-written page of a rule: what rules.yml knows of it."""
    only(options, "key")
    key = options.get("key") or canvas.page.split("/")[-2]
    rule = world.keyed(Regulation).get(key)
    if rule is None:
        raise ValueError(f"{REGULATIONS.path} 里没有 key: {key} 这件制度，或它不公开")
    return _body(world, library(world), rule, canvas)


def _body(world: World, shelf: Library, rule: Regulation, canvas: Canvas) -> str:
    organisation = world.organisation
    owner = organisation.unit_name(rule.unit) if rule.unit else organisation.names.full
    chain = shelf.chain(shelf.by_key[rule.key])
    mentions = world.mentions.get(("rules", rule.key), ())
    return fragment(
        "record_rules",
        part="page",
        view=_view(world, canvas, shelf, rule, True),
        kind=KINDS[rule.kind],
        owner=owner,
        issued=f"{rule.issued.year}年{rule.issued.month}月{rule.issued.day}日",
        ended=f"{rule.ended.year}年{rule.ended.month}月{rule.ended.day}日" if rule.ended else "",
        url=rule.url,
        meets=rule.meets,
        remark=rule.remark or "",
        citation=citation(rule, owner, world.today),
        chain=_views(world, canvas, shelf, chain, rule) if len(shown(world, chain)) > 1 else (),
        mentions=tuple(
            (m.kind, m.title, canvas.link(m.path)) for m in mentions if m.kind != REGULATIONS.label
        ),
    )


RULES = (
    Rule(
        "REG001", Severity.ERROR, "制度绕成了圈",
        what="supersedes 一路追下去，会不会追回自己。",
        why="绕成圈就没有一件是现行的，谁也不知道该按哪一件。",
        example="- key: a\n  supersedes: [b]\n- key: b\n  supersedes: [a]",
        instead="- key: a\n  supersedes: [b]\n- key: b",
        allowable=False,
    ),
    Rule(
        "REG002", Severity.ERROR, "一件制度有两件接替",
        what="是不是有两件制度都写着代替同一件。",
        why="旧制度失效以后按哪一件办，要只有一个答案。一件拆成两件的，先废止（ended），再各自发布。",
        example="- key: b\n  supersedes: [a]\n- key: c\n  supersedes: [a]",
        instead="- key: b\n  supersedes: [a]\n- key: c\n  supersedes: [b]",
        allowable=False,
    ),
    Rule(
        "REG005", Severity.ERROR, "旧制度代替了新制度",
        what="接替的那一件，施行的日子是不是早于被代替的。",
        why="写反了，现行的一件就成了“已被代替”，看的人按旧的办。",
        example="- key: a-2010\n  in_force: 2010-01-01\n  supersedes: [a-2022]",
        instead="- key: a-2022\n  in_force: 2022-01-01\n  supersedes: [a-2010]",
        allowable=False,
    ),
    Rule(
        "REG003", Severity.WARNING, "有一类没有制度",
        what="实施意见点名的九类，每一类有没有现行的制度。",
        why="实施意见要求议事决策、干部管理、职工关怀以及资产、财务、工会、薪酬、考核、福利各方面都有章可循。",
        example="没有一条 kind: welfare",
        instead="- key: fuli\n  kind: welfare",
    ),
    Rule(
        "REG004", Severity.WARNING, "制度施行五年以上",
        what="现行的制度，施行满五年的。",
        why="五年里人和事都变了，看一遍再用。",
        example="in_force: 2019-01-01（今天是 2026-01-01）",
        instead="修订以后发布新的一件，写 supersedes",
    ),
)  # fmt: skip

REGULATIONS = Kind(
    name="rules",
    label="制度",
    folder="rules",
    record=Regulation,
    judge=judge,
    blocks={"rules": listed, "rule": one},
    pages=pages,
    address=page_path,
    rules=RULES,
)
